"""A picture before it is drawn: fine as SVG, coarse as squares with letters."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple


class Square(NamedTuple):
    """A square: a letter or two, and its look (a light, bar, rest, line or nothing)."""

    text: str
    look: str = ""


class Strip(NamedTuple):
    """A row of squares with what it is about before and behind it."""

    label: str
    squares: Sequence[Square]
    remark: str = ""


class Squares(NamedTuple):
    """A picture as rows of squares, for terminals, DOCX and Markdown; `key` tells what looks mean.

    `heads` stand above the squares, one for each or one for several: text and how many squares.
    """

    heads: Sequence[tuple[str, int]]
    strips: Sequence[Strip]
    key: Sequence[tuple[Square, str]]


class Picture(ABC):
    """What can be drawn."""

    @abstractmethod
    def svg(self) -> str:
        """Return the picture as an SVG element for a page."""

    @abstractmethod
    def squares(self) -> Squares:
        """Return the picture as rows of squares."""
