"""Lines of a file to paragraphs: page furniture dropped, doubled text halved, wraps undone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from taskmatrix.notices.labels import label_at
from taskmatrix.notices.units import ends_a_unit, is_unit
from taskmatrix.notices.words import CLOSING, OPENING, PLAIN


class Line(NamedTuple):
    """A line of the file, without its margins."""

    number: int
    text: str
    indented: bool = False


class Wrap(NamedTuple):
    """How long the lines are that a page broke."""

    measure: Callable[[str], int]
    least: int
    near: int

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the margin."""
        return self.measure(line.text) >= self.least


_BREAKS = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
_INLINE_BREAK = re.compile(
    r"(?<=[。；：！？）)”》])[　]{2,}(?=\S)"
    r"|(?<=\S)[　]{2,}(?=[（(]?[一二三四五六七八九十\d]{1,3}[、）).．])"
)
_PAGE = re.compile(
    r"[-—–－·\s]*第?\s*\d{1,4}\s*(?:页|/\s*\d+)?[-—–－·\s]*(?:共\s*\d+\s*页)?[-—–－·\s]*"
)
_DOUBLED = {times: re.compile(rf"(?:(\S)\1{{{times - 1}}}){{4,}}") for times in (4, 3, 2)}
_MARKDOWN = re.compile(r"^(?:#{1,6}|[*+>-])\s+(?=\S)")
_BULLET = re.compile(
    r"^[—–\-●•◆★■□○◎▲※·＊]+\s*(?=[\u4e00-\u9fff]{0,4}(?:单位|部门|责任|牵头|配合|时限)[\u4e00-\u9fff]{0,4}[：:])"
)
_ESCAPE = re.compile(r"\\(?=[.()\[\]*#_-])")
_TWICE = re.compile(r"^(.{4,60}?)\1|(?<=[（(。；;])([^（()。；;]{2,10}[：:])\2")
_HEAD_OF_PAGE = re.compile(r"公报|政报|文件$|第 ?\d+ ?[期号页]|\d+ ?$")
_FRAMES = {ord(sign): "|" for sign in "│┃｜║"} | dict.fromkeys(map(ord, "─━┌┐└┘├┤┬┴┼═"), "")
_CONTENTS = re.compile(r"[.．…·]{4,}\s*\d{1,3}$")
_ACTS = re.compile("负责|牵头|会同|配合|协助|参与|落实")
_SITE = re.compile("版权所有|ICP备|公网安备|网站标识码|技术支持|扫一扫|打印本页|责任编辑|关闭窗口")
_RUN_BY = re.compile("(?:主办|承办|协办|维护)(?:单位)?[：:]")
LONGEST_NOTE = 160
"""Characters of a line that is no text of the notice: a longer one has lost its breaks."""

FOOTER = 12
"""Lines at the end among which the foot of a web page stands."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff、，。；：（）])")
_LABELLED = re.compile(r"[\u4e00-\u9fff（）]{2,12}[：]|【[\u4e00-\u9fff（）]{2,12}】")
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
FINAL = "。！？；：”》"
UNFINISHED = "、，—"
LONG = 36
"""Columns of a line that may be wrapped, where only paragraphs' first lines are indented."""

FEWEST_LONG = 5
LONGEST_CLAUSE = 12
"""Lines over which a bracket may stay open."""


def lines_of(raw: str) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, and the rows of its tables."""
    lines: list[Line] = []
    rows: list[Line] = []
    for number, whole in _numbered(raw):
        for text in _INLINE_BREAK.split(whole):
            bare = text.translate(_FRAMES).strip(" \t　\xa0\ufeff\u200b")
            if _is_row(bare):
                cells = text.strip(" 　\xa0\ufeff\u200b") if "\t" in bare else bare
                rows.append(Line(number, cells))
            elif clean := _cleaned(bare).strip():
                indent = text[:2] in ("　　", "  ") or text[:1] == "\t"
                lines.append(Line(number, clean, indent))
    return _without_furniture(lines), rows


def _numbered(raw: str) -> Iterator[tuple[int, str]]:
    number, start = 1, 0
    for found in _BREAKS.finditer(raw):
        yield number, raw[start : found.start()]
        number += found.group() in ("\n", "\r\n", "\r")
        start = found.end()
    yield number, raw[start:]


def _is_row(text: str) -> bool:
    return "\t" in text or text.count("|") > 1


def _cleaned(text: str) -> str:
    """Halve text that is doubled for boldness (牵牵头头单单位位), close up spaced-out lines."""
    text = _ESCAPE.sub("", _BULLET.sub("", _MARKDOWN.sub("", text))).replace("**", "")
    for times, pattern in _DOUBLED.items():
        text = pattern.sub(partial(_once, times), text)
    text = _TWICE.sub(lambda match: match.group(1) or match.group(2), text)
    gaps = len(_SPACED.findall(text))
    if gaps > 3 and gaps * 2 > len(_CHINESE.findall(text)):
        text = text.replace(" ", "")
    return text


def _once(times: int, found: "re.Match[str]") -> str:
    """Return doubled text once, where it is no row of dots or digits."""
    once = found.group()[::times]
    return once if len(_CHINESE.findall(once)) > 2 else found.group()


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Drop page numbers, the heads beside them, and lines printed twice in a row."""
    lines = [
        each for each in lines if len(each.text) > LONGEST_NOTE or not _CONTENTS.search(each.text)
    ]
    lines = _without_footer(lines)
    pages = {i for i, line in enumerate(lines) if _PAGE.fullmatch(line.text)}
    beside = Counter(
        lines[i].text
        for page in pages
        for i in (page - 1, page + 1)
        if 0 <= i < len(lines) and len(lines[i].text) <= 40 and i not in pages
    )
    heads = {text for text, count in beside.items() if count > 1 and not _says_something(text)}
    heads |= _breaking_in(lines)
    kept: list[Line] = []
    for i, line in enumerate(lines):
        doubled = kept and kept[-1].text == line.text and len(line.text) > 3
        if i not in pages and line.text not in heads and not doubled:
            kept.append(line)
    return kept


def _without_footer(lines: list[Line]) -> list[Line]:
    """Drop the foot of a web page: 主办单位： there names who runs the site."""
    tail = lines[-FOOTER:]
    if not any(_SITE.search(line.text) for line in tail):
        return lines
    kept = [
        line
        for line in tail
        if len(line.text) > LONGEST_NOTE
        or not (_SITE.search(line.text) or _RUN_BY.match(line.text))
    ]
    return lines[:-FOOTER] + kept


def _breaking_in(lines: list[Line]) -> set[str]:
    """Return lines that come again and again in the middle of sentences: heads of pages."""
    again: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for (before, line), (_, after) in pairwise(pairwise(lines)):
        if len(line.text) <= 40 and not _says_something(line.text):
            again[line.text] += 1
            long = columns(before.text) >= LONG or _HEAD_OF_PAGE.search(line.text)
            open_ended = bool(long) and not _is_final(before.text)
            open_ended = open_ended and not _begins(after.text)
            within[line.text] += open_ended and before.text[-1] not in "）)"
    return {text for text, count in within.items() if again[text] > 1 and count * 2 >= again[text]}


def _begins(text: str) -> bool:
    """Whether a line begins an item or a clause."""
    plain = text.translate(PLAIN)
    return label_at(plain, 0) is not None or bool(_LABELLED.match(plain))


def _is_final(text: str) -> bool:
    return text.translate(PLAIN).endswith(tuple(FINAL))


def _says_something(text: str) -> bool:
    """Whether a line is part of a sentence or of a clause, no head of a page."""
    plain = text.translate(PLAIN)
    marked = set(plain) & set("、，；。：（）〔〕！？”》")
    return bool(marked or _LABELLED.match(plain) or _ACTS.search(plain))


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
    broken = wrap is not None and wrap.is_full(paragraph[-1]) and not _is_final(before[-1:])
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
    if _splits_label(before, plain) or (not _LABELLED.match(plain) and _breaks_off(before)):
        return True
    if line.indented or before[-1] in FINAL or _LABELLED.match(plain):
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
    if len(paragraph) < 2 or len(line.text) > LONG or _is_final(paragraph[-1].text):
        return False
    label = _LABEL_ALONE.fullmatch(paragraph[0].text.translate(PLAIN))
    return bool(label) and all(
        is_unit(each.text.translate(PLAIN)) for each in (paragraph[-1], line)
    )


def _opened(text: str) -> int:
    return sum(int(char in OPENING) - int(char in CLOSING) for char in text.translate(PLAIN))


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


def columns(text: str) -> int:
    """Return the width of a text; Chinese characters count two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
