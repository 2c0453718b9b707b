"""Looking back: what happened, by whom, with the texts as they were written."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from taskmatrix.domain.events import DEFINING, texts_in
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import history
from taskmatrix.store.contents import redactions, texts
from taskmatrix.store.names import unit_name
from taskmatrix.workspace.naming import Named, find_task_or_unit
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
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
    if wanted.get("since", "") > wanted.get("until", "9999"):
        raise Refused(
            _("The period ends before it begins: {since} to {until}").format(
                since=wanted["since"], until=wanted["until"]
            ),
            _("weekdays mean those to come; write 3月6日 or 2026-03-06"),
        )
    return with_texts(store, history.events(store, limit, **wanted)), named


def of_task(store: sqlite3.Connection, task: int) -> list[Item]:
    """Return the events on one task, oldest first."""
    return with_texts(store, history.events(store, task=task))


def one_event(store: sqlite3.Connection, seq: int) -> Item:
    """Return one event that is there."""
    return events_numbered(store, seq)[0]


def events_numbered(store: sqlite3.Connection, seq: int) -> list[Item]:
    """Return the event of a number, if there is one."""
    return with_texts(store, history.events(store, seq=seq))


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
    hidden = redactions(store)
    known = texts(store, (key for event in listed for key in _texts_in(event)))
    for event in listed:
        if event["kind"] not in DEFINING:
            _name_units(store, event["data"])
        keys = list(_texts_in(event))
        if keys:
            readable = {
                key: known[key]
                for key in keys
                if key in known and (event["seq"], key) not in hidden
            }
            event["data"] = _resolved(event["data"], readable)
    return listed


def _name_units(store: sqlite3.Connection, data: Item) -> None:
    """Put names in the place of the identities of the units that an event of work is about."""
    for key in ("unit", "leader"):
        if isinstance(data.get(key), int):
            data[key] = unit_name(store, data[key])
    if "copies" in data:
        data["copies"] = [unit_name(store, unit) for unit in data["copies"]]


def _texts_in(event: Item) -> Iterator[str]:
    return texts_in(event["kind"], event["data"])


def _resolved(data: Item, known: dict[str, str]) -> Item:
    from taskmatrix.domain.events import TEXTS

    resolved, hashes = dict(data), {}
    for key in sorted(key for key in TEXTS & data.keys() if isinstance(data[key], str)):
        hashes[key] = data[key]
        resolved[key] = known.get(data[key])
    if "evidence" in data:
        resolved["evidence"] = [_resolved(piece, known) for piece in data["evidence"]]
    return {**resolved, "sha256": hashes}
