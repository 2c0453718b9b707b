"""Reading what lights are judged by: what holds of tasks, and what held on days past."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.parts import batches, some

STATUS_COLUMNS = (
    *("state", "day", "wait_from", "wait_until", "waited", "asked_on"),
    *("granted", "granted_late", "planned", "waits_on", "waits_for", "wait", "objection"),
    *("asked_to", "waited_to"),
)
"""The columns of a status that are read, as `Status` names them; its `since` is `day`."""

_STATUS = ", ".join(STATUS_COLUMNS)
_STATUSES = f"SELECT task, {_STATUS} FROM status WHERE until IS NULL AND task IN ({{places}})"  # noqa: S608
_MILESTONES = "SELECT task, due, weight FROM milestone WHERE task IN ({places}) ORDER BY due"
_TARGETS = """
    SELECT task, definition FROM target WHERE dropped = 0 AND task IN ({places}) ORDER BY id
"""
_NEWEST = "SELECT COALESCE(MAX(seq), 0) FROM event"
_DAY = "SELECT day FROM event WHERE seq = ?"
_LASTING = """
    (r.until IS NULL OR r.until >= {first}) AND r.task IN ({places})
    AND NOT EXISTS (
        SELECT 1 FROM event u JOIN undoing n ON n.command = u.command WHERE u.seq = r.seq)
"""
_PAST_STATUSES = f"""
    SELECT r.task, b.day, e.day, {", ".join(f"r.{name}" for name in STATUS_COLUMNS)}
    FROM status r JOIN event b ON b.seq = r.seq LEFT JOIN event e ON e.seq = r.until
    WHERE {_LASTING}
"""  # noqa: S608 - texts of our own
_PAST_PARTS = f"""
    SELECT r.task, b.day, e.day, r.unit, r.progress, r.reported, r.report, h.day
    FROM part r JOIN event b ON b.seq = r.seq LEFT JOIN event e ON e.seq = r.until
    LEFT JOIN event h ON h.seq = r.report
    WHERE {_LASTING}
"""  # noqa: S608
_CHANGED = """
    SELECT task FROM status WHERE until >= :first
    UNION SELECT task FROM part WHERE until >= :first
"""


class Status(NamedTuple):
    """What holds of a task; see migration 0004. `since` is the day of the state."""

    state: str
    since: str
    wait_from: str | None
    wait_until: str | None
    waited: str | None
    asked_on: str | None
    granted: str | None
    granted_late: int | None
    planned: str | None
    waits_on: int | None
    waits_for: str | None
    wait: int | None
    objection: int | None
    asked_to: str | None
    waited_to: str | None


class PastStatus(NamedTuple):
    """A status from one day on, until another; None is to this day."""

    first: str
    until: str | None
    status: Status


class PastPart(NamedTuple):
    """What a unit had done from one day on, until another; None is to this day.

    `heard` is the day on which its report was recorded.
    """

    first: str
    until: str | None
    unit: int
    progress: int | None
    reported: str | None
    report: int | None
    heard: str | None


def has_work(store: sqlite3.Connection) -> bool:
    """Whether anything but plans is on record of any task."""
    return store.execute("SELECT 1 FROM status LIMIT 1").fetchone() is not None


def statuses(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, Status]:
    """Return what holds of some tasks; absent where nobody has begun."""
    return {row[0]: Status(*row[1:]) for row in some(store, _STATUSES, tasks)}


def milestones(
    store: sqlite3.Connection, tasks: Sequence[int]
) -> dict[int, tuple[tuple[str, float], ...]]:
    """Return day and weight of the milestones of those tasks that have any."""
    found: dict[int, tuple[tuple[str, float], ...]] = {}
    if store.execute("SELECT 1 FROM milestone LIMIT 1").fetchone():
        for task, due, weight in some(store, _MILESTONES, tasks):
            found[task] = (*found.get(task, ()), (due, float(weight)))
    return found


def bound_targets(store: sqlite3.Connection, tasks: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    """Yield task and definition of the targets that are bound to some tasks."""
    if store.execute("SELECT 1 FROM target WHERE task IS NOT NULL LIMIT 1").fetchone():
        yield from some(store, _TARGETS, tasks)


def first_since(store: sqlite3.Connection, day: str) -> int:
    """Return the number of the first event recorded on a business day or later."""
    from bisect import bisect_left

    newest = store.execute(_NEWEST).fetchone()[0]
    return 1 + bisect_left(range(1, newest + 1), day, key=lambda seq: _day(store, seq))


def changed_since(store: sqlite3.Connection, first: int) -> set[int]:
    """Return the tasks of which something that held then holds no more."""
    return {row[0] for row in store.execute(_CHANGED, {"first": first})}


def past_statuses(
    store: sqlite3.Connection, tasks: Sequence[int], first: int
) -> dict[int, list[PastStatus]]:
    """Return what held of some tasks at event `first` and since; nothing that was taken back."""
    found: dict[int, list[PastStatus]] = {}
    for task, begun, until, *rest in _lasting(store, _PAST_STATUSES, tasks, first):
        found.setdefault(task, []).append(PastStatus(begun, until, Status(*rest)))
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
