"""The words of the field: programme, plan, task, unit, target, assignment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from taskmatrix.domain.words import Basis, Kind, LeadRule, Role, Tier

Number = int | float


@dataclass(frozen=True, slots=True)
class Unit:
    """An agency, a region's government, a leader, or a named group of units."""

    name: str
    kind: Kind = Kind.DEPARTMENT
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    slips: bool = True
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a task with a day of its own and a share of its progress."""

    title: str
    due: date
    weight: Number = 1


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified goal of a plan, or of one of its tasks."""

    id: str
    title: str
    op: Literal[">=", ">", "<=", "<", "=", "~"]
    value: Number | tuple[Number, Number]
    measure: str
    due: date | None = None
    per: Literal["total", "year", "quarter"] = "total"
    soft: bool = False
    baseline: tuple[date, Number] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered item of a plan, with its units by the names that the plan prints."""

    number: str
    title: str
    section: str | None = None
    summary: str | None = None
    responsible: tuple[str, ...] | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    local: tuple[str, ...] | None = None
    lead_rule: LeadRule | None = None
    leader: str | None = None
    open_ended: bool = False
    start: date | None = None
    deadline: date | None = None
    standing: bool = False
    advances: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One document of the programme; what it inherits from its parent is filled in."""

    id: str
    tier: Tier
    title: str
    issuer: str | None = None
    document: str | None = None
    source: str | None = None
    language: str = "zh-CN"
    timezone: str = "Asia/Shanghai"
    issued: date | None = None
    horizon: date | None = None
    coordinator: str | None = None
    principal: str | None = None
    leader: str | None = None
    owner: str | None = None
    parent: str | None = None
    lead_rule: LeadRule = LeadRule.FIRST_LISTED
    local: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    supervision: dict[str, Any] = field(default_factory=dict)

    def parents(self) -> dict[str, Task]:
        """Return the groups among the tasks: number → task, for each that has children."""
        tasks = {task.number: task for task in self.tasks}
        above = (number.rpartition(".")[0] for number in tasks)
        return {number: tasks[number] for number in above if number and number in tasks}


@dataclass(frozen=True, slots=True)
class Programme:
    """One "1+N+X" system: its plans, overall plan first, and its register of units."""

    plans: tuple[Plan, ...]
    units: tuple[Unit, ...]

    @property
    def overall(self) -> Plan:
        """The tier-1 plan, whose id names the programme."""
        return self.plans[0]

    def tasks(self) -> Iterator[tuple[str, Plan, Task]]:
        """Yield code, plan and task of every task, in the order of the plans."""
        for plan in self.plans:
            for task in plan.tasks:
                yield f"{plan.id}/{task.number}", plan, task


class Assignment(NamedTuple):
    """One task × one unit × one role: a cell of the matrix. `rank` counts from 1 in the role."""

    unit: str
    role: Role
    rank: int
    basis: Basis
