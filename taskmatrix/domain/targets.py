"""Targets against their readings: what is expected on a day, the forecast, the light.

Days are ISO texts, amounts are exact. The thresholds are those of tasks (contract §5, Lights);
points are shares of the way from where a target begins to where it is due.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from taskmatrix.domain.amounts import places, rounded
from taskmatrix.domain.periods import period

TOLERANCE = 10
"""By how many points `~` (左右) may fall short, and `=` and `~` may go beyond, and still be met."""

MOST_READINGS = 3
"""The pace is that of the last so many readings."""

_NOTHING = Decimal(0)
_FULL = Decimal(100)


class Target(NamedTuple):
    """What a plan says. `start` is the baseline's day where there is one, else the plan's."""

    op: str
    low: Decimal
    high: Decimal
    per: str = "total"
    soft: bool = False
    start: str | None = None
    due: str | None = None
    baseline: Decimal | None = None


class Reading(NamedTuple):
    """A reading: the event that recorded it, the day on which it was taken, its value."""

    number: int
    on: str
    value: Decimal


class Way(NamedTuple):
    """From where to where a target goes. `basis`: baseline, start, period, or limit (no way).

    `far` is the end beyond which `=` and `~` go too far, None where nothing is too far; `since` the
    day from which readings count.
    """

    first: str | None
    base: Decimal
    last: str | None
    aim: Decimal
    far: Decimal | None
    basis: str
    since: str = ""

    @property
    def sign(self) -> int:
        """1 where the amount is to grow, -1 where it is to shrink, 0 on no way."""
        return 0 if self.basis == "limit" else 1 if self.aim > self.base else -1


class Forecast(NamedTuple):
    """An amount for the day that a target is due, at the pace of some readings between two days."""

    value: Decimal
    readings: int
    first: str
    last: str


class Standing(NamedTuple):
    """How a target stands on a day; `points` behind (negative: ahead), the light and its rule."""

    way: Way
    reading: Reading | None
    expected: Decimal | None
    points: Decimal | None
    forecast: Forecast | None
    light: str
    rule: str


def standing(
    target: Target, readings: Iterable[Reading], day: str, behind: int = 10, far_behind: int = 30
) -> Standing:
    """Return how a target stands on a day, given its readings and the thresholds in points."""
    way = way_of(target, day)
    known = counted(readings, way, day)
    reading = known[-1] if known else None
    exactness = _exactness(target, known)
    expected = expected_on(way, day)
    points = None
    if reading and expected is not None:
        points = rounded(_points(target, way, expected, reading.value), 1)
    light, rule = _light(target, way, reading, points, day, (behind, far_behind))
    return Standing(
        way,
        reading,
        None if expected is None else rounded(expected, exactness),
        points,
        _forecast(way, known, day, exactness),
        "yellow" if light == "red" and target.soft else light,
        rule,
    )


def way_of(target: Target, day: str) -> Way:
    """Return from where to where a target goes on a day: in all, or in the day's year or quarter.

    A range is reached at its nearer end. What is to stay below a limit, or is where it is to be
    already, has no way to go.
    """
    low, high, base = target.low, target.high, target.baseline or _NOTHING
    basis = "start" if target.baseline is None else "baseline"
    first, last, since = target.start, target.due, ""
    if target.per != "total":
        first, last = _period_of(target, day)
        since = first
        base, basis = _NOTHING, "period"
    at_most = target.op in ("<=", "<")
    down = at_most or (target.op in ("=", "~") and base > high)
    aim, far = (high, low) if down else (low, high)
    whither = base - aim if down else aim - base
    if whither <= 0:
        first, base, basis = None, aim, "limit"
    return Way(first, base, last, aim, far if target.op in ("=", "~") else None, basis, since)


def _period_of(target: Target, day: str) -> tuple[str, str]:
    """Return first and last day of the year or quarter of a day, after the due day of the last."""
    held = min(day, target.due or day)
    first, last = period(target.per, date.fromisoformat(held)) or _year(held)
    return first.isoformat(), min(last.isoformat(), target.due or "9999")


def _year(day: str) -> tuple[date, date]:
    return date(int(day[:4]), 1, 1), date(int(day[:4]), 12, 31)


def counted(readings: Iterable[Reading], way: Way, day: str) -> list[Reading]:
    """Return the readings that count, by day: in the way's period, of one day the one made last."""
    by_day = {each.on: each for each in sorted(readings) if way.since <= each.on <= day}
    return [by_day[on] for on in sorted(by_day)]


def expected_on(way: Way, day: str) -> Decimal | None:
    """Return the amount expected on a day: along a straight line in calendar days."""
    if way.basis == "limit":
        return way.aim
    if way.first is None or way.last is None:
        return None
    if day >= way.last:
        return way.aim
    if day <= way.first:
        return way.base
    share = Decimal(_days(way.first, day)) / _days(way.first, way.last)
    return way.base + (way.aim - way.base) * share


def is_late(reading: Reading, readings: Iterable[Reading]) -> bool:
    """Whether a reading was recorded after one of a later day (补录)."""
    return any(each.number < reading.number and each.on > reading.on for each in readings)


def backwards(way: Way, reading: Reading, readings: Iterable[Reading]) -> Reading | None:
    """Return the reading of the day before which a reading falls behind, None where it does not."""
    before = [each for each in counted(readings, way, reading.on) if each.on < reading.on]
    if before and (reading.value - before[-1].value) * way.sign < 0:
        return before[-1]
    return None


def _points(target: Target, way: Way, expected: Decimal, value: Decimal) -> Decimal:
    """Return by how many points a value lies behind what is expected."""
    if way.basis == "limit" and way.far is not None:
        lag = max(way.aim - value, value - way.far, _NOTHING)
    elif way.basis == "limit":
        lag = value - expected if target.op in ("<=", "<") else expected - value
    else:
        lag = (expected - value) * way.sign
    scale = abs(way.aim if way.basis == "limit" else way.aim - way.base)
    points = _FULL * lag / scale if scale else _FULL * (lag > 0)
    return max(points - TOLERANCE, _NOTHING) if target.op == "~" and points > 0 else points


def _light(
    target: Target,
    way: Way,
    reading: Reading | None,
    points: Decimal | None,
    day: str,
    thresholds: tuple[int, int],
) -> tuple[str, str]:
    """Return the light, red also of a soft target, and the rule that gives it."""
    final = target.due is not None and day > target.due
    if reading is None:
        return ("red", "never-read") if final else ("grey", "unread")
    if _is_met(target, way, reading.value):
        if _is_over(way, reading.value):
            return "yellow", "over"
        return ("done" if final else "green"), "met"
    if final:
        return "red", "missed"
    if points is None:
        return "grey", "no-dates"
    if points > thresholds[1]:
        return "red", "far-behind"
    return ("yellow", "behind") if points >= thresholds[0] else ("green", "on-pace")


def _is_met(target: Target, way: Way, value: Decimal) -> bool:
    if target.op in ("<=", "<"):
        return value < target.high or (target.op == "<=" and value == target.high)
    if target.op in (">=", ">"):
        return value > target.low or (target.op == ">=" and value == target.low)
    return _points(target, way, way.aim, value) <= 0


def _is_over(way: Way, value: Decimal) -> bool:
    """Whether a value goes beyond what `=` or `~` asks for, by more than the tolerance."""
    if way.far is None or way.basis == "limit":
        return False
    over = (value - way.far) * way.sign
    return _FULL * over > TOLERANCE * abs(way.aim - way.base)


def _forecast(way: Way, known: Sequence[Reading], day: str, exactness: int) -> Forecast | None:
    """Return what the pace of the last readings comes to; None where there are not two, or no time.

    A limit is no place to arrive at, but an amount may be on its way past it. What was never below
    nothing does not come to less.
    """
    last = known[-MOST_READINGS:]
    if len(last) < 2 or way.last is None or day > way.last:
        return None
    first, newest = last[0], last[-1]
    pace = (newest.value - first.value) / _days(first.on, newest.on)
    value = newest.value + pace * _days(newest.on, way.last)
    if way.aim >= 0 and all(each.value >= 0 for each in last):
        value = max(value, _NOTHING)
    return Forecast(rounded(value, exactness), len(last), first.on, newest.on)


def _exactness(target: Target, known: Sequence[Reading]) -> int:
    """Return to how many decimals amounts are reckoned: one more than those that are given."""
    given = (target.low, target.high, target.baseline or _NOTHING, *(each.value for each in known))
    return 1 + max(map(places, given))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
