"""`slips`: the register, who answers a slip, who withdraws one, and what can be taken back."""

from typing import Any

import pytest
from commands.escalated import GRACED, ROADS, C, D, F, act, due, issued, slip, slips, supervise, why
from commands.working import nothing_recorded, refused, task
from conftest import Office

KEYS = {
    *("number", "colour", "step", "task", "unit", "copies", "issued", "reply_by", "status"),
    *("rule",),
}
"""What the contract promises of a slip."""
ANSWER = ("--reply", "本周签收", "--by", "2026-03-20")


@pytest.fixture
def sent(office: Office) -> Office:
    """An office that has issued the first four slips."""
    supervise(office)
    assert len(issued(office, GRACED)) == 4
    return office


def numbers(office: Office, day: str, *args: str) -> list[str]:
    return [each["number"] for each in slips(office, day, *args)]


def test_the_register_in_json(sent: Office) -> None:
    done = sent.ok("slips", "--json", "--today", GRACED).json
    assert (done["schema"], done["kind"], done["today"]) == (1, "slips", GRACED)
    for each in done["slips"]:
        assert each.keys() >= KEYS
    first = done["slips"][0]
    assert {key: first[key] for key in KEYS} == {
        "number": "2026-0001",
        "colour": "blue",
        "step": 1,
        "task": "P/1",
        "unit": D,
        "copies": [],
        "issued": GRACED,
        "reply_by": "2026-03-16",
        "status": "open",
        "rule": "behind",
    }


def test_a_task_shows_the_slip_that_stands(sent: Office) -> None:
    def of_task(day: str) -> Any:
        tasks = sent.ok("list", "--json", "--today", day).json["tasks"]
        return next(each["slip"] for each in tasks if each["code"] == "P/1")

    assert of_task(GRACED) == {"number": "2026-0001", "colour": "blue", "step": 1}
    issued(sent, "2026-03-17", "P/1")
    assert of_task("2026-03-17") == {"number": "2026-0005", "colour": "yellow", "step": 2}
    act(sent, C, "2026-03-17", "slips", "withdraw", "5", "--reason", "误发")
    assert of_task("2026-03-17") == {"number": "2026-0001", "colour": "blue", "step": 1}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (("--unit", "财政厅"), [3, 4]),
        (("--unit", "厅局"), [2, 3, 4]),
        (("--task", "P/1"), [1, 5]),
        (("--status", "lapsed"), [2, 3, 4]),
        (("--status", "open"), [5]),
        (("--status", "answered"), [1]),
        (("--status", "未回复", "--status", "已回复"), [1, 5]),
        (("--colour", "yellow"), [5]),
        (("--colour", "黄", "--unit", "财政厅"), []),
    ],
)
def test_filters(sent: Office, line: tuple[str, ...], found: list[int]) -> None:
    act(sent, D, GRACED, "slips", "answer", "1", "--reply", "本周签收", "--by", "2026-03-16")
    assert len(issued(sent, "2026-03-17", "P/1")) == 1
    assert numbers(sent, "2026-03-17", *line) == [f"2026-{number:04}" for number in found]


def test_the_addressee_answers(sent: Office) -> None:
    act(sent, D, GRACED, "slips", "answer", "2026-1", *ANSWER)
    found = slip(sent, GRACED, "1")
    assert found["status"] == "answered"
    assert (found["answered"], found["promised"]) == (GRACED, "2026-03-20")
    assert found["answer"] == "本周签收"
    refused(sent, "slips", "answer", "1", *ANSWER, "--as", D, "--today", GRACED)


@pytest.mark.parametrize("unit", [ROADS, F, C])
def test_nobody_else_answers(sent: Office, unit: str) -> None:
    refused(sent, "slips", "answer", "1", *ANSWER, "--as", unit, "--today", GRACED)
    refused(sent, "slips", "answer", "1", *ANSWER, "--as", D, "--home", F, "--today", GRACED)


def test_the_coordinator_enters_for_the_addressee(sent: Office) -> None:
    act(sent, D, GRACED, "slips", "answer", "1", *ANSWER, "--home", C)
    assert slip(sent, GRACED, "1")["status"] == "answered"
    event = sent.ok("history", "--json", "--today", GRACED).json["events"][-1]
    assert (event["kind"], event["unit"], event["home"]) == ("slip-answered", D, C)


def test_a_promise_lies_ahead(sent: Office) -> None:
    line = ("slips", "answer", "1", "--reply", "办", "--as", D, "--today", GRACED, "--by")
    refused(sent, *line, "2026-03-08")
    sent.ok(*line, "2026-03-09")
    assert why(sent, "2026-03-10", "P/1") == [(2, "unkept")]


def test_a_slip_that_lapsed_may_still_be_answered(sent: Office) -> None:
    act(sent, D, "2026-03-17", "slips", "answer", "1", *ANSWER)
    assert why(sent, "2026-03-18", "P/1") == [(None, "promised")]


def test_the_coordinator_alone_withdraws(sent: Office) -> None:
    line = ("slips", "withdraw", "1", "--reason", "误发", "--today", GRACED, "--as")
    refused(sent, *line, D)
    sent.ok(*line, C)
    found = slip(sent, GRACED, "1")
    assert (found["status"], found["withdrawn_because"]) == ("withdrawn", "误发")
    refused(sent, *line, C)
    refused(sent, "slips", "answer", "1", *ANSWER, "--as", D, "--today", GRACED)


@pytest.mark.parametrize("number", ["5", "2025-1", "0", "一号", "2026-", ""])
def test_a_number_that_does_not_exist(sent: Office, number: str) -> None:
    refused(sent, "slips", "show", number, "--today", GRACED, status=4)
    line = ("slips", "withdraw", number, "--reason", "误发", "--as", C, "--today", GRACED)
    refused(sent, *line, status=4)


def test_what_is_out_is_not_taken_back(sent: Office) -> None:
    said = refused(sent, "undo", "--as", C, "--today", GRACED)
    for number in range(1, 5):
        assert f"2026-{number:04}" in said
    assert "taskmatrix slips withdraw 2026-0001" in said
    assert len(slips(sent, GRACED)) == 4


def test_who_takes_back_an_answer_opens_the_slip_again(sent: Office) -> None:
    who = ("--actor", "李明")
    act(sent, D, GRACED, "slips", "answer", "1", *ANSWER, *who)
    assert why(sent, "2026-03-17", "P/1") == [(None, "promised")]
    act(sent, D, "2026-03-10", "undo", *who)
    found = slip(sent, "2026-03-10", "1")
    assert (found["status"], found["answer"], found["promised"]) == ("open", None, None)
    assert why(sent, "2026-03-17", "P/1") == [(2, "lapsed")]
    act(sent, D, "2026-03-17", "slips", "answer", "1", *ANSWER, *who)
    assert slip(sent, "2026-03-17", "1")["answered"] == "2026-03-17"
    sent.ok("db", "check")


def test_who_takes_back_a_withdrawal_opens_the_slip_again(sent: Office) -> None:
    act(sent, C, GRACED, "slips", "withdraw", "1", "--reason", "误发")
    act(sent, C, GRACED, "undo")
    assert slip(sent, GRACED, "1")["status"] == "open"
    assert why(sent, "2026-03-17", "P/1") == [(2, "lapsed")]
    refused(sent, "undo", "--as", C, "--today", GRACED)


def test_others_cannot_take_back_what_a_slip_rests_on(office: Office) -> None:
    """The slip stands on the task: it is named."""
    supervise(office)
    act(office, D, "2026-03-03", "accept", "P/1", "--actor", "李明")
    assert issued(office, GRACED, "P/1") == [("2026-0001", 1, "P/1", D)]
    with nothing_recorded(office):
        assert office("undo", "--actor", "李明", "--as", D, "--today", GRACED).status == 3


def test_looking_back_the_register_is_what_it_was(sent: Office) -> None:
    shown = (
        ("slips", "--json"),
        ("slips", "--format", "table"),
        ("slips", "show", "1"),
        ("list", "--json"),
        ("show", "P/1", "--json"),
    )
    days = (GRACED, "2026-03-12", "2026-03-17", "2026-03-18")
    seen: dict[tuple[str, ...], list[str]] = {}
    for day in days:
        if day == "2026-03-12":
            act(sent, D, day, "slips", "answer", "1", *ANSWER)
            act(sent, C, day, "slips", "withdraw", "2", "--reason", "误发")
        if day == "2026-03-17":
            assert len(issued(sent, day, "财政厅")) == 2
        for line in shown:
            seen.setdefault(line, []).append(sent.ok(*line, "--today", day).out)
    act(sent, D, "2026-03-19", "update", "P/1", "-p", "60", "-d", "进展")
    issued(sent, "2026-03-21")
    for line, then in seen.items():
        assert [sent.ok(*line, "--as-of", day).out for day in days] == then, line


def test_every_slip_is_an_event_of_its_task(sent: Office) -> None:
    shown = task(sent, "P/1")
    assert [each["number"] for each in shown["slips"]] == ["2026-0001"]
    assert "slip-issued" in [event["kind"] for event in shown["events"]]
    commands = {
        event["command"]
        for event in sent.ok("history", "--json").json["events"]
        if event["kind"] == "slip-issued"
    }
    assert len(commands) == 1, "one command issued them all"


def test_the_register_is_whole_whatever_was_done(sent: Office) -> None:
    act(sent, D, "2026-03-10", "slips", "answer", "1", *ANSWER)
    act(sent, C, "2026-03-10", "slips", "withdraw", "2", "--reason", "误发")
    issued(sent, "2026-03-17")
    sent.ok("db", "check")
    assert numbers(sent, "2026-03-17") == [f"2026-{number:04}" for number in range(1, 8)]
    assert due(sent, "2026-03-17", "P/1") != []
