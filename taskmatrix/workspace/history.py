"""Looking back: what happened, by whom, with the texts as they were written."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from taskmatrix.domain.events import texts_in
from taskmatrix.store import history
from taskmatrix.store.contents import texts
from taskmatrix.store.names import unit_by_id
from taskmatrix.workspace.naming import Named, find_task_or_unit
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
REDACTED = "redacted"
KEYS = ("seq", "at", "day", "on", "actor", "home", "unit", "kind", "task", "data", "command")


def past(
    session: Session,
    name: str | None = None,
    *,
    by: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> tuple[list[Item], Named | None]:
    """Return what happened, oldest first: to a task, by or to a unit, by a person, in a period."""
    store = session.read()
    named = find_task_or_unit(store, name, session.overall["id"]) if name else None
    wanted: dict[str, Any] = {named.what: named.id} if named else {}
    if by:
        wanted["actor"] = by
    if since:
        wanted["since"] = session.day(since).isoformat()
    if until:
        wanted["until"] = session.day(until).isoformat()
    return with_texts(store, history.events(store, limit, **wanted)), named


def of_task(store: sqlite3.Connection, task: int) -> list[Item]:
    """Return the events on one task, oldest first."""
    return with_texts(store, history.events(store, task=task))


def one_event(store: sqlite3.Connection, seq: int) -> Item:
    """Return one event."""
    return with_texts(store, history.events(store, seq=seq))[0]


def with_texts(store: sqlite3.Connection, events: Iterable[Item]) -> list[Item]:
    """Return events with their data read, texts in the place of their SHA-256.

    `sha256` in the data keeps what was there; a text that was redacted is None. A unit that is
    addressed stands there by name.
    """
    listed = []
    for event in events:
        event["data"] = json.loads(event["data"])
        event["redacted"] = bool(event["redacted"])
        event["undone"] = bool(event["undone"])
        listed.append(event)
    keys = (key for event in listed for key in _readable(event))
    known = texts(store, keys)
    for event in listed:
        addressee = event["data"].get("unit")
        if isinstance(addressee, int):
            event["data"]["unit"] = unit_by_id(store, addressee)[1]
        if next(texts_in(event["kind"], event["data"]), None) is not None:
            event["data"] = _resolved(event["data"], {} if event["redacted"] else known)
    return listed


def _readable(event: Item) -> Iterator[str]:
    return iter(()) if event["redacted"] else texts_in(event["kind"], event["data"])


def _resolved(data: Item, known: dict[str, str]) -> Item:
    from taskmatrix.domain.events import TEXTS

    resolved, hashes = dict(data), {}
    for key in sorted(TEXTS & data.keys()):
        hashes[key] = data[key]
        resolved[key] = known.get(data[key])
    if "evidence" in data:
        resolved["evidence"] = [_resolved(piece, known) for piece in data["evidence"]]
    return {**resolved, "sha256": hashes}
