"""Appending to the record, and reading it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from taskmatrix.domain.events import CHAIN_STARTS, Event
from taskmatrix.store.programme import is_simulated

_INSERT = """
    INSERT INTO event (seq, command, recorded_at, day, happened_on, actor, home, unit, kind, task,
                       data, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = """
    SELECT seq, command, recorded_at, day, happened_on, actor, home, unit, kind, task, data, hash
    FROM event
"""
_LAST = "SELECT seq, hash, recorded_at, day FROM event ORDER BY seq DESC LIMIT 1"


def last_event(connection: sqlite3.Connection) -> tuple[int, str, str, str]:
    """Return number, hash, time and business day of the last event; of none, the chain's start."""
    row = connection.execute(_LAST).fetchone()
    return tuple(row) if row else (0, _chain_start(connection), "", "")


def append(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Append events, numbered on from the last; the caller holds the write transaction."""
    before = last_event(connection)[1]
    rows = []
    for event in events:
        before = event.hash(before)
        rows.append((*_fields(event), before))
    connection.executemany(_INSERT, rows)


def has_command(connection: sqlite3.Connection, command: str) -> bool:
    """Whether events of a command are on record."""
    query = "SELECT 1 FROM event WHERE command = :command LIMIT 1"
    return connection.execute(query, {"command": command}).fetchone() is not None


def read_events(connection: sqlite3.Connection) -> Iterator[Event]:
    """Yield every event, oldest first."""
    for row in connection.execute(f"{_SELECT} ORDER BY seq"):
        yield Event(*row[:-1])


def broken_links(connection: sqlite3.Connection) -> Iterator[int]:
    """Yield the number of every event whose hash, or whose place in the row, is not right."""
    before, expected = _chain_start(connection), 1
    for row in connection.execute(f"{_SELECT} ORDER BY seq"):
        event = Event(*row[:-1])
        if event.seq != expected or event.hash(before) != row[-1]:
            yield event.seq
        before, expected = row[-1], event.seq + 1


def _fields(event: Event) -> Iterable[object]:
    return (
        event.seq,
        event.command,
        event.at,
        event.day,
        event.on,
        event.actor,
        event.home,
        event.unit,
        event.kind,
        event.task,
        event.data,
    )


def _chain_start(connection: sqlite3.Connection) -> str:
    return CHAIN_STARTS[is_simulated(connection)]
