"""The monthly (情况通报): what is circulated to the units, with bands and rankings."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.language import current
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Document, Paragraph, Signature
from taskmatrix.reports.documents.monthly_overall import closures, overall, supervision
from taskmatrix.reports.documents.parts import (
    heading,
    marks,
    titled,
)
from taskmatrix.reports.documents.ranking import missed_facts, ranking, regions
from taskmatrix.reports.documents.weekly import list_of
from taskmatrix.reports.documents.weekly_annexes import annexes
from taskmatrix.reports.documents.weekly_overall import on_targets
from taskmatrix.reports.documents.weekly_sections import behind, following
from taskmatrix.reports.written import (
    day_text,
    months_text,
    span_text,
)

Item = dict[str, Any]


def compose(data: Item) -> Document:
    """Return the monthly as a document; its number is left blank for the issuing office.

    Practice: Circulation, Words on paper.
    """
    words = {"programme": titled(data["programme"]), "month": _month(data)}
    blocks = [*_text(data, words)]
    attached = [*annexes(data), *missed_facts(data["ranking"])]
    if attached:
        blocks += list_of(attached)
    if data["issuer"]:
        blocks.append(Signature(data["issuer"], day_text(data["dated"])))
    return Document(
        kind="monthly",
        language=current(),
        day=data["day"],
        title=_("Circular on the implementation of {programme} in {month}").format(**words),
        subtitle=_("[{year}] No. ______").format(year=data["year"]),
        masthead=None,
        marks=marks(data),
        blocks=[*blocks, *attached],
    )


def _month(data: Item) -> str:
    """Return the month that a monthly is of; with it the one before that has none to its end."""
    begun = data["first"][:7] if data["left_out"] else data["month"]
    return months_text(begun, data["month"])


def _text(data: Item, words: Item) -> Iterator[Block]:
    span = span_text(data["first"], data["last"])
    opening = _("This circular reports on the implementation of {programme} in {month} ({span}).")
    yield Paragraph(opening.format(**words, span=span))
    sections = (
        (_("Overall"), overall(data)),
        (_("Tasks closed"), closures(data)),
        (_("Tasks behind"), behind(data)),
        (_("Slips and promises"), supervision(data)),
        (_("State of the targets"), _targets(data)),
        (_("State of the regions"), regions(data["regions"])),
        (_("Rankings"), ranking(data["ranking"], data["last"])),
        (_("Work ahead"), _following(data)),
    )
    number = 0
    for head, body in sections:
        blocks = list(body)
        if blocks:
            number += 1
            yield heading(1, number, head)
            yield from blocks


def _following(data: Item) -> Iterator[Block]:
    """Yield what falls due; what leads mean to do is for the weekly."""
    yield from following({**data, "ahead": {**data["ahead"], "plans": []}})


def _targets(data: Item) -> Iterator[Block]:
    for said in on_targets(data["targets"]):
        yield Paragraph(said)
