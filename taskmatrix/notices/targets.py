"""Quantified goals: a number with its measure, the words that compare it, and what it counts.

Goals are the numbers that a comparing word marks (以上, 达到, 不低于, 超过, 左右 …), ranges (2—3个)
and changes (提高3个百分点), and where a sentence begins with 到2027年, every number
in it. 一批 is no number, 规模以上 no comparison.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from taskmatrix.notices.apart import Apart, aparts
from taskmatrix.notices.deadlines import deadlines, phrases
from taskmatrix.notices.text import Text
from taskmatrix.notices.values import COMPARED, VALUE, op_of, value_of
from taskmatrix.notices.wording import left_of, right_of, title_of

_SUBSIDY = re.compile(
    "补助|奖励|补贴|资助|贷款|额度|奖补|费率|罚|给予|按照?|每人|保证金|首付|缴纳|利率"
)
_GOAL = re.compile(r"到(?:20\d\d|“?十[四五六]五)")
_COMPARED = re.compile(
    rf"(?:{COMPARED})\s?(?!20\d\d年)(?=\d|[一二两三四五六七八九十]+[成十百千万亿])"
)
_VERBS = re.compile(
    "(?:完成|建成|提高|增长|提升|增加|上升|下降|降低|减少|新增|比|较|同比|均|再|约|年)*"
)
_PER = {"每年": "year", "每季度": "quarter"}
_MORE_OFTEN = re.compile("每个?[月周日天旬]")
_LIMITS = re.compile("内|范围")
_RISES = re.compile(
    "(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少)[到至]|增至|降至"
)
"""Behind a number: it is where the change begins."""
_REACHES = re.compile("(?:新增|新建|建成|培育|培训)[^，。；：（）]{0,16}$")
"""Before a number: 新增应用场景50个."""
_COMPARED_TO = re.compile("(?:不低于|不少于|不高于|不超过)[^，。；：、（）]{1,12}$")
"""Before a number: 不低于总需求的70%, which is a share of what the goal does not count."""
_LONGEST_APART = 20
"""Behind a range: 3—5个工作日内办结 is a rule of work, no goal."""


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
    per: str = "total"
    inferred: bool = False
    """No comparing word marks the number, only a verb: 新建8所."""


@dataclass(frozen=True)
class Missed:
    """A number like a goal's that was not understood: its line and the passage."""

    line: int
    text: str


class Goals:
    """The quantified goals of a text: each stretch is read once."""

    def __init__(self, text: Text, issued: date | None) -> None:
        self.text, self.issued = text, issued
        self._read: dict[tuple[int, int], list[Target | Missed]] = {}

    def targets(self, start: int, end: int) -> Iterator[Target]:
        """Yield the goals between two places."""
        return (each for each in self._all(start, end) if isinstance(each, Target))

    def missed(self, start: int, end: int) -> Iterator[Missed]:
        """Yield the passages between two places that compare a number and are no target."""
        return (each for each in self._all(start, end) if isinstance(each, Missed))

    def _all(self, start: int, end: int) -> list[Target | Missed]:
        if (start, end) not in self._read:
            self._read[start, end] = list(self._paragraphs(start, end))
        return self._read[start, end]

    def _paragraphs(self, start: int, end: int) -> Iterator[Target | Missed]:
        first = start
        for piece in self.text.plain[start:end].split("\n"):
            yield from _Paragraph(self.text, first, first + len(piece), self.issued).read()
            first += len(piece) + 1


@dataclass
class _Paragraph:
    """The goals of one paragraph, in order."""

    text: Text
    start: int
    end: int
    issued: date | None
    phase: list[Target] = field(default_factory=list)

    def read(self) -> Iterator[Target | Missed]:
        plain = self.text.plain
        goal = _GOAL.search(plain, self.start, self.end)
        limits = _Limits(self.text, self.start, self.issued)
        lists = list(aparts(plain, self.start, self.end))
        waiting = deque(lists)
        reach = listed = self.start
        seen: list[tuple[int, int]] = [(each.start, each.end) for each in lists]
        for match in VALUE.finditer(plain, self.start, self.end):
            place = match.start()
            while waiting and waiting[0].start <= place:
                listed = waiting[0].end
                yield from self._apart(waiting.popleft(), limits)
            if place < listed:
                reach = max(reach, listed)
                continue
            seen.append(match.span())
            is_goal = goal is not None and goal.start() < place
            marked = match["before"] or match["after"] or match["by"] or is_goal or match["high"]
            near = max(reach, place - _LONGEST_APART)
            shared = not marked and _COMPARED_TO.search(plain, near, place)
            reached = not marked and _REACHES.search(plain, near, place)
            if not (marked or shared or reached):
                continue
            left, right = left_of(plain, reach, place), right_of(plain, match.end(), self.end)
            if _is_trap(plain, match, left, right):
                continue
            if shared:
                yield self._missed(place, match.end())
            else:
                yield self._target(match, left, right, limits.before(place), inferred=bool(reached))
            reach = right
        for each in waiting:
            yield from self._apart(each, limits)
        seen.sort()
        for found in _COMPARED.finditer(plain, self.start, self.end):
            behind = bisect_left(seen, (found.end(), 0))
            if not behind or seen[behind - 1][1] <= found.end():
                yield self._missed(found.start(), found.end())

    def _target(
        self,
        match: "re.Match[str]",
        left: int,
        right: int,
        due: date | None,
        *,
        inferred: bool,
    ) -> Target | Missed:
        plain = self.text.plain
        cut = match.start("by") + 2 if match["by"] else match.start()
        title = self._title(plain[left:cut], plain[match.end() : right], left, due)
        piece = plain[left:right]
        if not title or _MORE_OFTEN.search(piece) or "分别" in plain[left : match.start()]:
            return self._missed(match.start(), match.end())
        return self._kept(
            Target(
                title,
                op_of(match["before"], match["after"], about=bool(match["about"])),
                value_of(match),
                match["measure"],
                due,
                "力争" in plain[left : match.end()],
                self.text.line(match.start()),
                self.text.printed[left:right].strip(),
                next((per for word, per in _PER.items() if word in piece), "total"),
                inferred,
            )
        )

    def _apart(self, each: Apart, limits: "_Limits") -> Iterator[Target | Missed]:
        due = limits.before(each.start)
        if not each.values:
            yield self._missed(each.head, each.end)
        for value in each.values:
            yield self._kept(
                Target(
                    value.title,
                    value.op,
                    value.number,
                    value.measure,
                    value.due or due,
                    "力争" in self.text.plain[each.head : each.start],
                    self.text.line(each.start),
                    self.text.printed[each.head : each.end].strip(),
                )
            )

    def _title(self, before: str, after: str, left: int, due: date | None) -> str:
        """Return what a number counts; 到2030年超过90% counts what the phase before did."""
        title = title_of(before, after)
        if not _VERBS.fullmatch(title):
            return title
        first = left_of(self.text.plain, self.start, left - 1)
        follows = left > self.start and self.text.plain[left - 1] == "，"
        if follows or first == self.start < left:
            piece = title_of(self.text.plain[first : left - 1], "")
            if piece and not VALUE.search(self.text.plain, first, left - 1):
                return piece + title
        later = bool(self.phase) and self.phase[-1].due != due
        if later:
            return self.phase[0].title + title if len(self.phase) == 1 else ""
        return self.phase[-1].title + title if self.phase and follows and title else ""

    def _kept(self, target: Target) -> Target:
        if self.phase and self.phase[-1].due != target.due:
            self.phase = []
        self.phase.append(target)
        return target

    def _missed(self, first: int, last: int) -> Missed:
        plain = self.text.plain
        left, right = left_of(plain, self.start, first), right_of(plain, last, self.end)
        return Missed(self.text.line(first), self.text.printed[left:right].strip())


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
        self.reach = max(place, self.reach)
        return self.day


def _is_trap(plain: str, match: "re.Match[str]", left: int, right: int) -> bool:
    """“1—5—20ms”, 补助不超过1000万元, 未达到90%的, a date's own digits: no goals."""
    before, compared = plain[match.start() - 1 : match.start()], match["before"] or match["by"]
    traps = tuple("未不" if compared else "—-－“第年.未不每")
    if not match["after"] and before in ("由", "从", "的") and _RISES.match(plain, match.end()):
        return True
    if before in traps or _SUBSIDY.search(plain[left:right]):
        return True
    in_date = any(first <= match.start("low") < last for first, last in phrases(plain, left, right))
    return in_date or bool(not (compared or match["after"]) and _LIMITS.match(plain, match.end()))
