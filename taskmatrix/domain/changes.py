"""What a load changes, in words a person can check before saying yes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Definition = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing added, changed or dropped; of a change the field, before and after.

    `unit` names the unit whose role it is where `field` is `role`.
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

    def __init__(self, units: Mapping[int, str], tasks: Mapping[int, str]) -> None:
        self._of = {
            "coordinator": units,
            "principal": units,
            "leader": units,
            "owner": units,
            "local": units,
            "members": units,
            "advances": tasks,
            "after": tasks,
            "task": tasks,
        }
        self.units = units

    def show(self, field: str, value: Any) -> Any:
        """Return a value with names in place of identities."""
        names = self._of.get(field)
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
        before = f"{old['plan']}/{old['number']}"
        if before != code:
            yield Change(what, "changed", code, title, "code", None, before, code)
        yield from _roles(code, title, old, new, labels)
    for field in new:
        if field in _OWN or old.get(field) == new[field]:
            continue
        before, after = labels.show(field, old.get(field)), labels.show(field, new[field])
        yield Change(what, "changed", code, title, field, None, before, after)


def _roles(
    code: str, title: str | None, old: Definition, new: Definition, labels: Labels
) -> Iterator[Change]:
    before = {cell[0]: cell[1:] for cell in old["assignments"]}
    after = {cell[0]: cell[1:] for cell in new["assignments"]}
    for unit in dict.fromkeys([*before, *after]):
        was, now = before.get(unit), after.get(unit)
        if _role(was) != _role(now):
            name = labels.units.get(unit)
            yield Change("task", "changed", code, title, "role", name, _role(was), _role(now))
        elif was and now and was[1:] != now[1:] and was[0] == "lead":
            name = labels.units.get(unit)
            yield Change("task", "changed", code, title, "rank", name, was[1], now[1])


def _role(cell: list[Any] | None) -> str | None:
    return cell[0] if cell else None
