"""The sheet of a unit: `report unit UNIT`, added up from what other commands say."""

from datetime import date, timedelta
from typing import Any

import pytest
from commands import escalated
from commands.promising import busy_office
from commands.supervised import act
from commands.targeted import load_targets, record
from conftest import Done, Office, made

C, D, ROADS, CITY = "省发展改革委", "省数据局", "省交通运输厅", "甲市政府"
DAY = "2026-04-10"
ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.fixture
def busy(office: Office) -> Office:
    return made(office, _busy)


def _busy(office: Office) -> None:
    """Promises kept and missed, a wait, an overdue task, slips, one of them answered."""
    busy_office(office)
    wait = ("wait", "P/2", "--on", D, "--reason", "等待数据接口", "--until", "2026-05-29")
    act(office, ROADS, "2026-03-16", *wait)
    act(office, C, "2026-03-24", "escalate", "--yes")
    for each in office.ok("slips", "--unit", ROADS, "--json", "--today", "2026-03-25").json[
        "slips"
    ]:
        reply = ("--reply", "抓紧办理", "--by", "2026-04-20")
        act(office, ROADS, "2026-03-25", "slips", "answer", each["number"], *reply)
    update = ("update", "P/4", "-p", "40", "-d", "完成选址", "-i", "缺资金", "--ask", "请协调资金")
    act(office, D, "2026-03-26", *update)


def sheet(office: Office, unit: str, day: str = DAY, *args: str) -> Any:
    return office.ok("report", "unit", unit, "--json", "--today", day, *args).json


def text(office: Office, unit: str, day: str = DAY, *args: str) -> str:
    line = ("report", "unit", unit, "--format", "md", "--today", day, *args)
    return office.ok(*line, **ENGLISH).out


def asked(office: Office, key: str, *args: str) -> Any:
    return office.ok(*args, "--json", "--today", DAY).json[key]


def refused(office: Office, *args: str) -> Done:
    done = office("report", "unit", *args, **ENGLISH)
    assert (done.status, done.out) == (3, "")
    assert "Next: " in done.err
    return done


@pytest.mark.parametrize("unit", [D, ROADS, C, CITY])
def test_its_tasks_are_those_of_mine(busy: Office, unit: str) -> None:
    mine = asked(busy, "tasks", "mine", "--all", "--as", unit)
    found = sheet(busy, unit)["tasks"]
    assert found, "everybody has something to do here"
    shared = ("code", "role", "light", "state", "progress", "expected", "deadline", "my_progress")
    assert [[task[key] for key in shared] for task in found] == [
        [task[key] for key in shared] for task in mine
    ]
    whys = {task["code"]: task["why"] for task in asked(busy, "tasks", "list", "--explain")}
    assert {task["code"]: task["why"] for task in found} == {
        code: why for code, why in whys.items() if code in {task["code"] for task in found}
    }


@pytest.mark.parametrize("unit", [D, ROADS, CITY])
def test_promises_are_those_that_are_open_or_were_decided_of_late(busy: Office, unit: str) -> None:
    every = asked(busy, "promises", "promises", "--unit", unit)
    since = (date.fromisoformat(DAY) - timedelta(days=31)).isoformat()
    late = [each for each in every if each["decided"] is None or each["decided"] >= since]
    assert sheet(busy, unit)["promises"] == late
    kept = sum(each["status"] == "kept" for each in every)
    assert sheet(busy, unit)["promises_made"]["kept"] == kept


@pytest.mark.parametrize("unit", [D, ROADS])
def test_slips_are_those_of_the_register(busy: Office, unit: str) -> None:
    every = asked(busy, "slips", "slips", "--unit", unit)
    assert every
    found = sheet(busy, unit)
    last = {slip["task"]: slip for slip in every}
    assert found["slips"] == sorted(last.values(), key=lambda slip: slip["number"])
    unanswered = [slip for slip in every if slip["status"] in ("open", "lapsed")]
    assert found["slips_received"]["unanswered"] == len(unanswered)
    assert (
        sheet(busy, unit, "2026-03-25")["slips"]
        == (busy.ok("slips", "--unit", unit, "--json", "--today", "2026-03-25").json["slips"])
    ), "in March they are all new"


def test_a_slip_whose_place_another_took_is_unanswered_and_followed(busy: Office) -> None:
    day = "2026-04-01"
    act(busy, C, day, "escalate", "--yes")
    every = busy.ok("slips", "--unit", D, "--json", "--today", day).json["slips"]
    last = {slip["task"]: slip["number"] for slip in every}
    lapsed = {slip["number"] for slip in every if slip["status"] == "lapsed"}
    assert lapsed - set(last.values()), "some lapsed, and the next step followed"
    found = sheet(busy, D, day)
    waiting = [slip for slip in every if slip["number"] in last.values()]
    received = found["slips_received"]
    assert received["unanswered"] == sum(each["status"] in ("open", "lapsed") for each in every)
    assert received["followed"] == received["unanswered"] - len(waiting) > 0
    told = busy.ok("report", "unit", D, "--today", day, LANG="en_US.UTF-8").out
    assert f"{received['unanswered']} not answered: {received['followed']} " in told
    todo = busy.ok("todo", "--json", "--as", D, "--today", day).json["items"]
    assert sum(each["what"] == "slip" for each in todo) == len(waiting)


def test_answers_to_slips_are_promises_too(busy: Office) -> None:
    every = busy.ok("slips", "--unit", ROADS, "--json", "--today", DAY).json["slips"]
    answered = [slip for slip in every if slip["status"] == "answered"]
    assert answered
    found = sheet(busy, ROADS)
    keys = ("slip", "task", "title", "answered", "due")
    assert [{key: each[key] for key in keys} for each in found["slip_promises"]] == [
        {
            "slip": slip["number"],
            "task": slip["task"],
            "title": slip["title"],
            "answered": slip["answered"],
            "due": slip["promised"],
        }
        for slip in answered
    ]
    assert {each["status"] for each in found["slip_promises"]} == {"open"}
    said = text(busy, ROADS)
    assert "Answer to No. " in said
    assert "in order by 20 April 2026." in said
    assert "promises 20 April" in said


@pytest.mark.parametrize(("reported", "status"), [(True, "settled"), (False, "standing")])
def test_what_was_promised_in_an_answer_is_in_order_or_not(
    busy: Office, reported: bool, status: str
) -> None:
    day = "2026-04-21"
    given = sheet(busy, ROADS)["slip_promises"]
    if reported:
        for code in {each["task"] for each in given}:
            line = ("-p", "95", "-d", "已补报", "--on", "2026-04-19")
            act(busy, ROADS, "2026-04-20", "update", code, *line)
    found = sheet(busy, ROADS, day)["slip_promises"]
    assert {each["slip"] for each in found} == {each["slip"] for each in given}
    assert {each["status"] for each in found} == {status}
    assert sheet(busy, ROADS, "2026-05-22")["slip_promises"] == [], "a month later it is over"


def test_what_it_owes_and_what_is_owed_to_it_is_what_is_missing(busy: Office) -> None:
    day = "2026-05-08"
    told = busy.ok("missing", "--json", "--today", day).json["missing"]
    every = {(each["unit"], each["task"]) for each in told}
    found = sheet(busy, D, day)
    led = {task["code"] for task in found["tasks"] if task["role"] == "lead"}
    owes = {(each["unit"], each["task"]) for each in found["owes"]}
    owed = {(each["unit"], each["task"]) for each in found["owed"]}
    assert owes == {pair for pair in every if pair[0] == D}
    assert owed == {pair for pair in every if pair[0] != D and pair[1] in led}
    assert owes
    assert (CITY, "P/1") in owed


def test_a_wait_stands_on_the_sheets_of_both(busy: Office) -> None:
    (wait,) = sheet(busy, ROADS)["waits"]
    told = busy.ok("show", "P/2", "--json", "--today", DAY).json["task"]["wait"]
    assert {key: wait[key] for key in told} == told
    (awaited,) = sheet(busy, D)["awaited"]
    assert (awaited["task"], awaited["lead"], awaited["until"]) == ("P/2", ROADS, "2026-05-29")
    assert awaited["reason"] == "等待数据接口"
    assert "1 of its tasks waits for others." in text(busy, ROADS)
    assert "1 task waits for it." in text(busy, D)


def test_since_when_a_task_is_red_is_what_the_days_before_say(busy: Office) -> None:
    (task,) = [each for each in sheet(busy, D)["tasks"] if each["code"] == "P/4"]
    since = date.fromisoformat(task["red_since"])

    def light(day: date) -> str:
        line = ("list", "--search", "P/4", "--json", "--as-of", day.isoformat())
        (found,) = busy.ok(*line).json["tasks"]
        return str(found["light"])

    assert task["light"] == "red"
    assert light(since - timedelta(days=1)) != "red"
    some = (since + timedelta(days=days) for days in (0, 1, 3, 14))
    assert {light(day) for day in some} == {"red"}
    assert {each["red_since"] for each in sheet(busy, D)["tasks"] if each["light"] != "red"} == {
        None
    }


def test_the_last_words_of_a_lead_stand_beside_its_task(busy: Office) -> None:
    (task,) = [each for each in sheet(busy, D)["tasks"] if each["code"] == "P/4"]
    last = busy.ok("show", "P/4", "--json", "--today", DAY).json["task"]["reports"][-1]
    keys = ("done", "issue", "next", "ask")
    assert {key: task[key] for key in keys} == {key: last[key] for key in keys}
    said = text(busy, D)
    assert "Last reported on 26 March: 完成选址。" in said
    assert "Problem: 缺资金。" in said
    assert "It asks: 请协调资金。" in said


def test_the_short_sentences_count_what_the_data_hold(busy: Office) -> None:
    found, said = sheet(busy, D), text(busy, D)
    led = [task for task in found["tasks"] if task["role"] == "lead"]
    assert f"leads {len(led)} tasks" in said
    red = sum(task["light"] == "red" for task in led)
    assert f"{red} red" in said
    assert f" on {len(found['owes'])} tasks." in said


def test_a_region_has_its_local_parts_in_the_annex(busy: Office) -> None:
    local = [task for task in sheet(busy, CITY)["tasks"] if task["role"] == "local"]
    said = text(busy, CITY)
    assert f"carries out {len(local)} tasks locally" in said
    annex = said.partition("Tasks that it supports or carries out locally")[2]
    assert all(f"| {task['code']} |" in annex for task in local)


def test_what_it_is_to_sign_for(office: Office) -> None:
    escalated.supervise(office)
    found = sheet(office, escalated.F, "2026-03-20")
    pending = {task["code"] for task in found["tasks"] if task["state"] == "pending"}
    assert {task["code"] for task in found["to_accept"]} == pending == {"P/3.1", "P/4"}
    act(office, escalated.F, "2026-03-20", "accept", "P/4")
    assert [task["code"] for task in sheet(office, escalated.F, "2026-03-20")["to_accept"]] == [
        "P/3.1"
    ]
    assert "It has not accepted 1 task." in text(office, escalated.F, "2026-03-20")


def test_a_unit_that_has_nothing_to_do(office: Office) -> None:
    escalated.supervise(office)
    found = sheet(office, C)
    empty = ("promises", "tasks", "to_accept", "owes", "owed", "waits", "awaited", "slips")
    assert {key: found[key] for key in empty} == {key: [] for key in empty}
    said = text(office, C)
    assert "has no part in any task." in said
    assert "|" not in said, "no table where there is nothing to tell"


def test_a_leader_and_a_group_have_no_sheet_of_their_own(office: Office) -> None:
    escalated.supervise(office)
    done = refused(office, "李副省长", "--today", DAY)
    assert "report briefing --leader 李副省长" in done.err
    done = refused(office, "厅局", "--today", DAY)
    assert escalated.ROADS in done.err
    assert escalated.F in done.err
    assert office("report", "unit", "没有的单位", "--today", DAY).status == 4


def test_nobody_is_named_unless_that_is_asked_for(busy: Office) -> None:
    told = ("unit", "contact", D, "--liaison", "李明", "--phone", "024-12345678")
    busy.ok(*told, "--today", DAY)
    for form in ("md", "html", "json", "table"):
        line = ("report", "unit", D, "--format", form, "--today", DAY)
        assert "李明" not in busy.ok(*line).out
        assert "李明 024-12345678" in busy.ok(*line, "--contacts").out or form == "json"
    known = {"liaison": "李明", "phone": "024-12345678"}
    assert sheet(busy, D, DAY, "--contacts")["contact"] == known
    assert sheet(busy, D)["contact"] is None
    assert "No liaison is known." in text(busy, ROADS, DAY, "--contacts")


def test_filters_choose_its_tasks_and_all_that_is_about_them(busy: Office) -> None:
    found = sheet(busy, D, DAY, "--light", "红")
    red = {task["code"] for task in sheet(busy, D)["tasks"] if task["light"] == "red"}
    assert {task["code"] for task in found["tasks"]} == red
    assert found["filters"] == {"lights": ["red"]}
    for key in ("promises", "owes", "owed", "awaited", "slips"):
        assert {each["task"] for each in found[key]} <= red
    assert "only the tasks chosen by the filters" in text(busy, D, DAY, "--light", "red")


def test_targets_are_those_that_it_records(office: Office) -> None:
    load_targets(office)
    record(office, "2026-03-31", "P-A#compute", "120", by=CITY)
    found = sheet(office, CITY, "2026-04-01")["targets"]
    every = office.ok("targets", "--json", "--today", "2026-04-01").json["targets"]
    assert found == [each for each in every if each["plan"] == "P-A"]
    roads = sheet(office, ROADS, "2026-04-01")["targets"]
    assert [each["task"] for each in roads] == ["P/2"]


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_looking_back_gives_the_same_bytes_ever_after(busy: Office, form: str) -> None:
    line = ("report", "unit", D)
    busy.ok(*line, "--today", DAY, "-o", f"then.{form}")
    act(busy, D, "2026-04-13", "update", "P/4", "-p", "90", "--on", "2026-04-01", "-d", "补录")
    act(busy, C, "2026-04-14", "escalate", "--yes")
    busy.ok(*line, "--as-of", DAY, "--today", "2026-05-01", "-o", f"now.{form}")
    then, now = ((busy.folder / f"{name}.{form}").read_bytes() for name in ("then", "now"))
    assert then == now


def test_the_period_begins_after_the_last_weekly_else_with_the_month(busy: Office) -> None:
    assert (sheet(busy, D)["first"], sheet(busy, D)["since"]) == ("2026-04-01", None)
    act(busy, C, "2026-04-03", "report", "weekly", "--issue")
    found = sheet(busy, D)
    assert (found["first"], found["last"]) == ("2026-04-04", DAY)
    assert found["since"] == {"number": 1, "year": 2026, "last": "2026-04-03"}
    act(busy, C, "2026-04-10", "report", "weekly", "--issue")
    assert sheet(busy, D)["first"] == "2026-04-04", "that of today is no time ago"


def test_a_unit_that_merged_answers_for_the_one_it_continues(busy: Office) -> None:
    plan = (busy.folder / "plans" / "plan.toml").read_text(encoding="utf-8")
    changed = plan.replace(
        'name = "省交通运输厅"', 'name = "省交通厅"\n    formerly = ["省交通运输厅"]'
    ).replace('"省交通运输厅"]\n    deadline', '"省交通厅"]\n    deadline')
    busy.write("plans/plan.toml", changed)
    busy.ok("plan", "load", "plans", "--yes", "--today", DAY)
    found = sheet(busy, "省交通厅")
    assert found["promises"]
    assert found == sheet(busy, ROADS), "the former name finds it too"
    assert found["slips"] == asked(busy, "slips", "slips", "--unit", "省交通厅")
