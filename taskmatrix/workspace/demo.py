"""A shipped programme in a scratch database, never the user's own."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from taskmatrix.domain.revision import Directives
from taskmatrix.resources import shipped
from taskmatrix.store.migrate import create_store
from taskmatrix.workspace.demo_cast import OFFICE, WEEKS, Scene
from taskmatrix.workspace.demo_life import Life
from taskmatrix.workspace.loading import load_folder
from taskmatrix.workspace.naming import coordinator
from taskmatrix.workspace.reading import listed, select
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings

PROGRAMMES = ("liaoning", "sichuan", "shandong")


class Demo(NamedTuple):
    """A demo as it stands: its settings, and what is worth a look.

    `unit` leads a task that goes on, `active`; `task` is red and high on the ladder of slips,
    `review` waits for a decision. None where the programme names no units.
    """

    settings: Settings
    coordinator: str | None
    unit: str | None
    task: str
    active: str | None
    review: str | None


def make_demo(session: Session, programme: str) -> Demo:
    """Load a shipped programme anew, and let its units work until today."""
    path = scratch_path(programme)
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    create_store(path, simulated=True)
    kept = {key: session.settings.get(key) for key in ("lang", "no_color")}
    given = {key: value for key, value in kept.items() if value}
    settings = Settings({**given, "db": str(path), "today": session.today.isoformat()})
    _live(Scene(settings, session.language_is_chosen, session.now), programme, session.today)
    scratch = Session(settings, session.language_is_chosen, session.now)
    try:
        return _worth_a_look(scratch, settings)
    finally:
        scratch.close()


def _worth_a_look(scratch: Session, settings: Settings) -> Demo:
    items = listed(scratch, select(scratch, {"sort": "plan"})[0])
    active = next((item for item in items if item["state"] == "active"), None)
    review = [item for item in items if item["state"] == "review"]
    task = max(items, key=_story)
    return Demo(
        settings,
        coordinator(scratch),
        active["lead"][0] if active else None,
        task["code"],
        active["code"] if active else None,
        review[0]["code"] if review else None,
    )


def _story(item: Mapping[str, Any]) -> tuple[bool, int, int]:
    """Return how much there is to tell of a task: red, high on the ladder, few regions."""
    step = item["slip"]["step"] if item["slip"] else 0
    return item["light"] == "red" and step > 0, step, -len(item["local"])


def scratch_path(programme: str) -> Path:
    """Return where the scratch database of a demo is: among the user's caches."""
    from platformdirs import user_cache_path

    return user_cache_path("taskmatrix", appauthor=False) / "demo" / f"{programme}.db"


def _live(scene: Scene, programme: str, today: date) -> None:
    """Load half a year before a day, and let the units work until then."""
    monday = _monday(today - timedelta(weeks=WEEKS))
    try:
        scene.turn(monday, 0, None, OFFICE)
        load_folder(scene, shipped("plans") / programme, Directives(), lambda _changes: True)
        name, items = coordinator(scene), listed(scene, select(scene, {})[0])
        scene.close()
        if name:
            Life(scene, items, name).live(monday, today)
    finally:
        scene.close()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
