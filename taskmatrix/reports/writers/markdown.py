"""Documents in Markdown (CommonMark, with the tables of GitHub's)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import markdown_text
from taskmatrix.reports.document import Column, Document, Field, Figure, Inline, Row, Span
from taskmatrix.reports.writers.environment import Writer, ready
from taskmatrix.reports.writers.shape import parts, spans

_BEGINS_A_BLOCK = re.compile(r"(?=[#+\->=:])|\d{1,9}(?=[.)](?:\s|$))")
_BETWEEN_SIGNS = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_ALIGN = {"left": "---", "center": ":-:", "right": "--:"}
_WIDTH_OF_FIGURES = 100


def markdown(document: Document, data: Mapping[str, Any], folder: str | None) -> Iterator[str]:
    """Yield a document in Markdown, by the user's own template where there is one."""
    return _WRITER.pieces(document, data, folder)


def escaped(text: str) -> str:
    """Return a text as Markdown that shows it to the letter, also where a line begins."""
    return _begun(markdown_text(text))


def _begun(text: str) -> str:
    found = _BEGINS_A_BLOCK.match(text)
    return f"{text[: found.end()]}\\{text[found.end() :]}" if found else text


def _inline(value: Inline) -> Markup:
    """Return the text of a paragraph; where it has a new line, so has Markdown."""
    return ready("\\\n".join(map(_begun, _joined(value, "\n").split("\n"))))


def _joined(value: Inline, line_end: str = " ") -> str:
    text = "".join(map(_span, spans(value)))
    return line_end.join(filter(None, map(str.strip, text.split("\n"))))


def _span(span: Span) -> str:
    """Return a piece of a text; blanks at its edges stay, for something follows."""
    text = "\n".join(map(markdown_text, span.text.split("\n")))
    if span.look == "strong":
        text = _strong(text)
    before, behind = (" " if edge.isspace() else "" for edge in (span.text[:1], span.text[-1:]))
    return before + text + behind if text else before


def _strong(text: str) -> Markup:
    """Return a text in bold; signs at its edges stay outside, for CommonMark has it so."""
    found = _BETWEEN_SIGNS.search(text)
    if not found:
        return ready(text)
    return ready(f"{text[: found.start()]}**{found[0]}**{text[found.end() :]}")


def _bold(text: str) -> Markup:
    """Return a text in bold that stands in a line of its own, or between blanks."""
    return _whole(markdown_text(text))


def _whole(text: str) -> Markup:
    return ready(f"**{text}**" if text else "")


def _heading(text: str, level: int) -> Markup:
    return ready("#" * min(level, 6) + " " + markdown_text(text).replace("#", "\\#"))


def _heads(columns: Sequence[Column]) -> Markup:
    return _row([column.head for column in columns])


def _rule(columns: Sequence[Column]) -> Markup:
    return ready("| " + " | ".join(_ALIGN[column.align] for column in columns) + " |")


def _row(cells: Row) -> Markup:
    return ready("| " + " | ".join(map(_cell, cells)) + " |")


@lru_cache(maxsize=4096)  # units, days, percentages: in a long table most cells are like others
def _cell(value: Inline) -> str:
    """Return the text of a cell, in one line whatever lines it has."""
    return markdown_text(value) if isinstance(value, str) else _joined(value)


def _field(field: Field) -> Markup:
    label, value = _whole(markdown_text(field.label)), _joined(field.value)
    return ready(_begun(_("{name}: {text}").format(name=label, text=value).rstrip()))


def _squares(figure: Figure) -> Markup:
    """Return a picture as a terminal shows it, fenced."""
    from taskmatrix.reports.pictures.blocks import blocks

    drawn = "".join(blocks(figure.picture.squares(), _WIDTH_OF_FIGURES, False))
    longest = max(map(len, re.findall("`+", drawn)), default=0)
    fence = "`" * max(3, longest + 1)
    return ready(f"{fence}text\n{drawn}{fence}")


_WRITER = Writer(
    "md",
    escaped,
    parts=parts,
    inline=_inline,
    bold=_bold,
    heading=_heading,
    heads=_heads,
    rule=_rule,
    row=_row,
    field=_field,
    squares=_squares,
)
