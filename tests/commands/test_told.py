"""What a command says that it did, and the next command that it proposes."""

import shlex

import pytest
from commands.supervised import NEXT_MONDAY, TUESDAY, act, supervise
from commands.working import (
    CITY,
    COORDINATOR,
    DATA,
    desk,
    loaded_once,
    refused,
    reports,
    task,
)
from conftest import SMALL, Done, Office

__all__ = ["desk", "loaded_once"]

ENGLISH = {"LANG": "en_US.UTF-8"}


def proposed(done: Done, command: str) -> list[str]:
    """The words of a command line that is proposed, as a shell reads them."""
    lines = done.err.partition("Next: ")[2].strip().split("; ")
    words = [shlex.split(line.rpartition(": ")[2]) for line in lines]
    (line,) = (each for each in words if each[0] == "taskmatrix" and command in each)
    return line[1:]


@pytest.mark.parametrize("who", ["李明", "李 明", "O'Neil", "-李", "李;明"])
def test_what_is_proposed_takes_back_ones_own_command(desk: Office, who: str) -> None:
    desk.ok("update", "1", "-p", "20", *DATA)
    done = desk.ok(f"--actor={who}", "update", "1", "-p", "50", *DATA, **ENGLISH)
    assert task(desk, "P/1")["progress"] == 50

    desk.ok(*proposed(done, "undo"))

    (report,) = reports(desk, "P/1")
    assert (report["actor"], report["progress"]) == ("王芳", 20)


def test_what_is_proposed_is_for_the_same_database_and_day(office: Office) -> None:
    supervise(office)
    path = office.folder / "资料 库.db"
    (office.folder / "taskmatrix.db").rename(path)
    given = ("--db", path, "--today", TUESDAY, *DATA)
    done = office.ok("update", "1", "-p", "100", *given, **ENGLISH)
    office.ok(*proposed(done, "finish"))
    listed = office.ok("list", "--json", "--db", path).json["tasks"]
    assert {each["code"]: each["state"] for each in listed}["P/1"] == "review"


def test_what_another_unit_is_to_type_is_not_for_ones_own(desk: Office) -> None:
    desk.ok("accept", "1", *DATA)
    desk.ok("finish", "1", "--reason", "完成", *DATA)
    done = desk("update", "1", "-p", "5", *DATA, "--actor", "李明", **ENGLISH)
    assert "taskmatrix --actor 李明 approve P/1" in done.err


def test_settings_that_were_not_typed_are_not_repeated(desk: Office) -> None:
    done = desk.ok("update", "1", "-p", "50", **ENGLISH, TASKMATRIX_AS="省数据局")
    assert proposed(done, "undo") == ["undo"]


def test_a_refusal_proposes_for_whom_one_acts(desk: Office) -> None:
    done = desk("finish", "1", *DATA, "--actor", "李明", **ENGLISH)
    assert "taskmatrix --actor 李明 --as 省数据局 accept P/1" in done.err


def test_missing_proposes_for_the_day_that_was_typed(office: Office) -> None:
    supervise(office)
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    done = office.ok("missing", "--today", NEXT_MONDAY, *COORDINATOR, **ENGLISH)
    assert office.ok(*proposed(done, "urge"), "--json").json["changed"] == ["P/1", "P/4"]


def test_what_was_done_is_told_with_how(desk: Office) -> None:
    first = desk.ok("update", "1", "-d", "已部署", *DATA)
    assert ["视同签收" in first.out, "补录" in first.out] == [True, False]
    second = desk.ok("update", "1", "-p", "5", *DATA, "--home", "省发改委")
    assert ["省发展改革委代录" in second.out, "视同签收" in second.out] == [True, False]
    assert second.out.count("代录") == 1


def test_a_report_of_a_period_that_is_over_is_told_as_late(office: Office) -> None:
    supervise(office)
    late = act(office, "省数据局", "2026-03-18", "update", "P/1", "-p", "5", "--on", TUESDAY).out
    assert ["补录" in late, TUESDAY in late] == [True, True]
    timely = act(office, "省数据局", "2026-03-18", "update", "P/1", "-p", "9", "--on", "昨天").out
    assert ["补录" in timely, "2026-03-17" in timely] == [False, True]
    monthly = act(office, "甲市政府", "2026-03-18", "update", "P/1", "-p", "5", "--on", TUESDAY).out
    assert "补录" not in monthly, "the region's month is not over"


def test_what_was_taken_back_is_told(desk: Office) -> None:
    desk.ok("update", "1", "-p", "5", *DATA)
    assert "省数据局" in desk.ok("undo").out
    desk.ok("accept", "1", "4", *DATA)
    assert desk.ok("undo", "--json").json["changed"] == ["P/1", "P/4"]


def test_a_load_that_is_taken_back_names_the_tasks(loaded: Office) -> None:
    revised = SMALL.replace("人工智能+交通", "人工智能+交通运输")
    more = '\n[[task]]\nnumber = "3"\ntitle = "培育标杆企业"\nlead = ["省数据局"]\n'
    loaded.write("plans/plan.toml", revised + more)
    loaded.ok("plan", "load", "plans", "--yes")

    done = loaded.ok("undo", "--json").json

    assert (done["kind"], sorted(done["changed"])) == ("undo", ["P/2", "P/3"])
    assert [each["what"] for each in done["done"]] == ["undone"]


def test_what_does_not_concern_one_is_said_once(desk: Office) -> None:
    desk.ok("update", "1", "--not-applicable", "无此类项目", *CITY)
    refused(desk, "update", "1", "--not-applicable", "确实没有", *CITY)
    lines = '{"task": "P/2", "not_applicable": "无"}\n{"task": "2", "not_applicable": "没有"}\n'
    desk.write("lines.json", lines)
    refused(desk, "update", "--from", "lines.json", *CITY)
    desk.ok("return", "1", "--reason", "有", *COORDINATOR)
    desk.ok("update", "1", "--not-applicable", "确实没有", *CITY)


def test_nothing_is_decided_twice(desk: Office) -> None:
    desk.ok("update", "1", "--not-applicable", "无此类项目", *CITY)
    desk.ok("approve", "1", *COORDINATOR)
    assert "taskmatrix todo" in refused(desk, "approve", "1", *COORDINATOR)
    assert "taskmatrix todo" in refused(desk, "return", "1", "--reason", "有", *COORDINATOR)
