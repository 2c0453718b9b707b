"""Lights and expected progress: every rule at its boundary, and what holds of any task."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.lights import Judge, Task, Work
from taskmatrix.domain.policy import Policy
from taskmatrix.domain.progress import far_ahead_by
from taskmatrix.domain.working_days import NOTICE, WorkingDays

CLOCK, DEADLINE = "2026-03-02", "2026-12-31"
WEEKDAYS = WorkingDays({})


def judge(**rules: Any) -> Judge:
    return Judge(Policy(rules), WEEKDAYS, "week")


def task(**changes: Any) -> Task:
    """A task with a deadline of its own, handed over on a Monday."""
    return Task(CLOCK, CLOCK, DEADLINE, inherited=False, standing=False)._replace(**changes)


def active(progress: int | None = 0, **changes: Any) -> Work:
    """A task that is under way, with a report."""
    return Work("active", CLOCK, progress, CLOCK)._replace(**changes)


STANDING = task(standing=True, deadline=None)
STEPS = task(milestones=(("2026-06-30", 31.0), ("2026-12-30", 69.0)))
"""31 points are expected from July on."""

NEW = Work()
EXTENDED = {"granted": "2027-03-31", "planned": DEADLINE}


@pytest.mark.parametrize(
    ("plan", "work", "day", "light", "rule"),
    [
        (task(), Work("closed", "2026-05-06"), "2027-06-01", "done", "closed"),
        (task(), Work("terminated", "2026-05-06"), "2027-06-01", None, "terminated"),
        (task(), NEW, "2026-03-01", "grey", "not-begun"),
        (task(), NEW, CLOCK, "grey", "awaiting"),
        (task(), NEW, "2026-03-08", "grey", "awaiting"),
        (task(), NEW, "2026-03-09", "green", "on-pace"),
        (task(), active(100), DEADLINE, "green", "on-pace"),
        (task(), active(100), "2027-01-01", "red", "overdue"),
        (task(inherited=True), active(100), "2027-01-01", "red", "overdue"),
        (task(standing=True), active(100), "2027-01-01", "green", "on-pace"),
        (task(), active(95, asked=DEADLINE), "2027-01-01", "yellow", "extension-pending"),
        (task(), active(95, asked="2027-01-01"), "2027-01-01", "red", "overdue"),
        (task(), active(95, **EXTENDED), "2027-01-01", "green", "on-pace"),
        (task(), active(95, **EXTENDED), "2027-04-01", "red", "overdue"),
        (task(), active(95, late=True, **EXTENDED), "2027-01-01", "red", "overdue"),
        (task(deadline="2026-11-30"), active(95, **EXTENDED), "2026-12-01", "red", "overdue"),
        (STEPS, active(0), "2026-06-30", "green", "on-pace"),
        (STEPS, active(0), "2026-07-01", "red", "far-behind"),
        (STEPS, active(1), "2026-07-01", "yellow", "behind"),
        (STEPS, active(21), "2026-07-01", "yellow", "behind"),
        (STEPS, active(22), "2026-07-01", "green", "on-pace"),
        (STEPS, active(None), "2026-07-01", "red", "far-behind"),
        (STEPS._replace(inherited=True), active(0), "2026-07-01", "red", "far-behind"),
        (task(inherited=True), active(0), "2026-12-30", "green", "on-pace"),
        (STANDING, NEW, "2026-06-01", "green", "on-pace"),
        (STANDING, NEW, "2026-06-02", "red", "unsigned"),
        (STANDING, active(), "2026-06-02", "green", "on-pace"),
        (task(), active(89), "2026-12-01", "yellow", "near"),
        (task(), active(89), "2026-11-30", "green", "on-pace"),
        (task(), active(90), "2026-12-01", "green", "on-pace"),
        (task(inherited=True), active(89), "2026-12-01", "green", "on-pace"),
        (STEPS, Work("review", "2026-06-30", 0, CLOCK), "2026-07-01", "green", "on-pace"),
        (task(), Work("review", DEADLINE, 100, CLOCK), "2027-02-01", "green", "on-pace"),
    ],
)
def test_the_first_rule_that_holds(
    plan: Task, work: Work, day: str, light: str | None, rule: str
) -> None:
    assert judge().verdict(plan, work, day)[:2] == (light, rule)


def test_silence_and_a_red_that_has_ended_are_yellow() -> None:
    def found(**known: Any) -> tuple[str | None, str]:
        return judge().verdict(STEPS, active(40), "2026-07-01", **known)[:2]

    week = ("2026-06-22", "2026-06-28")
    assert found(silent=week) == ("yellow", "unreported")
    assert found(recovered="2026-06-20") == ("yellow", "recovering")
    assert found(silent=("2026-06-22", "2026-06-28"), recovered="2026-06-20") == (
        "yellow",
        "unreported",
    )
    assert judge().verdict(STEPS, active(0), "2026-07-01", recovered="2026-06-20").light == "red"


def test_the_numbers_that_a_rule_looked_at() -> None:
    def numbers(plan: Task, work: Work, day: str, **known: Any) -> dict[str, Any]:
        return judge().verdict(plan, work, day, **known).numbers

    assert numbers(task(), active(), "2027-01-12") == {"days": 12, "deadline": DEADLINE}
    assert numbers(task(), active(late=True, **EXTENDED), "2027-01-01") == {
        "days": 1,
        "deadline": DEADLINE,
        "granted": "2027-03-31",
    }
    behind = {"expected": 31.0, "progress": None, "points": 31.0}
    assert numbers(STEPS, active(None), "2026-07-01") == behind
    assert numbers(task(), NEW, CLOCK) == {"day": "2026-03-09"}
    recovering = {"day": "2026-06-20", "until": "2026-07-20"}
    assert numbers(STEPS, active(40), "2026-07-01", recovered="2026-06-20") == recovering


def test_the_thresholds_are_the_plans() -> None:
    day = "2026-07-01"
    assert judge(far_behind_points=31).verdict(STEPS, active(0), day).light == "yellow"
    assert judge(behind_points=20).verdict(STEPS, active(21), day).light == "green"
    assert judge(due_soon_days=31).verdict(task(), active(89), "2026-11-30").rule == "near"
    assert judge(nearly_done=89).verdict(task(), active(89), "2026-12-01").rule == "on-pace"
    assert judge(unsigned_months=1).verdict(STANDING, NEW, "2026-04-02").rule == "unsigned"
    inherited = task(inherited=True)
    assert judge(behind="all").verdict(inherited, active(0), "2026-12-30").rule == "far-behind"


@pytest.mark.parametrize(
    ("every", "last_grey"),
    [
        ("week", "2026-03-08"),
        ("half-month", "2026-03-16"),
        ("month", "2026-04-01"),
        ("quarter", "2026-06-01"),
    ],
)
def test_one_period_is_given_for_the_first_report(every: str, last_grey: str) -> None:
    leads = Judge(Policy({}), WEEKDAYS, every)
    after = (date.fromisoformat(last_grey) + timedelta(days=1)).isoformat()
    assert leads.verdict(STANDING, NEW, last_grey).light == "grey"
    assert leads.verdict(STANDING, NEW, after).light != "grey"
    assert leads.verdict(STANDING, active(), CLOCK).light == "green", "it has reported"


# --- expected progress ---

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31)).map(date.isoformat)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, str]:
    """A start and a deadline; working days lie between."""
    start = draw(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
    return start.isoformat(), (start + timedelta(days=draw(st.integers(3, 800)))).isoformat()


def planned(span: tuple[str, str], **changes: Any) -> Task:
    return task(clock=span[0], start=span[0], deadline=span[1])._replace(**changes)


@given(spans(), DAYS, DAYS)
def test_what_is_expected_grows_from_nothing_to_all(
    span: tuple[str, str], one: str, other: str
) -> None:
    def on(day: str) -> float:
        expected = judge().expected(planned(span), NEW, day)
        assert expected is not None
        return expected

    assert (on(span[0]), on(span[1])) == (0, 100)
    assert 0 <= on(min(one, other)) <= on(max(one, other)) <= 100


@given(spans(), DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_wait_freezes_what_is_expected(
    span: tuple[str, str], begun: str, lasts: int, later: int
) -> None:
    first = date.fromisoformat(begun)
    wait = (begun, (first + timedelta(days=lasts)).isoformat())
    day = (first + timedelta(days=min(later, lasts))).isoformat()
    plan = planned(span)

    def on(day: str, work: Work) -> float:
        expected = judge().expected(plan, work, day)
        assert expected is not None
        return expected

    waits, ended = active(wait=wait), active(waited=(wait,))
    assert on(day, waits) == on(begun, active()), "frozen as on its first day"
    after = (first + timedelta(days=lasts + 1)).isoformat()
    assert on(after, ended) == on(begun, active()), "and goes on from there"
    assert on("2029-01-01", ended) <= on("2029-01-01", active())


def test_what_nothing_says_is_not_expected() -> None:
    for plan in (STANDING, task(start=None), task(deadline=None)):
        assert judge().expected(plan, NEW, "2026-06-01") is None


def test_targets_run_from_their_baseline() -> None:
    plan = task(targets=(("2026-01-05", "2026-01-19"), ("2026-01-12", "2026-01-16")))
    assert judge().expected(plan, NEW, "2026-01-12") == 25, "half of the one, none of the other"


# --- lights of any task ---

WORKS = st.builds(
    Work,
    state=st.sampled_from(("pending", "active", "review", "closed", "terminated")),
    since=DAYS,
    progress=st.none() | st.integers(0, 100),
    reported=st.none() | DAYS,
    waited=st.just(()) | st.tuples(spans(), spans()),
    wait=st.none() | spans(),
    asked=st.none() | DAYS,
    granted=st.none() | DAYS,
    late=st.booleans(),
    planned=st.none() | DAYS,
)
TASKS = st.builds(
    planned,
    spans(),
    inherited=st.booleans(),
    standing=st.booleans(),
    milestones=st.just(()) | st.tuples(st.tuples(DAYS, st.floats(1, 9))),
)
ORDER = ("red", "yellow", "green")


@given(TASKS, WORKS, DAYS, DAYS)
def test_a_light_depends_on_facts_alone(plan: Task, work: Work, day: str, before: str) -> None:
    used = judge()
    used.verdict(plan, work, before)
    assert used.verdict(plan, work, day) == judge().verdict(plan, work, day)


@given(TASKS, WORKS, DAYS, st.integers(0, 100), st.integers(0, 100))
def test_more_progress_is_never_a_worse_light(
    plan: Task, work: Work, day: str, one: int, other: int
) -> None:
    less, more = (
        judge().verdict(plan, work._replace(progress=progress), day).light
        for progress in sorted((one, other))
    )
    if less in ORDER and more in ORDER:
        assert ORDER.index(less) <= ORDER.index(more)
    else:
        assert less == more


# --- what a judgement rests on ---


def test_years_without_a_notice_are_known_once_something_rests_on_them() -> None:
    one = Judge(Policy({}), WorkingDays({2026: (NOTICE, "1" * 365)}), "week")
    one.expected(task(deadline="2026-12-31"), NEW, "2026-06-01")
    one.expected(STEPS._replace(deadline="2028-12-31"), NEW, "2026-06-01")
    assert one.provisional_years() == [], "milestones count no days"
    one.expected(task(deadline="2028-06-30"), NEW, "2026-06-01")
    assert one.provisional_years() == [2027, 2028]


@pytest.mark.parametrize(
    ("progress", "expected", "ahead"),
    [
        (90, 40.0, 50.0),
        (70, 40.0, 30.0),
        (69, 39.5, None),
        (100, 40.0, None),
        (None, 0.0, None),
        (90, None, None),
    ],
)
def test_claims_far_ahead(
    progress: float | None, expected: float | None, ahead: float | None
) -> None:
    assert far_ahead_by(progress, expected, 30) == ahead
