"""Making a store and bringing an older one up to date, under a lock."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations

from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.resources import shipped
from taskmatrix.store import state
from taskmatrix.store.backup import copy_store, free_name, link_in_place
from taskmatrix.store.connection import connect, reading, translated, writing
from taskmatrix.store.events import read_events
from taskmatrix.store.version import MIGRATION_SET, MIGRATIONS, is_current


def create_store(path: Path, *, simulated: bool = False) -> None:
    """Make an empty store. Raises Refused where there is a file already."""
    if not _create(path, simulated):
        raise Refused(
            _("There is a file already: {path}").format(path=path),
            _("name another file with --db"),
        )


def ensure_store(path: Path, *, simulated: bool = False) -> None:
    """Make the store where there is none; of several processes at once one makes it."""
    if not path.exists():
        _create(path, simulated)


def _create(path: Path, simulated: bool) -> bool:
    """Make a store under another name and give it its own when it is whole."""
    with translated(os.fspath(path)):
        if path.exists():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".taskmatrix-", dir=path.parent) as folder:
            draft = Path(folder) / "new.db"
            connection = connect(os.fspath(draft), create=True)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                with writing(connection):
                    _apply(connection)
                    simulates = {"simulated": int(simulated)}
                    connection.execute("INSERT INTO store VALUES (1, :simulated)", simulates)
            finally:
                connection.close()
            return link_in_place(draft, path)


def migrate_with_backup(connection: sqlite3.Connection, name: str) -> None:
    """Bring an older store up to date, after a copy was made beside it."""
    copy = free_name(Path(name).absolute().parent, f"{Path(name).stem}-before-migration")
    with reading(connection):
        # Another process may be ahead; its migrated store must not take the copy's place.
        if is_current(connection, name):
            return
        copy_store(connection, copy)
    with writing(connection):
        if not is_current(connection, name):
            _apply(connection)
            state.clear(connection)
            state.fold(connection, read_events(connection))


def _apply(connection: sqlite3.Connection) -> None:
    _migrations().apply(Database(connection))


def _migrations() -> Migrations:
    """Register the SQL files one by one, so that sqlite-utils users see them as their own."""
    migrations = Migrations(MIGRATION_SET)
    for name in MIGRATIONS:
        migrations(name=name)(_runner(shipped("migrations") / f"{name}.sql"))
    return migrations


def _runner(script: Path) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        for statement in statements(script.read_text(encoding="utf-8")):
            db.conn.execute(statement)

    return run


def statements(script: str) -> list[str]:
    """Split an SQL script; `executescript` would commit and leave half of it after a failure."""
    found, statement = [], ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found
