"""Rankings in documents: places with their reasons; regions; the annex of what was missed."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Annex, Block, Column, Note, Paragraph, Row, Span, Table
from taskmatrix.reports.documents.parts import (
    capital,
    heading,
    names_text,
    sentences,
    stopped,
)
from taskmatrix.reports.labels import light_names
from taskmatrix.reports.written import (
    day_beside,
    end_beside,
    share_text,
    short_day,
)

Item = dict[str, Any]

MOST_NAMED = 12
_OPEN_LIGHTS = LIGHTS[:4]


def ranking(data: Item | None, last: str) -> Iterator[Block]:
    """Yield the rankings of departments and of regions, and who is not ranked; None yields none.

    `last` is the last day of the document.
    """
    if data is None:
        return
    tables = [
        (_("Ranking of departments"), data["departments"]),
        (_("Ranking of regions"), data["regions"]),
    ]
    if not any(places for _head, places in tables):
        yield Paragraph(_("Nothing fell due in this period, so no unit is ranked."))
        return
    yield Paragraph(sentences([*_rules(), *_days(data, last)]))
    number = 0
    for head, places in tables:
        if places:
            number += 1
            yield heading(2, number, head)
            if len(places) == 1:
                yield Paragraph(_alone(places[0]))
                continue
            yield _table(places)
    said = list(_unranked(data["unranked"]))
    if said:
        yield Paragraph(sentences(said))


def _rules() -> Iterator[str]:
    yield _(
        "Departments and regions are ranked separately, on dated facts of this period alone: "
        "tasks accepted and reports given in time, milestones reached by their day, deadlines met; "
        "each counts for the unit that had the task on the day."
    )
    yield _(
        "The score is the share of what fell due that was done in time; "
        "of equal scores, the one that missed less stands first, "
        "and of those that missed nothing the one with more that fell due."
    )
    yield _("Progress that units claim does not count; what was missed stands in the annex.")


def _days(data: Item, last: str) -> Iterator[str]:
    """Yield on which days that fell due which counts."""
    first = day_beside(data["first"], last)
    if data["first"] == data["last"]:
        yield _("The rankings cover what fell due on {day}.").format(day=first)
    else:
        text = _("The rankings cover what fell due from {first} to {last}.")
        yield text.format(first=first, last=end_beside(data["last"], data["first"]))
    if data["last"] < last:
        text = _("What falls due on {day} counts towards the next rankings.")
        yield text.format(day=day_beside(last, last))


def _table(places: Sequence[Item]) -> Table:
    columns = [
        Column(_("Rank"), 8, "center"),
        Column(_("Unit"), 24),
        Column(_("In time / due"), 14, "center"),
        Column(_("Score"), 11, "center"),
        Column(_("Why"), 43),
    ]

    def rows() -> Iterator[Row]:
        for place in places:
            yield (
                str(place["rank"]),
                place["unit"],
                f"{place['met']}/{place['due']}",
                share_text(place["met"], place["due"]),
                sentences(_reasons(place)),
            )

    return Table(columns, rows)


def _alone(place: Item) -> str:
    """Return what is said of the one unit from which something fell due: that is no ranking."""
    text = _("Only from {unit} did anything fall due ({met} of {due} in time): no ranking.")
    return text.format(unit=place["unit"], met=place["met"], due=place["due"])


def _reasons(place: Item) -> Iterator[str]:
    """Yield of what a place is made, and the first thing that was missed."""
    texts = {
        "acceptance": _("acceptances {met}/{due}"),
        "report": _("reports {met}/{due}"),
        "milestone": _("milestones {met}/{due}"),
        "deadline": _("deadlines {met}/{due}"),
    }
    none = {
        "acceptance": _("acceptances 0/{due}"),
        "report": _("reports 0/{due}"),
        "milestone": _("milestones 0/{due}"),
        "deadline": _("deadlines 0/{due}"),
    }
    facts = place["facts"]
    said = [
        (text if facts[kind]["met"] else none[kind]).format(**facts[kind])
        for kind, text in texts.items()
        if kind in facts
    ]
    yield stopped(_("; ").join(said))
    if place["missed"]:
        first, count = place["missed"][0], len(place["missed"])
        text = _("Missed: {fact}, and others ({count} in all).")
        if count == 1:
            text = _("Missed: {fact}.")
        yield text.format(fact=_fact(first), count=count)


def _fact(fact: Item) -> str:
    texts = {
        "acceptance": _("acceptance of {code} due {day}"),
        "report": _("report on {code} due {day}"),
        "milestone": _("milestone of {code} due {day}"),
        "deadline": _("closure of {code} due {day}"),
    }
    return texts[fact["kind"]].format(code=fact["code"], day=short_day(fact["due"]))


def _unranked(units: Sequence[Item]) -> Iterator[str]:
    texts = {
        "unaccepted": _("Not ranked, having an assigned task not yet accepted: {units}."),
        "no-facts": _("Not ranked, as nothing fell due from them in this period: {units}."),
        "no-slips": _("Not ranked, as they are not subject to slips: {units}."),
    }
    for reason, text in texts.items():
        names = [unit["unit"] for unit in units if unit["reason"] == reason]
        if names:
            yield text.format(units=names_text(names, MOST_NAMED))


def missed_facts(data: Item | None) -> Iterator[Block]:
    """Yield the annex on which the rankings rest: everything that was not done in time."""
    places = [] if data is None else [*data["departments"], *data["regions"]]
    missed = [(place["unit"], fact) for place in places for fact in place["missed"]]
    if not missed:
        return
    yield Annex(_("What was not done in time"))
    yield Note(_("Listed in the order of the rankings; everything not listed was done in time."))
    columns = [
        Column(_("Unit"), 22),
        Column(_("Task"), 34),
        Column(_("Matter"), 18),
        Column(_("Due on"), 13, "center"),
        Column(_("Came"), 13, "center"),
    ]

    def rows() -> Iterator[Row]:
        for unit, fact in missed:
            task = f"{fact['code']} {fact['title']}"
            yield unit, task, _matter(fact), fact["due"], fact["on"] or _never(fact["kind"])

    yield Table(columns, rows)


def _matter(fact: Item) -> str:
    if fact["kind"] == "milestone":
        return _("Milestone: {title}").format(title=fact["milestone"])
    texts = {"acceptance": _("Acceptance"), "report": _("Report"), "deadline": _("Closure")}
    return texts[fact["kind"]]


def _never(kind: str) -> str:
    texts = {"acceptance": _("not accepted"), "report": _("not given")}
    return texts.get(kind) or _("not yet")


def regions(items: Sequence[Item]) -> Iterator[Block]:
    """Yield how the regions stand: what they lead, its lights, their reports; none without any."""
    if not items:
        return
    leading = [item for item in items if item["tasks"]]
    if leading:
        text = ngettext(
            "{regions} region leads tasks of its own.",
            "{regions} regions lead tasks of their own.",
            len(leading),
        )
        yield Paragraph(text.format(regions=len(leading)))
    names = light_names()
    columns = [
        Column(_("Region"), 22),
        Column(_("Tasks led"), 12, "center"),
        Column(_("Closed"), 11, "center"),
        *(Column(capital(names[light]), 9, "center") for light in _OPEN_LIGHTS),
        Column(_("Local tasks"), 12, "center"),
        Column(_("Reports in time"), 14, "center"),
    ]

    def rows() -> Iterator[Row]:
        for item in items:
            reports = item["reports"]
            lights = (
                (Span(str(item["lights"][light]), light if item["lights"][light] else ""),)
                for light in _OPEN_LIGHTS
            )
            yield (
                item["unit"],
                str(item["tasks"]),
                str(item["closed"]),
                *lights,
                str(item["local"]),
                f"{reports['met']}/{reports['due']}" if reports["due"] else "-",
            )

    yield Table(columns, rows)
