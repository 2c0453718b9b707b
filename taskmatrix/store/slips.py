"""Reading the register of slips."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from taskmatrix.store.parts import some

_LAST = """
    SELECT s.task, s.year, s.number, s.colour, s.step FROM slip s
    WHERE s.task IN ({places}) AND NOT EXISTS (
        SELECT 1 FROM slip_end e
        WHERE e.slip = s.seq AND e.until IS NULL AND e.status = 'withdrawn')
    ORDER BY s.seq
"""


def numbered(year: int, number: int) -> str:
    """Return the number of a slip as programs read it: 2026-0031."""
    return f"{year}-{number:04}"


def has_slips(store: sqlite3.Connection) -> bool:
    """Whether any slip was ever issued."""
    return store.execute("SELECT 1 FROM slip LIMIT 1").fetchone() is not None


def last_slips(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return number, colour and step of the last slip that stands on each of some tasks."""
    if not has_slips(store):
        return {}
    return {
        task: {"number": numbered(year, number), "colour": colour, "step": step}
        for task, year, number, colour, step in some(store, _LAST, tasks)
    }
