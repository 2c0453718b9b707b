"""A notice as a tree of items: sections, numbered tasks at any depth, unnumbered ones under them.

An item's own text runs from its label to the next item's. A level is a style of label: a style
that is open already goes on at its level, a new one goes one deeper.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from taskmatrix.notices.clauses import Clause
from taskmatrix.notices.labels import DECIMAL_STYLES, NAMED, RANKS, Label, label_at
from taskmatrix.notices.text import Text

FLAT = 1000
"""Characters; a longer paragraph has lost its line breaks and may hold labels inside."""

_INSIDE = re.compile(
    r"(?<=[。；：！？）〕】］\]”》 ])\s{0,8}(?=[一二三四五六七八九十第（0-9①-⒛㈠-㈩])"
)
_AFTER_HEADING = re.compile(
    r"(?<![\d（第])(?=（[一二三四五六七八九十]{1,3}）"
    r"|\d{1,3}[.、](?!\d)|（\d{1,2}）"
    r"|第[一二三四五六七八九十]{1,3}[条节])"
)
_HEADING = re.compile(
    r"(?:(?:[。）：；\n]|^)\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,3}[.、]"
    r"|第[一二三四五六七八九十]{1,3}(?:[章节编篇]|部分))|（[一二三四五六七八九十]{1,3}）)"
    r"[^。（）；：！？]{2,70}$"
)
_IN_BRACKETS = re.compile("（[一二三四五六七八九十]{1,3}）(?![款项条章])")
_AFTER_TITLE = re.compile(
    r"(?<![\d第（〔一二三四五六七八九十])"
    r"(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}(?:[章节条编篇]|部分))"
)
"""某市任务清单一、经济改革1.深化: a title that nothing parts from the first items."""
_LEAD_IN = re.compile(
    r"(?<![\u4e00-\u9fff])(?:具体|主要|重点|工作|改革|政策|推进|落实)"
    r"(?:措施|任务|举措|内容|要求|分工)(?:和分工|及分工)?："
)
_DECIMAL = re.compile(r"(?m)^ ?\d{1,2}[.．]\d{1,2}[ \u4e00-\u9fff]")
_PLAIN_HEAD = re.compile(r"(\d{1,2}) *(?=[\u4e00-\u9fff、“”]{2,24}(?:\n|$))")
_ANNEX = re.compile(r" *附 *[件录表] *[\d一二三四五六七八九十]{0,3} *[：]? *")
_TITLE_END = re.compile(r"[。；！？\n]")
_CIRCUMSTANCE = re.compile("在|对|以|结合|依托|围绕|按照|根据|除|针对|聚焦|年底前|到?20|[1-9]|着眼")
_MAY_BE_FIRST = ("chinese", "bracketed", "article")
_BLANK = "(?<![A-Za-z0-9]) (?![A-Za-z0-9])"
"""A blank that may part a heading from its text: none beside Latin letters, 推动 C919."""

SHORT_TITLE = 40
MOST_MISSED = 3
"""Numbers on to which an item may count where the ones between were not found."""

LONGEST_HEADING = 80


@dataclass(eq=False)
class Item:
    """A section or a task: where its label, its text and the next item begin."""

    label: Label
    start: int
    end: int
    printed: str
    parent: "Item | None" = None
    children: list["Item"] = field(default_factory=list)

    @property
    def body(self) -> int:
        """Where the text behind the label begins."""
        return self.label.end

    @property
    def ordinal(self) -> str:
        """What the label counts, in Arabic digits."""
        return ".".join(map(str, self.label.number))

    def below(self) -> Iterator["Item"]:
        """Yield the item and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.below()

    def above(self) -> list["Item"]:
        """Return the items above, the section first."""
        return [*self.parent.above(), self.parent] if self.parent else []


def items_of(text: Text, clauses: Callable[[int, int], list[Clause]]) -> list[Item]:
    """Return the sections of a notice; `clauses` gives those that begin between two places."""
    roots: list[Item] = []
    chain: list[Item] = []
    last: Item | None = None
    annexes = _annexes(text)
    for label, start in _labels(text, clauses):
        annex = bisect_left(annexes, start)
        begun = annexes[annex - 1] if annex else 0
        if last:
            last.end = begun if begun > last.start else start
            if begun > last.start:
                chain.clear()
        printed = text.printed[start : label.end].strip()
        item = Item(label, start, len(text.printed), printed)
        _descend(chain, label)
        item.parent = chain[-1] if chain else None
        (chain[-1].children if chain else roots).append(item)
        chain.append(item)
        last = item
    return roots


def _annexes(text: Text) -> list[int]:
    """Return where annexes begin: their items lie below none of those before."""
    return [
        start for start, end in text.paragraphs() if _ANNEX.fullmatch(text.plain[start:end][:12])
    ]


def _descend(chain: list[Item], label: Label) -> None:
    """Close the items that cannot hold one with this label."""
    styles = [item.label.style for item in chain]
    if label.style in styles:
        del chain[styles.index(label.style) :]
    else:
        while chain and chain[-1].label.style != NAMED and _rank(chain[-1].label) > _rank(label):
            chain.pop()
    while len(label.number) > 1 and chain and chain[-1].label.style in DECIMAL_STYLES:
        if chain[-1].label.leads_to(label):
            break
        chain.pop()  # 2.1 behind 1.


def _plain_head(plain: str, place: int) -> Label | None:
    """Return 2 重点任务 on a line of its own as a label, in a notice that counts 2.1, 2.2."""
    found = _PLAIN_HEAD.match(plain, place)
    return Label("number", (int(found.group(1)),), found.end()) if found else None


def _rank(label: Label) -> int:
    return RANKS.get(label.style, len(RANKS))


def _labels(text: Text, clauses: Callable[[int, int], list[Clause]]) -> Iterator[tuple[Label, int]]:
    """Yield labels where paragraphs begin, and inside those that have lost their breaks."""
    counted: dict[str, int] = {}
    begun = 0
    every = clauses(0, len(text.printed))
    decimal = _DECIMAL.search(text.plain) is not None
    flat = 3 * sum(_is_item(text, clause.end) for clause in every) > len(every)
    for start, end in text.paragraphs():
        inside = flat or end - start > FLAT or len(clauses(start, end)) > 1
        inside = inside or any(_is_item(text, clause.end) for clause in clauses(start, end))
        places = sorted(_places(text, start, end, clauses(start, end))) if inside else [start]
        ends = {_behind(text.plain, clause.end) for clause in clauses(start, end)}
        for place in places:
            label = _lead_in(text, place)
            label = label if label and clauses(begun, place) else None
            label = label or label_at(text.plain, place) or _duty(clauses(place, place + 1))
            label = label or (_plain_head(text.plain, place) if decimal else None)
            behind = place in ends
            if label and label.end <= end and (place == start or _in_turn(label, counted, behind)):
                yield label, place
                begun = place
                if label.number:
                    counted[label.style] = label.number[-1]


def _is_item(text: Text, place: int) -> bool:
    """Whether an item begins right behind a clause, in the same paragraph."""
    place = _behind(text.plain, place)
    return bool(_LEAD_IN.match(text.plain, place)) or label_at(text.plain, place) is not None


def _behind(plain: str, place: int) -> int:
    """Return where the text goes on behind the signs that end a clause."""
    while plain[place : place + 1] in (" ", "。", "；"):
        place += 1
    return place


def _places(text: Text, start: int, end: int, clauses: list[Clause]) -> set[int]:
    """Return where an item may begin inside a paragraph."""
    plain = text.plain
    ends = [_behind(plain, clause.end) for clause in clauses if clause.end < end]
    places = {start, *ends, *(each.start for each in clauses if each.heads_a_duty)} | {
        found.end() for found in _INSIDE.finditer(plain, start, end)
    }
    places |= {found.start() for found in _LEAD_IN.finditer(plain, start, end)}
    places |= {found.start() for found in _IN_BRACKETS.finditer(plain, start, end)}
    if clauses and label_at(plain, start) is None:
        first_item = _behind_title(plain, start, clauses[0].start)
        places |= set(first_item)
        ends = [*first_item, *ends]
    for found in _AFTER_HEADING.finditer(plain, start, end):
        first = max(start - 1, found.start() - LONGEST_HEADING, 0)
        behind = ends[bisect_left(ends, found.start() + 1) - 1] if ends else 0
        heading = plain[behind : found.start()] if first <= behind < found.start() else ""
        if _HEADING.search(heading) or _HEADING.search(plain, first, found.start()):
            places.add(found.start())
    return places


def _behind_title(plain: str, start: int, end: int) -> list[int]:
    """Return where the first item begins that nothing parts from a title: …清单一、经济改革."""
    found = [each.start() for each in _AFTER_TITLE.finditer(plain, start, end)]
    labels = [(place, label_at(plain, place)) for place in found]
    first = [
        place
        for place, label in labels
        if label and (label.number == (1,) or label.style in ("chinese", "chapter"))
    ]
    return (first or found)[:1]


def _in_turn(label: Label, counted: dict[str, int], behind: bool) -> bool:
    """Whether a label inside a paragraph goes on with the count, or begins one.

    Right behind a clause (六、 after 五、 that an excerpt leaves out) it may count on from any.
    """
    last = label.number[-1] if label.number else 1
    first = label.style in _MAY_BE_FIRST and label.style not in counted  # 三、 of an excerpt
    before = counted.get(label.style, 0)
    most = last if behind or label.style == "article" else MOST_MISSED
    return first or last == 1 or 0 < last - before <= (most if before else 1)


def _lead_in(text: Text, place: int) -> Label | None:
    """Return 具体措施： behind a clause as a label where no numbered item follows it."""
    found = _LEAD_IN.match(text.plain, place)
    if not found:
        return None
    behind = found.end()
    while text.plain[behind : behind + 1].isspace():
        behind += 1
    return None if label_at(text.plain, behind) else Label("lead-in", (), found.end())


def _duty(clauses: list[Clause]) -> Label | None:
    """Return 市公安局： at the head of a duty as its label."""
    heads = [clause for clause in clauses if clause.heads_a_duty]
    return Label("duty", (), heads[0].end) if heads else None


def heading(text: Text, start: int, end: int, clause: int) -> str:
    """Return the sentence that heads a text, without the clause that may follow it."""
    stop = min(end, clause)
    while start < stop and text.printed[start] in " \n　—●•◆★■□":
        start += 1
    found = _TITLE_END.search(text.plain, start, stop)
    return text.printed[start : found.start() if found else stop].strip()


def short_title(sentence: str) -> str:
    """Return a title from the sentence that heads an item: its first phrases, when it is long."""
    for sign in ("：", ":", "　", _BLANK):
        head = re.split(sign, sentence, maxsplit=1)[0].strip()
        if 4 <= len(head) <= 20 and len(sentence) > SHORT_TITLE / 2:
            return head
    if len(sentence) <= SHORT_TITLE:
        return sentence
    phrases = [each for each in _phrases(sentence) if not _CIRCUMSTANCE.match(each)]
    return phrases[0] if phrases else sentence


def _phrases(sentence: str) -> Iterator[str]:
    """Yield the phrases between commas, quotations whole."""
    first = 0
    for found in re.finditer("[，,；;]|$", sentence):
        phrase = sentence[first : found.start()]
        if _balanced(phrase) and len(phrase) >= 6:
            yield phrase.strip()
            first = found.end()
        elif _balanced(phrase):
            first = found.end()


def _balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("《") == text.count("》")
