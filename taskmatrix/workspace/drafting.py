"""`plan draft`: a draft as a plan's text and as JSON, and beside a plan made by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from taskmatrix.domain.model import Plan, Task
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import LeadRule
from taskmatrix.errors import BadInput, no_path
from taskmatrix.language import gettext as _
from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.targets import Target
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT
from taskmatrix.notices.writer import told_notes, toml
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.reader import read_files, read_folder

ROLES = (LEAD, SUPPORT, LOCAL)
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


@dataclass(frozen=True)
class Row:
    """What one side says about one task, comparable."""

    cells: frozenset[tuple[str, str]]
    deadline: str | None
    open_ended: bool
    line: int | None = None


def plan_text(read: Draft) -> Iterator[str]:
    """Yield the TOML text of the draft."""
    return toml(read)


def notes(read: Draft) -> Iterator[str]:
    """Yield what to know about how the notice's file was read."""
    return told_notes(read)


def head_object(read: Draft) -> dict[str, Any]:
    """Return what the notice says about itself, for JSON."""
    head = read.head
    return {
        "title": head.title,
        "issuer": head.issuer,
        "document": head.document,
        "issued": head.issued.isoformat() if head.issued else None,
    }


def task_objects(tasks: Iterable[DraftTask]) -> Iterator[dict[str, Any]]:
    """Yield the contract's JSON object of each task, its children in it."""
    for task in tasks:
        yield {
            "number": task.number,
            "title": task.title,
            "section": task.section,
            "line": task.line,
            "clause": "\n".join(reading.text for reading in task.readings) or None,
            **_roles(task),
            "open_ended": any(reading.open_ended for reading in task.readings),
            "deadline": task.deadline.day.isoformat()
            if task.deadline and task.deadline.day
            else None,
            "standing": task.standing,
            "sentence": task.sentence,
            "label": list(task.label),
            "deadlines": [
                {
                    "text": each.printed,
                    "date": each.day.isoformat() if each.day else None,
                    "line": each.line,
                }
                for each in task.deadlines
            ],
            "clauses": [_clause_object(reading) for reading in task.readings],
            "targets": list(target_objects(task.targets)),
            "children": list(task_objects(task.children)),
        }


def _roles(task: DraftTask) -> dict[str, list[str]]:
    """Return the units of a task's clauses together; of several clauses each one's leads lead."""
    keys = (RESPONSIBLE, LEAD, SUPPORT, LOCAL)
    if len(task.readings) == 1:
        return {key: list(task.readings[0].names(key)) for key in keys}
    held: dict[str, dict[str, None]] = {key: {} for key in keys}
    for reading in task.readings:
        for unit, role in cells(reading):
            held[role][unit] = None
    return {key: list(names) for key, names in held.items()}


def _clause_object(reading: Reading) -> dict[str, Any]:
    return {
        "line": reading.line,
        "text": reading.text,
        **{key: list(reading.names(key)) for key in (RESPONSIBLE, LEAD, SUPPORT, LOCAL)},
        "open_ended": reading.open_ended,
        "basis": "first-listed" if reading.names(RESPONSIBLE) else "stated",
        "inferred": list(reading.inferred),
    }


def target_objects(targets: Iterable[Target]) -> Iterator[dict[str, Any]]:
    """Yield a JSON object for each target."""
    for target in targets:
        value = list(target.value) if isinstance(target.value, tuple) else target.value
        yield {
            "title": target.title,
            "op": target.op,
            "value": value,
            "measure": target.measure,
            "due": target.due.isoformat() if target.due else None,
            "soft": target.soft,
            "line": target.line,
            "text": target.printed,
        }


def cells(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield unit and role of each cell of a clause; of 责任单位 the first one leads."""
    for place, name in enumerate(reading.names(RESPONSIBLE)):
        yield name, SUPPORT if place else LEAD
    for role in ROLES:
        for name in reading.names(role):
            yield name, role


def compare(read: Draft, path: Path) -> list[Difference]:
    """Return where a plan made by hand and the notice differ, task by task."""
    plan, register = _plan_at(path)
    return list(_differences(_rows_of_draft(read, register), _rows_of_plan(plan, register)))


def _plan_at(path: Path) -> tuple[Plan, Register]:
    """Return the plan of a file; the units may stand in the files beside it."""
    if not path.exists():
        raise no_path(path)
    alone = read_folder(path) if path.is_dir() else read_files([(path, path.name)])
    whole = alone
    if alone.programme is None and not path.is_dir():
        whole = read_folder(path.parent)
    if whole.programme is None:
        raise PlanUnreadable(path, whole.problems)
    return whole.programme.overall, Register(whole.programme.units)


def _rows_of_draft(read: Draft, register: Register) -> dict[str, Row]:
    rows = {}
    blanket = {_called(register, unit) for unit in read.blanket}
    for task in read.every():
        day = task.deadline.day.isoformat() if task.deadline and task.deadline.day else None
        for place, (number, _title, reading) in enumerate(task.planned()):
            found = {(_called(register, unit), role) for unit, role in cells(reading or NOTHING)}
            is_group = reading is None and bool(task.readings or task.children)
            if task.line >= read.blanket_line and not is_group:
                named = {unit for unit, _role in found}
                found |= {(unit, LOCAL) for unit in blanket - named}
            open_ended = reading is not None and reading.open_ended
            rows[number] = Row(frozenset(found), None if place else day, open_ended, task.line)
    return rows


def _rows_of_plan(plan: Plan, register: Register) -> dict[str, Row]:
    groups = plan.parents()
    rows = {}
    for task in plan.tasks:
        found = (
            {(_called(register, unit), role) for unit, role in _claims(task, plan)}
            if task.number not in groups
            else set()
        )
        local = plan.local if task.local is None else task.local
        if task.number not in groups:
            named = {unit for unit, _role in found}
            found |= {(unit, LOCAL) for unit in map(register.called.get, local) if unit} - {
                (unit, LOCAL) for unit in named
            }
        day = task.deadline.isoformat() if task.deadline else None
        rows[task.number] = Row(frozenset(found), day, task.open_ended)
    return rows


def _claims(task: Task, plan: Plan) -> Iterator[tuple[str, str]]:
    rule = task.lead_rule or plan.lead_rule
    for place, unit in enumerate(task.responsible or ()):
        leads = rule is LeadRule.ALL or (rule is LeadRule.FIRST_LISTED and not place)
        yield unit, LEAD if leads else SUPPORT
    yield from ((unit, LEAD) for unit in task.lead)
    yield from ((unit, SUPPORT) for unit in task.support)


def _called(register: Register, name: str) -> str:
    return register.called.get(name, name)


def _differences(notice: dict[str, Row], plan: dict[str, Row]) -> Iterator[Difference]:
    for number in dict.fromkeys([*notice, *plan]):
        here, there = notice.get(number), plan.get(number)
        if here is None or there is None:
            yield Difference(
                number, "task", number, "notice" if here else "plan", here.line if here else None
            )
            continue
        for where, only in (
            ("notice", here.cells - there.cells),
            ("plan", there.cells - here.cells),
        ):
            for unit, role in sorted(only):
                yield Difference(number, role, unit, where, here.line)
        for what in ("deadline", "open_ended"):
            one, other = getattr(here, what), getattr(there, what)
            if one != other:
                for where, value in (("notice", one), ("plan", other)):
                    if value:
                        yield Difference(number, what, str(value), where, here.line)
