"""Deadlines in the text of a task: 2025年底前, 6月底前, 到2027年, 年内; and what only looks so.

A phrase is built of a head (the year, or none), a middle (month, quarter) and an end (底, 前).
What stands around it decides: 自2022年9月1日起, 比2020年提高, 对年底前建成的项目 set no deadline.
"""

import re
from dataclasses import dataclass
from datetime import date

from taskmatrix.domain.dates import UnreadableDate, parse_date
from taskmatrix.notices.text import Text
from taskmatrix.notices.units import ends_a_unit

_DAYS = "[一二三四五六七八九十]"
_YEAR = r"(?P<year>(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2}|[今当本明次])年)"
_MONTH = rf"(?:(?<!\d)\d{{1,2}}|{_DAYS}{{1,2}})月"
_HOUR = r"\d{1,2}(?:时|点|：\d\d)"
_DASH = "[—–~～至到-]{1,2}"
_RUN = rf"(?:\d{{1,2}}|{_DAYS}{{1,2}})月?{_DASH}\d{{1,2}}月"
_MIDDLE = (
    rf"(?P<middle>{_RUN}|{_MONTH}(?:(?:\d{{1,2}}|{_DAYS}{{1,3}})日(?:{_HOUR})?|[上中下]旬)?"
    r"|第?[一二三四1-4]季度|Q[1-4]|[上下]半年)"
)
_END = r"(?P<end>(?:年?[底末内]|年终)?(?:之前|以前|前)?)"
_DOTTED = (
    r"(?P<dotted>(?<![\d.])20\d\d(?P<sign>[./-])(?:\d{1,2}(?P=sign)\d{1,2}(?!\d)"
    r"|(?:0?[1-9]|1[0-2])(?=(?:之|以)?前|[^\w%％.]|$)))"
)
_DOTTED_MONTH = re.compile(r"(20\d\d)[./-](\d{1,2})(?=前?$)")
_UNTIL = r"(?P<until>(?:之前|以前|前)?)"
_PHRASE = re.compile(
    rf"(?P<to>到|至)?(?:{_DOTTED}{_UNTIL}|{_YEAR}(?:{_MIDDLE})?{_END}"
    rf"|(?<![年\d.]){_MIDDLE.replace('middle', 'only')}{_END.replace('end', 'stop')}"
    r"|(?P<short>年(?:[底末内]|终)(?:之前|以前|前)?)"
    r"|“?(?P<plan>十[四五六]五)”?(?:时期|期间)?[末底](?:之?前)?)"
)
_RUN_OF_MONTHS = re.compile(_RUN)
_NOT_AFTER = re.compile(
    r"(?:比|较|自|从|以|每年?|每个?月|每季度?|截至|截止|截止到|展望|相比|对比|往|历|上|去|\d|"
    r"十|[两几多数半一二三四五六七八九近]|有效期|有效期为?|提前|推迟|延长|延迟|顺延|提高|增加|扩大|根据|依据|按照|关于|《[^》]*)$"
)
_NOT_BEFORE = re.compile(
    r"\s*(?:起|以来|版|度|均|出台的|至今|开始|[—\-～~至]|的基础|水平|相比|同期|届|级|(?<![前底末内])报|资金|预算"
    r"|[、,，]?\d{4}年|以后|之后|后)"
)
_DATED = re.compile(r"\s*(?:印发|发布|[^，。；：、（）]{1,6}(?:起|前|期间|以来))")
"""2017年印发的办法 bears a date, 2017年秋季学期起 none that ends; 2017年底前印发 sets one."""
_AGAIN = re.compile("每(?:年|个?月|季度?|半年)(?:的|度)?$")
_RANGE = re.compile(r"\s*(?:[—\-～~]{1,2}\s*|(?=至))(?=至?\d)")
_WITHOUT_END = re.compile(r"[\u4e00-\u9fff](?<![要的内])")
_CLAUSE_SIGNS = "。，；：！？（）\n"
_STANDING = re.compile("持续推进|长期坚持|常态化|长期推进|持续实施|长期|持续")
_STANDING_ONLY = re.compile(
    "(?:并|需|将)?(?:持续|长期|常态化|滚动|全年)(?:推进|坚持|实施|开展|落实|抓好|执行|推动)?(?:实施)?"
)
_SENTENCE_END = re.compile("[。；！？\n]")
_STOP = re.compile(f"[{_CLAUSE_SIGNS}]")
_LEAD = re.compile("(?:[并再要应须需]?(?:力争|确保|争取|务必)?[于在]|力争|确保|争取|务必)?$")
"""Before a date: 于, 力争在."""
_DONE = re.compile("(?:全部|全面|基本)?(?:完成|建成|办结|竣工|投产|投用)(?![的了])")
_START = re.compile(
    "(?:启动|开工|动工)(?:建设|实施|工作)?$|^(?:全面|正式|陆续)?(?:启动|开工|动工|开始|着手)"
)
_ENDED = re.compile("完成|建成|办结|竣工|投产|投用")
SHORTEST_ACT, LONGEST_WHAT, LONGEST_PIECE = 4, 40, 80
SHORT = 8
"""Characters beside a date in a piece that says only when: 完成, 取得实效."""

_TIME_CLASS = re.compile("无法|未能|未达|不能|未完成|没有|尚未|已供|仍未")


@dataclass(frozen=True)
class Deadline:
    """A deadline as printed, its day (None: it cannot be read), its line, and what is due."""

    printed: str
    day: date | None
    line: int
    what: str = ""

    @property
    def is_start(self) -> bool:
        """Whether something only begins by then: 9月底前启动."""
        return bool(_START.search(self.what)) and not _ENDED.search(self.what)


def deadlines(
    text: Text, start: int, end: int, issued: date | None, *, told: bool = False
) -> list[Deadline]:
    """Return the deadlines between two places, once each; `told`: a label says that they are."""
    found: dict[str, Deadline] = {}
    plain = text.plain
    begins: re.Match[str] | None = None
    named: tuple[int, date] | None = None
    for match in _PHRASE.finditer(plain, start, end):
        first, last = match.span()
        if _RANGE.match(plain, last, end) and (told or _heads(plain, match, start)):
            begins = match  # 2024年9月—11月
            continue
        joined = begins if begins and first - begins.end() <= 2 else None
        begins = None
        again = told and _AGAIN.search(plain, max(start, first - 4), first)
        if again or not (told or joined or _sets_one(plain, match, start, end)):
            continue
        if named and _SENTENCE_END.search(plain, named[0], first):
            named = None
        day = _day(match, _base(match, issued, joined, named))
        with_year = match["year"] or match["dotted"]
        if day and issued and day < issued:
            if with_year:
                continue
            day = None
        if day and (with_year or joined):
            named = last, day
        first = joined.start() if joined else first
        printed = text.printed[first:last]
        what = _what(text, first, last, start, end)
        found.setdefault(printed, Deadline(printed, day, text.line(first), what))
    return list(found.values())


def phrases(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where dates stand, whatever they mean."""
    return [found.span() for found in _PHRASE.finditer(plain, start, end)]


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
    ends = any(match[part] for part in ("end", "stop", "to", "short", "plan", "until"))
    middle = match["middle"] or match["only"] or ""
    if ends or middle.endswith(("日", "时", "点")) or match["only"] or match["dotted"]:
        return ends or bool(_DONE.match(plain, last, end))
    follows = _RUN_OF_MONTHS.fullmatch(middle) or _WITHOUT_END.match(plain, last)
    return bool(follows) and _heads(plain, match, start)


def _heads(plain: str, match: "re.Match[str]", start: int) -> bool:
    """Whether a year that is printed in full stands where a phrase begins."""
    first = match.start()
    return (match["year"] or "")[:1] in ("2", "二") and (
        first == start or plain[first - 1] in _CLAUSE_SIGNS
    )


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


def _base(
    match: "re.Match[str]",
    issued: date | None,
    begins: "re.Match[str] | None",
    named: tuple[int, date] | None,
) -> date | None:
    """Return the day whose year holds where none is printed.

    A stretch of time begins with it, or the date before says it: 2027年6月底前选址，年底前建成.
    """
    if match["year"]:
        return issued
    if begins and begins["year"]:
        return _day(begins, issued)
    return named[1] if named else issued


def _day(match: "re.Match[str]", base: date | None) -> date | None:
    phrase = re.sub(f"^[到至]|之前$|以前$|[上中下]旬|时期|期间|(?<=日){_HOUR}", "", match[0])
    phrase = _DOTTED_MONTH.sub(r"\1年\2月", phrase)
    try:
        return parse_date(phrase.replace("年终", "年底"), base)
    except UnreadableDate:
        return None


def _what(text: Text, first: int, last: int, start: int, end: int) -> str:
    """Return what is to be done by then: the words around a date, 选址 of 6月底前完成选址."""
    plain = text.plain
    head = _head_of(plain, first, start)
    tail = _tail_of(plain, last, end)
    if plain[last:tail].strip("“” ") == "" and plain[tail : tail + 1] == "，":
        last, tail = tail + 1, _tail_of(plain, tail + 1, end)
    if head == first > start + 1 and plain[first - 1] in "，（" and tail - last <= SHORTEST_ACT:
        head = _head_of(plain, first - 1, start)  # 选址工作，6月底前完成
        if _PHRASE.search(plain, head, first) or ends_a_unit(plain[head : first - 1]):
            head = first
    before = _LEAD.sub("", text.printed[head:first].rstrip("，, "))
    what = f"{before}{text.printed[last:tail]}".replace("\n", "").strip(" ，,、：:（(")
    if what.count("“") != what.count("”"):
        what = what.replace("“", "").replace("”", "")
    return what[:LONGEST_WHAT]


def _head_of(plain: str, place: int, start: int) -> int:
    least = max(start, place - LONGEST_PIECE)
    while place > least and plain[place - 1] not in _CLAUSE_SIGNS:
        place -= 1
    return place


def _tail_of(plain: str, place: int, end: int) -> int:
    most = min(end, place + LONGEST_PIECE)
    stop = _STOP.search(plain, place, most)
    stop_at = stop.start() if stop else most
    other = _PHRASE.search(plain, place, stop_at)
    return other.start() if other else stop_at
