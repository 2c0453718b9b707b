"""Quantified goals: a number with its measure, the words that compare it, and what it counts.

Goals are the numbers that a comparing word marks (以上, 达到, 不低于, 超过, 左右 …), and where a
sentence begins with 到2027年, every number in it. 一批 is no number, 规模以上 no comparison.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from taskmatrix.notices.deadlines import deadlines
from taskmatrix.notices.text import Text

_NUMBER = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_MEASURES = (
    "个百分点|百分点|个工作日|工作日|平方公里|平方米|立方米|公里|千米|万亿元|亿元|万元|元|亿千瓦时|万千瓦时|"
    "千瓦时|万千瓦|千瓦|亿立方米|万立方米|万亩|亿亩|亩|公顷|亿吨|万吨|吨标准煤|吨|亿斤|万人次|人次|万人|万名|"
    "万户|万家|万个|万件|万台|万辆|万套|万亿|亿|万|PFLOPS|EFLOPS|TFLOPS|GW|MW|GB|TB|PB|[PE]|%|‰|"
    "个|家|项|名|人|户|处|座|台|套|辆|次|件|种|所|条|张|只|艘|支|批次|门|部|例|场|天|小时|分钟|倍|位|颗|架|米"
)
_VALUE = re.compile(
    rf"(?P<before>不低于|不少于|不小于|达到|达|增至|增加到|提高到|提升到|增长到|提高至|提升至|稳定在|保持在"
    rf"|超过|突破|超|不超过|不高于|控制在|压缩至|压减至|降至|降低到|力争达到)?\s*"
    rf"(?P<low>{_NUMBER})(?:[%]?\s*[-—–~～至到]\s*(?P<high>{_NUMBER}))?\s*(?P<measure>{_MEASURES})"
    r"(?P<after>以上|以内|以下|左右)?"
)
_OPS = {
    "以上": ">=", "以内": "<=", "以下": "<=", "左右": "~",
    "超过": ">", "突破": ">", "超": ">",
    "不超过": "<=", "不高于": "<=", "控制在": "<=", "压缩至": "<=", "压减至": "<=",
    "降至": "<=", "降低到": "<=",
}  # fmt: skip
_SUBSIDY = re.compile(
    "补助|奖励|补贴|资助|贷款|额度|奖补|费率|罚|给予|按照?|每人|保证金|首付|缴纳|利率"
)
_GOAL = re.compile(r"到(?:20\d\d|“?十[四五六]五)")
_SIGNS = "，。；：、！？\n（）"
_NOISE = re.compile(
    r"到?20\d\d年(?:年?底|末)?前?|力争|确保|到“?十[四五六]五”?末|实现|全省|全市|全区|分别|累计|其中"
)
LONGEST_TITLE = 40


@dataclass(frozen=True)
class Target:
    """A quantified goal as read."""

    title: str
    op: str
    value: float | tuple[float, float]
    measure: str
    due: date | None
    soft: bool
    line: int
    printed: str


def targets(text: Text, start: int, end: int, issued: date | None) -> Iterator[Target]:
    """Yield the quantified goals between two places."""
    first = start
    for piece in text.plain[start:end].split("\n"):
        yield from _of_paragraph(text, first, first + len(piece), issued)
        first += len(piece) + 1


def _of_paragraph(text: Text, start: int, end: int, issued: date | None) -> Iterator[Target]:
    plain = text.plain
    goal = _GOAL.search(plain, start, end)
    reach = start
    limits = _Limits(text, start, issued)
    for match in _VALUE.finditer(plain, start, end):
        is_goal = goal is not None and goal.start() < match.start()
        left = _left(plain, reach, match.start())
        right = _right(plain, match.end(), end)
        if not (match["before"] or match["after"] or is_goal) or _is_trap(
            plain, match, left, right
        ):
            continue
        title = _title(plain[left : match.start()], plain[match.end() : right])
        reach = right
        if title:
            yield Target(
                title,
                _op(match),
                _number(match),
                match["measure"],
                limits.before(match.start()),
                "力争" in plain[left : match.end()],
                text.line(match.start()),
                text.printed[left:right].strip(),
            )


class _Limits:
    """The deadline that holds at a place of a paragraph: the last one named before it."""

    def __init__(self, text: Text, start: int, issued: date | None) -> None:
        self.text, self.issued = text, issued
        self.reach = start
        self.day: date | None = None

    def before(self, place: int) -> date | None:
        """Return the day named last before a place; places are asked for in order."""
        found = deadlines(self.text, self.reach, place, self.issued)
        self.day = next((each.day for each in reversed(found) if each.day), self.day)
        self.reach = place
        return self.day


def _is_trap(plain: str, match: "re.Match[str]", left: int, right: int) -> bool:
    """“1—5—20ms”, 补助不超过1000万元, 未达到90%的: no goals."""
    before = plain[match.start() - 1 : match.start()]
    return bool(_SUBSIDY.search(plain[left:right])) or before in tuple("—-－“第年.未不")


def _left(plain: str, start: int, place: int) -> int:
    while place > start and plain[place - 1] not in _SIGNS:
        place -= 1
    return place


def _right(plain: str, place: int, end: int) -> int:
    while place < end and plain[place] not in _SIGNS:
        if plain[place] in "和及" and plain[place + 1 : place + 2].isdigit():
            break
        place += 1
    return place


def _op(match: "re.Match[str]") -> str:
    if match["after"]:
        return _OPS[match["after"]]
    return _OPS.get(match["before"] or "", ">=") if match["before"] else "="


def _number(match: "re.Match[str]") -> float | tuple[float, float]:
    low, high = (
        float(re.sub("[,，]", "", match[k])) if match[k] else None for k in ("low", "high")
    )
    if low is not None and high is not None and low <= high:
        return low, high
    return low or 0.0


def _title(before: str, after: str) -> str:
    whole = _NOISE.sub("", before) + _NOISE.sub("", after)
    return whole.strip(" 的和及、”“，：；").removeprefix("新增")[:LONGEST_TITLE].strip()
