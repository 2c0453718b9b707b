"""A draft as a person has confirmed it: answers to its questions, and what they make of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from taskmatrix.notices.amending import (
    named_anew,
    register,
    renumbered,
    roles_in,
    supporting,
    task_of,
    with_clause,
    with_task,
)
from taskmatrix.notices.model import Draft, DraftTask, Reading, Unread
from taskmatrix.notices.numbers import contradict
from taskmatrix.notices.questions import (
    BARE,
    CLAUSE,
    COORDINATOR,
    DEADLINE,
    DROPS,
    GROUP,
    HORIZON,
    ID,
    NUMBER,
    OF_UNITS,
    RULE,
    SPELLINGS,
    SUPPORTS,
    UNIT,
    UNREAD,
    Question,
    plan_id,
)
from taskmatrix.notices.register import Entry
from taskmatrix.notices.units import is_group
from taskmatrix.notices.words import LOCAL

YES, NO, TYPED = "yes", "no", "typed"
REJECTED = "rejected"
"""In place of an inference: a person took the passage for no clause."""

Names = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a person said: yes, no, or what was typed instead, by field."""

    verdict: str
    typed: Mapping[str, Names] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return what was typed in a field of one value."""
        return next(iter(self.typed.get(name, ())), "")

    @property
    def day(self) -> date:
        """The day that was typed."""
        return date.fromisoformat(self.one("day"))


@dataclass(frozen=True)
class Settled:
    """What needs no confirmation any more and so no comment: the writer asks."""

    lead_rule: str = ""
    horizon: bool = False
    units: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()
    members: Mapping[str, Names] = field(default_factory=dict)
    coordinator: str = ""
    plan_id: str = ""


@dataclass(frozen=True)
class Reviewed:
    """A draft with the answers in it, and what they have settled."""

    draft: Draft
    settled: Settled
    ended: frozenset[int]
    """The identities of the clauses that an answer has made anew or dropped."""

    def is_moot(self, question: Question) -> bool:
        """Whether answers have taken away what another question is about."""
        if question.kind in OF_UNITS:
            return question.subject.name not in self._named
        if question.kind == BARE:
            return (question.subject.line, question.subject.title) in self._with_clauses
        return question.kind == CLAUSE and id(question.subject) in self.ended

    @cached_property
    def _named(self) -> set[str]:
        return {entry.name for entry in self.draft.units}

    @cached_property
    def _with_clauses(self) -> set[tuple[int, str]]:
        return {(task.line, task.title) for task in self.draft.every() if task.readings}


def _ends(question: Question, answer: Answer) -> bool:
    return answer.verdict == TYPED or (answer.verdict == NO and question.on_no == DROPS)


def reviewed(draft: Draft, asked: list[Question], answers: Mapping[str, Answer]) -> Reviewed:
    """Return the draft as the answers to its own questions have it."""
    said = _Said(asked, answers)
    tasks = tuple(said.task(task) for task in draft.tasks)
    tasks = said.with_clauses(tasks)
    changed = replace(draft, tasks=tasks)
    changed = replace(changed, unread=tuple(said.unread(changed)))
    changed = said.blanket(changed)
    if answer := said.to(HORIZON, draft.horizon):
        day = answer.day if answer.verdict == TYPED else None
        if draft.horizon and answer.verdict != YES:
            changed = replace(changed, horizon=replace(draft.horizon, day=day) if day else None)
    changed = named_anew(changed, said.names(draft))
    units = register(changed, said.entries(draft), said.members(draft), said.coordinator(draft))
    ended = frozenset(id(each.subject) for each, answer in said.asked if _ends(each, answer))
    return Reviewed(replace(changed, units=tuple(units)), said.settled(draft, units), ended)


class _Said:
    """The answers, found by what they are about."""

    def __init__(self, asked: list[Question], answers: Mapping[str, Answer]) -> None:
        self.asked = [(each, answers[each.key]) for each in asked if each.key in answers]
        self.given = {
            (each.kind, each.why if each.kind == CLAUSE else "", id(each.subject)): answer
            for each, answer in self.asked
        }
        self.rule_is_asked = any(each.kind == RULE for each in asked)

    def to(self, kind: str, subject: object, why: str = "") -> Answer | None:
        """Return the answer to a question."""
        return self.given.get((kind, why, id(subject)))

    def task(self, task: DraftTask) -> DraftTask:
        """Return a task and those below it as the answers have them."""
        deadlines = []
        for each in task.deadlines:
            answer = self.to(DEADLINE, each)
            if not answer:
                deadlines.append(each)
            elif answer.verdict == TYPED:
                deadlines.append(replace(each, day=answer.day))
        changed = replace(
            task,
            readings=tuple(map(self.reading, task.readings)),
            deadlines=tuple(deadlines),
            children=tuple(map(self.task, task.children)),
        )
        bare = self.to(BARE, task)
        if bare and (roles := roles_in(bare.typed)):
            made = Reading(task.line, task.sentence, task.title, roles, open_ended=False)
            changed = replace(changed, readings=(made,))
        if answer := self.to(NUMBER, task):
            changed = replace(changed, renumbered=False)
            if answer.verdict == TYPED:
                changed = renumbered(changed, answer.one("number"))
        return changed

    def reading(self, reading: Reading) -> Reading:
        """Return a clause as the answers have it; a rejected one is left as a comment."""
        left = []
        changed = reading
        for asked in reading.inferred:
            answer = self.to(CLAUSE, reading, asked)
            if not answer:
                left.append(asked)
            elif answer.verdict == TYPED:
                return replace(reading, roles=roles_in(answer.typed), inferred=())
            elif answer.verdict == NO:
                on_no = Question(CLAUSE, 0, "", reading, why=asked).on_no
                if on_no == DROPS:
                    return replace(reading, roles={}, open_ended=False, inferred=(REJECTED,))
                if on_no == SUPPORTS:
                    changed = replace(changed, roles=supporting(changed))
        return replace(changed, inferred=tuple(left))

    def with_clauses(self, tasks: tuple[DraftTask, ...]) -> tuple[DraftTask, ...]:
        """Return the tasks with the clauses that were typed for passages not understood."""
        for question, answer in self.asked:
            if question.kind == UNREAD and answer.verdict == TYPED:
                tasks = _with_passage(tasks, question, answer)
        return tasks

    def unread(self, draft: Draft) -> Iterator[Unread]:
        """Yield the passages that nobody has looked at, or whose task has gone."""
        numbers = {task.number for task in draft.every()}
        for each in draft.unread:
            answer = self.to(UNREAD, each)
            if not answer or (answer.verdict == TYPED and answer.one("task") not in numbers):
                yield each

    def blanket(self, draft: Draft) -> Draft:
        """下同 that was rejected holds for its task alone; what was typed holds for all."""
        for question, answer in self.asked:
            stated = question.line == draft.blanket_line and question.why == "repeat"
            if question.kind != CLAUSE or not stated:
                continue
            if answer.verdict == NO:
                return replace(draft, blanket=(), blanket_line=0)
            if answer.verdict == TYPED:
                return replace(draft, blanket=answer.typed.get(LOCAL, ()))
        return draft

    def names(self, draft: Draft) -> dict[str, Names]:
        """Return what becomes of names that are no units, or were misread."""
        changed = {}
        for entry in draft.units:
            answer = self.to(UNIT, entry)
            if answer and answer.verdict != YES:
                for name in (entry.name, *entry.aliases):
                    changed[name] = answer.typed.get("names", ())
        return changed

    def coordinator(self, draft: Draft) -> Names:
        """Return the unit that runs the tool, where it was typed."""
        answer = self.to(COORDINATOR, draft)
        return answer.typed.get("unit", ()) if answer else ()

    def entries(self, draft: Draft) -> Iterator[Entry]:
        """Yield the units, the spellings of one body parted where they are not."""
        for entry in draft.units:
            answer = self.to(SPELLINGS, entry)
            if not answer or answer.verdict == YES:
                yield entry
                continue
            spelt = [entry.name, *entry.aliases]
            one = [name for name in spelt if name in answer.typed.get("names", ())]
            if one:
                yield Entry(one[0], entry.line, one[1:])
            yield from (Entry(name, entry.line) for name in spelt if name not in one)

    def members(self, draft: Draft) -> dict[str, Names]:
        """Return the groups that were looked at, with what was typed as their members."""
        found = ((entry.name, self.to(GROUP, entry)) for entry in draft.units)
        return {name: answer.typed.get("names", ()) for name, answer in found if answer}

    def settled(self, draft: Draft, units: list[Entry]) -> Settled:
        """Return what the answers have settled; what a person typed needs no question."""
        rule = next((answer for each, answer in self.asked if each.kind == RULE), None)
        rules = {YES: "first-listed", NO: "none"}
        read = {entry.name: entry for entry in draft.units}
        typed = {entry.name for entry in units if entry.name not in read}
        confirmed = {name for name, entry in read.items() if self.to(UNIT, entry)}
        one = {name for name, entry in read.items() if self.to(SPELLINGS, entry)}
        groups = dict.fromkeys(filter(is_group, typed), ()) | self.members(draft)
        if rule:
            lead_rule = rules.get(rule.verdict) or rule.one("rule")
        else:
            lead_rule = "" if self.rule_is_asked or draft.rule_line else "first-listed"
        horizon = self.to(HORIZON, draft.horizon) is not None
        chosen = self.to(ID, draft)
        return Settled(
            lead_rule,
            horizon,
            frozenset(confirmed | typed),
            frozenset(one | typed),
            groups,
            "".join(self.coordinator(draft)),
            (chosen.one("id") or plan_id(draft)) if chosen else "",
        )


def _with_passage(
    tasks: tuple[DraftTask, ...], question: Question, answer: Answer
) -> tuple[DraftTask, ...]:
    """Give a passage that was not understood to its task; with a title it is one of its own."""
    number, title = answer.one("task"), answer.one("title")
    known = any(task.number == number for root in tasks for task in root.below())
    if title and not known:
        tasks = with_task(tasks, task_of(number, title, question.line, question.passage))
    roles = roles_in(answer.typed)
    made = Reading(question.line, question.passage, "", roles, open_ended=False)
    return tuple(with_clause(task, number, made) for task in tasks) if roles else tasks


def clashes(draft: Draft) -> bool:
    """Whether the numbers of a draft contradict each other."""
    return contradict(pair for task in draft.every() for pair in task.numbers())
