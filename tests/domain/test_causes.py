"""What is the matter with a task: when each cause begins, and what silences it."""

from datetime import date, timedelta
from typing import Any

import pytest

from taskmatrix.domain.ladder import RULES, Lead, awaited, causes, is_over
from taskmatrix.domain.lights import Judge, Task, Work
from taskmatrix.domain.policy import Policy
from taskmatrix.domain.working_days import NOTICE, WorkingDays
from taskmatrix.store.supervision import year_of_signs

# 2 March 2026 is a Monday; 5 April (清明) moves the holiday to Monday, 6 April.
DAYS = WorkingDays({2026: (NOTICE, year_of_signs(2026, ["2026-04-06"], ["2026-04-11"]))})
OWN = Task("2026-03-02", "2026-03-02", "2026-06-30", False, False)
BUSY = Work("active", "2026-03-02", 100, "2026-03-03")
"""A task on pace, whose deadline, a Tuesday, alone may be the matter."""
HEARD = Lead(True, 100, "2026-03-03", None)


def week(monday: str) -> tuple[str, str]:
    """The span of a week."""
    return monday, (date.fromisoformat(monday) + timedelta(days=6)).isoformat()


def judge(**rules: Any) -> Judge:
    return Judge(Policy(rules), DAYS, "week")


def found(
    day: str, task: Task = OWN, work: Work = BUSY, lead: Lead = HEARD, **rules: Any
) -> list[str]:
    """The rules that speak on a day."""
    return [cause.rule for cause in causes(judge(**rules), task, work, lead, day)]


def only(**triggers: Any) -> dict[str, Any]:
    """A policy in which nothing but this speaks."""
    return {"triggers": {**dict.fromkeys(RULES[:5], False), **triggers}}


def with_progress(progress: int | None) -> tuple[Work, Lead]:
    return BUSY._replace(progress=progress), HEARD._replace(progress=progress)


@pytest.mark.parametrize(
    ("term", "first"),
    [("30d", "2026-05-31"), ("7d", "2026-06-23"), ("10wd", "2026-06-16"), ("0d", "2026-06-30")],
)
def test_a_deadline_is_near_so_long_before_it_and_to_its_last_day(term: str, first: str) -> None:
    work, lead = with_progress(89)
    rules = only(due=term)
    assert found(before(first), OWN, work, lead, **rules) == []
    assert found(first, OWN, work, lead, **rules) == ["due"]
    assert found("2026-06-30", OWN, work, lead, **rules) == ["due"]
    assert found("2026-07-01", OWN, work, lead, **rules) == []


def test_what_is_nearly_done_is_not_reminded() -> None:
    for progress, rules in ((89, ["due"]), (90, []), (None, ["due"])):
        work, lead = with_progress(progress)
        assert found("2026-06-30", OWN, work, lead, **only(due="30d")) == rules
    work, lead = with_progress(60)
    assert found("2026-06-30", OWN, work, lead, nearly_done=60, **only(due="30d")) == []


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("0d", "2026-07-01"),
        ("1d", "2026-07-02"),
        ("5wd", "2026-07-08"),
        ("7d", "2026-07-08"),
    ],
)
def test_a_deadline_is_past_from_the_day_after_its_grace(term: str, first: str) -> None:
    rules = only(overdue=term)
    assert found("2026-06-30", **rules) == []
    assert found(before(first), **rules) == []
    assert found(first, **rules) == ["overdue"]
    assert found("2027-06-30", **rules) == ["overdue"]


def test_terms_in_working_days_know_the_holidays() -> None:
    task = OWN._replace(deadline="2026-04-03")  # the Friday before the holiday
    assert found("2026-04-07", task, **only(overdue="1wd")) == []
    assert found("2026-04-08", task, **only(overdue="1wd")) == ["overdue"]
    task = OWN._replace(deadline="2026-04-07")
    work, lead = with_progress(10)
    assert found("2026-04-02", task, work, lead, **only(due="1wd")) == []
    assert found("2026-04-03", task, work, lead, **only(due="1wd")) == ["due"]


@pytest.mark.parametrize(
    ("term", "first"),
    [("8d", "2026-03-10"), ("7wd", "2026-03-11"), ("10d", "2026-03-12")],
)
def test_who_has_not_signed_is_reminded_when_the_term_is_over(term: str, first: str) -> None:
    new = Work("pending")
    lead = Lead(True, None, None, None)
    assert found(before(first), OWN, new, lead, **only(unsigned=term)) == []
    assert found(first, OWN, new, lead, **only(unsigned=term)) == ["unsigned"]
    assert found(first, OWN, BUSY, HEARD, **only(unsigned=term)) == []


def test_behind_from_so_many_points_on() -> None:
    """Half of the 86 working days lie behind on the day after the 43rd."""
    day = next(
        each for each in every_day("2026-03-02") if judge().expected(OWN, BUSY, each) == 50.0
    )
    for progress, rules in ((41, []), (40, ["behind"]), (39, ["behind"]), (None, ["behind"])):
        work, lead = with_progress(progress)
        assert found(day, OWN, work, lead, **only(behind=10)) == rules
    work, lead = with_progress(45)
    assert found(day, OWN, work, lead, **only(behind=5)) == ["behind"]
    inherited = OWN._replace(inherited=True)
    assert found(day, inherited, work, lead, **only(behind=5)) == []
    assert found(day, inherited, work, lead, behind="all", **only(behind=5)) == ["behind"]


def test_silent_where_nothing_was_heard_since_the_period_began() -> None:
    rules, day = only(silent=1), "2026-03-16"
    for heard, silent in (
        ("2026-03-08", ["silent"]),
        ("2026-03-09", []),
        ("2026-03-16", []),
        (None, ["silent"]),
    ):
        lead = Lead(True, 100, heard, week("2026-03-09"))
        assert found(day, OWN, BUSY, lead, **rules) == silent, heard
    assert found(day, OWN, BUSY, Lead(True, 100, None, None), **rules) == [], "no rhythm"
    for clock, silent in (("2026-03-09", ["silent"]), ("2026-03-10", [])):
        new = OWN._replace(clock=clock)
        lead = Lead(True, 100, None, week("2026-03-09"))
        assert found("2026-03-23", new, BUSY, lead, **rules) == silent, "a whole period"


def test_grey_is_silent() -> None:
    """Until the first report, and one period after the clock began at most."""
    new, lead = Work("pending"), Lead(True, None, None, None)
    task = OWN._replace(deadline="2026-03-05")
    assert found("2026-03-01", task, new, lead) == []
    assert found("2026-03-08", task, new, lead) == []
    assert found("2026-03-09", task, new, lead) == ["overdue", "behind", "unsigned"]
    reported = new._replace(state="active", reported="2026-03-03", progress=50)
    heard = lead._replace(progress=50, heard="2026-03-03")
    assert found("2026-03-06", task, reported, heard) == ["overdue", "behind"]


@pytest.mark.parametrize("state", ["review", "closed", "terminated"])
def test_review_and_the_end_are_silent(state: str) -> None:
    work = Work(state, "2026-06-01", None, "2026-03-03")
    lead = Lead(True, None, "2026-03-03", week("2026-07-06"))
    assert found("2026-07-15", OWN, work, lead) == []
    assert found("2026-07-15", OWN, work._replace(state="active"), lead) != []


def test_a_wait_silences_pace_and_reports_but_no_deadline() -> None:
    wait = ("2026-06-01", "2026-06-12")
    lead = Lead(True, 10, "2026-03-03", week("2026-06-01"))
    work = Work("active", "2026-03-02", 10, "2026-03-03", (), wait)
    assert found("2026-06-12", OWN, work, lead) == ["due"]
    assert found("2026-06-12", OWN, work._replace(wait=None), lead) == ["behind", "silent", "due"]
    assert found("2026-06-13", OWN, work, lead) == ["behind", "due"], "it ends by itself"
    early = OWN._replace(deadline="2026-06-10")
    assert found("2026-06-12", early, work, lead) == ["overdue"]


def test_after_a_wait_there_is_a_whole_period_to_report() -> None:
    waited = Work("active", "2026-03-02", 100, "2026-03-03", (("2026-06-01", "2026-06-12"),))
    for since, rules in (("2026-06-08", []), ("2026-06-15", ["silent"])):
        lead = Lead(True, 100, "2026-03-03", week(since))
        assert found("2026-06-24", OWN, waited, lead, **only(silent=1)) == rules


def test_the_unit_waited_for_is_asked_in_the_place_of_the_lead() -> None:
    wait = ("2026-06-03", "2026-06-30")
    work = Work("active", "2026-03-02", 10, "2026-03-03", (), wait)

    def rules(heard: str | None, since: str | None, day: str = "2026-06-15") -> list[str]:
        return [cause.rule for cause in awaited(work, heard, since and week(since), day)]

    assert rules(None, "2026-06-01") == [], "the period had begun before the wait"
    assert rules(None, "2026-06-08") == ["awaited"]
    assert rules("2026-06-02", "2026-06-08") == ["awaited"]
    assert rules("2026-06-03", "2026-06-08") == []
    assert rules(None, "2026-06-29", "2026-07-06") == [], "the wait is over"
    assert awaited(work._replace(state="review"), None, week("2026-06-08"), "2026-06-15") == []
    assert awaited(work._replace(wait=None), None, week("2026-06-08"), "2026-06-15") == []


def test_a_request_for_an_extension_silences_what_it_is_about_where_it_was_made_in_time() -> None:
    work, lead = with_progress(80)
    rules = only(due="30d", overdue="0d")
    for asked, after in (("2026-06-30", []), ("2026-07-01", ["overdue"])):
        pending = work._replace(asked=asked)
        assert found("2026-06-30", OWN, pending, lead, **rules) == []
        assert found("2026-07-10", OWN, pending, lead, **rules) == after


def test_an_extension_moves_the_deadline_where_it_was_asked_for_in_time() -> None:
    work, lead = with_progress(80)
    extended = work._replace(granted="2026-09-30", planned="2026-06-30")
    rules = only(due="30d", overdue="0d")
    assert found("2026-07-01", OWN, extended, lead, **rules) == []
    assert found("2026-08-31", OWN, extended, lead, **rules) == ["due"]
    assert found("2026-10-01", OWN, extended, lead, **rules) == ["overdue"]
    replanned = OWN._replace(deadline="2026-07-31")
    assert found("2026-08-01", replanned, extended, lead, **rules) == ["overdue"]


def test_a_date_that_was_given_late_holds_the_slips_until_it_has_passed() -> None:
    work, lead = with_progress(80)
    given_late = work._replace(granted="2026-07-20", planned="2026-06-30", late=True)
    rules = only(due="30d", overdue="0d")
    assert found("2026-07-20", OWN, given_late, lead, **rules) == []
    assert found("2026-07-21", OWN, given_late, lead, **rules) == ["overdue"]
    (cause,) = causes(judge(**rules), OWN, given_late, lead, "2026-07-21")
    assert cause.numbers == {"days": 21, "deadline": "2026-06-30"}, "scored by the original one"


def test_joint_leads_answer_each_for_itself_but_for_the_deadline_the_first_alone() -> None:
    work = BUSY._replace(progress=10)
    second = Lead(False, 10, "2026-03-03", week("2026-06-29"))
    assert found("2026-07-06", OWN, work, second) == ["behind", "silent"]
    assert found("2026-07-06", OWN, work, second._replace(first=True)) == [
        *("overdue", "behind", "silent")
    ]
    diligent = Lead(False, 100, "2026-07-01", week("2026-06-29"))
    assert found("2026-07-06", OWN, work, diligent) == []
    silent_no_more = second._replace(silent=None)
    assert found("2026-06-30", OWN, work, silent_no_more, **only(due="30d")) == []
    unsigned = Lead(False, None, None, None)
    assert found("2026-03-16", OWN, Work("pending"), unsigned, **only(unsigned="0d")) == []


def test_standing_tasks_are_asked_for_reports_alone() -> None:
    task = OWN._replace(standing=True, deadline=None)
    lead = Lead(True, None, "2026-03-03", week("2026-07-06"))
    assert found("2026-07-15", task, BUSY._replace(progress=None), lead) == ["silent"]


def test_what_a_policy_leaves_out_never_speaks() -> None:
    work, lead = with_progress(0)
    lead = lead._replace(silent=week("2026-07-06"))
    for day in ("2026-06-15", "2026-07-15"):
        everything = found(day, OWN, work, lead, triggers={"unsigned": "0d"})
        for rule in everything:
            if rule != "silent":  # asked of the rhythm: no period is given
                assert found(day, OWN, work, lead, triggers={rule: False}) == [
                    each for each in everything if each != rule
                ]


def test_review_that_is_returned_and_the_grace_after_a_deadline_end_nothing() -> None:
    late = Lead(True, 80, "2026-06-20", None)
    active = Work("active", "2026-03-02", 80, "2026-06-20")

    def over(work: Work, day: str, **rules: Any) -> bool:
        return is_over(judge(**rules), OWN, work, late, day)

    assert not over(active, "2026-07-02")
    assert not over(active._replace(state="review", since="2026-07-02"), "2026-07-02")
    assert over(active._replace(state="closed"), "2026-07-02")
    assert over(active._replace(state="terminated"), "2026-07-02")
    grace = only(due="30d", overdue="5wd")
    assert found("2026-07-02", OWN, active, late, **grace) == []
    assert not over(active, "2026-07-02", **grace)
    assert over(active._replace(progress=95), "2026-06-25", **grace)


def before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def every_day(first: str) -> list[str]:
    start = date.fromisoformat(first)
    return [(start + timedelta(days=number)).isoformat() for number in range(366)]
