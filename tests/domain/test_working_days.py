"""Working days: what is counted and what is added agree, in the real years and in any other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.working_days import HAND, NOTICE, STATUTORY, WorkingDays
from taskmatrix.store.supervision import year_of_signs


def span(first: str, last: str) -> list[str]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [(begin + timedelta(days=n)).isoformat() for n in range((end - begin).days + 1)]


# 国务院办公厅关于2026年部分节假日安排的通知
OFF_2026 = [
    *span("2026-01-01", "2026-01-03"),
    *span("2026-02-15", "2026-02-23"),
    *span("2026-04-04", "2026-04-06"),
    *span("2026-05-01", "2026-05-05"),
    *span("2026-06-19", "2026-06-21"),
    *span("2026-09-25", "2026-09-27"),
    *span("2026-10-01", "2026-10-07"),
]
MADE_UP_2026 = [
    *("2026-01-04", "2026-02-14", "2026-02-28"),
    *("2026-05-09", "2026-09-20", "2026-10-10"),
]
OFF_2027 = ["2027-01-01", *span("2027-02-05", "2027-02-08"), "2027-04-05"]

DAYS = WorkingDays(
    {
        2026: (NOTICE, year_of_signs(2026, OFF_2026, MADE_UP_2026)),
        2027: (STATUTORY, year_of_signs(2027, OFF_2027, [])),
    }
)
MONDAY_TO_FRIDAY = WorkingDays({})


def works(day: str) -> bool:
    return DAYS.is_working(date.fromisoformat(day))


def after(day: str, term: str) -> str:
    return DAYS.add(date.fromisoformat(day), term).isoformat()


@pytest.mark.parametrize("day", ["2026-02-14", "2026-02-24", "2026-10-08", "2026-10-10"])
def test_people_work_on_saturdays_that_make_up(day: str) -> None:
    assert works(day)


@pytest.mark.parametrize(
    "day", [*span("2026-02-15", "2026-02-23"), *span("2026-10-01", "2026-10-07"), "2026-10-11"]
)
def test_nobody_works_on_holidays(day: str) -> None:
    assert not works(day)


@pytest.mark.parametrize(
    ("day", "term", "ends"),
    [
        ("2026-02-13", "1wd", "2026-02-14"),  # a Saturday
        ("2026-02-13", "5wd", "2026-02-27"),
        ("2026-02-13", "6wd", "2026-02-28"),
        ("2026-02-13", "5d", "2026-02-18"),
        ("2026-02-14", "1wd", "2026-02-24"),
        ("2026-09-30", "3wd", "2026-10-10"),
        ("2026-10-09", "2wd", "2026-10-12"),
        ("2026-12-31", "1wd", "2027-01-04"),  # 1 January is a Friday
        ("2027-02-04", "1wd", "2027-02-09"),
    ],
)
def test_terms(day: str, term: str, ends: str) -> None:
    assert after(day, term) == ends


def test_counted_without_the_last_day() -> None:
    assert DAYS.between("2026-02-14", "2026-02-24") == 1
    assert DAYS.between("2026-02-15", "2026-02-24") == 0
    assert DAYS.between("2026-10-01", "2026-10-12") == 3
    assert DAYS.between("2026-12-31", "2027-01-05") == 2
    assert DAYS.between("2026-10-12", "2026-10-01") == 0


def test_before_a_day() -> None:
    assert DAYS.after(date(2026, 2, 24), -1) == date(2026, 2, 14)
    assert DAYS.after(date(2027, 1, 4), -1) == date(2026, 12, 31)


def test_years_without_a_notice_are_named() -> None:
    assert DAYS.provisional([2028, 2026, 2027, 2027]) == [2027, 2028]
    assert MONDAY_TO_FRIDAY.provisional([2026]) == [2026], "nobody adopted it"
    assert WorkingDays({2026: (HAND, DAYS.years[2026][1])}).provisional([2026]) == []


def test_a_programme_that_counts_monday_to_friday_waits_for_no_notice() -> None:
    assert WorkingDays({}, by_notice=False).provisional([2026, 2027]) == []


@st.composite
def years(draw: st.DrawFn) -> WorkingDays:
    """Working days of any kind in some years, not all of which follow on each other."""
    known = {}
    for year in draw(st.sets(st.integers(2024, 2029), max_size=4)):
        length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        signs = draw(st.integers(0, 2**length - 1))
        known[year] = (draw(st.sampled_from([NOTICE, STATUTORY, HAND])), f"{signs:0{length}b}")
    return WorkingDays(known)


days = st.dates(date(2022, 1, 1), date(2031, 12, 31))
NEXT = timedelta(days=1)


@given(years(), days, st.integers(1, 600))
def test_what_is_added_is_counted(working: WorkingDays, day: date, count: int) -> None:
    end = working.after(day, count)
    begin = working.after(day, -count)

    assert working.is_working(end)
    assert working.is_working(begin)
    assert working.between((day + NEXT).isoformat(), (end + NEXT).isoformat()) == count
    assert working.between(begin.isoformat(), day.isoformat()) == count


@given(years(), st.tuples(days, days, days))
def test_spans_add_up(working: WorkingDays, some: tuple[date, date, date]) -> None:
    first, middle, last = (day.isoformat() for day in sorted(some))

    whole = working.between(first, middle) + working.between(middle, last)
    assert working.between(first, last) == whole


@given(years(), days)
def test_each_day_counts_as_its_year_says(working: WorkingDays, day: date) -> None:
    works = working.between(day.isoformat(), (day + NEXT).isoformat())

    assert works == working.is_working(day)
    if day.year in working.years:
        assert works == int(working.years[day.year][1][day.timetuple().tm_yday - 1])
    else:
        assert works == (day.weekday() < 5)


@given(days, days)
def test_monday_to_friday_in_a_year_that_nobody_told(one: date, other: date) -> None:
    first, last = sorted((one, other))
    span_of = (first + timedelta(days=n) for n in range((last - first).days))

    expected = sum(day.weekday() < 5 for day in span_of)
    assert MONDAY_TO_FRIDAY.between(first.isoformat(), last.isoformat()) == expected
