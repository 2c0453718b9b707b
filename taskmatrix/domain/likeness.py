"""Titles that say nearly the same: compared by their pairs of characters, thousands in a second."""

from collections import Counter
from collections.abc import Iterable, Sequence

from taskmatrix.domain.names import plain

_OFFICES = ("人民政府", "政府", "管理委员会", "管委会")
_LEVELS = ("自治州", "自治县", "地区", "市", "州", "县", "区", "盟")
_SHORTEST = 2
"""A single character is no name: 市 stands in too many titles."""

Pairs = frozenset[str]


def core(title: str, names: Iterable[str]) -> str:
    """Return what a title says beside the names of a region: no punctuation, no blanks."""
    text = plain(title)
    for name in names:
        text = text.replace(name, "")
    return "".join(filter(str.isalnum, text))


def forms(names: Iterable[str]) -> list[str]:
    """Return how a region may be called in a title, longest first: 沈阳市政府, 沈阳市, 沈阳."""
    found = set()
    for name in map(plain, names):
        place = _without(name, _OFFICES)
        found |= {name, place, _without(place, _LEVELS)}
    return sorted((each for each in found if len(each) >= _SHORTEST), key=lambda n: (-len(n), n))


def _without(name: str, endings: Sequence[str]) -> str:
    ending = next((each for each in endings if name.endswith(each)), "")
    short = name.removesuffix(ending)
    return short if len(short) >= _SHORTEST else name


def alike(some: Pairs, others: Pairs) -> bool:
    """Whether two texts have at least four fifths of their pairs in common (Dice, 0.8).

    So a title of 11 characters may differ in one, of 16 in a word of two.
    """
    return 5 * len(some & others) >= 2 * (len(some) + len(others))


def clusters(texts: Sequence[str]) -> list[list[int]]:
    """Return the places of texts that are alike, together; empty texts are like nothing.

    Each text joins the commonest wording that it is like, so that no chain of small steps brings
    together what is far apart.
    """
    same: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            same.setdefault(text, []).append(place)
    wordings = _Wordings(same)
    found: dict[int, list[int]] = {}
    for text in sorted(same, key=lambda each: -len(same[each])):
        found.setdefault(wordings.nearest(text), []).extend(same[text])
    return [sorted(places) for places in found.values()]


class _Wordings:
    """The wordings met so far, found by their rarest pairs.

    Texts that are alike share two thirds of the pairs of each, so one at least among the rarest
    third: no other texts need to be compared.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._known: list[Pairs] = []
        self._by_pair: dict[str, list[int]] = {}
        self._common = Counter(pair for text in texts for pair in _pairs(text))

    def nearest(self, text: str) -> int:
        """Return the number of the first wording that a text is like, a new one for a new one."""
        pairs = _pairs(text)
        rarest = sorted(pairs, key=lambda pair: (self._common[pair], pair))
        rarest = rarest[: len(pairs) // 3 + 1]
        met = {number for pair in rarest for number in self._by_pair.get(pair, ())}
        found = next((each for each in sorted(met) if alike(pairs, self._known[each])), None)
        if found is not None:
            return found
        number = len(self._known)
        self._known.append(pairs)
        for pair in rarest:
            self._by_pair.setdefault(pair, []).append(number)
        return number


def _pairs(text: str) -> Pairs:
    return frozenset(text[i : i + 2] for i in range(max(len(text) - 1, 1)))
