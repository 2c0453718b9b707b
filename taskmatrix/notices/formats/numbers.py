"""The numbers that Word sets before paragraphs by itself: they stand in no text of the file.

ECMA-376, part 1, 17.9: a paragraph names a list and a level; the level says how it counts.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from docx.oxml.ns import qn

from taskmatrix.notices.words import CIRCLED

if TYPE_CHECKING:
    from lxml.etree import _Element

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital",
}  # fmt: skip
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")
LEVELS = 9


class Level(NamedTuple):
    """How one level of a list counts."""

    style: str
    text: str
    start: int


class Numbers:
    """The counts of every list of a document, while its paragraphs go by."""

    def __init__(self, numbering: "_Element | None") -> None:
        self.unknown = False
        self._levels: dict[str, dict[int, Level]] = {}
        self._shared: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: "_Element") -> None:
        abstract = {
            each.get(qn("w:abstractNumId"), ""): _levels(each)
            for each in numbering.findall(qn("w:abstractNum"))
        }
        for each in numbering.findall(qn("w:num")):
            name, shared = each.get(qn("w:numId"), ""), _value(each, "w:abstractNumId") or ""
            levels = dict(abstract.get(shared, {}))
            changed = each.findall(qn("w:lvlOverride"))
            for change in changed:
                place = int(change.get(qn("w:ilvl"), "0"))
                if (own := change.find(qn("w:lvl"))) is not None:
                    levels[place] = _level(own)
                if (start := _value(change, "w:startOverride")) and place in levels:
                    levels[place] = levels[place]._replace(start=int(start))
            self._levels[name] = levels
            # lists of one definition count on, unless one begins anew
            self._shared[name] = f"{shared}/{name}" if changed else shared

    def next(self, name: str, place: int) -> str:
        """Return the number printed before the next paragraph of a list, at a level."""
        levels = self._levels.get(name, {})
        level = levels.get(place)
        if level is None or level.style in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._shared[name], {})
        counts[place] = counts.get(place, level.start - 1) + 1
        for deeper in range(place + 1, LEVELS):
            counts.pop(deeper, None)

        def printed(found: "re.Match[str]") -> str:
            which = int(found.group(1)) - 1
            at = levels.get(which, level)
            return self._count(counts.get(which, at.start), at.style)

        text = _PLACE.sub(printed, level.text)
        return text if not text or text[-1] in "、）)" else f"{text} "

    def _count(self, value: int, style: str) -> str:
        if style in _CHINESE:
            return chinese(value)
        if style.startswith("decimalEnclosedCircle") and 0 < value <= len(CIRCLED):
            return CIRCLED[value - 1]
        if style in ("upperLetter", "lowerLetter") and 0 < value <= 26:
            letter = chr(96 + value)
            return letter.upper() if style == "upperLetter" else letter
        if style in ("upperRoman", "lowerRoman") and 0 < value < 40:
            return roman(value).upper() if style == "upperRoman" else roman(value)
        if style == "decimalZero":
            return f"{value:02}"
        self.unknown |= style not in ("decimal", "decimalFullWidth", "decimalHalfWidth")
        return str(value)


def chinese(value: int) -> str:
    """Return a number up to 99 as lists are numbered: 十二; beyond that its digits."""
    if not 0 < value < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def roman(value: int) -> str:
    """Return a number below 40 in small Roman numerals."""
    printed = ""
    for worth, sign in _ROMAN:
        while value >= worth:
            printed, value = printed + sign, value - worth
    return printed


def _levels(element: "_Element") -> dict[int, Level]:
    found = element.findall(qn("w:lvl"))
    return {int(each.get(qn("w:ilvl"), "0")): _level(each) for each in found}


def _level(element: "_Element") -> Level:
    style = _value(element, "w:numFmt") or "decimal"
    return Level(style, _value(element, "w:lvlText") or "", int(_value(element, "w:start") or 1))


def _value(element: "_Element", name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(qn("w:val"))
