"""Reading what lights are judged by: what holds of tasks; see also `lately`."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.parts import some

STATUS_COLUMNS = (
    *("state", "day", "wait_from", "wait_until", "waited", "asked_on"),
    *("granted", "granted_late", "planned", "waits_on", "waits_for", "wait", "objection"),
    *("asked_to", "waited_to", "resumed"),
)
"""The columns of a status that are read, as `Status` names them; its `since` is `day`."""

_STATUS = ", ".join(STATUS_COLUMNS)
_STATUSES = f"SELECT task, {_STATUS} FROM status WHERE until IS NULL AND task IN ({{places}})"  # noqa: S608
_MILESTONES = "SELECT task, due, weight FROM milestone WHERE task IN ({places}) ORDER BY due"
_TARGETS = """
    SELECT task, definition FROM target WHERE dropped = 0 AND task IN ({places}) ORDER BY id
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
    resumed: str | None


def has_work(store: sqlite3.Connection) -> bool:
    """Whether anything but plans is on record of any task."""
    return store.execute("SELECT 1 FROM status LIMIT 1").fetchone() is not None


def has_slips(store: sqlite3.Connection) -> bool:
    """Whether any slip was ever issued."""
    return store.execute("SELECT 1 FROM slip LIMIT 1").fetchone() is not None


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
