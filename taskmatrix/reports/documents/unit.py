"""The sheet of a unit for a talk with it: in short, then table by table."""

from collections.abc import Iterator, Mapping
from typing import Any

from taskmatrix.language import current
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Document, Note, Paragraph
from taskmatrix.reports.documents.parts import (
    heading,
    marks,
    provisional,
    sentences,
)
from taskmatrix.reports.documents.unit_short import contact, owing, promised, slipped, standing
from taskmatrix.reports.documents.unit_tables import (
    led,
    others,
    owed,
    owes,
    parts,
    promises,
    slips,
    targets,
)
from taskmatrix.reports.written import (
    span_text,
)

Data = Mapping[str, Any]


def compose(data: Data) -> Document:
    """Return the sheet as a document; sections of which there is nothing to say are left out."""
    chosen = _("This sheet has only the tasks chosen by the filters.")
    blocks: list[Block] = [Note(chosen)] if data["filters"] else []
    blocks += [
        Paragraph(sentences(said))
        for said in (
            list(standing(data)),
            [*promised(data), *([] if data["filters"] else slipped(data))],
            list(owing(data)),
            list(contact(data)),
        )
        if said
    ]
    for number, (name, body) in enumerate(_sections(data), 1):
        blocks += [heading(1, number, name), *body]
    return Document(
        "unit",
        current(),
        data["day"],
        _("Tasks of {unit}").format(unit=data["unit"]["name"]),
        _("({span})").format(span=span_text(data["first"], data["last"])),
        None,
        marks(data),
        [*blocks, *provisional(data), *parts(data)],
    )


def _sections(data: Data) -> Iterator[tuple[str, list[Block]]]:
    every = (
        (_("What it promised"), promises(data)),
        (_("Tasks that it leads"), led(data)),
        (_("What it owes"), owes(data)),
        (_("What others owe to it"), owed(data)),
        (_("What others wait for"), others(data)),
        (_("Slips to it"), slips(data)),
        (_("Targets that it records"), targets(data)),
    )
    for name, body in every:
        blocks = list(body)
        if blocks:
            yield name, blocks
