"""Whom to call: a unit's liaison and phone; no part of the record."""

import sqlite3
from typing import NamedTuple

_CONTACT = "SELECT liaison, phone FROM contact WHERE unit = ?"
_ALL = "SELECT unit, liaison, phone FROM contact"
_SET = """
    INSERT INTO contact (unit, liaison, phone) VALUES (?, ?, ?)
    ON CONFLICT (unit) DO UPDATE SET liaison = excluded.liaison, phone = excluded.phone
"""
_CLEAR = "DELETE FROM contact WHERE unit = ?"


class Contact(NamedTuple):
    """Name and phone of the person to call; None where nobody told."""

    liaison: str | None = None
    phone: str | None = None


NOBODY = Contact()


def contact_of(store: sqlite3.Connection, unit: int) -> Contact:
    """Return whom to call in a unit."""
    row = store.execute(_CONTACT, (unit,)).fetchone()
    return Contact(*row) if row else NOBODY


def all_contacts(store: sqlite3.Connection) -> dict[int, Contact]:
    """Return whom to call, by unit; absent where nobody is known."""
    return {unit: Contact(*rest) for unit, *rest in store.execute(_ALL)}


def keep_contact(store: sqlite3.Connection, unit: int, contact: Contact) -> None:
    """Set whom to call, or forget it; the caller holds the write transaction."""
    if contact == NOBODY:
        store.execute(_CLEAR, (unit,))
    else:
        store.execute(_SET, (unit, *contact))
