"""Keeping the store: create, migrate, check, back up, restore."""

import os
import sqlite3
from gettext import gettext as _
from pathlib import Path

from taskmatrix.errors import NotFound, Refused, StoreUnusable, TaskmatrixError
from taskmatrix.store.backup import backup, copy_store, free_name, restore
from taskmatrix.store.connection import MIGRATIONS, open_store, reading, translated
from taskmatrix.store.inspection import faults
from taskmatrix.store.migrate import create_store
from taskmatrix.workspace.session import Session


def create(session: Session, *, simulated: bool) -> Path:
    """Make an empty database where the settings say."""
    path = Path(session.path)
    create_store(path, simulated=simulated)
    return path


def migrate(session: Session) -> tuple[str, ...]:
    """Bring the database up to date; opening it does so. Returns the migrations it has."""
    session.store.execute("SELECT 1")
    return MIGRATIONS


def check(session: Session) -> list[str]:
    """Return what is wrong with the database, in words; nothing where all is well."""
    with translated(session.path), reading(session.store) as store:
        return faults(store)


def back_up(session: Session, folder: Path, keep: int | None) -> Path:
    """Copy the database into a folder while others may write; keep the newest `keep` copies."""
    if keep is not None and keep < 1:
        raise Refused(_("A backup that keeps nothing is none"), _("say --keep 1 or more"))
    with translated(session.path):
        return backup(session.store, folder, session.now.astimezone(), keep)


def restore_from(session: Session, source: Path) -> Path | None:
    """Replace the database by a copy that is found whole; return the copy made of the old one.

    Raises NotFound where there is no such file, StoreUnusable where the copy is not whole.
    """
    if not source.exists():
        raise NotFound(
            _("There is no file {path}").format(path=source), _("see the folder of your backups")
        )
    _refuse_faulty(source)
    path = Path(session.path)
    saved = _save(path) if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    with translated(session.path):
        restore(source, path)
    return saved


def _refuse_faulty(source: Path) -> None:
    with translated(os.fspath(source)):
        copy = sqlite3.connect(f"file:{source.absolute()}?mode=ro&immutable=1", uri=True)
        try:
            found = faults(copy)
        except sqlite3.OperationalError as error:
            raise _not_whole(source, str(error)) from error
        finally:
            copy.close()
    if found:
        raise _not_whole(source, found[0])


def _not_whole(source: Path, detail: str) -> TaskmatrixError:
    return StoreUnusable(
        _("{path} is not whole: {detail}").format(path=source, detail=detail),
        _("choose another backup; nothing was changed"),
    )


def _save(path: Path) -> Path | None:
    """Copy the database that is about to be replaced, where it can still be read."""
    saved = free_name(path.absolute().parent, f"{path.stem}-before-restore")
    try:
        store = open_store(path)
    except TaskmatrixError:
        path.rename(saved)
        return saved
    try:
        copy_store(store, saved)
    finally:
        store.close()
    return saved
