"""Lists of duties by unit: 市公安局：负责…, a paragraph or a sentence each, three or more in a row.

Who acts heads the text, and what is to be done follows: so each entry is a task of its own.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from taskmatrix.notices import tokens, units
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.text import Text

_HEAD = re.compile(
    r"(?P<who>(?![（〔\[【])[^：。；，\n]{2,80})(?P<sign>[：。\n])\s*(?=[^\s：；。][^：；。\n]{2})"
)
_DUTY = re.compile(
    "负责|牵头|承担|组织|制订|开展|加大|强化|指导|协调|配合|协助|做好|加强|依法|会同|统筹|督促|制定|推进|落实"
)
_SENTENCE = re.compile("[。；]|(?:如下|分工|[为是])：")
FEWEST = 3
NEAR = 2
"""Ends of paragraphs that may lie between one duty and the next."""


class Duty(NamedTuple):
    """An entry of such a list: where it begins, its names, and where what they do begins."""

    start: int
    names: tuple[units.Piece, ...]
    end: int


def duties(text: Text) -> Iterator[Duty]:
    """Yield the entries of lists by unit."""
    run: list[Duty] = []
    for duty in chain(_entries(text), [None]):
        near = duty and run and text.plain.count("\n", run[-1].end, duty.start) <= NEAR
        if not near:
            if _is_list(text, run):
                yield from run
            run = []
        if duty:
            run.append(duty)


def _is_list(text: Text, run: list[Duty]) -> bool:
    names = [text.plain[name.start : name.end] for duty in run for name in duty.names]
    bodies = [name for name in names if not units.is_group(name)]
    acting = sum(_DUTY.match(text.plain, duty.end) is not None for duty in run)
    apart = len(set(names)) == len(names)
    return len(run) >= FEWEST and apart and len(bodies) > 1 and acting * 2 >= len(run)


def _entries(text: Text) -> Iterator[Duty]:
    """Yield what looks like an entry: a paragraph's head, or a sentence's 市财政局：."""
    for start, end in text.paragraphs():
        label = label_at(text.plain, start)
        if duty := _entry(text, label.end if label else start, numbered=label is not None):
            yield duty
        if "：" in text.plain[start:end]:
            places = (found.end() for found in _SENTENCE.finditer(text.plain, start, end - 1))
            yield from (duty for at in places if (duty := _entry(text, at, numbered=False)))


def _entry(text: Text, start: int, *, numbered: bool) -> Duty | None:
    found = _HEAD.match(text.plain, start)
    if not found or tokens.label_in(text.plain, start, found.end()):
        return None
    acts = _DUTY.match(text.plain, found.end())
    if found["sign"] != "：" and not (numbered and acts):
        return None
    names = units.split_list(text.plain, *found.span("who"))
    told = [text.plain[name.start : name.end] for name in names]
    if not names or not all(units.is_unit(name) for name in told):
        return None
    return Duty(start, tuple(names), found.end())
