"""The course of a target: what is asked for, read, expected and forecast, as points in a plane."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from taskmatrix.reports.pictures.axis import Scale, Time, scale, span

Item = Mapping[str, Any]
Dot = tuple[str, float]
"""A day and an amount."""


class Course(NamedTuple):
    """What is drawn of a target; `way` is the expected line, `ahead` the forecast one."""

    time: Time
    scale: Scale
    goal: tuple[float, float]
    way: Sequence[Dot]
    readings: Sequence[Dot]
    ahead: Sequence[Dot]

    def point(self, dot: Dot) -> tuple[float, float]:
        """Return a dot as shares of both axes, the amount not beyond its own."""
        return self.time.share(dot[0]), min(max(self.scale.share(dot[1]), 0.0), 1.0)


def course(target: Item, today: str) -> Course:
    """Return the course of a target (an object of `targets` or `targets show`) on a day."""
    value = target["value"]
    goal = (
        (float(min(value)), float(max(value))) if isinstance(value, list) else (float(value),) * 2
    )
    trajectory = target.get("trajectory") or {}
    start, end = trajectory.get("from") or {}, trajectory.get("to") or {}
    first, last = start.get("date"), end.get("date") or target["due"]
    way = []
    if first and last and first < last:
        way = [(first, float(start["value"])), (last, float(end["value"]))]
    readings = _readings(target, first if trajectory.get("basis") == "period" else None)
    ahead = []
    if target["forecast"] is not None and readings and last and readings[-1][0] < last:
        ahead = [readings[-1], (last, float(target["forecast"]))]
    time = span([today, last, *(day for day, _value in (*way, *readings))]) or Time(1, 2)
    if not way:
        time = Time(max(time.first - (time.last - time.first) // 12, 1), time.last)
    amounts = [*goal, *(amount for _day, amount in (*way, *readings))]
    return Course(time, scale(_with_forecast(amounts, ahead)), goal, way, readings, ahead)


def between(dots: Sequence[Dot], time: Time, share: float) -> float | None:
    """Return the amount of a line through dots at a share of the time; None beyond its ends."""
    for (before, low), (after, high) in pairwise(dots):
        left, right = time.share(before), time.share(after)
        if left <= share <= right and left < right:
            return low + (high - low) * (share - left) / (right - left)
    return None


def _readings(target: Item, since: str | None) -> list[Dot]:
    """Return the readings that count, by day; what was replaced or measured otherwise does not."""
    listed = target.get("readings")
    if listed is None:
        listed = [target["reading"]] if target["reading"] else []
    return sorted(
        (each["date"], float(each["value"]))
        for each in listed
        if not (each.get("replaced") or each.get("contribution"))
        and each.get("measure", target["measure"]) == target["measure"]
        and (since is None or each["date"] >= since)
    )


def _with_forecast(amounts: list[float], ahead: Sequence[Dot]) -> list[float]:
    """Return amounts with the forecast, but not so far out that the others lie in one line."""
    if not ahead:
        return amounts
    low, high = min(amounts), max(amounts)
    room = (high - low or abs(high)) * 0.5
    return [*amounts, min(max(ahead[1][1], low - room), high + room)]
