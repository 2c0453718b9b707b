"""Stale wording: reports that say nearly the same three times running."""

import re
from collections.abc import Sequence
from unicodedata import normalize

RUNNING = 3
"""So many reports of nearly the same words are one too many."""

NEARLY = 0.9
"""How like two texts are that say nearly the same: one character in ten differs."""

_NOT_SAID = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def stale(texts: Sequence[str | None]) -> list[bool]:
    """Return which reports of a unit on a task say nearly the same as the two texts before them.

    Reports without a text (None), such as an honest “no change”, neither count nor break a run.
    """
    found = [False] * len(texts)
    told = [place for place, text in enumerate(texts) if text is not None]
    for first, second, third in zip(told, told[1:], told[2:], strict=False):
        found[third] = is_stale([texts[place] or "" for place in (first, second, third)])
    return found


def is_stale(texts: Sequence[str]) -> bool:
    """Whether the last of some texts says nearly the same as each of the others."""
    *before, last = texts
    return all(_alike(text, last) for text in reversed(before))


def _alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same. A number that changed is news."""
    if one == other:
        return True
    one, other = normalize("NFKC", one), normalize("NFKC", other)
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    from difflib import SequenceMatcher

    one, other = (_NOT_SAID.sub("", text).casefold() for text in (one, other))
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= NEARLY and match.ratio() >= NEARLY
