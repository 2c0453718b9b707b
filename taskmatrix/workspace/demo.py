"""A shipped programme in a scratch database, never the user's own."""

from pathlib import Path

from taskmatrix.domain.revision import Directives
from taskmatrix.resources import shipped
from taskmatrix.store.migrate import create_store
from taskmatrix.workspace.loading import load_folder
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings

PROGRAMMES = ("liaoning", "sichuan", "shandong")


def load_demo(session: Session, programme: str) -> Session:
    """Load a shipped programme anew; return a session on the scratch database."""
    path = scratch_path(programme)
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    create_store(path, simulated=True)
    settings = Settings({"db": str(path), "actor": session.settings.get("actor") or "demo"})
    scratch = Session(settings, session.language_is_chosen, session.now)
    load_folder(scratch, shipped("plans") / programme, Directives(), lambda _changes: True)
    scratch.read()
    return scratch


def scratch_path(programme: str) -> Path:
    """Return where the scratch database of a demo is: among the user's caches."""
    from platformdirs import user_cache_path

    return user_cache_path("taskmatrix", appauthor=False) / "demo" / f"{programme}.db"
