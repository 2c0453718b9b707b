"""The reporting rhythm of a programme: the periods of each role, and when its reports are due."""

from datetime import date
from typing import Any

from taskmatrix.domain.periods import (
    REPORT_EVERY,
    Period,
    due_day,
    following,
    last_completed,
    preceding,
)
from taskmatrix.domain.working_days import WorkingDays
from taskmatrix.workspace.calendars import working_days
from taskmatrix.workspace.session import Session

Days = tuple[str, str]
"""First and last day of a period as ISO texts."""


class Term:
    """A reporting period, and the day on which its report is due. ISO texts."""

    __slots__ = ("due", "first", "last")

    def __init__(self, first: str, last: str, due: str) -> None:
        self.first = first
        self.last = last
        self.due = due

    @property
    def counted(self) -> Days:
        """The days whose reports count for it: to the due day, where that lies behind its end."""
        return self.first, max(self.last, self.due)


def report_every(session: Session) -> dict[str, str]:
    """Return how often each role reports: as the plan says, else by default."""
    said: dict[str, str] = session.overall["supervision"].get("report_every", {})
    return {**REPORT_EVERY, **said}


def due_time(session: Session, role: str) -> str | None:
    """Return the time of the day by which a role reports, where the plan says one."""
    time: str | None = _report_by(session, role).get("time")
    return time


def last_period(session: Session, role: str) -> Days | None:
    """Return the days whose reports count for a role's last completed period, as ISO texts."""
    last = last_term(session, role)
    return last.counted if last else None


def last_term(session: Session, role: str) -> Term | None:
    """Return the last period of a role whose report was due before today; None of no rhythm."""
    every, by, days = rule_of(session, role)
    last = last_completed(every, session.today, by, days)
    return term_of(every, by, last, days) if last else None


def term_now(session: Session, role: str) -> Term | None:
    """Return the period that a role reports for today: the first that is not completed.

    Where that has not begun, it is the completed one that today lies in. None of no rhythm.
    """
    every, by, days = rule_of(session, role)
    last = last_completed(every, session.today, by, days)
    its = following(every, last, by, days) if last else None
    if its and its[0] > session.today:
        its = last
    return term_of(every, by, its, days) if its else None


def silent_span(session: Session, role: str, today: date, periods: int) -> Days | None:
    """Return first and last day of the last so many periods whose reports were due before a day."""
    every, by, days = rule_of(session, role)
    its = last = last_completed(every, today, by, days)
    for _each in range(periods - 1):
        its = preceding(every, its, by, days) if its else None
    return (its[0].isoformat(), last[1].isoformat()) if its and last else None


def iso_days(its: Period | None) -> Days | None:
    """Return a period as ISO texts."""
    return (its[0].isoformat(), its[1].isoformat()) if its else None


def clock_of(start: str | None, assigned_on: str) -> str:
    """Return the day on which signing and reporting begin (交办日): the later of the two."""
    return max(start or assigned_on, assigned_on)


def _report_by(session: Session, role: str) -> dict[str, Any]:
    by: dict[str, Any] = session.overall["supervision"].get("report_by", {}).get(role, {})
    return by


def rule_of(session: Session, role: str) -> tuple[str, dict[str, Any], WorkingDays]:
    """Return rhythm, due day and working days."""
    return report_every(session)[role], _report_by(session, role), working_days(session)


def term_of(every: str, by: dict[str, Any], its: Period, days: WorkingDays) -> Term:
    """Return a period with the day on which its report is due."""
    due = due_day(every, by, its, days)
    return Term(its[0].isoformat(), its[1].isoformat(), due.isoformat())
