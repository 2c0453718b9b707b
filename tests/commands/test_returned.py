"""What the coordinator gave back waits for its unit, with the reason, until it reports again."""

import pytest
from commands.supervised import NEXT_MONDAY, TUESDAY, act, supervise, todo, waiting
from conftest import Office, made


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which one lead stands at 100 and has asked for closure."""
    return made(office, _ask)


def _ask(office: Office) -> None:
    supervise(office)
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "100")
    act(office, "省数据局", TUESDAY, "finish", "P/1")


def given_back(office: Office, unit: str, day: str) -> list[dict[str, object]]:
    return [item for item in todo(office, unit, day) if item["what"] == "returned"]


def test_a_closure_that_was_returned_waits_with_its_reason(office: Office) -> None:
    assert given_back(office, "省数据局", TUESDAY) == []
    act(office, "省发展改革委", TUESDAY, "return", "P/1", "--reason", "补充验收材料")

    (item,) = given_back(office, "省数据局", TUESDAY)

    assert (item["task"], item["since"], item["reason"]) == ("P/1", TUESDAY, "补充验收材料")
    assert item["next"] == "taskmatrix update P/1"
    assert "补充验收材料" in act(office, "省数据局", TUESDAY, "todo").out
    assert ("finish", "P/1") not in waiting(office, "省数据局", TUESDAY), "first the report"
    assert given_back(office, "省发展改革委", TUESDAY) == [], "it supports only"


def test_it_waits_until_the_unit_reports_again(office: Office) -> None:
    act(office, "省发展改革委", TUESDAY, "return", "P/1", "--reason", "补充验收材料")
    act(office, "省数据局", NEXT_MONDAY, "update", "P/1", "-d", "已补充")
    assert given_back(office, "省数据局", NEXT_MONDAY) == []
    assert ("finish", "P/1") in waiting(office, "省数据局", NEXT_MONDAY)
    office.ok("undo", "--today", NEXT_MONDAY)
    assert len(given_back(office, "省数据局", NEXT_MONDAY)) == 1, "taken back, it waits again"


@pytest.mark.parametrize("end", ["finish", "terminate", "undo"])
def test_it_waits_no_longer_than_the_task(office: Office, end: str) -> None:
    act(office, "省发展改革委", TUESDAY, "return", "P/1", "--reason", "补充验收材料")
    if end == "finish":
        act(office, "省数据局", TUESDAY, "finish", "P/1")
    elif end == "terminate":
        act(office, "省发展改革委", TUESDAY, "terminate", "P/1", "--reason", "合并")
    else:
        office.ok("undo", "--today", TUESDAY)
    assert given_back(office, "省数据局", TUESDAY) == []


def test_who_is_concerned_after_all_is_told_why(office: Office) -> None:
    act(office, "甲市政府", TUESDAY, "update", "P/2", "--not-applicable", "没有港口")
    act(office, "省发展改革委", TUESDAY, "return", "P/2", "--reason", "有一个港口")

    (item,) = given_back(office, "甲市政府", TUESDAY)

    assert (item["task"], item["reason"]) == ("P/2", "有一个港口")
    assert given_back(office, "乙市政府", TUESDAY) == []
    act(office, "甲市政府", TUESDAY, "update", "P/2", "-d", "已部署")
    assert given_back(office, "甲市政府", TUESDAY) == []


def test_who_asks_again_waits_for_the_coordinator(office: Office) -> None:
    act(office, "甲市政府", TUESDAY, "update", "P/2", "--not-applicable", "没有港口")
    act(office, "省发展改革委", TUESDAY, "return", "P/2", "--reason", "有一个港口")
    act(office, "甲市政府", TUESDAY, "update", "P/2", "--not-applicable", "港口已停用")
    assert given_back(office, "甲市政府", TUESDAY) == []


def test_it_looks_back(office: Office) -> None:
    act(office, "省发展改革委", TUESDAY, "return", "P/1", "--reason", "补充验收材料")
    asked = ("todo", "--json", "--as", "省数据局")
    then = office.ok(*asked, "--today", TUESDAY).out
    act(office, "省数据局", NEXT_MONDAY, "update", "P/1", "-d", "已补充")
    assert office.ok(*asked, "--as-of", TUESDAY).out == then
