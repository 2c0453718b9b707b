"""What readings of targets do to the state, and what they are; see migration 0005."""

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from taskmatrix.domain.events import Event, EventKind

Data = dict[str, Any]

_READ = """
    INSERT INTO reading (seq, target, unit, day, happened_on, value, measure)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_UNDONE = "UPDATE reading SET undone = ? WHERE seq BETWEEN ? AND ? AND undone IS NULL"
_VALUES = """
    SELECT seq, target, happened_on, value, measure, unit
    FROM reading WHERE undone IS NULL ORDER BY seq
"""
_READINGS = """
    SELECT r.seq, r.happened_on, r.value, r.measure, r.day, e.actor, u.name, h.name, e.data
    FROM reading r JOIN event e ON e.seq = r.seq
    LEFT JOIN unit u ON u.id = e.unit LEFT JOIN unit h ON h.id = e.home
    WHERE r.target = ? AND r.undone IS NULL ORDER BY r.happened_on, r.seq
"""


class Recorded(NamedTuple):
    """A reading with who recorded it when; `data` is its event's, as JSON text."""

    number: int
    on: str
    value: str
    measure: str
    day: str
    actor: str
    unit: str | None
    home: str | None
    data: str


def take_back(connection: sqlite3.Connection, event: Event, first: int, last: int) -> None:
    """Take back the readings of a command, whose events are those from `first` to `last`."""
    connection.execute(_UNDONE, (event.seq, first, last))


class Value(NamedTuple):
    """A reading with the unit that it is of."""

    number: int
    on: str
    value: str
    measure: str
    unit: int | None


def values(store: sqlite3.Connection) -> dict[int, list[Value]]:
    """Return every target's readings, as they were recorded."""
    found: dict[int, list[Value]] = {}
    for number, target, *rest in store.execute(_VALUES):
        found.setdefault(target, []).append(Value(number, *rest))
    return found


def recorded(store: sqlite3.Connection, target: int) -> list[Recorded]:
    """Return the readings of one target, by the day on which they were taken."""
    return list(map(Recorded._make, store.execute(_READINGS, (target,))))


def _target_recorded(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    heads = (event.seq, data["target"], event.unit, event.day, event.on)
    connection.execute(_READ, (*heads, data["value"], data["measure"]))
    return False


EFFECTS: dict[str, Callable[[sqlite3.Connection, Event, Data], bool]] = {
    EventKind.TARGET_RECORDED: _target_recorded
}
