"""Expected progress and lights: functions of a task's facts on a day (contract §5).

Days are ISO texts throughout: they compare as they are, and most need no date.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from taskmatrix.domain.policy import Policy
from taskmatrix.domain.working_days import WorkingDays

Span = tuple[str, str]

_LENGTHS = {"week": (7, 0), "half-month": (15, 0), "month": (0, 1), "quarter": (0, 3)}
"""How long one reporting period is, in days and months."""

FULL = 100.0


class Task(NamedTuple):
    """What a plan says of a leaf. `clock` is the day on which it was handed over (交办日).

    `deadline` is the plan's, `milestones` are days and weights, `targets` the spans of bound ones.
    """

    clock: str
    start: str | None
    deadline: str | None
    inherited: bool
    standing: bool
    milestones: tuple[tuple[str, float], ...] = ()
    targets: tuple[Span, ...] = ()


class Work(NamedTuple):
    """What the work on a leaf adds up to. `since` is the day of its state.

    `progress` and `reported` are its leads'; `waited` are waits that ended, `wait` the one that
    has not been ended; `asked` is the day on which a pending extension was asked for, `granted` a
    date that was approved in the place of the deadline `planned`, `late` where it had passed;
    `resumed` is when work went on after a closure was returned or reopened.
    """

    state: str = "pending"
    since: str = ""
    progress: int | None = None
    reported: str | None = None
    waited: tuple[Span, ...] = ()
    wait: Span | None = None
    asked: str | None = None
    granted: str | None = None
    late: bool = False
    planned: str | None = None
    resumed: str | None = None

    @property
    def waits(self) -> tuple[Span, ...]:
        """All waits, the one that has not been ended last."""
        return (*self.waited, self.wait) if self.wait else self.waited


NO_WORK = Work()

Behind = tuple[float, float] | None
"""The expected progress, and by how many points another lies behind it."""


class Verdict(NamedTuple):
    """A light, the rule that gives it, and the numbers that the rule looked at."""

    light: str | None
    rule: str
    numbers: dict[str, Any]


def is_extended(task: Task, work: Work) -> bool:
    """Whether another date was approved in the place of the plan's present deadline."""
    return work.granted is not None and work.planned == task.deadline


def deadline_of(task: Task, work: Work) -> str | None:
    """Return the deadline that counts: an extension asked for too late does not."""
    return work.granted if is_extended(task, work) and not work.late else task.deadline


def has_own_deadline(task: Task, work: Work) -> bool:
    """Whether the deadline that counts was set for this very task: by the plan, or extended."""
    return not task.inherited or deadline_of(task, work) != task.deadline


def is_waiting(work: Work, day: str) -> bool:
    """Whether a task waits for another unit on a day; a forgotten wait ends by itself."""
    return work.wait is not None and work.wait[0] <= day <= work.wait[1]


def is_coloured(task: Task, work: Work, policy: Policy) -> bool:
    """Whether being behind colours a task: it has a yardstick of its own."""
    if policy.colours_all or task.milestones or task.targets:
        return True
    return not task.standing and task.deadline is not None and has_own_deadline(task, work)


class Judge:
    """Judges tasks by one policy, with the working days and the leads' reporting rhythm."""

    def __init__(self, policy: Policy, days: WorkingDays, every: str) -> None:
        self.policy = policy
        self.days = days
        self.every = every
        self._counted: set[Span] = set()
        self._between = lru_cache(maxsize=8192)(self._count)
        self._grey_until = lru_cache(maxsize=1024)(lambda clock: after_period(clock, every))
        self._unsigned_from = lru_cache(maxsize=1024)(
            lambda clock: after_months(clock, policy.unsigned_months)
        )

    def _count(self, first: str, until: str) -> int:
        self._counted.add((first[:4], until[:4]))
        return self.days.between(first, until)

    def provisional_years(self) -> list[int]:
        """Return the years without a notice on which something that was judged so far rests."""
        spans = ((int(first), int(last)) for first, last in self._counted)
        return self.days.provisional(year for a, z in spans for year in range(a, z + 1))

    def expected(self, task: Task, work: Work, day: str) -> float | None:
        """Return the expected progress on a day, 0 to 100; None where nothing says it.

        By milestones whose day has passed, else along the spans of bound targets, else linear in
        working days from start to deadline; days of waiting are not counted.
        """
        held = work.wait[0] if work.wait and is_waiting(work, day) else day
        if task.milestones:
            whole = sum(weight for _due, weight in task.milestones)
            passed = sum(weight for due, weight in task.milestones if due < held)
            return round(FULL * passed / whole, 1)
        if task.targets:
            shares = [self._share(first, last, work, day) for first, last in task.targets]
            return round(sum(shares) / len(shares), 1)
        deadline = deadline_of(task, work)
        if task.standing or task.start is None or deadline is None:
            return None
        return round(self._share(task.start, deadline, work, day), 1)

    def _share(self, first: str, last: str, work: Work, day: str) -> float:
        if day >= last:
            day = last
        whole = self._between(first, last)
        if whole <= 0:
            return FULL if day >= last else 0.0
        passed = self._between(first, day)
        if work.waited or work.wait:
            passed -= self._waited(work, first, day)
        return FULL * max(passed, 0) / whole

    def _waited(self, work: Work, first: str, day: str) -> int:
        """Return the working days of waiting from `first` up to a day, each counted once."""
        days = 0
        for begun, ended in sorted(work.waits):
            until = min(_next(ended), day)
            days += self.days.between(max(begun, first), until)
            first = max(first, until)
        return days

    def is_grey(self, task: Task, work: Work, day: str) -> bool:
        """Whether a task has not begun, or still has time for its first report."""
        return self._grey(task, work, day) is not None

    def verdict(
        self,
        task: Task,
        work: Work,
        today: str,
        silent: Span | None = None,
        recovered: str | None = None,
    ) -> Verdict:
        """Return the light of a leaf on a day, by the first rule that holds.

        `silent` is the last period where it has no report, `recovered` the last red day within
        `recovery_days`. In review it is judged as on the day of `finish`.
        """
        if work.state == "closed":
            return Verdict("done", "closed", {"day": work.since})
        if work.state == "terminated":
            return Verdict(None, "terminated", {})
        day = work.since if work.state == "review" else today
        grey = self._grey(task, work, day)
        if grey:
            return grey
        behind = self.behind(task, work, day, work.progress)
        return (
            self._red(task, work, day, behind)
            or self._yellow(task, work, day, behind, silent)
            or self._green(work, day, behind, recovered)
        )

    def is_red(self, task: Task, work: Work, day: str) -> bool:
        """Whether a leaf was red on a day that is past."""
        return self.verdict(task, work, day).light == "red"

    def late_by(self, task: Task, work: Work, day: str) -> int | None:
        """Return by how many days the deadline has passed; None where it has not.

        A request for an extension that was made in time and is not decided stops the clock: the
        coordinator's delay is not the unit's.
        """
        deadline = deadline_of(task, work)
        if deadline is None or task.standing or day <= deadline:
            return None
        if work.asked is not None and work.asked <= deadline:
            return None
        return _days(deadline, day)

    def behind(self, task: Task, work: Work, day: str, progress: int | None) -> Behind:
        """Return the expected progress and by how many points another lies behind it.

        None where being behind does not colour the task. No report counts as 0: one period of
        grace has passed.
        """
        if task.standing or not is_coloured(task, work, self.policy):
            return None
        expected = self.expected(task, work, day)
        if expected is None:
            return None
        return expected, round(expected - (progress or 0), 1)

    def _grey(self, task: Task, work: Work, day: str) -> Verdict | None:
        if day < task.clock:
            return Verdict("grey", "not-begun", {"day": task.clock})
        if work.reported is None and day < self._grey_until(task.clock):
            return Verdict("grey", "awaiting", {"day": self._grey_until(task.clock)})
        return None

    def _red(self, task: Task, work: Work, day: str, behind: Behind) -> Verdict | None:
        late = self.late_by(task, work, day)
        if late is not None:
            numbers: dict[str, Any] = {"days": late, "deadline": deadline_of(task, work)}
            if is_extended(task, work):
                numbers["granted"] = work.granted
            return Verdict("red", "overdue", numbers)
        if behind and behind[1] > self.policy.far_behind_points:
            return Verdict("red", "far-behind", _pace(work, behind))
        if work.state == "pending" and day >= self._unsigned_from(task.clock):
            return Verdict("red", "unsigned", {"day": task.clock})
        return None

    def _yellow(
        self, task: Task, work: Work, day: str, behind: Behind, silent: Span | None
    ) -> Verdict | None:
        if behind and behind[1] >= self.policy.behind_points:
            return Verdict("yellow", "behind", _pace(work, behind))
        deadline = deadline_of(task, work)
        own = has_own_deadline(task, work)
        if deadline and not task.standing and own:
            left = _days(day, deadline)
            if left < 0:
                return Verdict("yellow", "extension-pending", {"deadline": deadline})
            if left <= self.policy.due_soon_days and (work.progress or 0) < self.policy.nearly_done:
                numbers = {"days": left, "deadline": deadline, "progress": work.progress}
                return Verdict("yellow", "near", numbers)
        if silent:
            numbers = {"first": silent[0], "last": silent[1], "reported": work.reported}
            return Verdict("yellow", "unreported", numbers)
        return None

    def _green(self, work: Work, day: str, behind: Behind, recovered: str | None) -> Verdict:
        if recovered:
            until = (
                date.fromisoformat(recovered) + timedelta(days=self.policy.recovery_days)
            ).isoformat()
            return Verdict("yellow", "recovering", {"day": recovered, "until": until})
        if work.wait and is_waiting(work, day):
            return Verdict("green", "waiting", {"day": work.wait[0], "until": work.wait[1]})
        return Verdict("green", "on-pace", _pace(work, behind) if behind else {})


def after_period(day: str, every: str) -> str:
    """Return the day one reporting period after another, a week where there is no rhythm."""
    days, months = _LENGTHS.get(every, _LENGTHS["week"])
    if months:
        return after_months(day, months)
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def after_months(day: str, months: int) -> str:
    """Return the same day some months later, the last of the month where it has no such day."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    for last in (int(day[8:]), 30, 29, 28):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise ValueError(day)


def _pace(work: Work, behind: tuple[float, float]) -> dict[str, Any]:
    expected, points = behind
    return {"expected": expected, "progress": work.progress, "points": points}


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
