"""Reading what held of tasks on days past, since an event."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.parts import batches
from taskmatrix.store.standing import STATUS_COLUMNS, Status

_NEWEST = "SELECT COALESCE(MAX(seq), 0) FROM event"
_DAY = "SELECT day FROM event WHERE seq = ?"
_LASTING = """
    (r.until IS NULL OR r.until >= {first}) AND r.task IN ({places})
    AND NOT EXISTS (
        SELECT 1 FROM event u JOIN undoing n ON n.command = u.command WHERE u.seq = r.seq)
"""
_PAST_STATUSES = f"""
    SELECT r.task, b.day, {", ".join(f"r.{name}" for name in STATUS_COLUMNS)}
    FROM main.status r JOIN event b ON b.seq = r.seq
    WHERE {_LASTING} ORDER BY r.task, r.seq
"""  # noqa: S608 - texts of our own
_PAST_PARTS = f"""
    SELECT r.task, b.day, r.unit, r.progress, r.reported, r.report, h.day
    FROM main.part r JOIN event b ON b.seq = r.seq
    LEFT JOIN event h ON h.seq = r.report
    WHERE {_LASTING} ORDER BY r.task, r.seq
"""  # noqa: S608
_CHANGED = """
    SELECT r.task FROM main.status r JOIN event e ON e.seq = r.seq WHERE r.seq >= :first
    UNION SELECT r.task FROM main.part r JOIN event e ON e.seq = r.seq WHERE r.seq >= :first
"""
# Of `main`: its rows tell of the past too where one looks back, for `event` ends there.


class PastStatus(NamedTuple):
    """A status from one day on, until the next of the task."""

    first: str
    status: Status


class PastPart(NamedTuple):
    """What a unit had done from one day on, until the next of it on the task.

    `heard` is the day on which its report was recorded.
    """

    first: str
    unit: int
    progress: int | None = None
    reported: str | None = None
    report: int | None = None
    heard: str | None = None


def first_since(store: sqlite3.Connection, day: str) -> int:
    """Return the number of the first event recorded on a business day or later."""
    newest = store.execute(_NEWEST).fetchone()[0]
    return 1 + bisect_left(range(1, newest + 1), day, key=lambda seq: _day(store, seq))


def changed_since(store: sqlite3.Connection, first: int) -> set[int]:
    """Return the tasks on which something has changed since event `first`."""
    return {row[0] for row in store.execute(_CHANGED, {"first": first})}


def past_statuses(
    store: sqlite3.Connection, tasks: Sequence[int], first: int
) -> dict[int, list[PastStatus]]:
    """Return what held of some tasks at event `first` and since, in order; nothing taken back."""
    found: dict[int, list[PastStatus]] = {}
    for task, begun, *rest in _lasting(store, _PAST_STATUSES, tasks, first):
        found.setdefault(task, []).append(PastStatus(begun, Status(*rest)))
    return found


def past_parts(
    store: sqlite3.Connection, tasks: Sequence[int], first: int
) -> dict[int, list[PastPart]]:
    """Return what units had done on some tasks at event `first` and since, as above."""
    found: dict[int, list[PastPart]] = {}
    for task, *rest in _lasting(store, _PAST_PARTS, tasks, first):
        found.setdefault(task, []).append(PastPart(*rest))
    return found


def _lasting(
    store: sqlite3.Connection, text: str, tasks: Sequence[int], first: int
) -> Iterable[tuple[Any, ...]]:
    for some_tasks, places in batches(tasks):
        yield from store.execute(text.format(first=int(first), places=places), some_tasks)


def _day(store: sqlite3.Connection, seq: int) -> str:
    return str(store.execute(_DAY, (seq,)).fetchone()[0])
