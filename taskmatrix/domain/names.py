"""How people name things: numbers as printed, parts of names, near misses."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from unicodedata import normalize

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")}
_DIGITS["〇"], _DIGITS["两"] = 0, 2
_LONGEST = 1000
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_NEAR = 0.6
_TELLING = 500
"""What more names than this have in common does not tell them apart."""
_ALIKE = 8


def plain(text: str) -> str:
    """Return text with full-width forms and quotes folded, case dropped and blanks removed."""
    return "".join(normalize("NFKC", text).translate(_QUOTES).casefold().split())


def task_number(text: str) -> str | None:
    """Read a task's number: `12.1`, `十二.1`, `（五）`, `５、`; None where it is none."""
    bare = plain(text).strip("()[]〔〕【】、.第条项")
    levels = [_integer(level) for level in bare.split(".")]
    if not bare or None in levels:
        return None
    return ".".join(map(str, levels))


def _integer(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < _LONGEST else None
    if text == "十":
        return 10
    tens, ten, ones = text.rpartition("十")
    if ten:
        high = _DIGITS.get(tens) if tens else 1
        low = _DIGITS.get(ones) if ones else 0
        return None if high is None or low is None else high * 10 + low
    return _DIGITS.get(text)


def sort_key(code: str) -> str:
    """Return a text whose order is that of codes with their numbers compared as numbers."""
    parts: list[str] = []
    digits = ""
    for char in code + "\0":
        if char.isascii() and char.isdigit():
            digits += char
            continue
        if digits:
            parts.append(digits.lstrip("0").rjust(8, "0"))
            digits = ""
        parts.append(char)
    return "".join(parts)[:-1]


def in_order(needle: str, name: str) -> bool:
    """Whether the characters of `needle` all stand in `name`, in this order."""
    rest = iter(name)
    return all(char in rest for char in needle)


def readings(spoken: str, names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the names that `spoken` may mean, by one reading after another, the closest first.

    Readings: the whole name, a part of it, its characters in order (交通厅 for 省交通运输厅).
    """
    wanted = plain(spoken)
    known = {name: plain(name) for name in names} if wanted else {}
    yield [name for name, key in known.items() if key == wanted]
    yield [name for name, key in known.items() if wanted in key]
    yield [name for name, key in known.items() if in_order(wanted, key)]


def nearest(name: str, known: Iterable[str], count: int = 1) -> Sequence[str]:
    """Return up to `count` known names that look like a misspelling of `name`, best first."""
    from difflib import get_close_matches

    return get_close_matches(name, list(known), n=count, cutoff=_NEAR)


class Known:
    """Names that are known: whether one is among them, and which looks most like it.

    What names have in common is indexed, so that thousands of unknown names among thousands of
    known ones are told in seconds; `nearest` decides among the few most alike.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)
        self._near: dict[str, str | None] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def nearest(self, name: str) -> str | None:
        """Return the known name that looks like a misspelling of `name`, if one does."""
        if name not in self._near:
            self._near[name] = next(iter(nearest(name, self._alike(name))), None)
        return self._near[name]

    def _alike(self, name: str) -> list[str]:
        shared: Counter[str] = Counter()
        for trait in _traits(name):
            bearers = self._bearers.get(trait, ())
            if len(bearers) <= _TELLING:
                shared.update(bearers)
        return [alike for alike, _ in shared.most_common(_ALIKE)]

    @cached_property
    def _bearers(self) -> dict[tuple[str, int], list[str]]:
        bearers: dict[tuple[str, int], list[str]] = {}
        for name in self._names:
            for trait in _traits(name):
                bearers.setdefault(trait, []).append(name)
        return bearers


def _traits(name: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of a name and its neighbouring pairs, the ends marked, all counted."""
    ends = f"\0{name}\0"
    met: Counter[str] = Counter()
    for piece in (*name, *(ends[i : i + 2] for i in range(len(ends) - 1))):
        met[piece] += 1
        yield piece, met[piece]
