"""Axes: days and amounts as shares of a length, and where their ticks are."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from math import ceil, floor, log10
from typing import NamedTuple

from taskmatrix.reports.written import (
    short_day,
    short_month,
)

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 60000)
_LAST = date.max.toordinal()


class Time(NamedTuple):
    """A span of days, as ordinals."""

    first: int
    last: int

    def share(self, day: str) -> float:
        """Return where a day lies: 0 at the first or before, 1 at the last or after."""
        share = (date.fromisoformat(day).toordinal() - self.first) / (self.last - self.first)
        return min(max(share, 0.0), 1.0)

    def day(self, share: float) -> date:
        """Return the day that lies at a share."""
        return date.fromordinal(round(self.first + (self.last - self.first) * share))

    def ticks(self, most: int) -> Iterator[tuple[float, str]]:
        """Yield at most so many days with a name: years, months, days."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        months = range(first.year * 12 + first.month, last.year * 12 + last.month)
        if len(months) < 2:
            step = ceil((self.last - self.first) / most)
            for ordinal in range(self.first + step, self.last + 1, step):
                day = date.fromordinal(ordinal).isoformat()
                yield self.share(day), short_day(day)
            return
        step = next(each for each in _STEPS if len(months) <= each * most)
        for month in months:
            if month % step == 0:
                day = f"{month // 12:04}-{month % 12 + 1:02}-01"
                yield self.share(day), _name(day)

    def columns(self, count: int) -> list[tuple[str, int]]:
        """Return the years, or where there are few the months, of so many equal parts, as heads."""
        days = [self.day((place + 0.5) / count) for place in range(count)]
        by_month = self.last - self.first < 370
        names = [short_month(str(day)) if by_month else str(day.year) for day in days]
        return [(name, len(list(same))) for name, same in groupby(names)]


def span(days: Iterable[str | None]) -> Time | None:
    """Return the span of some days, at least a month long; None where there is no day."""
    known = [date.fromisoformat(day).toordinal() for day in days if day]
    if not known:
        return None
    first, last = min(known), max(known)
    if last - first < 28:
        first, last = max(first - 14, 1), min(last + 14, _LAST)
    return Time(first, last)


class Scale(NamedTuple):
    """A span of amounts with its ticks."""

    low: float
    high: float
    ticks: Sequence[float]

    def share(self, value: float) -> float:
        """Return where an amount lies: 0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)


def scale(values: Sequence[float], steps: int = 4) -> Scale:
    """Return a scale with round ticks that holds all amounts, from nothing where that is near."""
    low, high = min(values), max(values)
    if 0 < low <= high * 0.6:
        low = 0
    if high - low <= abs(high) * 1e-9:
        low, high = low - (abs(low) * 0.1 or 1), high + (abs(high) * 0.1 or 1)
    size = (high - low) / steps
    ten = 10.0 ** floor(log10(size))
    step = next((ten * each for each in (1, 2, 2.5, 5) if ten * each >= size * 0.999), ten * 10)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    # Beyond fifteen digits nothing is exact.
    ticks = [float(f"{place * step:.12g}") for place in range(first, last + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def _name(day: str) -> str:
    return day[:4] if day[5:7] == "01" else short_month(day)
