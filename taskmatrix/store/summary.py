"""Reading what a span of the record holds: reports, texts, what is due; many rows a query.

The end of the span is that of the store, which looks back where it lies in the past.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from taskmatrix.domain.selection import Selection
from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import STANDS, batches, some
from taskmatrix.store.query import LIST_COLUMNS, Query, Row
from taskmatrix.store.reached import reached

_LISTED = f"""
    SELECT {", ".join(LIST_COLUMNS)} FROM task t JOIN plan p ON p.id = t.plan
    WHERE t.id IN ({{places}})
"""  # noqa: S608 - texts of our own
_LEADS = """
    SELECT task, unit FROM assignment WHERE role = 'lead' AND task IN ({places}) ORDER BY task, rank
"""
_REPORTS = f"""
    {HEIRS}
    SELECT r.seq, r.task, h.id, h.name, r.day, r.happened_on, e.actor, t.code, t.title, e.data
    FROM report r JOIN event e ON e.seq = r.seq JOIN task t ON t.id = r.task
    JOIN unit h ON h.id = {heir_of("r.unit")}
    WHERE r.seq > :after AND r.undone IS NULL {{further}} ORDER BY r.seq
"""  # noqa: S608
_STANDING = """
    SELECT r.seq, r.task, h.id, h.name, r.day, r.happened_on, e.actor, t.code, t.title, e.data
    FROM part p JOIN event e ON e.seq = p.report JOIN report r ON r.seq = e.seq
    JOIN task t ON t.id = p.task JOIN unit h ON h.id = p.unit AND h.successor IS NULL
    WHERE COALESCE(p.until, 0) = 0 AND t.done = 0 AND e.data LIKE '%"ask"%' ORDER BY r.seq DESC
"""
# COALESCE: read as they were written, these rows find their events beside each other; by an index
# it takes thrice as long.
_ALIKE = """
    SELECT title FROM task WHERE is_group = 0 AND dropped = 0 GROUP BY title HAVING COUNT(*) > 1
"""
_DATED_BACK = "AND {row}.happened_on BETWEEN :first AND :last AND {row}.happened_on < {row}.day"
_READINGS = f"""
    {HEIRS}
    SELECT r.seq, r.day, r.happened_on, h.name, e.actor, g.code, g.definition, r.value, r.measure,
           g.task
    FROM reading r JOIN event e ON e.seq = r.seq JOIN target g ON g.id = r.target
    LEFT JOIN unit h ON h.id = {heir_of("r.unit")}
    WHERE r.seq > :after AND r.undone IS NULL {_DATED_BACK.format(row="r")} ORDER BY r.seq
"""  # noqa: S608
_RETURNED = f"""
    SELECT DISTINCT e.task FROM event e
    WHERE e.seq > ? AND e.kind = 'returned' AND {STANDS.format(event="e")}
"""  # noqa: S608
_EVENTS = """
    SELECT e.seq, e.day, u.name, e.data FROM event e LEFT JOIN unit u ON u.id = e.unit
    WHERE e.seq IN ({places})
"""
_TEXTS = """
    SELECT sha256, body FROM content
    WHERE encoding = 'text' AND body IS NOT NULL AND sha256 IN ({places})
"""
_LEADERS = f"""
    {HEIRS}
    SELECT t.id, h.name FROM task t JOIN unit h ON h.id = {heir_of("t.leader")}
"""  # noqa: S608
_HEIRS = f"""
    {HEIRS}
    SELECT u.id, h.name FROM unit u JOIN unit h ON h.id = {heir_of("u.id")}
"""  # noqa: S608
_MILESTONES = """
    SELECT m.task, m.position, m.title, m.due FROM milestone m
    WHERE m.due BETWEEN ? AND ? ORDER BY m.due, m.task, m.position
"""
_CELLS = """
    SELECT a.task, u.id, u.name, u.kind, a.role, u.position
    FROM assignment a JOIN unit u ON u.id = a.unit WHERE a.task IN ({places})
"""


class ReportRow(NamedTuple):
    """A report that stands. `unit` is the one that now answers for it; `data` is JSON text."""

    seq: int
    task: int
    unit: int
    unit_name: str
    day: str
    on: str
    actor: str
    code: str
    title: str
    data: str


class ReadingRow(NamedTuple):
    """A reading of a target, `definition` the target's as JSON text."""

    seq: int
    day: str
    on: str
    unit_name: str | None
    actor: str
    code: str
    definition: str
    value: str
    measure: str
    task: int | None


class CellRow(NamedTuple):
    """A unit's part in a task."""

    task: int
    unit: int
    name: str
    kind: str
    role: str
    position: int


def leaves(store: sqlite3.Connection, wanted: Selection) -> list[int]:
    """Return the identities of the selected tasks, in order."""
    query = Query(wanted)
    return [row[0] for row in store.execute(query.tasks("t.id"), query.parameters)]


def rows_of(store: sqlite3.Connection, tasks: Sequence[int]) -> list[Row]:
    """Return some tasks as lists show them, in the order given."""
    cursor = store.cursor()
    cursor.row_factory = sqlite3.Row
    found: dict[int, Row] = {}
    for few, places in batches(tasks):
        found |= {row[0]: row for row in cursor.execute(_LISTED.format(places=places), few)}
    return [found[task] for task in tasks]


def leads(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, list[int]]:
    """Return the leads of some tasks, the one that answers first."""
    found: dict[int, list[int]] = {task: [] for task in tasks}
    for task, unit in some(store, _LEADS, tasks):
        found[task].append(unit)
    return found


def reports_since(store: sqlite3.Connection, after: int) -> list[ReportRow]:
    """Return the reports that were recorded after an event, oldest first."""
    text = _REPORTS.format(further="")
    return list(map(ReportRow._make, store.execute(text, {"after": after})))


def asking(store: sqlite3.Connection) -> list[ReportRow]:
    """Return the reports that ask for something, newest first: on each open task each unit's last.

    Those that only mention it may be among them.
    """
    return list(map(ReportRow._make, store.execute(_STANDING)))


def shared_titles(store: sqlite3.Connection) -> list[str]:
    """Return the titles that several tasks bear."""
    return sorted(title for (title,) in store.execute(_ALIKE))


def dated_back(
    store: sqlite3.Connection, after: int, first: str, last: str
) -> tuple[list[ReportRow], list[ReadingRow]]:
    """Return what was recorded after an event, and later than it happened, from day to day."""
    values = {"after": after, "first": first, "last": last}
    text = _REPORTS.format(further=_DATED_BACK.format(row="r"))
    reports = list(map(ReportRow._make, store.execute(text, values)))
    return reports, list(map(ReadingRow._make, store.execute(_READINGS, values)))


def returned_since(store: sqlite3.Connection, after: int) -> set[int]:
    """Return the tasks whose closure was returned after an event."""
    return {row[0] for row in store.execute(_RETURNED, (after,))}


def events_numbered(
    store: sqlite3.Connection, numbers: Sequence[int]
) -> Iterable[tuple[int, str, str | None, str]]:
    """Yield number, day, unit and data of some events."""
    yield from some(store, _EVENTS, numbers)


def texts(store: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return the texts under some SHA-256; those that were redacted are left out."""
    return dict(some(store, _TEXTS, keys))  # type: ignore[arg-type]


def leaders(store: sqlite3.Connection) -> dict[int, str]:
    """Return the leaders in charge of tasks, by name."""
    return dict(store.execute(_LEADERS))


def heir_names(store: sqlite3.Connection) -> dict[int, str]:
    """Return the name of every unit, or of the one that continues it."""
    return dict(store.execute(_HEIRS))


def milestones_due(store: sqlite3.Connection, first: str, last: str) -> list[tuple[int, str, str]]:
    """Return task, title and day of the milestones due from day to day that were not reached."""
    rows = store.execute(_MILESTONES, (first, last)).fetchall()
    done = reached(store, sorted({row[0] for row in rows}))
    return [(task, title, due) for task, number, title, due in rows if (task, number) not in done]


def cells(store: sqlite3.Connection, tasks: Sequence[int]) -> list[CellRow]:
    """Return who has a part in some tasks."""
    return list(map(CellRow._make, some(store, _CELLS, tasks)))
