"""Reading whom the ladder may concern: open tasks with something that may be the matter."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import some
from taskmatrix.store.standing import STATUS_COLUMNS, Status

FEW = 500
"""Tasks that are held in memory together."""

_STATUS = ", ".join(f"s.{name}" for name in STATUS_COLUMNS)
_TASK = """
    t.id, t.code, t.title, t.state, t.start, t.assigned_on, t.original_deadline,
    t.deadline_inherited, t.standing, t.leader, t.code_order
"""
_PART = "a.unit, a.rank, p.progress, p.reported, h.day"
_JOINED = """
    FROM task t JOIN assignment a ON a.task = t.id AND a.role = 'lead'
    LEFT JOIN part p ON p.task = a.task AND p.unit = a.unit AND p.until IS NULL
    LEFT JOIN event h ON h.seq = p.report
    LEFT JOIN status s ON s.task = t.id AND s.until IS NULL
    WHERE t.is_group = 0
"""
_OPEN = "+t.is_group = 0 AND +t.done = 0 AND t.state IN ('pending', 'active')"
"""Open leaves; with the sign, so that the table is read from one end to the other: the rows of an
index in the order of deadlines lie all over the file."""

_PACED = "t.standing = 0 AND (t.deadline_inherited = 0 OR :colours_all = 1)"
_SPANS = f"""
    SELECT DISTINCT t.start, t.original_deadline FROM task t
    WHERE {_OPEN} AND {_PACED} AND t.start IS NOT NULL AND t.original_deadline IS NOT NULL
"""  # noqa: S608 - texts of our own
_NO_PACE = "DROP TABLE IF EXISTS temp.pace"
_PACE = """
    CREATE TEMP TABLE pace (
        start TEXT NOT NULL, deadline TEXT NOT NULL, least INTEGER NOT NULL,
        PRIMARY KEY (start, deadline))
"""
_CONCERNED = f"""
    SELECT DISTINCT t.id, t.code_order
    FROM task t JOIN assignment a ON a.task = t.id AND a.role = 'lead'
    LEFT JOIN part p ON p.task = a.task AND p.unit = a.unit AND p.until IS NULL
    LEFT JOIN temp.pace e ON e.start = t.start AND e.deadline = t.original_deadline AND {_PACED}
    WHERE {_OPEN} AND (
        t.due_order <= :soon
        OR (t.state = 'pending' AND t.assigned_on <= :today
            AND (t.start IS NULL OR t.start <= :today))
        OR (t.state = 'active' AND COALESCE(p.report, 0) < :heard_from)
        OR COALESCE(p.progress, 0) < e.least
        OR t.id IN (SELECT s.task FROM status s WHERE s.until IS NULL AND s.granted IS NOT NULL)
        OR t.id IN (SELECT m.task FROM milestone m)
        OR t.id IN (SELECT g.task FROM target g WHERE g.task IS NOT NULL AND g.dropped = 0))
    ORDER BY t.code_order, t.id
"""  # noqa: S608
_ORDER = "ORDER BY t.code_order, t.id, a.rank"
_AWAITED = f"""
    {HEIRS}
    SELECT t.id, t.code, t.title, t.state, t.leader, t.code_order, u.id, h.day, {_STATUS}
    FROM status s JOIN task t ON t.id = s.task JOIN unit u ON u.id = {heir_of("s.waits_on")}
    LEFT JOIN part p ON p.task = t.id AND p.unit = u.id AND p.until IS NULL
    LEFT JOIN event h ON h.seq = p.report
    LEFT JOIN assignment a ON a.task = t.id AND a.unit = u.id AND a.role = 'lead' AND a.rank = 1
    WHERE s.until IS NULL AND s.wait IS NOT NULL AND s.objection IS NULL AND a.unit IS NULL
      AND t.done = 0 AND :today BETWEEN s.wait_from AND s.wait_until
    ORDER BY t.code_order
"""  # noqa: S608 - texts of our own
_LEADLESS = """
    SELECT t.code FROM task t WHERE t.is_group = 0 AND t.done = 0 AND NOT EXISTS (
        SELECT 1 FROM assignment a WHERE a.task = t.id AND a.role = 'lead')
    ORDER BY t.code_order
"""
_AFTER = """
    SELECT l.task, l.other FROM link l JOIN task o ON o.id = l.other
    WHERE l.kind = 'after' AND o.done = 0 AND l.task IN ({places}) ORDER BY l.other
"""


class LeadRow(NamedTuple):
    """A lead's part of an open task."""

    task: int
    code: str
    title: str
    state: str
    start: str | None
    assigned_on: str
    deadline: str | None
    inherited: int
    standing: int
    leader: int | None
    order: str
    unit: int
    rank: int
    progress: int | None
    reported: str | None
    heard: str | None
    status: Status | None


class AwaitedRow(NamedTuple):
    """A unit that an open task waits for."""

    task: int
    code: str
    title: str
    state: str
    leader: int | None
    order: str
    unit: int
    heard: str | None
    status: Status


def spans(store: sqlite3.Connection, colours_all: bool) -> list[tuple[str, str]]:
    """Return every start and deadline that paces an open task."""
    return store.execute(_SPANS, {"colours_all": int(colours_all)}).fetchall()


def leads_concerned(
    store: sqlite3.Connection,
    today: str,
    soon: str,
    heard_from: int,
    pace: Iterable[tuple[str, str, int]],
    colours_all: bool,
) -> Iterator[LeadRow]:
    """Yield all leads of those open tasks with which something may be the matter; of others none.

    That is where the deadline is `soon` or past, nobody signed, a lead's last report is none of
    the events from `heard_from` on, or a lead has less than the least progress that `pace` gives
    for start and deadline; and where more than these decide: milestones, targets, extensions.
    """
    store.execute(_NO_PACE)
    store.execute(_PACE)
    store.executemany("INSERT INTO temp.pace (start, deadline, least) VALUES (?, ?, ?)", pace)
    values = {"today": today, "soon": soon, "heard_from": heard_from}
    found = store.execute(_CONCERNED, {**values, "colours_all": int(colours_all)})
    tasks = [task for task, _order in found]
    text = f"SELECT {_TASK}, {_PART}, {_STATUS} {_JOINED} AND t.id IN ({{places}}) {_ORDER}"
    for first in range(0, len(tasks), FEW):
        yield from map(_lead_row, some(store, text, tasks[first : first + FEW]))


def all_leads(store: sqlite3.Connection) -> list[LeadRow]:
    """Return the leads of all tasks, whatever their state, as they stand now."""
    text = f"SELECT {_TASK}, {_PART}, {_STATUS} {_JOINED} {_ORDER}"
    return list(map(_lead_row, store.execute(text)))


def _lead_row(row: tuple[Any, ...]) -> LeadRow:
    status = Status(*row[16:]) if row[16] is not None else None
    return LeadRow._make((*row[:16], status))


def awaited_units(store: sqlite3.Connection, today: str) -> Iterator[AwaitedRow]:
    """Yield the units that open tasks wait for today, unless they objected."""
    for row in store.execute(_AWAITED, {"today": today}):
        yield AwaitedRow._make((*row[:8], Status(*row[8:])))


def open_before(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, list[int]]:
    """Return the open tasks before which some tasks cannot finish."""
    found: dict[int, list[int]] = {}
    for task, other in some(store, _AFTER, tasks):
        found.setdefault(task, []).append(other)
    return found


def leadless(store: sqlite3.Connection) -> list[str]:
    """Return the codes of the open tasks that have no lead, whom no slip can reach."""
    return [row[0] for row in store.execute(_LEADLESS)]


def slip_takers(store: sqlite3.Connection) -> dict[int, tuple[str, bool]]:
    """Return name of every unit and whether it is sent slips; leaders are not."""
    rows: Iterable[tuple[int, str, int, str]] = store.execute(
        "SELECT id, name, slips, kind FROM unit"
    )
    return {unit: (name, bool(slips) and kind != "leader") for unit, name, slips, kind in rows}
