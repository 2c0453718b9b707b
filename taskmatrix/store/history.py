"""Reading what happened, for people; the chain itself is in `events`."""

import sqlite3
from typing import Any


def events_of_task(store: sqlite3.Connection, task: int) -> list[dict[str, Any]]:
    """Return the events on one task, oldest first; `data` is JSON text."""
    text = """
        SELECT e.seq, e.recorded_at, e.day, e.happened_on, e.actor, h.name, u.name, e.kind,
               e.data, e.command
        FROM event e LEFT JOIN unit h ON h.id = e.home LEFT JOIN unit u ON u.id = e.unit
        WHERE e.task = :task ORDER BY e.seq
    """
    keys = ("seq", "at", "day", "on", "actor", "home", "unit", "kind", "data", "command")
    return [dict(zip(keys, row, strict=True)) for row in store.execute(text, {"task": task})]
