"""Reading who does what on a task, and how far each has come."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

PART = "part p ON p.task = a.task AND p.unit = a.unit AND p.until IS NULL"
"""How what a unit has done joins its assignment `a`."""

BEGUN = "t.assigned_on <= {day} AND (t.start IS NULL OR t.start <= {day})"
"""Whether the clock of a task `t` had begun on a day (交办日)."""

WAITED = """
    EXISTS (SELECT 1 FROM status h WHERE h.task = t.id AND h.until IS NULL
        AND ((h.waited_from <= {last} AND h.waited_to >= {first})
            OR (h.wait_from <= {last} AND h.wait_until >= {first})))
"""
"""Whether a task `t` waited for another unit in a period, which stops its clock."""

RESUMED = """
    EXISTS (SELECT 1 FROM status n WHERE n.task = t.id AND n.until IS NULL AND n.resumed > {first})
"""
"""Whether work on a task `t` went on only after the first day of a period: nobody could report in
review or when it was closed."""

REPORTED = """
    ((p.reported IS NOT NULL AND p.reported BETWEEN {first} AND {last}) OR EXISTS (
        SELECT 1 FROM report r WHERE r.task = a.task AND r.unit = a.unit AND r.undone IS NULL
        AND r.happened_on BETWEEN {first} AND {last}))
"""
"""Whether a unit reported what happened in a period. What stands in `part` may be the report of
the unit that this one continues."""

STANDS = "NOT EXISTS (SELECT 1 FROM undoing n WHERE n.command = {event}.command)"
"""Whether an event was not taken back."""

BATCH = 5_000
"""Tasks that one query reads."""

_TASK = """
    SELECT t.id, t.code, t.title, t.state, t.is_group, t.dropped, t.definition
    FROM task t WHERE t.id = ?
"""
_CELLS = """
    SELECT c.unit, c.role, c.rank, c.basis, u.name
    FROM assignment c JOIN unit u ON u.id = c.unit WHERE c.task = ?
    ORDER BY CASE c.role WHEN 'lead' THEN 0 WHEN 'support' THEN 1 ELSE 2 END, c.rank
"""
_PARTS = """
    SELECT task, unit, progress, reported, report, exemption, urged, promised, promised_by
    FROM part WHERE until IS NULL AND task IN ({places})
"""
_OPEN_PREDECESSORS = """
    SELECT o.code, o.title FROM link l JOIN task o ON o.id = l.other
    WHERE l.task = ? AND l.kind = 'after' AND o.done = 0 ORDER BY o.code_order
"""
_CHILD_CODES = "SELECT code FROM task WHERE parent = ? AND dropped = 0 ORDER BY code_order"
_SILENT = f"""
    WITH span (first_day, last_day) AS (SELECT ?, ?)
    SELECT DISTINCT t.id
    FROM span CROSS JOIN task t JOIN assignment a ON a.task = t.id LEFT JOIN {PART}
    WHERE a.role = 'lead' AND {BEGUN.format(day="span.first_day")}
      AND NOT {WAITED.format(first="span.first_day", last="span.last_day")}
      AND NOT {RESUMED.format(first="span.first_day")}
      AND NOT {REPORTED.format(first="span.first_day", last="span.last_day")}
      AND t.id IN ({{places}})
"""  # noqa: S608 - texts of our own
_LAST_ACTOR = """
    SELECT actor FROM event WHERE task = ? AND kind = ? ORDER BY seq DESC LIMIT 1
"""
_LEAVES = """
    WITH RECURSIVE below (top, id) AS (
        SELECT t.parent, t.id FROM task t WHERE t.parent IN ({places}) AND t.dropped = 0
        UNION ALL
        SELECT below.top, t.id FROM below JOIN task t ON t.parent = below.id WHERE t.dropped = 0
    )
    SELECT below.top, t.id, t.state FROM below JOIN task t ON t.id = below.id WHERE t.is_group = 0
"""
_ADVANCING = """
    SELECT l.other, t.id, t.state FROM link l JOIN task t ON t.id = l.task
    WHERE l.kind = 'advances' AND t.dropped = 0 AND l.other IN ({places})
"""
_PROGRESS = """
    SELECT p.task, p.progress, p.reported FROM part p
    JOIN assignment a ON a.task = p.task AND a.unit = p.unit AND a.role = 'lead'
    WHERE p.until IS NULL AND p.report IS NOT NULL AND p.task IN ({places})
"""


class Part:
    """What one unit has done on one task; all None before its first report."""

    __slots__ = (
        *("exemption", "progress", "promised", "promised_by"),
        *("report", "reported", "urged"),
    )

    def __init__(
        self,
        progress: int | None = None,
        reported: str | None = None,
        report: int | None = None,
        exemption: str | None = None,
        urged: str | None = None,
        promised: int | None = None,
        promised_by: str | None = None,
    ) -> None:
        self.progress = progress
        self.reported = reported
        self.report = report
        self.exemption = exemption
        self.urged = urged
        self.promised = promised
        self.promised_by = promised_by


NOTHING_YET = Part()


def batches(tasks: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    """Yield some tasks at a time, with the places that SQL keeps for them."""
    for first in range(0, len(tasks), BATCH):
        some = tasks[first : first + BATCH]
        yield some, ", ".join("?" * len(some))


def task_now(store: sqlite3.Connection, task: int) -> tuple[Any, ...]:
    """Return identity, code, title, state, is_group, dropped and definition of a task."""
    row: tuple[Any, ...] = store.execute(_TASK, (task,)).fetchone()
    return row


def cells_of_task(store: sqlite3.Connection, task: int) -> list[tuple[int, str, int, str, str]]:
    """Return unit, role, rank, basis and unit name of one task's assignments, leads first."""
    return store.execute(_CELLS, (task,)).fetchall()


def parts(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[tuple[int, int], Part]:
    """Return what units have done on some tasks, by task and unit; absent where nothing."""
    return {(task, unit): Part(*rest) for task, unit, *rest in some(store, _PARTS, tasks)}


def has_parts(store: sqlite3.Connection) -> bool:
    """Whether any unit has done anything."""
    return store.execute("SELECT 1 FROM part LIMIT 1").fetchone() is not None


def open_predecessors(store: sqlite3.Connection, task: int) -> list[tuple[str, str]]:
    """Return code and title of the open tasks before which a task cannot finish."""
    return store.execute(_OPEN_PREDECESSORS, (task,)).fetchall()


def child_codes(store: sqlite3.Connection, task: int) -> list[str]:
    """Return the codes of a group's children."""
    return [row[0] for row in store.execute(_CHILD_CODES, (task,))]


def silent_tasks(
    store: sqlite3.Connection, tasks: Sequence[int], first: str, last: str
) -> set[int]:
    """Return those of some tasks of which a lead reported nothing that happened in a period.

    None whose clock had not begun on its first day.
    """
    return {row[0] for row in some(store, _SILENT, tasks, first, last)}


def last_actor(store: sqlite3.Connection, task: int, kind: str) -> str | None:
    """Return the person who last did something on a task."""
    row = store.execute(_LAST_ACTOR, (task, kind)).fetchone()
    return row[0] if row else None


def leaves(store: sqlite3.Connection, groups: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield group, task and state for every leaf in some groups."""
    yield from some(store, _LEAVES, groups)


def advancing(store: sqlite3.Connection, tasks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield task, task of an N or X plan that advances it, and that one's state."""
    yield from some(store, _ADVANCING, tasks)


def lead_reports(
    store: sqlite3.Connection, tasks: Sequence[int]
) -> dict[int, list[tuple[int | None, str]]]:
    """Return progress and day of what the leads of some tasks reported last, by task."""
    found: dict[int, list[tuple[int | None, str]]] = {}
    for task, *reported in some(store, _PROGRESS, tasks):
        found.setdefault(task, []).append((reported[0], reported[1]))
    return found


def some(
    store: sqlite3.Connection, text: str, tasks: Sequence[int], *values: Any
) -> Iterable[tuple[Any, ...]]:
    """Yield the rows of a query over some tasks, so many at a time."""
    for few, places in batches(tasks):
        yield from store.execute(text.format(places=places), (*values, *few))
