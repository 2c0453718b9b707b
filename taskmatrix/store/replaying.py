"""Reading the whole past of the work on tasks at once, in the order in which it happened.

Read from the store itself: where one looks back, the events that are hidden hide their rows.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.store.standing import STATUS_COLUMNS, Status

_STATUSES = f"""
    SELECT r.task, e.day, {", ".join(f"r.{name}" for name in STATUS_COLUMNS)}
    FROM main.status r JOIN event e ON e.seq = r.seq ORDER BY r.seq
"""  # noqa: S608 - texts of our own
_PARTS = """
    SELECT r.task, e.day, r.unit, r.progress, r.reported, h.day
    FROM main.part r JOIN event e ON e.seq = r.seq LEFT JOIN event h ON h.seq = r.report
    ORDER BY r.seq
"""
_AFTER = "SELECT task, other FROM link WHERE kind = 'after' ORDER BY task, other"
_DROPPED = """
    SELECT e.task, MAX(e.day) FROM event e JOIN task t ON t.id = e.task
    WHERE t.dropped = 1 AND e.kind = ? GROUP BY e.task
"""


class StatusSince(NamedTuple):
    """What held of a task from the end of a day on."""

    task: int
    day: str
    status: Status


class PartSince(NamedTuple):
    """What a unit had done on a task from the end of a day on; see `standing.PastPart`."""

    task: int
    day: str
    unit: int
    progress: int | None
    reported: str | None
    heard: str | None


def all_statuses(store: sqlite3.Connection) -> Iterator[StatusSince]:
    """Yield what ever held of tasks, what was taken back later too, as it came about."""
    for task, day, *status in store.execute(_STATUSES):
        yield StatusSince(task, day, Status(*status))


def all_parts(store: sqlite3.Connection) -> Iterator[PartSince]:
    """Yield what units had ever done on tasks, as above."""
    yield from map(PartSince._make, store.execute(_PARTS))


def predecessors(store: sqlite3.Connection) -> dict[int, list[int]]:
    """Return the tasks before which tasks cannot finish, open or not."""
    found: dict[int, list[int]] = {}
    for task, other in store.execute(_AFTER):
        found.setdefault(task, []).append(other)
    return found


def dropped_on(store: sqlite3.Connection) -> dict[int, str]:
    """Return the days on which those tasks were dropped that are no longer in a plan."""
    return dict(store.execute(_DROPPED, (str(EventKind.TASK_DROPPED),)))
