"""The ladder of slips: which step may follow which, whatever happens."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.ladder import Slip, affected, next_move
from taskmatrix.domain.policy import STEPS, Policy
from taskmatrix.domain.slips import lapsed

BEHIND = frozenset({"behind"})
BLUE = Slip(7, "2026-0001", 1, "2026-06-01", "2026-06-08", rules=BEHIND)
PROMISE = {"status": "answered", "promised": "2026-06-20"}


def step_of(slips: list[Slip], today: str, ended: bool = False, **details: Any) -> Any:
    move = next_move(Policy({}), slips, today, ended, **{"rules": BEHIND, **details})
    return move.step, move.why


@pytest.mark.parametrize(
    ("last", "today", "ended", "expected"),
    [
        ({}, "2026-06-01", False, (None, "today")),
        ({}, "2026-06-02", False, (None, "open")),
        ({}, "2026-06-08", False, (None, "open")),
        ({}, "2026-06-08", True, (None, "open")),
        ({}, "2026-06-09", False, (2, "lapsed")),
        ({}, "2026-06-09", True, (1, "anew")),
        ({"step": 2}, "2026-06-09", False, (3, "lapsed")),
        ({"step": 3}, "2026-06-09", False, (4, "lapsed")),
        ({"step": 4}, "2026-06-09", False, (5, "lapsed")),
        ({"step": 5}, "2026-06-09", False, (None, "top")),
        ({"step": 5}, "2026-06-09", True, (1, "anew")),
        (PROMISE, "2026-06-20", False, (None, "promised")),
        (PROMISE, "2026-06-20", True, (None, "promised")),
        (PROMISE, "2026-06-21", False, (2, "unkept")),
        (PROMISE, "2026-06-21", True, (1, "anew")),
        ({**PROMISE, "step": 5}, "2026-06-21", False, (None, "top")),
        ({"status": "withdrawn"}, "2026-06-01", False, (None, "today")),
        ({"status": "withdrawn"}, "2026-06-08", False, (None, "withdrawn")),
        ({"status": "withdrawn"}, "2026-06-08", True, (None, "withdrawn")),
        ({"status": "withdrawn"}, "2026-06-09", False, (1, "first")),
        ({"status": "withdrawn", "step": 4}, "2026-06-09", False, (1, "first")),
    ],
)
def test_which_step_follows(last: Any, today: str, ended: bool, expected: Any) -> None:
    assert step_of([BLUE._replace(**last)], today, ended) == expected


def test_another_matter_does_not_wait_for_what_was_promised_of_the_first() -> None:
    answered = [BLUE._replace(**PROMISE)]
    silent = frozenset({"silent"})
    assert step_of(answered, "2026-06-15", ended=True, rules=silent) == (1, "anew")
    assert step_of(answered, "2026-06-15", ended=False, rules=silent) == (None, "promised")


def test_a_reminder_of_a_deadline_that_was_answered_does_not_climb_before_the_deadline() -> None:
    due, overdue = frozenset({"due"}), frozenset({"overdue"})
    answered = [BLUE._replace(**PROMISE, rules=due)]
    assert step_of(answered, "2026-07-15", rules=due) == (None, "promised")
    assert step_of(answered, "2026-07-15", rules=overdue) == (2, "unkept")


def test_the_first_is_blue() -> None:
    assert step_of([], "2026-06-01") == (1, "first")
    assert step_of([], "2026-06-01", ended=True) == (1, "first")


def test_a_withdrawn_slip_counts_for_nothing_in_the_ladder() -> None:
    yellow = Slip(9, "2026-0002", 2, "2026-06-09", "2026-06-16", "withdrawn")
    assert step_of([BLUE, yellow], "2026-06-16") == (None, "withdrawn")
    assert step_of([BLUE, yellow], "2026-06-17") == (2, "lapsed")
    answered = BLUE._replace(status="answered", promised="2026-06-30")
    assert step_of([answered, yellow], "2026-06-17") == (None, "promised")


@pytest.mark.parametrize(
    ("slips", "today", "expected"),
    [
        ([], "2026-06-01", (3, "major")),
        ([BLUE], "2026-06-01", (None, "today")),
        ([BLUE], "2026-06-02", (3, "major")),
        ([BLUE._replace(step=2, **PROMISE)], "2026-06-02", (3, "major")),
        ([BLUE._replace(step=3)], "2026-06-02", (4, "major")),
        ([BLUE._replace(step=4)], "2026-06-02", (5, "major")),
        ([BLUE._replace(step=5)], "2026-06-02", (None, "top")),
        ([BLUE._replace(status="withdrawn")], "2026-06-02", (3, "major")),
    ],
)
def test_major_alone_goes_higher(slips: list[Slip], today: str, expected: Any) -> None:
    assert step_of(slips, today, major=True) == expected


@pytest.mark.parametrize(("never", "last"), [(None, 5), ("leader", 3), ("yellow", 1), ("blue", 0)])
def test_the_ladder_ends_before_the_first_step_that_is_never_taken(never: Any, last: int) -> None:
    policy = Policy({"steps": {never: False}} if never else {})
    assert policy.last_step == last
    for step in range(1, 6):
        move = next_move(
            policy, [BLUE._replace(step=step)], "2026-06-09", ended=False, rules=BEHIND
        )
        assert move.step == (step + 1 if step < last else None)
    assert next_move(policy, [], "2026-06-09", ended=False, rules=BEHIND).step == (
        1 if last else None
    )
    major = next_move(policy, [], "2026-06-09", ended=False, rules=BEHIND, major=True)
    assert major.step == (3 if last >= 3 else None)


def test_an_unanswered_slip_lapses_the_day_after() -> None:
    assert lapsed("open", "2026-06-08", "2026-06-08") == "open"
    assert lapsed("open", "2026-06-08", "2026-06-09") == "lapsed"
    assert lapsed("answered", "2026-06-08", "2026-06-09") == "answered"


def test_what_is_late_behind_another_that_is_late_names_it() -> None:
    assert affected([2, 3], {2: [1], 3: [1, 2]}) == {3: [2]}
    assert affected([1, 2, 3], {2: [1], 3: [1, 2]}) == {2: [1], 3: [1, 2]}
    assert affected([3], {3: [1, 2]}) == {}


DOING = st.sampled_from(("escalate",) * 5 + ("major", "answer", "withdraw", "end", "wait"))


class Desk:
    """Slips to one unit on one task, while the matter ends and comes back and days pass."""

    def __init__(self, never: str | None) -> None:
        self.policy = Policy({"steps": {never: False}} if never else {})
        self.slips: list[Slip] = []
        self.reasons: list[str] = []
        self.today = date(2026, 3, 2)
        self.stands, self.ended = True, False

    def do(self, doing: str, number: int) -> None:
        later = self.today + timedelta(days=number)
        if doing in ("escalate", "major"):
            self.issue(later + timedelta(days=1), major=doing == "major")
        elif doing == "answer":
            self.close(status="answered", promised=later.isoformat())
        elif doing == "withdraw":
            self.close(status="withdrawn")
        elif doing == "turn":
            self.ended |= self.stands
            self.stands = not self.stands
        else:
            self.today = later

    def issue(self, reply_by: date, major: bool) -> None:
        if not (self.stands or major):
            return
        day = self.today.isoformat()
        move = next_move(self.policy, self.slips, day, self.ended, BEHIND, major=major)
        if move.step:
            seq = len(self.slips)
            self.slips.append(Slip(seq, "", move.step, day, reply_by.isoformat()))
            self.reasons.append(move.why)
            self.ended = False

    def close(self, **change: Any) -> None:
        if self.slips and self.slips[-1].status == "open":
            self.slips[-1] = self.slips[-1]._replace(**change)

    def follows(self, slip: Slip) -> None:
        """Assert that a slip may follow those before it."""
        earlier, why = self.slips[: slip.seq], self.reasons[slip.seq]
        standing = [each.step for each in earlier if each.status != "withdrawn"]
        if why == "major":
            higher = max(3, standing[-1] + 1 if standing else 3)
            closed = [each for each in earlier if each.status == "answered"]
            assert slip.step == higher or (slip.step == 3 and closed)
        elif why in ("lapsed", "unkept"):
            assert slip.step == standing[-1] + 1
        else:
            assert (slip.step, why) in ((1, "first"), (1, "anew"))
            assert (why == "first") == (not standing)


DOING = st.sampled_from(("escalate",) * 4 + ("pass",) * 4 + ("major", "answer", "withdraw", "turn"))


@given(st.lists(st.tuples(DOING, st.integers(0, 20)), max_size=60), st.sampled_from([None, *STEPS]))
def test_whatever_happens_the_ladder_goes_up_by_one_or_begins_anew(
    doings: list[tuple[str, int]], never: str | None
) -> None:
    desk = Desk(never)
    for doing, number in doings:
        known = len(desk.slips)
        desk.do(doing, number)
        for slip in desk.slips[known:]:
            desk.follows(slip)

    days = [slip.issued for slip in desk.slips]
    assert days == sorted(set(days)), "never two on one day"
    assert all(slip.step <= desk.policy.last_step for slip in desk.slips)
    for below, above in pairwise(desk.slips):
        if desk.reasons[above.seq] != "major":
            assert above.issued > (below.promised or below.reply_by) or (
                desk.reasons[above.seq] == "anew" and below.status == "answered"
            )
