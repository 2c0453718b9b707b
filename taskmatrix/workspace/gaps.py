"""The lint of a loaded programme: what its matrix leaves open."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from taskmatrix.domain.gap_facts import Finding, Matrix, Plan, Target, Task, Unit
from taskmatrix.domain.gaps import find_gaps
from taskmatrix.store import gaps as store_gaps
from taskmatrix.store.names import acting_units
from taskmatrix.workspace.naming import Named, find_plan, find_unit
from taskmatrix.workspace.session import Session

T = TypeVar("T")


def gaps(
    session: Session,
    codes: Collection[str] = (),
    plans: Sequence[str] = (),
    units: Sequence[str] = (),
) -> tuple[list[Finding], list[Named]]:
    """Return what is found: of some kinds, on some plans, on some units and their tasks.

    The second is what was understood by the names of plans and units. Shares are always those of
    the whole programme.
    """
    store = session.read()
    of_plans = [find_plan(store, name) for name in plans]
    of_units = [find_unit(store, name) for name in units]
    found = list(find_gaps(_matrix(session), codes))
    if of_plans:
        wanted = {plan.label for plan in of_plans}
        found = [each for each in found if each.plans & wanted]
    if of_units:
        acting = {each for unit in of_units for each in acting_units(store, unit.id)}
        tasks = store_gaps.tasks_of(store, sorted(acting))
        found = [each for each in found if each.units & acting or each.tasks & tasks]
    return found, [*of_plans, *of_units]


def _matrix(session: Session) -> Matrix:
    store = session.store
    leads = _gathered(store_gaps.leads(store))
    advances = _gathered(store_gaps.advances(store))
    names = _gathered(store_gaps.unit_names(store))
    return Matrix(
        today=session.today.isoformat(),
        plans={row[0]: Plan(*row) for row in store_gaps.plans(store)},
        tasks={
            row[0]: Task._make((*row, leads.get(row[0], ()), advances.get(row[0], ())))
            for row in store_gaps.tasks(store)
        },
        units={
            row[0]: Unit._make((*row, names.get(row[0], ()))) for row in store_gaps.units(store)
        },
        targets=[_target(*row) for row in store_gaps.targets(store)],
        coordinator=session.overall["coordinator"],
    )


def _gathered(pairs: Iterable[tuple[int, T]]) -> dict[int, tuple[T, ...]]:
    found: dict[int, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def _target(code: str, plan: str, definition: str) -> Target:
    said = json.loads(definition)
    keys = ("key", "title", "op", "value", "measure", "due", "per")
    return Target(code=code, plan=plan, **{key: said[key] for key in keys})
