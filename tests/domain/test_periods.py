"""Reporting periods: which one a day lies in, which one is completed, when a report is due."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.domain.periods import (
    Period,
    due_day,
    following,
    is_late,
    last_completed,
    period,
)
from taskmatrix.domain.working_days import NOTICE, WorkingDays
from taskmatrix.store.supervision import year_of_signs

EVERY = ("week", "half-month", "month", "quarter")


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("every", "day", "first", "last"),
    [
        ("week", "2026-03-02", "2026-03-02", "2026-03-08"),
        ("week", "2026-03-08", "2026-03-02", "2026-03-08"),
        ("week", "2026-01-01", "2025-12-29", "2026-01-04"),
        ("half-month", "2026-02-15", "2026-02-01", "2026-02-15"),
        ("half-month", "2026-02-16", "2026-02-16", "2026-02-28"),
        ("half-month", "2028-02-29", "2028-02-16", "2028-02-29"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("month", "2026-04-30", "2026-04-01", "2026-04-30"),
        ("quarter", "2026-02-28", "2026-01-01", "2026-03-31"),
        ("quarter", "2026-08-31", "2026-07-01", "2026-09-30"),
        ("quarter", "2026-11-30", "2026-10-01", "2026-12-31"),
    ],
)
def test_the_period_of_a_day(every: str, day: str, first: str, last: str) -> None:
    assert period(every, date.fromisoformat(day)) == days(first, last)


@pytest.mark.parametrize(
    ("every", "today", "first", "last"),
    [
        ("week", "2026-03-09", "2026-03-02", "2026-03-08"),
        ("week", "2026-03-08", "2026-02-23", "2026-03-01"),
        ("half-month", "2026-03-01", "2026-02-16", "2026-02-28"),
        ("half-month", "2026-03-16", "2026-03-01", "2026-03-15"),
        ("month", "2026-01-31", "2025-12-01", "2025-12-31"),
        ("quarter", "2026-01-01", "2025-10-01", "2025-12-31"),
    ],
)
def test_the_last_completed_period(every: str, today: str, first: str, last: str) -> None:
    assert last_completed(every, date.fromisoformat(today)) == days(first, last)


def test_who_never_reports_has_no_period() -> None:
    today = date(2026, 3, 9)
    assert period("none", today) is None
    assert last_completed("none", today) is None
    assert not is_late("none", "2026-01-01", "2026-03-09")


def test_a_report_is_late_when_its_period_was_over() -> None:
    assert not is_late("week", "2026-03-02", "2026-03-08")
    assert is_late("week", "2026-03-08", "2026-03-09")
    assert not is_late("month", "2026-03-08", "2026-03-09")


@given(st.sampled_from(EVERY), st.dates(date(2000, 1, 10), date(2100, 1, 1)))
def test_periods_follow_one_another_without_a_gap(every: str, day: date) -> None:
    now, before = period(every, day), last_completed(every, day)
    assert now is not None
    assert before is not None
    assert now[0] <= day <= now[1]
    assert before[1] + timedelta(days=1) == now[0]
    assert period(every, now[0]) == period(every, now[1]) == now


def span(first: str, last: str) -> list[str]:
    day, until = date.fromisoformat(first), date.fromisoformat(last)
    return [(day + timedelta(days=n)).isoformat() for n in range((until - day).days + 1)]


HOLIDAYS = {
    2026: [*span("2026-02-15", "2026-02-23"), *span("2026-10-01", "2026-10-07")],
    2027: [*span("2027-02-05", "2027-02-11"), *span("2027-10-01", "2027-10-07")],
}
MADE_UP = {2026: ["2026-02-14", "2026-02-28", "2026-10-10"], 2027: []}
CN = WorkingDays(
    {year: (NOTICE, year_of_signs(year, days, MADE_UP[year])) for year, days in HOLIDAYS.items()}
)


def its(every: str, day: str) -> Period:
    found = period(every, date.fromisoformat(day))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("every", "by", "day", "due"),
    [
        ("week", {"weekday": "tuesday"}, "2026-03-08", "2026-03-03"),
        ("week", {"weekday": "tuesday", "time": "12:00"}, "2026-03-02", "2026-03-03"),
        ("week", {"weekday": "saturday"}, "2026-02-14", "2026-02-14"),  # made up for the holiday
        ("week", {"weekday": "tuesday"}, "2026-02-17", "2026-02-24"),  # in the Spring Festival
        ("week", {"weekday": "tuesday", "roll": 2}, "2026-02-17", "2026-02-25"),
        ("week", {"weekday": "tuesday", "roll": 2}, "2026-02-24", "2026-02-25"),  # not before it
        ("week", {"weekday": "tuesday", "roll": 2}, "2026-03-03", "2026-03-03"),
        ("week", {"weekday": "tuesday", "roll": 0}, "2026-02-17", "2026-02-17"),
        ("week", {"weekday": "sunday", "roll": -1}, "2026-03-08", "2026-03-06"),
        ("week", {"weekday": "tuesday", "roll": -1}, "2026-02-17", "2026-02-16"),  # its first day
        ("week", {"last_working_day": 1}, "2026-03-04", "2026-03-06"),
        ("week", {"last_working_day": 1}, "2026-02-12", "2026-02-14"),
        ("week", {"last_working_day": 3}, "2026-10-05", "2026-10-08"),  # 8th, 9th, 10th
        ("week", {"last_working_day": 4}, "2026-10-05", "2026-10-08"),  # there are but three
        ("week", {"last_working_day": 1}, "2026-02-17", "2026-02-24"),  # there is none
        ("half-month", {"day": 5}, "2026-03-01", "2026-03-05"),
        ("half-month", {"day": 5}, "2026-03-31", "2026-03-20"),
        ("half-month", {"day": 15}, "2026-03-09", "2026-03-16"),  # the 15th is a Sunday
        ("half-month", {"day": 15}, "2026-03-20", "2026-03-30"),
        ("half-month", {"day": 16}, "2026-03-20", "2026-03-31"),
        ("half-month", {"day": 31, "roll": 0}, "2027-02-20", "2027-02-28"),
        ("half-month", {"last_working_day": 1}, "2026-02-01", "2026-02-14"),
        ("month", {"day": 25}, "2026-03-01", "2026-03-25"),
        ("month", {"day": 25}, "2026-04-30", "2026-04-27"),  # a Saturday
        ("month", {"day": 28}, "2026-02-01", "2026-02-28"),  # a Saturday, made up
        ("month", {"day": 31}, "2026-01-10", "2026-02-02"),
        ("month", {"day": 31}, "2026-04-10", "2026-04-30"),
        ("month", {"day": 30, "roll": 0}, "2027-02-10", "2027-02-28"),
        ("month", {"last_working_day": 3}, "2026-10-01", "2026-10-28"),
        ("quarter", {"day": 20}, "2026-02-01", "2026-03-20"),
        ("quarter", {"day": 31}, "2026-04-01", "2026-06-30"),
        ("quarter", {"day": 20}, "2026-08-01", "2026-09-21"),
        ("quarter", {"last_working_day": 5}, "2026-11-01", "2026-12-25"),
    ],
)
def test_the_day_on_which_a_report_is_due(
    every: str, by: dict[str, Any], day: str, due: str
) -> None:
    assert due_day(every, by, its(every, day), CN) == date.fromisoformat(due)


@pytest.mark.parametrize("every", EVERY)
def test_a_report_is_due_at_the_end_where_nothing_is_said(every: str) -> None:
    now = its(every, "2026-02-17")
    assert due_day(every, {}, now, CN) == due_day(every, None, now) == now[1]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        ("2026-03-02", "2026-02-23"),  # on Monday it is the week before
        ("2026-03-03", "2026-02-23"),
        ("2026-03-04", "2026-03-02"),  # from Wednesday on this week's report is wanted
        ("2026-03-08", "2026-03-02"),
        ("2026-02-25", "2026-02-09"),  # the holiday's report is due today
        ("2026-02-26", "2026-02-23"),
    ],
)
def test_a_period_is_completed_when_its_report_was_due(today: str, first: str) -> None:
    by = {"weekday": "tuesday", "roll": 2}
    last = last_completed("week", date.fromisoformat(today), by, CN)
    assert last == its("week", first)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingDays:
    """Ten years, in each up to four holidays of nine days at most, one of them made up for."""
    years = {}
    for year in range(2026, 2037):
        begin = draw(st.lists(st.integers(0, 355), max_size=4))
        holidays = []
        for offset in begin:
            first = date(year, 1, 1) + timedelta(days=offset)
            last = first + timedelta(days=draw(st.integers(0, 8)))
            holidays += span(first.isoformat(), min(last, date(year, 12, 31)).isoformat())
        made_up = draw(st.integers(0, 364))
        workday = (date(year, 1, 1) + timedelta(days=made_up)).isoformat()
        years[year] = (NOTICE, year_of_signs(year, holidays, [workday]))
    return WorkingDays(years)


ROLLS = st.integers(-10, 10)
WEEKDAYS = st.sampled_from("monday tuesday wednesday thursday friday saturday sunday".split())
NUMBERED = st.fixed_dictionaries({"day": st.integers(1, 31), "roll": ROLLS})
WORKING = st.fixed_dictionaries({"last_working_day": st.integers(1, 31), "roll": ROLLS})
RULES = st.one_of(
    st.tuples(
        st.just("week"),
        st.one_of(st.fixed_dictionaries({"weekday": WEEKDAYS, "roll": ROLLS}), WORKING),
    ),
    st.tuples(st.sampled_from(EVERY[1:]), st.one_of(NUMBERED, WORKING)),
)
Rule = tuple[str, dict[str, Any]]


def ten_years(every: str) -> list[Period]:
    """Every period that lies in 2026 to 2035."""
    found = [its(every, "2026-01-15")]
    while found[-1][1] < date(2035, 12, 1):
        after = following(every, found[-1])
        assert after is not None
        found.append(after)
    return found


@settings(max_examples=40, deadline=None)
@given(RULES, calendars())
def test_due_days_follow_one_another_without_drift(rule: Rule, working: WorkingDays) -> None:
    """No report is due before an earlier one, and none strays from the day that its rule names."""
    every, by = rule
    periods = ten_years(every)
    named = [due_day(every, {**by, "roll": 0}, each, working) for each in periods]
    due = [due_day(every, by, each, working) for each in periods]
    assert all(before < after for before, after in pairwise(named))
    assert all(before <= after for before, after in pairwise(due))
    for each, plain, day in zip(periods, named, due, strict=True):
        assert each[0] <= plain <= each[1]
        assert day >= each[0]
        if day > plain:
            assert working.between(plain.isoformat(), day.isoformat()) <= abs(by["roll"])
        if working.is_working(plain):
            assert day == plain or by["roll"] > 1, "only a holiday before it can move it"


@settings(max_examples=40, deadline=None)
@given(RULES, calendars(), st.dates(date(2026, 6, 1), date(2035, 6, 1)))
def test_one_period_is_completed_last(rule: Rule, working: WorkingDays, today: date) -> None:
    every, by = rule
    last = last_completed(every, today, by, working)
    assert last is not None
    after = following(every, last)
    assert after is not None
    assert due_day(every, by, last, working) < today <= due_day(every, by, after, working)
    tomorrow = last_completed(every, today + timedelta(days=1), by, working)
    assert tomorrow is not None
    assert tomorrow >= last
