"""The ladder at work: which slips are due today, and issuing them (contract §5, Ladder)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.domain.ladder import (
    MAJOR_STEP,
    OF_DEADLINE,
    TO_LEADERS,
    Cause,
    Move,
    Slip,
    is_pursued,
    next_move,
    standing_slips,
    step_name,
)
from taskmatrix.domain.lights import Judge
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.escalation import slip_takers
from taskmatrix.store.names import acting_units, unit_name
from taskmatrix.store.query import tasks_below
from taskmatrix.store.slips import SlipRow, last_number, numbered, slips_of_tasks
from taskmatrix.workspace.lately import Past
from taskmatrix.workspace.matters import Eyes, Matter, as_slip, matters
from taskmatrix.workspace.naming import Named, find_task_or_unit
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import judge_of, leads_of
from taskmatrix.workspace.working import TaskNow, Work, without_lead, working, wrong_state

Key = tuple[int, int, int]
"""A slip that is due: task, unit, step."""


class Wanted(NamedTuple):
    """Which tasks and units are meant, and which not; empty means all."""

    tasks: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    no_tasks: frozenset[int] = frozenset()
    no_units: frozenset[int] = frozenset()

    def takes(self, task: int, unit: int) -> bool:
        """Whether a slip on a task to a unit is meant."""
        if task in self.no_tasks or unit in self.no_units:
            return False
        named = self.tasks or self.units
        return not named or task in self.tasks or unit in self.units


class Proposal(NamedTuple):
    """What the ladder has to say of one matter.

    `move` is the step that is due, or why none is; `reply_by` the day by which a slip is answered;
    `to_leader` is whether the unit is sent no slips, so that its leader in charge is told; `copies`
    are the other leads that are sent slips, `leader` is who is told by steps 4 and 5.
    """

    matter: Matter
    move: Move
    reply_by: str | None
    to_leader: bool
    copies: list[int]
    leader: int | None

    @property
    def key(self) -> Key:
        """What tells one slip that is due from another."""
        return self.matter.task, self.matter.unit, self.move.step or 0


def must_coordinate(session: Session) -> None:
    """Raise Refused unless the coordinator acts: it alone issues slips."""
    Work(session, session.read()).must_coordinate()


def wanted_of(
    session: Session, names: Iterable[str], excepted: Iterable[str]
) -> tuple[Wanted, list[Named]]:
    """Find the tasks and units that were named; a group means any member."""
    store, named = session.read(), []
    sets: list[set[int]] = [set(), set(), set(), set()]
    for place, spoken in [*((0, each) for each in names), *((2, each) for each in excepted)]:
        found = find_task_or_unit(store, spoken, session.overall["id"])
        named.append(found)
        if found.what == "task":
            below = [row[0] for row in tasks_below(store, [found.id])]
            sets[place] |= {found.id, *below}
        else:
            sets[place + 1] |= set(acting_units(store, found.id))
    return Wanted(*map(frozenset, sets)), named


def proposals(session: Session, wanted: Wanted) -> list[Proposal]:
    """Return what the ladder has to say today of every matter that is meant."""
    judge = judge_of(session)
    eyes = Eyes(session, judge)
    found = [each for each in matters(session, eyes) if wanted.takes(each.task, each.unit)]
    takers = slip_takers(session.store)
    history = History(session, eyes, found)
    return [_proposal(session, judge, history, matter, takers) for matter in found]


def _proposal(
    session: Session,
    judge: Judge,
    history: "History",
    matter: Matter,
    takers: dict[int, tuple[str, bool]],
) -> Proposal:
    if matter.behind_of:
        own = [cause for cause in matter.causes if cause.rule not in OF_DEADLINE]
        if not own:
            return Proposal(matter, Move(None, "follows"), None, False, [], None)
        matter = matter._replace(causes=own)
    if not takers[matter.unit][1]:
        return Proposal(matter, Move(None, "told"), None, True, [], None)
    slips = history.slips(matter)
    today = session.today.isoformat()
    ended, rules = bool(slips) and history.ended(matter, slips), _rules(matter)
    move = next_move(judge.policy, slips, today, ended, rules)
    return _addressed(session, judge, matter, move, takers)


def _addressed(
    session: Session,
    judge: Judge,
    matter: Matter,
    move: Move,
    takers: dict[int, tuple[str, bool]],
) -> Proposal:
    """Return a proposal with those who are told; none where there is nobody to report to."""
    leader = told_by(session, matter.leader, move.step)
    if move.step in TO_LEADERS and leader is None:
        move = Move(None, "nobody", move.after)
    copies = [unit for unit in matter.leads if unit != matter.unit and takers[unit][1]]
    return Proposal(matter, move, _reply_by(judge, move, session.today), False, copies, leader)


def told_by(session: Session, in_charge: int | None, step: int | None) -> int | None:
    """Return the leader whom a step tells: in charge of the task, or the principal."""
    principal: int | None = session.overall["principal"]
    return {4: in_charge, 5: principal}.get(step or 0)


def _rules(matter: Matter) -> frozenset[str]:
    return frozenset(cause.rule for cause in matter.causes)


def _reply_by(judge: Judge, move: Move, today: date) -> str | None:
    if move.step is None:
        return None
    return judge.days.add(today, judge.policy.steps[step_name(move.step)]).isoformat()


class History:
    """The slips on some matters, and whether what they were about ended since."""

    def __init__(self, session: Session, eyes: Eyes, found: Sequence[Matter]) -> None:
        self.eyes = eyes
        self.today = session.today.isoformat()
        self._slips: dict[tuple[int, int], list[SlipRow]] = {}
        tasks = sorted({matter.task for matter in found})
        for row in slips_of_tasks(session.store, tasks):
            self._slips.setdefault((row.task, row.unit), []).append(row)
        slipped = sorted({task for task, _unit in self._slips})
        standing = (standing_slips(rows) for rows in self._slips.values())
        first = min((rows[-1].seq for rows in standing if rows), default=0)
        leads = leads_of(session.store, slipped)
        self._past = Past(session.store, slipped, first, leads) if slipped else None

    def slips(self, matter: Matter) -> list[Slip]:
        """Return the slips to a unit on a task, oldest first."""
        return [as_slip(row) for row in self._slips.get((matter.task, matter.unit), ())]

    def ended(self, matter: Matter, slips: Sequence[Slip]) -> bool:
        """Whether no cause stood at the end of a day since the last slip that stands."""
        past, standing = self._past, standing_slips(slips)
        if past is None or not standing or is_pursued(matter.causes, standing[-1]):
            return False
        return any(
            self._is_over(matter, past, day)
            for day in past.days_of_change(matter.task, standing[-1].issued, self.today)
        )

    def _is_over(self, matter: Matter, past: Past, day: str) -> bool:
        work = past.work(matter.task, day)
        part = past.part(matter.task, matter.unit, day)
        if matter.plan is None:
            return not self.eyes.awaited_causes(work, part.heard, day)
        first = bool(matter.leads) and matter.unit == matter.leads[0]
        return self.eyes.is_over(matter.plan, work, first, (part.progress, part.heard), day)


def day_of(move: Move) -> str | None:
    """Return the day on which a move turns: the promised one, or that of the reply."""
    return (move.after.promised or move.after.reply_by) if move.after else None


def as_item(session: Session, proposal: Proposal) -> dict[str, Any]:
    """Return what the ladder has to say of one matter, as an object."""
    store, (matter, move) = session.store, proposal[:2]
    leader = unit_name(store, matter.leader) if matter.leader is not None else None
    return {
        "step": move.step,
        "colour": move.colour,
        "task": matter.code,
        "title": matter.title,
        "unit": unit_name(store, matter.unit),
        "copies": [unit_name(store, unit) for unit in proposal.copies],
        "leader": leader,
        "reply_by": proposal.reply_by,
        "rule": matter.causes[0].rule,
        "causes": [{"rule": cause.rule, **cause.numbers} for cause in matter.causes],
        "because": move.why,
        "after": move.after.number if move.after else None,
        "day": day_of(move),
        "behind_of": matter.behind_of,
        "hinders": matter.hinders,
    }


def escalate(session: Session, wanted: Wanted, agreed: Iterable[Key]) -> Work:
    """Issue the slips that were agreed to and are still due, each with the next number."""
    keys = set(agreed)
    with working(session) as work:
        work.must_coordinate()
        for proposal in proposals(session, wanted):
            if proposal.move.step is not None and proposal.key in keys:
                _issue(work, proposal, {})
    return work


def escalate_major(session: Session, names: Sequence[str], reason: str) -> Work:
    """Issue urgent slips on tasks, to their first leads: red at once, or one step higher.

    Raises Refused where a task is not open, has no lead, or its lead is sent no slips.
    """
    with working(session) as work:
        work.must_coordinate()
        judge = judge_of(session)
        takers = slip_takers(work.store)

        def urge(task: TaskNow) -> None:
            matter = _major_matter(work, task)
            if not takers[matter.unit][1]:
                raise Refused(
                    _("{unit} is sent no slips").format(unit=takers[matter.unit][0]),
                    _("tell the leader in charge"),
                )
            rows = [row for row in slips_of_tasks(work.store, [task.id]) if row.unit == matter.unit]
            move = next_move(
                judge.policy,
                [as_slip(row) for row in rows],
                session.today.isoformat(),
                ended=False,
                rules=_rules(matter),
                major=True,
            )
            proposal = _addressed(session, judge, matter, move, takers)
            if proposal.move.step is None:
                raise Refused(
                    _("No higher slip on {code} today").format(code=task.code),
                    _("see: taskmatrix slips --task {code}").format(code=task.code),
                )
            _issue(work, proposal, {"reason": work.contents.text(reason)})

        work.each_task(names, urge)
    return work


def _major_matter(work: Work, task: TaskNow) -> Matter:
    if task.state not in ("pending", "active"):
        raise wrong_state(task)
    if not task.leads:
        raise without_lead(task)
    import json

    leads = [unit for unit, _name in task.leads]
    leader = json.loads(task.definition)["leader"]
    about = (task.id, task.code, task.title, leader)
    return Matter(*about, leads[0], [Cause("major", {})], leads, None, [], [])


def _issue(work: Work, proposal: Proposal, texts: dict[str, str]) -> None:
    """Add the event of one slip; its number is the next one within this very transaction."""
    matter, move = proposal.matter, proposal.move
    step = move.step or MAJOR_STEP
    year = int(work.session.today.isoformat()[:4])
    before = sum(draft.kind == EventKind.SLIP_ISSUED for draft in work.drafts)
    number = last_number(work.store, year) + before + 1
    because = {
        "causes": [[cause.rule, cause.numbers] for cause in matter.causes],
        "why": move.why,
        "after": move.after.number if move.after else None,
        "day": day_of(move),
        "hinders": matter.hinders,
    }
    data: dict[str, Any] = {
        "year": year,
        "number": number,
        "unit": matter.unit,
        "step": step,
        "colour": move.colour,
        "rule": matter.causes[0].rule,
        "reply_by": proposal.reply_by,
        "leader": proposal.leader,
        "copies": proposal.copies,
        "because": because,
        **texts,
    }
    actors = (work.unit.id, work.home())
    work.drafts.append(Draft(EventKind.SLIP_ISSUED, matter.task, canonical(data), None, actors))
    work.tell(
        EventKind.SLIP_ISSUED,
        matter.code,
        matter.title,
        other=unit_name(work.store, matter.unit),
        slip=numbered(year, number),
        step=step,
        colour=move.colour,
        reply_by=proposal.reply_by,
    )
