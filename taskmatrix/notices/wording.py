"""The words around a number or a date: how far its phrase reaches, and the title that they make."""

import re

from taskmatrix.notices.deadlines import phrases

_SIGNS = "，。；：、！？\n（）"
_ENDS = "。；\n"
_NOISE = re.compile(
    "力争|确保|实现|全省|全市|全区|分别|累计|其中|每年|每季度|“?十[四五六]五”?(?:时期|期间)?|大关"
)
_WITHIN = re.compile("(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?:个月|年)(?:之|以)?内")
_BASELINE = re.compile(r"[由从][^由从，]{0,12}?\d[\d.]*[^\d，]{1,6}$")
"""由60% before 提高到80%: from where a change counts."""
_COMPARES = ("比", "较", "自", "从", "以")
"""Before a date: 比2020年提高 says from where a change counts."""
_PART = re.compile("第?[一二三四1-4]季度|[上下]半年")
"""四季度产值 is another figure than 产值."""
LONGEST_TITLE, LONGEST_PHRASE = 40, 160


def left_of(plain: str, start: int, place: int, signs: str = _SIGNS) -> int:
    """Return where the phrase before a place begins; signs inside of quotation marks part none."""
    depth = 0
    start = max(start, place - LONGEST_PHRASE)
    while place > start:
        sign = plain[place - 1]
        if sign in (_ENDS if depth else signs) or (sign == "“" and not depth):
            break
        depth += (sign == "”") - (sign == "“")
        place -= 1
    return place


def right_of(plain: str, place: int, end: int) -> int:
    """Return where the phrase behind a place ends: at a sign, or where a further number follows."""
    depth, end = 0, min(end, place + LONGEST_PHRASE)
    while place < end:
        sign = plain[place]
        if sign in (_ENDS if depth else _SIGNS) or (sign == "”" and not depth):
            break
        if sign in "和及" and plain[place + 1 : place + 2].isdigit():
            break
        depth += (sign == "“") - (sign == "”")
        place += 1
    return place


def title_of(before: str, after: str) -> str:
    """Return what a number counts, from the words around it, without dates and 力争."""
    before = _BASELINE.sub("", _WITHIN.sub("", before))
    whole = _NOISE.sub("", _undated(before)) + _NOISE.sub("", _undated(after))
    title = whole.strip(" 的和及、，：；")
    if title.count("“") != title.count("”"):
        title = title.replace("“", "").replace("”", "")
    return title[:LONGEST_TITLE].strip()


def _undated(words: str) -> str:
    kept, reach = "", 0
    for first, last in phrases(words, 0, len(words)):
        named = words[:first].endswith(_COMPARES) or _PART.fullmatch(words, first, last)
        if not named:
            kept += words[reach:first]
            reach = last
    return kept + words[reach:]
