"""Reading what happened, for people; the chain itself is in `events`."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.store.parts import STANDS

KEYS = (
    *("seq", "at", "day", "on", "actor", "home", "unit", "kind", "task", "title"),
    *("data", "command", "task_id", "redacted", "undone"),
)
_EVENTS = """
    SELECT e.seq, e.recorded_at, e.day, e.happened_on, e.actor, h.name, u.name, e.kind, t.code,
           t.title, e.data, e.command, e.task,
           CASE WHEN EXISTS (SELECT 1 FROM redaction r WHERE r.event = e.seq) THEN 1 ELSE 0 END,
           CASE WHEN n.command IS NULL THEN 0 ELSE 1 END
    FROM event e
    LEFT JOIN unit h ON h.id = e.home
    LEFT JOIN unit u ON u.id = e.unit
    LEFT JOIN task t ON t.id = e.task
    LEFT JOIN undoing n ON n.command = e.command
    WHERE {conditions} ORDER BY e.seq {order} {limit}
"""
_ADDRESSED = ", ".join(
    f"'{kind}'"
    for kind in (
        EventKind.URGED,
        EventKind.REPORT_EXEMPTION_ASKED,
        EventKind.REPORT_EXEMPTION_APPROVED,
        EventKind.REPORT_EXEMPTION_RETURNED,
        EventKind.PROMISE_JUDGED,
        EventKind.WAIT_BEGUN,
        EventKind.SLIP_ISSUED,
    )
)
_CONDITIONS = {
    "task": "e.task = :task",
    "unit": f"(e.unit = :unit OR (e.kind IN ({_ADDRESSED}) AND (e.data LIKE :addressed OR "
    "e.data LIKE :addressed_first)))",
    "actor": "e.actor = :actor",
    "since": "e.day >= :since",
    "until": "e.day <= :until",
    "seq": "e.seq = :seq",
}
_NEITHER_UNDONE_NOR_UNDOING = f"""
    {STANDS.format(event="e")} AND NOT EXISTS (
        SELECT 1 FROM event o WHERE o.command = e.command AND o.kind = 'undone')
"""  # noqa: S608 - texts of our own
_LAST_COMMAND = f"""
    SELECT e.command FROM event e
    WHERE e.actor = :actor AND e.kind <> 'undone' AND {_NEITHER_UNDONE_NOR_UNDOING}
    ORDER BY e.seq DESC LIMIT 1
"""  # noqa: S608 - texts of our own
_RECORDED = """
    SELECT e.seq, e.actor, e.day, e.kind, e.task, t.code, t.title, u.name, e.data
    FROM event e LEFT JOIN task t ON t.id = e.task LEFT JOIN unit u ON u.id = e.unit
    WHERE {condition} ORDER BY e.seq
"""
_STANDING = f"""
    e.kind NOT IN ('undone', 'redacted', 'document-issued', 'document-withdrawn')
    AND {_NEITHER_UNDONE_NOR_UNDOING}
"""


class Recorded(NamedTuple):
    """An event in brief."""

    seq: int
    actor: str
    day: str
    kind: str
    task: int | None
    code: str | None
    title: str | None
    unit: str | None
    data: str


def events(store: sqlite3.Connection, limit: int | None = None, **wanted: Any) -> Iterator[Any]:
    """Yield events as objects, oldest first; `data` is JSON text.

    `wanted`: `task`, `unit` (by it, or addressed to it), `actor`, `since` and `until` (days of
    recording), `seq`. With a limit, the newest so many.
    """
    conditions = " AND ".join(_CONDITIONS[name] for name in wanted) or "1 = 1"
    order, last = ("", "") if limit is None else ("DESC", "LIMIT :limit")
    text = _EVENTS.format(conditions=conditions, order=order, limit=last)
    # In canonical data the unit stands last, or before what sorts after it.
    addressed = f'%"unit":{wanted.get("unit")}'
    ends = {"addressed": addressed + "}", "addressed_first": addressed + ",%"}
    rows = store.execute(text, {**wanted, "limit": limit, **ends})
    for row in rows if limit is None else reversed(rows.fetchall()):
        yield dict(zip(KEYS, row, strict=True))


def last_command(store: sqlite3.Connection, actor: str) -> str | None:
    """Return a person's latest command that was not taken back and takes nothing back."""
    row = store.execute(_LAST_COMMAND, {"actor": actor}).fetchone()
    return row[0] if row else None


def of_command(store: sqlite3.Connection, command: str) -> list[Recorded]:
    """Return the events of one command."""
    return _recorded(store, "e.command = ?", command)


def later_on(store: sqlite3.Connection, tasks: Sequence[int], seq: int) -> list[Recorded]:
    """Return what stands on some tasks since an event."""
    found = (
        _recorded(store, f"e.task = ? AND e.seq > ? AND {_STANDING}", task, seq) for task in tasks
    )
    return sorted(chain.from_iterable(found))


def later(store: sqlite3.Connection, seq: int) -> list[Recorded]:
    """Return all that stands since an event."""
    return _recorded(store, f"e.seq > ? AND {_STANDING}", seq)


def by_number(store: sqlite3.Connection, seq: int) -> list[Recorded]:
    """Return the event of a number, if there is one."""
    return _recorded(store, "e.seq = ?", seq)


def referring(store: sqlite3.Connection, content: str) -> list[Recorded]:
    """Return the events that refer to a text or file."""
    return _recorded(store, "e.data LIKE ?", f"%{content}%")


def _recorded(store: sqlite3.Connection, condition: str, *values: Any) -> list[Recorded]:
    rows = store.execute(_RECORDED.format(condition=condition), values)
    return [Recorded._make(row) for row in rows]
