"""The weekly (周报): what leaders read on Friday, in seven sections."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.language import current
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Annex, Block, Document, Masthead, Paragraph
from taskmatrix.reports.documents.parts import (
    heading,
    marks,
    provisional,
    titled,
)
from taskmatrix.reports.documents.scope import scope_text
from taskmatrix.reports.documents.weekly_annexes import annexes
from taskmatrix.reports.documents.weekly_overall import overall
from taskmatrix.reports.documents.weekly_progress import progress
from taskmatrix.reports.documents.weekly_sections import asks, behind, following, problems
from taskmatrix.reports.written import (
    day_text,
    span_text,
)

Item = dict[str, Any]

BLANK = "\u3000\u3000"
"""Where the number of a draft will stand."""


def compose(data: Item) -> Document:
    """Return the weekly as a document (practice: masthead, six sections, annexes)."""
    blocks = [*_sections(data)]
    attached = list(annexes(data))
    if attached:
        blocks += [*list_of(attached), *attached]
    return Document(
        kind="weekly",
        language=current(),
        day=data["day"],
        title=_title(data),
        subtitle=_subtitle(data),
        masthead=Masthead(
            _("Weekly Report on Priority Tasks"),
            _("No. {number}").format(number=data["number"] or BLANK),
            data["issuer"] or "",
            day_text(data["day"]),
        ),
        marks=marks(data),
        blocks=blocks,
    )


def _title(data: Item) -> str:
    text = _("Progress of the priority tasks of {programme}")
    if data["filters"]:
        text = _("Progress of chosen priority tasks of {programme}")
    return text.format(programme=titled(data["programme"]))


def _subtitle(data: Item) -> str:
    """Return the days; of a selection also what was chosen."""
    span = span_text(data["first"], data["last"])
    if not data["filters"]:
        return _("({span})").format(span=span)
    chosen = scope_text(data["filters"])
    return _("({span}; tasks chosen: {filters})").format(span=span, filters=chosen)


def _sections(data: Item) -> Iterator[Block]:
    heads_and_bodies = (
        (_("Overall"), overall),
        (_("Progress of priority tasks"), progress),
        (_("Tasks behind"), behind),
        (_("Problems"), problems),
        (_("Matters to be decided or coordinated"), asks),
        (_("Next steps"), following),
    )
    for number, (head, body) in enumerate(heads_and_bodies, 1):
        yield heading(1, number, head)
        yield from body(data)
    yield from provisional(data)


def list_of(attached: list[Block]) -> Iterator[Block]:
    """Yield the list of annexes that stands below the text (GB/T 9704-2012, 7.3.4)."""
    titles = [block.title for block in attached if isinstance(block, Annex)]
    if len(titles) == 1:
        yield Paragraph(_("Annex: {title}").format(title=titles[0]))
        return
    for number, title in enumerate(titles, 1):
        text = _("   {number}. {title}") if number > 1 else _("Annexes: {number}. {title}")
        yield Paragraph(text.format(number=number, title=title))
