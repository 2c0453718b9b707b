"""The lines of a file, cleaned: doubled text halved, rows of tables apart, page furniture out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from taskmatrix.notices import units
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.words import PLAIN


class Line(NamedTuple):
    """A line of the file, without its margins."""

    number: int
    text: str
    indented: bool = False


_TABBED = re.compile(r"(^\s*[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|[：:])\t")
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
_READINGS = re.compile(
    r"[（(](?<=[\u4e00-\u9fff].)(?:[a-z]*[\u00e0-\u01dc][a-z\u00e0-\u01dc]*|de|le|zhe|men|zi)[）)]"
)
"""開發區(qū)管委會: a web page told how a character is read."""
_FRAMES = {ord(sign): "|" for sign in "│┃｜║"} | dict.fromkeys(map(ord, "─━┌┐└┘├┤┬┴┼═"), "")
_CONTENTS = re.compile(r"[.．…·]{4,}\s*\d{1,3}$")
_ACTS = re.compile("负责|牵头|会同|配合|协助|参与|落实")
_SITE = re.compile("版权所有|ICP备|公网安备|网站标识码|扫一扫|打印本页|关闭窗口")
_RUN_BY = re.compile("(?:(?:主办|承办|协办|维护)(?:单位)?|技术支持|责任编辑)[：:]")
LONGEST_NOTE = 160
"""Characters of a line that is no text of the notice: a longer one has lost its breaks."""

LONGEST_HEAD = 40
FOOTER = 12
"""Lines at the end among which the foot of a web page stands."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SPACED_LABEL = re.compile(
    r"(?:^|(?<=[（(。；]))((?:[\u4e00-\u9fff][ 　]+){3,5}[\u4e00-\u9fff])(?=[ 　]*[:：])"
)
"""责 任 单 位：."""
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff、，。；：（）])")
LABELLED = re.compile(r"[\u4e00-\u9fff（）]{2,12}[：]|【[\u4e00-\u9fff（）]{2,12}】")
FINAL = "。！？；：”》"
LONG = 36
"""Columns of a line that may be wrapped, where only paragraphs' first lines are indented."""


class Lines(NamedTuple):
    """The lines of the text, the rows of its tables, and lines left out that name bodies."""

    text: list[Line]
    rows: list[Line]
    dropped: list[Line]


def lines_of(raw: str) -> Lines:
    """Return the lines of a file's text."""
    lines: list[Line] = []
    rows: list[Line] = []
    for number, whole in _numbered(_READINGS.sub("", raw)):
        for text in _INLINE_BREAK.split(whole):
            text = _without_tab(text)
            bare = text.translate(_FRAMES).strip(" \t　\xa0\ufeff\u200b")
            if _is_row(bare):
                cells = text.strip(" 　\xa0\ufeff\u200b") if "\t" in bare else bare
                rows.append(Line(number, cells))
            elif clean := _cleaned(bare).strip():
                indent = text[:2] in ("　　", "  ") or text[:1] == "\t"
                lines.append(Line(number, clean, indent))
    kept = _without_furniture(lines)
    held = {line.text for line in kept}
    dropped = {line.text: line for line in reversed(lines) if line.text not in held}
    return Lines(kept, rows, [line for line in dropped.values() if _names_bodies(line.text)])


def _numbered(raw: str) -> Iterator[tuple[int, str]]:
    number, start = 1, 0
    for found in _BREAKS.finditer(raw):
        yield number, raw[start : found.start()]
        number += found.group() in ("\n", "\r\n", "\r")
        start = found.end()
    yield number, raw[start:]


def _without_tab(text: str) -> str:
    """Take the one tab behind a number or a label for a blank: 1.→修路, 责任单位：→市交通局."""
    return _TABBED.sub(r"\1", text) if text.strip().count("\t") == 1 else text


def _is_row(text: str) -> bool:
    return "\t" in text or text.count("|") > 1


def _cleaned(text: str) -> str:
    """Halve text that is doubled for boldness (牵牵头头单单位位), close up spaced-out lines."""
    text = _ESCAPE.sub("", _BULLET.sub("", _MARKDOWN.sub("", text))).replace("**", "")
    for times, pattern in _DOUBLED.items():
        text = pattern.sub(partial(_once, times), text)
    text = _TWICE.sub(lambda match: match.group(1) or match.group(2), text)
    text = _SPACED_LABEL.sub(lambda found: re.sub(r"\s", "", found.group()), text)
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
    pages = {
        i
        for i, line in enumerate(lines)
        if len(line.text) <= LONGEST_HEAD and _PAGE.fullmatch(line.text)
    }
    beside = Counter(
        lines[i].text
        for page in pages
        for i in (page - 1, page + 1)
        if 0 <= i < len(lines) and len(lines[i].text) <= 40 and i not in pages
    )
    heads = {text for text, count in beside.items() if count > 1 and not _says_something(text)}
    heads = {text for text in heads if beside[text] * 2 > len(pages) or not _names_bodies(text)}
    heads |= _breaking_in(lines)
    kept: list[Line] = []
    for i, line in enumerate(lines):
        doubled = kept and kept[-1].text == line.text and len(line.text) > 3
        if i not in pages and line.text not in heads and not doubled:
            kept.append(line)
    return kept


def _names_bodies(text: str) -> bool:
    plain = text.translate(PLAIN)
    if len(plain) > LONGEST_NOTE:
        return False
    names = units.split_list(plain, 0, len(plain))
    return any(units.is_unit(plain[name.start : name.end]) for name in names)


def _without_footer(lines: list[Line]) -> list[Line]:
    """Drop the foot of a web page: 主办单位： there names who runs the site."""
    items = (i for i, line in enumerate(lines) if label_at(line.text.translate(PLAIN), 0))
    first = max(len(lines) - FOOTER, max(items, default=-1) + 1)
    tail = lines[first:]
    if not any(_SITE.search(line.text) for line in tail):
        return lines
    kept = [
        line
        for line in tail
        if len(line.text) > LONGEST_NOTE
        or not (_SITE.search(line.text) or _RUN_BY.match(line.text))
    ]
    return lines[:first] + kept


def _breaking_in(lines: list[Line]) -> set[str]:
    """Return lines that come again and again in the middle of sentences: heads of pages."""
    again: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for (before, line), (_, after) in pairwise(pairwise(lines)):
        if len(line.text) <= 40 and not _says_something(line.text):
            again[line.text] += 1
            long = columns(before.text) >= LONG or _HEAD_OF_PAGE.search(line.text)
            open_ended = bool(long) and not is_final(before.text)
            open_ended = open_ended and not _begins(after.text)
            within[line.text] += open_ended and before.text[-1] not in "）)"
    return {text for text, count in within.items() if again[text] > 1 and count * 2 >= again[text]}


def _begins(text: str) -> bool:
    """Whether a line begins an item or a clause."""
    plain = text.translate(PLAIN)
    return label_at(plain, 0) is not None or bool(LABELLED.match(plain))


def is_final(text: str) -> bool:
    """Whether a line ends a sentence."""
    return text.translate(PLAIN).endswith(tuple(FINAL))


def _says_something(text: str) -> bool:
    """Whether a line is part of a sentence or of a clause, no head of a page."""
    plain = text.translate(PLAIN)
    marked = set(plain) & set("、，；。：（）〔〕！？”》")
    return bool(marked or LABELLED.match(plain) or _ACTS.search(plain))


def columns(text: str) -> int:
    """Return the width of a text; Chinese characters count two."""
    return len(text) if text.isascii() else sum(map(_width, text))


@cache
def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1
