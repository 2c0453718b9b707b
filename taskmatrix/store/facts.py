"""Reading what rankings rest on: who held which part of a task, what was due, what came when."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.milestones import Step
from taskmatrix.store.lately import first_since
from taskmatrix.store.parts import BEGUN, STANDS, some
from taskmatrix.store.query import STATE

_TASKS = """
    SELECT t.id, t.code, t.title, t.assigned_on, t.start, t.original_deadline, t.standing, a.unit
    FROM task t LEFT JOIN assignment a ON a.task = t.id AND a.role = 'lead' AND a.rank = 1
    WHERE t.is_group = 0 AND t.dropped = 0 ORDER BY t.code_order
"""
_CELLS = """
    SELECT a.task, a.unit FROM assignment a JOIN task t ON t.id = a.task
    WHERE a.role = ? AND t.is_group = 0 AND t.dropped = 0 ORDER BY t.code_order, a.rank, a.unit
"""
_REDEFINED = f"""
    SELECT DISTINCT task FROM event
    WHERE seq >= ? AND seq <> task AND kind = '{EventKind.TASK_DEFINED}'
"""  # noqa: S608 - texts of our own
_WITH_MILESTONES = "SELECT DISTINCT task FROM milestone WHERE due BETWEEN ? AND ?"
_DEFINITIONS = f"""
    SELECT e.task, e.seq, e.day, e.kind, e.data FROM event e
    WHERE e.kind IN ('{EventKind.TASK_DEFINED}', '{EventKind.TASK_DROPPED}')
      AND {STANDS.format(event="e")} AND e.task IN ({{places}})
    ORDER BY e.task, e.seq
"""  # noqa: S608
_DECIDED = """
    SELECT DISTINCT s.task FROM main.status s JOIN event e ON e.seq = s.seq
    WHERE s.until >= ? AND (s.state = 'review' OR s.asked IS NOT NULL)
"""
_REPORTS = """
    SELECT task, unit, happened_on, day, seq FROM report
    WHERE undone IS NULL AND (happened_on >= ? OR seq > ?)
"""
_EXEMPTIONS = f"""
    SELECT p.task, p.unit, e.day, p.exemption FROM main.part p JOIN event e ON e.seq = p.seq
    WHERE p.task IN (SELECT q.task FROM main.part q WHERE q.exemption IS NOT NULL)
      AND {STANDS.format(event="e")}
    ORDER BY p.seq
"""  # noqa: S608
# Of `main`: its rows tell of the past too where one looks back, for `event` ends there.

_UNITS = """
    SELECT u.id, u.name, u.kind, u.slips, CASE WHEN EXISTS (
        SELECT 1 FROM assignment a JOIN task t ON t.id = a.task
        WHERE a.unit = u.id AND t.dropped = 0) THEN 1 ELSE 0 END
    FROM unit u WHERE u.dropped = 0 AND u.kind IN ('department', 'region')
    ORDER BY u.position, u.id
"""
_NOT_ACCEPTING = f"""
    SELECT DISTINCT a.unit FROM assignment a JOIN task t ON t.id = a.task
    WHERE a.role = 'lead' AND t.is_group = 0 AND t.dropped = 0 AND t.state = 'pending'
      AND {BEGUN.format(day=":day")}
"""  # noqa: S608
_OPEN_OR_CLOSED = f"""
    SELECT t.plan, COUNT(*) FROM task t
    WHERE t.is_group = 0 AND {STATE} <> 'terminated' GROUP BY t.plan
"""  # noqa: S608


class PartUnit(NamedTuple):
    """A department or region; `slips` is 0 where it is sent none.

    `takes_part` is whether it has a part in any task now.
    """

    id: int
    name: str
    kind: str
    slips: int
    takes_part: int


class TaskRow(NamedTuple):
    """A leaf as its plan has it now. `lead` is the first one."""

    id: int
    code: str
    title: str
    assigned_on: str
    start: str | None
    deadline: str | None
    standing: int
    lead: int | None


class Version(NamedTuple):
    """What a plan said of a leaf from the end of a day on. `cells` are unit, role and rank.

    `seq` is the event; `exists` is False from when it was dropped, or became a group.
    """

    seq: int
    day: str
    start: str | None
    deadline: str | None
    standing: bool
    steps: tuple[Step, ...] = ()
    cells: tuple[tuple[int, str, int], ...] = ()
    exists: bool = True


class Given(NamedTuple):
    """A report: the day on which it happened, that on which it was recorded, the event."""

    on: str
    day: str
    seq: int


def leaves(store: sqlite3.Connection) -> list[TaskRow]:
    """Return the tasks that are no groups."""
    return list(map(TaskRow._make, store.execute(_TASKS)))


def cells(store: sqlite3.Connection, role: str) -> dict[int, list[int]]:
    """Return which units have a role now, by task."""
    found: dict[int, list[int]] = {}
    for task, unit in store.execute(_CELLS, (role,)):
        found.setdefault(task, []).append(unit)
    return found


def versions(
    store: sqlite3.Connection, since: str, first: str, last: str
) -> dict[int, list[Version]]:
    """Return what plans said, one version after the other, of the tasks that may have changed.

    Those are the tasks redefined since a day, with a milestone due in a span of days, or with
    something decided in it. A load that was taken back said nothing.
    """
    begun = first_since(store, first)
    tasks = {
        *(row[0] for row in store.execute(_REDEFINED, (first_since(store, since),))),
        *(row[0] for row in store.execute(_WITH_MILESTONES, (first, last))),
        *(row[0] for row in store.execute(_DECIDED, (begun,))),
    }
    return versions_of(store, sorted(tasks))


def versions_of(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, list[Version]]:
    """Return what plans said of some tasks, one version after the other."""
    found: dict[int, list[Version]] = {}
    for task, seq, day, kind, text in some(store, _DEFINITIONS, tasks):
        if kind == EventKind.TASK_DROPPED:
            version = Version(seq, day, None, None, standing=False, exists=False)
        else:
            version = _version(seq, day, json.loads(text))
        found.setdefault(task, []).append(version)
    return found


def _version(seq: int, day: str, said: dict[str, Any]) -> Version:
    return Version(
        seq,
        day,
        said["start"],
        said["deadline"],
        said["standing"],
        tuple(Step(step["title"], step["due"]) for step in said["milestones"]),
        tuple((unit, role, rank) for unit, role, rank, _basis in said["assignments"]),
        not said["group"],
    )


def reports(store: sqlite3.Connection, day: str, event: int) -> Iterable[tuple[int, int, Given]]:
    """Yield task, unit and report of what happened since a day, or was recorded after an event."""
    for task, unit, *given in store.execute(_REPORTS, (day, event)):
        yield task, unit, Given(*given)


def exemptions(store: sqlite3.Connection) -> Sequence[tuple[int, int, str, str | None]]:
    """Return task, unit, day and what held of its exemption from then on, in order."""
    return store.execute(_EXEMPTIONS).fetchall()


def not_accepting(store: sqlite3.Connection, day: str) -> set[int]:
    """Return the units that lead a task which was handed over by a day and nobody accepted."""
    return {row[0] for row in store.execute(_NOT_ACCEPTING, {"day": day})}


def tasks_of_plans(store: sqlite3.Connection) -> dict[str, int]:
    """Return how many tasks each plan has, terminated ones left out."""
    return dict(store.execute(_OPEN_OR_CLOSED).fetchall())


def departments_and_regions(store: sqlite3.Connection) -> list[PartUnit]:
    """Return the departments and regions."""
    return list(map(PartUnit._make, store.execute(_UNITS)))
