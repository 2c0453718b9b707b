"""Deadlines in the text of a task: 2025年底前, 6月底前, 到2027年, 年内; and what only looks so.

A phrase is built of a head (the year, or none), a middle (month, quarter) and an end (底, 前).
What stands around it decides: 自2022年9月1日起, 比2020年提高, 对年底前建成的项目 set no deadline.
"""

import re
from dataclasses import dataclass
from datetime import date

from taskmatrix.domain.dates import UnreadableDate, parse_date
from taskmatrix.notices.text import Text

_YEAR = r"(?P<year>(?:20\d\d|[今当本])年)"
_MIDDLE = r"(?P<middle>\d{1,2}月(?:\d{1,2}日|[上中下]旬)?|第?[一二三四1-4]季度|Q[1-4]|[上下]半年)"
_END = r"(?P<end>(?:年?[底末内]|年终)?(?:之前|以前|前)?)"
_PHRASE = re.compile(
    rf"(?P<to>到|至)?(?:{_YEAR}(?:{_MIDDLE})?{_END}|{_MIDDLE.replace('middle', 'only')}"
    rf"{_END.replace('end', 'stop')}|(?P<short>年(?:[底末内]|终)(?:之前|以前|前)?)"
    r"|“?(?P<plan>十[四五六]五)”?(?:时期|期间)?[末底](?:之?前)?)"
)
_NOT_AFTER = re.compile(
    r"(?:比|较|自|从|以|每年?|每个?月|每季度?|截至|截止|截止到|展望|相比|对比|往|历|上|去|\d|"
    r"十|[两几多数半一二三四五六七八九近]|有效期|有效期为?|提前|推迟|延长|延迟|顺延|提高|增加|扩大|根据|依据|按照|关于|《[^》]*)$"
)
_NOT_BEFORE = re.compile(
    r"\s*(?:起|以来|版|度|均|出台的|至今|开始|[—\-～~至]|的基础|水平|相比|同期|届|级|报|资金|预算"
    r"|[、,，]?\d{4}年|以后|之后|后)"
)
_DATED = re.compile(r"\s*(?:印发|发布|[^，。；：、（）]{1,6}(?:起|前|期间|以来))")
"""2017年印发的办法 bears a date, 2017年秋季学期起 none that ends; 2017年底前印发 sets one."""
_RANGE = re.compile(r"\s*(?:[—\-～~]{1,2}\s*|(?=至))(?=至?\d)")
_WITHOUT_END = re.compile(r"[\u4e00-\u9fff](?<![要的内])")
_CLAUSE_SIGNS = "。，；：！？（）\n"
_STANDING = re.compile("持续推进|长期坚持|常态化|长期推进|持续实施|长期|持续")
_STANDING_ONLY = re.compile(
    "(?:并|需|将)?(?:持续|长期|常态化|滚动|全年)(?:推进|坚持|实施|开展|落实|抓好|执行|推动)?(?:实施)?"
)
SHORT = 8
"""Characters beside a date in a piece that says only when: 完成, 取得实效."""

_TIME_CLASS = re.compile("无法|未能|未达|不能|未完成|没有|尚未|已供|仍未")


@dataclass(frozen=True)
class Deadline:
    """A deadline as printed, the day that it means (None: it cannot be read), and its line."""

    printed: str
    day: date | None
    line: int


def deadlines(
    text: Text, start: int, end: int, issued: date | None, *, told: bool = False
) -> list[Deadline]:
    """Return the deadlines between two places, once each; `told`: a label says that they are."""
    found: dict[str, Deadline] = {}
    plain = text.plain
    begins: re.Match[str] | None = None
    for match in _PHRASE.finditer(plain, start, end):
        first, last = match.span()
        if not told and not _sets_one(plain, match, start, end):
            continue
        if told and _RANGE.match(plain, last, end):
            begins = match  # 2024年9月—11月
            continue
        day = _day(match, issued)
        if begins and first - begins.end() <= 2:
            year = begins["year"] if not match["year"] else None
            day = _day(match, date(int(year[:4]), 1, 1) if year and year[0] == "2" else issued)
            first = begins.start()
        begins = None
        if day and issued and day < issued:
            if match["year"]:
                continue
            day = None
        printed = text.printed[first:last]
        found.setdefault(printed, Deadline(printed, day, text.line(first)))
    return list(found.values())


def is_standing(plain: str) -> bool:
    """Whether a time limit says that there is none: 持续推进, 长期坚持."""
    return bool(_STANDING.search(plain))


def is_time(plain: str, start: int, end: int) -> bool:
    """Whether a piece of a clause says nothing but when: 2025年底前完成, 持续推进."""
    if _STANDING_ONLY.fullmatch(plain, start, end):
        return True
    found = _PHRASE.search(plain, start, end)
    if not found:
        return False
    rest = plain[start : found.start()] + plain[found.end() : end]
    return len(rest) <= SHORT and not rest.endswith(("厅", "局", "委", "办", "部", "府", "会"))


def _sets_one(plain: str, match: "re.Match[str]", start: int, end: int) -> bool:
    first, last = match.span()
    before = plain[max(start, first - 12) : first]
    if _NOT_AFTER.search(before) or _NOT_BEFORE.match(plain, last, end):
        return False
    if not (match["end"] or match["stop"] or match["short"]) and _DATED.match(plain, last, end):
        return False
    if _inside_title(plain, first, start) or _is_attribute(plain, first, last, start, end):
        return False
    ends = match["end"] or match["stop"] or match["to"] or match["short"] or match["plan"]
    if ends or (match["middle"] or match["only"] or "").endswith("日"):
        return bool(ends)
    if match["only"]:
        return False
    head = not before or before[-1] in _CLAUSE_SIGNS
    return head and bool(_WITHOUT_END.match(plain, last)) and match["year"][:2] == "20"


def _inside_title(plain: str, first: int, start: int) -> bool:
    """《……2022年……》 and 〔2022〕 are names, no dates."""
    window = plain[max(start, first - 60) : first]
    return window.rfind("《") > window.rfind("》") or window.endswith(("〔", "["))


def _is_attribute(plain: str, first: int, last: int, start: int, end: int) -> bool:
    """对年底前完成年度计划的项目，…: a condition, not a deadline."""
    head = first
    while head > start and first - head < 40 and plain[head - 1] not in _CLAUSE_SIGNS:
        head -= 1
    tail = last
    while tail < end and tail - last < 60 and plain[tail] not in _CLAUSE_SIGNS:
        tail += 1
    rest = plain[last:tail]
    if "的" not in rest and not plain[head:first].startswith("对"):
        return False
    if plain[head : head + 1] in "对凡" and plain[head : head + 2] not in ("对标", "对接", "对照"):
        return "的" in rest
    return bool(_TIME_CLASS.match(rest))


def _day(match: "re.Match[str]", issued: date | None) -> date | None:
    phrase = re.sub(
        "^[到至]|之前$|以前$|年终", lambda m: "年底" if m[0] == "年终" else "", match[0]
    )
    phrase = re.sub("[上中下]旬", "", re.sub("^[今当本]年(?=年?[底末内])", "年", phrase))
    phrase = (
        re.sub("^年年", "年", re.sub("^[今当本]年", "", phrase))
        .replace("时期", "")
        .replace("期间", "")
    )
    try:
        return parse_date(phrase, issued)
    except UnreadableDate:
        return None
