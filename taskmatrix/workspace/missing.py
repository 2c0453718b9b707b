"""Who has not reported in the last completed period, and whose reports say the same again."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from taskmatrix.domain.words import Role
from taskmatrix.store import duties as store_duties
from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.contacts import NOBODY, all_contacts
from taskmatrix.store.names import acting_units
from taskmatrix.workspace.naming import Named, find_unit
from taskmatrix.workspace.rhythm import Term, last_term
from taskmatrix.workspace.session import Session

Item = dict[str, Any]


def missing(
    session: Session, roles: Collection[str] = (), units: Sequence[str] = ()
) -> tuple[list[Item], list[Named]]:
    """Return who has not reported in the last completed period, an object for unit and task.

    The second is what was understood by the names of `units`; a group means any member.
    """
    store = session.read()
    named = [find_unit(store, name) for name in units]
    wanted = _acting(session, named)
    contacts = all_contacts(store)
    items = []
    for role, last in periods(session).items():
        for unit, item in _silent(session, role, last):
            if roles and item["role"] not in roles and role not in roles:
                continue
            if not named or unit in wanted:
                items.append({**item, **contacts.get(unit, NOBODY)._asdict()})
    return items, named


def _silent(session: Session, role: str, last: Term) -> Iterator[tuple[int, Item]]:
    """Yield who did not report in a role's last period, a unit and an object.

    In the place of leads that wait are the units that they wait for, with the role of their own.
    """
    store, keys = session.store, ("unit", "task", "title", "reported", "urged")
    heads = {"period": [last.first, last.last], "due": last.due}
    for unit, *rest in store_duties.silent(store, role, last.counted):
        yield unit, {**_keyed(keys, rest, role), **heads, "waited_on": False}
    if role == Role.LEAD:
        today = session.today.isoformat()
        for unit, *rest, own in store_waiting.silent_awaited(store, last.first, today):
            yield unit, {**_keyed(keys, rest, own), **heads, "waited_on": True}


def _keyed(keys: Sequence[str], values: Sequence[Any], role: str | None) -> Item:
    item = dict(zip(keys, values, strict=True))
    return {"unit": item.pop("unit"), "role": role, **item}


def stale_wording(
    session: Session, roles: Collection[str] = (), units: Sequence[Named] = ()
) -> list[Item]:
    """Return which leads last reported nearly the same on a task three times running."""
    from taskmatrix.domain.wording import RUNNING, is_stale
    from taskmatrix.store.wording import last_texts

    if roles and Role.LEAD not in roles:
        return []
    wanted = _acting(session, units)
    return [
        {"unit": told.name, "task": told.code, "title": told.title, "since": told.since}
        for told in last_texts(session.store, RUNNING)
        if (not units or told.unit in wanted) and is_stale(told.texts)
    ]


def _acting(session: Session, units: Sequence[Named]) -> set[int]:
    return {each for unit in units for each in acting_units(session.store, unit.id)}


def periods(session: Session) -> dict[str, Term]:
    """Return the last completed period of each role that has a rhythm."""
    found = {str(role): last_term(session, role) for role in Role}
    return {role: last for role, last in found.items() if last}
