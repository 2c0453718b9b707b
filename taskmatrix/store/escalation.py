"""Reading whom the ladder may concern: open tasks with something that may be the matter."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.parts import some
from taskmatrix.store.standing import STATUS_COLUMNS, Status

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
    WHERE t.is_group = 0 AND t.done = 0 AND t.state IN ('pending', 'active')
"""
_MAY_CONCERN = """
    AND (t.due_order <= :soon
        OR (t.state = 'pending' AND t.assigned_on <= :graced
            AND (t.start IS NULL OR t.start <= :graced))
        OR (t.state = 'active' AND (h.day IS NULL OR h.day < :silent_from))
        OR (t.deadline_inherited = 0 AND t.standing = 0) OR :colours_all = 1
        OR s.granted IS NOT NULL
        OR t.id IN (SELECT j.task FROM assignment j WHERE j.role = 'lead' AND j.rank = 2)
        OR EXISTS (SELECT 1 FROM milestone m WHERE m.task = t.id)
        OR EXISTS (SELECT 1 FROM target g WHERE g.task = t.id AND g.dropped = 0))
"""
_ORDER = "ORDER BY t.code_order, t.id, a.rank"
_AWAITED = f"""
    SELECT t.id, t.code, t.title, t.state, t.leader, t.code_order, u.id, h.day, {_STATUS}
    FROM status s JOIN task t ON t.id = s.task JOIN unit u ON u.id = s.waits_on
    LEFT JOIN part p ON p.task = t.id AND p.unit = u.id AND p.until IS NULL
    LEFT JOIN event h ON h.seq = p.report
    WHERE s.until IS NULL AND s.wait IS NOT NULL AND s.objection IS NULL
      AND t.done = 0 AND :today BETWEEN s.wait_from AND s.wait_until
    ORDER BY t.code_order
"""  # noqa: S608 - texts of our own
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


def leads_concerned(
    store: sqlite3.Connection, soon: str, graced: str, silent_from: str, colours_all: bool
) -> Iterator[LeadRow]:
    """Yield the leads of open tasks that are due by a day, unsigned, silent or may be behind.

    `graced` is the last day on which the clock of an unsigned task may have begun, `silent_from`
    the day since which a lead ought to have reported.
    """
    values = {"soon": soon, "graced": graced, "silent_from": silent_from}
    text = f"SELECT {_TASK}, {_PART}, {_STATUS} {_JOINED} {_MAY_CONCERN} {_ORDER}"
    yield from map(_lead_row, store.execute(text, {**values, "colours_all": int(colours_all)}))


def all_leads(store: sqlite3.Connection) -> list[LeadRow]:
    """Return the leads of all tasks, whatever their state, as they stand now."""
    every = _JOINED.partition("WHERE")[0]
    text = f"SELECT {_TASK}, {_PART}, {_STATUS} {every} WHERE t.is_group = 0 {_ORDER}"
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


def slip_takers(store: sqlite3.Connection) -> dict[int, tuple[str, bool]]:
    """Return name of every unit and whether it is sent slips."""
    rows: Iterable[tuple[int, str, int]] = store.execute("SELECT id, name, slips FROM unit")
    return {unit: (name, bool(slips)) for unit, name, slips in rows}
