"""`plan draft --compare`: where a notice and a plan made by hand differ, task by task."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from os.path import relpath
from pathlib import Path
from typing import Any, NamedTuple

from taskmatrix.domain.model import Plan, Task
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import LeadRule
from taskmatrix.errors import BadInput, no_path
from taskmatrix.language import gettext as _
from taskmatrix.notices.model import Draft, Reading
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT
from taskmatrix.plans.files import plan_files
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.reader import read_files, read_folder

STRONGEST = (LEAD, SUPPORT, LOCAL)
NOTHING = Reading(0, "", "", {}, open_ended=False)


class PlanUnreadable(BadInput):
    """The plan to compare with has errors."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(
            _("{path} has errors, so it was not compared").format(path=path),
            _("see: taskmatrix plan check {path}").format(path=path),
        )
        self.problems = problems


class Difference(NamedTuple):
    """What the notice and a plan say differently: `value` stands in only one of them."""

    task: str
    what: str
    value: str
    where: str
    line: int | None


class Goal(NamedTuple):
    """A target, comparable: its title may be worded in many ways."""

    op: str
    value: object
    measure: str
    due: str | None

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, tuple) else (self.value,)
        told = "-".join(f"{each:.15g}" for each in value)
        return " ".join(filter(None, (self.op, told, self.measure, self.due)))


@dataclass(frozen=True)
class Row:
    """What one side says about one task, comparable."""

    cells: frozenset[tuple[str, str]] = frozenset()
    title: str | None = None
    deadline: str | None = None
    open_ended: bool = False
    goals: Mapping[Goal, Any] = field(default_factory=dict)
    line: int | None = None


def compare(read: Draft, path: Path) -> list[Difference]:
    """Return where a plan made by hand and the notice differ, task by task."""
    plan, register = _plan_at(path)
    whole = (Row(goals=_goals(read.targets)), Row(goals=_goals(plan.targets)))
    rows = (_rows_of_draft(read, register), _rows_of_plan(plan, register))
    return [*_goals_apart(plan.id, *whole), *_differences(*rows)]


def _plan_at(path: Path) -> tuple[Plan, Register]:
    """Return the plan of a file, or the overall plan of a folder, and its register of units.

    What the file needs is looked for beside it and above: files that hold only units, and the
    plans that it elaborates. Other plans there have no say.
    """
    if not path.exists():
        raise no_path(path)
    if path.is_dir():
        reading = read_folder(path)
        if reading.programme is None:
            raise PlanUnreadable(path, reading.problems)
        return reading.programme.overall, Register(reading.programme.units)
    found: list[list[Problem]] = []
    for needed in _needed(path):
        reading = read_files((each, relpath(each, path.parent)) for each in (path, *needed))
        if reading.programme is not None:
            its_own = _head(path).get("id")
            plan = next(each for each in reading.programme.plans if each.id == its_own)
            return plan, Register(reading.programme.units)
        found.append(reading.problems)
    raise PlanUnreadable(path, min(found, key=len))


def _needed(path: Path) -> Iterator[list[Path]]:
    """Yield more and more files that a plan may need: none; beside it; below; one folder up …."""
    yield []
    here = path.resolve().parent
    found: dict[Path, None] = {}
    for folder in (here, *here.parents):
        beside = [each for each in sorted(folder.glob("*.toml")) if each.name[0] != "."]
        found |= dict.fromkeys(_registers_and_parents(path, [*found, *beside]))
        yield list(found)
        if folder == here:
            below = _registers_and_parents(path, plan_files(folder))
            yield list(dict.fromkeys([*found, *below]))


def _registers_and_parents(path: Path, files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that hold only units, and those of the plans above a plan."""
    others = [each for each in files if each.resolve() != path.resolve()]
    heads = {each: _head(each) for each in others}
    yield from (each for each, head in heads.items() if head == {"units": True})
    above = _head(path).get("parent")
    seen: set[object] = set()
    while above and above not in seen:
        seen.add(above)
        its = [each for each, head in heads.items() if head.get("id") == above]
        yield from its[:1]
        above = heads[its[0]].get("parent") if its else None


def _head(path: Path) -> dict[str, Any]:
    """Return the `[plan]` of a file; of one that holds only units, that it does."""
    try:
        held = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    head = held.get("plan")
    if head is None and "unit" in held:
        return {"units": True}
    return head if isinstance(head, dict) else {}


def _rows_of_draft(read: Draft, register: Register) -> dict[str, Row]:
    spelt = {n: (e.name, *e.aliases) for e in read.units for n in (e.name, *e.aliases)}

    def called(name: str) -> str:
        names = (name, *spelt.get(name, ()))
        known = (register.called[each] for each in names if each in register.called)
        return next(known, spelt.get(name, names)[0])

    rows = {}
    for task in read.every():
        day = task.deadline.day.isoformat() if task.deadline and task.deadline.day else None
        groups = dict(task.numbers())
        for place, (number, title, reading) in enumerate(task.planned()):
            own = reading or NOTHING
            line = reading.line if reading else task.line
            for_all = read.blanket if line >= read.blanket_line and not own.names(LOCAL) else ()
            rows[number] = Row(
                _cells(own.by_role(), () if groups[number] else for_all, called),
                title,
                None if place else day,
                own.open_ended,
                {} if place else _goals(task.targets),
                line,
            )
    return rows


def _rows_of_plan(plan: Plan, register: Register) -> dict[str, Row]:
    groups = plan.parents()

    def called(name: str) -> str:
        return register.called.get(name, name)

    rows = {}
    for task in plan.tasks:
        for_all = plan.local if task.local is None and task.number not in groups else ()
        rows[task.number] = Row(
            _cells(_stated(task, plan).by_role(), for_all, called),
            task.title,
            task.deadline.isoformat() if task.deadline else None,
            task.open_ended,
            _goals(task.targets),
        )
    return rows


def _stated(task: Task, plan: Plan) -> Reading:
    """Return what a plan says about a task as a clause would."""
    rule = task.lead_rule or plan.lead_rule
    role = {LeadRule.FIRST_LISTED: RESPONSIBLE, LeadRule.ALL: LEAD, LeadRule.NONE: SUPPORT}[rule]
    roles = {LEAD: task.lead, SUPPORT: task.support, LOCAL: task.local or ()}
    roles[role] = (*roles.get(role, ()), *(task.responsible or ()))
    return Reading(0, "", "", roles, task.open_ended)


def _cells(
    by_role: Mapping[str, tuple[str, ...]], for_all: Iterable[str], called: Callable[[str], str]
) -> frozenset[tuple[str, str]]:
    """Return units and roles, each unit once, in its strongest role."""
    held: dict[str, str] = {}
    for role in STRONGEST:
        for name in by_role.get(role, ()):
            held.setdefault(called(name), role)
    for name in for_all:
        held.setdefault(called(name), LOCAL)
    return frozenset(held.items())


def _goals(targets: Iterable[Any]) -> dict[Goal, Any]:
    """Return the targets of one side, by what is compared of them."""
    goals = {}
    for each in targets:
        op = "=" if isinstance(each.value, tuple) else each.op
        due = each.due.isoformat() if each.due else None
        goals[Goal(op, each.value, each.measure, due)] = each
    return goals


def _differences(notice: dict[str, Row], plan: dict[str, Row]) -> Iterator[Difference]:
    for number in dict.fromkeys([*notice, *plan]):
        here, there = notice.get(number), plan.get(number)
        if here is None or there is None:
            where, line = ("notice", here.line) if here else ("plan", None)
            yield Difference(number, "task", number, where, line)
            continue
        for where, only in (
            ("notice", here.cells - there.cells),
            ("plan", there.cells - here.cells),
        ):
            for unit, role in sorted(only):
                yield Difference(number, role, unit, where, here.line)
        for what in ("title", "deadline", "open_ended"):
            one, other = getattr(here, what), getattr(there, what)
            if one != other:
                for where, value in (("notice", one), ("plan", other)):
                    if value:
                        yield Difference(number, what, str(value), where, here.line)
        yield from _goals_apart(number, here, there)


def _goals_apart(task: str, notice: Row, plan: Row) -> Iterator[Difference]:
    """Yield the goals that differ; where the notice's are all there, a plan may set more."""
    sides = (("notice", notice.goals, plan.goals), ("plan", plan.goals, notice.goals))
    if notice.goals.keys() <= plan.goals.keys():
        return
    for where, goals, others in sides:
        for goal, target in goals.items():
            if goal not in others:
                line = getattr(target, "line", notice.line)
                yield Difference(task, "target", f"{target.title} {goal}", where, line)
