"""Connecting to the file, and the transactions on it; what SQLite reports, said plainly."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from taskmatrix.errors import StoreUnusable
from taskmatrix.language import gettext as _

OLDEST_SQLITE = (3, 35)
BUSY_SECONDS = 60
SPELL_SECONDS = 1
"""How long SQLite waits for the write lock at a time: Ctrl-C is heard between two spells."""

_TABLES = "SELECT COUNT(*) FROM sqlite_master"


def connect(name: str, *, create: bool = False) -> sqlite3.Connection:
    """Connect in autocommit: every transaction is begun and ended by name."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreUnusable(
            _("SQLite {version} is too old").format(version=sqlite3.sqlite_version),
            _("install SQLite 3.35 or newer, or a newer Python"),
        )
    with translated(name):
        mode = "rwc" if create else "rw"
        try:
            return _connect(name, mode)
        except sqlite3.OperationalError:
            if create or not _is_frozen(name):
                raise
            return _connect(name, "ro&immutable=1")


def _connect(name: str, mode: str) -> sqlite3.Connection:
    quoted = os.path.abspath(name).replace("%", "%25").replace("?", "%3f").replace("#", "%23")  # noqa: PTH100
    connection = sqlite3.connect(
        f"file:{quoted}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(_TABLES).fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_frozen(name: str) -> bool:
    """Whether the file stands where nothing can be written and nothing waits to be merged."""
    folder = os.path.dirname(os.path.abspath(name))  # noqa: PTH100, PTH120
    waiting = os.path.exists(f"{name}-wal") and os.path.getsize(f"{name}-wal")  # noqa: PTH110, PTH202
    return os.path.isfile(name) and not os.access(folder, os.W_OK) and not waiting  # noqa: PTH113


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what SQLite reports about a file into errors that say what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, name) from error


def explained(error: sqlite3.Error, name: str) -> StoreUnusable:
    """Return the error that a user can mend for one that SQLite reports."""
    text = str(error)
    for sign, message, hint in _signs():
        if sign in text:
            return StoreUnusable(message.format(path=name), hint)
    return StoreUnusable(
        _("The database {path} failed: {detail}").format(path=name, detail=text),
        _("run: taskmatrix db check"),
    )


def _signs() -> tuple[tuple[str, str, str], ...]:
    restore = _("restore a backup: taskmatrix db restore FILE")
    return (
        (
            "locked",
            _("The database {path} is locked by another program"),
            _("try again when it has finished; nothing was changed"),
        ),
        ("not a database", _("{path} is not a database"), _("name another file with --db")),
        ("malformed", _("The database {path} is damaged"), restore),
        ("no such table", _("The database {path} is damaged"), restore),
        (
            "readonly",
            _("The database {path} cannot be written"),
            _("check the rights on the file and its folder"),
        ),
        (
            "unable to open",
            _("The database {path} cannot be opened"),
            _("check the path and the rights on its folder"),
        ),
        ("full", _("The disk is full; nothing was changed"), _("make room and try again")),
        (
            "disk I/O",
            _("The disk failed under {path}"),
            _("check the disk, then: taskmatrix db check"),
        ),
    )


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Read from one state of the store, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write all or nothing: commit at the end, roll back at any failure."""
    _lock(connection)
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _lock(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {SPELL_SECONDS * 1000}")
    try:
        for spell in range(BUSY_SECONDS // SPELL_SECONDS, 0, -1):
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if spell == 1 or "locked" not in str(error):
                    raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
