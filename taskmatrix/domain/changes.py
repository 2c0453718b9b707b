"""What a load changes, in words a person can check before saying yes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Definition = dict[str, Any]
Cells = dict[int, list[Any]]
"""Role, rank and basis of each unit on a task."""

_NONE = (None, None, None)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing added, changed or dropped; of a change the field, before and after.

    `unit` names the unit whose it is where `field` is `role`, `rank` or `basis`.
    """

    what: Literal["plan", "unit", "task", "target"]
    change: Literal["added", "changed", "dropped", "kept", "merged"]
    code: str
    title: str | None = None
    field: str | None = None
    unit: str | None = None
    old: Any = None
    new: Any = None


class Labels:
    """Names for identities, to show a change as a person knows it."""

    UNITS = frozenset(("coordinator", "principal", "leader", "owner", "local", "members"))
    TASKS = frozenset(("advances", "after", "task"))

    def __init__(
        self, units: Mapping[int, str], tasks_before: Mapping[int, str], tasks: Mapping[int, str]
    ) -> None:
        self.units = units
        self._tasks_before = tasks_before
        self._tasks = tasks

    def before(self, field: str, value: Any) -> Any:
        """Return an old value with names in place of identities, tasks by code and title."""
        return self._show(field, value, self._tasks_before)

    def now(self, field: str, value: Any) -> Any:
        """Return a new value with names in place of identities, tasks by code and title."""
        return self._show(field, value, self._tasks)

    def _show(self, field: str, value: Any, tasks: Mapping[int, str]) -> Any:
        names = self.units if field in self.UNITS else tasks if field in self.TASKS else None
        if names is None:
            return value
        if isinstance(value, list):
            return [names.get(item, item) for item in value]
        return names.get(value, value)


_OWN = frozenset({"id", "assignments", "acting", "plan", "number", "parent", "inherited"})


def field_changes(
    what: Literal["plan", "unit", "task", "target"],
    code: str,
    old: Definition,
    new: Definition,
    labels: Labels,
) -> Iterator[Change]:
    """Yield a change for each field and each role that two definitions of one thing differ in."""
    title = new.get("title") or new.get("name")
    if what == "task":
        if (was := f"{old['plan']}/{old['number']}") != code:
            yield Change(what, "changed", code, title, "code", None, was, code)
        before, after = _cells(old), _cells(new)
        for changes in (_roles, _orders):
            yield from changes(code, title, before, after, labels)
        if old["deadline"] == new["deadline"] and old["inherited"] != new["inherited"]:
            both = old["inherited"], new["inherited"]
            yield Change(what, "changed", code, title, "deadline_inherited", None, *both)
    for field in new:
        if field in _OWN or old.get(field) == new[field]:
            continue
        if field == "supervision":
            yield from _rules(code, title, old.get(field) or {}, new[field])
            continue
        both = labels.before(field, old.get(field)), labels.now(field, new[field])
        yield Change(what, "changed", code, title, field, None, *both)


def _rules(
    code: str, title: str | None, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Change]:
    """Yield a change for each key of `[supervision]`, which tells it by its name."""
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            both = _value(old.get(key)), _value(new.get(key))
            yield Change("plan", "changed", code, title, f"supervision.{key}", None, *both)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_value(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(str(_value(each)) for each in value)
    return str(value).lower() if isinstance(value, bool) else value


def _cells(task: Definition) -> Cells:
    return {unit: cell for unit, *cell in task["assignments"]}


def _roles(
    code: str, title: str | None, before: Cells, after: Cells, labels: Labels
) -> Iterator[Change]:
    for unit in dict.fromkeys([*before, *after]):
        role, rank, basis = before.get(unit, _NONE)
        its_role, its_rank, its_basis = after.get(unit, _NONE)
        name = labels.units.get(unit)
        if role != its_role:
            yield Change("task", "changed", code, title, "role", name, role, its_role)
            continue
        if basis != its_basis:
            yield Change("task", "changed", code, title, "basis", name, basis, its_basis)
        if rank != its_rank and role == "lead":
            yield Change("task", "changed", code, title, "rank", name, rank, its_rank)


def _orders(
    code: str, title: str | None, before: Cells, after: Cells, labels: Labels
) -> Iterator[Change]:
    """Yield a change for each role but the lead whose units stand in another order."""
    for role in ("support", "local"):
        both = {unit for unit in before if before[unit][0] == after.get(unit, _NONE)[0] == role}
        was, now = (sorted(both, key=lambda unit: cells[unit][1]) for cells in (before, after))
        if was != now:
            was, now = labels.now("members", was), labels.now("members", now)
            yield Change("task", "changed", code, title, role, None, was, now)
