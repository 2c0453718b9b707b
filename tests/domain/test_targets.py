"""Targets against their readings: expected, forecast, light; amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.amounts import NoAmount, WrongMeasure, amount, grouped, number
from taskmatrix.domain.targets import (
    Reading,
    Standing,
    Target,
    backwards,
    is_late,
    standing,
    way_of,
)


def target(op: str, value: str, **details: object) -> Target:
    """A target from 1 January 2026 to the end of 2027, 730 days on the way."""
    low, _dash, high = value.partition("-")
    given = {"start": "2026-01-01", "due": "2028-01-01", **details}
    return Target(op, Decimal(low), Decimal(high or low), **given)  # type: ignore[arg-type]


def read(*readings: tuple[str, str]) -> list[Reading]:
    """Readings in the order of recording: day and value."""
    return [Reading(seq, on, Decimal(value)) for seq, (on, value) in enumerate(readings, 1)]


def stands(aim: Target, day: str, *readings: tuple[str, str]) -> Standing:
    return standing(aim, read(*readings), day)


HALF = "2027-01-01"


@pytest.mark.parametrize(
    ("value", "points", "light", "rule"),
    [
        ("2500", "0", "green", "on-pace"),
        ("2001", "10", "yellow", "behind"),
        ("2010", "9.8", "green", "on-pace"),
        ("1000", "30", "yellow", "behind"),
        ("990", "30.2", "red", "far-behind"),
        ("3000", "-10", "green", "on-pace"),
        ("5000", "-50", "green", "met"),
    ],
)
def test_a_growing_total_is_judged_by_points_of_its_way(
    value: str, points: str, light: str, rule: str
) -> None:
    now = stands(target(">=", "5000"), HALF, (HALF, value))
    assert now.expected == 2500
    assert (now.points, now.light, now.rule) == (Decimal(points), light, rule)


def test_a_soft_target_is_never_red() -> None:
    aim = target(">=", "5000", soft=True)
    assert stands(aim, HALF, (HALF, "0")).light == "yellow"
    assert stands(aim, "2028-01-02", (HALF, "0")).light == "yellow"
    assert stands(aim, "2028-01-02").light == "yellow"


def test_the_way_begins_at_the_baseline() -> None:
    aim = target(">=", "100", start="2026-01-01", baseline=Decimal(80))
    now = stands(aim, HALF, (HALF, "85"))
    assert (now.way.basis, now.expected, now.points) == ("baseline", 90, 25)
    assert stands(aim, "2025-06-01").expected == 80, "before the way begins"
    assert stands(aim, "2030-01-01").expected == 100


@pytest.mark.parametrize(
    ("start", "due", "rule"),
    [(None, "2028-01-01", "no-dates"), ("2026-01-01", None, "no-dates")],
)
def test_without_dates_nothing_is_expected(start: str | None, due: str | None, rule: str) -> None:
    now = stands(target(">=", "100", start=start, due=due), HALF, (HALF, "5"))
    assert (now.expected, now.points, now.light, now.rule) == (None, None, "grey", rule)


@pytest.mark.parametrize(
    ("op", "value", "light", "rule"),
    [
        (">=", "100", "done", "met"),
        (">", "100", "red", "missed"),
        (">", "100.1", "done", "met"),
        (">=", "99", "red", "missed"),
        ("<=", "100", "done", "met"),
        ("<", "100", "red", "missed"),
        ("=", "100", "done", "met"),
        ("=", "99", "red", "missed"),
        ("=", "110", "done", "met"),
        ("=", "111", "yellow", "over"),
        ("~", "90", "done", "met"),
        ("~", "89", "red", "missed"),
        ("~", "111", "yellow", "over"),
    ],
)
def test_when_the_day_is_past_it_is_met_or_missed(
    op: str, value: str, light: str, rule: str
) -> None:
    now = stands(target(op, "100"), "2028-01-02", ("2027-12-31", value))
    assert (now.light, now.rule) == (light, rule)


def test_what_was_never_read_is_grey_until_it_is_due() -> None:
    assert stands(target(">=", "100"), "2028-01-01").rule == "unread"
    now = stands(target(">=", "100"), "2028-01-02")
    assert (now.light, now.rule) == ("red", "never-read")


def test_what_is_to_shrink_goes_the_other_way() -> None:
    aim = target("<=", "60", baseline=Decimal(100))
    now = stands(aim, HALF, (HALF, "90"))
    assert (now.expected, now.points, now.light) == (80, 25, "yellow")
    assert stands(aim, HALF, (HALF, "60")).rule == "met"


def test_a_limit_holds_at_all_times() -> None:
    aim = target("<=", "100")
    within, past = stands(aim, HALF, (HALF, "99")), stands(aim, HALF, (HALF, "140"))
    assert (within.way.basis, within.expected, within.light) == ("limit", 100, "green")
    assert (past.points, past.light) == (40, "red")
    assert stands(target("<=", "0"), HALF, (HALF, "1")).light == "red"


def test_a_range_is_reached_at_its_low_end_and_left_at_its_high_one() -> None:
    aim = target("=", "2-3")
    assert stands(aim, HALF).expected == 1
    lights = [stands(aim, HALF, (HALF, value)).rule for value in ("1", "2", "3", "4")]
    assert lights == ["on-pace", "met", "met", "over"]


def test_about_may_fall_short_by_the_tolerance() -> None:
    now = stands(target("~", "100"), HALF, (HALF, "35"))
    assert (now.expected, now.points, now.light) == (50, 5, "green")


# --- quotas ---


def test_a_quota_begins_anew_with_its_period() -> None:
    aim = target(">=", "365", per="year", due=None)
    now = stands(aim, "2027-07-02", ("2026-12-31", "400"), ("2027-06-30", "100"))
    assert (now.reading and now.reading.value, now.expected, now.light) == (100, 182.5, "yellow")
    assert stands(aim, "2027-01-20", ("2026-12-31", "400")).rule == "unread"


def test_a_quarter_and_a_limit_of_a_year() -> None:
    aim = target(">=", "90", per="quarter", due=None)
    now = stands(aim, "2026-03-31", ("2026-03-31", "90"))
    assert (now.way.first, now.way.last, now.light) == ("2026-01-01", "2026-03-31", "green")
    limit = target("<=", "90", per="year", due=None)
    assert stands(limit, HALF, ("2026-12-31", "100")).rule == "unread", "that was last year"


def test_after_its_last_day_a_quota_is_judged_by_its_last_period() -> None:
    aim = target(">=", "10", per="year", due="2026-12-31")
    now = stands(aim, "2027-05-01", ("2026-12-01", "8"))
    assert (now.reading and now.reading.on, now.rule) == ("2026-12-01", "missed")


# --- which reading counts ---


def test_the_latest_by_day_counts_and_of_one_day_the_one_recorded_last() -> None:
    aim = target(">=", "100")
    readings = read(("2026-06-30", "30"), ("2026-03-31", "10"), ("2026-06-30", "28"))
    now = standing(aim, readings, HALF)
    assert now.reading == readings[2]
    assert [is_late(each, readings) for each in readings] == [False, True, False]
    assert standing(aim, readings, "2026-04-01").reading == readings[1], "that day"


def test_less_than_before_is_backwards_where_it_is_to_grow() -> None:
    readings = read(("2026-03-31", "30"), ("2026-06-30", "20"), ("2026-03-31", "15"))
    growing = way_of(target(">=", "100"), HALF)
    assert backwards(growing, readings[1], readings[:2]) == readings[0]
    assert backwards(growing, readings[1], readings) is None, "the first was corrected"
    shrinking = way_of(target("<=", "10", baseline=Decimal(50)), HALF)
    assert backwards(shrinking, readings[1], readings[:2]) is None
    assert backwards(way_of(target("<=", "90"), HALF), readings[1], readings[:2]) is None


# --- the forecast ---


def test_the_forecast_keeps_the_pace_of_the_last_three_readings() -> None:
    aim = target(">=", "1000")
    readings = [("2026-01-11", "1"), ("2026-02-01", "100"), ("2026-02-11", "120")]
    one = stands(aim, "2026-03-01", readings[0])
    assert one.forecast is None, "one reading has no pace"
    two = stands(aim, "2026-03-01", *readings[1:]).forecast
    assert two
    assert (two.value, two.readings, two.first) == (1498, 2, "2026-02-01")
    four = stands(aim, "2026-03-01", *readings, ("2026-02-21", "140")).forecast
    assert four
    assert (four.readings, four.first, four.last) == (3, "2026-02-01", "2026-02-21")
    assert stands(aim, "2028-01-02", *readings).forecast is None, "it is past"


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 3))
def test_there_is_no_noise_in_what_is_reckoned(aim: int, value: int, decimals: int) -> None:
    scale = Decimal(1).scaleb(-decimals)
    goal = target(">=", "1")._replace(low=aim * scale, high=aim * scale)
    now = standing(goal, [Reading(1, "2026-03-01", value * scale)], "2026-05-05")
    assert now.expected is not None
    assert -int(now.expected.as_tuple().exponent) <= decimals + 1


# --- amounts ---


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("5000", "PFLOPS", "5000"),
        ("5,000", "PFLOPS", "5000"),
        ("5000PFLOPS", "PFLOPS", "5000"),
        (" 5000 pflops ", "PFLOPS", "5000"),
        ("94.5%", "%", "94.5"),
        ("９４．５％", "%", "94.5"),
        ("1，234.50", "亿元", "1234.5"),
        ("12 亿元", "亿元", "12"),
        ("-3", "个", "-3"),
        ("0.10", "个", "0.1"),
    ],
)
def test_amounts_as_people_type_them(typed: str, measure: str, value: str) -> None:
    read_as = amount(typed, measure)
    assert (read_as, f"{read_as:f}") == (Decimal(value), value)


@pytest.mark.parametrize("typed", ["5000TFLOPS", "5万", "1e5", "5,00", "5000 PFLOPS 左右"])
def test_another_measure_is_not_taken(typed: str) -> None:
    with pytest.raises(WrongMeasure):
        amount(typed, "PFLOPS")


@pytest.mark.parametrize("typed", ["", "PFLOPS", "五千", "nan", "inf", ".", "1234567890.1234567"])
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(NoAmount):
        amount(typed, "PFLOPS")


def test_amounts_for_people_and_for_programs() -> None:
    assert [grouped(Decimal(each)) for each in ("5000", "1234.50", "1E+3")] == [
        *("5,000", "1,234.5", "1,000")
    ]
    assert [number(Decimal(each)) for each in ("5000", "94.5")] == [5000, 94.5]
    assert type(number(Decimal("5000.0"))) is int
