"""A year of reports on a made-up programme: as many events as told, in one transaction."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.cache import TODAY, made
from bench.commands import taskmatrix
from bench.programmes import plans

DAYS = 365
HALF = TODAY - timedelta(days=DAYS // 2)
REPORTS = 100_000


def year(count: int, reports: int = REPORTS) -> Path:
    """Return a simulated database with so many tasks and a year of so many reports on them."""
    folder_of_plans = plans(count)

    def make(path: Path) -> None:
        day = (TODAY - timedelta(days=DAYS)).isoformat()
        taskmatrix(path, "db", "create", "--simulated").seconds()
        taskmatrix(path, "plan", "load", folder_of_plans, "--today", day).seconds()
        _report(path, reports)

    return made(f"year-{count}-{reports}.db", make)


def _report(path: Path, reports: int) -> None:
    from taskmatrix.store.connection import connect, writing
    from taskmatrix.store.contents import Contents, keep
    from taskmatrix.store.events import append, last_event
    from taskmatrix.store.state import fold

    store, contents = connect(str(path)), Contents()
    texts = [contents.text(f"按工作方案推进第{number}项工作") for number in range(1_000)]
    leads = store.execute("SELECT task, unit FROM assignment WHERE role = 'lead'").fetchall()
    with writing(store):
        keep(store, contents.rows)
        events = list(_events(leads, texts, last_event(store)[0], reports))
        append(store, events)
        fold(store, events)
    store.close()


def _events(
    leads: list[tuple[int, int]], texts: list[str], last: int, reports: int
) -> Iterator[object]:
    from taskmatrix.domain.events import Event, EventKind, canonical

    random, begun = Random(len(leads)), set()
    for number in range(reports):
        day = (TODAY - timedelta(days=DAYS - 1 - number * (DAYS - 1) // reports)).isoformat()
        task, unit = random.choice(leads)
        data = {"progress": number * 100 // reports, "done": random.choice(texts)}
        if task not in begun:
            begun.add(task)
            data["state"] = "active"
        at = f"{day}T{2 + number % 8:02}:00:00.000000Z"
        who = ("王芳", None, unit)
        what = (str(EventKind.REPORTED), task, canonical(data))
        yield Event(last + 1 + number, f"{number:016x}", at, day, day, *who, *what)
