"""The labels of numbered items: 第一章 一、 （一） 1. 1.1 （1） ①, and what they count."""

import re
from typing import NamedTuple

from taskmatrix.notices.words import (
    BRACKETED,
    CIRCLED,
    COUNTED,
    DIGITS,
    DOTTED,
    PARENTHESIZED,
    SIGNS,
    TENS,
)

NAMED = "named"
"""The style of 任务1：, which may stand above or below the others."""

LEVELS = (2, 3, 4)
"""Counts of a label such as 2.1.3."""

_CHINESE = "[一二三四五六七八九十百零〇两]{1,5}"
STYLES = {
    "chapter": ("第一章 总则", rf"第 ?({_CHINESE}|\d{{1,2}}) ?(?:章|编|部分|篇)"),
    "part": ("第一节 目标", rf"第 ?({_CHINESE}|\d{{1,2}}) ?节"),
    "chinese": (
        "一、总体要求",
        rf"({_CHINESE})(?: ?、|[.．] ?(?=[\u4e00-\u9fff])|，(?=[\u4e00-\u9fff]{{2,12}}$))",
    ),
    "article": ("第一条 为了", rf"第 ?({_CHINESE}|\d{{1,3}}) ?(?:条|项(?=[：:、 ]))[：、]?"),
    "bracketed": ("（一）优化", rf"（ ?({_CHINESE}) ?）[、.]?"),
    "number": (
        "1.建设",  # and 1.5G网络, 2.12345热线, 3.2026年底前: titles that begin with digits
        r"(\d{1,3}) ?(?:[.．、](?:(?! ?\d)|(?= ?\d{4}年)"
        r"|(?=\d[GDK][\u4e00-\u9fff])|(?=\d{3,}[\u4e00-\u9fff])(?!\d+[万亿千百元])))",
    ),
    **{
        f"levels-{depth}": (
            ".".join("1" * depth) + " 建设",
            rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{{depth - 1}}})(?![.．]?\d)[.．、]?"
            r"(?: |(?=[\u4e00-\u9fff“])(?![万亿千百个倍元平公级版]))",
        )
        for depth in LEVELS
    },
    "in-brackets": ("（1）严把", r"（ ?(\d{1,3}) ?）"),
    "half-bracket": ("1）严把", r"(\d{1,3})）"),
    "circled": ("①严把", rf"([{CIRCLED}])"),
    NAMED: (
        "任务1：严把",
        rf"(?:{'|'.join(COUNTED.split())}) ?({_CHINESE}|\d{{1,3}})"
        r"(?: ?[：、.．]| (?=[\u4e00-\u9fff“]))",
    ),
}
"""An example of each style, and its pattern: the group counts."""

DECIMAL_STYLES = ("number", *(f"levels-{depth}" for depth in LEVELS))
RANKS = {style: rank for rank, style in enumerate(STYLES)}
_PATTERNS = {style: re.compile(rf"{pattern}\s*") for style, (_, pattern) in STYLES.items()}
_FIRST = {
    **dict.fromkeys("一二三四五六七八九十百零〇两", ("chinese",)),
    **dict.fromkeys("0123456789", (*(f"levels-{n}" for n in LEVELS), "number", "half-bracket")),
    **dict.fromkeys((word[0] for word in COUNTED.split()), (NAMED,)),
    "第": ("chapter", "part", "article"),
    "（": ("bracketed", "in-brackets"),
}
_OF_SIGN = {
    **dict.fromkeys(CIRCLED, "circled"),
    **dict.fromkeys(PARENTHESIZED, "in-brackets"),
    **dict.fromkeys(DOTTED, "number"),
    **dict.fromkeys(BRACKETED, "bracketed"),
}
_BEHIND_SIGN = re.compile(r"[、.．]?\s*")
_MORE_NUMERALS = re.compile(rf"{_CHINESE}、")


class Label(NamedTuple):
    """A label: its style, what it counts, and where the text behind it begins."""

    style: str
    number: tuple[int, ...]
    end: int

    def leads_to(self, other: "Label") -> bool:
        """Whether the other label names this one in front: 2. and 2.1, 2.1 and 2.1.3."""
        return len(other.number) > len(self.number) > 0 and (
            other.number[: len(self.number)] == self.number
        )


def label_at(plain: str, start: int) -> Label | None:
    """Return the label that stands at a place, None where there is none."""
    first = plain[start : start + 1]
    if style := _OF_SIGN.get(first):
        behind = _BEHIND_SIGN.match(plain, start + 1)
        return Label(style, (SIGNS[first],), behind.end() if behind else start + 1)
    for style in _FIRST.get(first, ()):
        if found := _PATTERNS[style].match(plain, start):
            if style == "chinese" and _MORE_NUMERALS.match(plain, found.end()):
                return None  # 一、二、三产业
            number = _number(found.group(1))
            return Label(style, number, found.end()) if number else None
    return None


def _number(text: str) -> tuple[int, ...]:
    if text[0].isdigit():
        return tuple(int(part) for part in re.split("[.．]", text))
    value = chinese_number(text)
    return (value,) if value else ()


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below ten thousand (二十三), 0 where it is none."""
    if not set(text) & set(TENS):
        return int("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
