"""Which part of the record a periodical covers: after one event, up to another."""

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from taskmatrix.errors import NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.documents import Issue, issues, latest
from taskmatrix.store.events import last_event
from taskmatrix.store.past import first_day, last_event_on
from taskmatrix.workspace.session import Session

_DAY = timedelta(days=1)


class Span(NamedTuple):
    """What was recorded after event `after` up to event `upto`, judged on the day `last`.

    `previous` is the document before, `issued` the one that covers just this span, `earlier` are
    those that were issued before it in the same week or month.
    """

    after: int
    upto: int
    first: date
    last: date
    previous: Issue | None
    issued: Issue | None = None
    earlier: tuple[Issue, ...] = ()

    @property
    def day_before(self) -> date:
        """The day on which the document before is judged, or would have been."""
        if self.previous is None or self.previous.last is None:
            return self.first - _DAY
        return date.fromisoformat(self.previous.last)


def span_of(session: Session, kind: str, period: tuple[date, date], *, anew: bool = False) -> Span:
    """Return the span of a periodical in a period of the calendar, up to today at the latest.

    Where one was issued in the period it is its span, unless one is to be issued `anew`.
    Raises Refused where the period has not begun, NotFound where nothing was loaded then.
    """
    store = session.read()
    begun, last = period
    if begun > session.today:
        raise Refused(
            _("{day} has not come yet").format(day=begun),
            _("name a period that has begun"),
        )
    found = [] if anew else _issued_in(session, kind, period)
    issued, earlier = (found[-1] if found else None), tuple(found[:-1])
    if issued:
        last, upto = date.fromisoformat(str(issued.last)), issued.upto
    elif last >= session.today:
        last, upto = session.today, last_event(store)[0]
    else:
        upto = last_event_on(store, last.isoformat())
    if not upto:
        raise NotFound(
            _("Nothing was loaded yet on {day}").format(day=last),
            _("the record begins on {day}").format(day=first_day(store)),
        )
    previous = latest(store, kind, upto)
    if previous is None or previous.last is None:
        first = _first_day(store, kind, begun, upto, issued)
        after = last_event_on(store, (first - _DAY).isoformat())
        return Span(after, upto, first, last, None, issued, earlier)
    following = date.fromisoformat(previous.last) + _DAY
    first = min(following, last)
    return Span(previous.upto, upto, first, last, previous, issued, earlier)


def _first_day(
    store: sqlite3.Connection, kind: str, begun: date, upto: int, issued: Issue | None
) -> date:
    """Return where a document begins that none stands before: the days of withdrawn ones are its.

    What was issued begins where it says so.
    """
    if issued and issued.first:
        return date.fromisoformat(issued.first)
    withdrawn = [each.first for each in issues(store, kind) if each.upto <= upto and each.first]
    return min([begun, *map(date.fromisoformat, withdrawn)])


def must_be_over(session: Session, kind: str, period: tuple[date, date]) -> None:
    """Raise Refused unless a period is over and no document reaches to its end, or beyond."""
    end = period[1].isoformat()
    if period[1] >= session.today:
        raise Refused(
            _("The period to {day} is not over").format(day=end),
            _("leave the period out: what is issued reaches to today"),
        )
    newest = latest(session.store, kind)
    if newest and (newest.last or "") >= end:
        from taskmatrix.reports.issued import document_name

        name = document_name(kind, newest.year, newest.number)
        raise Refused(
            _("{document} reaches to {day} already").format(document=name, day=newest.last),
            _("see: taskmatrix report reprint {kind} {number}").format(
                kind=kind, number=f"{newest.year}-{newest.number}"
            ),
        )


def _issued_in(session: Session, kind: str, period: tuple[date, date]) -> list[Issue]:
    """Return the standing documents whose last day lies in a period, oldest first."""
    first, last = (day.isoformat() for day in period)
    return [
        each
        for each in issues(session.store, kind)
        if each.ended is None and first <= (each.last or "") <= last
    ]
