"""Whom to call in a unit: kept beside the record, never in it."""

from collections.abc import Callable

from taskmatrix.store.connection import translated, writing
from taskmatrix.store.contacts import NOBODY, Contact, contact_of, keep_contact
from taskmatrix.workspace.naming import Named, find_unit
from taskmatrix.workspace.recording import refuse_another_day
from taskmatrix.workspace.session import Session


def contact(session: Session, name: str) -> tuple[Named, Contact]:
    """Return a unit and whom to call there."""
    store = session.read()
    unit = find_unit(store, name)
    return unit, contact_of(store, unit.id)


def set_contact(
    session: Session, name: str, liaison: str | None, phone: str | None
) -> tuple[Named, Contact]:
    """Set liaison, phone or both; what is None stays as it is."""
    return _write(session, name, lambda old: Contact(liaison or old.liaison, phone or old.phone))


def clear_contact(session: Session, name: str) -> tuple[Named, Contact]:
    """Forget liaison and phone."""
    return _write(session, name, lambda _old: NOBODY)


def _write(
    session: Session, name: str, change: Callable[[Contact], Contact]
) -> tuple[Named, Contact]:
    refuse_another_day(session)
    with translated(session.path), writing(session.store) as store:
        session.read()
        unit = find_unit(store, name)
        new = change(contact_of(store, unit.id))
        keep_contact(store, unit.id, new)
    return unit, new
