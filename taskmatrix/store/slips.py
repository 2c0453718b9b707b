"""Reading the register of slips."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import some
from taskmatrix.store.standing import has_slips

_END = "LEFT JOIN slip_end e ON e.slip = s.seq AND e.until IS NULL"
_LAST = f"""
    SELECT s.task, s.year, s.number, s.colour, s.step FROM slip s {_END}
    WHERE s.task IN ({{places}}) AND e.status IS NULL ORDER BY s.seq
"""  # noqa: S608 - texts of our own
_COLUMNS = f"""
    s.seq, s.year, s.number, s.task, t.code, t.title, {heir_of("s.unit")} AS unit,
    s.step, s.colour, s.rule, s.issued, s.reply_by, s.leader, s.copies, s.because,
    COALESCE(e.status, 'open') AS status, e.day, e.promised, e.seq AS ended,
    t.code_order, t.state, t.leader AS in_charge, t.done, s.unit AS sent_to
"""
_REGISTER = f"""
    {HEIRS}
    SELECT {_COLUMNS} FROM slip s JOIN task t ON t.id = s.task {_END}
"""  # noqa: S608
_BY_NUMBER = f"{_REGISTER} WHERE s.year = :year AND s.number = :number"
_OF_TASKS = f"{_REGISTER} WHERE s.task IN ({{places}}) ORDER BY s.seq"
_ALL = f"{_REGISTER} ORDER BY s.year, s.number"
_UNANSWERED = f"""
    {_REGISTER} WHERE e.status IS NULL AND t.done = 0
    AND NOT EXISTS (
        SELECT 1 FROM slip n
        LEFT JOIN slip_end f ON f.slip = n.seq AND f.until IS NULL
        WHERE n.task = s.task AND n.seq > s.seq
          AND {heir_of("n.unit")} = {heir_of("s.unit")}
          AND (f.status IS NULL OR f.status <> 'withdrawn'))
    ORDER BY s.reply_by, s.seq
"""  # noqa: S608
_LAST_NUMBER = "SELECT COALESCE(MAX(number), 0) FROM slip WHERE year = ?"


class SlipRow(NamedTuple):
    """A slip of the register. `unit` answers for it; `ended` is the event that closed it.

    `sent_to` is the unit to which it was addressed, before others took that one's place.
    """

    seq: int
    year: int
    number: int
    task: int
    code: str
    title: str
    unit: int
    step: int
    colour: str
    rule: str
    issued: str
    reply_by: str
    leader: int | None
    copies: str
    because: str
    status: str
    day: str | None
    promised: str | None
    ended: int | None
    order: str
    state: str
    in_charge: int | None
    done: int
    sent_to: int

    @property
    def label(self) -> str:
        """The number as programs read it."""
        return numbered(self.year, self.number)

    @property
    def copied(self) -> list[int]:
        """The units that get a copy."""
        return list(json.loads(self.copies))

    @property
    def reasons(self) -> dict[str, Any]:
        """What was the matter on the day of issue."""
        return dict(json.loads(self.because))


def numbered(year: int, number: int) -> str:
    """Return the number of a slip as programs read it: 2026-0031."""
    return f"{year}-{number:04}"


def last_slips(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return number, colour and step of the last slip on each of some tasks that is not closed."""
    return {
        task: {"number": numbered(year, number), "colour": colour, "step": step}
        for task, year, number, colour, step in some(store, _LAST, tasks)
    }


def register(store: sqlite3.Connection) -> Iterator[SlipRow]:
    """Yield all slips, by number."""
    yield from map(SlipRow._make, store.execute(_ALL))


def slips_of_tasks(store: sqlite3.Connection, tasks: Sequence[int]) -> Iterator[SlipRow]:
    """Yield the slips on some tasks; of one task oldest first."""
    if has_slips(store):
        yield from map(SlipRow._make, some(store, _OF_TASKS, tasks))


def slip_by_number(store: sqlite3.Connection, year: int, number: int) -> SlipRow | None:
    """Return the slip of a number, None where there is none."""
    row = store.execute(_BY_NUMBER, {"year": year, "number": number}).fetchone()
    return SlipRow._make(row) if row else None


def unanswered(store: sqlite3.Connection) -> list[SlipRow]:
    """Return the slips that wait for an answer, the nearest reply first.

    Of several on one task to one unit the last one alone: it took the place of those before it.
    """
    return list(map(SlipRow._make, store.execute(_UNANSWERED)))


def last_number(store: sqlite3.Connection, year: int) -> int:
    """Return the highest number of a year's slips, 0 before the first."""
    number: int = store.execute(_LAST_NUMBER, (year,)).fetchone()[0]
    return number
