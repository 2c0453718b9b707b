"""Reading what happened, for people; the chain itself is in `events`."""

import sqlite3
from collections.abc import Iterator
from typing import Any

KEYS = (
    *("seq", "at", "day", "on", "actor", "home", "unit", "kind", "task", "title"),
    *("data", "command", "task_id", "redacted", "undone"),
)
_EVENTS = """
    SELECT e.seq, e.recorded_at, e.day, e.happened_on, e.actor, h.name, u.name, e.kind, t.code,
           t.title, e.data, e.command, e.task,
           CASE WHEN r.event IS NULL THEN 0 ELSE 1 END,
           CASE WHEN n.command IS NULL THEN 0 ELSE 1 END
    FROM event e
    LEFT JOIN unit h ON h.id = e.home
    LEFT JOIN unit u ON u.id = e.unit
    LEFT JOIN task t ON t.id = e.task
    LEFT JOIN redaction r ON r.event = e.seq
    LEFT JOIN undoing n ON n.command = e.command
    WHERE {conditions} ORDER BY e.seq {order} {limit}
"""
_CONDITIONS = {
    "task": "e.task = :task",
    "unit": "(e.unit = :unit OR e.data LIKE :addressed)",
    "actor": "e.actor = :actor",
    "since": "e.day >= :since",
    "until": "e.day <= :until",
    "seq": "e.seq = :seq",
}
_LAST_COMMAND = """
    SELECT e.command, e.kind FROM event e
    WHERE e.actor = :actor AND e.kind NOT IN ('undone', 'redacted')
      AND NOT EXISTS (SELECT 1 FROM undoing n WHERE n.command = e.command)
      AND NOT EXISTS (
          SELECT 1 FROM event o WHERE o.command = e.command AND o.kind IN ('undone', 'redacted'))
    ORDER BY e.seq DESC LIMIT 1
"""
_OF_COMMAND = "SELECT seq, kind, task, data FROM event WHERE command = ? ORDER BY seq"
_SINCE = """
    SELECT e.seq, e.actor, e.day, e.kind, t.code FROM event e LEFT JOIN task t ON t.id = e.task
    WHERE e.task = ? AND e.seq > ? AND e.kind NOT IN ('undone', 'redacted')
      AND NOT EXISTS (SELECT 1 FROM undoing n WHERE n.command = e.command)
    ORDER BY e.seq
"""
_REFERRING = "SELECT seq, kind, task, data FROM event WHERE data LIKE ? ORDER BY seq"


def events(store: sqlite3.Connection, limit: int | None = None, **wanted: Any) -> Iterator[Any]:
    """Yield events as objects, oldest first; `data` is JSON text.

    `wanted`: `task`, `unit` (by it, or addressed to it), `actor`, `since` and `until` (days of
    recording), `seq`. With a limit, the newest so many.
    """
    conditions = " AND ".join(_CONDITIONS[name] for name in wanted) or "1 = 1"
    order, last = ("", "") if limit is None else ("DESC", "LIMIT :limit")
    text = _EVENTS.format(conditions=conditions, order=order, limit=last)
    # Canonical data end with the unit that they are addressed to.
    addressed = f'%"unit":{wanted.get("unit")}}}'
    rows = store.execute(text, {**wanted, "limit": limit, "addressed": addressed})
    for row in rows if limit is None else reversed(rows.fetchall()):
        yield dict(zip(KEYS, row, strict=True))


def last_command(store: sqlite3.Connection, actor: str) -> tuple[str, str] | None:
    """Return a person's latest command not taken back, and the kind of its last event."""
    row: tuple[str, str] | None = store.execute(_LAST_COMMAND, {"actor": actor}).fetchone()
    return row


def of_command(store: sqlite3.Connection, command: str) -> list[tuple[int, str, int | None, str]]:
    """Return number, kind, task and data of the events of one command."""
    return store.execute(_OF_COMMAND, (command,)).fetchall()


def later_on(
    store: sqlite3.Connection, task: int, seq: int
) -> list[tuple[int, str, str, str, str]]:
    """Return number, actor, day, kind and task code of what stands on a task since an event."""
    return store.execute(_SINCE, (task, seq)).fetchall()


def referring(store: sqlite3.Connection, content: str) -> list[tuple[int, str, int | None, str]]:
    """Return number, kind, task and data of the events that refer to a text or file."""
    return store.execute(_REFERRING, (f"%{content}%",)).fetchall()
