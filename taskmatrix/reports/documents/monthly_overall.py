"""The monthly's sections on all tasks: counts, bands and changes, closures, slips and promises."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Block, Column, Paragraph, Table
from taskmatrix.reports.documents.in_short import on_changes, reports_said
from taskmatrix.reports.documents.parts import (
    capital,
    names_text,
    promised,
    sentences,
    within,
)
from taskmatrix.reports.documents.weekly_overall import standing
from taskmatrix.reports.documents.weekly_slips import on_slips
from taskmatrix.reports.escalation import slip_number
from taskmatrix.reports.written import (
    share_text,
    short_day,
)

Item = dict[str, Any]

PACED = ("ahead", "on-pace", "behind", "not-started")
BANDS = (*PACED, "unmeasured")
MOST = 12
"""Entries that a sentence names."""


def overall(data: Item) -> Iterator[Block]:
    """Yield how many tasks there are, how far they have come, and what changed."""
    yield Paragraph(sentences(standing(data)))
    if not data["tasks"]:
        return
    said = [*_paced(data["bands"]), *on_changes(data)]
    if said:
        yield Paragraph(sentences(said))
    yield Paragraph(reports_said(data["activity"]))
    if len(data["tiers"]) > 1:
        yield _by_tier(data["tiers"])


def band_names() -> dict[str, str]:
    """Return what the bands of progress are called (practice: Words on paper)."""
    return {
        "ahead": _("ahead of schedule"),
        "on-pace": _("on schedule"),
        "behind": _("lagging behind schedule"),
        "not-started": _("not started"),
        "unmeasured": _("not measured"),
        "done": _("closed"),
    }


def _paced(bands: Item) -> Iterator[str]:
    count = sum(bands[band] for band in BANDS)
    if not count:
        return
    names = band_names()
    said = [
        _("{count} {band} ({share})").format(
            count=bands[band], band=names[band], share=share_text(bands[band], count)
        )
        for band in PACED
        if bands[band]
    ]
    rest = bands["unmeasured"]
    if len(said) + bool(rest) == 1:
        yield _all_in(next(band for band in BANDS if bands[band]), count)
        return
    listed = _(", ").join(said)
    if rest:
        text = ngettext(
            "{bands}; {count} has no yardstick of its own and is not measured ({share})",
            "{bands}; {count} have no yardstick of their own and are not measured ({share})",
            rest,
        )
        listed = text.format(bands=listed, count=rest, share=share_text(rest, count))
    text = _("Measured by schedule, the {count} open tasks stand as follows: {bands}.")
    yield text.format(count=count, bands=listed)


def _all_in(band: str, count: int) -> str:
    if band == "not-started":
        return _("No open task has been started yet.")
    if band == "unmeasured":
        text = _(
            "None of the {count} open tasks has a yardstick of its own; they are not measured."
        )
        if count == 1:
            text = _("The open task has no yardstick of its own and is not measured.")
        return text.format(count=count)
    text = _("All {count} open tasks are {band}.") if count > 1 else _("The open task is {band}.")
    return text.format(count=count, band=band_names()[band])


def _by_tier(tiers: Sequence[Item]) -> Table:
    from taskmatrix.reports.labels import tier_names

    names, bands = tier_names(), band_names()
    columns = [
        Column(_("Plans"), 18),
        *(Column(head, 11, "center") for head in (_("Tasks"), capital(bands["done"]))),
        *(Column(capital(bands[band]), 12, "center") for band in BANDS),
    ]
    rows = [
        [
            capital(names[tier["tier"]]),
            *map(str, (tier["tasks"], tier["bands"]["done"])),
            *(str(tier["bands"][band]) for band in BANDS),
        ]
        for tier in tiers
    ]
    return Table(columns, lambda: rows)


def closures(data: Item) -> Iterator[Block]:
    """Yield which tasks were closed, and who led them."""
    done = [task for task in data["tasks"] if task["changed"] == "closed"]
    if not done:
        yield Paragraph(_("No task was closed in this period."))
        return
    named = [_named(task) for task in done[:MOST]]
    said = _("; ").join(named)
    if len(done) > MOST:
        said = _("{some}; and {count} more").format(some=said, count=len(done) - MOST)
    text = ngettext(
        "{count} task was closed: {names}.", "{count} tasks were closed: {names}.", len(done)
    )
    yield Paragraph(text.format(count=len(done), names=said))


def _named(task: Item) -> str:
    if not task["lead"]:
        return str(task["title"])
    lead = names_text(task["lead"], 2)
    return _("{title} ({unit})").format(title=within(task["title"]), unit=lead)


def supervision(data: Item) -> Iterator[Block]:
    """Yield slips and their replies, then promises and whether they were kept."""
    slips, promises = data["slips"], data["promises"]
    said = [*on_slips(data), *_lapsed(slips["unanswered"])]
    yield Paragraph(sentences(said) if said else _("No slip was issued in this period."))
    yield Paragraph(sentences(_promises(promises)))


def _lapsed(slips: Sequence[Item]) -> Iterator[str]:
    late = [slip for slip in slips if slip["status"] == "lapsed" and not slip["settled_by"]]
    if not late:
        return
    named = [
        _("{unit} ({slip})").format(unit=slip["unit"], slip=slip_number(slip["number"]))
        for slip in late[:MOST]
    ]
    text = _("Past the reply date: {names}.")
    if len(late) > MOST:
        text = _("Past the reply date: {names} and others.")
    yield text.format(names=_(", ").join(named))


def _promises(promises: Item) -> Iterator[str]:
    counts = Counter(kept=len(promises["kept"]), missed=len(promises["missed"]))
    if not counts.total():
        yield _("No promise was settled in this period.")
        return
    text = ngettext("{count} promise was settled", "{count} promises were settled", counts.total())
    due = text.format(count=counts.total())
    if not counts["missed"]:
        text = _("{promises}, all kept.") if counts.total() > 1 else _("{promises}, and was kept.")
        yield text.format(promises=due)
    elif not counts["kept"]:
        text = _("{promises}, none kept.")
        if counts.total() == 1:
            text = _("{promises}, and was missed.")
        yield text.format(promises=due)
    else:
        yield _("{promises}: {kept} kept, {missed} missed.").format(promises=due, **counts)
    if promises["missed"]:
        named = [_missed(item) for item in promises["missed"][:MOST]]
        yield _("Missed: {promises}.").format(promises=_("; ").join(named))


def _missed(item: Item) -> str:
    text = _("{unit}, {promise} (due {day})")
    return text.format(unit=item["unit"], promise=promised(item), day=short_day(item["due"]))
