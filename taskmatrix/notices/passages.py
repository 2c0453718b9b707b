"""Where the clauses of a notice stand: in brackets, on lines of their own, as last sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from taskmatrix.notices import lexer, tokens, units
from taskmatrix.notices.clauses import Clause, read_clause
from taskmatrix.notices.deadlines import is_time
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.structure import FLAT
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import DEADLINE, LEAD, OPENING, PERSON, RESPONSIBLE

_HINT = re.compile(
    r"单位：|部门：|主体：|[级县面]：|牵头|负责|配合|协办|主办|责任|分工|会同|组织实施|均[需由]|时限：|时间：|期限：|时序进度|领导："
)
_ACTS = re.compile(
    "(?:落实|实施|推进|参与|参加|承办|承担|指导|督促|督导|抓总|支持|完成)(?=[，；。）〕】\\]])"
)
"""（财政部、税务总局指导）: how a bracket ends that says who acts."""
_LABEL_INSIDE = re.compile(
    r"(?<=[。；！？）】〕”\n ])(?=[^。；：，、（）]{0,10}"
    r"(?:单位|部门|牵头|责任|配合|主体|机构)（?[^。；：，、]{0,6}）?：)"
)
_BY_END = re.compile(
    rf"{lexer.THIS}由[^。；（）]{{4,200}}"
    r"(?:负责|牵头|落实|配合|参与|参加|协助|协同|实施|推进)[^。；，、（）]{0,6}"
    r"(?:，[^，。；（）]{0,12}(?:月|年|季度)[^，。；（）]{1,8})?"
)
_ACTING = re.compile(
    r"(?:省|市|县|区|州|国家|各|自治区)[^：，。；由]{2,100}负责(?:落实|实施)?|[^：]{2,200}(?:牵头|分工负责|分别负责|共同负责|按照?(?:各自)?(?:职责|职能|分工)[^，。；（）：]{1,10}|配合|牵头[^：]{2,190}(?:参与|参加|协助|协同|负责|落实))"
    r"(?:落实|，[^，：]{0,12}\d月?[^，：]{1,12})?"
)
_ITEM = re.compile(
    r"（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）|[一二三四五六七八九十]{1,3}、"
    r"|(?<!\d)\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,3}[条章节]"
)
_GLUED = re.compile("(?:牵头|责任|配合|主办|承办|负责)(?:单位|部门|领导)：")
"""What a label looks like that nothing parts from the text before it."""
_LIKE = re.compile(
    r"(?:单位|部门|牵头|责任|配合)：|(?:负责|牵头|配合|分工落实)(?=[，；。）〕\]】]|$)"
)

_UNKNOWN_ACT = re.compile("[\u4e00-\u9fff]{2,4}$")
LONGEST_TAIL = 4
FEWEST_ACTS = 3
LONGEST_SENTENCE = 240
MOST = 20
"""Labels of a paragraph between which items are looked for."""

FEWEST_BARE = 2
"""Brackets at paragraphs' ends that a notice must have before bare ones are taken for clauses."""


class Passages:
    """The clauses of a text in order, and the passages that look like one and were not read."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.clauses: list[Clause] = []
        self.unread: list[tuple[int, int, str]] = []
        self._blankets: list[Clause] = []
        self._brackets()
        self._unclosed()
        self._outside()
        self._unknown_acts()
        self._bare()
        self.clauses = list(_without_echoes(text, _without_overlap(self.clauses)))
        self.starts = [clause.start for clause in self.clauses]

    def between(self, start: int, end: int) -> list[Clause]:
        """Return the clauses that begin between two places."""
        return self.clauses[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _brackets(self) -> None:
        """（责任单位：甲、乙）, and every other bracket that reads as a clause."""
        plain = self.text.plain
        for first, last in self.text.brackets.items():
            if _HINT.search(plain, first, last) or _ACTS.search(plain, first, last + 1):
                clause = read_clause(self.text, first + 1, last, vouched=True)
                if clause and (clause.any_names or clause.blanket):
                    self._keep(clause, first, min(last + 1, len(plain)))
                elif not clause and _LIKE.search(plain, first, last + 1):
                    self.unread.append((first, last + 1, "no-units"))

    def _unclosed(self) -> None:
        """（责任单位：甲、乙 with no bracket behind it: the paragraph's end closes it."""
        for first, end in self.text.unclosed.items():
            if tokens.label_in(self.text.plain, first + 1, end):
                clause = read_clause(self.text, first + 1, end, vouched=True)
                if clause and clause.any_names:
                    clause.inferred.append("unclosed")
                    self._keep(clause, first, end)

    def _bare(self) -> None:
        """（省教育厅、省财政厅） at the end of paragraphs, in a notice that puts clauses there."""
        found = []
        for first, last in self.text.brackets.items():
            if not self._ends_paragraph(last):
                continue
            opened = units.open_end(self.text.plain, first + 1, last)
            whole = opened is None or opened.end == last
            names = self._listed(first + 1, opened.start if opened else last) if whole else []
            if names:
                found.append(self._bare_clause(first, last, names))
                found[-1].open_ended = opened is not None
        if len(found) + sum(self._closing(clause) for clause in self.clauses) >= FEWEST_BARE:
            self.clauses += found
        else:
            self.unread += [(each.start, each.end, "no-role") for each in found]

    def _unknown_acts(self) -> None:
        """（财政部统揽）: what ends three brackets behind names of bodies is what they do."""
        plain = self.text.plain
        read = {clause.start for clause in self.clauses}
        found: dict[str, list[Clause]] = {}
        for first, last in self.text.brackets.items():
            if first in read or not (plain[first - 1] in "。；" or self._ends_paragraph(last)):
                continue
            act = _UNKNOWN_ACT.search(plain, max(first + 1, last - LONGEST_TAIL), last)
            if not act or self._listed(first + 1, last):
                continue
            for tail in range(act.start(), last - 1):
                if names := self._listed(first + 1, tail):
                    clause = self._bare_clause(first, last, names)
                    clause.open_ended = plain[tail] == "等"
                    found.setdefault(plain[tail:last].removeprefix("等"), []).append(clause)
                    break
        for clauses in found.values():
            self.clauses += clauses if len(clauses) >= FEWEST_ACTS else []

    def _closing(self, clause: Clause) -> bool:
        bracketed = self.text.plain[clause.start] in OPENING
        return bracketed and self._ends_paragraph(clause.end - 1)

    def _listed(self, start: int, end: int) -> list[str]:
        """Return the names in a bracket that holds nothing else."""
        plain = self.text.plain
        if end - start > 200 or _HINT.search(plain, start, end):
            return []
        pieces = [
            piece
            for piece in units.split_list(plain, start, end)
            if not is_time(plain, piece.start, piece.end)
        ]
        names = [plain[piece.start : piece.end] for piece in pieces]
        whole = all(units.is_unit(name) for name in names) and any(
            units.ends_a_unit(name) and not units.is_group(name) and name[-1] not in "市县区州"
            for name in names
        )
        return [self.text.printed[p.start : p.end] for p in pieces] if whole else []

    def _ends_paragraph(self, last: int) -> bool:
        """Whether nothing stands behind a bracket, or the next item in a text without breaks."""
        plain, place = self.text.plain, last + 1
        while plain[place : place + 1] in ("。", "；", " "):
            place += 1
        return plain[place : place + 1] in ("", "\n") or label_at(plain, place) is not None

    def _bare_clause(self, first: int, last: int, names: list[str]) -> Clause:
        printed = self.text.printed[first : last + 1]
        clause = Clause(first, last + 1, printed, self.text.line(first))
        clause.roles[RESPONSIBLE] = names
        clause.inferred.append("no-role")
        return clause

    def _outside(self) -> None:
        """Labels without brackets, on lines of their own or at a paragraph's end."""
        previous: Clause | None = None
        for start, end in self.text.paragraphs():
            if not _HINT.search(self.text.plain, start, end):
                previous = None if start < end else previous
                continue
            spans = list(self._label_spans(start, end))
            if not spans:
                previous = None
                self._sentence(start, end)
                continue
            *more, (first, end) = spans
            for span in more:
                if clause := self._labelled(*span):
                    self._keep(clause, *span)
            label = tokens.label_in(self.text.plain, first, end)
            joined = previous if first == start else None
            clause = self._labelled(joined.start if joined else first, end)
            bracketed = joined and self.text.plain[joined.start] in OPENING
            if clause and joined and not bracketed and _goes_with(joined, label):
                self.clauses.pop()
                self._keep(clause, joined.start, end)
            else:
                clause = self._labelled(first, end)
                if clause:
                    self._keep(clause, first, end)
            previous = clause

    def _labelled(self, start: int, end: int) -> Clause | None:
        clause = read_clause(self.text, start, end, vouched=True)
        return clause if clause and clause.any_names else None

    def _label_spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield from each first label outside of brackets to the paragraph's end.

        Where a paragraph has lost its breaks, the next item ends a clause, another may follow.
        """
        plain = self.text.plain
        places = [found.start() for found in _LABEL_INSIDE.finditer(plain, start, end)]
        if tokens.label_in(plain, start, end):
            places.insert(0, start)
        glued = sorted({*places, *(found.start() for found in _GLUED.finditer(plain, start, end))})
        if end - start > FLAT or self._have_items_between(glued):
            places = glued
        places = [each for each in places if not self._in_bracket(each)]
        flat = end - start > FLAT or self._have_items_between(places)
        reach = start
        for place in places:
            if place >= reach and tokens.label_in(plain, place, end):
                reach = self._next_item(place, end) if flat else end
                yield place, reach

    def _have_items_between(self, places: list[int]) -> bool:
        return any(self._next_item(place, end) < end for place, end in pairwise(places[:MOST]))

    def _next_item(self, start: int, end: int) -> int:
        found = (each.start() for each in _ITEM.finditer(self.text.plain, start, end))
        return next((place for place in found if not self._in_bracket(place)), end)

    def _in_bracket(self, place: int) -> bool:
        brackets = self.text.brackets
        opens = self._opens
        index = bisect_left(opens, place + 1) - 1
        return index >= 0 and opens[index] < place <= brackets[opens[index]]

    @property
    def _opens(self) -> list[int]:
        if not hasattr(self, "_opening"):
            self._opening = list(self.text.brackets)
        return self._opening

    def _sentence(self, start: int, end: int) -> None:
        """由甲会同乙负责落实。 as a sentence of its own."""
        plain = self.text.plain
        first = label.end if (label := label_at(plain, start)) else start
        for sentence in units.parted(plain, first, end, "。；！？"):
            found = units.trim(plain, sentence)
            if not found or found.end - found.start > LONGEST_SENTENCE:
                continue
            if self._is_blanket(*found) or plain[found.start : found.end].endswith("解释"):
                continue  # 本措施由市商务局负责解释
            if not (_BY_END.fullmatch(plain, *found) or _ACTING.fullmatch(plain, *found)):
                continue
            if clause := read_clause(self.text, *found, vouched=False):
                clause.inferred.append("sentence")
                self._keep(clause, *found)

    def _is_blanket(self, start: int, end: int) -> bool:
        """以下任务均需各市人民政府落实。 as a sentence of its own: it belongs to no task."""
        told = lexer.BLANKET_SENTENCE.match(self.text.plain, start, end)
        clause = read_clause(self.text, told.end("head"), end, vouched=True) if told else None
        if clause is None or not clause.blanket or not all(map(units.is_group, clause.blanket)):
            return False
        self._blankets.append(clause)
        return True

    @property
    def blanket(self) -> Clause | None:
        """The first clause or sentence that names units for all tasks."""
        found = [*(clause for clause in self.clauses if clause.blanket), *self._blankets]
        return min(found, key=lambda clause: clause.start, default=None)

    def _keep(self, clause: Clause, start: int, end: int) -> None:
        clause.start, clause.end = start, end
        clause.printed = self.text.printed[start:end].strip()
        clause.line = self.text.line(start)
        self.clauses.append(clause)


def _goes_with(before: Clause, label: tokens.Token | None) -> bool:
    """Whether a line goes on with the clause of the line before: 配合单位 under 牵头单位."""
    if label is None:
        return False
    if label.role in (DEADLINE, PERSON):
        return True
    return not (label.role == LEAD and before.names(LEAD))


def _without_overlap(clauses: list[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    for clause in sorted(clauses, key=lambda each: (each.start, -each.end)):
        if not kept or clause.start >= kept[-1].end:
            kept.append(clause)
    return kept


def _without_echoes(text: Text, clauses: list[Clause]) -> Iterator[Clause]:
    """Leave out a sentence that says what the clause behind it in its paragraph says too."""
    for clause, after in pairwise([*clauses, None]):
        if clause and after and "sentence" in clause.inferred:
            between = text.printed[clause.end : after.start]
            told = {name for names in after.roles.values() for name in names}
            if "\n" not in between and told.issuperset(chain(*clause.roles.values())):
                continue
        if clause:
            yield clause
