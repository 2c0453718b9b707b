"""`wait` and `resume`: a lead hands the clock over to another unit, and takes it back."""

from typing import Any

import pytest
from commands.supervised import (
    MONDAY,
    MORE,
    NEXT_MONDAY,
    TUESDAY,
    act,
    missing,
    supervise,
    todo,
    waiting,
)
from conftest import SMALL, Office, bare, made

LEAD, ROADS, COORDINATOR, CITY = "省数据局", "省交通运输厅", "省发展改革委", "甲市政府"
UNTIL = "2026-03-16"
"""Ten working days after Monday, 2 March 2026."""
LAPSED = "2026-03-17"


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which the lead of P/1 waits for the roads, which have no part in it."""
    return made(office, _begin)


def _begin(office: Office) -> None:
    supervise(office)
    act(office, LEAD, MONDAY, "accept", "P/1")
    act(office, LEAD, MONDAY, "wait", "P/1", "--on", "交通厅", "--reason", "等路网数据")


def task(office: Office, day: str, code: str = "P/1") -> Any:
    return office.ok("show", code, "--json", "--today", day).json["task"]


def refused(office: Office, unit: str, day: str, *args: str, status: int = 3) -> str:
    done = office(*args, "--as", unit, "--today", day, LANG="en_US.UTF-8")
    assert (done.status, done.out) == (status, ""), done.err
    assert status == 2 or "Next: " in done.err
    return bare(done.err)


def items(office: Office, unit: str, day: str, what: str) -> list[dict[str, Any]]:
    return [item for item in todo(office, unit, day) if item["what"] == what]


def test_a_lead_waits_ten_working_days_for_a_unit(office: Office) -> None:
    found = task(office, MONDAY)
    assert found["wait"] == {
        "on": ROADS,
        "outside": False,
        "since": MONDAY,
        "until": UNTIL,
        "in_force": True,
        "reason": "等路网数据",
        "objection": None,
    }
    assert (found["state"], "waiting" in found["flags"]) == ("active", True)
    shown = office.ok("show", "P/1", "--today", MONDAY).out
    assert [word in shown for word in (ROADS, UNTIL, "等路网数据")] == [True] * 3
    listed = office.ok("list", "--flag", "waiting", "--json", "--today", UNTIL).json["tasks"]
    assert [each["code"] for each in listed] == ["P/1"]


def test_the_answer_says_for_whom_and_until_when(office: Office) -> None:
    act(office, LEAD, MONDAY, "accept", "P/4")
    line = ("wait", "P/4", "--on", "交通厅", "--reason", "等", "--until", "3月20日", "--json")
    done = act(office, LEAD, MONDAY, *line)
    assert (done.json["kind"], done.json["changed"]) == ("wait", ["P/4"])
    (said,) = done.json["done"]
    assert (said["other"], said["outside"], said["until"]) == (ROADS, False, "2026-03-20")
    assert f"交通厅 → {ROADS}" in done.err
    resumed = act(office, LEAD, MONDAY, "resume", "P/4", "--json").json
    assert (resumed["kind"], resumed["changed"]) == ("resume", ["P/4"])


def test_the_plan_says_how_many_days_one_waits(office: Office) -> None:
    office.write("plans/plan.toml", SMALL + MORE + "\n[supervision]\nwait_days = 3\n")
    office.ok("plan", "load", "plans", "--yes", "--today", TUESDAY)
    act(office, LEAD, TUESDAY, "accept", "P/4")
    act(office, LEAD, TUESDAY, "wait", "P/4", "--on", ROADS, "--reason", "等")
    assert task(office, TUESDAY, "P/4")["wait"]["until"] == "2026-03-06"
    assert task(office, TUESDAY)["wait"]["until"] == UNTIL, "what was said stays"


def test_a_wait_that_runs_into_a_year_without_a_notice_says_so(office: Office) -> None:
    day = "2026-12-25"
    act(office, LEAD, day, "accept", "P/4")
    line = ("wait", "P/4", "--on", ROADS, "--reason", "等", "--lang", "en")
    assert "2027" in act(office, LEAD, day, *line).err
    act(office, LEAD, day, "resume", "P/4")
    assert "2027" not in act(office, LEAD, day, *line, "--until", "2027-01-20").err


def test_the_first_lead_alone_waits_and_resumes(office: Office) -> None:
    for unit in (ROADS, COORDINATOR, CITY):
        assert LEAD in refused(office, unit, TUESDAY, "resume", "P/1")
        refused(office, unit, TUESDAY, "wait", "P/1", "--on", LEAD, "--reason", "等")
    act(office, LEAD, TUESDAY, "resume", "P/1", "--home", COORDINATOR)
    assert task(office, TUESDAY)["events"][-1]["home"] == COORDINATOR


def test_only_what_is_under_way_waits_and_once(office: Office) -> None:
    on = ("--on", ROADS, "--reason", "等")
    assert "taskmatrix accept P/4" in refused(office, LEAD, MONDAY, "wait", "P/4", *on)
    told = refused(office, LEAD, MONDAY, "wait", "P/1", *on)
    assert ROADS in told
    assert "taskmatrix resume P/1" in told
    assert "waits for nobody" in refused(office, LEAD, MONDAY, "resume", "P/4")
    refused(office, LEAD, MONDAY, "wait", "P/1", "--reason", "等", status=2)
    refused(office, LEAD, MONDAY, "wait", "P/1", "--on", ROADS, status=2)


@pytest.mark.parametrize(
    ("whom", "status", "hint"),
    [
        ("各市政府", 3, "--on UNIT"),
        (LEAD, 3, "--on UNIT"),
        ("市政府", 4, "--outside"),
        ("省交通输运厅", 4, ROADS),
        ("省交通输运厅", 4, "--outside"),
        ("交道厅", 4, ROADS),
    ],
    ids=["group", "itself", "ambiguous", "misspelt", "misspelt, or outside", "short, misspelt"],
)
def test_whom_one_cannot_wait_for(office: Office, whom: str, status: int, hint: str) -> None:
    act(office, LEAD, MONDAY, "accept", "P/4")
    line = ("wait", "P/4", "--on", whom, "--reason", "等")
    assert hint in refused(office, LEAD, MONDAY, *line, status=status)
    assert task(office, MONDAY, "P/4")["wait"] is None


@pytest.mark.parametrize("flag", [(), ("--outside",)], ids=["far from all names", "said to be"])
def test_a_body_outside_the_programme_is_taken_in_words(
    office: Office, flag: tuple[str, ...]
) -> None:
    body = "交通运输部规划司" if flag else "中国电信分公司"
    act(office, LEAD, MONDAY, "accept", "P/4")
    line = ("wait", "P/4", "--on", body, "--reason", "等", *flag, "--lang", "en")
    assert "outside the programme" in act(office, LEAD, MONDAY, *line).out
    wait = task(office, MONDAY, "P/4")["wait"]
    assert (wait["on"], wait["outside"], wait["until"]) == (body, True, UNTIL)
    assert body in act(office, LEAD, MONDAY, "history", "P/4").out
    assert "P/4" not in missing_awaited(office, NEXT_MONDAY)
    for unit in (LEAD, ROADS):
        refused(office, unit, MONDAY, "wait", "P/4", "--object", "--reason", "无关")


def test_a_unit_of_the_programme_is_not_outside(office: Office) -> None:
    act(office, LEAD, MONDAY, "accept", "P/4")
    line = ("wait", "P/4", "--on", ROADS, "--reason", "等", "--outside")
    assert "leave --outside out" in refused(office, LEAD, MONDAY, *line)


def test_a_wait_ends_on_a_day_to_come(office: Office) -> None:
    act(office, LEAD, MONDAY, "accept", "P/4")
    line = ("wait", "P/4", "--on", ROADS, "--reason", "等", "--until")
    assert "--until" in refused(office, LEAD, TUESDAY, *line, "今天")
    refused(office, LEAD, TUESDAY, *line, "有空时", status=2)
    act(office, LEAD, TUESDAY, *line, "明天")
    assert task(office, TUESDAY, "P/4")["wait"]["until"] == "2026-03-04"


def test_the_unit_waited_on_reports_without_a_part_in_the_task(office: Office) -> None:
    refused(office, CITY, TUESDAY, "update", "P/4", "-d", "路过")
    told = refused(office, ROADS, TUESDAY, "update", "P/1", "--not-applicable", "无")
    assert "taskmatrix wait P/1 --object" in told
    act(office, ROADS, TUESDAY, "update", "P/1", "-p", "60", "-d", "数据已交")
    found = task(office, TUESDAY)
    assert [(each["unit"], each["done"]) for each in found["reports"]] == [(ROADS, "数据已交")]
    assert (found["progress"], found["state"]) == (None, "active"), "the lead's is the task's"
    assert found["wait"]["in_force"], "the lead takes the clock back"
    act(office, LEAD, TUESDAY, "resume", "P/1")
    refused(office, ROADS, TUESDAY, "update", "P/1", "-d", "再报")


def test_a_lead_that_reports_goes_on_waiting(office: Office) -> None:
    act(office, LEAD, TUESDAY, "update", "P/1", "-p", "20")
    found = task(office, TUESDAY)
    assert (found["progress"], found["wait"]["in_force"]) == (20, True)


def test_who_is_waited_on_sees_it_until_it_answers(office: Office) -> None:
    (item,) = items(office, ROADS, TUESDAY, "awaited")
    assert item == {
        "what": "awaited",
        "task": "P/1",
        "title": "优化算力支撑底座",
        "unit": LEAD,
        "since": MONDAY,
        "due": UNTIL,
        "due_time": None,
        "missed": False,
        "reason": "等路网数据",
        "next": "taskmatrix update P/1",
    }
    assert "等路网数据" in act(office, ROADS, TUESDAY, "todo").out
    assert items(office, ROADS, LAPSED, "awaited") == [], "the wait is over"
    act(office, ROADS, TUESDAY, "update", "P/1", "-d", "数据已交")
    assert items(office, ROADS, TUESDAY, "awaited") == []
    office.ok("undo", "--today", TUESDAY)
    assert len(items(office, ROADS, TUESDAY, "awaited")) == 1
    act(office, LEAD, TUESDAY, "resume", "P/1")
    assert items(office, ROADS, TUESDAY, "awaited") == []


def test_while_it_waits_the_lead_owes_no_report(office: Office) -> None:
    assert ("report", "P/1") not in waiting(office, LEAD, TUESDAY)
    assert ("report", "P/1") not in waiting(office, LEAD, NEXT_MONDAY)
    assert (LEAD, "P/1") not in missing(office, UNTIL)
    act(office, LEAD, NEXT_MONDAY, "resume", "P/1")
    assert ("report", "P/1") not in waiting(office, LEAD, "2026-03-13"), "it waited this week"
    assert (LEAD, "P/1") not in missing(office, UNTIL)
    (owed,) = items(office, LEAD, UNTIL, "report")
    assert (owed["since"], owed["missed"]) == (UNTIL, False)
    assert (LEAD, "P/1") in missing(office, "2026-03-23")


def missing_awaited(office: Office, day: str, *args: str) -> list[str]:
    listed = office.ok("missing", "--json", "--today", day, *args).json["missing"]
    return [item["unit"] for item in listed if item["waited_on"] and item["task"] == "P/1"]


def test_who_is_waited_on_is_missing_after_a_whole_period(office: Office) -> None:
    assert missing_awaited(office, "2026-03-08") == []
    assert missing_awaited(office, NEXT_MONDAY) == [ROADS]
    (item,) = office.ok("missing", "--json", "--today", NEXT_MONDAY).json["missing"]
    assert (item["role"], item["period"]) == (None, [MONDAY, "2026-03-08"])
    assert ROADS in office.ok("missing", "--today", NEXT_MONDAY).out
    for args, found in (
        (("--role", "lead"), [ROADS]),
        (("--role", "local"), []),
        (("--unit", ROADS), [ROADS]),
        (("--unit", LEAD), []),
    ):
        assert missing_awaited(office, NEXT_MONDAY, *args) == found, args
    assert missing_awaited(office, LAPSED) == [], "the wait is over"
    act(office, ROADS, NEXT_MONDAY, "update", "P/1", "-d", "数据已交")
    assert missing_awaited(office, UNTIL) == []


def test_a_week_that_had_begun_is_no_whole_period(office: Office) -> None:
    act(office, LEAD, MONDAY, "resume", "P/1")
    act(office, LEAD, TUESDAY, "wait", "P/1", "--on", CITY, "--reason", "等")
    assert missing_awaited(office, NEXT_MONDAY) == []
    (item,) = office.ok("missing", "--json", "--today", UNTIL).json["missing"]
    assert (item["unit"], item["role"], item["waited_on"]) == (CITY, "local", True)


def test_a_forgotten_wait_ends_by_itself_and_is_told(office: Office) -> None:
    for unit in (LEAD, COORDINATOR):
        assert items(office, unit, UNTIL, "wait-ended") == []
    (own,) = items(office, LEAD, LAPSED, "wait-ended")
    assert (own["task"], own["since"]) == ("P/1", UNTIL)
    assert own["next"] == "taskmatrix resume P/1"
    (seen,) = items(office, COORDINATOR, LAPSED, "wait-ended")
    assert (seen["unit"], seen["since"]) == (LEAD, UNTIL)
    assert seen["next"] == "taskmatrix show P/1"
    found = task(office, LAPSED)
    assert (found["wait"]["in_force"], "waiting" in found["flags"]) == (False, False)


@pytest.mark.parametrize(
    "line",
    [
        ("resume", "P/1"),
        ("update", "P/1", "-p", "10"),
        ("wait", "P/1", "--on", CITY, "--reason", "等"),
    ],
    ids=lambda line: line[0],
)
def test_what_ended_is_told_until_the_lead_does_something(
    office: Office, line: tuple[str, ...]
) -> None:
    act(office, LEAD, LAPSED, *line)
    for unit in (LEAD, COORDINATOR):
        assert items(office, unit, LAPSED, "wait-ended") == []
    office.ok("undo", "--today", LAPSED)
    assert len(items(office, LEAD, LAPSED, "wait-ended")) == 1


def test_a_coordinator_that_leads_is_told_once(office: Office) -> None:
    more = '\n[[task]]\nnumber = "5"\ntitle = "统筹调度"\nlead = ["省发展改革委"]\n'
    office.write("plans/plan.toml", SMALL + MORE + more)
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    act(office, COORDINATOR, MONDAY, "accept", "P/5")
    act(office, COORDINATOR, MONDAY, "wait", "P/5", "--on", ROADS, "--reason", "等")
    told = [item["next"] for item in items(office, COORDINATOR, LAPSED, "wait-ended")]
    assert sorted(told) == ["taskmatrix resume P/5", "taskmatrix show P/1"]


def test_what_is_no_longer_under_way_waits_no_longer(office: Office) -> None:
    act(office, LEAD, TUESDAY, "finish", "P/1", "--reason", "完成")
    assert task(office, TUESDAY)["wait"] is None
    refused(office, ROADS, TUESDAY, "update", "P/1", "-d", "数据已交")
    refused(office, LEAD, TUESDAY, "wait", "P/1", "--on", ROADS, "--reason", "等")


def test_who_continues_the_unit_is_waited_on_in_its_place(office: Office) -> None:
    heir = '[[unit]]\nname = "省交通局"\nformerly = ["省交通运输厅"]\n'
    before = '[[unit]]\n    name = "省交通运输厅"\n'
    text = SMALL.replace(before, heir) + MORE
    assert heir in text
    office.write("plans/plan.toml", text.replace('["省交通运输厅"', '["省交通局"').replace(
        'formerly = ["省交通局"]', 'formerly = ["省交通运输厅"]'
    ))  # fmt: skip
    office.ok("plan", "load", "plans", "--yes", "--today", TUESDAY)
    assert task(office, TUESDAY)["wait"]["on"] == "省交通局"
    assert len(items(office, "省交通局", TUESDAY, "awaited")) == 1
    assert missing_awaited(office, NEXT_MONDAY) == ["省交通局"]
    act(office, "省交通局", NEXT_MONDAY, "update", "P/1", "-d", "数据已交")
    assert items(office, "省交通局", NEXT_MONDAY, "awaited") == []
    office.ok("db", "check")


def test_each_is_taken_back_and_looked_back_on(office: Office) -> None:
    before = office.ok("show", "P/1", "--json", "--today", MONDAY).out
    act(office, LEAD, TUESDAY, "resume", "P/1", "--reason", "已到位")
    assert task(office, TUESDAY)["wait"] is None
    assert "已到位" in office.ok("history", "P/1", "--today", TUESDAY).out
    assert office.ok("show", "P/1", "--json", "--as-of", MONDAY).out == before
    office.ok("undo", "--today", TUESDAY)
    assert task(office, TUESDAY)["wait"]["since"] == MONDAY
    office.ok("undo", "--today", TUESDAY)
    found = task(office, TUESDAY)
    assert (found["wait"], found["flags"]) == (None, []), "as if it never had begun"
    office.ok("db", "check")


def test_a_text_that_was_emptied_is_shown_so(office: Office) -> None:
    act(office, LEAD, MONDAY, "accept", "P/4")
    act(office, LEAD, MONDAY, "wait", "P/4", "--on", "某涉密单位", "--reason", "涉密事由")
    seq = task(office, MONDAY, "P/4")["events"][-1]["seq"]
    office.ok("db", "redact", str(seq), "--reason", "误录", "--today", MONDAY)
    wait = task(office, MONDAY, "P/4")["wait"]
    assert (wait["on"], wait["reason"], wait["outside"]) == (None, None, True)
    for line in (("show", "P/4"), ("history", "P/4")):
        told = office.ok(*line, "--today", MONDAY, LANG="en_US.UTF-8").out
        assert "[redacted]" in told
    assert "[redacted]" in refused(
        office, LEAD, MONDAY, "wait", "P/4", "--on", ROADS, "--reason", "等"
    )
    office.ok("db", "check")
