"""The monthly: which month, and its data; see `summing` for what it shares with the weekly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from taskmatrix.domain.periods import period
from taskmatrix.domain.summary import BANDS
from taskmatrix.domain.words import LIGHTS, Kind, State, Tier
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.past import last_event_on
from taskmatrix.workspace.documents.issuing import Edition
from taskmatrix.workspace.documents.ranking import Facts
from taskmatrix.workspace.documents.spans import Span, must_be_over, span_of
from taskmatrix.workspace.documents.summing import at_end, head, summed, tally
from taskmatrix.workspace.session import YEARS, BadPhrase, Session

Item = dict[str, Any]
KIND = "monthly"
_MONTH = re.compile(r"(?P<year>\d{4})[-./年](?P<month>\d{1,2})月?")
_DAY = timedelta(days=1)

MONTHS = range(1, 13)
WRITTEN_BY = 10
"""The day of a month up to which one still writes up the month before."""


def month_of(session: Session, spoken: str | None) -> tuple[date, date]:
    """Return first and last day of a month: 2026-10, or that of a date phrase.

    Raises BadPhrase where it is neither.
    """
    if spoken is None:
        return _month(session.today)
    from taskmatrix.workspace.hearing import heard

    numbered = _MONTH.fullmatch(heard(spoken).strip())
    hint = _("write a month, 2026-10, or a day in it, 2026-10-20")
    try:
        if numbered is None:
            return _month(session.day(spoken))
    except BadPhrase as error:
        raise BadPhrase(spoken, hint) from error
    year, number = int(numbered["year"]), int(numbered["month"])
    if year not in YEARS or number not in MONTHS:
        raise BadPhrase(spoken, hint)
    return _month(date(year, number, 1))


def _month(day: date) -> tuple[date, date]:
    its = period("month", day)
    assert its is not None  # noqa: S101 - a month is a period of every day
    return its


def draft(session: Session, month: str | None, *, ranking: bool) -> tuple[Item, Span]:
    """Return the data of a monthly that is not issued, and the span that it covers."""
    session.read()
    span = span_of(session, KIND, month_of(session, month))
    return _collected(session, span, ranking), span


def edition(
    session: Session, month: str | None, year: int, number: int, *, ranking: bool
) -> Edition:
    """Return a monthly that is to be issued, up to now, or of a month that is over."""
    its = month_of(session, month)
    if month is not None:
        must_be_over(session, KIND, its)
    span = span_of(session, KIND, its, anew=True)
    if month is None:
        _must_not_pass_over(session, span)
    data = _collected(session, span, ranking)
    data.update(draft=False, year=year, number=number)
    return Edition(data, data["first"], data["last"], span.upto, tally(data["totals"]))


def left_out(session: Session, span: Span) -> str | None:
    """Return the month before where no monthly covers it to its end, and none could after this.

    Where one reaches into it, or none was issued yet, only in the days in which it is written up.
    """
    last = _month(span.last)[0] - _DAY
    reached = (span.previous and span.previous.last) or ""
    if reached >= last.isoformat() or not last_event_on(session.store, last.isoformat()):
        return None
    month = last.isoformat()[:7]
    return month if span.last.day <= WRITTEN_BY or "" < reached[:7] < month else None


def _must_not_pass_over(session: Session, span: Span) -> None:
    """Raise Refused where the month before would get no monthly any more."""
    month = left_out(session, span)
    if month:
        raise Refused(
            _("{month} is not covered to its end, and no monthly could be after this one").format(
                month=month
            ),
            _("issue it first: taskmatrix report monthly --month {month} --issue").format(
                month=month
            ),
        )


def _collected(session: Session, span: Span, ranking: bool) -> Item:
    """Return all data of a monthly; `dated` is the day on which it is written."""
    above = head(session, span, {})
    del above["week"], above["filters"]
    data = {
        **above,
        "month": span.last.isoformat()[:7],
        "left_out": left_out(session, span),
        "dated": session.today.isoformat(),
        **summed(session, span, {}, _ahead(span.last)),
    }
    tasks = data["tasks"]
    paced = Counter((task["tier"], task["band"]) for task in tasks)
    first, last = (day.isoformat() for day in _days_due(session, span))
    with at_end(session, span) as end:
        facts = Facts(end, first, last)
        return {
            **data,
            "bands": {band: sum(paced[tier, band] for tier in Tier) for band in BANDS},
            "tiers": list(_tiers(paced)),
            "regions": _regions(tasks, facts),
            "ranking": facts.rankings() if ranking else None,
        }


def _ahead(last: date) -> timedelta:
    """Return how far a monthly looks ahead: to the end of the coming month."""
    return _month(_month(last)[1] + _DAY)[1] - last


def _days_due(session: Session, span: Span) -> tuple[date, date]:
    """Return from when to when that fell due which counts: every day in one monthly, none in two.

    On the day on which a monthly is written it is not over yet what is due.
    """
    written = date.fromisoformat(span.issued.day) if span.issued else session.today
    last = span.last - _DAY if written <= span.last else span.last
    before = span.previous
    if before and before.last and before.day <= before.last:
        return date.fromisoformat(before.last), last
    return span.first, last


def _tiers(paced: Mapping[tuple[str, str | None], int]) -> Iterator[Item]:
    """Yield how far the plans of each tier have come; what was terminated has no band."""
    for tier in Tier:
        bands = {band: paced[tier, band] for band in BANDS}
        if any(bands.values()):
            yield {"tier": tier, "tasks": sum(bands.values()), "bands": bands}


def _regions(tasks: Iterable[Item], facts: Facts) -> list[Item]:
    """Return what each region leads, how that stands, its local tasks, its reports."""
    led: Counter[tuple[str, str]] = Counter()
    local: Counter[str] = Counter()
    for task in tasks:
        if task["light"] is not None:
            led.update((name, task["light"]) for name in task["lead"])
            if task["state"] != State.CLOSED:
                local.update(task["local"])
    return [
        {
            "unit": unit.name,
            "tasks": sum(led[unit.name, light] for light in LIGHTS),
            "closed": led[unit.name, "done"],
            "lights": {light: led[unit.name, light] for light in LIGHTS},
            "local": local[unit.name],
            "reports": facts.reports_of(unit.id),
        }
        for unit in facts.units
        if unit.kind == Kind.REGION
    ]
