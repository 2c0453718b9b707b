"""The days of a replay: what was on record at the end of each, and what the ladder then issues."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from taskmatrix.domain.ladder import (
    OF_DEADLINE,
    TO_LEADERS,
    Cause,
    Slip,
    affected,
    is_pursued,
    next_move,
    standing_slips,
    step_name,
    unanswered,
)
from taskmatrix.domain.lights import NO_WORK, Work
from taskmatrix.store.escalation import LeadRow, all_leads, slip_takers
from taskmatrix.store.heirs import heirs
from taskmatrix.store.replaying import (
    PartSince,
    StatusSince,
    all_parts,
    all_statuses,
    dropped_on,
    predecessors,
)
from taskmatrix.store.slips import SlipRow, register
from taskmatrix.store.standing import Status
from taskmatrix.workspace.escalating import told_by
from taskmatrix.workspace.matters import Eyes, as_slip, plans_of
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import judge_of
from taskmatrix.workspace.work import work_of

Pair = tuple[int, int]
"""Task and unit."""

Part = tuple[int | None, str | None, str | None]
"""A unit's progress, the day of its last report, and when that was recorded."""

End = tuple[str, str, str | None, int]
"""What became of a slip: day, status, promised day, and the event."""

MAJOR = "major"
NOBODY: Part = (None, None, None)


class Given(NamedTuple):
    """A slip of a replay, and what became of it."""

    slip: Slip
    ended: End | None

    def on(self, day: str, before: int | None) -> Slip:
        """Return the slip as it stood at the end of a day, or before an event of it."""
        if self.ended is None or self.ended[0] > day:
            return self.slip
        if before is not None and self.ended[3] >= before:
            return self.slip
        return self.slip._replace(status=self.ended[1], promised=self.ended[2])


class Replayed(NamedTuple):
    """A slip that the ladder would have issued; `number` is that of the real one, if it was."""

    day: str
    task: int
    unit: int
    step: int
    reply_by: str
    causes: list[Cause]
    why: str
    after: Slip | None
    number: str | None


class Facts:
    """What is on record of tasks at the end of a day; days pass forward only."""

    def __init__(self, session: Session, leads: dict[int, list[LeadRow]]) -> None:
        store = session.store
        self.leads = leads
        self.status: dict[int, Status] = {}
        self.parts: dict[Pair, Part] = {}
        self.work: dict[int, Work] = {}
        self.changes: dict[str, list[StatusSince | PartSince]] = {}
        rows: list[StatusSince | PartSince] = [*all_statuses(store), *all_parts(store)]
        for row in rows:
            self.changes.setdefault(row.day, []).append(row)
        self.days = sorted(self.changes)
        self._next = 0

    def pass_to(self, day: str) -> set[int]:
        """Take in what happened up to a day; return the tasks on which something did."""
        changed = set()
        while self._next < len(self.days) and self.days[self._next] <= day:
            for row in self.changes[self.days[self._next]]:
                changed.add(row.task)
                if isinstance(row, StatusSince):
                    self.status[row.task] = row.status
                else:
                    self.parts[row.task, row.unit] = row[3:]
            self._next += 1
        for task in changed:
            self.work[task] = self._work(task)
        return changed

    def part(self, task: int, unit: int) -> Part:
        """Return what a unit has done on a task."""
        return self.parts.get((task, unit), NOBODY)

    def _work(self, task: int) -> Work:
        status = self.status.get(task)
        reports = [self.part(task, lead.unit)[:2] for lead in self.leads.get(task, ())]
        return work_of(status, status.state if status else "pending", reports)


class Replay:
    """One run of the ladder from a day until today: `slips` replayed, `real` those issued."""

    def __init__(self, session: Session, since: date) -> None:
        store = session.store
        self.since, self.today = since, session.today
        self.judge = judge_of(session)
        self.eyes = Eyes(session, self.judge)
        self.tasks: dict[int, list[LeadRow]] = {}
        for row in all_leads(store):
            self.tasks.setdefault(row.task, []).append(row)
        self.plans = plans_of(session, [leads[0] for leads in self.tasks.values()])
        self.dropped = dropped_on(store)
        self.after = predecessors(store)
        self.takers = slip_takers(store)
        self.heirs = heirs(store)
        self.facts = Facts(session, self.tasks)
        self.history: dict[Pair, list[SlipRow]] = {}
        for slip in register(store):
            self.history.setdefault((slip.task, slip.unit), []).append(slip)
        start = since.isoformat()
        rows = [row for rows in self.history.values() for row in rows]
        self.real = sorted((row for row in rows if row.issued >= start), key=lambda row: row.seq)
        self.given = {
            pair: [_really(row) for row in rows if row.issued < start]
            for pair, rows in self.history.items()
        }
        self.slipped: dict[int, set[int]] = {}
        for task, unit in self.given:
            self.slipped.setdefault(task, set()).add(unit)
        self.over: dict[tuple[Pair, bool], str] = {}
        self.slips: list[Replayed] = []

    def run(self) -> int:
        """Let the days pass; return how many working days there were."""
        begun = [each.slip.issued for slips in self.given.values() for each in slips]
        first = min([*map(date.fromisoformat, begun), self.since])
        self.facts.pass_to((first - timedelta(days=1)).isoformat())
        count = 0
        for number in range((self.today - first).days + 1):
            day = first + timedelta(days=number)
            changed = self.facts.pass_to(day.isoformat())
            if day >= self.since:
                self._give_urgent(day.isoformat())
                if self.judge.days.is_working(day):
                    count += 1
                    self._give_due(day.isoformat())
            self._note_over(day.isoformat(), changed)
        return count

    def _give_due(self, day: str) -> None:
        """Issue what the ladder asks for on a day."""
        found = [(task, *each) for task in self.tasks for each in self._matters(task, day)]
        late = {task for task, _unit, causes in found if any(c.rule in OF_DEADLINE for c in causes)}
        followed = affected(late, self.after)
        for task, unit, causes in found:
            if task in followed:
                causes = [cause for cause in causes if cause.rule not in OF_DEADLINE]
            if causes and self.takers[unit][1]:
                self._climb((task, unit), day, causes)

    def _matters(self, task: int, day: str) -> Iterator[tuple[int, list[Cause]]]:
        work = self.facts.work.get(task, NO_WORK)
        if work.state not in ("pending", "active") or self.dropped.get(task, "9") <= day:
            return
        leads, met = self.tasks[task], set[int]()
        for lead in leads:
            progress, _reported, heard = self.facts.part(task, lead.unit)
            first, part = lead is leads[0], (progress, heard)
            causes = self.eyes.lead_causes(self.plans[task], work, first, part, day)
            if causes:
                met.add(lead.unit)
                yield lead.unit, causes
        status = self.facts.status.get(task)
        if status and status.waits_on is not None and status.objection is None:
            unit = self.heirs.get(status.waits_on, status.waits_on)
            causes = self.eyes.awaited_causes(work, self.facts.part(task, unit)[2], day)
            if causes and unit != leads[0].unit:
                met.add(unit)
                yield unit, causes
        for unit in sorted(self.slipped.get(task, set()) & {each.unit for each in leads} - met):
            standing = standing_slips(self._slips((task, unit), day))
            causes = unanswered(self.judge, standing[-1], day) if standing else []
            if causes:
                yield unit, causes

    def _slips(self, pair: Pair, day: str) -> list[Slip]:
        """Return the slips to a unit on a task as they stood at the end of a day, oldest first."""
        cut = self.first_issued(pair, day)
        return [each.on(day, cut) for each in self.given.get(pair, ())]

    def first_issued(self, pair: Pair, day: str) -> int | None:
        """Return the event of the first slip that was really issued on a day: what came later
        that day was not yet known.
        """
        rows = self.history.get(pair, ())
        return next((row.seq for row in rows if row.issued == day), None)

    def _climb(self, pair: Pair, day: str, causes: list[Cause], major: bool = False) -> None:
        """Take the step that is due, if one is."""
        slips = self._slips(pair, day)
        standing = standing_slips(slips)
        over = self.over.get((pair, causes[0].rule == "awaited"), "")
        ended = bool(standing) and over >= standing[-1].issued
        ended = ended and not is_pursued(causes, standing[-1])
        rules = frozenset(cause.rule for cause in causes)
        move = next_move(self.judge.policy, slips, day, ended, rules, major=major)
        in_charge = self.tasks[pair[0]][0].leader
        if move.step is None or (
            move.step in TO_LEADERS and told_by(self.eyes.session, in_charge, move.step) is None
        ):
            return
        term = self.judge.policy.steps[step_name(move.step)]
        reply_by = self.judge.days.add(date.fromisoformat(day), term).isoformat()
        real = self._same(pair, day, move.step)
        slip = Slip(0, real.label if real else "", move.step, day, reply_by, rules=rules)
        ended_by = _end(real) if real else self._answer(pair, day, reply_by)
        self.given.setdefault(pair, []).append(Given(slip, ended_by))
        self.slipped.setdefault(pair[0], set()).add(pair[1])
        number = real.label if real else None
        what = Replayed(day, *pair, move.step, reply_by, causes, move.why, move.after, number)
        self.slips.append(what)

    def _same(self, pair: Pair, day: str, step: int) -> SlipRow | None:
        """Return the slip that was really issued that day: what became of it is known."""
        rows = self.history.get(pair, ())
        return next((row for row in rows if row.issued == day and row.step == step), None)

    def _answer(self, pair: Pair, day: str, reply_by: str) -> End | None:
        """Return the answer that the unit gave in time to any slip on the task; else it lapses."""
        for row in self.history.get(pair, ()):
            if row.status == "answered" and row.day and day <= row.day <= reply_by:
                return _end(row)
        return None

    def _give_urgent(self, day: str) -> None:
        """Issue what people ordered as urgent on a day: no rule would have kept them from it."""
        for row in self.real:
            if row.rule == MAJOR and row.issued == day and row.task in self.tasks:
                self._climb((row.task, row.unit), day, [Cause(MAJOR, {})], major=True)

    def _note_over(self, day: str, changed: set[int]) -> None:
        """Note for which slips what they were about is over, after what happened on a day."""
        for pair, slips in self.given.items():
            task, unit = pair
            if not slips or task not in changed or task not in self.tasks:
                continue
            work, part = self.facts.work.get(task, NO_WORK), self.facts.part(task, unit)
            first = self.tasks[task][0].unit == unit
            if self.eyes.is_over(self.plans[task], work, first, (part[0], part[2]), day):
                self.over[pair, False] = day
            if not self.eyes.awaited_causes(work, part[2], day):
                self.over[pair, True] = day


def _really(row: SlipRow) -> Given:
    """Return a slip that was really issued."""
    return Given(as_slip(row)._replace(status="open", promised=None), _end(row))


def _end(row: SlipRow) -> End | None:
    if row.status == "open" or row.day is None or row.ended is None:
        return None
    return row.day, row.status, row.promised, row.ended
