"""The weekly: which week, and its data; see `summing` for the sections."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.workspace.documents.issuing import Edition
from taskmatrix.workspace.documents.spans import Span, must_be_over, span_of
from taskmatrix.workspace.documents.summing import head, summed, tally
from taskmatrix.workspace.session import YEARS, BadPhrase, Session

Item = dict[str, Any]
KIND = "weekly"
_WEEK = re.compile(r"(?:(?P<year>\d{4})-?)?[Ww](?P<week>\d{1,2})")


def week_of(session: Session, spoken: str | None) -> tuple[date, date]:
    """Return Monday and Sunday of a week: 2026-W47 (ISO 8601), or that of a date phrase.

    Raises BadPhrase where it is neither.
    """
    if spoken is None:
        return _week(session.today)
    from taskmatrix.workspace.hearing import heard

    numbered = _WEEK.fullmatch(heard(spoken).strip())
    hint = _("write a week, 2026-W47, or a day in it, 2026-11-20 or 上周五")
    try:
        if numbered is None:
            return _week(session.day(spoken))
        year = int(numbered["year"] or session.today.isocalendar()[0])
        if year in YEARS:
            return _week(date.fromisocalendar(year, int(numbered["week"]), 1))
    except (BadPhrase, ValueError) as error:
        raise BadPhrase(spoken, hint) from error
    raise BadPhrase(spoken, hint)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def draft(session: Session, week: str | None, filters: Mapping[str, Any]) -> tuple[Item, Span]:
    """Return the data of a weekly that is not issued, and the span that it covers.

    Where no week is told it is the next one to issue.
    """
    session.read()
    span = span_of(session, KIND, week_of(session, week), anew=week is None)
    return {**head(session, span, filters), **summed(session, span, filters)}, span


def edition(session: Session, week: str | None, year: int, number: int) -> Edition:
    """Return a weekly that is to be issued, up to now, or of a week that is over."""
    its = week_of(session, week)
    if week is not None:
        must_be_over(session, KIND, its)
    span = span_of(session, KIND, its, anew=True)
    data = {**head(session, span, {}), **summed(session, span, {})}
    named = {"year": year, "number": number}
    data.update(draft=False, **named)
    data["trend"][-1].update(named)
    return Edition(data, data["first"], data["last"], span.upto, tally(data["totals"]))
