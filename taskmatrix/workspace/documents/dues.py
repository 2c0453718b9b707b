"""Dated facts: what units owed in a span of days, to whom it fell on its day, and when it came."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Any

from taskmatrix.domain.lights import after_period
from taskmatrix.domain.milestones import same_step
from taskmatrix.domain.periods import last_completed
from taskmatrix.domain.ranking import ACCEPTANCE, DEADLINE, MILESTONE, REPORT, Fact
from taskmatrix.domain.words import Role, State
from taskmatrix.store.facts import TaskRow, Version
from taskmatrix.store.lately import PastStatus
from taskmatrix.store.standing import Status
from taskmatrix.workspace.documents.on_record import OnRecord, day_before, waits_in
from taskmatrix.workspace.rhythm import Term, clock_of, report_every, rule_of, term_of
from taskmatrix.workspace.session import Session

_DAY = timedelta(days=1)


def facts(session: Session, first: str, last: str) -> Iterator[Fact]:
    """Yield what counts from one day to another: signatures, reports, milestones, deadlines.

    The contract (§5, Documents) names the last three; a signature in time (签收) is a dated fact of
    the same kind, without which never to sign would keep a unit out of the ranking.
    """
    terms = {role: list(_terms(session, role, first, last)) for role in Role}
    since = min((term.first for each in terms.values() for term in each), default=first)
    record = OnRecord(session, since, first, last)
    dues = _Dues(record, first, last)
    every = report_every(session)[Role.LEAD]
    grace = cache(lambda clock: day_before(after_period(clock, every)))
    for task in record.tasks:
        owed: dict[tuple[Any, ...], Fact] = {}
        for role, its in terms.items():
            for fact in chain.from_iterable(dues.reports(task, role, term) for term in its):
                owed.setdefault((fact.unit, fact.due, fact.period), fact)
        yield from owed.values()
        yield from dues.acceptance(task, grace)
        yield from dues.milestones(task)
        yield from dues.deadlines(task)


def _terms(session: Session, role: str, first: str, last: str) -> Iterator[Term]:
    """Yield the periods whose reports fell due, the last one first."""
    every, by, days = rule_of(session, role)
    day = date.fromisoformat(last) + _DAY
    while its := last_completed(every, day, by, days):
        term = term_of(every, by, its, days)
        if term.due < first:
            return
        yield term
        day = date.fromisoformat(term.due)


class _Dues:
    """What fell due of one task after the other."""

    def __init__(self, record: OnRecord, first: str, last: str) -> None:
        self.record = record
        self.first = first
        self.last = last

    def reports(self, task: TaskRow, role: str, term: Term) -> Iterator[Fact]:
        """Yield the reports of a role on a period, of those who had it on the day it was due.

        The first period is the first full one after the task was accepted; work that was resumed
        counts as accepted anew. In the place of leads that wait is the unit that they wait for.
        """
        record, period = self.record, (term.first, term.last)
        status, clock = record.status(task, term.due), record.clock(task, term.due)
        if status is None or status.state != State.ACTIVE or clock is None or clock > term.first:
            return
        if role == Role.LEAD:
            yield from self._awaited(task, status, term)
        begun = max(record.accepted(task) or "", status.resumed or "")
        first, until = term.counted
        if begun > first or (role == Role.LEAD and waits_in(status, first, until)):
            return
        for unit in record.units(task, role, term.due):
            if role != Role.LEAD and record.is_exempt(task.id, unit, term.due):
                continue
            days = (its.day for its in record.reports(task.id, unit) if first <= its.on <= until)
            came = min(days, default=None)
            met = came is not None and came <= term.due
            yield Fact(unit, REPORT, task.code, task.title, term.due, met, came, period)

    def _awaited(self, task: TaskRow, status: Status, term: Term) -> Iterator[Fact]:
        """Yield the answer owed by the unit for which a task waits all of a period (contract §5).

        It owes one for every period until it answers, as `missing` has it.
        """
        if status.waits_on is None or status.objection is not None:
            return
        if not (status.wait_from or "9") <= term.first <= term.due <= (status.wait_until or ""):
            return
        unit, wait = self.record.heir(status.waits_on), status.wait or 0
        days = (its.day for its in self.record.reports(task.id, unit) if its.seq > wait)
        came = min(days, default=None)
        if came is None or came >= term.first:
            met = came is not None and came <= term.due
            about = (unit, REPORT, task.code, task.title, term.due)
            yield Fact(*about, met, came, (term.first, term.last))

    def acceptance(self, task: TaskRow, grace: Callable[[str], str]) -> Iterator[Fact]:
        """Yield whether a task was accepted while it was still grey, where that ended now."""

        def due_on(day: str) -> str | None:
            clock = self.record.clock(task, day)
            return grace(clock) if clock else None

        versions = self.record.versions(task)
        dues = {grace(clock_of(its.start, task.assigned_on)) for its in versions if its.exists}
        for due in sorted(dues):
            if due > self.last:
                return
            if due_on(due) == due == due_on(day_before(due)):
                if due >= self.first:
                    yield from self._accepted(task, due)
                return

    def _accepted(self, task: TaskRow, due: str) -> Iterator[Fact]:
        lead, status = self.record.first_lead(task, due), self.record.status(task, due)
        if lead is not None and (status is None or status.state != State.TERMINATED):
            on = self.record.accepted(task)
            met = on is not None and on <= due
            yield Fact(lead, ACCEPTANCE, task.code, task.title, due, met, on)

    def milestones(self, task: TaskRow) -> Iterator[Fact]:
        """Yield milestones, but those missed while the task waited or was not open.

        None that was set, or moved, only when its day had come. Reached is what was recorded by it.
        """
        for version in self.record.versions(task):
            for place, step in enumerate(version.steps):
                due = step.due
                if self.first <= due <= self.last and self._stood(task, version, place):
                    on = self.record.reached(task, version, place)
                    met = on is not None and on <= due
                    lead = self.record.first_lead(task, due)
                    if lead is not None and (met or _is_free(self.record.status(task, due), due)):
                        about = (lead, MILESTONE, task.code, task.title, due)
                        yield Fact(*about, met, on, what=step.title)

    def _stood(self, task: TaskRow, version: Version, place: int) -> bool:
        """Whether a milestone held on its day, and was set before it came."""
        step = version.steps[place]
        before = self.record.version(task, day_before(step.due))
        clock = self.record.clock(task, step.due)
        if self.record.version(task, step.due) is not version or not before:
            return False
        found = same_step(version.steps, place, before.steps)
        was_set = found is not None and before.steps[found].due == step.due
        return was_set and clock is not None and clock <= step.due

    def deadlines(self, task: TaskRow) -> Iterator[Fact]:
        """Yield deadlines that were set before they came, extensions asked for in time included.

        A request made in time keeps one open; it counts in the span in which that is decided.
        """
        history = self.record.history(task)
        planned = {version.deadline for version in self.record.versions(task)}
        granted = {row.status.granted for row in history}
        for due in sorted(day for day in planned | granted if day):
            if due > self.last or (due < self.first and not history):
                continue
            if not self._due_on(task, due) == due == self._due_on(task, day_before(due)):
                continue
            settled = _settled(history, due)
            lead = self.record.first_lead(task, due)
            if settled and lead is not None and self.first <= settled[0] <= self.last:
                about = (lead, DEADLINE, task.code, task.title, due)
                yield Fact(*about, settled[1], settled[2])

    def _due_on(self, task: TaskRow, day: str) -> str | None:
        """Return the deadline in force at the end of a day; None where its clock had not begun."""
        version = self.record.version(task, day)
        if version is None or version.standing or (version.start or "") > day:
            return None
        status = self.record.status(task, day)
        if status and status.granted and not status.granted_late:
            return status.granted if status.planned == version.deadline else version.deadline
        return version.deadline


def _is_free(status: Status | None, day: str) -> bool:
    """Whether a task was open on a day, not in review, and waited for nobody."""
    if status is None:
        return True
    return status.state in (State.PENDING, State.ACTIVE) and not waits_in(status, day, day)


def _settled(history: Sequence[PastStatus], due: str) -> tuple[str, bool, str | None] | None:
    """Return when it was decided whether a deadline was met, whether it was, the day of `finish`.

    None where that is open, or the deadline moved, or the task was terminated. What was closed on
    the day, or is closed by a request made until then, was in time whatever comes after.
    """
    before = [row for row in history if row.first <= due]
    held, day = (before[-1].status if before else None), due
    in_time = held is not None and held.state in (State.REVIEW, State.CLOSED)
    for row in history[len(before) :]:
        if held is None or not _is_open(held, due):
            break
        in_time = in_time and row.status.state in (State.REVIEW, State.CLOSED)
        held, day = row.status, row.first
    if held is None or not _is_open(held, due):
        met = in_time and held is not None and held.state == State.CLOSED
        finished = [row.status.since for row in history if row.status.state == State.REVIEW]
        if met:
            return day, True, max((on for on in finished if on <= due), default=None)
        ended = history[-1].status.state if history else None
        if ended == State.TERMINATED or (held and _is_moved(held, due, day)):
            return None
        on = max(finished, default=None) if ended in (State.REVIEW, State.CLOSED) else None
        return day, False, on
    return None


def _is_open(status: Status, due: str) -> bool:
    """Whether a request that was made by a day is not decided: for closure, or an extension."""
    if status.state == State.REVIEW and status.since <= due:
        return True
    return status.asked_on is not None and status.asked_on <= due


def _is_moved(status: Status, due: str, day: str) -> bool:
    """Whether a request made in time ended otherwise than by a refusal: granted, or closed."""
    granted = status.granted is not None and not status.granted_late and status.granted > due
    return day > due and (granted or status.state == State.CLOSED)
