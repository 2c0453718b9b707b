"""Whole definitions, as a load records them: units and tasks stand in by permanent identity."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from taskmatrix.domain.matrix import assignments
from taskmatrix.domain.model import Plan, Programme, Target, Task, Unit
from taskmatrix.domain.register import Register

Definition = dict[str, Any]


@dataclass
class Identities:
    """Name of a unit, code of a task or target → permanent identity."""

    units: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    targets: dict[str, int] = field(default_factory=dict)


class Definitions:
    """Defines each part of a programme whose units, tasks and targets have identities."""

    def __init__(self, programme: Programme, identities: Identities) -> None:
        self.programme = programme
        self.identities = identities
        self.register = Register(programme.units)
        self._plans = {plan.id: plan for plan in programme.plans}
        self._groups = {plan.id: plan.parents() for plan in programme.plans}
        self._latest = {plan.id: _latest(plan) for plan in programme.plans}

    def unit_id(self, name: str | None) -> int | None:
        """Return the identity of the unit that goes by a name."""
        return self.identities.units[self.register.called[name]] if name else None

    def plan(self, plan: Plan) -> Definition:
        """Define a plan; units by identity, the blanket as printed."""
        return {
            "id": plan.id,
            "tier": plan.tier,
            "title": plan.title,
            "issuer": plan.issuer,
            "document": plan.document,
            "source": plan.source,
            "language": plan.language,
            "timezone": plan.timezone,
            "issued": _iso(plan.issued),
            "horizon": _iso(plan.horizon),
            "coordinator": self.unit_id(plan.coordinator),
            "principal": self.unit_id(plan.principal),
            "leader": self.unit_id(plan.leader),
            "owner": self.unit_id(plan.owner),
            "parent": plan.parent,
            "lead_rule": plan.lead_rule,
            "local": [self.unit_id(name) for name in plan.local],
            "supervision": plan.supervision,
        }

    def unit(self, unit: Unit) -> Definition:
        """Define a unit; `acting` are the units that act for a group."""
        return {
            "id": self.identities.units[unit.name],
            "name": unit.name,
            "en": unit.en,
            "kind": unit.kind,
            "aliases": unit.aliases,
            "formerly": unit.formerly,
            "members": [self.unit_id(name) for name in unit.members],
            "acting": [self.unit_id(name) for name in self.register.members(unit.name)]
            if unit.members
            else [],
            "slips": unit.slips,
        }

    def task(self, plan: Plan, task: Task) -> Definition:
        """Define a task: dates resolved (own, the group's, the plan's), roles ranked."""
        groups = self._groups[plan.id]
        is_group = task.number in groups
        above = list(groups_above(task, groups))
        deadline, inherited = self._deadline(plan, task)
        cells = [] if is_group else assignments(task, plan, self.register)[0]
        units, tasks = self.identities.units, self.identities.tasks
        leader = next((each.leader for each in (task, *above) if each.leader), plan.leader)
        return {
            "plan": plan.id,
            "number": task.number,
            "title": task.title,
            "section": task.section,
            "summary": task.summary,
            "parent": tasks[f"{plan.id}/{above[0].number}"] if above else None,
            "group": is_group,
            "open_ended": task.open_ended,
            "start": _iso(task.start or plan.issued),
            "deadline": _iso(deadline),
            "inherited": inherited,
            "standing": task.standing,
            "leader": self.unit_id(leader),
            "advances": [tasks[code] for code in task.advances],
            "after": [tasks[code] for code in task.after],
            "milestones": [
                {"title": step.title, "due": _iso(step.due), "weight": step.weight}
                for step in task.milestones
            ],
            "assignments": [[units[c.unit], c.role, c.rank, c.basis] for c in cells],
        }

    def target(self, plan: Plan, task: Task | None, target: Target) -> Definition:
        """Define a target of a plan or of one of its tasks."""
        definition = asdict(target)
        definition["due"] = _iso(target.due)
        if target.baseline:
            definition["baseline"] = {
                "date": _iso(target.baseline[0]),
                "value": target.baseline[1],
            }
        definition["key"] = target.id
        definition["id"] = self.identities.targets[f"{plan.id}#{target.id}"]
        definition["plan"] = plan.id
        definition["task"] = self.identities.tasks[f"{plan.id}/{task.number}"] if task else None
        return definition

    def _deadline(self, plan: Plan, task: Task) -> tuple[date | None, bool]:
        """Return a task's deadline and whether it is inherited; a group's is its latest child's."""
        if task.number in self._groups[plan.id]:
            latest = self._latest[plan.id].get(task.number)
            return latest, False
        return leaf_deadline(plan, task, self._groups[plan.id])


def groups_above(task: Task, groups: Mapping[str, Task]) -> Iterator[Task]:
    """Yield the groups that a task is in, the nearest first."""
    above = task.number.rpartition(".")[0]
    while above in groups:
        yield groups[above]
        above = above.rpartition(".")[0]


def leaf_deadline(plan: Plan, task: Task, groups: Mapping[str, Task]) -> tuple[date | None, bool]:
    """Return a leaf's deadline (its own, a group's, the horizon) and whether it is inherited."""
    if task.deadline:
        return task.deadline, False
    if task.standing:
        return None, False
    written = (group.deadline for group in groups_above(task, groups) if group.deadline)
    inherited = next(written, plan.horizon)
    return inherited, inherited is not None


def _latest(plan: Plan) -> dict[str, date]:
    """Return the latest deadline of the leaves of each group."""
    latest: dict[str, date] = {}
    groups = plan.parents()
    for task in plan.tasks:
        if task.number in groups:
            continue
        deadline, _inherited = leaf_deadline(plan, task, groups)
        if deadline:
            for group in groups_above(task, groups):
                latest[group.number] = max(deadline, latest.get(group.number, deadline))
    return latest


def targets(programme: Programme) -> Mapping[str, tuple[Plan, Task | None, Target]]:
    """Return every target of a programme by its code, `LN#compute`."""
    found: dict[str, tuple[Plan, Task | None, Target]] = {}
    for plan in programme.plans:
        for target in plan.targets:
            found[f"{plan.id}#{target.id}"] = (plan, None, target)
        for task in plan.tasks:
            for target in task.targets:
                found[f"{plan.id}#{target.id}"] = (plan, task, target)
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
