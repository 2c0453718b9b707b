"""The ladder climbed: what follows a slip that lapsed, was answered, withdrawn, or kept."""

import pytest
from commands.escalated import GRACED, C, D, act, due, issued, report, slip, slips, supervise, why
from conftest import Office

FIRST = ["P/1", "P/2", "P/3.1", "P/4"]


@pytest.fixture
def watched(office: Office) -> Office:
    return supervise(office)


LADDER = [
    ("2026-03-09", 1, "blue", "2026-03-16"),
    ("2026-03-17", 2, "yellow", "2026-03-24"),
    ("2026-03-25", 3, "red", "2026-03-30"),
    ("2026-03-31", 4, "red", "2026-04-03"),
    ("2026-04-06", 5, "red", "2026-04-09"),
]


def test_who_never_answers_climbs_step_by_step_to_the_top_and_no_further(watched: Office) -> None:
    for number, (day, step, colour, reply_by) in enumerate(LADDER, 1):
        assert issued(watched, day, "P/1") == [(f"2026-{number:04}", step, "P/1", D)]
        found = slip(watched, day, str(number))
        assert found["colour"] == colour
        assert found["reply_by"] == reply_by
        assert found["to"] == {4: "李副省长", 5: "王省长"}.get(step)
        assert issued(watched, reply_by, "P/1") == [], "until the last day it may be answered"
        assert slips(watched, reply_by)[-1]["status"] == "open"
    for day in ("2026-04-10", "2026-05-11", "2026-12-31"):
        assert issued(watched, day, "P/1") == []
        assert why(watched, day, "P/1") == [(None, "top")]
    assert {each["status"] for each in slips(watched, "2026-04-10")} == {"lapsed"}


def test_who_does_not_escalate_for_long_misses_no_step(watched: Office) -> None:
    assert issued(watched, GRACED, "P/1")[0][1] == 1
    assert issued(watched, "2026-12-01", "P/1")[0][1] == 2
    assert issued(watched, "2026-12-31", "P/1")[0][1] == 3


def test_answered_and_the_promise_runs_nothing_follows(watched: Office) -> None:
    issued(watched, GRACED, "P/1")
    act(watched, D, GRACED, "slips", "answer", "1", "--reply", "本周签收", "--by", "2026-03-20")
    for day in ("2026-03-17", "2026-03-20"):
        assert issued(watched, day, "P/1") == []
        assert why(watched, day, "P/1") == [(None, "promised")]
    assert issued(watched, "2026-03-21", "P/1") == [("2026-0002", 2, "P/1", D)]
    assert slip(watched, "2026-03-21", "2")["because"] == "unkept"
    assert [each["status"] for each in slips(watched, "2026-04-21")] == ["answered", "lapsed"]


def test_answered_and_kept_nothing_is_the_matter_any_more(watched: Office) -> None:
    issued(watched, GRACED, "P/1")
    act(watched, D, GRACED, "slips", "answer", "1", "--reply", "本周签收", "--by", "2026-03-20")
    report(watched, "2026-03-19")
    assert due(watched, "2026-03-21", "P/1") == []


def test_a_matter_that_ended_and_comes_back_begins_with_blue(watched: Office) -> None:
    for day, *_ in LADDER[:3]:
        issued(watched, day, "P/1")
    report(watched, "2026-03-26")
    assert due(watched, "2026-03-31", "P/1") == []
    assert why(watched, "2026-04-06", "P/1") == [(1, "anew")], "silent for a week"
    assert issued(watched, "2026-04-06", "P/1") == [("2026-0004", 1, "P/1", D)]
    assert issued(watched, "2026-04-14", "P/1") == [("2026-0005", 2, "P/1", D)]


def test_a_matter_that_only_changes_has_not_ended(watched: Office) -> None:
    """Signed for, and then silent and behind: it is the same unit that does not move."""
    issued(watched, GRACED, "P/1")
    act(watched, D, "2026-03-10", "accept", "P/1")
    assert why(watched, "2026-03-17", "P/1") == [(2, "lapsed")]
    assert due(watched, "2026-03-17", "P/1")[0]["rule"] == "behind"


def test_a_slip_that_is_withdrawn_keeps_its_number_and_silences_until_its_day(
    watched: Office,
) -> None:
    assert [each[2] for each in issued(watched, GRACED)] == FIRST
    act(watched, C, GRACED, "slips", "withdraw", "1", "--reason", "误发")
    assert slip(watched, GRACED, "1")["status"] == "withdrawn"
    assert issued(watched, GRACED, "P/1") == []
    assert issued(watched, "2026-03-16", "P/1") == []
    assert why(watched, "2026-03-16", "P/1") == [(None, "withdrawn")]
    assert issued(watched, "2026-03-17", "P/1") == [("2026-0005", 1, "P/1", D)]
    assert [each["number"] for each in slips(watched, "2026-03-17")] == [
        f"2026-{number:04}" for number in range(1, 6)
    ]


def test_after_a_withdrawn_slip_the_ladder_stands_where_it_stood(watched: Office) -> None:
    issued(watched, GRACED, "P/1")
    assert issued(watched, "2026-03-17", "P/1")[0][1] == 2
    act(watched, C, "2026-03-18", "slips", "withdraw", "2", "--reason", "误发")
    assert issued(watched, "2026-03-25", "P/1") == [("2026-0003", 2, "P/1", D)]


def test_what_ended_before_a_withdrawn_slip_has_ended(watched: Office) -> None:
    issued(watched, GRACED, "P/1")
    report(watched, "2026-03-18")
    assert why(watched, "2026-03-30", "P/1") == [(1, "anew")]
    issued(watched, "2026-03-30", "P/1")
    act(watched, C, "2026-03-30", "slips", "withdraw", "2", "--reason", "误发")
    assert why(watched, "2026-04-07", "P/1") == [(1, "anew")]


def test_closure_that_is_returned_has_ended_nothing(watched: Office) -> None:
    """In review the clock stands; returned, the days count."""
    for day in ("2026-03-09", "2026-04-29"):
        report(watched, day, 95)
    assert issued(watched, "2026-05-01", "P/1") == [("2026-0001", 1, "P/1", D)]
    act(watched, D, "2026-05-04", "finish", "P/1", "--reason", "主体完成")
    assert due(watched, "2026-05-12", "P/1") == []
    act(watched, C, "2026-05-13", "return", "P/1", "--reason", "材料不全")
    assert why(watched, "2026-05-14", "P/1") == [(2, "lapsed")]


def test_closure_that_is_approved_ends_it(watched: Office) -> None:
    report(watched, "2026-04-29", 95)
    issued(watched, "2026-05-01", "P/1")
    report(watched, "2026-05-02")
    act(watched, D, "2026-05-04", "finish", "P/1")
    act(watched, C, "2026-05-05", "approve", "P/1", "--actor", "李明")
    assert due(watched, "2026-05-12", "P/1") == []
    act(watched, C, "2026-05-13", "reopen", "P/1", "--reason", "验收发现问题")
    assert why(watched, "2026-05-14", "P/1") == [(1, "anew")]


def test_a_report_that_was_taken_back_has_ended_nothing(watched: Office) -> None:
    issued(watched, GRACED, "P/1")
    report(watched, "2026-03-10")
    act(watched, D, "2026-03-11", "undo")
    assert why(watched, "2026-03-17", "P/1") == [(2, "lapsed")]
