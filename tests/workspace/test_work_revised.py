"""A plan revised under work on record: what stands after it, and after it is taken back."""

from typing import Any

import pytest
from commands.working import (
    CITY,
    COORDINATOR,
    DATA,
    PLAN,
    ROADS,
    desk,
    loaded_once,
    mine,
    refused,
    reports,
    task,
)
from conftest import Done, Office
from workspace.revising import loads

__all__ = ["desk", "loaded_once"]

GROUP = PLAN.index('[[task]]\n    number = "3"'), PLAN.index('[[task]]\n    number = "4"')
LEAF = """[[task]]
    number = "3"
    title  = "保障措施"
    lead   = ["省发展改革委"]

    """
RETIRED = ("--retire", "P/3.1", "--retire", "P/3.2")


def without_group(instead: str = "") -> str:
    """The plan with something else instead of the group P/3."""
    return PLAN[: GROUP[0]] + instead + PLAN[GROUP[1] :]


def states(office: Office, *options: str) -> dict[str, str]:
    listed = office.ok("list", "--all", "--groups", "--json", *options).json["tasks"]
    return {each["code"]: each["state"] for each in listed}


def standing(office: Office) -> list[Any]:
    """All that other programs read of where the work stands."""
    lines = ("list --all --groups", "matrix --all", "todo --as 省发展改革委", "missing")
    tasks = [office.ok(*line.split(), "--json").json for line in lines]
    return [*tasks, *(mine(office, "P/1", unit) for unit in ("省数据局", "甲市政府"))]


def take_back(office: Office) -> Done:
    done = office.ok("undo")
    office.ok("db", "check")
    return done


def start_group(office: Office) -> None:
    office.ok("accept", "3.1", *DATA)
    office.ok("accept", "3.2", *COORDINATOR)


# --- groups ---


def test_a_group_that_becomes_a_leaf_is_yet_to_be_signed_for(desk: Office) -> None:
    start_group(desk)
    assert states(desk)["P/3"] == "active"

    loads(desk, without_group(LEAF), *RETIRED)

    assert states(desk)["P/3"] == "pending"
    desk.ok("db", "check")
    desk.ok("update", "3", "-p", "100", *COORDINATOR)
    desk.ok("finish", "3", *COORDINATOR)
    desk.ok("approve", "3", *COORDINATOR, "--actor", "李强")
    assert (task(desk, "P/3")["state"], task(desk, "P/3")["group"]) == ("closed", False)
    desk.ok("db", "check")


def test_a_closed_group_that_becomes_a_leaf_is_open(desk: Office) -> None:
    for code in ("3.1", "3.2"):
        desk.ok("terminate", code, "--reason", "合并", *COORDINATOR)
    assert states(desk)["P/3"] in ("closed", "terminated")
    loads(desk, without_group(LEAF), *RETIRED)
    assert "P/3" in {each["code"] for each in desk.ok("list", "--json").json["tasks"]}
    assert states(desk)["P/3"] == "pending"
    desk.ok("db", "check")


def test_a_group_that_became_a_leaf_is_a_group_again(desk: Office) -> None:
    start_group(desk)
    before = standing(desk)
    loads(desk, without_group(LEAF), *RETIRED)

    take_back(desk)

    assert standing(desk) == before


def test_a_leaf_that_becomes_a_group_adds_up_its_children(desk: Office) -> None:
    loads(desk, without_group(LEAF), "--retire", "P/3.1", "--retire", "P/3.2")
    desk.ok("accept", "3", *COORDINATOR)
    loads(desk, PLAN)
    assert [states(desk)[code] for code in ("P/3", "P/3.1")] == ["pending", "pending"]
    desk.ok("db", "check")


def test_a_group_that_is_dropped(desk: Office) -> None:
    start_group(desk)
    before = standing(desk)

    loads(desk, without_group(), *RETIRED, "--retire", "P/3")

    listed = desk.ok("list", "--groups", "--json").json["tasks"]
    assert [each["code"] for each in listed] == ["P/1", "P/2", "P/4", "P/5"]
    assert {states(desk)[code] for code in ("P/3", "P/3.1", "P/3.2")} == {"terminated"}
    desk.ok("db", "check")
    take_back(desk)
    assert standing(desk) == before


# --- loads taken back ---


def test_two_loads_are_taken_back_one_after_the_other(desk: Office) -> None:
    desk.ok("update", "1", "-p", "40", *DATA, "--actor", "李明")
    desk.ok("update", "2", "--not-applicable", "没有港口", *CITY, "--actor", "李明")
    first = standing(desk)
    loads(desk, PLAN.replace("2027年底前", "2027年6月底前"))
    second = standing(desk)
    loads(desk, without_group(LEAF).replace("总结评估", "总结与评估"))
    assert standing(desk) != second

    take_back(desk)
    assert standing(desk) == second
    take_back(desk)
    assert standing(desk) == first
    refused(desk, "undo")


def test_a_load_taken_back_and_made_again(desk: Office) -> None:
    revised = PLAN.replace("2027年底前", "2027年6月底前")
    loads(desk, revised)
    after = standing(desk)
    take_back(desk)
    loads(desk, revised)
    assert standing(desk) == after
    take_back(desk)
    desk.write("plans/plan.toml", PLAN)
    assert desk.ok("plan", "diff", "plans", "--json").json["changes"] == []


# --- who takes over ---

MERGED = (
    PLAN.replace('[[unit]]\n    name = "省数据局"\n', "")
    .replace('name = "省交通运输厅"', 'name = "省交通运输厅"\n    formerly = ["省数据局"]')
    .replace('lead   = ["省数据局", "省交通运输厅"]', 'lead   = ["省交通运输厅"]')
    .replace('support  = ["省数据局"]\n', "")
    .replace("省数据局", "省交通运输厅")
    .replace('formerly = ["省交通运输厅"]', 'formerly = ["省数据局"]')
)
"""省数据局 goes on in 省交通运输厅."""


def test_who_takes_over_goes_on_where_the_other_stood(desk: Office) -> None:
    desk.ok("update", "1", "-p", "40", *DATA, "--actor", "李明")
    desk.ok("update", "2", "-p", "15", *ROADS, "--actor", "李明")
    desk.ok("update", "2", "-p", "90", *DATA, "--actor", "李明")

    loads(desk, MERGED)

    assert mine(desk, "P/1", "省交通运输厅")["progress"] == 40
    assert mine(desk, "P/2", "省交通运输厅")["progress"] == 15, "what it reported itself stands"
    desk.ok("db", "check")


def test_who_was_only_urged_goes_on_where_the_other_stood(desk: Office) -> None:
    desk.ok("accept", "3.1", *DATA)
    desk.ok("update", "3.1", "-p", "70", *DATA, "--actor", "李明")
    desk.ok("urge", "3.1", *COORDINATOR, "--actor", "李明")
    assert mine(desk, "P/3.1", "省交通运输厅")["progress"] is None

    loads(desk, MERGED)

    assert task(desk, "P/3.1")["progress"] == 70
    desk.ok("db", "check")
    desk.ok("update", "3.1", "--same", *ROADS, "--actor", "李明")


@pytest.mark.parametrize("urged", [False, True])
def test_a_merger_taken_back_gives_back(desk: Office, urged: bool) -> None:
    desk.ok("update", "1", "-p", "40", *DATA, "--actor", "李明")
    desk.ok("update", "3.1", "-p", "70", *DATA, "--actor", "李明")
    if urged:
        desk.ok("urge", "3.1", *COORDINATOR, "--actor", "李明")
    before = standing(desk), mine(desk, "P/3.1", "省交通运输厅"), reports(desk, "P/3.1")
    loads(desk, MERGED)
    assert task(desk, "P/3.1")["progress"] == 70

    take_back(desk)

    after = standing(desk), mine(desk, "P/3.1", "省交通运输厅"), reports(desk, "P/3.1")
    assert after == before


# --- who is not concerned ---


def test_who_has_lost_its_part_is_not_decided_on(desk: Office) -> None:
    desk.ok("update", "2", "--not-applicable", "没有港口", *CITY)
    asked = ("todo", "--json", *COORDINATOR)
    assert ("not-applicable", "P/2") in [
        (x["what"], x["task"]) for x in desk.ok(*asked).json["items"]
    ]
    loads(desk, PLAN.replace('"2027年底前"', '"2027年底前"\n    local = ["乙市政府"]'))

    assert "not-applicable" not in [each["what"] for each in desk.ok(*asked).json["items"]]
    refused(desk, "approve", "2", *COORDINATOR)
    refused(desk, "return", "2", "--reason", "有", "--unit", "甲市政府", *COORDINATOR)
    desk.ok("update", "2", "--not-applicable", "没有", "--as", "乙市政府")
    desk.ok("approve", "2", *COORDINATOR)
    assert mine(desk, "P/2", "乙市政府")["exemption"] == "approved"
    desk.ok("db", "check")


@pytest.mark.parametrize("decided", [False, True])
def test_who_became_lead_is_not_excused(desk: Office, decided: bool) -> None:
    desk.ok("update", "2", "--not-applicable", "不涉及", *DATA)
    if decided:
        desk.ok("approve", "2", *COORDINATOR)
    exchanged = PLAN.replace('lead     = ["省交通运输厅"]', 'lead     = ["省数据局"]')
    exchanged = exchanged.replace('support  = ["省数据局"]', 'support  = ["省交通运输厅"]')

    loads(desk, exchanged)

    items = desk.ok("todo", "--json", *DATA).json["items"]
    assert ("accept", "P/2") in [(each["what"], each["task"]) for each in items]
    desk.ok("accept", "2", *DATA)
    items = desk.ok("todo", "--json", *DATA).json["items"]
    assert ("report", "P/2") in [(each["what"], each["task"]) for each in items]
    desk.ok("db", "check")
