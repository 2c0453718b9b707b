"""Values behind 分别, each given to its own: 普及率、数控化率分别超过90%、75%.

As many names as values, or one name and as many years; else nothing is read.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from taskmatrix.notices.values import LISTED, number_of, op_of
from taskmatrix.notices.wording import left_of, right_of, title_of

_APART = re.compile(r"分别(?P<verb>[^\d，。；、：（）\n]{0,8}?)(?=" + LISTED.pattern + ")")
_BETWEEN = re.compile(r"\s?(?:[、，和及与]|以及)\s?")
_YEARS = re.compile(r"[到至]?(?:20\d\d年(?:年?[底末])?(?:[、和及与]|(?=[，\u4e00-\u9fff])))+，?")
_YEAR = re.compile(r"(20\d\d)年")
_STRONG = "，。；：！？\n（）"


class Value(NamedTuple):
    """One value with the name that it belongs to."""

    title: str
    op: str
    number: float
    measure: str
    due: date | None


class Apart(NamedTuple):
    """A list behind 分别: where its names, its values begin, where it ends; no values: not read."""

    head: int
    start: int
    end: int
    values: tuple[Value, ...]


def aparts(plain: str, start: int, end: int) -> Iterator[Apart]:
    """Yield the lists of values behind 分别."""
    for found in _APART.finditer(plain, start, end):
        listed = [LISTED.match(plain, found.end(), end)]
        while listed[-1] and (between := _BETWEEN.match(plain, listed[-1].end(), end)):
            listed.append(LISTED.match(plain, between.end(), end))
        values = [each for each in listed if each]
        last = values[-1].end()
        head = left_of(plain, start, found.start(), _STRONG)
        if len(values) > 1:
            verb = found["verb"].replace("实现", "")
            tail = plain[last : right_of(plain, last, end)]
            yield Apart(
                head, found.start(), last,
                tuple(_paired(plain, start, head, found.start(), values, f"{verb}\0{tail}")),
            )  # fmt: skip


def _paired(
    plain: str, start: int, head: int, stop: int, values: list["re.Match[str]"], around: str
) -> Iterator[Value]:
    names, years = _names(plain, start, head, stop, len(values))
    measures: list[str] = []
    for each in reversed(values):
        measures.append(each["measure"] or (measures[-1] if measures else ""))
    if not names or not all(measures):
        return
    before = next((each["before"] for each in values if each["before"]), None)
    after = next((each["after"] for each in reversed(values) if each["after"]), None)
    verb, _, tail = around.partition("\0")
    for name, year, each, measure in zip_longest(names, years, values, reversed(measures)):
        title = title_of(f"{name}{verb}", tail)
        op = op_of(each["before"] or before, each["after"] or after)
        yield Value(title, op, number_of(each["low"]), measure, year)


def _names(
    plain: str, start: int, head: int, stop: int, count: int
) -> tuple[list[str], list[date | None]]:
    """Return a name and, where years are listed, a year for each value; no names: no pairs."""
    sentence = left_of(plain, start, head, "。；\n")
    listed = [found for found in _YEARS.finditer(plain, sentence, stop) if found.end() >= head]
    first = max(listed[-1].end(), head) if listed else head
    years = [date(int(each), 12, 31) for each in _YEAR.findall(listed[-1][0])] if listed else []
    names = _parted(plain[first:stop], count)
    by_year = len(years) == count
    if by_year and len(names) == 1:
        return names * count, list(years)
    if len(names) == count and not by_year and len(years) < 2:
        return names, []
    return [], []


def _parted(words: str, count: int) -> list[str]:
    """Return names between 、, the last ones between 和 where that makes them as many as values."""
    names = [name for each in words.split("、") if (name := title_of(each, ""))]
    if names and len(names) == count - 1:
        *more, last = names
        pair = re.split("以及|和|及|与", last)
        names = [*more, *pair] if len(pair) == 2 and all(pair) else names
    return names
