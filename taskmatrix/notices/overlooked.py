"""The net below the grammar: who is said to act, or listed, in words that no rule has read.

| passage | why it is told |
| --- | --- |
| 验收绿道，由市交通局负责，抓紧开工。 | prose, beside: a sentence says who acts |
| （责任单位：市交通局。市财政局给予保障） | part: a name in a clause has no role |
| 以上任务，各市政府要抓好落实。 | general: it speaks of more than one task |
| 注：加粗的为牵头单位。 | general: a rule that a text cannot follow |
| （各市政府） | no-role: a list of units, and nothing else |
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from taskmatrix.notices import tokens, units
from taskmatrix.notices.clauses import Clause
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import OPENING, PLAIN

_SENTENCE = re.compile("[^。；！？\n]+")
_BEFORE_WHO = re.compile("[，：]|由|请|对|其中")
_ACT = re.compile(
    "(?:分别|共同|具体|均|都|要|应当?|须|需|可|各自|联合|积极|密切|主动|切实|认真|统一|统筹"
    "|按[^，。；]{1,12}?|结合实际){0,3}(?:牵头|负(?:总|主)?责(?!人|同志)|会同|配合|主办|主抓|承办|协办|协助|参与|参加|督办|抓好|组织(?:实施|落实|推进)"
    rf"|落实|承担|具体实施|协同|指导|支持|保障|推进|(?:作?为|是){tokens.ROLE}{{1,4}}{tokens.BODY})"
    "(?!的|解释|[^，。；]{1,6}的(?:工作|协调|联席)?(?:机制|制度|会议))"
)
"""What stands right behind the names of those who act."""
_ANYONE = re.compile("(?:各|有关|相关)[^市县州]{0,6}(?:部门|单位|地|地区|方面)")
"""各地要落实责任, 各有关部门要配合: a call upon everyone."""
_LABEL = re.compile(
    rf"{tokens.ROLE}{{1,4}}{tokens.BODY}(?:（[^（）]{{1,16}}）)?(?:[：为是 ]|(?=[省市县区州国各]))"
)
_GENERAL = re.compile(
    r"(?<![^\n（])(?:注|备注|说明|附注)：|(?:以上|上述|前述|上列)[^，。；]{0,6}(?:任务|措施|事项|项|均|都)"
    r"|(?:各项|所有|全部)(?:重点)?(?:任务|措施)(?:[^，。；]{0,2}(?:均|都|由|需)|的|承担|，)|第[一二三四五六七八九十\d、至—-]+[项条][^，。；]{0,4}(?:任务|由)"
)
_RULE = re.compile(
    "(?:第[一1]位?|首位|首个|首家|最前|前者|后者|最后|排前|列前|在前|黑体|加粗|粗体|下划线|红色|标[注有记]?.)"
    ".{0,10}(?:牵头|主办|主责|主要责任|总责)"
)
_BODY = re.compile(
    "(?![省市县区州](?:直|级|属)?(?:各|有关|相关))(?:[省市县区州盟旗]|国家|中央|自治区)(?:[\u4e00-\u9fff]{1,14}?)(?:[厅局委办部署]|政府|管委会|中心|集团|公司|法院|检察院)"
)
_ANY_BODY = re.compile(
    rf"各(?:设区|市|县|区|州|地|乡|镇|盟|旗|有关|相关|部门|单位)|{_BODY.pattern}"
)
_RUN = re.compile(r"[^、，。；：\s（）〔〕\[\]【】()]+")
_ADDRESSED = re.compile("抄送|主送|分送|报送|印送|发送|联系|电话|附件")
LONGEST = 240


class Found(NamedTuple):
    """A passage that was overlooked, and why: a word of the report's table."""

    start: int
    end: int
    why: str


def overlooked(
    text: Text, start: int, clauses: list[Clause], told: list[tuple[int, int]]
) -> Iterator[Found]:
    """Yield what names who acts and was not read; `start`: of the first item, `told`: spans."""
    yield from _Net(text, clauses, told).found(start)


def lists_bodies(plain: str) -> bool:
    """Whether a text is a list of bodies and nothing else."""
    names = [plain[each.start : each.end] for each in units.split_list(plain, 0, len(plain))]
    return bool(names) and all(units.is_unit(n) and units.begins_a_unit(n) for n in names)


class _Net:
    def __init__(self, text: Text, clauses: list[Clause], told: list[tuple[int, int]]) -> None:
        self.text, self.plain, self.clauses = text, text.plain, clauses
        self.spans = sorted([*told, *((each.start, each.end) for each in clauses)])
        self.starts = [start for start, _ in self.spans]

    def found(self, start: int) -> Iterator[Found]:
        for clause in self.clauses:
            if "part" not in clause.unread and self._has_more(clause):
                yield Found(clause.start, clause.end, "part")
        previous = 0
        for first, last in self.text.paragraphs():
            if last > start and first < last:
                if found := self._a_line_more(first, last, previous):
                    yield found
                elif tokens.HINT.search(self.plain, first, last) or _RULE.search(
                    self.plain, first, last
                ):
                    yield from self._in_paragraph(first, last)
                yield from self._bracketed(first, last)
                previous = last

    def _in_paragraph(self, start: int, end: int) -> Iterator[Found]:
        for sentence in _SENTENCE.finditer(self.plain, start, end):
            for first, last in self._free(*sentence.span()):
                if why := self._why(first, last):
                    yield Found(first, last, why)

    def _free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a sentence that nothing has read."""
        at = max(0, bisect_right(self.starts, start) - 1)
        for first, last in self.spans[at : bisect_left(self.starts, end)]:
            if start < first:
                yield start, first
            start = max(start, last)
        if start < end:
            yield start, end

    def _why(self, start: int, end: int) -> str:
        label = label_at(self.plain, start)
        start = label.end if label and label.end <= end else start
        if _RULE.search(self.plain, start, end):
            return "general"
        if _GENERAL.search(self.plain, start, end) and _ANY_BODY.search(self.plain, start, end):
            return "general"
        return "prose" if self._says_who(start, end) or self._is_labelled(start, end) else ""

    def _says_who(self, start: int, end: int) -> bool:
        for act in _ACT.finditer(self.plain, start, end):
            first = max(start, act.start() - LONGEST)
            for sign in _BEFORE_WHO.finditer(self.plain, first, act.start()):
                first = sign.end()
            for_them = first > start and self.plain[first - 1] == "对"  # 对各地区落实情况抽查
            names = [
                self.plain[name.start : name.end]
                for name in units.split_list(self.plain, first, act.start())
            ]
            if not for_them and self._are_units(names) and not all(map(_ANYONE.fullmatch, names)):
                return True
        return False

    def _are_units(self, names: list[str]) -> bool:
        return bool(names) and all(units.is_unit(n) and units.begins_a_unit(n) for n in names)

    def _is_labelled(self, start: int, end: int) -> bool:
        """责任单位 before the name of a body."""
        for label in _LABEL.finditer(self.plain, start, end):
            window = min(end, label.end() + LONGEST)
            names = units.split_list(self.plain, label.end(), window)
            if names and units.is_unit(self.plain[names[0].start : names[0].end]):
                return True
        return False

    def _a_line_more(self, start: int, end: int, previous: int) -> Found | None:
        """A line of names below the line of a label."""
        at = bisect_left(self.starts, previous) - 1
        behind = previous and at >= 0 and self.spans[at][1] >= previous
        bracketed = behind and self.plain[self.spans[at][0]] in OPENING
        if not behind or bracketed or label_at(self.plain, start) or not self._lists(start, end):
            return None
        return Found(start, end, "no-role")

    def _bracketed(self, start: int, end: int) -> Iterator[Found]:
        """（各市政府） behind a sentence or at a line's end."""
        brackets = self.text.brackets
        opens = self.plain.find("（", start, end)
        while opens >= 0:
            last = brackets.get(opens, opens)
            ends = self.plain[last + 1 : last + 2] in ("", "\n", "。")
            free = any(first <= opens < stop for first, stop in self._free(opens, last + 1))
            if last > opens and ends and free and self._lists(opens + 1, last):
                yield Found(opens, last + 1, "no-role")
            opens = self.plain.find("（", max(last, opens) + 1, end)

    def _lists(self, start: int, end: int) -> bool:
        plain = self.plain[start:end] if end - start <= LONGEST else ""
        return lists_bodies(plain) and not _ADDRESSED.search(plain[:LONGEST])

    def _has_more(self, clause: Clause) -> bool:
        """Whether a clause holds a name that it gives no role."""
        known = {name for listed in clause.roles.values() for name in listed} | set(clause.blanket)
        whole = " ".join(name.translate(PLAIN) for name in known)
        persons = [span for span in clause.persons if not self._lists(*span)]
        for run in _RUN.finditer(self.plain, clause.start, clause.end):
            said = run.group()
            if said in whole or any(a <= run.start() < b for a, b in persons):
                continue
            bodies = [found.group() for found in _BODY.finditer(said)]
            if any(body not in whole and not _within(body, known) for body in bodies):
                return True
        return False


def _within(body: str, names: set[str]) -> bool:
    """Whether what looks like a body holds the name of one that has a role."""
    return any(name in body for name in names)
