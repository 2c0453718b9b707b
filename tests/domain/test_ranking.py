"""Units are ranked by what fell due and was done in time."""

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.ranking import DEADLINE, MILESTONE, REPORT, Fact, Place, ranked

UNITS = (1, 2, 3, 4, 5)


def facts(unit: int, met: int, missed: int, kind: str = REPORT) -> list[Fact]:
    came = [
        Fact(unit, kind, f"P/{n}", "事项", "2026-10-11", True, "2026-10-10") for n in range(met)
    ]
    late = [Fact(unit, kind, f"P/{n}", "事项", "2026-10-18", False) for n in range(missed)]
    return came + late


def places(*some: list[Fact]) -> list[tuple[int, int, int, int]]:
    every = [fact for each in some for fact in each]
    return [(place.rank, place.unit, place.met, place.due) for place in ranked(every, UNITS)]


def test_the_larger_share_stands_first() -> None:
    assert places(facts(1, 1, 1), facts(2, 3, 1)) == [(1, 2, 3, 4), (2, 1, 1, 2)]


def test_of_those_that_missed_nothing_the_one_that_owed_more_stands_first() -> None:
    assert places(facts(1, 1, 0), facts(2, 8, 0)) == [(1, 2, 8, 8), (2, 1, 1, 1)]


def test_of_equal_shares_the_one_that_missed_less_stands_first() -> None:
    assert places(facts(1, 5, 5), facts(2, 1, 1)) == [(1, 2, 1, 2), (2, 1, 5, 10)]
    assert places(facts(1, 0, 3), facts(2, 0, 1)) == [(1, 2, 0, 1), (2, 1, 0, 3)]


def test_equal_ones_share_a_rank_and_the_next_takes_its_own_place() -> None:
    some = places(facts(3, 2, 2), facts(1, 2, 2), facts(2, 4, 0), facts(4, 0, 4))
    assert some == [(1, 2, 4, 4), (2, 1, 2, 4), (2, 3, 2, 4), (4, 4, 0, 4)]


def test_thirds_are_not_rounded() -> None:
    # 333333 of 1000000 is less than a third, though it looks the same with four decimals
    assert places(facts(1, 3333, 6667), facts(2, 1, 2)) == [(1, 2, 1, 3), (2, 1, 3333, 10000)]


def test_units_that_are_not_asked_for_and_those_without_facts_have_no_place() -> None:
    assert places(facts(9, 4, 0), facts(1, 1, 1)) == [(1, 1, 1, 2)]
    assert places() == []


def test_what_was_missed_is_named_oldest_first_and_counted_by_kind() -> None:
    missed = [
        Fact(1, DEADLINE, "P/2", "乙", "2026-10-31", False, "2026-11-02"),
        Fact(1, MILESTONE, "P/2", "乙", "2026-10-15", False, what="印发方案"),
        Fact(1, REPORT, "P/1", "甲", "2026-10-11", False, None, ("2026-10-05", "2026-10-11")),
    ]
    (place,) = ranked([*missed, *facts(1, 2, 0)], UNITS)
    assert [(fact.kind, fact.due) for fact in place.missed] == [
        ("report", "2026-10-11"),
        ("milestone", "2026-10-15"),
        ("deadline", "2026-10-31"),
    ]
    assert place.kinds == {"report": (2, 3), "milestone": (0, 1), "deadline": (0, 1)}
    assert place.score == Fraction(2, 5)


some_facts = st.lists(
    st.builds(
        Fact,
        st.sampled_from(UNITS),
        st.sampled_from((REPORT, MILESTONE, DEADLINE)),
        st.sampled_from(("P/1", "P/2", "P/3")),
        st.just("事项"),
        st.sampled_from(("2026-10-04", "2026-10-11", "2026-10-31")),
        st.booleans(),
        on=st.none(),
        period=st.none(),
        what=st.sampled_from(("印发方案", "建成平台")),
    ),
    max_size=30,
)


@given(some_facts, st.randoms())
def test_the_order_in_which_facts_come_changes_nothing(some: list[Fact], chance: Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert ranked(shuffled, UNITS) == ranked(some, UNITS)


def merit(place: Place) -> tuple[Fraction, int, int]:
    return place.score, -len(place.missed), place.met


@given(some_facts)
def test_ranks_say_how_many_stand_before(some: list[Fact]) -> None:
    found = ranked(some, UNITS)
    for place in found:
        better = [other for other in found if merit(other) > merit(place)]
        assert place.rank == 1 + len(better)
    assert sum(place.due for place in found) == len(some)


def rank(some: list[Fact], unit: int) -> int | None:
    return next((each.rank for each in ranked(some, UNITS) if each.unit == unit), None)


@given(some_facts, st.sampled_from(UNITS))
def test_one_more_fact_that_was_met_never_lowers_a_unit(some: list[Fact], unit: int) -> None:
    after = rank([*some, *facts(unit, 1, 0)], unit)
    assert after is not None
    assert after <= (rank(some, unit) or after)


@given(some_facts, st.sampled_from(UNITS))
def test_one_more_fact_that_was_missed_never_raises_a_unit(some: list[Fact], unit: int) -> None:
    after = rank([*some, *facts(unit, 0, 1)], unit)
    assert after is not None
    assert after >= (rank(some, unit) or after)
