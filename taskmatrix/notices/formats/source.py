"""What a reader of a format hands over: a paragraph a line, cells of tables parted by tabs."""

from collections.abc import Sequence
from typing import NamedTuple

from taskmatrix.notices.model import Note, Unread

INDENT = "　　"
"""Where a paragraph begins: the grammar joins no indented line to the one before it."""

LONGEST = 64 * 1024 * 1024
"""Characters that a document may unfold to."""


class Source(NamedTuple):
    """The text of a notice, what to know about its reading, and what stands beside the text."""

    text: str
    notes: tuple[Note, ...] = ()
    aside: tuple[Unread, ...] = ()


class Unusable(ValueError):
    """A file that cannot be read: why, in a word, and the extra that is missing if one is."""

    def __init__(self, why: str, extra: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.extra = extra


class Lines:
    """The lines of a document while it is read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; a line break within it begins a line that may belong to it."""
        lines = [each for line in text.split("\n") if (each := " ".join(line.split("\t")).strip())]
        for place, line in enumerate(lines):
            self._add(line if place else INDENT + line)

    def row(self, cells: Sequence[str]) -> None:
        """Add the row of a table."""
        if any(cells):
            self._add("\t".join(" ".join(cell.split()) for cell in cells))

    def text(self) -> str:
        """Return the whole text."""
        return "".join(f"{line}\n" for line in self._lines)

    def _add(self, line: str) -> None:
        self._size += len(line)
        if self._size > LONGEST:
            raise Unusable("too-much")
        self._lines.append(line)
