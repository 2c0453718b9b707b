"""The rows of a table whose cells are merged: what spans rows is said again in each."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDEST = 50
"""Columns and, of one cell, characters and rows beyond which nothing is said again."""
LONGEST_AGAIN = 300
MOST_ROWS = 1000


class Cell(NamedTuple):
    """A cell as its row has it."""

    text: str
    columns: int = 1
    rows: int = 1


def rows_of(table: Iterable[Iterable[Cell]]) -> Iterator[list[str]]:
    """Yield each row's texts by column; of a cell across columns all but the first are empty."""
    above: dict[int, tuple[str, int]] = {}
    for row in table:
        texts: list[str] = []
        below: dict[int, tuple[str, int]] = {}
        for cell in row:
            _from_above(texts, above, below)
            if cell.rows > 1:
                again = cell.text if len(cell.text) <= LONGEST_AGAIN else ""
                below[len(texts)] = (again, min(cell.rows, MOST_ROWS) - 1)
            texts += [cell.text, *[""] * (min(cell.columns, WIDEST) - 1)]
        _from_above(texts, above, below)
        above = below
        yield texts


def _from_above(
    texts: list[str], above: dict[int, tuple[str, int]], below: dict[int, tuple[str, int]]
) -> None:
    """Take over the cells that reach into this row at the next columns."""
    while len(texts) in above:
        text, left = above.pop(len(texts))
        if left > 1:
            below[len(texts)] = (text, left - 1)
        texts.append(text)
