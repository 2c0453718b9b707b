"""Copies of the store: whole, made while others write, put in place in one step."""

import os
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

from taskmatrix.store.connection import connect


def backup(connection: sqlite3.Connection, folder: Path, now: datetime, keep: int | None) -> Path:
    """Copy the store into a folder under a name with the time; keep the newest `keep` copies."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = free_name(folder, f"taskmatrix-{now:%Y%m%d-%H%M%S}")
    copy_store(connection, copy)
    if keep is not None:
        for old in sorted(folder.glob("taskmatrix-*.db"))[:-keep]:
            old.unlink()
    return copy


def free_name(folder: Path, stem: str) -> Path:
    """Return `stem.db`, or the next `stem-2.db` that is not taken."""
    path, number = folder / f"{stem}.db", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.db", number + 1
    return path


def copy_store(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the whole store to a new file; it is there whole or not at all."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".taskmatrix-", suffix=".tmp")
    os.close(handle)
    try:
        target = sqlite3.connect(draft)
        try:
            connection.backup(target)
            # A copy in one file opens anywhere, also from a medium that cannot be written.
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()
        put_in_place(Path(draft), path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


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


def restore(source: Path, path: Path) -> None:
    """Replace what the store holds with another store, in one transaction of SQLite."""
    origin = connect(os.fspath(source))
    try:
        target = connect(os.fspath(path), create=True)
        try:
            origin.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
        finally:
            target.close()
    finally:
        origin.close()
