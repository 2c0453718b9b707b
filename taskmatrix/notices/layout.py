"""Lines of a file to paragraphs: wraps undone, lists of a body a line joined."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from taskmatrix.notices.labels import label_at
from taskmatrix.notices.lines import FINAL, LABELLED, LONG, Line, columns, is_final
from taskmatrix.notices.units import ends_a_unit, is_unit
from taskmatrix.notices.words import CLOSING, OPENING, PLAIN


class Wrap(NamedTuple):
    """How long the lines are that a page broke."""

    measure: Callable[[str], int]
    least: int
    near: int

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the margin."""
        return self.measure(line.text) >= self.least


_LABEL = re.compile(
    "(?:牵头|责任|配合|推进|主办|协办|承办|参与|参加|落实|实施|完成)(?:单位|部门|主体|领导|时限|时间)："
)
LONGEST_LABEL = 6
_ENDS_TITLE = re.compile(
    "(?:通知|方案|意见|措施|要点|分工|计划|规划|清单|办法|政策|任务|[表条书告函])$"
)
_LISTED = re.compile(
    "[\u4e00-\u9fff]{0,4}(?:单位|部门|主体)：[^。；]*[、， ](?P<last>[\u4e00-\u9fff]+)$"
)
_LABEL_ALONE = re.compile("[\u4e00-\u9fff（）]{0,6}(?:单位|部门|主体|领导|责任人|时限|时间)：")
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
UNFINISHED = "、，—"
FEWEST_LONG = 5
LONGEST_CLAUSE = 12
"""Lines over which a bracket may stay open."""


def paragraphs_of(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield paragraphs: the lines that belong together."""
    wrap = _wrap(lines)
    paragraph: list[Line] = []
    depth = open_for = 0
    for line in lines:
        within = depth > 0 and open_for < LONGEST_CLAUSE
        listed = bool(paragraph) and _goes_on_listing(paragraph, line)
        if paragraph and not listed and not _goes_on(paragraph, line, within, wrap):
            yield paragraph
            paragraph, depth = [], 0
        latin = bool(paragraph) and _latin(paragraph[-1].text[-1]) and _latin(line.text[0])
        if listed or latin:
            paragraph[-1] = paragraph[-1]._replace(text=paragraph[-1].text + " ")
        paragraph.append(line)
        depth = max(0, depth + _opened(line.text))
        open_for = open_for + 1 if depth else 0
    if paragraph:
        yield paragraph


def _goes_on(paragraph: list[Line], line: Line, within: bool, wrap: Wrap | None) -> bool:
    """Whether a line continues the paragraph before it."""
    before = paragraph[-1].text.translate(PLAIN)
    plain = line.text.translate(PLAIN)
    label = label_at(plain, 0)
    broken = wrap is not None and wrap.is_full(paragraph[-1]) and not is_final(before[-1:])
    first = label is not None and (label.style, label.number) == ("chinese", (1,))
    if (
        label
        and not before.endswith(tuple("、，"))
        and not (first and broken and before[-1] != "）" and not _ENDS_TITLE.search(before))
    ):
        return False  # else 合 / 一、信息共享: a sentence that a page broke there
    if within:
        return True
    if before[-1] in UNFINISHED or (before[-1] == "：" and _LABEL_ALONE.fullmatch(before)):
        return True
    if _splits_label(before, plain) or (not LABELLED.match(plain) and _breaks_off(before)):
        return True
    if line.indented or before[-1] in FINAL or LABELLED.match(plain):
        return (
            wrap is not None
            and not line.indented
            and before[-1] in "。；”》"
            and wrap.is_full(paragraph[-1])
        )
    hanging = paragraph[0].indented and columns(paragraph[-1].text) >= LONG
    return hanging or (wrap is not None and wrap.is_full(paragraph[-1]))


def _splits_label(before: str, line: str) -> bool:
    """Whether a label is broken between two lines: …；责任单 / 位：市公安局."""
    tail, head = before[-LONGEST_LABEL:], line[:LONGEST_LABEL]
    return any(found.start() < len(tail) < found.end() for found in _LABEL.finditer(tail + head))


def _breaks_off(line: str) -> bool:
    """Whether a line of a label ends within a name: 责任单位：市公安局、市住房公."""
    found = _LISTED.match(line) if len(line) > LONG // 2 else None
    return found is not None and not ends_a_unit(found.group("last"))


def _goes_on_listing(paragraph: list[Line], line: Line) -> bool:
    """Whether a line is one more body of a list with a body a line, below a label of its own."""
    if len(paragraph) < 2 or len(line.text) > LONG or is_final(paragraph[-1].text):
        return False
    label = _LABEL_ALONE.fullmatch(paragraph[0].text.translate(PLAIN))
    return bool(label) and all(
        is_unit(each.text.translate(PLAIN)) for each in (paragraph[-1], line)
    )


def _opened(text: str) -> int:
    return sum(1 if sign in OPENING else -1 for sign in _BRACKET.findall(text.translate(PLAIN)))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _wrap(lines: list[Line]) -> Wrap | None:
    """Return how a text is wrapped, by columns or by characters; None where it is not."""
    found = [wrap for measure in (columns, len) if (wrap := _wrap_by(measure, lines))]
    return max(found, key=lambda wrap: wrap.near, default=None)


def _wrap_by(measure: Callable[[str], int], lines: list[Line]) -> Wrap | None:
    widths = [measure(line.text) for line in lines]
    long = [width for width in widths if width >= LONG // (2 if measure is len else 1)]
    if len(long) < FEWEST_LONG:
        return None
    slack = 2 if measure is len else 4
    counts = Counter(long)
    near = {w: sum(counts[w + i] for i in range(-slack, slack + 1)) for w in counts}
    width = max(near, key=lambda w: (near[w], w))
    over = sum(w > width + slack for w in widths)
    if over * 20 > len(long) or near[width] * 5 < len(long) * 2:
        return None
    return Wrap(measure, width - slack, near[width])
