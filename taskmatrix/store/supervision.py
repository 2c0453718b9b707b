"""What slips, promises and calendars do to the state; see migration 0004 for the tables."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from taskmatrix.domain.events import Event, EventKind

Data = dict[str, Any]
Effect = Callable[[sqlite3.Connection, Event, Data], bool]

_SLIP = """
    INSERT INTO slip (seq, year, number, task, unit, step, colour, rule, issued, reply_by, leader,
                      copies, because)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SLIP_KEYS = ("unit", "step", "colour", "rule")
_PROMISE = "INSERT INTO promise (seq, task, unit, made, due) VALUES (?, ?, ?, ?, ?)"
_OPEN_PROMISE = """
    SELECT p.seq, p.due FROM promise p
    WHERE p.task = ? AND p.unit = ? AND p.undone IS NULL AND NOT EXISTS (
        SELECT 1 FROM verdict v WHERE v.promise = p.seq AND v.until IS NULL)
    ORDER BY p.seq DESC LIMIT 1
"""
_PROMISES_UNDONE = """
    UPDATE promise SET undone = ? WHERE task = ? AND seq BETWEEN ? AND ? AND undone IS NULL
"""

_VALID = {
    "slip_end": ("slip", ("status", "day", "promised")),
    "verdict": ("promise", ("kept", "judged", "day")),
    "calendar": ("year", ("basis", "days")),
}
"""Tables whose rows hold from one event to another: what they are about, and what they say."""

_BEGUN_BETWEEN = {
    "slip_end": """
        SELECT e.slip FROM slip_end e JOIN slip s ON s.seq = e.slip
        WHERE e.until IS NULL AND s.task = ?
          AND e.slip IN (SELECT b.slip FROM slip_end b WHERE b.seq BETWEEN ? AND ?)
    """,
    "verdict": """
        SELECT v.promise FROM verdict v JOIN promise p ON p.seq = v.promise
        WHERE v.until IS NULL AND p.task = ?
          AND v.promise IN (SELECT b.promise FROM verdict b WHERE b.seq BETWEEN ? AND ?)
    """,
    "calendar": """
        SELECT c.year FROM calendar c
        WHERE c.until IS NULL AND ? IS NULL
          AND c.year IN (SELECT b.year FROM calendar b WHERE b.seq BETWEEN ? AND ?)
    """,
}


def promise(connection: sqlite3.Connection, event: Event, due: str) -> None:
    """Keep a promise that a report makes."""
    connection.execute(_PROMISE, (event.seq, event.task, event.unit, event.day, due))


def open_promise(
    connection: sqlite3.Connection, task: int | None, unit: int | None
) -> tuple[int, str] | None:
    """Return the newest promise of a unit on a task of which nothing was said, and its day."""
    row: tuple[int, str] | None = connection.execute(_OPEN_PROMISE, (task, unit)).fetchone()
    return row


def keep(connection: sqlite3.Connection, event: Event, promised: int | None) -> None:
    """Note that a unit says that it kept its open promise."""
    if promised is not None:
        _begin(connection, "verdict", event, promised, (1, 0, event.day))


def judge(connection: sqlite3.Connection, event: Event, promised: int, kept: bool) -> None:
    """Note what the coordinator says of a promise."""
    _begin(connection, "verdict", event, promised, (int(kept), 1, event.day))


def take_back(connection: sqlite3.Connection, event: Event, first: int, last: int) -> None:
    """Put back what the events of a command, from `first` to `last`, did on the task of `event`."""
    connection.execute(_PROMISES_UNDONE, (event.seq, event.task, first, last))
    for table, (_about, columns) in _VALID.items():
        between = (event.task, first, last)
        for (about,) in connection.execute(_BEGUN_BETWEEN[table], between).fetchall():
            before = _before(connection, table, about, first)
            _end(connection, table, event, about)
            if before:
                _insert(connection, table, event, about, before[: len(columns)])


def _slip_issued(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    heads = (event.seq, data["year"], data["number"], event.task)
    what = tuple(data[key] for key in _SLIP_KEYS)
    dates = (event.day, data["reply_by"], data["leader"])
    lists = (json.dumps(data["copies"]), json.dumps(data["because"], sort_keys=True))
    connection.execute(_SLIP, (*heads, *what, *dates, *lists))
    return False


def _slip_answered(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    _begin(connection, "slip_end", event, data["slip"], ("answered", event.day, data["by"]))
    return False


def _slip_withdrawn(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    _begin(connection, "slip_end", event, data["slip"], ("withdrawn", event.day, None))
    return False


def _calendar_adopted(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    days = year_of_signs(data["year"], data["holidays"], data["workdays"])
    _begin(connection, "calendar", event, data["year"], (data["basis"], days))
    return False


def year_of_signs(year: int, holidays: list[str], workdays: list[str]) -> str:
    """Return a sign for each day of a year: 1 where people work. Days are ISO texts."""
    first, signs = date(year, 1, 1), []
    for number in range((date(year + 1, 1, 1) - first).days):
        day = first + timedelta(days=number)
        text = day.isoformat()
        works = text in workdays or (day.weekday() < 5 and text not in holidays)
        signs.append("1" if works else "0")
    return "".join(signs)


def _begin(
    connection: sqlite3.Connection, table: str, event: Event, about: int, row: tuple[Any, ...]
) -> None:
    _end(connection, table, event, about)
    _insert(connection, table, event, about, row)


def _end(connection: sqlite3.Connection, table: str, event: Event, about: int) -> None:
    text = f"UPDATE {table} SET until = ? WHERE {_VALID[table][0]} = ? AND until IS NULL"  # noqa: S608
    connection.execute(text, (event.seq, about))


def _insert(
    connection: sqlite3.Connection, table: str, event: Event, about: int, row: tuple[Any, ...]
) -> None:
    key, columns = _VALID[table]
    places = ", ?" * len(columns)
    text = f"INSERT INTO {table} ({key}, seq, {', '.join(columns)}) VALUES (?, ?{places})"  # noqa: S608
    connection.execute(text, (about, event.seq, *row))


def _before(
    connection: sqlite3.Connection, table: str, about: int, first: int
) -> tuple[Any, ...] | None:
    key, columns = _VALID[table]
    text = f"""
        SELECT {", ".join(columns)}, until FROM {table}
        WHERE {key} = ? AND seq < ? ORDER BY seq DESC LIMIT 1
    """  # noqa: S608
    row = connection.execute(text, (about, first)).fetchone()
    # Only a row that the command itself ended holds again.
    return row if row and row[-1] is not None and row[-1] >= first else None


EFFECTS: dict[str, Effect] = {
    EventKind.SLIP_ISSUED: _slip_issued,
    EventKind.SLIP_ANSWERED: _slip_answered,
    EventKind.SLIP_WITHDRAWN: _slip_withdrawn,
    EventKind.CALENDAR_ADOPTED: _calendar_adopted,
}
