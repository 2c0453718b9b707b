"""Keeping the store: create, migrate, check, back up, restore."""

import os
from contextlib import closing
from pathlib import Path

from taskmatrix.errors import NotFound, Refused, StoreUnusable, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.store.backup import backup, restore
from taskmatrix.store.connection import connect, reading, translated
from taskmatrix.store.contents import file_content
from taskmatrix.store.inspection import faults, record_faults
from taskmatrix.store.migrate import create_store
from taskmatrix.store.version import MIGRATIONS, is_current
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
    """Replace the database by a checked backup; return where the old one is kept, if any."""
    with translated(session.path):
        return restore(source, Path(session.path))


def check_backup(source: Path) -> None:
    """Raise NotFound where there is no such file, StoreUnusable where it is not whole."""
    if not source.exists():
        raise NotFound(
            _("There is no file {path}").format(path=source), _("see the folder of your backups")
        )
    name = os.fspath(source)
    try:
        with translated(name), closing(connect(name)) as copy:
            found = faults(copy) if is_current(copy, name) else record_faults(copy)
    except StoreUnusable as error:
        raise _not_whole(source, error.message) from error
    if found:
        raise _not_whole(source, found[0])


def evidence_files(session: Session, seq: int, folder: Path) -> list[Path]:
    """Write the evidence of a report into a folder; return the files. No file is overwritten.

    Raises NotFound where there is no such event, Refused where it holds no file.
    """
    from taskmatrix.workspace.history import events_numbered

    store = session.read()
    events = events_numbered(store, seq)
    if not events:
        raise NotFound(
            _("There is no event {number}").format(number=seq),
            _("the numbers stand in: taskmatrix history"),
        )
    pieces = [piece for piece in events[0]["data"].get("evidence", []) if "file" in piece]
    contents = [(piece, file_content(store, piece["sha256"]["file"])) for piece in pieces]
    kept = [(piece, content) for piece, content in contents if content is not None]
    if not kept:
        raise Refused(
            _("Event {number} has no file").format(number=seq),
            _("the numbers stand in: taskmatrix history"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_out(folder, piece["name"], content) for piece, content in kept]


def _write_out(folder: Path, name: str | None, content: bytes) -> Path:
    """Write a file under its name, or the next `name-2` that is free."""
    from taskmatrix.reports.files import whole_file

    safe = "".join(c for c in Path(name or "").name if c.isprintable()) or "evidence"
    path, number = folder / safe, 2
    while path.exists():
        path, number = folder / f"{Path(safe).stem}-{number}{Path(safe).suffix}", number + 1
    with whole_file(os.fspath(path)) as file:
        file.write(content)
    return path


def _not_whole(source: Path, detail: str) -> TaskmatrixError:
    return StoreUnusable(
        _("{path} is not whole: {detail}").format(path=source, detail=detail),
        _("choose another backup; nothing was changed"),
    )
