"""Blanks between digits and Chinese: 2027 年 6 月底前 is printed so by LibreOffice, or typed."""

import re

from taskmatrix.notices.labels import label_at
from taskmatrix.notices.units import ends_a_unit
from taskmatrix.notices.words import PLAIN

_BLANK = "[ \xa0\u2000-\u200a\u202f\u3000]"
_NUMERAL = "[一二三四五六七八九十]"
_YEAR = (
    rf"(?:[2２][0０]\d\d|二{_BLANK}*[〇零○](?:{_BLANK}*[〇零○一二三四五六七八九]){{2}}|[今本当明次])"
    rf"{_BLANK}*年"
)
_MONTH = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}}){_BLANK}*月"
_DAY = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}}){_BLANK}*日"
_QUARTER = rf"(?:第{_BLANK}*)?[一二三四1-4]{_BLANK}*季{_BLANK}*度"
_UNTIL = rf"(?:{_BLANK}*[底末]{_BLANK}+(?=前)|{_BLANK}+(?=[底末内前]))?"
_DATE = re.compile(
    rf"{_YEAR}{_BLANK}*(?:{_MONTH}(?:{_BLANK}*{_DAY})?|{_QUARTER}){_UNTIL}"
    rf"|第{_BLANK}*[一二三四1-4]{_BLANK}*季{_BLANK}*度{_UNTIL}"
    rf"|{_YEAR}(?:{_BLANK}+(?=[年底末内前第上下]))?"
    rf"|(?<![\d一二三四五六七八九十]){_MONTH}(?:{_BLANK}*{_DAY}|{_BLANK}*[底末]{_BLANK}+(?=前)|{_BLANK}*(?=[底末]))"
)
_CHINESE = "[\u4e00-\u9fff〔〕]"
_BESIDE_DIGITS = re.compile(
    rf"(?<=\d){_BLANK}(?={_CHINESE}|[%％‰])|(?<={_CHINESE}){_BLANK}(?=\d)"
    rf"|(?<=[%％‰]){_BLANK}(?={_CHINESE})"
)
LONGEST_NAME = 12
"""Characters before a blank among which the name of a body may end."""


def closed_dates(raw: str) -> str:
    """Return a text with the blanks inside of its dates closed up."""
    return _DATE.sub(lambda found: re.sub(_BLANK, "", found.group()), raw)


def closed(line: str) -> str:
    """Return a line with the blanks beside digits closed up: 建成 3 个 to 建成3个.

    Those behind its number, and between a name and a date (省财政厅 2027年底前), stay.
    """
    label = label_at(line.translate(PLAIN), 0)

    def told(found: "re.Match[str]") -> str:
        place = found.start()
        parts = label is not None and place < label.end
        named = ends_a_unit(line[max(0, place - LONGEST_NAME) : place])
        return found.group() if parts or named else ""

    return _BESIDE_DIGITS.sub(told, line)
