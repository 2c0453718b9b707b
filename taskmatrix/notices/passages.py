"""Where the clauses of a notice stand: in brackets, on lines of their own, as last sentences."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from taskmatrix.notices import lexer, tokens, units
from taskmatrix.notices.clauses import Clause, read_clause
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.repeated import Repeats
from taskmatrix.notices.sentences import said, sentences
from taskmatrix.notices.structure import FLAT
from taskmatrix.notices.text import Text
from taskmatrix.notices.tokens import HINT
from taskmatrix.notices.unlabelled import Lists
from taskmatrix.notices.words import DEADLINE, LEAD, OPENING, PERSON

_LABEL_INSIDE = re.compile(
    r"(?<=[。；！？）】〕”\n ，、—/：*>])(?=[^。；：，、（）]{0,10}"
    r"(?:单位|部门|牵头|责任|配合|主体|机构)（?[^。；：，、]{0,6}）?：)"
    rf"|{tokens.ROLE}{{1,4}}{tokens.BODY}(?:：|[为是](?=[省市县区州国各]))"
)
_BACK = re.compile(
    r"(?:以上|上述|前述|上列)(?:各|所有|全部)?[^，。；]{0,4}?(?:任务|措施|事项|[各\d、至几多]项|均|都)"
)
"""以上均由各市政府落实: which tasks it speaks of is not certain."""
_ITEM = re.compile(
    r"（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）|[一二三四五六七八九十]{1,3}、"
    r"|(?<!\d)\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,3}[条章节]"
)
_GLUED = re.compile("(?:牵头|责任|配合|主办|承办|负责)(?:单位|部门|领导)：")
"""What a label looks like that nothing parts from the text before it."""
_LIKE = re.compile(
    r"(?:单位|部门|牵头|责任|配合)：|(?:负责|牵头|配合|分工落实)(?=[，；。）〕\]】]|$)"
)

MOST = 20
"""Labels of a paragraph between which items are looked for."""


class Passages:
    """The clauses of a text in order, and the passages that look like one and were not read."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.clauses: list[Clause] = []
        self.unread: list[tuple[int, int, str]] = []
        self._blankets: list[Clause] = []
        self.rules: list[tuple[int, int]] = []
        self._brackets()
        self._unclosed()
        self._outside()
        lists = Lists(text, self.clauses)
        self.clauses += lists.clauses
        self.unread += lists.unread
        self.clauses = list(_without_echoes(text, _without_overlap(self.clauses)))
        again = Repeats(text, self.clauses)
        self.clauses = sorted([*self.clauses, *again.clauses], key=lambda each: each.start)
        self.unread += again.unread
        self.starts = [clause.start for clause in self.clauses]
        self.unread = [each for each in self.unread if not self._is_inside(*each[:2])]
        if any(clause.states_rule for clause in self.clauses):
            for clause in self.clauses:
                clause.lead_first()

    def between(self, start: int, end: int) -> list[Clause]:
        """Return the clauses that begin between two places."""
        return self.clauses[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _is_inside(self, start: int, end: int) -> bool:
        """Whether a passage is part of a clause: （牵头） in 责任单位：甲（牵头）、乙."""
        place = bisect_left(self.starts, start + 1) - 1
        return place >= 0 and end <= self.clauses[place].end

    def _brackets(self) -> None:
        """（责任单位：甲、乙）, and every other bracket that reads as a clause."""
        plain = self.text.plain
        for first, last in self.text.brackets.items():
            if _BACK.match(plain, first + 1, last):
                self.unread.append((first, last + 1, "general"))
            elif HINT.search(plain, first, last):
                clause = read_clause(self.text, first + 1, last, vouched=True)
                if clause and (clause.any_names or clause.blanket):
                    self._keep(clause, first, min(last + 1, len(plain)))
                elif not clause and _LIKE.search(plain, first, last + 1):
                    self.unread.append((first, last + 1, "no-units"))

    def _unclosed(self) -> None:
        """（责任单位：甲、乙 with no bracket behind it: the paragraph ends it, or the next one."""
        labelled = sorted(
            (first, end)
            for first, end in self.text.unclosed.items()
            if tokens.label_in(self.text.plain, first + 1, end)
        )
        for (first, last), (following, _) in pairwise([*labelled, (len(self.text.plain), 0)]):
            end = min(last, following)
            clause = read_clause(self.text, first + 1, end, vouched=True)
            if clause and clause.any_names:
                clause.inferred.append("unclosed")
                self._keep(clause, first, end)

    def _outside(self) -> None:
        """Labels without brackets, on lines of their own or at a paragraph's end."""
        previous: Clause | None = None
        for start, end in self.text.paragraphs():
            if not HINT.search(self.text.plain, start, end):
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
        for whole, *parts in filter(None, sentences(plain, first, end)):
            ruled = bool(parts) and lexer.states_rule(plain, *whole)
            if ruled or not self._says(whole):
                for part in parts:
                    self._says(part)

    def _says(self, found: units.Piece) -> bool:
        if _BACK.match(self.text.plain, *found):
            return True
        if lexer.states_rule(self.text.plain, *found):
            self.rules.append(found)
            return True
        if self._is_blanket(*found) or self.text.plain.endswith("解释", *found):
            return True  # 本措施由市商务局负责解释
        if clause := said(self.text, found):
            clause.inferred.append("sentence")
            self._keep(clause, *found)
        return clause is not None

    def _is_blanket(self, start: int, end: int) -> bool:
        """以下任务均需各市人民政府落实。 as a sentence of its own: it belongs to no task."""
        told = lexer.BLANKET_SENTENCE.match(self.text.plain, start, end)
        clause = read_clause(self.text, told.end("head"), end, vouched=True) if told else None
        if clause is None or not clause.blanket or not all(map(units.is_group, clause.blanket)):
            return False
        self._blankets.append(clause)
        return True

    @property
    def general(self) -> list[tuple[int, int]]:
        """Where sentences stand that say something of all tasks."""
        return [*self.rules, *((clause.start, clause.end) for clause in self._blankets)]

    @property
    def rule_line(self) -> int:
        """The line that states the rule for leads, 0 where none does."""
        places = [clause.start for clause in self.clauses if clause.states_rule]
        places += [start for start, _ in self.rules]
        return self.text.line(min(places)) if places else 0

    @property
    def blanket(self) -> Clause | None:
        """The first clause or sentence that names units for all tasks."""
        return min(self.blankets, key=lambda clause: clause.start, default=None)

    @property
    def blankets(self) -> list[Clause]:
        """The clauses and sentences that name units for all tasks."""
        return [*(clause for clause in self.clauses if clause.blanket), *self._blankets]

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
