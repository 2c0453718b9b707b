"""The monthly: which one comes next, how far it looks ahead, whom and what it leaves unmeasured."""

import pytest
from commands.circulated import (
    AFTER,
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    TASKS,
    TOWN,
    begin,
    march,
    monthly,
)
from commands.supervised import act
from conftest import Office

ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.fixture
def spring(office: Office) -> Office:
    return march(office)


def text(office: Office, *args: str, day: str = AFTER) -> str:
    told = ("report", "monthly", "--format", "md", "--today", day)
    return " ".join(office.ok(*told, *args, **ENGLISH).out.replace("\\", "").split())


def issue(office: Office, day: str, *args: str) -> None:
    office.ok("report", "monthly", "--issue", "--as", COORDINATOR, "--today", day, *args)


def test_the_first_one_may_begin_late_in_a_month(spring: Office) -> None:
    issue(spring, "2026-04-11")


def test_what_was_not_loaded_in_the_month_before_is_not_asked_for(office: Office) -> None:
    begin(office, day="2026-04-01")
    issue(office, AFTER)


def test_it_looks_ahead_to_the_end_of_the_coming_month(office: Office) -> None:
    begin(office, TASKS.replace("2026-03-20", "2026-04-30"))
    act(office, DATA, "2026-03-03", "update", "P/1", "--promise", "选址", "--by", "2026-04-29")
    act(office, DATA, "2026-03-03", "update", "P/4", "--promise", "招标", "--by", "2026-05-01")
    data = monthly(office)
    assert data["ahead"]["until"] == "2026-04-30"
    assert [each["code"] for each in data["ahead"]["deadlines"]] == ["P/2"]
    assert [each["text"] for each in data["promises"]["due"]] == ["选址"]
    assert "30 April 人工智能+交通" in text(office, "--month", "2026-03")
    weekly = office.ok("report", "weekly", "--json", "--today", "2026-03-31").json
    assert (weekly["ahead"]["until"], weekly["promises"]["due"]) == ("2026-04-14", [])


def test_who_owes_nothing_because_nothing_was_accepted_is_named_apart(office: Office) -> None:
    begin(office)
    act(office, ROADS, "2026-03-03", "accept", "P/2")
    april = ("--month", "2026-04")
    ranking = monthly(office, *april, day="2026-05-02")["ranking"]
    assert [place["unit"] for place in ranking["departments"]] == [ROADS]
    assert {each["unit"]: each["reason"] for each in ranking["unranked"]} == {
        DATA: "unaccepted",
        "省财政厅": "no-facts",
        "省委网信办": "no-slips",
        CITY: "unaccepted",
        TOWN: "no-facts",
    }
    said = text(office, *april, day="2026-05-02")
    assert "Not ranked, having an assigned task not yet accepted: 省数据局, 甲市政府." in said


def test_the_ranking_says_which_days_it_covers(spring: Office) -> None:
    said = text(spring, "--month", "2026-03")
    assert "The rankings cover what fell due from 1 March to 31 March." in said
    assert "counts towards the next rankings" not in said
    said = text(spring, day="2026-03-31")
    assert "The rankings cover what fell due from 1 March to 30 March." in said
    assert "What falls due on 31 March counts towards the next rankings." in said


def test_bands_add_up_to_the_open_tasks(spring: Office) -> None:
    tasks = spring.ok("list", "--json", "--as-of", "2026-03-31").json["tasks"]
    own = {
        task["code"]
        for task in tasks
        if not task["deadline_inherited"]
        or spring.ok("show", task["code"], "--json").json["task"]["milestones"]
    }
    bands = monthly(spring)["bands"]
    assert bands.pop("done") == 1
    assert sum(bands.values()) == len(tasks) == 4
    assert bands["unmeasured"] == sum(
        task["code"] not in own and task["progress"] is not None for task in tasks
    )
    assert bands["not-started"] == sum(task["progress"] is None for task in tasks)
    assert "2 have no yardstick of their own and are not measured (50%)" in text(
        spring, "--month", "2026-03"
    )


TARGET = """
    [[target]]
    id      = "{id}"
    title   = "{id}"
    op      = ">="
    value   = {value}
    measure = "公里"
    due     = 2027-12-31
"""


def test_amounts_of_a_goal_in_whole_numbers_are_whole(office: Office) -> None:
    goals = {"roads": "5000", "share": "12.5"}
    begin(
        office, TASKS + "".join(TARGET.format(id=name, value=goal) for name, goal in goals.items())
    )
    act(office, COORDINATOR, "2026-03-10", "targets", "record", "roads", "1000.5")
    act(office, COORDINATOR, "2026-03-10", "targets", "record", "share", "2.5")
    roads, share = (each["expected"] for each in monthly(office)["targets"])
    said = text(office, "--month", "2026-03")
    assert roads != round(roads)
    assert f"| 1,000.5 | 2026-03-10 | {round(roads)} |" in said
    assert f"| 2.5 | 2026-03-10 | {share} |" in said


def test_days_of_one_month_are_written_short(spring: Office) -> None:
    assert "in March 2026 (1–31 March 2026)." in text(spring, "--month", "2026-03")
