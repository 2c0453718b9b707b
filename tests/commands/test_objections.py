"""A unit that is waited for objects; the coordinator decides, as on all that is pending."""

import pytest
from commands.supervised import MONDAY, NEXT_MONDAY, TUESDAY, act, supervise, todo
from commands.test_waiting import COORDINATOR, LEAD, ROADS, items, missing_awaited, refused, task
from conftest import Office, made

CITY = "甲市政府"
OBJECTION = ("wait", "P/1", "--object", "--reason", "未收到函件")


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which the lead of P/1 waits for the roads, which object."""
    return made(office, _object)


def _object(office: Office) -> None:
    supervise(office)
    act(office, LEAD, MONDAY, "accept", "P/1")
    act(office, LEAD, MONDAY, "wait", "P/1", "--on", ROADS, "--reason", "等路网数据")
    act(office, ROADS, TUESDAY, *OBJECTION)


def test_an_objection_waits_for_the_coordinator(office: Office) -> None:
    (item,) = items(office, COORDINATOR, TUESDAY, "objection")
    assert (item["task"], item["unit"], item["since"]) == ("P/1", ROADS, TUESDAY)
    assert (item["reason"], item["due"]) == ("未收到函件", "2026-03-16")
    assert item["next"] == f"taskmatrix approve P/1 --unit {ROADS}"
    late = items(office, COORDINATOR, "2026-03-17", "objection")
    assert [each["task"] for each in late] == ["P/1"], "the wait is over, the objection is not"
    assert items(office, ROADS, TUESDAY, "awaited") == [], "it has answered"
    assert missing_awaited(office, NEXT_MONDAY) == []
    found = task(office, TUESDAY)
    assert found["wait"]["objection"] == {"day": TUESDAY, "reason": "未收到函件"}
    assert found["wait"]["in_force"], "until it is decided"
    assert "未收到函件" in office.ok("show", "P/1", "--today", TUESDAY).out


@pytest.mark.parametrize("how", [(), ("--unit", "交通厅")], ids=["", "by name"])
def test_an_objection_that_holds_ends_the_wait(office: Office, how: tuple[str, ...]) -> None:
    done = act(office, COORDINATOR, TUESDAY, "approve", "P/1", *how, "--json").json
    assert done["changed"] == ["P/1"]
    found = task(office, TUESDAY)
    assert (found["wait"], found["state"]) == (None, "active")
    assert items(office, ROADS, TUESDAY, "awaited") == []
    refused(office, COORDINATOR, TUESDAY, "approve", "P/1")
    act(office, LEAD, TUESDAY, "wait", "P/1", "--on", ROADS, "--reason", "函已补发")
    act(office, ROADS, TUESDAY, *OBJECTION)
    assert len(items(office, COORDINATOR, TUESDAY, "objection")) == 1, "another wait"


def test_an_objection_that_is_returned_lets_the_wait_go_on(office: Office) -> None:
    act(office, COORDINATOR, TUESDAY, "return", "P/1", "--reason", "函已送达")
    found = task(office, TUESDAY)
    assert (found["wait"]["in_force"], found["wait"]["objection"]) == (True, None)
    assert "函已送达" in office.ok("history", "P/1", "--today", TUESDAY).out
    assert len(items(office, ROADS, TUESDAY, "awaited")) == 1
    assert missing_awaited(office, NEXT_MONDAY) == [ROADS]
    assert "taskmatrix update P/1" in refused(office, ROADS, TUESDAY, *OBJECTION), "once is enough"
    act(office, ROADS, TUESDAY, "update", "P/1", "-d", "数据已交")


def test_one_objects_once_and_while_it_lasts(office: Office) -> None:
    assert "the coordinator decides" in refused(office, ROADS, TUESDAY, *OBJECTION)
    assert ROADS in refused(office, CITY, TUESDAY, *OBJECTION)
    assert ROADS in refused(office, LEAD, TUESDAY, *OBJECTION)
    office.ok("undo", "--today", TUESDAY)
    refused(office, ROADS, "2026-03-17", *OBJECTION)
    act(office, ROADS, TUESDAY, *OBJECTION)
    act(office, LEAD, TUESDAY, "resume", "P/1")
    refused(office, ROADS, TUESDAY, *OBJECTION)
    assert items(office, COORDINATOR, TUESDAY, "objection") == []


@pytest.mark.parametrize(
    "options", [("--on", ROADS), ("--until", "周五"), ("--outside",)], ids=lambda each: each[0]
)
def test_who_objects_says_why_and_nothing_else(office: Office, options: tuple[str, ...]) -> None:
    refused(office, ROADS, TUESDAY, *OBJECTION, *options, status=2)
    refused(office, ROADS, TUESDAY, "wait", "P/1", "--object", status=2)


def test_several_matters_on_one_task_are_named(office: Office) -> None:
    act(office, LEAD, TUESDAY, "extend", "P/1", "--to", "2028-06-30", "--reason", "资金")
    act(office, CITY, TUESDAY, "update", "P/1", "--not-applicable", "无此类项目")
    for line in (("approve", "P/1"), ("return", "P/1", "--reason", "不同意")):
        told = refused(office, COORDINATOR, TUESDAY, *line)
        assert [name in told for name in (LEAD, ROADS, CITY, "--unit", "--to")] == [True] * 5
    whats = ("extension", "objection", "not-applicable")
    listed = [item for item in todo(office, COORDINATOR, TUESDAY) if item["what"] in whats]
    for item in sorted(listed, key=lambda item: whats.index(item["what"])):
        _program, *line = item["next"].split()
        act(office, COORDINATOR, TUESDAY, *line)
    found = task(office, TUESDAY)
    exempt = [each["unit"] for each in found["assignments"] if each["exemption"] == "approved"]
    assert (found["deadline"], found["wait"], exempt) == ("2028-06-30", None, [CITY])
    refused(office, COORDINATOR, TUESDAY, "approve", "P/1")


def test_each_is_returned_by_who_asked(office: Office) -> None:
    act(office, LEAD, TUESDAY, "extend", "P/1", "--to", "2028-06-30", "--reason", "资金")
    act(office, COORDINATOR, TUESDAY, "return", "P/1", "--unit", LEAD, "--reason", "不同意")
    found = task(office, TUESDAY)
    assert (found["extension"], found["wait"]["objection"]["reason"]) == (None, "未收到函件")
    act(office, COORDINATOR, TUESDAY, "return", "P/1", "--reason", "函已送达")
    assert task(office, TUESDAY)["wait"]["objection"] is None
    refused(office, COORDINATOR, TUESDAY, "return", "P/1", "--reason", "不同意")


@pytest.mark.parametrize(
    "line", [("approve", "P/1"), ("return", "P/1", "--reason", "函已送达")], ids=lambda x: x[0]
)
def test_decisions_are_taken_back(office: Office, line: tuple[str, ...]) -> None:
    before = task(office, TUESDAY)["wait"]
    act(office, COORDINATOR, NEXT_MONDAY, *line)
    assert office.ok("show", "P/1", "--json", "--as-of", TUESDAY).json["task"]["wait"] == before
    office.ok("undo", "--today", NEXT_MONDAY)
    assert task(office, NEXT_MONDAY)["wait"] == before
    assert len(items(office, COORDINATOR, NEXT_MONDAY, "objection")) == 1
    office.ok("undo", "--today", NEXT_MONDAY)
    assert task(office, NEXT_MONDAY)["wait"]["objection"] is None
    office.ok("db", "check")
