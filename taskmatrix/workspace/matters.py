"""What is the matter today, with whom: the causes that the ladder of slips goes by."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from typing import NamedTuple

from taskmatrix.domain.ladder import (
    OF_DEADLINE,
    Cause,
    Lead,
    Slip,
    affected,
    awaited,
    causes,
    is_over,
    least_on_pace,
    unanswered,
)
from taskmatrix.domain.lights import NO_WORK, Judge, Span, Task, Work
from taskmatrix.store import escalation
from taskmatrix.store.escalation import LeadRow
from taskmatrix.store.lately import first_since
from taskmatrix.store.slips import SlipRow
from taskmatrix.store.slips import unanswered as unanswered_slips
from taskmatrix.store.standing import milestones
from taskmatrix.workspace.rhythm import clock_of, silent_span
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import leads_of, spans_of_targets
from taskmatrix.workspace.work import Spans, work_of

_DAY = timedelta(days=1)


class Matter(NamedTuple):
    """What is the matter with one unit's part of a task.

    `leads` are all leads of the task, the first one first; `plan` is what the plan says of it, None
    where the matter does not rest on it;
    `behind_of` are tasks before it that are late themselves, `hinders` those after it that are.
    """

    task: int
    code: str
    title: str
    leader: int | None
    unit: int
    causes: list[Cause]
    leads: list[int]
    plan: Task | None
    behind_of: list[str]
    hinders: list[str]


class Eyes:
    """Sees what is the matter on any day, by one judge and the leads' rhythm."""

    def __init__(self, session: Session, judge: Judge) -> None:
        self.session = session
        self.judge = judge
        self._silent: dict[str, Span | None] = {}

    def silent(self, day: str) -> Span | None:
        """Return the span in which, on a day, a lead ought to have reported."""
        if day not in self._silent:
            periods = self.judge.policy.triggers["silent"]
            self._silent[day] = (
                silent_span(self.session, "lead", date.fromisoformat(day), periods)
                if periods
                else None
            )
        return self._silent[day]

    def lead_causes(
        self, plan: Task, work: Work, first: bool, part: tuple[int | None, str | None], day: str
    ) -> list[Cause]:
        """Return what is the matter with a lead; `part` is its progress and when it was heard."""
        lead = Lead(first, *part, self.silent(day))
        return causes(self.judge, plan, work, lead, day)

    def is_over(
        self, plan: Task, work: Work, first: bool, part: tuple[int | None, str | None], day: str
    ) -> bool:
        """Return whether what a slip to a lead was about had ended by the end of a day."""
        lead = Lead(first, *part, self.silent(day))
        return is_over(self.judge, plan, work, lead, day)

    def awaited_causes(self, work: Work, heard: str | None, day: str) -> list[Cause]:
        """Return what is the matter with a unit that is waited on."""
        return awaited(work, heard, self.silent(day), day)


def matters(session: Session, eyes: Eyes) -> list[Matter]:
    """Return what is the matter today, by task and unit; no more than that is kept in memory."""
    found = [*_of_leads(session, eyes), *_of_awaited(session, eyes)]
    found += _of_unanswered(session, eyes, {(each.task, each.unit) for each in found})
    codes = {matter.task: matter.code for matter in found}
    late = {m.task for m in found if any(cause.rule in OF_DEADLINE for cause in m.causes)}
    followed = affected(late, escalation.open_before(session.store, sorted(late)))
    hinders: dict[int, list[str]] = {}
    for task, others in followed.items():
        for other in others:
            hinders.setdefault(other, []).append(codes[task])
    return [
        matter._replace(
            behind_of=sorted(codes[other] for other in followed.get(matter.task, ())),
            hinders=sorted(hinders.get(matter.task, ())),
        )
        for matter in found
    ]


def _of_leads(session: Session, eyes: Eyes) -> Iterator[Matter]:
    policy, today, store = eyes.judge.policy, session.today.isoformat(), session.store
    silent = eyes.silent(today)
    rows = escalation.leads_concerned(
        store,
        today,
        _latest_due(eyes.judge, session.today),
        first_since(store, silent[0]) if silent else 0,
        _pace(store, eyes.judge, today),
        policy.colours_all,
    )
    tasks = (list(some) for _task, some in groupby(rows, key=lambda row: row.task))
    while batch := list(islice(tasks, escalation.FEW)):
        plans = plans_of(session, [leads[0] for leads in batch])
        for leads in batch:
            yield from _of_task(eyes, leads, plans[leads[0].task], today)


def _latest_due(judge: Judge, today: date) -> str:
    """Return the last deadline that is near today, by the term that the policy gives."""
    term, latest = judge.policy.triggers["due"], today
    if term is not False:
        latest += timedelta(days=int(term.removesuffix("d").removesuffix("w")))
        while judge.days.add(latest + _DAY, f"-{term}") <= today:
            latest += _DAY
    return latest.isoformat()


def _pace(store: sqlite3.Connection, judge: Judge, today: str) -> Iterator[tuple[str, str, int]]:
    """Yield start, deadline and the least progress of today with which nobody is behind.

    Waits make it less, never more: whoever waits is looked at all the same.
    """
    points = judge.policy.triggers["behind"]
    if points is not False:
        for start, deadline in escalation.spans(store, judge.policy.colours_all):
            plan = Task(start, start, deadline, False, False)
            yield start, deadline, least_on_pace(judge.expected(plan, NO_WORK, today), points)


def _of_task(eyes: Eyes, leads: Sequence[LeadRow], plan: Task, today: str) -> Iterator[Matter]:
    first = leads[0]
    work = work_of(first.status, first.state, [(lead.progress, lead.reported) for lead in leads])
    for lead in leads:
        part = (lead.progress, lead.heard)
        found = eyes.lead_causes(plan, work, lead.unit == first.unit, part, today)
        if found:
            units = [each.unit for each in leads]
            about = (first.task, first.code, first.title, first.leader)
            yield Matter(*about, lead.unit, found, units, plan, [], [])


def _of_awaited(session: Session, eyes: Eyes) -> Iterator[Matter]:
    today = session.today.isoformat()
    for row in escalation.awaited_units(session.store, today):
        work = work_of(row.status, row.state, ())
        found = eyes.awaited_causes(work, row.heard, today)
        if found:
            about = (row.task, row.code, row.title, row.leader)
            yield Matter(*about, row.unit, found, [], None, [], [])


def _of_unanswered(session: Session, eyes: Eyes, others: set[tuple[int, int]]) -> Iterator[Matter]:
    """Yield whose last slip was not answered, though nothing else is the matter with them."""
    today = session.today.isoformat()
    rows = [
        row
        for row in unanswered_slips(session.store)
        if row.state in ("pending", "active") and (row.task, row.unit) not in others
    ]
    leads = leads_of(session.store, [row.task for row in rows])
    for row in rows:
        found = unanswered(eyes.judge, as_slip(row), today)
        if found and row.unit in leads[row.task]:
            about = (row.task, row.code, row.title, row.in_charge)
            yield Matter(*about, row.unit, found, leads[row.task], None, [], [])


def as_slip(row: SlipRow) -> Slip:
    """Return a row of the register as the ladder sees it."""
    rules = frozenset(rule for rule, _numbers in row.reasons["causes"])
    ends = (row.reply_by, row.status, row.promised)
    return Slip(row.seq, row.label, row.step, row.issued, *ends, rules)


def plans_of(session: Session, rows: Iterable[LeadRow]) -> dict[int, Task]:
    """Return what the plan says of tasks, given one of each task's leads."""
    known = {row.task: row for row in rows}
    steps = milestones(session.store, list(known))
    targets: Mapping[int, Spans] = spans_of_targets(
        session.store, {task: (row.start, row.deadline) for task, row in known.items()}
    )
    return {
        task: Task(
            clock_of(row.start, row.assigned_on),
            row.start,
            row.deadline,
            bool(row.inherited),
            bool(row.standing),
            steps.get(task, ()),
            targets.get(task, ()),
        )
        for task, row in known.items()
    }
