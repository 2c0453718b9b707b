"""Reporting periods: the week, half-month, month or quarter that a day lies in."""

from datetime import date, timedelta

REPORT_EVERY = {"lead": "week", "support": "none", "local": "month"}
"""How often each role reports where the plan does not say (contract §2, `[supervision]`)."""

Period = tuple[date, date]

_DAY = timedelta(days=1)


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


def last_completed(every: str, today: date) -> Period | None:
    """Return the last period that ended before a day."""
    now = period(every, today)
    return period(every, now[0] - _DAY) if now else None


def is_late(every: str, on: str, recorded: str) -> bool:
    """Whether a report was recorded after the end of its period (补录). Days are ISO texts."""
    its = period(every, date.fromisoformat(on))
    return its is not None and date.fromisoformat(recorded) > its[1]


def awaited(every: str, clock: date, today: date) -> Period | None:
    """Return the last completed period in which a report was due; None where none was.

    The clock begins on `clock`: in a period that had begun before that day, nobody is awaited.
    """
    last = last_completed(every, today)
    return last if last and last[0] >= clock else None


def _month_end(day: date) -> date:
    following = (day.replace(day=28) + 4 * _DAY).replace(day=1)
    return following - _DAY
