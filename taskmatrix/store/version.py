"""Which version a store is of."""

import sqlite3

from taskmatrix.errors import StoreUnusable
from taskmatrix.language import gettext as _

MIGRATIONS = (
    *("0001_record", "0002_programme", "0003_work", "0004_supervision"),
    *("0005_targets", "0006_documents"),
)
"""The migrations that this version knows, oldest first."""

MIGRATION_SET = "taskmatrix"
_APPLIED = "SELECT name FROM _sqlite_migrations WHERE migration_set = :name ORDER BY name"
_TABLES = "SELECT COUNT(*) FROM sqlite_master"


def is_current(connection: sqlite3.Connection, name: str) -> bool:
    """Whether a store is of this version; False for an older one.

    Raises StoreUnusable for a newer one, and for what is no store at all.
    """
    try:
        applied = {row[0] for row in connection.execute(_APPLIED, {"name": MIGRATION_SET})}
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        if connection.execute(_TABLES).fetchone()[0]:
            raise _not_a_store(name) from None
        raise StoreUnusable(
            _("{path} is empty: it is no database").format(path=name),
            _("restore a backup over it, or delete it"),
        ) from None
    if not applied:
        raise _not_a_store(name)
    if applied - set(MIGRATIONS):
        raise StoreUnusable(
            _("{path} was written by a newer taskmatrix").format(path=name),
            _("install the newer version; nothing was changed"),
        )
    return len(applied) == len(MIGRATIONS)


def _not_a_store(name: str) -> StoreUnusable:
    return StoreUnusable(
        _("{path} is a database of another program").format(path=name),
        _("name another file with --db; nothing was changed"),
    )
