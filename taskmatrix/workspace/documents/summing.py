"""What a span adds up to, for a weekly or a monthly: every section as plain data."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import timedelta
from typing import Any

from taskmatrix.domain.promises import KEPT, MISSED, OPEN
from taskmatrix.domain.summary import YELLOW, counts
from taskmatrix.store.documents import trend
from taskmatrix.store.events import last_event
from taskmatrix.store.heirs import heirs
from taskmatrix.store.names import unit_name
from taskmatrix.store.slips import register
from taskmatrix.store.summary import milestones_due, returned_since, shared_titles
from taskmatrix.workspace.documents import happened, outlook
from taskmatrix.workspace.documents.aims import aims
from taskmatrix.workspace.documents.looks import AHEAD, Before, Look, before
from taskmatrix.workspace.documents.spans import Span
from taskmatrix.workspace.promises import promises as all_promises
from taskmatrix.workspace.reading import resolved
from taskmatrix.workspace.register import as_item, not_answered
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import provisional_years

Item = dict[str, Any]

WEEKS_BEFORE = 11
"""Weeklies whose lights a trend shows beside the present one's."""


def head(session: Session, span: Span, filters: Mapping[str, Any]) -> Item:
    """Return what stands above every periodical: programme, issuer, days, number of the last."""
    coordinator = session.overall["coordinator"]
    year, week, _weekday = span.last.isocalendar()
    previous = span.previous
    return {
        "programme": session.overall["title"],
        "issuer": unit_name(session.store, coordinator) if coordinator is not None else None,
        "simulated": session.simulated,
        "draft": True,
        "number": None,
        "year": session.today.year,
        "week": f"{year}-W{week:02}",
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "day": span.last.isoformat(),
        "previous": previous
        and {"number": previous.number, "year": previous.year, "last": previous.last},
        "filters": resolved(session, filters),
    }


def summed(
    session: Session, span: Span, filters: Mapping[str, Any], ahead: timedelta = AHEAD
) -> Item:
    """Return all sections of a periodical, which looks so far `ahead`: from `totals` on.

    The programme is read as it was at both ends of the span, judged on the last day of each.
    """
    session.read()
    with at_end(session, span) as end:
        reports = happened.reports_of(end.read(), span)
        first, last = end.today.isoformat(), (end.today + ahead).isoformat()
        milestones = milestones_due(end.store, first, last)
        wanted = {row.task for row in reports.rows}.union(task for task, *_rest in milestones)
        with closing(session.at(span.day_before, span.after)) as past:
            was = before(past, wanted) if span.after else None
            promised = _statuses(past) if was else {}
        returned = returned_since(end.store, span.after)
        look = Look(end, filters, was.marks if was else {}, wanted, ahead, returned)
        sections = {
            **_standing(look, span, was, trends=not any(filters.values())),
            **_told(look, span, reports.on(look.marks), _known(look, was)),
            **_register(look, span, promised),
            "targets": aims(look, filters),
            "corrections": happened.corrections(span, end.store, session.store, look.marks),
        }
        sections["decisions"] = outlook.decisions(look, sections["asks"])
        slips, plans = sections["slips"]["unanswered"], sections.pop("plans")
        replies = [slip for slip in slips if slip["settled_by"] is None]
        sections["ahead"] = outlook.ahead(look, milestones, replies, plans)
        return {**sections, "provisional_years": provisional_years(end)}


def at_end(session: Session, span: Span) -> AbstractContextManager[Session]:
    """Return the session that looks at the end of a span: one's own where that is now."""
    newest = last_event(session.store)[0]
    if span.upto == newest and span.last == session.today:
        return nullcontext(session)
    return closing(session.at(span.last, span.upto))


def _standing(look: Look, span: Span, was: Before | None, *, trends: bool) -> Item:
    """Return how tasks stand, and what changed; `trends` is whether the weeks before count too."""
    totals, last = counts(look.marks.values()), span.last
    totals["unjudged"] = look.unjudged
    totals["yellow"] = {rule: look.yellow[rule] for rule in YELLOW}
    now = {"number": None, "year": last.year, "last": last.isoformat(), **tally(totals)}
    return {
        "totals": totals,
        "before": was and counts(its for task, its in was.marks.items() if task in look.marks),
        "changes": look.changes,
        "tasks": look.tasks,
        "behind": outlook.behind(look),
        "without_lead": look.unled,
        "trend": [*_weeks_before(look, span), now] if trends else [],
        "shared_titles": shared_titles(look.store),
    }


def _weeks_before(look: Look, span: Span) -> list[Item]:
    """Return what the weeklies before counted; tasks as now, those that have a light."""
    weeks = trend(look.store, span.upto, WEEKS_BEFORE)
    return [{**week, "tasks": sum(week["lights"].values())} for week in weeks]


def _known(look: Look, was: Before | None) -> dict[tuple[int, int], int | None]:
    """Return how far units had come at the beginning, by those that continue them now."""
    later = heirs(look.store)
    found: dict[tuple[int, int], int | None] = {}
    for (task, unit), progress in (was.progress if was else {}).items():
        key = task, later.get(unit, unit)
        if found.get(key) is None:
            found[key] = progress
    return found


def _told(
    look: Look,
    span: Span,
    reports: happened.Reports,
    known: Mapping[tuple[int, int], int | None],
) -> Item:
    """Return what units said in their reports, and who said nothing."""
    owed, items = outlook.Owed(look), look.items
    by_leads = [row for row in reports.rows if row.unit in look.leads[row.task]]
    return {
        "activity": {**happened.activity(reports, span), **owed.activity()},
        "progress": happened.progress(reports, span, items, look.leads, known),
        "problems": happened.told(reports, "issue", items),
        "asks": happened.asks(look.store, look.marks),
        "plans": happened.told(happened.Reports(by_leads, reports.said), "next", items),
        "heat": outlook.heat(look, owed),
    }


def _register(look: Look, span: Span, promised: Mapping[int, str]) -> Item:
    """Return the slips and promises of a span."""
    return {"slips": _slips(look, span), "promises": _promises(look, promised)}


def tally(totals: Item) -> Item:
    """Return what is kept of a document's totals, for later ones to show.

    What was taken out of the plan is no task any more, and none of which a share is closed.
    """
    states = totals["states"]
    tasks = totals["tasks"] - states["terminated"]
    return {"lights": totals["lights"], "closed": states["closed"], "tasks": tasks}


def _slips(look: Look, span: Span) -> dict[str, list[Item]]:
    """Return the slips issued, answered, withdrawn in a span, and all that were not answered."""
    rows = [row for row in register(look.store) if row.task in look.marks]
    ended = [row for row in rows if (row.ended or 0) > span.after]
    sections = {
        "issued": [row for row in rows if row.seq > span.after],
        "answered": [row for row in ended if row.status == "answered"],
        "withdrawn": [row for row in ended if row.status == "withdrawn"],
    }
    found = {name: [as_item(look.session, row) for row in some] for name, some in sections.items()}
    found["unanswered"] = [
        {**as_item(look.session, row), "settled_by": why}
        for row, why in not_answered(look.session)
        if row.task in look.marks
    ]
    return found


def _statuses(session: Session) -> dict[int, str]:
    """Return how promises stood, by number."""
    return {each["number"]: each["status"] for each in all_promises(session, (), (), ())[0]}


def _promises(look: Look, was: Mapping[int, str]) -> dict[str, list[Item]]:
    """Return the promises decided in a span, given how they stood before, and those due soon."""
    listed, _named = all_promises(look.session, (), (), ())
    codes = set(look.names.values())
    ours = [each for each in reversed(listed) if each["task"] in codes]
    new = [each for each in ours if each["status"] != was.get(each["number"], OPEN)]
    first = look.session.today.isoformat()
    return {
        "kept": [each for each in new if each["status"] == KEPT],
        "missed": [each for each in new if each["status"] == MISSED],
        "due": [
            each for each in ours if each["status"] == OPEN and first <= each["due"] <= look.until
        ],
    }
