"""What answers make of a draft's tasks, clauses and units."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.questions import ROLES
from taskmatrix.notices.register import Entry
from taskmatrix.notices.structure import short_title
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT

Names = tuple[str, ...]
FIRST_GONE = "first-gone"
"""Inferred: the unit listed first was no unit, so the next one leads."""


def roles_in(typed: Mapping[str, Names]) -> dict[str, Names]:
    """Return the units that were typed, by role."""
    return {role: typed[role] for role in (LEAD, SUPPORT, LOCAL) if typed.get(role)}


def supporting(reading: Reading) -> dict[str, Names]:
    """Return the units of a clause where none leads."""
    roles = reading.by_role()
    support = (*roles.get(LEAD, ()), *roles.get(SUPPORT, ()))
    return {SUPPORT: support, LOCAL: roles[LOCAL]} if LOCAL in roles else {SUPPORT: support}


def renumbered(task: DraftTask, number: str) -> DraftTask:
    """Return a task with another number, and those below it."""
    children = tuple(
        renumbered(child, number + child.number.removeprefix(task.number))
        for child in task.children
    )
    return replace(task, number=number, children=children)


def with_clause(task: DraftTask, number: str, made: Reading) -> DraftTask:
    """Return a task with a clause more, where it or one below it has a number."""
    children = tuple(with_clause(child, number, made) for child in task.children)
    readings = task.readings
    if task.number == number:
        same = [each for each in readings if (each.line, each.text) == (made.line, made.text)]
        if same:
            whole = {role: (*same[0].names(role), *made.names(role)) for role in ROLES}
            both = replace(same[0], roles=whole)
            readings = tuple(both if each is same[0] else each for each in readings)
        else:
            readings = (*readings, replace(made, title=task.title))
    return replace(task, readings=readings, children=children)


def with_task(tasks: tuple[DraftTask, ...], made: DraftTask) -> tuple[DraftTask, ...]:
    """Return the tasks with one more, below the one whose number stands in front of its own."""
    above = made.number.rpartition(".")[0]
    if any(task.number == above for root in tasks for task in root.below()):
        return tuple(_with_child(task, above, made) for task in tasks)
    return _in_order(tasks, made)


def _with_child(task: DraftTask, above: str, made: DraftTask) -> DraftTask:
    if task.number == above:
        return replace(task, children=_in_order(task.children, made))
    return replace(task, children=tuple(_with_child(each, above, made) for each in task.children))


def _in_order(tasks: tuple[DraftTask, ...], made: DraftTask) -> tuple[DraftTask, ...]:
    place = sum(task.line <= made.line for task in tasks)
    return (*tasks[:place], made, *tasks[place:])


def task_of(number: str, title: str, line: int, passage: str) -> DraftTask:
    """Return a task that a person made of a passage; who answers is told apart."""
    return DraftTask(number, (short_title(passage),), title, passage, None, line, ())


def named_anew(draft: Draft, names: Mapping[str, Names]) -> Draft:
    """Return a draft in which names are others, or gone."""
    if not names:
        return draft

    def renamed(listed: Names) -> Names:
        return tuple(dict.fromkeys(new for name in listed for new in names.get(name, (name,))))

    def of_reading(reading: Reading) -> Reading:
        roles = {role: renamed(held) for role, held in reading.roles.items()}
        first = reading.names(RESPONSIBLE)[:1]
        gone = first and not renamed(first) and roles[RESPONSIBLE]
        why = (*reading.inferred, FIRST_GONE) if gone else reading.inferred
        return replace(reading, roles=roles, inferred=why)

    def of_task(task: DraftTask) -> DraftTask:
        readings = tuple(map(of_reading, task.readings))
        return replace(task, readings=readings, children=tuple(map(of_task, task.children)))

    tasks = tuple(map(of_task, draft.tasks))
    return replace(draft, tasks=tasks, blanket=renamed(draft.blanket))


def register(
    draft: Draft, entries: Iterable[Entry], members: Mapping[str, Names], more: Names
) -> list[Entry]:
    """Return a unit for every name that is left (and `more`), and none that nobody names."""
    lines: dict[str, int] = dict.fromkeys(draft.blanket, draft.blanket_line)
    for task in draft.every():
        for reading in task.readings:
            for role in ROLES:
                lines |= {name: reading.line for name in reading.names(role) if name not in lines}
    lines |= {name: 0 for name in more if name not in lines}
    kept = [each for each in entries if any(n in lines for n in (each.name, *each.aliases))]
    of_groups = {name: each.line for each in kept for name in members.get(each.name, ())}
    known = {name for each in kept for name in (each.name, *each.aliases)}
    new = [Entry(name, line) for name, line in (lines | of_groups).items() if name not in known]
    return kept + new
