"""A unit reports on its part of tasks: what it may say, on what, and what becomes of it."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from commands.working import (
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    desk,
    loaded_once,
    mine,
    nothing_recorded,
    refused,
    reports,
    task,
)
from conftest import Office, bare

__all__ = ["desk", "loaded_once"]

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


def test_a_first_report_of_a_lead_starts_its_task(desk: Office) -> None:
    assert task(desk, "P/1")["state"] == "pending"

    done = desk.ok("update", "P/1", "-p", "40", "-d", "已完成选址", *DATA, "--json").json

    assert (done["kind"], done["changed"]) == ("update", ["P/1"])
    after = task(desk, "P/1")
    assert (after["state"], after["progress"], after["reported"]) == (
        *("active", 40),
        TODAY.isoformat(),
    )
    (report,) = after["reports"]
    assert (report["done"], report["unit"], report["actor"]) == ("已完成选址", "省数据局", "王芳")
    assert after["events"][-1]["command"] == done["command"]


def test_all_that_a_report_can_say(desk: Office) -> None:
    desk.ok(
        *("update", "人工智能+交通", *ROADS, "--progress", "60%", "--done", "方案已印发"),
        *("--issue", "资金未到位", "--next", "建设平台", "--ask", "请财政厅支持"),
        *("--promise", "建成平台", "--by", "明天", "--reached", "1", "--on", YESTERDAY),
        *("--evidence", "https://example.org/方案?页=1"),
    )

    (report,) = reports(desk, "P/2")
    said = {key: report[key] for key in ("progress", "done", "issue", "next", "ask", "promise")}
    assert said == {
        "progress": 60,
        "done": "方案已印发",
        "issue": "资金未到位",
        "next": "建设平台",
        "ask": "请财政厅支持",
        "promise": "建成平台",
    }
    assert report["by"] == (TODAY + timedelta(days=1)).isoformat()
    assert (report["on"], report["day"]) == (YESTERDAY, TODAY.isoformat())
    assert report["evidence"][0]["url"] == "https://example.org/方案?页=1"
    steps = task(desk, "P/2")["milestones"]
    assert [step["reached"] for step in steps] == [YESTERDAY, None]


def test_progress_left_out_carries_over_and_texts_do_not(desk: Office) -> None:
    desk.ok("update", "1", "-p", "30", "-d", "甲", "-i", "乙", *DATA)
    desk.ok("update", "1", "-n", "丙", *DATA)

    last = reports(desk, "P/1")[-1]

    assert (last["progress"], last["done"], last["issue"], last["next"]) == (None, None, None, "丙")
    assert task(desk, "P/1")["progress"] == 30


def test_the_report_recorded_last_is_the_current_one(desk: Office) -> None:
    desk.ok("update", "1", "-p", "50", *DATA)
    desk.ok("update", "1", "-p", "20", "--on", YESTERDAY, *DATA)
    after = task(desk, "P/1")
    assert (after["progress"], after["reported"]) == (20, YESTERDAY)


@pytest.mark.parametrize(("said", "heard"), [("0", 0), ("100", 100), ("40%", 40), ("４０", 40)])
def test_progress(desk: Office, said: str, heard: int) -> None:
    desk.ok("update", "1", "-p", said, *DATA)
    assert task(desk, "P/1")["progress"] == heard


@pytest.mark.parametrize("said", ["101", "-1", "4_0", "+4", "40.5", "abc", "", "%", "9" * 5000])
def test_what_is_no_progress(desk: Office, said: str) -> None:
    refused(desk, "update", "1", "-p", said, *DATA, status=2)


def test_every_joint_lead_reports_and_the_lowest_counts(desk: Office) -> None:
    desk.ok("update", "3.1", "-p", "80", *ROADS)
    assert task(desk, "P/3.1")["state"] == "active", "any lead's first report starts it"
    assert task(desk, "P/3.1")["progress"] == 80
    desk.ok("update", "3.1", "-p", "30", *DATA)
    assert task(desk, "P/3.1")["progress"] == 30


@pytest.mark.parametrize(
    ("code", "unit", "role"),
    [("P/2", "省数据局", "support"), ("P/2", "甲市政府", "local"), ("P/5", "省财政厅", "support")],
)
def test_others_report_their_own_part_and_do_not_move_the_task(
    desk: Office, code: str, unit: str, role: str
) -> None:
    desk.ok("update", code, "-p", "90", "-d", "已配合", "--as", unit)

    part = mine(desk, code, unit)
    assert (part["role"], part["progress"]) == (role, 90)
    assert (task(desk, code)["state"], task(desk, code)["progress"]) == ("pending", None)


def test_who_has_no_part_is_told_who_has(desk: Office) -> None:
    told = refused(desk, "update", "1", "-p", "5", "--as", "省财政厅")
    assert ["taskmatrix mine" in told, "--home" in told] == [True, False]
    told = refused(desk, "update", "4", "-p", "5", *COORDINATOR)
    assert "--as 省数据局 --home 省发展改革委" in told, "who may enter for it"
    assert "taskmatrix show P/5" in refused(desk, "update", "5", "-p", "5", *DATA)


def test_groups_neither_act_nor_are_reported_on(desk: Office) -> None:
    assert "P/3.1 P/3.2" in refused(desk, "update", "P/3", "-p", "5", *DATA)
    assert "各市政府" in refused(desk, "update", "1", "-p", "5", "--as", "各市政府")


def test_nobody_acts_without_being_named(desk: Office) -> None:
    assert "--as" in refused(desk, "update", "1", "-p", "5")
    desk.ok("update", "1", "-p", "5", TASKMATRIX_AS="省数据局")


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("update P/99 -p 5", 4),
        ("update P/1 -p 5 --as 省水利厅", 4),
        ("update P/1 -p 5 --home 省水利厅", 4),
        ("update P/1 --evidence 没有.pdf", 4),
        ("update P/1 --evidence .", 5),
        ("update P/1 --from 没有.toml", 2),
        ("update --from 没有.toml", 4),
        ("update --from .", 5),
        ("update P/1", 2),
        ("update -p 5", 2),
        ("update P/1 -p 5 --edit", 2),
        ("update P/1 --edit --from form.toml", 2),
        ("update P/1 --on 昨日前后 -p 5", 2),
        ("update P/1 --on 明天 -p 5", 3),
        ("update P/1 --on 今天", 2),
        ("update P/1 --promise 建成", 2),
        ("update P/1 --by 明天", 2),
        ("update P/1 --promise 建成 --by 2026-01-01", 3),
        ("update P/1 --kept", 3),
        ("update P/1 --same", 3),
        ("update P/1 --same -p 5", 2),
        ("update P/1 --same -d 有变化", 2),
        ("update P/1 --same --not-applicable 无关", 2),
        ("update P/1 --not-applicable 无关 -p 5", 2),
        ("update P/2 --not-applicable 无关 --on 今天", 2),
        ("update P/1 --not-applicable 无关", 3),
        ("update P/1 --reached 1", 3),
        ("update P/1 --reached 0", 2),
        ("update P/1 -p 5 --as-of 2026-11-01", 3),
        ("update P/1 -p 5 --today 2026-11-01", 3),
    ],
)
def test_what_is_refused(desk: Office, command: str, status: int) -> None:
    refused(desk, *command.split(), status=status, TASKMATRIX_AS="省数据局")


@pytest.mark.parametrize("option", ["-d", "-i", "-n", "--ask", "--promise", "--not-applicable"])
@pytest.mark.parametrize("nothing", ["", "　 "])
def test_an_empty_text_is_a_mistake(desk: Office, option: str, nothing: str) -> None:
    refused(desk, "update", "1", option, nothing, *DATA, status=2)


def test_no_change_counts_as_a_report_once_there_is_one(desk: Office) -> None:
    told = refused(desk, "update", "1", "--same", *DATA)
    assert "taskmatrix update P/1 -p 10" in told
    desk.ok("update", "1", "-p", "10", "--on", YESTERDAY, *DATA)

    desk.ok("update", "1", "--same", "-n", "继续推进", *DATA)

    after = task(desk, "P/1")
    assert (after["progress"], after["reported"]) == (10, TODAY.isoformat())
    assert (reports(desk, "P/1")[-1]["same"], reports(desk, "P/1")[-1]["next"]) == (
        *(True, "继续推进"),
    )


def test_a_promise_is_kept_once(desk: Office) -> None:
    desk.ok("update", "1", "--promise", "建成平台", "--by", "明天", *DATA)
    assert mine(desk, "P/1", "省数据局")["promised_by"] is not None
    desk.ok("update", "1", "--kept", *DATA)
    assert mine(desk, "P/1", "省数据局")["promised_by"] is None
    refused(desk, "update", "1", "--kept", *DATA)
    desk.ok("update", "1", "--promise", "甲", "--by", "今天", *DATA)
    desk.ok("update", "1", "--kept", "--promise", "乙", "--by", "明天", *DATA)
    assert reports(desk, "P/1")[-1]["kept"] is True
    assert mine(desk, "P/1", "省数据局")["promised_by"] is not None, "the new one is open"


def test_a_milestone_is_reached_once_and_told_by_a_lead(desk: Office) -> None:
    refused(desk, "update", "2", "--reached", "1", *DATA)
    assert "2 milestones" in refused(desk, "update", "2", "--reached", "3", *ROADS)
    desk.ok("update", "2", "--reached", "2", *ROADS)
    assert TODAY.isoformat() in refused(desk, "update", "2", "--reached", "2", *ROADS)


def test_several_tasks_at_once_or_none(desk: Office) -> None:
    told = refused(desk, "update", "1", "2", "3", "3.2", "-p", "10", *ROADS)
    assert [code in told for code in ("P/1", "P/2 ", "P/3 ", "P/3.2")] == [True, False, True, True]

    done = desk.ok("update", "1", "2", "P/1", "4", "-p", "10", *DATA, "--json").json

    assert done["changed"] == ["P/1", "P/2", "P/4"]
    commands = {task(desk, code)["events"][-1]["command"] for code in done["changed"]}
    assert commands == {done["command"]}
    assert len(reports(desk, "P/1")) == 1, "a task named twice is reported on once"


def test_no_report_in_review_or_after_the_end(desk: Office) -> None:
    desk.ok("update", "1", "-p", "100", *DATA)
    desk.ok("finish", "1", *DATA)
    for unit in (DATA, COORDINATOR, CITY):
        assert "taskmatrix approve P/1" in refused(desk, "update", "1", "-p", "5", *unit)
    desk.ok("approve", "1", *COORDINATOR)
    assert "taskmatrix reopen P/1" in refused(desk, "update", "1", "-p", "5", *DATA)
    desk.ok("terminate", "2", "--reason", "合并", *COORDINATOR)
    assert "taskmatrix reopen P/2" in refused(desk, "update", "2", "-p", "5", *DATA)


def test_the_coordinator_enters_for_others_and_nobody_else_does(desk: Office) -> None:
    desk.ok("update", "1", "-p", "10", *DATA, "--home", "省发改委")
    (report,) = reports(desk, "P/1")
    assert (report["unit"], report["home"], report["actor"]) == (
        *("省数据局", "省发展改革委", "王芳"),
    )
    assert "--as 省交通运输厅" in refused(
        *(desk, "update", "1", "-p", "20", *DATA, "--home", "省交通运输厅"),
    )
    desk.ok("update", "1", "-p", "20", *DATA, "--home", "省数据局")
    assert reports(desk, "P/1")[-1]["home"] is None, "that is one's own"


def test_root_is_nobody(desk: Office) -> None:
    told = refused(desk, "update", "1", "-p", "5", *DATA, "--actor", "", status=2)
    assert "--actor" in told


def test_what_was_said_and_done_is_told_with_what_comes_next(desk: Office) -> None:
    english = {"LANG": "en_US.UTF-8"}
    first = desk.ok("update", "算力", "-p", "40", *DATA, **english)
    assert "算力 → P/1 优化算力支撑底座" in first.err
    assert "taskmatrix undo" in bare(first.err)
    second = desk.ok("update", "1", "-p", "100", *DATA, **english)
    assert "40 → 100" in second.out
    assert "taskmatrix finish P/1" in bare(second.err)


def test_a_store_that_is_not_there_or_damaged_is_told(desk: Office) -> None:
    nowhere = {"TASKMATRIX_DB": "nowhere.db"}
    assert "plan load" in refused(desk, "update", "1", "-p", "5", *DATA, status=4, **nowhere)
    with closing(sqlite3.connect(desk.folder / "taskmatrix.db")) as store, nothing_recorded(desk):
        store.execute("DROP TABLE part")
        assert desk("update", "1", "-p", "5", *DATA).status == 6
    (desk.folder / "taskmatrix.db").write_bytes(Path(__file__).read_bytes())
    assert desk("update", "1", "-p", "5", *DATA).status == 6
