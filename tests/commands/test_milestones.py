"""A milestone that was reached stays so, under the title and number that the plan gives it."""

from typing import Any

import pytest
from commands.circulated import DATA, HEAD, begin, monthly
from commands.supervised import act
from commands.working import refused
from conftest import Office, made

TASK = """
    [[task]]
    number = "1"
    title  = "优化算力支撑底座"
    lead   = ["省数据局"]
"""
DAY = "2026-03-06"


def step(title: str, due: str) -> str:
    """A milestone in a plan file."""
    return f"""
      [[task.milestone]]
      title = "{title}"
      due   = {due}
    """


def load(office: Office, *steps: tuple[str, str], day: str = DAY) -> None:
    """Load the plan anew, with these milestones."""
    office.write("plans/plan.toml", HEAD + TASK + "".join(step(*each) for each in steps))
    office.ok("plan", "load", "plans", "--yes", "--today", day)


def quarterly(office: Office) -> None:
    """Two milestones of one title; the first was reached."""
    steps = (("组织调度", "2026-03-10"), ("组织调度", "2026-03-20"))
    begin(office, TASK + "".join(step(*each) for each in steps))
    act(office, DATA, "2026-02-26", "accept", "P/1")
    act(office, DATA, "2026-03-05", "update", "P/1", "-p", "10", "--reached", "1")


def named(office: Office) -> None:
    """Two milestones; the first was reached."""
    steps = (("印发方案", "2026-03-10"), ("建成平台", "2026-03-20"))
    begin(office, TASK + "".join(step(*each) for each in steps))
    act(office, DATA, "2026-02-26", "accept", "P/1")
    act(office, DATA, "2026-03-05", "update", "P/1", "-p", "10", "--reached", "1")


@pytest.fixture
def alike(office: Office) -> Office:
    return made(office, quarterly)


@pytest.fixture
def revised(office: Office) -> Office:
    return made(office, named)


def shown(office: Office, day: str = DAY) -> list[tuple[str, str | None]]:
    """The milestones of the task, each with the day on which it was reached."""
    steps = office.ok("show", "P/1", "--json", "--today", day).json["task"]["milestones"]
    return [(each["title"], each["reached"]) for each in steps]


def ahead(office: Office, day: str = DAY) -> list[tuple[str, str]]:
    """The milestones that a weekly looks ahead to."""
    data: Any = office.ok("report", "weekly", "--json", "--today", day).json
    return [(each["milestone"], each["due"]) for each in data["ahead"]["milestones"]]


def test_of_two_with_one_title_the_one_that_was_meant_is_reached(alike: Office) -> None:
    assert shown(alike) == [("组织调度", "2026-03-05"), ("组织调度", None)]
    assert ahead(alike) == [("组织调度", "2026-03-20")]
    refused(alike, "update", "P/1", "--reached", "1", "--as", DATA, "--today", DAY)
    act(alike, DATA, "2026-03-24", "update", "P/1", "--reached", "2")
    assert shown(alike, "2026-03-24") == [("组织调度", "2026-03-05"), ("组织调度", "2026-03-24")]
    (place,) = [p for p in monthly(alike)["ranking"]["departments"] if p["unit"] == DATA]
    assert place["facts"]["milestone"] == {"met": 1, "due": 2}
    late = [fact for fact in place["missed"] if fact["kind"] == "milestone"]
    assert [(fact["due"], fact["on"]) for fact in late] == [("2026-03-20", "2026-03-24")]


def test_one_put_before_them_changes_nothing(alike: Office) -> None:
    twice = (("组织调度", "2026-03-10"), ("组织调度", "2026-03-20"))
    load(alike, ("成立专班", "2026-03-31"), *twice)
    assert [reached for _title, reached in shown(alike)] == [None, "2026-03-05", None]
    assert ("组织调度", "2026-03-10") not in ahead(alike)


def test_a_title_that_is_edited_is_that_of_the_same_milestone(revised: Office) -> None:
    load(revised, ("印发实施方案", "2026-03-12"), ("建成平台", "2026-03-20"))
    assert shown(revised) == [("印发实施方案", "2026-03-05"), ("建成平台", None)]
    assert ahead(revised) == [("建成平台", "2026-03-20")]
    refused(revised, "update", "P/1", "--reached", "1", "--as", DATA, "--today", DAY)
    load(revised, ("印发方案", "2026-03-10"), ("建成平台", "2026-03-20"))
    assert shown(revised)[0] == ("印发方案", "2026-03-05")
    revised.ok("db", "check")


def test_what_takes_its_place_is_not_reached(revised: Office) -> None:
    load(revised, ("建成平台", "2026-03-10"))
    assert shown(revised) == [("建成平台", None)]
    load(revised, ("开展中期评估", "2026-03-31"), ("建成平台", "2026-03-20"))
    assert shown(revised) == [("开展中期评估", None), ("建成平台", None)]
    assert [title for title, _due in ahead(revised, "2026-03-18")] == ["建成平台", "开展中期评估"]


def test_it_is_looked_back_on_as_it_was(revised: Office) -> None:
    act(revised, DATA, "2026-03-09", "update", "P/1", "-p", "40", "--reached", "2")
    before = shown(revised, "2026-03-09")
    load(revised, ("印发实施方案", "2026-03-10"), ("平台建成", "2026-03-20"), day="2026-03-11")
    then = revised.ok("show", "P/1", "--json", "--as-of", "2026-03-09").json["task"]["milestones"]
    assert [(each["title"], each["reached"]) for each in then] == before
    assert [reached for _title, reached in shown(revised, "2026-03-11")] == [
        "2026-03-05",
        "2026-03-09",
    ]
