"""`report weekly`: what happened between two weeklies, how tasks stand, what is ahead."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from commands.supervised import act, supervise
from commands.terminal import Terminal
from conftest import Office, made

DATA, ROADS, OFFICE, CITY = "省数据局", "省交通运输厅", "省发展改革委", "甲市政府"
FIRST_FRIDAY, SECOND_FRIDAY = "2026-03-06", "2026-03-20"


def weekly(office: Office, day: str, *args: str) -> Any:
    """The data of a draft drawn up on a day."""
    return office.ok("report", "weekly", "--json", "--today", day, *args).json


def first_week(office: Office) -> None:
    supervise(office)
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "10", "-d", "完成选址",
        "-i", "资金未落实", "-n", "启动招标", "--ask", "请协调用地")  # fmt: skip
    act(office, ROADS, "2026-03-04", "accept", "P/2")
    act(office, DATA, "2026-03-05", "update", "P/4", "-p", "80", "-d", "形成方案初稿",
        "--promise", "完成验收", "--by", "2026-03-12")  # fmt: skip


def first_issued(office: Office) -> None:
    made(office, first_week)
    act(office, OFFICE, FIRST_FRIDAY, "report", "weekly", "--issue")


def two_more_weeks(office: Office) -> None:
    made(office, first_issued)
    act(office, DATA, FIRST_FRIDAY, "update", "P/4", "-p", "90", "-d", "下班前补充报送")
    act(office, ROADS, "2026-03-10", "update", "P/2", "-p", "30", "-d", "完成调研",
        "--on", "2026-03-05")  # fmt: skip
    act(office, DATA, "2026-03-11", "update", "P/1", "-p", "40", "-d", "完成招标",
        "--ask", "请协调供电")  # fmt: skip
    act(office, CITY, "2026-03-12", "update", "P/1", "-d", "落实场地", "-i", "缺专业人员")
    act(office, DATA, "2026-03-12", "update", "P/1", "-p", "95", "-d", "误报")
    office.ok("undo", "--today", "2026-03-12")
    act(office, OFFICE, "2026-03-16", "escalate", "P/4", "--yes")
    act(office, ROADS, "2026-03-17", "extend", "P/2", "--to", "2027-06-30", "--reason", "审批要素")


def codes(items: Iterable[dict[str, Any]]) -> list[str]:
    return [item["code"] for item in items]


def test_the_first_weekly_begins_with_the_monday_of_its_week(office: Office) -> None:
    data = weekly(made(office, first_week), FIRST_FRIDAY)
    assert (data["first"], data["last"], data["week"]) == ("2026-03-02", FIRST_FRIDAY, "2026-W10")
    assert (data["draft"], data["number"], data["previous"]) == (True, None, None)
    assert (data["programme"], data["issuer"]) == ("某省人工智能实施方案", OFFICE)
    assert data["before"] is None, "nothing was loaded before"
    assert data["changes"]["begun"] == ["P/1", "P/2", "P/4"]
    assert data["changes"]["added"] == ["P/1", "P/2", "P/3", "P/4"]
    assert data["totals"]["states"] == {
        "pending": 1,
        "active": 3,
        "review": 0,
        "closed": 0,
        "terminated": 0,
    }
    assert data["activity"] == {
        "reports": 2,
        "units_reporting": 1,
        "units_silent": [],
        "units_without_slips": [],
        "period": {"first": "2026-02-23", "last": "2026-03-01"},
        "evidence": 0,
    }
    assert data["simulated"] is True


def test_what_leads_said_stands_in_the_sections(office: Office) -> None:
    data = weekly(made(office, first_week), FIRST_FRIDAY)
    growth = {item["code"]: (item["before"], item["progress"]) for item in data["progress"]}
    assert growth == {"P/4": (None, 80), "P/1": (None, 10)}
    assert codes(data["progress"]) == ["P/4", "P/1"], "what grew most comes first"
    about = {"code": "P/1", "title": "优化算力支撑底座", "unit": DATA}
    assert data["problems"] == [{**about, "on": "2026-03-03", "text": "资金未落实"}]
    assert data["asks"] == [{**about, "on": "2026-03-03", "text": "请协调用地"}]
    assert data["ahead"]["plans"] == [{**about, "text": "启动招标"}]
    assert [item["kind"] for item in data["decisions"]] == ["ask"]
    assert codes(data["ahead"]["deadlines"]) == ["P/4"]
    assert [item["text"] for item in data["promises"]["due"]] == ["完成验收"]
    (task,) = [item for item in data["tasks"] if item["code"] == "P/1"]
    said = {key: task[key] for key in ("done", "issue", "next", "ask")}
    assert said == {
        "done": "完成选址",
        "issue": "资金未落实",
        "next": "启动招标",
        "ask": "请协调用地",
    }


def test_a_weekly_begins_where_the_one_before_ended(office: Office) -> None:
    data = weekly(made(office, two_more_weeks), SECOND_FRIDAY)
    assert data["previous"] == {"number": 1, "year": 2026, "last": FIRST_FRIDAY}
    assert (data["first"], data["last"]) == ("2026-03-07", SECOND_FRIDAY)
    done = {item["code"]: (item["before"], item["progress"]) for item in data["progress"]}
    assert done == {"P/4": (80, 90), "P/1": (10, 40)}, "the hour after the issue belongs here"
    assert [(c["code"], c["on"], c["text"]) for c in data["corrections"]] == [
        ("P/2", "2026-03-05", "完成调研")
    ]
    assert data["activity"]["reports"] == 3, "none that was taken back, none entered later"
    assert [item["text"] for item in data["problems"]] == ["缺专业人员"]
    assert [item["text"] for item in data["asks"]] == ["请协调供电"]
    assert data["changes"]["newly_red"] == codes(data["behind"])[:1] == ["P/4"]
    (late,) = [item for item in data["behind"] if item["code"] == "P/4"]
    assert (late["days"], late["deadline"], late["lead"]) == (7, "2026-03-13", [DATA])
    assert [item["text"] for item in data["promises"]["missed"]] == ["完成验收"]
    kinds = {item["kind"]: item for item in data["decisions"]}
    assert kinds["extension"]["to"] == "2027-06-30"
    assert kinds["extension"]["text"] == "审批要素"
    assert kinds["extension"]["decides"] == OFFICE
    (issued,) = data["slips"]["issued"]
    assert (issued["task"], issued["colour"]) == ("P/4", "blue")
    assert [week["number"] for week in data["trend"]] == [1, None]
    assert data["trend"][-1]["lights"] == data["totals"]["lights"]


def test_before_and_now_are_what_the_lists_said_then(office: Office) -> None:
    made(office, two_more_weeks)
    data = weekly(office, SECOND_FRIDAY)
    now, then = (
        office.ok("list", "--all", "--json", *when).json["tasks"]
        for when in (("--today", SECOND_FRIDAY), ("--as-of", FIRST_FRIDAY))
    )
    assert data["totals"]["lights"] == {
        light: sum(task["light"] == light for task in now) for light in data["totals"]["lights"]
    }
    was, is_now = (Counter(task["state"] for task in tasks) for tasks in (then, now))
    assert {k: n for k, n in data["totals"]["states"].items() if n} == is_now
    assert {k: n for k, n in data["before"]["states"].items() if n} == was
    red = {task["code"] for task in now if task["light"] == "red"}
    assert set(data["changes"]["newly_red"]) == red - {
        task["code"] for task in then if task["light"] == "red"
    }


def test_a_week_that_is_over_is_judged_on_its_sunday(office: Office) -> None:
    made(office, two_more_weeks)
    data = weekly(office, SECOND_FRIDAY, "--week", "2026-W11")
    assert (data["first"], data["last"]) == ("2026-03-07", "2026-03-15")
    assert data["slips"]["issued"] == [], "those of the week after"
    (late,) = data["behind"][:1]
    assert (late["code"], late["days"]) == ("P/4", 2)
    by_day = weekly(office, SECOND_FRIDAY, "--week", "2026-03-11")
    assert by_day == data


def test_the_week_of_an_issued_weekly_shows_just_that(office: Office) -> None:
    made(office, first_issued)
    before = weekly(office, FIRST_FRIDAY, "--week", "2026-W10")
    made(office, two_more_weeks)
    asked = ("report", "weekly", "--json", "--today", SECOND_FRIDAY, "--week", "2026-W10")
    assert "weekly no. 1 of 2026" in office.ok(*asked, LANG="en_US.UTF-8").err
    again = office.ok(*asked).json
    late = [(c["on"], c["day"], c["text"]) for c in again.pop("corrections")]
    assert late == [("2026-03-05", "2026-03-10", "完成调研")], "it was told since"
    assert before.pop("corrections") == []
    for data in (before, again):
        data.pop("today")
    assert again == before


@pytest.mark.parametrize("form", ["json", "md", "html", "docx"])
def test_as_of_a_day_it_has_the_same_bytes_ever_after(office: Office, form: str) -> None:
    made(office, first_week)
    look = ("report", "weekly", "--as-of", "2026-03-05", "-o")
    office.ok(*look, f"before.{form}", "--today", "2026-03-05")
    two_more_weeks(office)
    act(office, ROADS, SECOND_FRIDAY, "update", "P/2", "-p", "31", "--on", "2026-03-03")
    office.ok(*look, f"after.{form}", "--today", SECOND_FRIDAY, PYTHONHASHSEED="7")
    before, after = (office.folder / f"{name}.{form}" for name in ("before", "after"))
    assert before.read_bytes() == after.read_bytes()


def test_a_weekly_is_written_in_every_form(office: Office) -> None:
    made(office, two_more_weeks)
    today = ("--today", SECOND_FRIDAY)
    for told in (office.ok("report", "weekly", *today).out,
                 office.ok("report", "weekly", "--format", "md", *today).out,
                 office.ok("report", "weekly", "--format", "html", *today).out):  # fmt: skip
        assert "下班前补充报送" in told
        assert "请协调供电" in told
    office.ok("report", "weekly", "-o", "a.docx", *today)
    assert (office.folder / "a.docx").read_bytes().startswith(b"PK")


def test_a_terminal_is_no_place_for_docx(office: Office) -> None:
    made(office, first_week)
    asked = ("report", "weekly", "--format", "docx", "--today", FIRST_FRIDAY)
    with Terminal(office, *asked, LANG="en_US.UTF-8") as terminal:
        assert terminal.end() == 2
        assert "-o weekly.docx" in terminal.text
