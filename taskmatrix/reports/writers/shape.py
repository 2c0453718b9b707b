"""The shape of a document as its writers see it: parts, kinds of blocks, runs of text."""

from collections.abc import Iterator
from itertools import count, groupby
from operator import attrgetter
from typing import NamedTuple

from taskmatrix.reports.document import Annex, Block, Document, Figure, Heading, Inline, Span
from taskmatrix.reports.writers.numbering import annex_labels, figure_label


class Placed(NamedTuple):
    """A block with the name of its kind, a mark to go to, and what it is called: 图1 …."""

    kind: str
    mark: str
    label: str
    block: Block


class Part(NamedTuple):
    """The body, or an annex with what it is called: 附件1."""

    annex: Annex | None
    mark: str
    label: str
    blocks: list[Placed]


def parts(document: Document) -> list[Part]:
    """Return the body of a document, then its annexes."""
    found = [Part(None, "body", "", [])]
    labels, figures = iter(annex_labels(document.blocks)), count(1)
    for place, block in enumerate(document.blocks):
        if isinstance(block, Annex):
            found.append(Part(block, f"a{place}", next(labels), []))
            continue
        label = figure_label(next(figures), block.caption) if isinstance(block, Figure) else ""
        placed = Placed(type(block).__name__.lower(), f"b{place}", label, block)
        found[-1].blocks.append(placed)
    return found


def contents(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what a reader may go to: marks and texts of annexes and of headings of level 1."""
    for part in parts(document):
        if part.annex:
            yield part.mark, f"{part.label} {part.annex.title}"
            continue
        for placed in part.blocks:
            if isinstance(placed.block, Heading) and placed.block.level == 1:
                yield placed.mark, placed.block.text


def spans(value: Inline) -> Iterator[Span]:
    """Yield the pieces of a text; those that look alike are one."""
    if isinstance(value, str):
        yield Span(value)
        return
    for look, alike in groupby(value, attrgetter("look")):
        yield Span("".join(span.text for span in alike), look)
