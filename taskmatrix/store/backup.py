"""Copies of the store: whole, made while others write, put in place in one step."""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from taskmatrix.errors import StoreUnusable
from taskmatrix.store.connection import connect

_NAME = re.compile(r"taskmatrix-(\d{8}-\d{6})(?:-(\d+))?\.db")


def backup(connection: sqlite3.Connection, folder: Path, now: datetime, keep: int | None) -> Path:
    """Copy the store into a folder under a name with the time; keep the newest `keep` copies."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = free_name(folder, f"taskmatrix-{now:%Y%m%d-%H%M%S}")
    copy_store(connection, copy)
    if keep is not None:
        for old in _copies(folder)[:-keep]:
            old.unlink()
    return copy


def _copies(folder: Path) -> list[Path]:
    """Return the copies that `backup` made, oldest first; nothing else that lies with them."""
    named = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    found = sorted((name[1], int(name[2] or 1), name[0]) for name in named if name)
    return [folder / name for _time, _number, name in found]


def free_name(folder: Path, stem: str) -> Path:
    """Return `stem.db`, or the next `stem-2.db` that is not taken."""
    path, number = folder / f"{stem}.db", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.db", number + 1
    return path


def copy_store(connection: sqlite3.Connection, path: Path, journal: str = "DELETE") -> None:
    """Copy the whole store to a new file; it is there whole or not at all.

    A copy in one file (`DELETE`) opens anywhere, also from a medium that cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=".taskmatrix-", dir=path.parent) as folder:
        draft = Path(folder) / "copy.db"
        with closing(sqlite3.connect(draft)) as target:
            connection.backup(target)
            target.execute(f"PRAGMA journal_mode = {journal}")
        put_in_place(draft, path)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name, durably."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def link_in_place(draft: Path, path: Path) -> bool:
    """Give a finished file its name unless the name is taken; return whether it was free."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if path.exists():
            return False
        draft.replace(path)
    return True


def restore(source: Path, path: Path) -> Path | None:
    """Replace a store by another; return where the old one is kept, None where there was none."""
    saved = free_name(path.absolute().parent, f"{path.stem}-before-restore")
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(os.fspath(source))) as origin:
        if path.exists() and _opens(path):
            _replace(origin, path, saved)
            return saved
        there = path.exists()
        for suffix in ("-wal", "-shm", ""):
            if Path(f"{path}{suffix}").exists():
                Path(f"{path}{suffix}").rename(f"{saved}{suffix}")
        copy_store(origin, path, "WAL")
    if not there:
        return None
    shutil.copymode(saved, path)
    return saved


def _opens(path: Path) -> bool:
    """Whether SQLite makes out a database. Raises StoreUnusable where it is locked or barred."""
    try:
        connect(os.fspath(path)).close()
    except StoreUnusable as error:
        if isinstance(error.__cause__, sqlite3.OperationalError):
            raise
        return False
    return True


def _replace(origin: sqlite3.Connection, path: Path, saved: Path) -> None:
    """Write another store over one that others may have open, in one transaction of SQLite."""
    with closing(connect(os.fspath(path))) as target, closing(connect(os.fspath(path))) as old:

        def save(status: int, _remaining: int, _total: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise sqlite3.OperationalError("database is locked")
            # After the first page nobody else can write: what is saved is what is replaced.
            if not saved.exists():
                copy_store(old, saved)

        target.execute("PRAGMA journal_mode = WAL")
        origin.execute("BEGIN")
        origin.backup(target, pages=1, progress=save)
