"""Taking back a load: the events that put every definition back to what it was before."""

import json
from collections.abc import Iterable
from typing import Any

from taskmatrix.domain.events import Draft, Event, EventKind, canonical

Key = tuple[str, Any]

_DROPPED = {
    "plan": EventKind.PLAN_DROPPED,
    "unit": EventKind.UNIT_DROPPED,
    "task": EventKind.TASK_DROPPED,
    "target": EventKind.TARGET_DROPPED,
}


def reversal(definitions: Iterable[Event], command: str) -> list[Draft]:
    """Return the drafts that undo one load, given all defining events up to its last.

    What the load brought in is dropped, what it changed or dropped is defined as before.
    """
    before: dict[Key, list[Event]] = {}
    touched: dict[Key, int | None] = {}
    for event in definitions:
        key = _key(event)
        if event.command == command:
            touched[key] = event.task
        elif event.kind.endswith("-defined"):
            before[key] = [event]
        else:
            before.setdefault(key, []).append(event)
    drafts: list[Draft] = []
    for key, task in touched.items():
        drafts += _back(key, task, before.get(key, []))
    return drafts


def _back(key: Key, task: int | None, before: list[Event]) -> Iterable[Draft]:
    what, identity = key
    if before:  # what was dropped is dropped again as it was, a unit into its heir
        held = before[-1:] if before[-1].kind.endswith("-dropped") else before
        return [Draft(EventKind(event.kind), event.task, event.data) for event in held]
    data = {"id": identity, "into": None} if what == "unit" else {"id": identity}
    return [Draft(_DROPPED[what], task, "{}" if what == "task" else canonical(data))]


def _key(event: Event) -> Key:
    what = event.kind.partition("-")[0]
    return what, event.task if what == "task" else json.loads(event.data)["id"]
