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

from taskmatrix.notices.blanks import closed
from taskmatrix.notices.layout import paragraphs_of
from taskmatrix.notices.lines import Line, lines_of
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


_BEFORE_A_DATE = re.compile(
    r"(?<=[厅局委办部会府院署]) (?=到?(?:20\d\d年|[今本当明次]年|\d{1,2}月)"
    r"[^，。；：\s]{0,8}[底末前内](?:[）；。\n]|$))"
)
"""责任单位：省财政厅 2027年底前: a blank where a comma should stand."""

_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")


def _unframed(found: "re.Match[str]") -> str:
    """【牵头单位】 to 牵头单位： of the same length."""
    return f" {found.group(1)}{' ：' if found.group(2) else '：'}"


_OTHER_FORMATS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


_FORMAT_SIGNS = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
"""Signs without width, and those that turn the direction of writing: they are in no name."""


def without_format_signs(raw: str) -> str:
    """Return a text without signs that print nothing: web pages leave U+200B inside of names."""
    return raw.translate(_FORMAT_SIGNS)


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
    dropped: tuple[Line, ...] = ()
    """Lines that came again and again between pages and name bodies, each once."""

    @cached_property
    def plain(self) -> str:
        """The same text in the grammar's characters."""
        plain = _FRAMED.sub(_unframed, self.printed.translate(PLAIN))
        return _BEFORE_A_DATE.sub("，", _STOP.sub("。", plain))

    def line(self, offset: int) -> int:
        """Return the line of the file, from 1, on which a place stood."""
        index = bisect_right(self.offsets, offset) - 1
        return self.lines[index] if index >= 0 else 1

    def paragraphs(self) -> list[tuple[int, int]]:
        """Return start and end of each paragraph."""
        return self._paragraphs

    @cached_property
    def _paragraphs(self) -> list[tuple[int, int]]:
        found, start = [], 0
        for piece in self.printed.split("\n"):
            found.append((start, start + len(piece)))
            start += len(piece) + 1
        return found

    @property
    def brackets(self) -> dict[int, int]:
        """Outermost brackets: where each opens, and where it closes."""
        return self._brackets[0]

    @property
    def unclosed(self) -> dict[int, int]:
        """Brackets that never close: where each opens, and where its paragraph ends."""
        return self._brackets[1]

    @cached_property
    def _brackets(self) -> tuple[dict[int, int], dict[int, int]]:
        closed: dict[int, int] = {}
        unclosed: dict[int, int] = {}
        for start, end in self.paragraphs():
            pairs, waiting = _outermost(self.plain, start, end)
            closed |= pairs
            unclosed |= dict.fromkeys(waiting, end)
        return closed, unclosed


def _outermost(plain: str, start: int, end: int) -> tuple[dict[int, int], list[int]]:
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for found in _BRACKET.finditer(plain, start, end):
        if found.group() in OPENING:
            waiting.append(found.start())
        elif waiting:
            pairs.append((waiting.pop(), found.start()))
    outer: dict[int, int] = {}
    reach = start
    for first, last in sorted(pairs):
        if first >= reach:
            outer[first] = last
            reach = last
    return outer, waiting


def text_of(raw: str) -> Text:
    """Clean the raw text of a notice: lines joined, page furniture and doubled text dropped."""
    lines, rows, dropped = lines_of(raw)
    pieces: list[str] = []
    offsets: list[int] = []
    numbers: list[int] = []
    length = 0
    for paragraph in paragraphs_of(lines):
        for piece in paragraph:
            offsets.append(length)
            numbers.append(piece.number)
            pieces.append(closed(piece.text))
            length += len(pieces[-1])
        pieces.append("\n")
        length += 1
    printed = "".join(pieces).rstrip("\n")
    return Text(printed, tuple(offsets), tuple(numbers), tuple(rows), tuple(dropped))
