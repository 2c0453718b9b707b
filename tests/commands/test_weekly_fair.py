"""`report weekly` is laid before leaders: what it says of whom must be right, and fair."""

import re
from typing import Any

from commands.supervised import act
from commands.targeted import TARGETS
from commands.test_weekly import (
    CITY,
    DATA,
    FIRST_FRIDAY,
    OFFICE,
    ROADS,
    SECOND_FRIDAY,
    codes,
    first_issued,
    two_more_weeks,
    weekly,
)
from commands.test_weekly_cases import HEAD, lead, load
from conftest import SMALL, Office, made

EN = {"LANG": "en_US.UTF-8"}
THIRD_FRIDAY = "2026-03-27"


def told(office: Office, day: str, *args: str) -> str:
    """The weekly of a day as a reader of English sees it."""
    return office.ok("report", "weekly", "--format", "md", "--today", day, *args, **EN).out


def one(items: list[dict[str, Any]], code: str) -> dict[str, Any]:
    (found,) = [item for item in items if item["code"] == code]
    return found


def test_the_last_slip_to_the_lead_is_told_with_what_became_of_it(office: Office) -> None:
    made(office, two_more_weeks)
    late = one(weekly(office, SECOND_FRIDAY)["behind"], "P/4")["slip"]
    assert (late["number"], late["status"], late["answered"]) == ("2026-0001", "open", None)
    assert "Reminder No. 1 of 2026 was issued; the reply is due on" in told(office, SECOND_FRIDAY)
    act(office, OFFICE, "2026-03-25", "escalate", "P/4", "--yes")
    answer = ("--reply", "调整力量", "--by", "2026-04-10")
    act(office, DATA, "2026-03-26", "slips", "answer", "2", *answer)
    data = weekly(office, THIRD_FRIDAY)
    slips = office.ok("slips", "--json", "--today", THIRD_FRIDAY).json["slips"]
    first, last = slips
    assert (first["status"], last["status"]) == ("lapsed", "answered")
    slip = one(data["behind"], "P/4")["slip"]
    assert slip == {key: last[key] for key in slip}
    said = told(office, THIRD_FRIDAY)
    assert "Urging letter No. 2 of 2026 was answered on 26 March" in said
    assert "by 10 April" in said
    assert "the promised date, 10 April, has passed" in told(office, "2026-04-24")


def test_a_joint_lead_speaks_for_itself(office: Office) -> None:
    joint = lead(1).replace(f'lead     = ["{DATA}"]', f'lead = ["{DATA}", "{ROADS}"]')
    load(office, HEAD + joint)
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "50", "-d", "数据先行")
    act(office, ROADS, "2026-03-04", "update", "P/1", "-p", "20", "-d", "道路跟进")
    data = weekly(office, FIRST_FRIDAY)
    (task,) = office.ok("list", "--json", "--today", FIRST_FRIDAY).json["tasks"]
    assert {item["task_progress"] for item in data["progress"]} == {task["progress"]} == {20}
    said = told(office, FIRST_FRIDAY)
    assert f"reported by {DATA}" in said
    assert "The unit's progress 50%; the task as a whole 20%." in said


def test_who_has_no_yardstick_is_not_measured_by_one(office: Office) -> None:
    made(office, two_more_weeks)
    data = weekly(office, SECOND_FRIDAY)
    bands = {task["code"]: (task["band"], task["measured"]) for task in data["tasks"]}
    assert bands["P/1"] == ("unmeasured", False), "its deadline is the plan's"
    assert bands["P/4"] == ("behind", True)
    rows = {
        cells[1].split()[0]: cells[5]
        for cells in re.findall(r"^\| (\d+) \| ([^|]+) \|([^|]+)\|([^|]+)\|([^|]+)\| ([^|]+) \|",
                                told(office, SECOND_FRIDAY), re.MULTILINE)
    }  # fmt: skip
    shown = {task["code"]: f"{task['expected']:g}%" for task in data["tasks"] if task["expected"]}
    assert rows["P/1"] == f"({shown['P/1']})"
    assert rows["P/4"] == shown["P/4"]
    assert data["totals"]["unjudged"] == sum("(" in cell for cell in rows.values())


def test_why_lights_are_yellow_is_said_where_it_is_not_being_behind(office: Office) -> None:
    load(office, HEAD + lead(1, deadline="2027-12-31") + lead(2) + lead(3, deadline="2026-04-10"))
    for code, progress in (("P/1", "30"), ("P/2", "40"), ("P/3", "80")):
        act(office, DATA, "2026-03-03", "update", code, "-p", progress, "-d", "启动")
    data = weekly(office, THIRD_FRIDAY)
    yellow = [
        office.ok("show", task["code"], "--json", "--today", THIRD_FRIDAY).json["task"]["why_rule"]
        for task in office.ok("list", "--light", "黄", "--json", "--today", THIRD_FRIDAY).json[
            "tasks"
        ]
    ]
    rules = data["totals"]["yellow"]
    assert rules == {rule: yellow.count(rule) for rule in rules}
    assert set(yellow) == {"near", "unreported"}
    assert "(of these 1 due soon, 2 unreported)" in told(office, THIRD_FRIDAY)


def test_a_selection_says_that_it_is_one(office: Office) -> None:
    made(office, two_more_weeks)
    chosen = ("--unit", ROADS, "--state", "active")
    assert weekly(office, SECOND_FRIDAY, *chosen)["trend"] == []
    said = told(office, SECOND_FRIDAY, *chosen)
    assert f"tasks chosen: with a part for {ROADS}; under way" in said
    assert "the chosen part of “某省人工智能实施方案” has 1 task" in said
    assert "chosen" not in told(office, SECOND_FRIDAY)


def test_targets_carry_their_readings(office: Office) -> None:
    load(office, SMALL + TARGETS)
    record = ("targets", "record", "P#compute")
    for day, value, on in (
        ("2026-03-03", "1000", "2026-03-01"),
        ("2026-03-04", "1100", "2026-03-01"),
        ("2026-03-05", "1200", "2026-03-05"),
        ("2026-03-06", "900", "2026-02-01"),
    ):
        act(office, OFFICE, day, *record, value, "--on", on)
    found = one(weekly(office, FIRST_FRIDAY)["targets"], "P#compute")["readings"]
    shown = office.ok("targets", "show", "P#compute", "--json", "--today", FIRST_FRIDAY).json
    keys = ("seq", "date", "value", "measure", "replaced")
    assert found == [{key: each[key] for key in keys} for each in shown["target"]["readings"]]
    assert [each["replaced"] for each in found].count(True) == 1


def test_silence_names_the_period_and_whom_no_slip_may_blame(office: Office) -> None:
    spared = HEAD.replace('name = "省交通运输厅"', 'name = "省交通运输厅"\n    slips = false')
    load(office, spared + lead(1) + lead(2, ROADS))
    act(office, DATA, "2026-03-03", "accept", "P/1")
    act(office, ROADS, "2026-03-03", "accept", "P/2")
    activity = weekly(office, SECOND_FRIDAY)["activity"]
    missing = office.ok("missing", "--json", "--today", SECOND_FRIDAY).json["missing"]
    leads = [each for each in missing if each["role"] == "lead"]
    assert activity["units_silent"] == [each["unit"] for each in leads] == [DATA, ROADS]
    assert activity["units_without_slips"] == [ROADS]
    assert list(activity["period"].values()) == leads[0]["period"]
    said = told(office, SECOND_FRIDAY)
    assert f"1 lead did not report for the last period (9–15 March): {DATA}." in said
    assert f"Nor is there a report yet from {ROADS}." in said


def test_a_request_stands_until_its_unit_reports_again(office: Office) -> None:
    made(office, first_issued)
    act(office, CITY, "2026-03-12", "update", "P/1", "-d", "落实场地", "--ask", "请协调电价")
    data = weekly(office, SECOND_FRIDAY)
    asked = [(item["unit"], item["on"], item["text"]) for item in data["asks"]]
    assert asked == [(CITY, "2026-03-12", "请协调电价"), (DATA, "2026-03-03", "请协调用地")]
    assert [item["kind"] for item in data["decisions"]] == ["ask", "ask"]
    said = told(office, SECOND_FRIDAY)
    assert f"(asked for by {DATA} on 3 March" in said
    assert f"(asked for by {CITY}*" in said
    act(office, DATA, "2026-03-19", "update", "P/1", "--same")
    assert [item["unit"] for item in weekly(office, SECOND_FRIDAY)["asks"]] == [CITY]


def test_what_is_entered_later_is_told_apart_and_not_counted(office: Office) -> None:
    made(office, first_issued)
    act(
        office, ROADS, "2026-03-10", "update", "P/2", "-p", "30", "-d", "调研", "--on", "2026-03-05"
    )
    data = weekly(office, SECOND_FRIDAY)
    assert (data["activity"]["reports"], codes(data["corrections"])) == (0, ["P/2"])
    said = told(office, SECOND_FRIDAY)
    assert "No unit reported in this period." in said
    assert "Happened in earlier periods and recorded in this one" in said
    assert "after its end" not in said
    assert "after its end" in told(office, SECOND_FRIDAY, "--week", "2026-W10")


def test_what_was_taken_out_counts_in_no_share(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2) + lead(3))
    for command in ("update -p 100 -d 完成", "finish"):
        verb, *rest = command.split()
        act(office, DATA, "2026-03-03", verb, "P/1", *rest)
    act(office, OFFICE, "2026-03-04", "approve", "P/1")
    act(office, OFFICE, "2026-03-04", "terminate", "P/3", "--reason", "已调整")
    act(office, OFFICE, FIRST_FRIDAY, "report", "weekly", "--issue")
    data = weekly(office, SECOND_FRIDAY)
    assert [(week["closed"], week["tasks"]) for week in data["trend"]] == [(1, 2), (1, 2)]
    said = told(office, SECOND_FRIDAY)
    assert "has 2 tasks: 1 closed (50%)" in said
    assert said.count("closed 50%") == 2, "in the picture"


def test_a_week_with_two_weeklies_names_both(office: Office) -> None:
    made(office, first_issued)
    act(office, OFFICE, "2026-03-07", "report", "weekly", "--issue")
    asked = ("report", "weekly", "--week", "2026-W10", "--json", "--today", SECOND_FRIDAY)
    said = office.ok(*asked, **EN).err
    assert "weekly no. 1 of 2026" in said
    assert "weekly no. 2 of 2026" in said
    assert office.ok(*asked).json["last"] == "2026-03-07"


def test_tasks_of_one_title_are_told_apart_by_their_leads(office: Office) -> None:
    same = lead(2, ROADS).replace("第2项任务", "第1项任务")
    load(office, HEAD + lead(1) + same + lead(3))
    act(office, OFFICE, FIRST_FRIDAY, "report", "weekly", "--issue")
    act(office, ROADS, "2026-03-10", "accept", "P/2")
    act(office, DATA, "2026-03-10", "accept", "P/3")
    assert weekly(office, SECOND_FRIDAY)["shared_titles"] == ["第1项任务"]
    assert f"2 tasks (第1项任务 ({ROADS}), 第3项任务) begun" in told(office, SECOND_FRIDAY)


def test_every_row_of_the_heat_map_has_the_light_of_its_task(office: Office) -> None:
    made(office, two_more_weeks)
    data = weekly(office, SECOND_FRIDAY)
    lights = {task["code"]: task["light"] for task in data["tasks"]}
    assert {row["code"]: row["light"] for row in data["heat"]["rows"]} == lights
