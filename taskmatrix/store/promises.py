"""Reading promises and what was said of them, and the slips that units received."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import STANDS

_LAST_JUDGEMENT = f"""
    SELECT MAX(e.seq) FROM event e
    WHERE v.judged = 1 AND e.task = p.task AND e.kind = 'promise-judged'
      AND e.data LIKE '%"promise":' || p.seq || ',%'
      AND {STANDS.format(event="e")}
"""  # noqa: S608
_PROMISES = f"""
    {HEIRS}
    SELECT p.seq, o.id, o.name, t.id, t.code, t.title, p.made, p.due, p.undone, r.data,
           v.kept, v.judged, v.day, j.seq, j.actor, j.data
    FROM promise p
    JOIN unit o ON o.id = {heir_of("p.unit")}
    JOIN task t ON t.id = p.task JOIN event r ON r.seq = p.seq
    LEFT JOIN verdict v ON v.promise = p.seq AND v.until IS NULL
    LEFT JOIN event j ON j.seq = ({_LAST_JUDGEMENT})
    WHERE {{conditions}} ORDER BY p.due DESC, p.seq DESC
"""  # noqa: S608 - texts of our own
_OF_UNITS = f"""
    {{unit}} IN (SELECT f.id FROM unit f WHERE {heir_of("f.id")} IN ({{places}}))
"""  # noqa: S608
_SLIPS = f"""
    {HEIRS}
    SELECT s.colour, COALESCE(e.status, 'open'), s.reply_by
    FROM slip s LEFT JOIN slip_end e ON e.slip = s.seq AND e.until IS NULL WHERE {{condition}}
"""  # noqa: S608


class PromiseRow(NamedTuple):
    """A promise: its number, the unit that it is now for, its task, and what was last said of it.

    `report` and `judgement` are the data of those events, as JSON text; `judged_in` is the number
    of the judgement that stands.
    """

    number: int
    unit: int
    unit_name: str
    task: int
    code: str
    title: str
    made: str
    due: str
    undone: int | None
    report: str
    kept: int | None
    judged: int | None
    day: str | None
    judged_in: int | None
    judged_by: str | None
    judgement: str | None


def promises(
    store: sqlite3.Connection,
    units: Sequence[int] | None = None,
    tasks: Sequence[int] | None = None,
) -> list[PromiseRow]:
    """Return the promises that stand, of some units or on some tasks, the newest due first.

    What a unit promised that merged into another counts for its heir.
    """
    conditions, values = ["p.undone IS NULL"], list[int]()
    if units is not None:
        conditions.append(_of("p.unit", units))
        values += units
    if tasks is not None:
        conditions.append(f"p.task IN ({_places(tasks)})")
        values += tasks
    text = _PROMISES.format(conditions=" AND ".join(conditions))
    return list(map(PromiseRow._make, store.execute(text, values)))


def promise_numbered(store: sqlite3.Connection, number: int) -> PromiseRow | None:
    """Return the promise of a number, also one that was taken back."""
    row = store.execute(_PROMISES.format(conditions="p.seq = ?"), (number,)).fetchone()
    return PromiseRow._make(row) if row else None


def slips_received(store: sqlite3.Connection, units: Sequence[int]) -> list[tuple[str, str, str]]:
    """Return colour, last status and day of reply of the slips that units received."""
    text = _SLIPS.format(condition=_of("s.unit", units))
    return store.execute(text, units).fetchall()


def _of(column: str, units: Sequence[int]) -> str:
    return _OF_UNITS.format(unit=column, places=_places(units))


def _places(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))
