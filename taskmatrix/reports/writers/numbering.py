"""What writers call the figures and annexes of a document, the same in every form."""

from collections.abc import Sequence

from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Annex, Block


def figure_label(number: int, caption: str) -> str:
    """Return the caption of a figure with its number."""
    return _("Figure {number}. {caption}").format(number=number, caption=caption)


def annex_labels(blocks: Sequence[Block]) -> list[str]:
    """Return how each annex is called; one alone has no number (GB/T 9704-2012, 7.3.6)."""
    count = sum(isinstance(block, Annex) for block in blocks)
    if count == 1:
        return [_("Annex")]
    return [_("Annex {number}").format(number=number) for number in range(1, count + 1)]
