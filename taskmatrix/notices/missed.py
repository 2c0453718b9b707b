"""Dates and numbers like a deadline's or a goal's that were not understood, each with its line."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from taskmatrix.domain.dates import UnreadableDate, parse_date
from taskmatrix.notices.deadlines import deadlines, is_standing, phrases
from taskmatrix.notices.model import Unread
from taskmatrix.notices.tables import LIMIT, Row
from taskmatrix.notices.targets import Goals
from taskmatrix.notices.text import Text
from taskmatrix.notices.tokens import TIME_LABEL
from taskmatrix.notices.words import DEADLINE_LABELS

_TIME = (
    r"(?:\d[\d./年月日号旬季度-]{0,16}|[下后][个]?[月年季]度?|年中|[一二三四五六七八九十]{1,3}[月日号]"
    r"|“?两会”?|(?:春|国庆|中秋|清明|端午)节|元旦|国庆|[汛雨]期)"
)
_LIKE = re.compile(
    rf"(?<![\d每提]){_TIME}(?:[底末初终]|[上中下]旬|下班)*(?:之|以)?前(?![景提沿瞻往期述列置端进来后])"
)
"""26.6.30前, 年中前, 春节前, 6月初前."""
_AGAIN = re.compile("每[^，。；：\n]{0,4}$|[于在]?此$")
_AGO = re.compile(r"\d{1,2}年前|19\d\d")
"""3年前, 1999年底前: that was."""
_PRINTED_DAY = re.compile(r"20\d\d年\d{1,2}月(?:\d{1,2}日)?")
_COUNT = r"(?<![\d.—至~-])(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_TERM = re.compile(
    rf"(?:印发|发布|下发)[^，。；：\n（）]{{0,8}}?{_COUNT}个?(?:工作日|[日天周月年])(?:之|以)?内"
    rf"|(?<![\w”])(?:力争|确保)?[在于]?{_COUNT}(?:个月|年)(?:之|以)?内"
    rf"|{_COUNT}(?:个?(?:工作日|[日天周月])|年)(?:之|以)?内(?=[^，。；\n]{{0,4}}完成)"
)
"""自印发之日起30日内, 3个月内, 15日内完成; 5个工作日内办结 is a rule of work."""
_FOR_ALL = re.compile(
    rf"(?:以上|上述|各项|所有|全部)[^。；\n]{{0,20}}(?:{'|'.join(DEADLINE_LABELS.split())})"
    r"[^。；\n]{0,6}(?:为|：)"
)
_STOP = re.compile("[。；\n（）〕】]")
_SIGN = re.compile("[。；，\n（）]")
SHOWN = 40
"""Characters that are kept of the sentence before a phrase."""


def missed(goals: Goals, spans: Iterable[tuple[int, int]], rows: Sequence[Row]) -> Iterator[Unread]:
    """Yield what was not understood: dates anywhere, goals in `spans`, time limits in `rows`."""
    text, issued = goals.text, goals.issued
    found = {(each.line, each.text): each for each in _times(text, issued)}
    for start, end in spans:
        for goal in goals.missed(start, end):
            found.setdefault((goal.line, goal.text), Unread(goal.line, goal.text, "goal"))
    yield from sorted(found.values(), key=lambda each: each.line)
    for row in rows:
        cell = row.cells.get(LIMIT, "")
        if cell and not _is_read(Text(cell, (0,), (row.line,)), 0, len(cell), issued):
            yield Unread(row.line, cell, "time")


def _times(text: Text, issued: date | None) -> Iterator[Unread]:
    """Yield labels of time limits behind which none was read, and phrases like one."""
    plain = text.plain
    read: list[tuple[int, int]] = []
    for found in _FOR_ALL.finditer(plain):
        end = _stop(_STOP, plain, found.end())
        read.append((found.start(), end))
        yield _unread(text, found.start(), end, "times")
    for found in TIME_LABEL.finditer(plain):
        end = _stop(_STOP, plain, found.end())
        if _within(found.start(), read):
            continue
        insort(read, (found.start(), end))
        if end > found.end() and not _is_read(text, found.end(), end, issued):
            yield _unread(text, found.start(), end, "time")
    for start, end in text.paragraphs():
        yield from (_around(text, *span) for span in _unsettled(plain, start, end))
        dates = phrases(plain, start, end)
        for found in _LIKE.finditer(plain, start, end):
            again = _AGAIN.search(plain, max(start, found.start() - 6), found.start())
            known = again or _AGO.match(found.group()) or _is_date(found, dates)
            if not known and not _within(found.start(), read):
                yield _around(text, *found.span())


def _unsettled(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield days that no calendar has, and terms that count from another day."""
    for found in _PRINTED_DAY.finditer(plain, start, end):
        try:
            parse_date(found.group(), None)
        except UnreadableDate:
            yield found.span()
    for found in _TERM.finditer(plain, start, end):
        if not _AGAIN.search(plain, max(start, found.start() - 6), found.start()):
            yield found.span()


def _around(text: Text, first: int, last: int) -> Unread:
    """Return a date that was not understood with its part of the sentence."""
    before = _SIGN.split(text.plain[max(0, first - SHOWN) : first])[-1]
    return _unread(text, first - len(before), _stop(_SIGN, text.plain, last), "time")


def _is_read(text: Text, start: int, end: int, issued: date | None) -> bool:
    told = deadlines(text, start, end, issued, told=True)
    return bool(told) or is_standing(text.plain[start:end])


def _unread(text: Text, start: int, end: int, why: str) -> Unread:
    return Unread(text.line(start), text.printed[start:end].strip(), why)


def _stop(signs: "re.Pattern[str]", plain: str, place: int) -> int:
    found = signs.search(plain, place)
    return found.start() if found else len(plain)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is in one of the stretches, which are in order."""
    behind = bisect_left(spans, (place + 1, 0))
    return behind > 0 and spans[behind - 1][1] > place


def _is_date(found: "re.Match[str]", dates: Sequence[tuple[int, int]]) -> bool:
    """Whether a phrase is one of the dates, which are in order, or a part of it."""
    behind = bisect_left(dates, (found.end(), 0))
    if not behind:
        return False
    first, last = dates[behind - 1]
    return first <= found.start() and last >= found.end()
