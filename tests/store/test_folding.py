"""Whatever the revisions of a programme, its events add up to its state, and nobody is mixed up."""

import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.domain.drafting import Load
from taskmatrix.domain.events import Event, EventKind
from taskmatrix.domain.model import Kind, Plan, Programme, Target, Task, Tier, Unit
from taskmatrix.domain.revision import Directives, Match, match
from taskmatrix.store.connection import writing
from taskmatrix.store.definitions import stored
from taskmatrix.store.events import append, last_event
from taskmatrix.store.inspection import faults
from taskmatrix.store.migrate import create_store
from taskmatrix.store.opening import open_store
from taskmatrix.store.state import fold

TITLES = (
    "人工智能+交通",
    "人工智能+教育",
    "人工智能+交通运输",
    "建设语料库",
    "建设高质量语料库",
    "培育标杆企业",
)
UNITS = ("省数据局", "省教育厅", "省交通运输厅", "甲市政府", "乙市政府")

NOT_ITS_EVENT = """
    SELECT task FROM event WHERE task IS NOT NULL GROUP BY task HAVING task <> MIN(seq)
"""
"""Tasks whose identity is not the number of the event that brought them in."""

titles = st.lists(st.sampled_from(TITLES), unique=True, min_size=1)
days = st.none() | st.dates(date(2026, 2, 1), date(2027, 12, 31))


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A small programme: units that merge, groups, tasks in any order, a target or none."""
    names = draw(st.lists(st.sampled_from(UNITS), unique=True, min_size=2))
    former = [name for name in UNITS if name not in names and draw(st.booleans())]
    units = [Unit(name) for name in names]
    units[0] = replace(units[0], formerly=tuple(former))
    units.append(Unit("各单位", Kind.GROUP, members=tuple(draw(st.permutations(names)))))
    tasks = list(_tasks(draw, names))
    plan = Plan("P", Tier.OVERALL, "方案", issued=date(2026, 1, 5), horizon=draw(days))
    plan = replace(plan, tasks=tuple(tasks), local=("各单位",) if draw(st.booleans()) else ())
    return Programme((plan,), tuple(units))


def _tasks(draw: st.DrawFn, names: list[str]) -> Iterator[Task]:
    first = draw(st.integers(1, 2))
    group = draw(st.booleans())
    before = ""
    for number, title in enumerate(draw(titles), first):
        child = group and number > first
        printed = f"{first}.{number}" if child else str(number)
        target = Target("t", "指标", ">=", draw(st.integers(1, 3)), "个")
        task = Task(printed, title, deadline=draw(days))
        if draw(st.booleans()) and number == first:
            task = replace(task, targets=(target,))
        if number > first + 1 and draw(st.booleans()):
            task = replace(task, after=(before,))
        before = f"P/{printed}"
        if not (group and number == first):
            task = replace(task, responsible=tuple(draw(st.permutations(names))[:2]))
        yield task


def record(
    store: sqlite3.Connection,
    *events: tuple[EventKind, int | None, str],
    unit: int | None = None,
) -> None:
    """Record what one command did."""
    last = last_event(store)[0]
    about = (
        f"command-{last}",
        "2026-01-05T01:00:00Z",
        "2026-01-05",
        "2026-01-05",
        "王芳",
        None,
        unit,
    )
    listed = [Event(seq, *about, *event) for seq, event in enumerate(events, last + 1)]
    with writing(store):
        append(store, listed)
        fold(store, listed)


def revise(store: sqlite3.Connection, programme: Programme) -> Match:
    """Load a programme; where a word is needed, give the one that is proposed."""
    known = stored(store)
    everything = (known.units, known.tasks, known.targets)
    units, tasks, targets = ([each for each, _data in old.values()] for old in everything)
    found = match(programme, units, tasks, targets, Directives())
    engaged = {each.id for each in tasks if each.engaged and not each.dropped}
    assert found.needs_word or engaged <= set(found.identities.tasks.values())
    if found.needs_word:
        found = match(programme, units, tasks, targets, given_by(found.proposals))
    assert not found.needs_word
    load = Load(programme, found, known.plans, everything, last_event(store)[0])
    assert bool(load.drafts) == bool(load.changes), "what is recorded is shown, and the other way"
    record(store, *((draft.kind, draft.task, draft.data) for draft in load.drafts))
    return found


def given_by(proposals: list[str]) -> Directives:
    options = list(zip(proposals[::2], proposals[1::2], strict=True))
    maps = dict(value.split("=") for option, value in options if option == "--map")
    retired = frozenset(value for option, value in options if option == "--retire")
    assert len(maps) + len(retired) == len(options), shlex.join(proposals)
    return Directives(maps, frozenset(), retired)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(programmes(), st.sets(st.sampled_from(TITLES))), min_size=2, max_size=5))
def test_revisions(revisions: list[tuple[Programme, set[str]]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "taskmatrix.db"
        create_store(path)
        with closing(open_store(path)) as store:
            titled: dict[str, int] = {}
            named: dict[str, int] = {}
            for programme, worked_on in revisions:
                found = revise(store, programme)
                tasks = {
                    task.title: found.identities.tasks[code] for code, _, task in programme.tasks()
                }
                units = found.identities.units

                assert faults(store) == []
                assert len(set(tasks.values())) == len(tasks)
                assert not set(tasks.values()) & set(units.values())
                assert {title: tasks[title] for title in tasks.keys() & titled.keys()} == {
                    title: titled[title] for title in tasks.keys() & titled.keys()
                }, "a title that stays is the same task, wherever it goes"
                assert all(units[name] == named[name] for name in units.keys() & named.keys())
                assert store.execute(NOT_ITS_EVENT).fetchall() == []
                last = last_event(store)
                assert revise(store, programme).identities == found.identities
                assert last_event(store) == last, "loaded again, nothing is recorded"

                titled, named = tasks, units
                for title in worked_on & tasks.keys():
                    unit = min(units.values())
                    record(store, (EventKind.REPORTED, tasks[title], "{}"), unit=unit)
