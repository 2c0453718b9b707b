"""The text of a notice, as printed and as the grammar reads it, with the line of every place.

`Text.plain` has the length of `Text.printed`: brackets and separators are full-width in it,
digits and letters half-width, the grammar's words in simplified characters. So names are taken
as printed from where they were understood.
"""

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from taskmatrix.notices.layout import Line, lines_of, paragraphs_of
from taskmatrix.notices.words import BODIES, CLOSING, DEADLINE_LABELS, OPENING, PLAIN, ROLE_WORDS


class NotText(ValueError):
    """The bytes are no text in UTF-8, UTF-16 or GB18030."""


_LABELS = "|".join(" ".join([*ROLE_WORDS.values(), DEADLINE_LABELS]).split())
_FRAMED = re.compile(
    rf"[【〔\[]((?:市级|省级|县级)?(?:{_LABELS})+(?:{'|'.join(BODIES.split())})?"
    rf"|[\u4e00-\u9fff]{{2,4}}领导|责任人)[】〕\]](：?)"
)


_STOP = re.compile(r"(?<=[\u4e00-\u9fff）”])(?<![一二三四五六七八九十])\.(?=[ \n]|$)")
"""A full stop of half the width at a sentence's end."""


def _unframed(found: "re.Match[str]") -> str:
    """【牵头单位】 to 牵头单位： of the same length."""
    return f" {found.group(1)}{' ：' if found.group(2) else '：'}"


_OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8, GB18030, or UTF-16 with its mark."""
    if data.startswith(_OTHER_FORMATS):
        raise NotText
    encodings = [_MARKS[data[:2]]] if data[:2] in _MARKS else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise NotText


@dataclass(frozen=True)
class Text:
    """Paragraphs, one a line, and where each piece of them stood."""

    printed: str
    offsets: tuple[int, ...]
    lines: tuple[int, ...]
    rows: tuple[Line, ...] = ()
    """Lines of tables: cells parted by tabs or bars."""

    @cached_property
    def plain(self) -> str:
        """The same text in the grammar's characters."""
        return _STOP.sub("。", _FRAMED.sub(_unframed, self.printed.translate(PLAIN)))

    def line(self, offset: int) -> int:
        """Return the line of the file, from 1, on which a place stood."""
        index = bisect_right(self.offsets, offset) - 1
        return self.lines[index] if index >= 0 else 1

    def paragraphs(self) -> list[tuple[int, int]]:
        """Return start and end of each paragraph."""
        found, start = [], 0
        for piece in self.printed.split("\n"):
            found.append((start, start + len(piece)))
            start += len(piece) + 1
        return found

    @cached_property
    def brackets(self) -> dict[int, int]:
        """Outermost brackets: where each opens, and where it closes or its paragraph ends."""
        found: dict[int, int] = {}
        for start, end in self.paragraphs():
            found |= _outermost(self.plain, start, end)[0]
        return found

    @cached_property
    def unclosed(self) -> dict[int, int]:
        """Brackets that never close: where each opens, and where its paragraph ends."""
        found: dict[int, int] = {}
        for start, end in self.paragraphs():
            found |= dict.fromkeys(_outermost(self.plain, start, end)[1], end)
        return found


def _outermost(plain: str, start: int, end: int) -> tuple[dict[int, int], list[int]]:
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for i in range(start, end):
        if plain[i] in OPENING:
            waiting.append(i)
        elif plain[i] in CLOSING and waiting:
            pairs.append((waiting.pop(), i))
    outer: dict[int, int] = {}
    reach = start
    for first, last in sorted(pairs):
        if first >= reach:
            outer[first] = last
            reach = last
    return outer, waiting


def text_of(raw: str) -> Text:
    """Clean the raw text of a notice: lines joined, page furniture and doubled text dropped."""
    lines, rows = lines_of(raw)
    pieces: list[str] = []
    offsets: list[int] = []
    numbers: list[int] = []
    length = 0
    for paragraph in paragraphs_of(lines):
        for piece in paragraph:
            offsets.append(length)
            numbers.append(piece.number)
            pieces.append(piece.text)
            length += len(piece.text)
        pieces.append("\n")
        length += 1
    return Text("".join(pieces).rstrip("\n"), tuple(offsets), tuple(numbers), tuple(rows))
