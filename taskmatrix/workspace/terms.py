"""Reading on what terms a task stands: whom it waits for, and to when it was extended."""

from typing import Any, NamedTuple

from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.standing import Status
from taskmatrix.store.waiting import approved, asked, deadlines
from taskmatrix.workspace.history import one_event
from taskmatrix.workspace.session import Session

Item = dict[str, Any]


class Wait(NamedTuple):
    """What a task waits for. `unit` is None of a body outside the programme.

    `name` is None where its words were redacted; `objection` is the event that is not decided.
    """

    event: int
    unit: int | None
    name: str | None
    since: str
    until: str
    objection: int | None
    in_force: bool


def wait_in(session: Session, status: Status) -> Wait | None:
    """Return the wait that a status tells of, also where its last day has passed."""
    if status.wait is None or status.wait_from is None or status.wait_until is None:
        return None
    unit, name = None, None
    if status.waits_on is not None:
        unit, name = store_waiting.heir(session.store, status.waits_on)
    else:
        name = one_event(session.store, status.wait)["data"].get("name")
    in_force = status.wait_from <= session.today.isoformat() <= status.wait_until
    dates = (status.wait_from, status.wait_until)
    return Wait(status.wait, unit, name, *dates, status.objection, in_force)


def shown_wait(session: Session, status: Status) -> Item | None:
    """Return the wait that a status tells of, as an object for JSON."""
    now = wait_in(session, status)
    if now is None:
        return None
    objection = None
    if now.objection is not None:
        event = one_event(session.store, now.objection)
        objection = {"day": event["day"], "reason": event["data"]["reason"]}
    return {
        "on": now.name,
        "outside": now.unit is None,
        "since": now.since,
        "until": now.until,
        "in_force": now.in_force,
        "reason": one_event(session.store, now.event)["data"]["reason"],
        "objection": objection,
    }


def shown_extension(session: Session, task: int, status: Status) -> Item | None:
    """Return what is asked for, and what was approved, as an object for JSON.

    An approval no longer counts once the plan has another deadline than it took the place of.
    """
    store = session.store
    granted = status.granted if status.planned == deadlines(store, task)[1] else None
    approval = approved(store, task) if granted else None
    decision = one_event(store, approval)["data"] if approval else None
    request = asked(store, task) or (decision and decision["asked"])
    if request is None:
        return None
    event = one_event(store, request)
    wish = event["data"]
    return {
        "asked": event["day"],
        "to": wish["to"],
        "reason": wish["reason"],
        "pending": status.asked_on is not None,
        "granted": granted,
        "late": (decision or wish)["late"],
        "planned": decision["planned"] if decision else wish["deadline"],
    }
