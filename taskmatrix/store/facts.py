"""Reading what units owed in a span of days, and when it came: reports, milestones, deadlines."""

import sqlite3
from typing import NamedTuple

from taskmatrix.store.parts import BEGUN

_TAKEN_BACK = """
    EXISTS (SELECT 1 FROM event u JOIN undoing n ON n.command = u.command WHERE u.seq = {row}.seq)
"""
_HELD = f"""
    JOIN main.status s ON s.task = t.id AND s.seq = (
        SELECT MAX(x.seq) FROM main.status x JOIN event b ON b.seq = x.seq
        WHERE x.task = t.id AND b.day <= {{day}} AND NOT {_TAKEN_BACK.format(row="x")})
"""  # noqa: S608 - texts of our own
# Of `main`: its rows tell of the past too where one looks back, for `event` ends there.

_ITS = "({row}.unit = a.unit OR {row}.unit IN (SELECT f.id FROM unit f WHERE f.successor = a.unit))"
_EXEMPTED = f"""
    (SELECT q.exemption FROM main.part q JOIN event c ON c.seq = q.seq
     WHERE q.task = a.task AND {_ITS.format(row="q")} AND c.day <= :due
       AND NOT {_TAKEN_BACK.format(row="q")}
     ORDER BY q.seq DESC LIMIT 1)
"""  # noqa: S608
_WAITED = """
    ((s.waited_from <= :until AND s.waited_to >= :first)
     OR (s.wait_from <= :until AND s.wait_until >= :first))
"""
_REPORTS = f"""
    SELECT a.unit, t.code, t.title, (
        SELECT MIN(r.day) FROM report r
        WHERE r.task = a.task AND {_ITS.format(row="r")} AND r.undone IS NULL
          AND r.happened_on BETWEEN :first AND :until)
    FROM assignment a JOIN task t ON t.id = a.task {_HELD.format(day=":due")}
    WHERE t.is_group = 0 AND t.dropped = 0 AND a.role = :role AND s.state = 'active'
      AND {BEGUN.format(day=":first")} AND (s.resumed IS NULL OR s.resumed <= :first)
      AND ((a.role = 'lead' AND ({_WAITED}) IS NOT TRUE)
           OR (a.role <> 'lead' AND {_EXEMPTED} IS NULL))
    ORDER BY t.code_order, a.unit
"""  # noqa: S608
_MILESTONES = f"""
    SELECT a.unit, t.code, t.title, m.title, m.due, s.state,
           CASE WHEN m.due BETWEEN s.wait_from AND s.wait_until THEN 1 ELSE 0 END, (
        SELECT MIN(r.happened_on) FROM report r
        WHERE r.task = t.id AND r.undone IS NULL AND r.reached = m.title)
    FROM milestone m JOIN task t ON t.id = m.task
    JOIN assignment a ON a.task = t.id AND a.role = 'lead' AND a.rank = 1
    LEFT {_HELD.format(day="m.due")}
    WHERE m.due BETWEEN :first AND :last AND t.dropped = 0 AND {BEGUN.format(day="m.due")}
    ORDER BY t.code_order, m.position
"""  # noqa: S608
_DEADLINES = f"""
    SELECT a.unit, t.code, t.title, t.deadline, t.state, s.asked_on, (
        SELECT x.day FROM main.status x JOIN event b ON b.seq = x.seq
        WHERE x.task = t.id AND x.state = 'review' AND NOT {_TAKEN_BACK.format(row="x")}
        ORDER BY x.seq DESC LIMIT 1)
    FROM task t JOIN assignment a ON a.task = t.id AND a.role = 'lead' AND a.rank = 1
    LEFT JOIN status s ON s.task = t.id AND s.until IS NULL
    WHERE t.is_group = 0 AND t.dropped = 0 AND t.standing = 0 AND t.state <> 'terminated'
      AND t.deadline BETWEEN :first AND :last AND {BEGUN.format(day="t.deadline")}
    ORDER BY t.code_order
"""  # noqa: S608
_UNITS = """
    SELECT u.id, u.name, u.kind, u.slips FROM unit u
    WHERE u.dropped = 0 AND u.kind IN ('department', 'region') AND EXISTS (
        SELECT 1 FROM assignment a JOIN task t ON t.id = a.task
        WHERE a.unit = u.id AND t.dropped = 0)
    ORDER BY u.position, u.id
"""


class PartUnit(NamedTuple):
    """A department or region with a part in any task; `slips` is 0 where it is sent none."""

    id: int
    name: str
    kind: str
    slips: int


class OwedReport(NamedTuple):
    """A report that a unit owed of a task; `came` is the day on which one was recorded."""

    unit: int
    code: str
    title: str
    came: str | None


class DueMilestone(NamedTuple):
    """A milestone of the first lead's; `state` and whether it waited are those of the due day."""

    unit: int
    code: str
    title: str
    what: str
    due: str
    state: str | None
    waited: int
    reached: str | None


class DueTask(NamedTuple):
    """A task whose deadline, an extension asked for in time included, fell due.

    `state` is that of now, `asked` when an extension was asked for that is not decided,
    `finished` when closure was last asked for.
    """

    unit: int
    code: str
    title: str
    due: str
    state: str
    asked: str | None
    finished: str | None


def owed_reports(
    store: sqlite3.Connection, role: str, first: str, until: str, due: str
) -> list[OwedReport]:
    """Return the reports that units owed in a role by a day, of what happened from `first` on.

    None of tasks that had not begun, waited or were in review, nor where exemption was asked for.
    """
    values = {"role": role, "first": first, "until": until, "due": due}
    return list(map(OwedReport._make, store.execute(_REPORTS, values)))


def due_milestones(store: sqlite3.Connection, first: str, last: str) -> list[DueMilestone]:
    """Return the milestones that fell due in a span of days."""
    rows = store.execute(_MILESTONES, {"first": first, "last": last})
    return list(map(DueMilestone._make, rows))


def due_tasks(store: sqlite3.Connection, first: str, last: str) -> list[DueTask]:
    """Return the tasks whose deadline fell due in a span of days."""
    return list(map(DueTask._make, store.execute(_DEADLINES, {"first": first, "last": last})))


def taking_part(store: sqlite3.Connection) -> list[PartUnit]:
    """Return the departments and regions that have a part in any task."""
    return list(map(PartUnit._make, store.execute(_UNITS)))
