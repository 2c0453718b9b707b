"""`urge`: the coordinator calls who has not signed or reported."""

from typing import Any

import pytest
from conftest import SMALL, Done, Office, bare, made

JOINT = """
    [[task]]
    number = "3"
    title  = "人工智能+政务"
    lead   = ["省交通运输厅", "省数据局"]
    local  = []

    [[task]]
    number  = "4"
    title   = "无人牵头"
    support = ["省数据局"]
    local   = []
"""
MONDAY, DAY = "2026-03-02", "2026-03-09"


@pytest.fixture
def office(office: Office) -> Office:
    """An office of the coordinator; one task under way, the others not signed for."""
    office.env["TASKMATRIX_AS"] = "省发展改革委"
    return made(office, _begin)


def _begin(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + JOINT)
    office.ok("plan", "load", "plans", "--today", MONDAY)
    office.ok("accept", "P/1", "--as", "省数据局", "--today", MONDAY)


def urge(office: Office, *args: str, day: str = DAY) -> Done:
    return office("urge", *args, "--today", day)


def urged(office: Office, *args: str, day: str = DAY) -> list[tuple[str, str]]:
    done = urge(office, *args, "--json", day=day)
    assert done.status == 0, done.err
    return [(item["task"], item["other"]) for item in done.json["done"]]


def flags(office: Office, code: str, day: str = DAY) -> list[str]:
    tasks = office.ok("list", "--json", "--today", day).json["tasks"]
    found: list[str] = next(task["flags"] for task in tasks if task["code"] == code)
    return found


def events(office: Office, code: str) -> list[dict[str, Any]]:
    task = office.ok("show", code, "--json", "--today", DAY).json["task"]
    return [event for event in task["events"] if event["kind"] == "urged"]


def test_the_leads_of_a_task_are_urged(office: Office) -> None:
    assert urged(office, "P/1", "政务") == [
        ("P/1", "省数据局"),
        ("P/3", "省交通运输厅"),
        ("P/3", "省数据局"),
    ]
    assert len(events(office, "P/3")) == 2, "each joint lead"
    assert "urged" in flags(office, "P/3")


def test_a_unit_is_urged_about_all_that_it_owes(office: Office) -> None:
    assert urged(office, "数据局") == [("P/1", "省数据局")], "it is not the first lead of P/3"
    assert urged(office, "交通厅") == [("P/2", "省交通运输厅"), ("P/3", "省交通运输厅")]
    assert urged(office, "各市政府", day="2026-05-04") == [
        ("P/1", "甲市政府"),
        ("P/1", "乙市政府"),
    ]


def test_what_is_named_twice_is_urged_once(office: Office) -> None:
    assert urged(office, "P/1", "省数据局", "1") == [("P/1", "省数据局")]
    assert len(events(office, "P/1")) == 1


def test_the_record_says_how_and_what(office: Office) -> None:
    urge(office, "P/1", "--by", "电话", "--note", "请于周三前反馈")
    urge(office, "P/1", "--by", "message")
    by_phone, by_message = events(office, "P/1")
    assert by_phone["unit"] == "省发展改革委"
    assert by_phone["data"]["by"] == "phone"
    assert by_phone["data"]["note"] == "请于周三前反馈"
    assert by_message["data"]["by"] == "message"
    assert "note" not in by_message["data"]
    assert office.ok("db", "check").status == 0


def test_the_flag_lasts_until_the_next_report(office: Office) -> None:
    urge(office, "P/1")
    (item,) = office.ok("missing", "--json", "--today", DAY).json["missing"]
    assert item["urged"] == DAY
    assert "urged" in flags(office, "P/1", "2026-04-01")
    office.ok("update", "P/1", "-p", "10", "--as", "省数据局", "--today", "2026-04-01")
    assert "urged" not in flags(office, "P/1", "2026-04-01")


def test_who_owes_nothing_is_urged_by_task_only(office: Office) -> None:
    office.ok("update", "P/1", "-p", "10", "--as", "省数据局", "--today", MONDAY)
    refused = urge(office, "省数据局", "--lang", "en")
    assert refused.status == 3
    assert "taskmatrix urge TASK" in bare(refused.err)
    assert urge(office, "P/1").status == 0


def test_a_refusal_changes_nothing(office: Office) -> None:
    assert urge(office, "P/1", "省发展改革委").status == 3
    assert urge(office, "P/1", "P/99").status == 4
    assert events(office, "P/1") == []


def test_only_the_coordinator_urges(office: Office) -> None:
    assert urge(office, "P/1", "--as", "省数据局").status == 3
    assert events(office, "P/1") == []


def test_a_task_in_review_or_closed_is_not_urged(office: Office) -> None:
    office.ok("finish", "P/1", "--reason", "并入", "--as", "省数据局", "--today", MONDAY)
    assert urge(office, "P/1").status == 3, "the coordinator's turn"
    office.ok("approve", "P/1", "--today", MONDAY)
    assert urge(office, "P/1").status == 3


def test_a_task_without_a_lead_is_not_urged(office: Office) -> None:
    assert urge(office, "P/4").status == 3


def test_whom_to_call_is_told(office: Office) -> None:
    office.ok("unit", "contact", "省数据局", "--liaison", "李\x1b[31m明", "--phone", "024-1234")
    done = urge(office, "P/3")
    assert done.status == 0
    (line,) = [line for line in done.err.splitlines() if "024-1234" in line]
    assert "省数据局" in line
    assert "\x1b" not in line
    assert "024-1234" not in str(office.ok("show", "P/3", "--json").json), "not on record"
