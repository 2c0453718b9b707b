"""Lists of units that no known word gives a role: bare brackets, unknown acts and labels, duties.

One alone may be anything and is told; what a notice does again and again is its way of saying
who answers.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from taskmatrix.notices import tokens, units
from taskmatrix.notices.clauses import BY_UNIT, Clause
from taskmatrix.notices.deadlines import is_time
from taskmatrix.notices.duties import Duty, duties
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import LEAD, OPENING, RESPONSIBLE, SUPPORT

HINT = re.compile(
    r"单位：|部门：|主体：|[级县面]：|牵头|负责|配合|协办|主办|责任|分工|会同|组织实施|均[需由]|时限：|时间：|期限：|时序进度|领导："
)
_ACT = re.compile("[\u4e00-\u9fff]{2,4}$")
_LABEL = re.compile(r"(?P<what>[\u4e00-\u9fff（）]{2,10})：\s*")
_ADDRESSED = re.compile(
    "抄送|主送|分送|报送|印送|发送|来源|发布|发文|印发|附件|申报|联系|电话|地址"
)
_SURELY = re.compile("(?:[厅局委办部署室处科队府]|公司|集团|中心|单位|部门)(?:（[^（）]*）)?$")
"""How names end that need no known word beside them; 平台 and 企业 do."""
_DATED = re.compile(r"\d+[年月日]")
LONGEST_TAIL = 4
FEWEST = 3
"""Times that a notice must use an unknown act or label."""

FEWEST_BARE = 2
"""Brackets at paragraphs' ends that a notice must have before bare ones are taken for clauses."""

LONGEST = 200
LONGEST_HEADING = 60


class Lists:
    """What the clauses of a notice leave over: `clauses` are read, `unread` is told."""

    def __init__(self, text: Text, known: list[Clause]) -> None:
        self.text = text
        self.known = sorted(known, key=lambda clause: clause.start)
        self.starts = [clause.start for clause in self.known]
        self.clauses: list[Clause] = []
        self.unread: list[tuple[int, int, str]] = []
        self._acts()
        self._bare()
        self._labels()
        self._duties()

    def _bare(self) -> None:
        """（省教育厅、省财政厅） at the end of paragraphs, in a notice that puts clauses there."""
        found = []
        read = set(self.starts)
        for first, last in self.text.brackets.items():
            if first in read or not (self._ends_paragraph(last) or self._ends_heading(first, last)):
                continue
            opened = units.open_end(self.text.plain, first + 1, last)
            whole = opened is None or opened.end == last
            names = self._listed(first + 1, opened.start if opened else last) if whole else []
            if names:
                found.append(self._clause(first, last + 1, names))
                found[-1].open_ended = opened is not None
        closing = sum(self._closes(clause) for clause in (*self.known, *self.clauses))
        self._take(found, len(found) + closing >= FEWEST_BARE)

    def _acts(self) -> None:
        """（财政部统揽，教育部参详）: what ends three brackets behind bodies is what they do."""
        plain = self.text.plain
        read = set(self.starts)
        found: dict[str, list[Clause]] = {}
        for first, last in self.text.brackets.items():
            if first in read or not (plain[first - 1] in "。；" or self._ends_paragraph(last)):
                continue
            if last - first > LONGEST or self._listed(first + 1, last):
                continue
            piece, *others = units.parted(plain, first + 1, last, "，")
            if acting := self._acting(*piece):
                clause = self._clause(first, last + 1, acting[0])
                clause.open_ended = acting[1].startswith("等")
                beside = [names for other in others if (names := self._acting(*other))]
                if beside:
                    clause.roles[LEAD] = clause.roles.pop(RESPONSIBLE)
                    clause.roles[SUPPORT] = [name for names, _ in beside for name in names]
                found.setdefault(acting[1].removeprefix("等"), []).append(clause)
        for clauses in found.values():
            self._take(clauses, len(clauses) >= FEWEST)

    def _acting(self, start: int, end: int) -> tuple[list[str], str] | None:
        """Return the bodies at the head of a piece and what is said of them: 统揽, 起草."""
        act = _ACT.search(self.text.plain, max(start, end - LONGEST_TAIL), end)
        for tail in range(end - 2, act.start() - 1, -1) if act else ():
            if names := self._listed(start, tail):
                return names, self.text.plain[tail:end]
        return None

    def _labels(self) -> None:
        """对口科室：甲、乙 on lines of their own: what stands three times before bodies."""
        found: dict[str, list[Clause]] = {}
        for start, end in self.text.paragraphs():
            label = _LABEL.match(self.text.plain, start, end)
            if not label or tokens.label_in(self.text.plain, start, end):
                continue
            if self._is_read(start, end) or _ADDRESSED.search(label["what"]):
                continue
            stop = end - (self.text.plain[end - 1] in "。；")
            opened = units.open_end(self.text.plain, label.end(), stop)
            names = self._listed(label.end(), opened.start if opened else stop)
            if names and all(_SURELY.search(name) or units.is_group(name) for name in names):
                clause = self._clause(start, end, names)
                clause.open_ended = opened is not None
                clause.inferred = ["label"]
                found.setdefault(label["what"], []).append(clause)
        for clauses in found.values():
            known = len(clauses) >= FEWEST
            self._take([each for each in clauses if not (known and self._joins(each))], known)

    def _joins(self, clause: Clause) -> bool:
        """Whether a line goes on with the clause of the line before: who is beside its lead."""
        at = bisect_left(self.starts, clause.start) - 1
        before = self.known[at] if at >= 0 else None
        if before is None or before.end + 1 != clause.start or before.roles.get(RESPONSIBLE):
            return False
        listed = before.roles.setdefault(SUPPORT if before.names(LEAD) else LEAD, [])
        listed += [name for name in clause.names(RESPONSIBLE) if name not in listed]
        before.open_ended |= clause.open_ended
        before.inferred.append("label")
        return True

    def _duties(self) -> None:
        """市公安局：负责…: tasks where the notice has few clauses beside such a list."""
        found = list(duties(self.text))
        if len(found) > len(self.known) + len(self.clauses):
            self.clauses += map(self._duty, found)
        else:
            ends = (self._sentence_end(duty.end) for duty in found)
            self.unread += [
                (each.start, end, BY_UNIT) for each, end in zip(found, ends, strict=True)
            ]

    def _duty(self, duty: Duty) -> Clause:
        names = [self.text.printed[name.start : name.end] for name in duty.names]
        clause = self._clause(duty.start, duty.end, names)
        clause.inferred = [BY_UNIT]
        return clause

    def _sentence_end(self, start: int) -> int:
        found = re.compile("[。；\n]").search(self.text.plain, start)
        return found.start() if found else len(self.text.plain)

    def _take(self, found: list[Clause], is_known: bool) -> None:
        if is_known:
            self.clauses += found
        else:
            self.unread += [(each.start, each.end, each.inferred[0]) for each in found]

    def _is_read(self, start: int, end: int) -> bool:
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.known[at].end > start

    def _closes(self, clause: Clause) -> bool:
        bracketed = self.text.plain[clause.start] in OPENING
        return bracketed and self._ends_paragraph(clause.end - 1)

    def _listed(self, start: int, end: int) -> list[str]:
        """Return the names in a stretch that holds nothing else."""
        plain = self.text.plain
        if end - start > LONGEST or HINT.search(plain, start, end):
            return []
        pieces = list(self._pieces(start, end))
        names = [plain[piece.start : piece.end] for piece in pieces]
        dated = any(_DATED.match(name) for name in names)  # 7月提请省人大常委会
        whole = (
            not dated
            and all(units.is_unit(name) for name in names)
            and any(
                units.ends_a_unit(name) and not units.is_group(name) and name[-1] not in "市县区州"
                for name in names
            )
        )
        return [self.text.printed[p.start : p.end] for p in pieces] if whole else []

    def _pieces(self, start: int, end: int) -> Iterator[units.Piece]:
        for piece in units.split_list(self.text.plain, start, end):
            if not is_time(self.text.plain, piece.start, piece.end):
                yield piece

    def _ends_paragraph(self, last: int) -> bool:
        """Whether nothing stands behind a bracket, or the next item in a text without breaks."""
        plain, place = self.text.plain, last + 1
        while plain[place : place + 1] in ("。", "；", " "):
            place += 1
        behind = self.text.brackets.get(place)
        if behind and is_time(plain, place + 1, behind):
            place = behind + 1  # （省教育厅）（2026年6月底前）
        return plain[place : place + 1] in ("", "\n") or label_at(plain, place) is not None

    def _ends_heading(self, first: int, last: int) -> bool:
        """（一）修路（市交通局、市财政局）。抓好落实。"""
        plain = self.text.plain
        start = plain.rfind("\n", max(0, first - LONGEST_HEADING), first) + 1
        label = label_at(plain, start) if start else None
        head = plain[label.end : first] if label else ""
        return (
            bool(head) and not set(head) & set("。；：！？") and plain[last + 1 : last + 2] == "。"
        )

    def _clause(self, start: int, end: int, names: list[str]) -> Clause:
        clause = Clause(start, end, self.text.printed[start:end], self.text.line(start))
        clause.roles[RESPONSIBLE] = names
        clause.inferred.append("no-role")
        return clause
