"""Reporting periods: the week, half-month, month or quarter of a day, and when a report is due."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateutil.rrule import rrule

    from taskmatrix.domain.working_days import WorkingDays

REPORT_EVERY = {"lead": "week", "support": "none", "local": "month"}
"""How often each role reports where the plan does not say (contract §2, `[supervision]`)."""

Period = tuple[date, date]
By = Mapping[str, Any]
"""When in its period a report is due, as `[supervision.report_by]` says it of a role."""

_DAY = timedelta(days=1)
_FARTHEST = 62 * _DAY
"""What ten working days, the most that a due day moves, and the holidays in between may take."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def period(every: str, day: date) -> Period | None:
    """Return first and last day of the period that a day lies in; None for `none`.

    `every` is week (Monday to Sunday), half-month (to the 15th, from the 16th), month, quarter.
    """
    if every == "week":
        first = day - day.weekday() * _DAY
        return first, first + 6 * _DAY
    if every == "half-month":
        if day.day <= 15:
            return day.replace(day=1), day.replace(day=15)
        return day.replace(day=16), _month_end(day)
    if every == "month":
        return day.replace(day=1), _month_end(day)
    if every == "quarter":
        start = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        return start, _month_end(start.replace(month=start.month + 2))
    return None


def due_day(
    every: str, by: By | None, its: Period, working_days: "WorkingDays | None" = None
) -> date:
    """Return the day on which the report of a period is due; its last day where nothing is said.

    Where that is no working day, it is the `roll`-th one after it (before it where negative), never
    before the period begins, nor before the report of an earlier period is due.
    """
    if not by or working_days is None:
        return its[1]
    days = _named_days(every, by, its, working_days)
    return max(its[0], *(_rolled(day, by, working_days) for day in days))


def last_completed(
    every: str, today: date, by: By | None = None, working_days: "WorkingDays | None" = None
) -> Period | None:
    """Return the last period whose report was due before a day."""
    its = period(every, today)
    while its and (
        due_day(every, by, its, working_days) >= today or _is_idle(its, by, working_days)
    ):
        its = period(every, its[0] - _DAY)
    return its


def following(
    every: str, its: Period, by: By | None = None, working_days: "WorkingDays | None" = None
) -> Period | None:
    """Return the next period for which a report is due."""
    after = period(every, its[1] + _DAY)
    while after and _is_idle(after, by, working_days):
        after = period(every, after[1] + _DAY)
    return after


def preceding(
    every: str, its: Period, by: By | None = None, working_days: "WorkingDays | None" = None
) -> Period | None:
    """Return the last period before one for which a report was due."""
    before = period(every, its[0] - _DAY)
    while before and _is_idle(before, by, working_days):
        before = period(every, before[0] - _DAY)
    return before


def _is_idle(its: Period, by: By | None, working_days: "WorkingDays | None") -> bool:
    """Whether a period is all holidays, as the week of Spring Festival: it owes no report.

    Unless a rule says when it is due: that has a roll of its own.
    """
    if by or working_days is None:
        return False
    return working_days.between(its[0].isoformat(), (its[1] + _DAY).isoformat()) == 0


def is_late(every: str, on: str, recorded: str) -> bool:
    """Whether a report was recorded after the end of its period (补录). Days are ISO texts."""
    its = period(every, date.fromisoformat(on))
    return its is not None and date.fromisoformat(recorded) > its[1]


def _named_days(every: str, by: By, its: Period, working_days: "WorkingDays") -> Iterator[date]:
    """Yield the days that a rule names, of a period and of those before that may reach into it."""
    since = (its[0] - _FARTHEST).replace(day=1)
    if "last_working_day" not in by:
        first, last = (datetime(day.year, day.month, day.day) for day in (since, its[1]))
        for rule in _recurrences(every, by, first):
            yield from (found.date() for found in rule.between(first, last, inc=True))
        return
    one = period(every, since)
    while one and one[0] <= its[0]:
        yield _last_working_day(one, by["last_working_day"], working_days)
        one = following(every, one)


def _recurrences(every: str, by: By, first: datetime) -> "list[rrule]":
    """Return what repeats from the first day of a month on."""
    from dateutil.rrule import MONTHLY, WEEKLY, rrule

    if "weekday" in by:
        return [rrule(WEEKLY, first, byweekday=_WEEKDAYS.index(by["weekday"]))]
    days = [by["day"]]
    if every == "half-month":
        days = [min(by["day"], 15), min(by["day"] + 15, 31)]
    months = (3, 6, 9, 12) if every == "quarter" else None
    # A month that is too short has the 28th and some days after it: the last of them counts.
    numbered = [range(min(day, 28), day + 1) for day in days]
    return [
        rrule(MONTHLY, first, bymonth=months, bymonthday=some, bysetpos=-1) for some in numbered
    ]


def _last_working_day(its: Period, number: int, working_days: "WorkingDays") -> date:
    """Return the n-th last working day of a period; the first of fewer, the last day of none."""
    length = (its[1] - its[0]).days + 1
    days = [
        day for day in (its[0] + n * _DAY for n in range(length)) if working_days.is_working(day)
    ]
    return days[-number:][0] if days else its[1]


def _rolled(day: date, by: By, working_days: "WorkingDays") -> date:
    """Return a day itself where people work on it, else the one that the rule moves it to."""
    return day if working_days.is_working(day) else working_days.after(day, by.get("roll", 1))


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + 4 * _DAY).replace(day=1)
    return following - _DAY
