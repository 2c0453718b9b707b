"""What the lint of the matrix reads, and what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from taskmatrix.domain.words import Kind, Tier


class Plan(NamedTuple):
    """A plan, and the unit that answers for it."""

    id: str
    tier: str
    title: str
    owner: int | None


class Task(NamedTuple):
    """A live task, or a group of them. `due` is its own deadline, None where it inherits one.

    `measured`: it has a milestone or a target; `leads` and `advances` are identities.
    """

    id: int
    code: str
    title: str
    plan: str
    tier: str
    parent: int | None
    group: bool
    open: bool
    due: str | None
    measured: bool
    supported: bool
    leads: tuple[int, ...] = ()
    advances: tuple[int, ...] = ()


class Unit(NamedTuple):
    """A unit. `busy`: it has a part in any live task; `local`: in one of the overall plan."""

    id: int
    name: str
    kind: str
    busy: bool
    local: bool
    names: tuple[str, ...] = ()


class Target(NamedTuple):
    """A target. `key` is its id within its plan."""

    code: str
    key: str
    title: str
    plan: str
    op: str
    value: Any
    measure: str
    due: str | None
    per: str

    @property
    def low(self) -> Fraction:
        """The value, the low end of a range; exact, as it is written."""
        low = self.value[0] if isinstance(self.value, (list, tuple)) else self.value
        return Fraction(str(low))


class Finding(NamedTuple):
    """Something to look at: where, and the facts. `plans`, `tasks` and `units` are concerned."""

    code: str
    place: str
    title: str | None
    plans: frozenset[str]
    tasks: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    facts: dict[str, Any] = {}  # noqa: RUF012 - never written to


@dataclass(frozen=True)
class Matrix:
    """What the rules read: of dropped and terminated tasks nothing, all in the order of lists."""

    today: str
    plans: dict[str, Plan]
    tasks: dict[int, Task]
    units: dict[int, Unit]
    targets: list[Target]
    coordinator: int | None = None

    @cached_property
    def open(self) -> list[Task]:
        """The open tasks without children."""
        return [task for task in self.tasks.values() if task.open and not task.group]

    @cached_property
    def regional(self) -> dict[str, Plan]:
        """The regional plans."""
        return {key: plan for key, plan in self.plans.items() if plan.tier == Tier.REGIONAL}

    @cached_property
    def regions(self) -> list[Unit]:
        """The regions in which the overall plan is to be carried out."""
        return [unit for unit in self.units.values() if unit.kind == Kind.REGION and unit.local]

    def lineage(self, task: Task) -> Iterator[Task]:
        """Yield a task and the groups that it is in."""
        above: Task | None = task
        while above:
            yield above
            above = self.tasks.get(above.parent) if above.parent else None

    def holder(self, plan: str) -> str:
        """Return the name of the unit that answers for a plan; the plan's id where none does."""
        owner = self.plans[plan].owner if plan in self.plans else None
        return self.units[owner].name if owner in self.units else plan
