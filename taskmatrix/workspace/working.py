"""One command that changes something: who acts, on which tasks, what is recorded."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.domain.progress import task_progress
from taskmatrix.domain.workflow import TRANSITIONS
from taskmatrix.errors import NotFound, Refused, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.store.connection import translated, writing
from taskmatrix.store.contents import Contents, keep
from taskmatrix.store.names import unit_name
from taskmatrix.store.parts import NOTHING_YET, Part, cells_of_task, child_codes, parts, task_now
from taskmatrix.workspace.naming import Named, acting_unit, find_task, find_unit
from taskmatrix.workspace.recording import Actors, record, refuse_another_day
from taskmatrix.workspace.session import Session

Item = TypeVar("Item")
Data = dict[str, Any]


class TaskNow:
    """A task as it stands while a command is at work on it."""

    def __init__(self, store: sqlite3.Connection, named: Named) -> None:
        self.named = named
        self.id = named.id
        row = task_now(store, named.id)
        self.code, self.title, self.state = row[1:4]
        self.is_group, self.dropped, self.definition = bool(row[4]), bool(row[5]), row[6]
        self.cells = cells_of_task(store, named.id)
        self.parts = {unit: part for (_task, unit), part in parts(store, [named.id]).items()}

    @property
    def leads(self) -> list[tuple[int, str]]:
        """The leads, the one that answers first: identity and name."""
        return [(unit, name) for unit, role, _rank, _basis, name in self.cells if role == "lead"]

    @property
    def units(self) -> dict[int, str]:
        """The units that have a part in the task: identity → name."""
        return {unit: name for unit, *_rest, name in self.cells}

    def role_of(self, unit: int) -> str | None:
        """Return a unit's role on the task, None where it has no part in it."""
        return next((role for each, role, *_rest in self.cells if each == unit), None)

    def part(self, unit: int) -> Part:
        """Return what a unit has done on the task."""
        return self.parts.get(unit, NOTHING_YET)

    @property
    def progress(self) -> int | None:
        """The task's progress: the lowest that its leads reported."""
        return task_progress(self.part(unit).progress for unit, _name in self.leads)


class Work:
    """What one command is about to record. `unit` acts, from `home` where that is another.

    `done` tells what it did, an entry for each task, for the person who typed it.
    """

    def __init__(self, session: Session, store: sqlite3.Connection) -> None:
        self.session = session
        self.store = store
        self.contents = Contents()
        self.drafts: list[Draft] = []
        self.done: list[Data] = []
        self.changed: list[str] = []
        self.named: list[Named] = []
        self.command: str | None = None
        self._tasks: dict[int, TaskNow] = {}
        self._unit: Named | None = None
        self._home: int | None = None

    @property
    def unit(self) -> Named:
        """The acting unit. Raises Refused where none is set."""
        if self._unit is None:
            self.act_for(None)
        return self._unit  # type: ignore[return-value]

    def act_for(self, unit: str | None) -> None:
        """Act for another unit from here on; None for the one that the settings name."""
        settings = self.session.settings
        self._unit = find_unit(self.store, unit) if unit else acting_unit(self.session)
        told = settings.get("home") or (settings.get("as") if unit else None)
        self._home = self._own(told)

    @property
    def coordinator(self) -> int | None:
        """The coordinating unit's identity."""
        identity: int | None = self.session.overall["coordinator"]
        return identity

    def home(self) -> int | None:
        """Return the actor's own unit where one enters for another (代录)."""
        return self._home if self._unit else None

    def _own(self, told: str | None) -> int | None:
        """Return the actor's own unit where that is another than the one that acts.

        Raises Refused unless it is the coordinator: it alone enters for others.
        """
        home = find_unit(self.store, told) if told else None
        if home is None or home.id == self.unit.id:
            return None
        if home.id != self.coordinator:
            raise Refused(
                _("{home} does not enter for {unit}; the coordinator alone does so").format(
                    home=home.label, unit=self.unit.label
                ),
                _("leave --home out, or act for your own unit: --as {unit}").format(
                    unit=home.label
                ),
            )
        return home.id

    def must_coordinate(self) -> None:
        """Raise Refused unless the coordinator acts."""
        if self.unit.id == self.coordinator:
            return
        if self.coordinator is None:
            raise Refused(
                _("The overall plan names no coordinator"),
                _("add coordinator to [plan] and load again"),
            )
        name = unit_name(self.store, self.coordinator)
        raise Refused(
            _("{unit} is not the coordinator; {coordinator} decides this").format(
                unit=self.unit.label, coordinator=name
            ),
            _("as its staff, say --as {unit}").format(unit=name),
        )

    def task(self, spoken: str) -> TaskNow:
        """Return a task that can be worked on. Raises NotFound, or Refused for groups."""
        named = find_task(self.store, spoken, self.session.overall["id"])
        if named.id not in self._tasks:
            self._tasks[named.id] = TaskNow(self.store, named)
            self.named.append(named)
        task = self._tasks[named.id]
        if task.is_group:
            raise Refused(
                _("{code} is a group; its tasks are worked on one by one").format(code=task.code),
                _("name its tasks: {codes}").format(
                    codes=" ".join(child_codes(self.store, task.id))
                ),
            )
        if task.dropped:
            raise Refused(
                _("{code} is no longer in the plan").format(code=task.code),
                _("see: taskmatrix show {code}").format(code=task.code),
            )
        return task

    def each_task(self, names: Iterable[str], act: Callable[[TaskNow], None]) -> None:
        """Do one thing to each of some tasks, once however often it is named."""
        met: set[int] = set()

        def once(name: str) -> None:
            task = self.task(name)
            if task.id not in met:
                met.add(task.id)
                act(task)

        each(names, once)

    def add(self, kind: EventKind, task: TaskNow, data: Data, on: str | None = None) -> None:
        """Add an event on a task."""
        actors = (self.unit.id, self.home())
        self.drafts.append(Draft(kind, task.id, canonical(data), on, actors))

    def move(self, kind: EventKind, task: TaskNow, data: Data | None = None) -> None:
        """Add an event that takes a task to another state. Raises Refused where it may not."""
        allowed, after = TRANSITIONS[kind]
        if task.state == after:
            raise Refused(
                _("{code} {title} is “{state}” already").format(
                    code=task.code, title=task.title, state=state_name(task.state)
                ),
                _("see: taskmatrix show {code}").format(code=task.code),
            )
        if task.state not in allowed:
            raise wrong_state(task)
        self.add(kind, task, data or {})
        self.say(kind, task, state=after, before=task.state)
        task.state = after

    def say(self, what: str, task: TaskNow, **details: Any) -> None:
        """Keep for the person who typed it what was done to a task."""
        self.tell(what, task.code, task.title, **details)

    def tell(self, what: str, code: str, title: str, **details: Any) -> None:
        """Keep what was done to a task, given by code and title."""
        home = unit_name(self.store, self._home) if self._home is not None else None
        told = {"what": str(what), "task": code, "title": title}
        self.done.append({**told, "unit": self.unit.label, "home": home, **details})
        self.changed.append(code)

    def tell_undone(self, code: str, title: str, unit: str | None, kind: str) -> None:
        """Keep for the person who typed it what was taken back."""
        told = {"what": "undone", "task": code, "title": title, "unit": unit, "home": None}
        self.done.append({**told, "of": kind})
        self.changed += [code] if code else []

    def record(self) -> None:
        """Append the events, and keep the texts that they refer to."""
        if not self.drafts:
            return
        keep(self.store, self.contents.rows)
        self.command = record(self.session, self.store, self.drafts, Actors(None, None))


@contextmanager
def working(session: Session) -> Iterator[Work]:
    """Prepare one command while nobody else writes, and record it at the end; or nothing."""
    session.actor()
    refuse_another_day(session)
    with translated(session.path), writing(session.store) as store:
        session.read()
        work = Work(session, store)
        yield work
        work.record()


def each(items: Iterable[Item], act: Callable[[Item], None]) -> None:
    """Do one thing to each of several; all that is refused is told at once."""
    refusals: list[TaskmatrixError] = []
    for item in items:
        try:
            act(item)
        except (Refused, NotFound) as refusal:
            refusals.append(refusal)
    raise_all(refusals)


def raise_all(refusals: Sequence[TaskmatrixError]) -> None:
    """Raise several refusals as one; nothing where there are none."""
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        kind = NotFound if any(isinstance(each, NotFound) for each in refusals) else Refused
        raise kind("\n".join(each.message for each in refusals), refusals[0].hint)


def state_name(state: str) -> str:
    """Return what a state is called."""
    from taskmatrix.reports.labels import state_names

    return state_names()[state]


def wrong_state(task: TaskNow) -> Refused:
    """Return the refusal of what a task's state does not allow, with what it does allow."""
    ways = {
        "pending": _("first: taskmatrix accept {code}, or report: taskmatrix update {code}"),
        "active": _("first ask for closure: taskmatrix finish {code}"),
        "review": _("the coordinator decides: taskmatrix approve {code}, or return it"),
        "closed": _("the coordinator reopens it: taskmatrix reopen {code} --reason TEXT"),
        "terminated": _("the coordinator reopens it: taskmatrix reopen {code} --reason TEXT"),
    }
    return Refused(
        _("{code} {title} is “{state}”; this cannot be done now").format(
            code=task.code, title=task.title, state=state_name(task.state)
        ),
        ways[task.state].format(code=task.code),
    )


def without_lead(task: TaskNow) -> Refused:
    """Return the refusal of what a lead must answer for, where a task has none."""
    return Refused(
        _("{code} has no lead that could answer for it").format(code=task.code),
        _("name one in the plan file and load it again"),
    )


def enter_for(work: Work, unit: str) -> str:
    """Return the advice where the wrong unit acts; the coordinator may enter for the right one."""
    if work.coordinator is None or work.coordinator not in (work.unit.id, work.home()):
        return _("see what is yours: taskmatrix mine")
    return _("the coordinator enters for it with: --as {unit} --home {home}").format(
        unit=unit, home=unit_name(work.store, work.coordinator)
    )
