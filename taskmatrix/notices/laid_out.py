"""Tables printed as columns of blanks, as `pdftotext -layout` gives them, made rows again.

A piece of a line goes under the head that it stands below; a row begins with its number, or,
where cells are centred, has its number in the middle. What fits neither is told, not guessed.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from taskmatrix.notices.lines import columns
from taskmatrix.notices.tables import NUMBER, TASK, UNITS, joined

_PIECE = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"\d{1,3}[.、]?")
NEAR = 3
"""Places by which a piece may stand beside its head."""


class Piece(NamedTuple):
    """A piece of a line between blanks, and from where to where it reaches."""

    text: str
    start: int
    end: int

    def apart(self, head: "Piece") -> float:
        """Return how far it stands from a head: by its beginning, its middle or its end."""
        middle = abs(self.start + self.end - head.start - head.end) / 2
        return min(abs(self.start - head.start), middle, abs(self.end - head.end))


Row = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""


def heads(line: str) -> list[str]:
    """Return the cells of a line that has them apart by more than a blank."""
    found = _PIECE.findall(line) if "  " in line.strip() else []
    return found if len(found) > 2 else []


def is_text(line: str, head: str, *, numbered: bool) -> bool:
    """Whether a line at the margin is text behind the table: it runs on below the second head."""
    first, second = _pieces(line, columns)[0], _pieces(head, columns)[1]
    if first.start > 0:
        return False
    return first.end > second.start or (numbered and not _NUMBER.match(first.text))


def rows_at(
    lines: Sequence[str], place: int, held: Sequence[int], kinds: Sequence[str | None]
) -> list[Row]:
    """Return the rows of the table with its head on a line; none where they are not clear."""
    for measure in (len, columns):
        above = _pieces(lines[place], measure)
        told = [(number, _columns(_pieces(lines[number], measure), above)) for number in held]
        if all(each for _line, each in told) and (rows := _rows(told, kinds)):
            return [(place, [head.text for head in above]), *rows]
    return []


def _pieces(line: str, measure: Callable[[str], int]) -> list[Piece]:
    return [
        Piece(found.group(), measure(line[: found.start()]), measure(line[: found.end()]))
        for found in _PIECE.finditer(line)
    ]


def _columns(pieces: list[Piece], heads: list[Piece]) -> dict[int, Piece]:
    """Return what a line holds by column, nothing where a piece stands under no head."""
    held: dict[int, Piece] = {}
    for piece in pieces:
        far = [piece.apart(head) for head in heads]
        column = far.index(min(far))
        if far[column] > NEAR or column in held:
            return {}
        held[column] = piece
    return held


def _rows(told: Sequence[tuple[int, dict[int, Piece]]], kinds: Sequence[str | None]) -> list[Row]:
    width = len(kinds)
    numbers = _numbers(told, kinds)
    ends = [
        max((held[each].end for _, held in told if each in held), default=0)
        for each in range(width)
    ]
    rows = []
    for start, end in _stretches(numbers, len(told)):
        cells = [""] * width
        full = [True] * width
        for _line, held in told[start:end]:
            for column, piece in held.items():
                before = cells[column]
                text = f"{before}{piece.text}" if full[column] else joined(before, piece.text)
                cells[column], full[column] = text, piece.end + NEAR > ends[column]
        rows.append((told[start][0], cells))
    return rows


def _numbers(
    told: Sequence[tuple[int, dict[int, Piece]]], kinds: Sequence[str | None]
) -> list[int]:
    """Return the lines with a number; without such a column each line must name task and units."""
    if NUMBER in kinds:
        at = kinds.index(NUMBER)
        held = [each.get(at) for _line, each in told]
        return [i for i, piece in enumerate(held) if piece and _NUMBER.fullmatch(piece.text)]
    said = [{kinds[column] for column in each} for _line, each in told]
    whole = all(TASK in each and each.intersection(UNITS) for each in said)
    return list(range(len(told))) if whole else []


def _stretches(numbers: list[int], count: int) -> list[tuple[int, int]]:
    """Return the lines of each row: from its number on, or as many before as behind it."""
    if not numbers or numbers[0] == 0:
        return list(pairwise([*numbers, count])) if numbers else []
    begun, found = 0, []
    for number in numbers:
        end = 2 * number - begun + 1
        if end <= number:
            return []
        found.append((begun, end))
        begun = end
    return found if begun == count else []
