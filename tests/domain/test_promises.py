"""Promises: kept by the day, missed once it has passed, and the coordinator's word over both."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.promises import KEPT, MISSED, OPEN, Said, kept_rate, outcome

DUE = "2026-03-20"
THE_DAY_AFTER = "2026-03-21"

days = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat)
words = st.builds(Said, st.just(True), st.just(False), days) | st.builds(
    Said, st.booleans(), st.just(True), days
)


@pytest.mark.parametrize(
    ("said", "today", "turned_out"),
    [
        (None, "2026-03-19", (OPEN, None)),
        (None, DUE, (OPEN, None)),
        (None, THE_DAY_AFTER, (MISSED, THE_DAY_AFTER)),
        (None, "2026-05-01", (MISSED, THE_DAY_AFTER)),
        (Said(True, False, "2026-03-10"), "2026-03-10", (KEPT, "2026-03-10")),
        (Said(True, False, DUE), "2026-05-01", (KEPT, DUE)),
        (Said(True, False, THE_DAY_AFTER), "2026-05-01", (MISSED, THE_DAY_AFTER)),
        (Said(True, False, "2026-04-30"), "2026-05-01", (MISSED, THE_DAY_AFTER)),
        (Said(True, True, "2026-04-30"), "2026-05-01", (KEPT, "2026-04-30")),
        (Said(False, True, "2026-03-12"), "2026-03-12", (MISSED, "2026-03-12")),
    ],
)
def test_how_a_promise_turns_out(
    said: Said | None, today: str, turned_out: tuple[str, str | None]
) -> None:
    assert outcome(DUE, said, today) == turned_out


def test_the_day_after_may_be_in_another_year() -> None:
    assert outcome("2026-12-31", None, "2027-02-01") == (MISSED, "2027-01-01")


@given(days, words, days)
def test_what_is_decided_stays_so_however_many_days_pass(due: str, said: Said, today: str) -> None:
    first = max(said.day, today)
    decided = outcome(due, said, first)
    assert decided[0] in (KEPT, MISSED)
    assert outcome(due, said, "2028-06-30") == decided
    if said.judged:
        assert decided == (KEPT if said.kept else MISSED, said.day)


@given(days, days)
def test_in_silence_it_is_open_until_its_day_has_passed(due: str, today: str) -> None:
    status, since = outcome(due, None, today)
    assert (status == OPEN) == (today <= due)
    assert since is None or due < since <= today


def test_the_kept_rate_is_of_what_is_decided() -> None:
    assert kept_rate(0, 0) is None
    assert (kept_rate(3, 1), kept_rate(0, 2), kept_rate(2, 0)) == (0.75, 0.0, 1.0)
