"""Rankings of units by dated facts (contract §5, Documents): never by claimed progress."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from taskmatrix.domain.names import sort_key

REPORT = "report"
MILESTONE = "milestone"
DEADLINE = "deadline"
ACCEPTANCE = "acceptance"
KINDS = (ACCEPTANCE, REPORT, MILESTONE, DEADLINE)


class Fact(NamedTuple):
    """Something that a unit owed by a day. `on` is when it came, None where it has not.

    `period` is that of a report, `what` the title of a milestone. Days are ISO texts.
    """

    unit: int
    kind: str
    code: str
    title: str
    due: str
    met: bool
    on: str | None = None
    period: tuple[str, str] | None = None
    what: str | None = None


class Place(NamedTuple):
    """A unit's place: of `due` facts, `met` ones; which ones it missed."""

    rank: int
    unit: int
    met: int
    due: int
    kinds: dict[str, tuple[int, int]]
    missed: list[Fact]

    @property
    def score(self) -> Fraction:
        """The share of what fell due that was done in time."""
        return Fraction(self.met, self.due)


def ranked(facts: Iterable[Fact], order: Sequence[int]) -> list[Place]:
    """Return the units of some facts by their share of facts met, then by how few they missed.

    Of those that missed nothing the one that owed more stands first, so that one more fact missed
    never raises a unit, nor one more met lowers it. Equal ones share a rank, the next takes the
    number of its place, and stand as in `order`.
    """
    own: dict[int, list[Fact]] = {unit: [] for unit in order}
    for fact in facts:
        if fact.unit in own:
            own[fact.unit].append(fact)
    places = [_place(unit, some) for unit, some in own.items() if some]
    places.sort(key=_standing)
    result: list[Place] = []
    for number, place in enumerate(places, 1):
        equal = result and _standing(result[-1]) == _standing(place)
        result.append(place._replace(rank=result[-1].rank if equal else number))
    return result


def _standing(place: Place) -> tuple[Fraction, int, int]:
    return -place.score, place.due - place.met, -place.due


def _place(unit: int, facts: Sequence[Fact]) -> Place:
    kinds = {
        kind: (sum(fact.met for fact in facts if fact.kind == kind), count)
        for kind in KINDS
        if (count := sum(fact.kind == kind for fact in facts))
    }
    missed = sorted(
        (fact for fact in facts if not fact.met),
        key=lambda fact: (
            *(fact.due, KINDS.index(fact.kind), sort_key(fact.code)),
            *(fact.what or "", fact.period or ()),
        ),
    )
    return Place(0, unit, sum(fact.met for fact in facts), len(facts), kinds, missed)
