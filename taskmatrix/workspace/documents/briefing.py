"""The briefing: what a leader is told on one page, of all tasks or of those in one's charge."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from taskmatrix.domain.ladder import MAJOR_STEP
from taskmatrix.domain.words import Kind, State
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.facts import tasks_of_plans
from taskmatrix.store.names import unit_name
from taskmatrix.workspace.documents.spans import Span, span_of
from taskmatrix.workspace.documents.summing import head, summed
from taskmatrix.workspace.documents.weekly import KIND, week_of
from taskmatrix.workspace.naming import find_unit
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.targets import targets

Item = dict[str, Any]
SECTIONS = (
    *("totals", "before", "changes", "activity", "behind", "slips", "promises", "ahead"),
    *("without_lead", "provisional_years"),
)


def briefing(session: Session, filters: Mapping[str, Any]) -> Item:
    """Return what stands since the last weekly, and what needs a decision."""
    store = session.read()
    leaders = [_leader(store, name) for name in filters.get("leaders", ())]
    span = _span(session)
    data = summed(session, span, filters)
    return {
        **head(session, span, filters),
        "leader": leaders[0] if len(leaders) == 1 else None,
        **{key: data[key] for key in SECTIONS},
        "targets": _targets(session, data["tasks"] if any(filters.values()) else None),
        "decisions": _above(data),
    }


def _leader(store: sqlite3.Connection, spoken: str) -> str:
    """Return the name of a leader. Raises Refused where the unit that is meant is none."""
    unit = find_unit(store, spoken)
    if unit.detail != Kind.LEADER:
        raise Refused(
            _("{unit} is no leader").format(unit=unit.label),
            _("for the tasks of a unit: --unit {unit}").format(unit=unit.label),
        )
    return unit_name(store, unit.id)


def _span(session: Session) -> Span:
    """Return what was recorded since the last weekly; since the one before on its very day."""
    week = week_of(session, None)
    span = span_of(session, KIND, week, anew=True)
    if span.previous and span.previous.last == session.today.isoformat():
        return span_of(session, KIND, week)._replace(upto=span.upto)
    return span


def _targets(session: Session, tasks: Iterable[Item] | None) -> list[Item]:
    """Return all targets; those of some tasks, and of the plans that have no others."""
    found, _named = targets(session, (), (), ())
    if tasks is None:
        return found
    left = tasks_of_plans(session.store)
    codes = set()
    for task in tasks:
        if task["state"] != State.TERMINATED:
            codes.add(task["code"])
            left[task["plan"]] -= 1
    return [
        each
        for each in found
        if (each["task"] in codes if each["task"] else left.get(each["plan"]) == 0)
    ]


def _above(data: Item) -> list[Item]:
    """Return what a leader is told: asks, extensions, slips that lapsed where a leader is next.

    Those have their `step`.
    """
    steps = {slip["number"]: slip["step"] for slip in data["slips"]["unanswered"]}
    found = [{**each, "step": steps.get(each["text"])} for each in data["decisions"]]
    return [
        each
        for each in found
        if each["kind"] in ("ask", "extension")
        or (each["kind"] == "slip-lapsed" and each["step"] >= MAJOR_STEP)
    ]
