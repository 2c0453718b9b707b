"""Who answers for what: the units printed in a plan become roles, ranks and bases."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from taskmatrix.domain.model import Assignment, Plan, Task
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import Basis, LeadRule, Role


class Claim(NamedTuple):
    """One mention of a unit in a task: the name at `place` of the list `key`."""

    key: str
    place: int
    name: str
    unit: str
    role: Role
    basis: Basis


class Clash(NamedTuple):
    """A unit mentioned a second time in a task: in the same role or in another."""

    claim: Claim
    first: Claim


def assignments(task: Task, plan: Plan, register: Register) -> tuple[list[Assignment], list[Clash]]:
    """Return the cells of a task's row, and the mentions that contradict one another.

    A unit named in the task drops out of the blanket. Where a former name stands beside its
    successor's, the stronger role wins (contract §2, `formerly`).
    """
    held, clashes = _merged(_claims(task, plan, register), register)
    if task.local is None:
        for claim in blanket(plan, register)[0]:
            held.setdefault(claim.unit, claim)
    return _ranked(held.values()), clashes


def blanket(plan: Plan, register: Register) -> tuple[list[Claim], list[Clash]]:
    """Return whom a plan's `local` obliges on every task, and who is listed there twice."""
    listed = _expand(plan.local, register)
    claims = (Claim("local", *each, Role.LOCAL, Basis.BLANKET) for each in listed)
    held, clashes = _merged(claims, register)
    return list(held.values()), clashes


def _merged(claims: Iterable[Claim], register: Register) -> tuple[dict[str, Claim], list[Clash]]:
    held: dict[str, Claim] = {}
    clashes = []
    for claim in claims:
        first = held.setdefault(claim.unit, claim)
        if first is not claim and not {claim.name, first.name} & register.former:
            clashes.append(Clash(claim, first))
    return held, clashes


def _claims(task: Task, plan: Plan, register: Register) -> Iterator[Claim]:
    """Yield the mentions of units in a task, of one unit the stronger role first."""
    for index, name, unit in _expand(task.lead, register):
        yield Claim("lead", index, name, unit, Role.LEAD, Basis.STATED)
    for index, name, unit in _expand(task.support, register):
        yield Claim("support", index, name, unit, Role.SUPPORT, Basis.STATED)
    rule = task.lead_rule or plan.lead_rule
    basis = Basis.FIRST_LISTED if rule is LeadRule.FIRST_LISTED else Basis.STATED
    role = Role.SUPPORT if rule is LeadRule.NONE else Role.LEAD
    for index, name, unit in _expand(task.responsible or (), register):
        yield Claim("responsible", index, name, unit, role, basis)
        if rule is LeadRule.FIRST_LISTED:
            role = Role.SUPPORT
    for index, name, unit in _expand(task.local or (), register):
        yield Claim("local", index, name, unit, Role.LOCAL, Basis.STATED)


def _expand(names: Iterable[str], register: Register) -> Iterator[tuple[int, str, str]]:
    for index, name in enumerate(names):
        for unit in register.members(name):
            yield index, name, unit


def _ranked(claims: Iterable[Claim]) -> list[Assignment]:
    ranks = {Role.LEAD: 0, Role.SUPPORT: 0, Role.LOCAL: 0}
    cells = []
    for claim in claims:
        ranks[claim.role] += 1
        cells.append(Assignment(claim.unit, claim.role, ranks[claim.role], claim.basis))
    return cells
