"""`extend`: a lead asks for a later deadline, the coordinator decides; both dates are shown."""

from typing import Any

import pytest
from commands.supervised import MONDAY, MORE, NEXT_MONDAY, TUESDAY, act, supervise, todo
from commands.test_waiting import CITY, COORDINATOR, LEAD, ROADS, items, refused, task
from conftest import SMALL, Office, made

from taskmatrix.commands.completion import DELAYS
from taskmatrix.reports.text import width_of

DEADLINE, LATER, LATE = "2026-03-13", "2026-04-30", "2026-03-16"
"""The deadline of P/4, the one asked for, the first working day after the deadline."""
ASK = ("extend", "P/4", "--to", LATER, "--reason", "审批要素未落实")


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which the lead of P/4 has reported 40 %."""
    return made(office, _begin)


def _begin(office: Office) -> None:
    supervise(office)
    act(office, LEAD, MONDAY, "update", "P/4", "-p", "40")


def due(office: Office, day: str, *args: str) -> list[str]:
    listed = office.ok("list", "--json", "--today", day, *args).json["tasks"]
    return [each["code"] for each in listed]


def dates(found: Any) -> tuple[str, str, bool]:
    return found["deadline"], found["original_deadline"], "extended" in found["flags"]


def test_a_lead_asks_and_the_coordinator_sees_why(office: Office) -> None:
    done = act(office, LEAD, TUESDAY, *ASK, "--json").json
    assert (done["kind"], done["changed"]) == ("extend", ["P/4"])
    (said,) = done["done"]
    assert (said["to"], said["deadline"], said["late"]) == (LATER, DEADLINE, False)
    (item,) = items(office, COORDINATOR, TUESDAY, "extension")
    assert (item["task"], item["unit"], item["since"]) == ("P/4", LEAD, TUESDAY)
    assert item["reason"] == "审批要素未落实"
    assert item["next"] == f"taskmatrix approve P/4 --to {LATER}"
    assert items(office, LEAD, TUESDAY, "extension") == []
    found = task(office, TUESDAY, "P/4")
    assert dates(found) == (DEADLINE, DEADLINE, False)
    assert "extension-pending" in found["flags"]
    assert found["extension"] == {
        "asked": TUESDAY,
        "to": LATER,
        "reason": "审批要素未落实",
        "pending": True,
        "granted": None,
        "late": False,
        "planned": DEADLINE,
    }
    asked = found["events"][-1]["data"]
    assert (asked["progress"], asked["deadline"]) == (40, DEADLINE)
    shown = office.ok("show", "P/4", "--today", TUESDAY).out
    assert [word in shown for word in (LATER, "审批要素未落实")] == [True, True]


def test_the_reasons_of_practice_are_offered_and_others_taken(office: Office) -> None:
    assert DELAYS == ("审批要素", "资金", "政策调整", "跨部门协调", "外部不可抗力", "工作不力")
    line = "taskmatrix extend P/4 --reason "
    offered = office(
        TASKMATRIX_LANG="zh",
        _TASKMATRIX_COMPLETE="bash_complete",
        COMP_WORDS=line,
        COMP_CWORD="4",
    )
    assert [each.partition(",")[2] for each in offered.out.split()] == list(DELAYS)
    act(office, LEAD, TUESDAY, "extend", "P/4", "--to", LATER, "--reason", "汛期停工")


def test_an_extension_moves_the_deadline_that_counts(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    found = task(office, TUESDAY, "P/4")
    assert dates(found) == (LATER, DEADLINE, True)
    assert found["extension"] == {
        "asked": TUESDAY,
        "to": LATER,
        "reason": "审批要素未落实",
        "pending": False,
        "granted": LATER,
        "late": False,
        "planned": DEADLINE,
    }
    shown = office.ok("show", "P/4", "--today", TUESDAY, LANG="en_US.UTF-8").out
    assert f"originally {DEADLINE}, extended to {LATER}" in shown
    assert due(office, LATE, "--due-by", LATE) == []
    assert due(office, LATE, "--due-by", LATER) == ["P/4"]
    assert due(office, LATE, "--overdue") == []
    assert due(office, "2026-05-01", "--overdue") == ["P/4"]
    assert due(office, TUESDAY, "--flag", "extended") == ["P/4"]
    assert ("due", "P/4") not in [
        (item["what"], item["task"]) for item in todo(office, LEAD, "2026-03-12")
    ]
    refused(office, COORDINATOR, TUESDAY, "approve", "P/4")


def test_the_coordinator_may_name_another_date(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    told = refused(office, COORDINATOR, TUESDAY, "approve", "P/4", "--to", DEADLINE)
    assert "taskmatrix return P/4" in told
    act(office, COORDINATOR, TUESDAY, "approve", "P/4", "--to", "2026-03-31")
    found = task(office, TUESDAY, "P/4")
    assert dates(found) == ("2026-03-31", DEADLINE, True)
    assert (found["extension"]["to"], found["extension"]["granted"]) == (LATER, "2026-03-31")


def test_a_list_marks_what_was_extended_and_stays_within_its_width(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    for columns in (60, 80, 160):
        text = office.ok("list", "--today", TUESDAY, COLUMNS=str(columns), LANG="en_US.UTF-8").out
        (row,) = [line for line in text.splitlines() if line.startswith("P/4")]
        assert f"ext {LATER}" in row
        assert "(2027-12-31)" in text, "an inherited one stands in brackets"
        assert max(map(width_of, text.splitlines())) <= columns


def test_asked_too_late_it_is_approved_but_scored_by_the_original(office: Office) -> None:
    told = act(office, LEAD, LATE, *ASK, "--lang", "en").out
    assert "scored by the original" in told
    assert task(office, LATE, "P/4")["extension"]["late"] is True
    done = act(office, COORDINATOR, LATE, "approve", "P/4", "--json").json["done"][0]
    assert (done["to"], done["late"]) == (LATER, True)
    found = task(office, LATE, "P/4")
    assert dates(found) == (DEADLINE, DEADLINE, True)
    assert {"extended", "overdue"} <= set(found["flags"])
    assert (found["extension"]["granted"], found["extension"]["late"]) == (LATER, True)
    shown = office.ok("show", "P/4", "--today", LATE, LANG="en_US.UTF-8").out
    assert f"originally {DEADLINE}, extended to {LATER}; asked too late" in shown
    assert due(office, LATE, "--overdue") == ["P/4"]


def test_in_time_on_the_last_day(office: Office) -> None:
    act(office, LEAD, DEADLINE, *ASK)
    assert task(office, LATE, "P/4")["why_rule"] != "overdue", "the coordinator takes its time"
    act(office, COORDINATOR, LATE, "approve", "P/4")
    assert dates(task(office, LATE, "P/4")) == (LATER, DEADLINE, True)


def test_who_may_ask_for_what(office: Office) -> None:
    for unit in (ROADS, COORDINATOR, CITY):
        refused(office, unit, TUESDAY, *ASK)
    act(office, LEAD, TUESDAY, *ASK, "--home", COORDINATOR)
    assert task(office, TUESDAY, "P/4")["events"][-1]["home"] == COORDINATOR
    assert LATER in refused(office, LEAD, TUESDAY, *ASK), "one at a time"
    act(office, LEAD, TUESDAY, "extend", "P/1", "--to", "2028-06-30", "--reason", "资金")
    assert task(office, TUESDAY)["state"] == "pending", "to ask is not to sign"


@pytest.mark.parametrize("to", [DEADLINE, MONDAY, "2026-03-10"])
def test_it_is_asked_for_a_later_day(office: Office, to: str) -> None:
    assert "--to" in refused(office, LEAD, TUESDAY, "extend", "P/4", "--to", to, "--reason", "慢")


def test_it_is_asked_for_a_day_to_come(office: Office) -> None:
    line = ("extend", "P/4", "--reason", "慢", "--to")
    refused(office, LEAD, LATE, *line, LATE)
    refused(office, LEAD, LATE, *line, "有空时", status=2)
    refused(office, LEAD, LATE, "extend", "P/4", "--to", LATER, status=2)
    act(office, LEAD, LATE, *line, "2026年4月底前")
    assert task(office, LATE, "P/4")["extension"]["to"] == LATER


def test_what_has_no_deadline_is_not_extended(office: Office) -> None:
    more = MORE.replace("deadline = 2026-03-13", "standing = true")
    office.write("plans/plan.toml", SMALL + more)
    office.ok("plan", "load", "plans", "--yes", "--today", TUESDAY)
    assert "no deadline" in refused(office, LEAD, TUESDAY, *ASK)


def test_what_is_in_review_or_ended_is_not_extended(office: Office) -> None:
    act(office, LEAD, TUESDAY, "finish", "P/4", "--reason", "完成")
    refused(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    refused(office, LEAD, TUESDAY, *ASK)


def test_in_review_the_closure_comes_first(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, LEAD, TUESDAY, "finish", "P/4", "--reason", "完成")
    act(office, COORDINATOR, TUESDAY, "return", "P/4", "--reason", "补充材料")
    found = task(office, TUESDAY, "P/4")
    assert (found["state"], found["extension"]["pending"]) == ("active", True)
    act(office, LEAD, TUESDAY, "finish", "P/4", "--reason", "完成")
    (item,) = items(office, COORDINATOR, TUESDAY, "extension")
    act(office, COORDINATOR, TUESDAY, *item["next"].split()[1:])
    found = task(office, TUESDAY, "P/4")
    assert (found["state"], found["deadline"]) == ("review", LATER)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    assert task(office, TUESDAY, "P/4")["state"] == "closed"


def test_a_date_is_for_an_extension_alone(office: Office) -> None:
    act(office, LEAD, TUESDAY, "finish", "P/4", "--reason", "完成")
    refused(office, COORDINATOR, TUESDAY, "approve", "P/4", "--to", LATER)
    assert task(office, TUESDAY, "P/4")["state"] == "review"


def test_a_request_that_is_returned_waits_for_its_lead(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "return", "P/4", "--reason", "时间充裕")
    found = task(office, TUESDAY, "P/4")
    assert (found["deadline"], found["extension"]) == (DEADLINE, None)
    (item,) = items(office, LEAD, TUESDAY, "returned")
    assert (item["task"], item["reason"]) == ("P/4", "时间充裕")
    act(office, LEAD, TUESDAY, "update", "P/4", "-p", "50")
    assert items(office, LEAD, TUESDAY, "returned") == []
    office.ok("undo", "--today", TUESDAY)
    act(office, LEAD, TUESDAY, *ASK)
    assert items(office, LEAD, TUESDAY, "returned") == [], "asked again"


def test_a_returned_closure_waits_on_whatever_else_happens(office: Office) -> None:
    act(office, LEAD, TUESDAY, "finish", "P/4", "--reason", "完成")
    act(office, COORDINATOR, TUESDAY, "return", "P/4", "--reason", "补充材料")
    act(office, LEAD, TUESDAY, *ASK)
    act(office, LEAD, TUESDAY, "wait", "P/4", "--on", ROADS, "--reason", "等")
    (item,) = items(office, LEAD, TUESDAY, "returned")
    assert item["reason"] == "补充材料"


def test_four_eyes_see_an_extension_of_the_coordinators_own_task(office: Office) -> None:
    own = '\n[[task]]\nnumber = "5"\ntitle = "统筹调度"\nlead = ["省发展改革委"]\n'
    office.write("plans/plan.toml", SMALL + MORE + own)
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    line = ("extend", "P/5", "--to", "2028-06-30", "--reason", "跨部门协调")
    act(office, COORDINATOR, TUESDAY, *line)
    assert "--actor" in refused(office, COORDINATOR, TUESDAY, "approve", "P/5")
    act(office, COORDINATOR, TUESDAY, "approve", "P/5", "--actor", "李强")
    assert task(office, TUESDAY, "P/5")["deadline"] == "2028-06-30"


def test_a_new_deadline_in_the_plan_wins(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    for deadline, found in (("2026-05-31", "2026-05-31"), (DEADLINE, LATER)):
        text = SMALL + MORE.replace(f"deadline = {DEADLINE}", f"deadline = {deadline}")
        office.write("plans/plan.toml", text)
        office.ok("plan", "load", "plans", "--yes", "--today", NEXT_MONDAY)
        now = task(office, NEXT_MONDAY, "P/4")
        assert dates(now) == (found, deadline, found == LATER)
        assert (now["extension"] is not None) == (found == LATER)
    office.ok("db", "check")


def test_a_plan_that_gives_more_leaves_nothing_to_approve(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    text = SMALL + MORE.replace(f"deadline = {DEADLINE}", "deadline = 2026-05-31")
    office.write("plans/plan.toml", text)
    office.ok("plan", "load", "plans", "--yes", "--today", TUESDAY)
    assert "2026-05-31" in refused(office, COORDINATOR, TUESDAY, "approve", "P/4")
    act(office, COORDINATOR, TUESDAY, "approve", "P/4", "--to", "2026-06-30")
    assert dates(task(office, TUESDAY, "P/4")) == ("2026-06-30", "2026-05-31", True)


def test_a_group_is_due_with_the_last_of_its_tasks(office: Office) -> None:
    group = """
        [[task]]
        number = "5"
        title  = "专项行动"

        [[task]]
        number   = "5.1"
        title    = "摸底"
        lead     = ["省数据局"]
        deadline = 2026-06-30

        [[task]]
        number   = "5.2"
        title    = "整改"
        lead     = ["省数据局"]
        deadline = 2026-09-30
    """
    office.write("plans/plan.toml", SMALL + MORE + group)
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    act(office, LEAD, TUESDAY, "extend", "P/5.1", "--to", "2026-12-31", "--reason", "资金")
    before = task(office, TUESDAY, "P/5")["deadline"]
    act(office, COORDINATOR, NEXT_MONDAY, "approve", "P/5.1")
    after = task(office, NEXT_MONDAY, "P/5")
    assert (before, after["deadline"], after["original_deadline"]) == (
        *("2026-09-30", "2026-12-31", "2026-09-30"),
    )
    then = office.ok("show", "P/5", "--json", "--as-of", TUESDAY).json["task"]
    assert then["deadline"] == "2026-09-30"
    office.ok("undo", "--today", NEXT_MONDAY)
    assert task(office, NEXT_MONDAY, "P/5")["deadline"] == "2026-09-30"


@pytest.mark.parametrize(
    "line", [("approve", "P/4"), ("return", "P/4", "--reason", "时间充裕")], ids=lambda x: x[0]
)
def test_each_is_taken_back_and_looked_back_on(office: Office, line: tuple[str, ...]) -> None:
    before = task(office, TUESDAY, "P/4")
    act(office, LEAD, TUESDAY, *ASK)
    asked = office.ok("show", "P/4", "--json", "--today", TUESDAY).out
    act(office, COORDINATOR, NEXT_MONDAY, *line)
    assert office.ok("show", "P/4", "--json", "--as-of", TUESDAY).out == asked
    office.ok("undo", "--today", NEXT_MONDAY)
    now = task(office, NEXT_MONDAY, "P/4")
    assert (now["deadline"], now["extension"]["pending"]) == (DEADLINE, True)
    assert len(items(office, COORDINATOR, NEXT_MONDAY, "extension")) == 1
    office.ok("undo", "--today", NEXT_MONDAY)
    now = task(office, NEXT_MONDAY, "P/4")
    keys = ("state", "deadline", "extension", "progress")
    assert {key: now[key] for key in keys} == {key: before[key] for key in keys}
    office.ok("db", "check")


def test_a_second_extension_goes_beyond_the_first(office: Office) -> None:
    act(office, LEAD, TUESDAY, *ASK)
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    refused(office, LEAD, TUESDAY, *ASK)
    act(office, LEAD, TUESDAY, "extend", "P/4", "--to", "2026-05-31", "--reason", "资金")
    found = task(office, TUESDAY, "P/4")["extension"]
    assert (found["granted"], found["to"], found["pending"]) == (LATER, "2026-05-31", True)
    shown = office.ok("show", "P/4", "--today", TUESDAY).out
    assert [day in shown for day in (DEADLINE, LATER, "2026-05-31")] == [True] * 3
    act(office, COORDINATOR, TUESDAY, "approve", "P/4")
    assert dates(task(office, TUESDAY, "P/4")) == ("2026-05-31", DEADLINE, True)
