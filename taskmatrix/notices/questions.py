"""What a draft asks a person: each reading that is inferred, each passage that was not read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.units import is_group
from taskmatrix.notices.words import LEAD, LOCAL, PROVINCES, RESPONSIBLE, SUPPORT

ISSUED, COORDINATOR, ID, BARE = "issued", "coordinator", "id", "bare"
RULE, HORIZON, NUMBER, CLAUSE, DEADLINE = "rule", "horizon", "number", "clause", "deadline"
UNREAD, UNIT, SPELLINGS, GROUP = "unread", "unit", "spellings", "group"
OF_UNITS = (UNIT, SPELLINGS, GROUP)
NOT_SAID = (ISSUED, COORDINATOR, ID, BARE)
"""Kinds that ask for what the notice does not say."""

DROPS, SUPPORTS, ONCE, FIRST = "drops", "supports", "once", "first"
ON_NO = {"no-role": SUPPORTS, "responsible-leads": SUPPORTS, "repeat": ONCE}
"""What rejecting an inference makes of a clause; any other is dropped and stays as a comment."""

FIELDS = {
    ISSUED: ("day",),
    COORDINATOR: ("unit",),
    ID: ("id",),
    BARE: (LEAD, SUPPORT, LOCAL),
    RULE: ("rule",),
    HORIZON: ("day",),
    NUMBER: ("number",),
    CLAUSE: (LEAD, SUPPORT, LOCAL),
    DEADLINE: ("day",),
    UNREAD: ("task", "title", LEAD, SUPPORT, LOCAL),
    UNIT: ("names",),
    SPELLINGS: ("names",),
    GROUP: ("names",),
}
"""What one types by hand instead of a reading."""

NO_IS_TYPED = (*NOT_SAID, NUMBER, DEADLINE, UNREAD, GROUP)
"""Kinds in which no alone says nothing: what is right must be typed."""

UNNAMED = "DRAFT"
"""The id of a plan for which the notice suggests none."""

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
        """What no makes of a clause, or of a name: the next one leads where the first goes."""
        if self.kind == UNIT:
            return FIRST if "leads" in self.read else UNIT
        return ON_NO.get(self.why, DROPS)


def questions(draft: Draft, *, undated: bool | None = None) -> list[Question]:
    """Return what a draft leaves to a person, in the order in which it is asked.

    The key of a question is the same as long as kind, line and passage are. `undated`: the text
    itself has no day of issue.
    """
    counted: Counter[str] = Counter()
    found = []
    if undated is None:
        undated = draft.head.issued is None
    for each in (*_not_said(draft, undated=undated), *_all(draft)):
        key = " ".join(filter(None, (each.kind, each.why, str(each.line), each.passage[:KEPT])))
        counted[key] += 1
        again = f" #{counted[key]}" if counted[key] > 1 else ""
        found.append(replace(each, key=key + again))
    return found


def plan_id(draft: Draft) -> str:
    """Return an id: the letters of the province that the head names, else UNNAMED."""
    named = f"{draft.head.title or ''}{draft.head.issuer or ''}"
    return next((letters for name, letters in PROVINCES.items() if name in named), UNNAMED)


def bare(draft: Draft) -> Iterator[DraftTask]:
    """Yield the tasks without a clause of responsibility."""
    return (task for task in draft.every() if not (task.readings or task.children))


def _not_said(draft: Draft, *, undated: bool) -> Iterator[Question]:
    """The head first: a year that is known gives days to the time limits that name none."""
    title = draft.head.title or ""
    if undated:
        yield Question(ISSUED, 1, title, draft)
    yield Question(COORDINATOR, 1, title, draft)
    yield Question(ID, 1, title, draft, {"id": (plan_id(draft),)})


def _all(draft: Draft) -> Iterator[Question]:
    yield from _rule(draft)
    if draft.horizon:
        read = {"day": (str(draft.horizon.day),)}
        yield Question(HORIZON, draft.horizon.line, draft.horizon.printed, draft.horizon, read)
    for task in draft.every():
        yield from _of_task(task)
    for each in draft.unread:
        yield Question(UNREAD, each.line, each.text, each, why=each.why)
    for task in bare(draft) if draft.clauses else ():
        yield Question(BARE, task.line, task.sentence, task, about=_about(task))
    yield from _of_units(draft)


def _rule(draft: Draft) -> Iterator[Question]:
    """Where the notice has no rule for leads, its first clause without a lead stands for all."""
    for task in draft.every():
        for reading in task.readings:
            if reading.names(RESPONSIBLE) and not draft.rule_line:
                read = reading.by_role()
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
    first_in: dict[str, list[str]] = {}
    for task in draft.every():
        for reading in task.readings:
            for name in (name for role in ROLES for name in reading.names(role)):
                where.setdefault(name, reading)
            for name in reading.names(RESPONSIBLE)[:1]:
                first_in.setdefault(name, []).append(task.number)
    for entry in draft.units:
        first = where.get(entry.name)
        passage = first.text if first else entry.name
        read = {"name": (entry.name,)}
        if entry.is_doubtful:
            leads = {"leads": tuple(first_in[entry.name])} if entry.name in first_in else {}
            yield Question(UNIT, entry.line, passage, entry, read | leads, why=entry.name)
        if entry.aliases:
            other = where.get(entry.aliases[0])
            spelt = {**read, "aliases": tuple(entry.aliases)}
            line, text = (other.line, other.text) if other else (entry.line, passage)
            lines = {"lines": (str(entry.line),)} if line != entry.line else {}
            yield Question(SPELLINGS, line, text, entry, spelt | lines, why=entry.name)
        if is_group(entry.name):
            yield Question(GROUP, entry.line, passage, entry, read, why=entry.name)


def _about(task: DraftTask) -> str:
    return f"{task.number} {task.title}"
