"""`escalate`: who is sent which slip, on which day, and who is not."""

import pytest
from commands.escalated import (
    GRACED,
    MONDAY,
    PLAN,
    ROADS,
    C,
    D,
    F,
    act,
    due,
    issued,
    report,
    slip,
    slips,
    supervise,
)
from commands.terminal import Terminal
from commands.working import nothing_recorded, refused
from conftest import Office, bare

FIRST = [
    ("2026-0001", 1, "P/1", D),
    ("2026-0002", 1, "P/2", ROADS),
    ("2026-0003", 1, "P/3.1", F),
    ("2026-0004", 1, "P/4", F),
]


@pytest.fixture
def watched(office: Office) -> Office:
    return supervise(office)


def test_nothing_is_due_in_the_first_period_and_blue_slips_after_it(watched: Office) -> None:
    for day in (MONDAY, "2026-03-08"):
        with nothing_recorded(watched):
            assert issued(watched, day) == []
            assert due(watched, day) == []
    assert issued(watched, GRACED) == FIRST


def test_again_on_the_same_day_it_issues_nothing(watched: Office) -> None:
    assert issued(watched, GRACED) == FIRST
    with nothing_recorded(watched):
        for _again in "12":
            assert issued(watched, GRACED) == []
    assert {each["because"] for each in due(watched, GRACED)} == {"today", "told"}


def test_a_dry_run_shows_what_is_due_and_why_and_writes_nothing(watched: Office) -> None:
    with nothing_recorded(watched):
        done = watched.ok("escalate", "--dry-run", "--json", "--today", GRACED).json
    assert (done["kind"], done["command"], done["changed"]) == ("escalate", None, [])
    first = next(item for item in done["due"] if item["task"] == "P/1")
    assert first["step"] == 1
    assert first["colour"] == "blue"
    assert first["unit"] == D
    assert first["leader"] == "李副省长"
    assert first["reply_by"] == "2026-03-16"
    assert first["because"] == "first"
    assert [cause["rule"] for cause in first["causes"]] == ["behind", "unsigned"]
    assert first["rule"] == "behind"
    shown = watched.ok("escalate", "--dry-run", "--today", GRACED, LANG="en_US.UTF-8").out
    assert "P/1" in shown
    assert issued(watched, GRACED) == FIRST, "the dry run has issued nothing"


def test_a_script_must_say_yes(watched: Office) -> None:
    line = ("escalate", "--as", C, "--today", GRACED)
    with nothing_recorded(watched):
        done = watched(*line, LANG="en_US.UTF-8")
    assert done.status == 3
    assert "P/3.1" in done.out, "what is due is listed all the same"
    assert "taskmatrix escalate --yes" in bare(done.err)


@pytest.mark.parametrize("answer", ["n\n", "\n", "\x03"])
def test_on_a_terminal_it_lists_and_asks_and_a_no_changes_nothing(
    watched: Office, answer: str
) -> None:
    line = ("escalate", "--as", C, "--today", GRACED)
    with (
        nothing_recorded(watched),
        Terminal(watched, *line, columns=100, LANG="en_US.UTF-8") as screen,
    ):
        screen.see("Issue 4 slips?")
        assert "P/3.1" in screen.text
        screen.type(answer)
        assert screen.end() == (130 if answer == "\x03" else 3)
        assert screen.wrapped == 0
    assert slips(watched, GRACED) == []


def test_on_a_terminal_a_yes_issues_them(watched: Office) -> None:
    line = ("escalate", "--as", C, "--today", GRACED)
    with Terminal(watched, *line, columns=100, LANG="en_US.UTF-8") as screen:
        screen.see("Issue 4 slips?")
        screen.type("y\n")
        assert screen.end() == 0
    assert [each["number"] for each in slips(watched, GRACED)] == [each[0] for each in FIRST]


def test_what_is_agreed_to_on_a_terminal_is_issued_once(watched: Office) -> None:
    """Somebody else issues them while one reads the list."""
    line = ("escalate", "--as", C, "--today", GRACED)
    with Terminal(watched, *line, columns=100, LANG="en_US.UTF-8") as screen:
        screen.see("Issue 4 slips?")
        assert len(issued(watched, GRACED, "--except", "P/4")) == 3
        screen.type("y\n")
        assert screen.end() == 0
    found = [(each["number"], each["task"]) for each in slips(watched, GRACED)]
    assert found == [
        ("2026-0001", "P/1"),
        ("2026-0002", "P/2"),
        ("2026-0003", "P/3.1"),
        ("2026-0004", "P/4"),
    ]


@pytest.mark.parametrize(
    ("line", "tasks"),
    [
        (("P/1",), ["P/1"]),
        (("P/1", "P/4"), ["P/1", "P/4"]),
        (("财政厅",), ["P/3.1", "P/4"]),
        (("厅局",), ["P/2", "P/3.1", "P/4"]),
        (("P/1", "交通厅"), ["P/1", "P/2"]),
        (("--except", "P/1"), ["P/2", "P/3.1", "P/4"]),
        (("--except", "厅局"), ["P/1"]),
        (("财政厅", "--except", "P/4"), ["P/3.1"]),
        (("--except", "P/1", "--except", "财政厅"), ["P/2"]),
    ],
)
def test_only_on_these_and_not_to_those(
    watched: Office, line: tuple[str, ...], tasks: list[str]
) -> None:
    assert [task for _number, _step, task, _unit in issued(watched, GRACED, *line)] == tasks


def test_an_unknown_name_is_refused(watched: Office) -> None:
    for line in (("P/9",), ("--except", "省外办")):
        refused(watched, "escalate", *line, "--yes", "--as", C, "--today", GRACED, status=4)


@pytest.mark.parametrize("unit", [D, F])
def test_the_coordinator_alone_issues(watched: Office, unit: str) -> None:
    refused(watched, "escalate", "--yes", "--as", unit, "--today", GRACED)
    refused(watched, "escalate", "--yes", "--today", GRACED)


def test_joint_leads_are_sent_slips_each_for_itself_with_a_copy_to_the_other(
    watched: Office,
) -> None:
    act(watched, ROADS, "2026-03-03", "accept", "P/2")
    found = issued(watched, GRACED, "P/2")
    assert found == [("2026-0001", 1, "P/2", ROADS), ("2026-0002", 1, "P/2", D)]
    assert slip(watched, GRACED, "1")["copies"] == [D]
    assert slip(watched, GRACED, "2")["copies"] == [ROADS]
    report(watched, "2026-03-12", 5, "P/2", D)
    assert [each[3] for each in issued(watched, "2026-03-17", "P/2")] == [ROADS]


def test_a_unit_that_is_sent_no_slips_is_told_of_to_its_leader(watched: Office) -> None:
    (item,) = due(watched, GRACED, "P/3.2")
    assert (item["step"], item["because"], item["leader"]) == (None, "told", "李副省长")
    line = ("escalate", "--yes", "--as", C, "--today", GRACED)
    assert "李副省长" in watched.ok(*line, LANG="en_US.UTF-8").err
    assert not [each for each in slips(watched, GRACED) if each["task"] == "P/3.2"]
    with nothing_recorded(watched):
        assert issued(watched, "2026-03-10", "P/3.2") == []


def test_a_group_gets_none_and_its_children_do(watched: Office) -> None:
    tasks = {each[2] for each in issued(watched, GRACED)}
    assert "P/3" not in tasks
    assert "P/3.1" in tasks
    assert {item["task"] for item in due(watched, GRACED)} == {
        "P/1",
        "P/2",
        "P/3.1",
        "P/3.2",
        "P/4",
    }


def test_what_is_late_behind_another_gets_no_slip_and_is_named_in_that_one_s(
    watched: Office,
) -> None:
    for task, unit in (("P/1", D), ("P/4", F)):
        report(watched, "2026-05-11", 10, task, unit)
    (item,) = due(watched, "2026-05-18", "P/4")
    assert (item["step"], item["because"], item["behind_of"]) == (None, "follows", ["P/1"])
    (item,) = due(watched, "2026-05-18", "P/1")
    assert (item["step"], item["hinders"]) == (1, ["P/4"])
    assert [each[2] for each in issued(watched, "2026-05-18", "P/1", "P/4")] == ["P/1"]
    assert slip(watched, "2026-05-18", "1")["hinders"] == ["P/4"]
    report(watched, "2026-05-19")
    act(watched, D, "2026-05-19", "finish", "P/1")
    act(watched, C, "2026-05-20", "approve", "P/1")
    assert [each[2] for each in issued(watched, "2026-05-20", "P/4")] == ["P/4"]


def test_silence_is_the_unit_s_own_also_behind_another(watched: Office) -> None:
    for task, unit in (("P/1", D), ("P/4", F)):
        report(watched, "2026-04-27", 10, task, unit)
    (item,) = due(watched, "2026-05-18", "P/4")
    assert (item["step"], item["rule"]) == (1, "silent")


def test_an_urgent_matter_starts_with_red(watched: Office) -> None:
    line = ("escalate", "P/1", "--major", "--reason", "省政府督办", "--as", C, "--today", MONDAY)
    watched.ok(*line)
    found = slip(watched, MONDAY, "1")
    assert (found["step"], found["colour"], found["rule"]) == (3, "red", "major")
    assert found["reason"] == "省政府督办"
    refused(watched, *line)
    watched.ok(*line[:-1], "2026-03-03")
    assert slip(watched, "2026-03-03", "2")["step"] == 4


@pytest.mark.parametrize(
    "line",
    [
        ("P/1", "--major"),
        ("P/1", "--reason", "急"),
        ("--major", "--reason", "急"),
        ("P/1", "--major", "--reason", "急", "--except", "P/2"),
        ("P/1", "--major", "--reason", "急", "--dry-run"),
    ],
)
def test_an_urgent_matter_is_named_with_its_reason(watched: Office, line: tuple[str, ...]) -> None:
    refused(watched, "escalate", *line, "--as", C, "--today", GRACED, status=2)


@pytest.mark.parametrize("task", ["P/3", "P/3.2", "P/4"])
def test_no_urgent_slip_on_a_group_to_a_party_body_or_on_what_is_done(
    watched: Office, task: str
) -> None:
    act(watched, C, MONDAY, "terminate", "P/4", "--reason", "工作调整")
    line = ("escalate", "P/1", task, "--major", "--reason", "急", "--as", C, "--today", MONDAY)
    refused(watched, *line)
    assert slips(watched, MONDAY) == [], "none of several, where one is refused"


def test_numbers_begin_anew_each_year(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", PLAN)
    office.ok("plan", "load", "plans", "--today", "2026-12-21")
    assert len(issued(office, "2026-12-28")) == 4
    last = issued(office, "2026-12-31", "P/1", "P/2")
    assert last == []
    assert [each[:2] for each in issued(office, "2027-01-06")] == [
        (f"2027-{number:04}", 2) for number in range(1, 5)
    ]
    for spoken in ("1", "2027-1", "2027-0001", "〔2027〕1号", "１"):
        assert slip(office, "2027-01-06", spoken)["number"] == "2027-0001"
    assert slip(office, "2027-01-06", "2026-4")["number"] == "2026-0004"
