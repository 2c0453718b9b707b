"""Reporting periods: which one a day lies in, which one is completed, which one is awaited."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.periods import awaited, is_late, last_completed, period

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
    assert awaited("none", today, today) is None
    assert not is_late("none", "2026-01-01", "2026-03-09")


@pytest.mark.parametrize(
    ("clock", "today", "due"),
    [
        ("2026-03-02", "2026-03-08", False),  # the first week is not over
        ("2026-03-02", "2026-03-09", True),  # begun on its Monday: the whole week
        ("2026-03-03", "2026-03-09", False),  # begun on its Tuesday: no whole week yet
        ("2026-03-03", "2026-03-15", False),
        ("2026-03-03", "2026-03-16", True),
    ],
)
def test_a_report_is_awaited_in_a_period_that_the_clock_covers(
    clock: str, today: str, due: bool
) -> None:
    found = awaited("week", date.fromisoformat(clock), date.fromisoformat(today))
    assert (found is not None) is due


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
