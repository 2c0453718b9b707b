"""Reading the years whose working days were adopted."""

import json
import sqlite3
from typing import Any

from taskmatrix.domain.working_days import Year

_ADOPTED = "SELECT year, basis, days FROM calendar WHERE until IS NULL ORDER BY year"
_SAID = """
    SELECT e.day, e.data FROM event e LEFT JOIN undoing n ON n.command = e.command
    WHERE e.kind = 'calendar-adopted' AND n.command IS NULL ORDER BY e.seq
"""
_SPAN = "SELECT MIN(start), MAX(deadline) FROM task WHERE dropped = 0"


def adopted_years(store: sqlite3.Connection) -> dict[int, Year]:
    """Return basis and days of every year that was adopted."""
    return {year: (basis, days) for year, basis, days in store.execute(_ADOPTED)}


def adoptions(store: sqlite3.Connection) -> dict[int, dict[str, Any]]:
    """Return what was said last, and stands, of every year: its days, its source, when (`day`)."""
    said = {}
    for day, text in store.execute(_SAID):
        data = json.loads(text)
        said[data["year"]] = {**data, "day": day}
    return said


def span_of_tasks(store: sqlite3.Connection) -> tuple[str | None, str | None]:
    """Return the earliest start and the latest deadline of all tasks."""
    row: tuple[str | None, str | None] = store.execute(_SPAN).fetchone()
    return row
