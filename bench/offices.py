"""A fair office of any size: every task accepted, reported on last week and on pace, but for a few.

Of a hundred tasks one is silent, and one is behind; of those due within 30 days a third is not
nearly done. Deadlines of their own lie spread over two years.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.cache import TODAY, made
from bench.commands import taskmatrix
from bench.programmes import plans

LOADED = TODAY - timedelta(days=365)
NEARLY_DONE = 95


def office(count: int) -> Path:
    """Return a simulated database with so many open tasks and their leads' latest reports."""
    folder_of_plans = plans(count)

    def make(path: Path) -> None:
        taskmatrix(path, "db", "create", "--simulated").seconds()
        load = ("plan", "load", folder_of_plans, "--today", LOADED.isoformat())
        taskmatrix(path, *load).seconds()
        _report(path)

    return made(f"office-{count}.db", make)


def _report(path: Path) -> None:
    from taskmatrix.store.connection import connect, writing
    from taskmatrix.store.contents import Contents, keep
    from taskmatrix.store.events import append, last_event
    from taskmatrix.store.state import fold

    store, contents = connect(str(path)), Contents()
    texts = [contents.text(f"按工作方案推进第{number}项工作") for number in range(1_000)]
    leads = store.execute("""
        SELECT t.id, a.unit, t.start, t.deadline FROM task t
        JOIN assignment a ON a.task = t.id AND a.role = 'lead' ORDER BY t.id
    """).fetchall()
    with writing(store):
        keep(store, contents.rows)
        events = list(_events(leads, texts, last_event(store)[0]))
        append(store, events)
        fold(store, events)
    store.close()


def _events(
    leads: list[tuple[int, int, str, str]], texts: list[str], last: int
) -> Iterator[object]:
    from taskmatrix.domain.events import Event, EventKind, canonical

    random = Random(len(leads))
    silent = [lead for lead in leads if random.random() < 0.01]
    apart = set(silent)
    others = [lead for lead in leads if lead not in apart]
    long_ago, last_week = (TODAY - timedelta(days=days) for days in (30, TODAY.weekday() + 3))
    said = [*((lead, long_ago) for lead in silent), *((lead, last_week) for lead in others)]
    for number, ((task, unit, start, deadline), on) in enumerate(said, last + 1):
        progress = _progress(random, start, deadline)
        data = {"progress": progress, "done": random.choice(texts), "state": "active"}
        day = on.isoformat()
        at = f"{day}T{2 + number * 7 // len(said) % 8:02}:00:00.000000Z"
        who = ("王芳", None, unit)
        what = (str(EventKind.REPORTED), task, canonical(data))
        yield Event(number, f"{number:016x}", at, day, day, *who, *what)


def _progress(random: Random, start: str, deadline: str) -> int:
    """Return a little more or less than the calendar asks for; of a hundred one far less."""
    begun, end = date.fromisoformat(start), date.fromisoformat(deadline)
    pace = 100 * (TODAY - begun).days // max((end - begun).days, 1)
    if random.random() < 0.01:
        return max(pace - 25, 0)
    if (end - TODAY).days <= 30 and random.random() < 0.67:
        return NEARLY_DONE
    return min(pace + random.randint(-3, 5), 100)
