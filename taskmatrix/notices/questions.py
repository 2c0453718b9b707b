"""What a draft asks a person: each reading that is inferred, each passage that was not read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.units import is_group, is_unit
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT

RULE, HORIZON, NUMBER, CLAUSE, DEADLINE = "rule", "horizon", "number", "clause", "deadline"
UNREAD, UNIT, SPELLINGS, GROUP = "unread", "unit", "spellings", "group"
OF_UNITS = (UNIT, SPELLINGS, GROUP)

DROPS, SUPPORTS, ONCE = "drops", "supports", "once"
ON_NO = {"no-role": SUPPORTS, "responsible-leads": SUPPORTS, "repeat": ONCE}
"""What rejecting an inference makes of a clause; any other is dropped and stays as a comment."""

FIELDS = {
    RULE: ("rule",),
    HORIZON: ("day",),
    NUMBER: ("number",),
    CLAUSE: (LEAD, SUPPORT, LOCAL),
    DEADLINE: ("day",),
    UNREAD: ("task", LEAD, SUPPORT, LOCAL),
    UNIT: ("names",),
    SPELLINGS: ("names",),
    GROUP: ("names",),
}
"""What one types by hand instead of a reading."""

NO_IS_TYPED = (NUMBER, DEADLINE, UNREAD, GROUP)
"""Kinds in which no alone says nothing: what is right must be typed."""

ROLES = (RESPONSIBLE, LEAD, SUPPORT, LOCAL)
KEPT = 60
"""Characters of a passage by which its question is known again."""


@dataclass(frozen=True)
class Question:
    """One reading to confirm: where it stands, the passage, and what was read in it."""

    kind: str
    line: int
    passage: str
    subject: Any
    read: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""
    about: str = ""
    key: str = ""

    @property
    def no_is_typed(self) -> bool:
        """Whether no alone says nothing: beside a stated lead, who has no role must be told."""
        return self.kind in NO_IS_TYPED or (self.why == "no-role" and LEAD in self.read)

    @property
    def on_no(self) -> str:
        """What no makes of a clause."""
        return ON_NO.get(self.why, DROPS)


def questions(draft: Draft) -> list[Question]:
    """Return what a draft leaves to a person, in the order in which it is asked.

    The key of a question is the same as long as kind, line and passage are.
    """
    counted: Counter[str] = Counter()
    found = []
    for each in _all(draft):
        key = " ".join(filter(None, (each.kind, each.why, str(each.line), each.passage[:KEPT])))
        counted[key] += 1
        again = f" #{counted[key]}" if counted[key] > 1 else ""
        found.append(replace(each, key=key + again))
    return found


def roles_of(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return the units of a clause by role; of 责任单位 the first one leads."""
    listed = reading.names(RESPONSIBLE)
    held: dict[str, tuple[str, ...]] = {
        LEAD: (*listed[:1], *reading.names(LEAD)),
        SUPPORT: (*listed[1:], *reading.names(SUPPORT)),
        LOCAL: reading.names(LOCAL),
    }
    return {role: names for role, names in held.items() if names}


def _all(draft: Draft) -> Iterator[Question]:
    yield from _rule(draft)
    if draft.horizon:
        read = {"day": (str(draft.horizon.day),)}
        yield Question(HORIZON, draft.horizon.line, draft.horizon.printed, draft.horizon, read)
    for task in draft.every():
        yield from _of_task(task)
    for each in draft.unread:
        yield Question(UNREAD, each.line, each.text, each, why=each.why)
    yield from _of_units(draft)


def _rule(draft: Draft) -> Iterator[Question]:
    """Where the notice has no rule for leads, its first clause without a lead stands for all."""
    for task in draft.every():
        for reading in task.readings:
            if reading.names(RESPONSIBLE) and not draft.rule_line:
                read = roles_of(reading)
                yield Question(RULE, reading.line, reading.text, draft, read, about=_about(task))
                return


def _of_task(task: DraftTask) -> Iterator[Question]:
    about = _about(task)
    if task.renumbered:
        read = {"number": (task.number,)}
        yield Question(NUMBER, task.line, task.label[-1], task, read, about=about)
    for reading in task.readings:
        found = {role: reading.names(role) for role in ROLES if reading.names(role)}
        for why in reading.inferred:
            yield Question(CLAUSE, reading.line, reading.text, reading, found, why, about)
    for each in task.deadlines:
        if not each.day:
            yield Question(DEADLINE, each.line, each.printed, each, about=about)


def _of_units(draft: Draft) -> Iterator[Question]:
    where: dict[str, Reading] = {}
    for task in draft.every():
        for reading in task.readings:
            for role in ROLES:
                for name in reading.names(role):
                    where.setdefault(name, reading)
    for entry in draft.units:
        first = where.get(entry.name)
        passage = first.text if first else entry.name
        read = {"name": (entry.name,)}
        if not is_unit(entry.name):
            yield Question(UNIT, entry.line, passage, entry, read, why=entry.name)
        if entry.aliases:
            spelt = {**read, "aliases": tuple(entry.aliases)}
            yield Question(SPELLINGS, entry.line, passage, entry, spelt, why=entry.name)
        if is_group(entry.name):
            yield Question(GROUP, entry.line, passage, entry, read, why=entry.name)


def _about(task: DraftTask) -> str:
    return f"{task.number} {task.title}"
