"""From what people type to the task or unit that they mean."""

import sqlite3
from collections.abc import Iterable
from gettext import gettext as _
from typing import NamedTuple

from taskmatrix.errors import NotFound
from taskmatrix.store import names

MOST_CANDIDATES = 12


class Named(NamedTuple):
    """What was understood: identity, code or name, and a task's title or a unit's kind.

    `said` is what was typed where that is neither the code nor the name itself.
    """

    id: int
    label: str
    detail: str
    said: str | None = None


def find_task(store: sqlite3.Connection, spoken: str, overall: str) -> Named:
    """Find a task by code, by its number in the overall plan, or by part of its title.

    Raises NotFound with the candidates where none or several are meant.
    """
    found = names.task_coded(store, spoken)
    if found:
        return Named(*found[0])
    from taskmatrix.domain.names import plain, task_number

    wanted = plain(spoken).upper()
    plan, slash, rest = wanted.rpartition("/")
    number = task_number(rest)
    if number and (found := names.task_coded(store, f"{plan if slash else overall}/{number}")):
        return Named(*found[0], said=spoken)
    titled = names.tasks_titled(store, spoken.strip()) if spoken.strip() else []
    exact = [each for each in titled if each[2] == spoken.strip()]
    found = exact or titled
    if len(found) == 1:
        return Named(*found[0], said=spoken)
    if found:
        raise _ambiguous(spoken, [f"{code} {title}" for _id, code, title in found])
    raise _unknown_task(store, spoken)


def _unknown_task(store: sqlite3.Connection, spoken: str) -> NotFound:
    from taskmatrix.domain.names import nearest

    known = {}
    for _id, code, title in names.task_titles(store):
        known[title] = known[code] = f"{code} {title}"
    near = dict.fromkeys(known[name] for name in nearest(spoken, known, count=5))
    message = _("There is no task “{name}”").format(name=spoken)
    return NotFound(message, _hint(near) or _("see: taskmatrix list"))


def find_unit(store: sqlite3.Connection, spoken: str) -> Named:
    """Find a unit by name, alias or former name; or by a part, or characters in order.

    Raises NotFound with the candidates where none or several are meant.
    """
    found = names.unit_called(store, spoken)
    if len(found) == 1:
        return Named(*found[0], said=None if found[0][1] == spoken else spoken)
    from taskmatrix.domain.names import find, nearest

    known: dict[str, set[int]] = {}
    for name, unit in names.unit_names(store):
        known.setdefault(name, set()).add(unit)
    units = {unit for name in find(spoken, known) for unit in known[name]}
    if len(units) == 1:
        unit, name, kind, _en, _definition = names.unit_by_id(store, units.pop())
        return Named(unit, name, kind, said=spoken)
    if units:
        labels = [names.unit_by_id(store, unit)[1] for unit in sorted(units)]
        raise _ambiguous(spoken, labels)
    message = _("There is no unit “{name}”").format(name=spoken)
    raise NotFound(message, _hint(nearest(spoken, known, count=5)) or _("see: taskmatrix matrix"))


def find_plan(store: sqlite3.Connection, spoken: str) -> Named:
    """Find a plan by its id, or by part of its title."""
    from taskmatrix.domain.names import plain

    known = dict(names.plan_titles(store))
    if spoken.upper() in known:
        return Named(0, spoken.upper(), known[spoken.upper()])
    found = [key for key, title in known.items() if plain(spoken) in plain(title)]
    if len(found) == 1:
        return Named(0, found[0], known[found[0]], said=spoken)
    if found:
        raise _ambiguous(spoken, [f"{key} {known[key]}" for key in found])
    message = _("There is no plan “{name}”").format(name=spoken)
    raise NotFound(message, _("the plans are {names}").format(names=", ".join(known)))


def _ambiguous(spoken: str, candidates: list[str]) -> NotFound:
    shown = candidates[:MOST_CANDIDATES]
    more = len(candidates) - len(shown)
    listed = "\n".join(f"  {each}" for each in shown)
    if more:
        listed += "\n  " + _("and {count} more").format(count=more)
    return NotFound(
        _("“{name}” may mean several:").format(name=spoken) + f"\n{listed}",
        _("say more of the name, or the code"),
    )


def _hint(near: Iterable[str]) -> str | None:
    listed = list(near)
    if not listed:
        return None
    return _("did you mean {names}?").format(names=_(" or ").join(f"“{each}”" for each in listed))
