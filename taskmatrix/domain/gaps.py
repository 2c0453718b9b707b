"""The lint of the matrix: what a programme leaves open, overloads or does twice.

Only open tasks without children are looked at: what is closed or terminated needs nothing more.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction
from typing import Any

from taskmatrix.domain.gap_facts import Finding, Matrix, Target, Task, Unit
from taskmatrix.domain.likeness import clusters, core, forms
from taskmatrix.domain.words import Kind, Tier

LARGE_SHARE = 10
"""Percent of all leads: a tenth on one desk is much, however many units there are."""

TIMES_THE_MEAN = 3
"""Among few units everyone has a large share; three times the mean of those that lead is more."""

MANY = 5
"""Leads below this are nobody's overload; as many due in a month are more than one a week."""

MANY_REGIONS = 3
"""Two regions that do the same may have agreed on it; three are a rush."""

SHARES = frozenset({"%", "％", "‰", "个百分点", "百分点"})
"""Measures of which the sum over regions means nothing."""

MILD = frozenset({"no-support", "idle"})
"""Findings that may be right as they are."""


def find_gaps(matrix: Matrix, codes: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the findings of all rules, or of some, rule by rule."""
    for code, rule in RULES.items():
        if not codes or code in codes:
            yield from rule(matrix)


def _of_tasks(code: str, tasks: Iterable[Task]) -> Iterator[Finding]:
    for task in tasks:
        yield Finding(code, task.code, task.title, frozenset({task.plan}), frozenset({task.id}))


def no_lead(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks that no unit leads."""
    return _of_tasks("no-lead", (task for task in matrix.open if not task.leads))


def no_support(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks that one unit leads with nobody beside it.

    Not those of regional plans: who supports a region is for the region to say.
    """
    alone = (task for task in matrix.open if len(task.leads) == 1 and not task.supported)
    return _of_tasks("no-support", (task for task in alone if task.tier != Tier.REGIONAL))


def no_yardstick(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks without milestone, target and deadline of their own (contract §5).

    A standing task has no deadline by its nature: it is told by milestone and target alone.
    """
    bare = (task for task in matrix.open if not task.measured and task.due is None)
    return _of_tasks("no-yardstick", bare)


def uncovered(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks of the overall plan that no other plan carries out, where there are any.

    To carry out a group is to carry out all its tasks.
    """
    if all(plan.tier == Tier.OVERALL for plan in matrix.plans.values()):
        return
    carried = {other for task in matrix.tasks.values() for other in task.advances}
    overall = (task for task in matrix.open if task.tier == Tier.OVERALL)
    alone = (t for t in overall if not any(each.id in carried for each in matrix.lineage(t)))
    yield from _of_tasks("uncovered", alone)


def orphans(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks of key-area and regional plans that carry out nothing of the plan above."""
    below = (task for task in matrix.open if task.tier != Tier.OVERALL)
    aimless = (t for t in below if not any(each.advances for each in matrix.lineage(t)))
    yield from _of_tasks("orphan", aimless)


def no_plan(matrix: Matrix) -> Iterator[Finding]:
    """Yield the regions that are to carry out the overall plan and have no plan, or an empty one.

    Where no region has one, that is one finding.
    """
    overall = [plan for plan in matrix.plans.values() if plan.tier == Tier.OVERALL]
    plans = frozenset(plan.id for plan in overall)
    if not matrix.regional:
        units = frozenset(unit.id for unit in matrix.regions)
        facts: dict[str, Any] = {"regions": [unit.name for unit in matrix.regions]}
        for plan in overall if units else ():
            yield Finding("no-plan", plan.id, plan.title, plans, units=units, facts=facts)
        return
    filled = {task.plan for task in matrix.tasks.values()}
    for unit in matrix.regions:
        own = [plan.id for plan in matrix.regional.values() if plan.owner == unit.id]
        if not filled & set(own):
            facts, units = {"plan": own[0] if own else None}, frozenset({unit.id})
            yield Finding("no-plan", unit.name, None, plans.union(own), units=units, facts=facts)


def quotas(matrix: Matrix) -> Iterator[Finding]:
    """Yield the targets that their regional quotas do not add up to.

    A quota is a target of a regional plan with the same id, measure and period, due no later.
    """
    parts: dict[tuple[str, str, str], list[Target]] = {}
    for target in matrix.targets:
        if target.plan in matrix.regional and target.op not in ("<", "<="):
            parts.setdefault((target.key, target.measure, target.per), []).append(target)
    for goal in matrix.targets:
        same = parts.get((goal.key, goal.measure, goal.per), [])
        mine = [part for part in same if not goal.due or not part.due or part.due <= goal.due]
        if mine and _adds_up(goal) and goal.plan not in matrix.regional:
            reached = sum((part.low for part in mine), Fraction())
            if reached < goal.low or (goal.op == ">" and reached == goal.low):
                yield _short(matrix, goal, mine, reached)


def _adds_up(goal: Target) -> bool:
    return goal.op in (">=", ">") and goal.measure not in SHARES and goal.low > 0


def _short(matrix: Matrix, goal: Target, parts: list[Target], reached: Fraction) -> Finding:
    taking = list(dict.fromkeys(matrix.holder(part.plan) for part in parts))
    facts = {
        "share": int(100 * reached / goal.low),
        "sum": _number(reached),
        "total": _number(goal.low),
        "measure": goal.measure,
        "regions": taking,
        "without": [unit.name for unit in matrix.regions if unit.name not in taking],
    }
    plans = frozenset([goal.plan, *(part.plan for part in parts)])
    owners = (matrix.plans[key].owner for key in plans)
    units = frozenset(owner for owner in owners if owner is not None)
    return Finding("quota", goal.code, goal.title, plans, units=units, facts=facts)


def _number(value: Fraction) -> float:
    return value.numerator if value.denominator == 1 else float(value)


def overload(matrix: Matrix) -> Iterator[Finding]:
    """Yield the units that lead far more than others do.

    Of regional plans nothing counts: there the region leads everything.
    """
    led = _led(task for task in matrix.open if task.tier != Tier.REGIONAL)
    total = sum(map(len, led.values()))
    for unit in matrix.units.values():
        own = led.get(unit.id, [])
        many = len(own) >= MANY and 100 * len(own) > LARGE_SHARE * total
        if many and len(own) * len(led) >= TIMES_THE_MEAN * total:
            facts = {
                "share": 100 * len(own) // total,
                "total": total,
                "mean": round(total / len(led), 1),
            }
            yield _of_unit("overload", unit, own, facts)


def same_month(matrix: Matrix) -> Iterator[Finding]:
    """Yield the units that lead many tasks due in one month, from this one on.

    Deadlines that are inherited do not count: all of a plan fall on one day.
    """
    led = _led(task for task in matrix.open if task.due and task.due[:7] >= matrix.today[:7])
    for unit in matrix.units.values():
        months = Counter(task.due[:7] for task in led.get(unit.id, []) if task.due)
        for month, count in sorted(months.items()):
            if count >= MANY:
                own = [t for t in led[unit.id] if t.due and t.due.startswith(month)]
                yield _of_unit("same-month", unit, own, {"month": month})


def _led(tasks: Iterable[Task]) -> dict[int, list[Task]]:
    led: dict[int, list[Task]] = {}
    for task in tasks:
        for unit in task.leads:
            led.setdefault(unit, []).append(task)
    return led


def _of_unit(code: str, unit: Unit, tasks: list[Task], facts: dict[str, Any]) -> Finding:
    facts = {"tasks": [task.code for task in tasks], **facts}
    plans = frozenset(task.plan for task in tasks)
    return Finding(code, unit.name, None, plans, units=frozenset({unit.id}), facts=facts)


def overlaps(matrix: Matrix) -> Iterator[Finding]:
    """Yield the tasks that several regions set out to do in nearly the same words, widest first."""
    tasks = [task for task in matrix.open if task.tier == Tier.REGIONAL]
    called = {
        key: forms(matrix.units[plan.owner].names) if plan.owner in matrix.units else []
        for key, plan in matrix.regional.items()
    }
    found = []
    for places in clusters([core(task.title, called.get(task.plan, ())) for task in tasks]):
        own = [tasks[place] for place in places]
        regions = list(dict.fromkeys(matrix.holder(task.plan) for task in own))
        if len(regions) >= MANY_REGIONS:
            found.append((regions, own))
    for regions, own in sorted(found, key=lambda each: -len(each[0])):
        yield Finding(
            "overlap",
            own[0].code,
            own[0].title,
            frozenset(task.plan for task in own),
            frozenset(task.id for task in own),
            facts={"tasks": [task.code for task in own], "regions": regions},
        )


def idle(matrix: Matrix) -> Iterator[Finding]:
    """Yield the agencies and regions that have no part in any task; coordinating is one."""
    acting = (Kind.DEPARTMENT, Kind.REGION)
    for unit in matrix.units.values():
        if unit.kind in acting and not unit.busy and unit.id != matrix.coordinator:
            yield Finding("idle", unit.name, None, frozenset(), units=frozenset({unit.id}))


RULES: dict[str, Callable[[Matrix], Iterator[Finding]]] = {
    "no-lead": no_lead,
    "no-yardstick": no_yardstick,
    "uncovered": uncovered,
    "orphan": orphans,
    "no-plan": no_plan,
    "quota": quotas,
    "overload": overload,
    "same-month": same_month,
    "overlap": overlaps,
    "no-support": no_support,
    "idle": idle,
}
"""What is looked for, in the order in which it is shown: the mild at the end."""
