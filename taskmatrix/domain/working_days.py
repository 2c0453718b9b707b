"""Working days: counted, added, and where they rest on a notice that is not out yet."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate

NOTICE = "notice"
STATUTORY = "statutory"
HAND = "hand"
"""What a year rests on: the State Council's notice, the holidays by law, somebody's own word."""

Year = tuple[str, str]
"""Basis, and a sign for each day: 1 where people work."""


class WorkingDays:
    """The working days of some years; Monday to Friday in any other.

    Days are ISO texts or dates. `by_notice` is whether notices count at all: where a programme
    counts Monday to Friday by its own rule, nothing is provisional.
    """

    def __init__(self, years: Mapping[int, Year], by_notice: bool = True) -> None:
        self.years = years
        self.by_notice = by_notice
        first, last = min(years, default=2000), max(years, default=1999)
        self._first = date(first, 1, 1).toordinal()
        signs = "".join(years[y][1] if y in years else _weekdays(y) for y in range(first, last + 1))
        self._counts = list(accumulate(map(int, signs), initial=0))

    def is_working(self, day: date) -> bool:
        """Whether people work on a day."""
        return self._before(day.toordinal() + 1) > self._before(day.toordinal())

    def between(self, first: str, until: str) -> int:
        """Return the working days from a day on, up to and without another; 0 where it is before.

        >>> WorkingDays({}).between("2026-01-05", "2026-01-12")
        5
        """
        days = self._before(_ordinal(until)) - self._before(_ordinal(first))
        return max(days, 0)

    def after(self, day: date, count: int) -> date:
        """Return the count-th working day after a day; before it where the count is negative."""
        step = timedelta(days=1 if count > 0 else -1)
        for _each in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def add(self, day: date, term: str) -> date:
        """Return the day on which a term such as `5wd` or `7d` from a day on ends."""
        if term.endswith("wd"):
            return self.after(day, int(term[:-2]))
        return day + timedelta(days=int(term[:-1]))

    def provisional(self, years: Iterable[int]) -> list[int]:
        """Return those of some years that rest on no notice, and on nobody's word."""
        known = (NOTICE, HAND)
        return sorted(
            year
            for year in set(years)
            if self.by_notice and (year not in self.years or self.years[year][0] not in known)
        )

    def _before(self, ordinal: int) -> int:
        """Return how many working days lie before a day, from a day of our own on."""
        place = ordinal - self._first
        if 0 <= place < len(self._counts):
            return self._counts[place]
        if place < 0:
            return _monday_to_friday(ordinal) - _monday_to_friday(self._first)
        beyond = self._first + len(self._counts) - 1
        return self._counts[-1] + _monday_to_friday(ordinal) - _monday_to_friday(beyond)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _monday_to_friday(ordinal: int) -> int:
    """Return the days from Monday to Friday before a day, since the Monday 0001-01-01."""
    weeks, days = divmod(ordinal - 1, 7)
    return 5 * weeks + min(days, 5)


def _weekdays(year: int) -> str:
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    return "".join("1" if (first.weekday() + n) % 7 < 5 else "0" for n in range(days))
