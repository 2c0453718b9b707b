"""The briefing: what a leader is told on one page, of all tasks or of those in one's charge."""

from collections.abc import Mapping
from typing import Any

from taskmatrix.domain.ladder import MAJOR_STEP
from taskmatrix.store.names import unit_name
from taskmatrix.workspace.naming import find_unit
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.spans import span_of
from taskmatrix.workspace.summing import head, summed
from taskmatrix.workspace.weekly import KIND, week_of

Item = dict[str, Any]
SECTIONS = (
    *("totals", "before", "changes", "activity", "behind", "slips", "promises", "ahead"),
    *("targets", "provisional_years"),
)


def briefing(session: Session, filters: Mapping[str, Any]) -> Item:
    """Return what stands since the last weekly, and what needs a decision."""
    store = session.read()
    span = span_of(session, KIND, week_of(session, None), anew=True)
    data = summed(session, span, filters)
    leaders = [unit_name(store, find_unit(store, name).id) for name in filters.get("leaders", ())]
    return {
        **head(session, span, filters),
        "leader": leaders[0] if len(leaders) == 1 else None,
        **{key: data[key] for key in SECTIONS},
        "decisions": _above(data),
    }


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
