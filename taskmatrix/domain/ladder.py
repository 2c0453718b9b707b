"""The ladder of slips: what is the matter, with whom, and which step is due (contract §5, Ladder).

Pure functions; days are ISO texts. A cause begins with time and ends by an event alone, so what
held at the end of a day on which something happened tells whether a cause ended in between.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from taskmatrix.domain.lights import (
    Judge,
    Span,
    Task,
    Work,
    deadline_of,
    has_own_deadline,
    is_extended,
    is_waiting,
)
from taskmatrix.domain.policy import COLOURS, STEPS, Policy

MAJOR_STEP = 3
"""Where an urgent matter may start (--major): the red slip."""

TO_LEADERS = (4, 5)
"""The steps that report to somebody above the unit."""

OF_DEADLINE = frozenset({"due", "overdue", "behind"})
"""The causes in which a task may only follow another that is late itself."""

RULES = ("overdue", "behind", "silent", "unsigned", "due", "awaited", "unanswered", "major")
"""Every cause, the gravest first."""


class Cause(NamedTuple):
    """One thing that is the matter: the rule, and the numbers that it looked at."""

    rule: str
    numbers: dict[str, Any]


class Lead(NamedTuple):
    """A lead on a day. `first` answers for the task; `heard` is when its last report was recorded.

    `silent` is the span of the last periods in which it ought to have reported.
    """

    first: bool
    progress: int | None
    heard: str | None
    silent: Span | None


class Slip(NamedTuple):
    """A slip as it stands: `status` is open, answered or withdrawn; `promised` its promised day.

    `rules` are those of its causes.
    """

    seq: int
    number: str
    step: int
    issued: str
    reply_by: str
    status: str = "open"
    promised: str | None = None
    rules: frozenset[str] = frozenset()


class HasStatus(Protocol):
    """A slip, however it is read."""

    @property
    def status(self) -> str:
        """What became of it."""


Standing = TypeVar("Standing", bound=HasStatus)


class Move(NamedTuple):
    """What the ladder does next: a `step`, or None; and why, by rule and numbers.

    `after` is the slip that this follows from.
    """

    step: int | None
    why: str
    after: Slip | None = None

    @property
    def colour(self) -> str | None:
        """The colour of the slip that is due."""
        return COLOURS[self.step - 1] if self.step else None


def causes(judge: Judge, task: Task, work: Work, lead: Lead, day: str) -> list[Cause]:
    """Return what is the matter with a lead's part of a task on a day, the gravest first.

    Nothing while the task is in review or ended, for the coordinator's time to decide is not the
    unit's delay; nor in the first period, which each joint lead has for its own first report.
    """
    own = work if lead.heard else work._replace(reported=None)
    if work.state not in ("pending", "active") or judge.is_grey(task, own, day):
        return []
    found = (
        _overdue(judge, task, work, lead, day),
        _behind(judge, task, work, lead, day),
        _silent(task, work, lead, day),
        _unsigned(judge, task, work, lead, day),
        _due(judge, task, work, lead, day),
    )
    return [cause for cause in found if cause]


def is_over(judge: Judge, task: Task, work: Work, lead: Lead, day: str) -> bool:
    """Whether what a slip was about had ended by the end of a day on which something happened.

    Not yet in review (returned, the days count), while it waits or an extension is asked for, nor
    in the grace that follows a deadline: what is only hidden has not ended.
    """
    hidden = work.state == "review" or work.asked is not None or is_waiting(work, day)
    if hidden or causes(judge, task, work, lead, day):
        return False
    return work.state not in ("pending", "active") or not _overdue(
        judge, task, work, lead, day, grace="0d"
    )


def _overdue(
    judge: Judge, task: Task, work: Work, lead: Lead, day: str, grace: str | None = None
) -> Cause | None:
    term, late = judge.policy.triggers["overdue"], judge.late_by(task, work, day)
    deadline = deadline_of(task, work)
    if term is False or not lead.first or late is None or deadline is None:
        return None
    term = grace or term
    if day <= judge.days.add(date.fromisoformat(deadline), term).isoformat():
        return None
    if is_extended(task, work) and day <= (work.granted or ""):
        return None  # asked for too late, but a definite date was given
    return Cause("overdue", {"days": late, "deadline": deadline})


def _behind(judge: Judge, task: Task, work: Work, lead: Lead, day: str) -> Cause | None:
    points = judge.policy.triggers["behind"]
    if points is False or is_waiting(work, day):
        return None
    pace = judge.behind(task, work, day, lead.progress)
    if pace is None or pace[1] < points:
        return None
    return Cause("behind", {"expected": pace[0], "progress": lead.progress, "points": pace[1]})


def least_on_pace(expected: float | None, points: int) -> int:
    """Return the least progress that is less than so many points behind."""
    least = max(int(expected or 0) - points, 0)
    while round((expected or 0) - least, 1) >= points:
        least += 1
    return least


def _silent(task: Task, work: Work, lead: Lead, day: str) -> Cause | None:
    if work.state != "active" or lead.silent is None or is_waiting(work, day):
        return None
    first, last = lead.silent
    waited = any(begun <= last and ended >= first for begun, ended in work.waits)
    if max(task.clock, work.resumed or "") > first or waited:
        return None
    if lead.heard is not None and lead.heard >= first:
        return None
    return Cause("silent", {"since": first, "reported": lead.heard})


def _unsigned(judge: Judge, task: Task, work: Work, lead: Lead, day: str) -> Cause | None:
    term = judge.policy.triggers["unsigned"]
    if term is False or work.state != "pending" or not lead.first:
        return None
    if day < judge.days.add(date.fromisoformat(task.clock), term).isoformat():
        return None
    return Cause("unsigned", {"since": task.clock})


def _due(judge: Judge, task: Task, work: Work, lead: Lead, day: str) -> Cause | None:
    term, deadline = judge.policy.triggers["due"], deadline_of(task, work)
    if term is False or not lead.first or deadline is None or task.standing or day > deadline:
        return None
    if not (judge.policy.colours_all or has_own_deadline(task, work)):
        return None  # it is green
    if work.asked is not None or (work.progress or 0) >= judge.policy.nearly_done:
        return None
    last = date.fromisoformat(deadline)
    if day < judge.days.add(last, f"-{term}").isoformat():
        return None
    left = (last - date.fromisoformat(day)).days
    return Cause("due", {"days": left, "deadline": deadline, "progress": work.progress})


def awaited(work: Work, heard: str | None, silent: Span | None, day: str) -> list[Cause]:
    """Return what is the matter with a unit that a task waits for: escalation follows the ball."""
    if work.state != "active" or work.wait is None or not is_waiting(work, day):
        return []
    begun = work.wait[0]
    if silent is None or silent[0] < begun or (heard is not None and heard >= begun):
        return []
    return [Cause("awaited", {"since": begun, "until": work.wait[1]})]


def unanswered(judge: Judge, last: Slip, day: str) -> list[Cause]:
    """Return what is the matter where nothing else is: that the last slip was not answered.

    Only if the policy says so; what was ordered as urgent is pursued until it is answered.
    """
    term = judge.policy.triggers["unanswered"]
    if last.rules & {"major", "unanswered"}:
        term = term or "0d"
    if term is False or last.status != "open":
        return []
    if day <= judge.days.add(date.fromisoformat(last.reply_by), term).isoformat():
        return []
    return [Cause("unanswered", {"slip": last.number, "since": last.reply_by})]


def is_pursued(causes: Sequence[Cause], last: Slip) -> bool:
    """Whether only an answer ends a matter: nothing else is left of it, or it was urgent."""
    urgent = last.status == "open" and last.rules & {"major", "unanswered"}
    return causes[0].rule == "unanswered" or bool(urgent)


def next_move(
    policy: Policy,
    slips: Sequence[Slip],
    today: str,
    ended: bool,
    rules: frozenset[str],
    *,
    major: bool = False,
) -> Move:
    """Return the step that is due where causes of some `rules` stand, given the slips so far.

    Slips are the oldest first. `ended` is whether there was a day since the last slip on which no
    cause stood: the ladder then begins anew, though not with what was answered before its promised
    day. A step follows only when the last slip lapsed unanswered, or was answered and the promised
    day has passed; `major` alone goes higher at once.
    """
    if slips and slips[-1].issued >= today:
        return Move(None, "today", slips[-1])
    if slips and slips[-1].status == "withdrawn" and today <= slips[-1].reply_by and not major:
        return Move(None, "withdrawn", slips[-1])
    standing = standing_slips(slips)
    last = standing[-1] if standing else None
    if major:
        step = max(MAJOR_STEP, last.step + 1 if last else 0)
        if last and last.status != "open" and step > policy.last_step:
            step = MAJOR_STEP  # what went before is closed
        return _higher(policy, last, step, "major")
    if last is None:
        return _higher(policy, None, 1, "first")
    if last.status == "open":
        if today <= last.reply_by:
            return Move(None, "open", last)
        return _higher(policy, last, *((1, "anew") if ended else (last.step + 1, "lapsed")))
    if _is_promised(last, today, rules) and (not ended or rules & last.rules):
        return Move(None, "promised", last)
    return _higher(policy, last, *((1, "anew") if ended else (last.step + 1, "unkept")))


def standing_slips(slips: Iterable[Standing]) -> list[Standing]:
    """Return the slips that were not withdrawn."""
    return [slip for slip in slips if slip.status != "withdrawn"]


def _is_promised(last: Slip, today: str, rules: frozenset[str]) -> bool:
    """Whether a promised day is still to come: that of a near deadline is at least the deadline."""
    return (last.promised or "") >= today or rules == last.rules == {"due"}


def _higher(policy: Policy, last: Slip | None, step: int, why: str) -> Move:
    if step > policy.last_step:
        return Move(None, "top" if last else "none", last)
    return Move(step, why, last)


def step_name(step: int) -> str:
    """Return the name of a step, 1 to 5."""
    return STEPS[step - 1]


def affected(late: Iterable[int], comes_after: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Return, for tasks that are late, the late ones before them: those get the slip instead.

    `comes_after` gives the open tasks before which a task cannot finish.
    """
    known = set(late)
    found = {
        task: [other for other in comes_after.get(task, ()) if other in known] for task in known
    }
    return {task: others for task, others in found.items() if others}
