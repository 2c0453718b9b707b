"""Opening the store: the right file, the right version, or a clear refusal."""

import os
import sqlite3

from taskmatrix.errors import NotFound
from taskmatrix.language import gettext as _
from taskmatrix.store.connection import connect, translated
from taskmatrix.store.version import is_current


def open_store(path: str | os.PathLike[str]) -> sqlite3.Connection:
    """Open an existing store of this version; an older one is migrated after a backup beside it.

    Raises NotFound where there is none, StoreUnusable where it is no store, is damaged, or was
    written by a newer version.
    """
    name = os.fspath(path)
    if not os.path.exists(name):  # noqa: PTH110 - a pathlib import would cost a fifth of the start
        raise no_store(name)
    connection = connect(name)
    try:
        with translated(name):
            if not is_current(connection, name):
                from taskmatrix.store.migrate import migrate_with_backup

                migrate_with_backup(connection, name)
    except BaseException:
        connection.close()  # nothing is left beside a file that is refused
        raise
    return connection


def no_store(name: str) -> NotFound:
    """Return the error for a database that is not there or holds no programme."""
    return NotFound(
        _("There is no programme in {path}").format(path=name),
        _("load one: taskmatrix plan load FOLDER; or look at one: taskmatrix demo"),
    )
