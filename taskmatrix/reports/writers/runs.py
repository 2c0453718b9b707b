"""Text of several looks in a terminal: wrapped as one, each piece in its look."""

from collections.abc import Iterator
from itertools import groupby

from taskmatrix.reports.document import Inline, Span
from taskmatrix.reports.table import LIGHT_STYLES, styled
from taskmatrix.reports.text import printable, width_of, wrap
from taskmatrix.reports.writers.shape import spans

Line = tuple[Span, ...]

LOOKS: dict[str | None, dict[str, object]] = {
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "official": {"fg": "red", "bold": True},
    **LIGHT_STYLES,
}


def lines(value: Inline, width: int) -> Iterator[Line]:
    """Yield a text in lines of at most `width` columns; its own line ends stay."""
    for paragraph in _paragraphs(value):
        signs = ((char, span.look) for span in paragraph for char in span.text)
        for line in wrap("".join(span.text for span in paragraph), max(width, 2)):
            yield _with_looks(line, signs)


def line_width(line: Line) -> int:
    """Return the columns that a line takes."""
    return sum(width_of(span.text) for span in line)


def shown(line: Line, color: bool) -> str:
    """Return a line as the terminal gets it."""
    return "".join(
        styled(span.text, LOOKS[span.look]) if color and span.look in LOOKS else span.text
        for span in line
    )


def aligned(line: Line, width: int, align: str, color: bool) -> str:
    """Return a line in exactly `width` columns."""
    rest = width - line_width(line)
    before = {"left": 0, "center": rest // 2, "right": rest}[align]
    return " " * before + shown(line, color) + " " * (rest - before)


def natural_width(value: Inline) -> int:
    """Return the columns that a text takes where there is room for it."""
    return max(sum(width_of(span.text) for span in line) for line in _paragraphs(value))


def _paragraphs(value: Inline) -> list[list[Span]]:
    found: list[list[Span]] = [[]]
    for span in spans(value):
        first, *further = (Span(printable(text), span.look) for text in span.text.split("\n"))
        found[-1].append(first)
        found += [[piece] for piece in further]
    return found


def _with_looks(line: str, signs: Iterator[tuple[str, str]]) -> Line:
    """Return a wrapped line with the looks that its signs have in the text.

    Wrapping leaves out blanks at the ends of lines, and nothing else.
    """
    taken = [next(sign for sign in signs if sign[0] == char) for char in line]
    return tuple(
        Span("".join(char for char, _look in run), look)
        for look, run in groupby(taken, lambda sign: sign[1])
    )
