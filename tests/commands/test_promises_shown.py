"""Where promises are shown: the list, one's own assignments, a unit, a task."""

from typing import Any

import pytest
from commands.promising import (
    COORDINATOR,
    DATA,
    DUE,
    LATE,
    MADE,
    busy_office,
    judge,
    number,
    one_promise,
    promise,
    turned_out,
)
from commands.supervised import act
from commands.working import refused
from conftest import Office, bare, made


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which 省数据局 has promised something on P/1 by 20 March."""
    return made(office, one_promise)


@pytest.fixture
def busy(office: Office) -> Office:
    """An office in which three units have promised something."""
    return made(office, busy_office)


def test_the_newest_due_comes_first(busy: Office) -> None:
    assert list(turned_out(busy, LATE)) == ["开通航线", "建成平台", "组建专班", "完成选址"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("--unit 交通厅", "开通航线"),
        ("--unit 各市政府", "组建专班"),
        ("--unit 省数据局 --unit 甲市政府", "建成平台 组建专班 完成选址"),
        ("--task 1", "建成平台 组建专班"),
        ("--task P/4", "完成选址"),
        ("--task 1 --unit 省数据局", "建成平台"),
        ("--status missed", "建成平台 完成选址"),
        ("--status 已兑现", "组建专班"),
        ("--status 未到期 --status 已兑现", "开通航线 组建专班"),
        ("--status 未兑现 --task 4", "完成选址"),
        ("--status open --task 4", ""),
    ],
)
def test_filters(busy: Office, typed: str, found: str) -> None:
    assert list(turned_out(busy, LATE, *typed.split())) == found.split()


def test_the_forms(busy: Office) -> None:
    rows = busy.ok("promises", "--today", LATE, "--format", "csv").out.splitlines()
    plain = busy.ok("promises", "--today", LATE, "--format", "plain").out.splitlines()
    assert len(rows) == len(plain) == 5
    assert [line.split("\t") for line in plain] == [row.split(",") for row in rows]
    assert busy.ok("promises", "--today", LATE, "--format", "md").out.count("\n| ") == 5
    for width in ("80", "160"):
        table = busy.ok("promises", "--today", LATE, COLUMNS=width).out
        assert all(text in table for text in ("建成平台", "开通航线", "省交通运输厅", DUE))
    nothing = busy.ok("promises", "--status", "open", "--task", "4", "--today", LATE)
    assert (nothing.out, nothing.err != "") == ("", True)


def test_the_list_s_options_do_not_go_with_a_command_below_it(busy: Office) -> None:
    made_in = number(busy, "建成平台", LATE)
    judged = ("judge", made_in, "--kept", "--reason", "已核实")
    told = refused(busy, "promises", "--task", "1", *judged, status=2)
    assert "--task does not go with judge" in told
    busy.ok("promises", "--as", COORDINATOR, "--today", LATE, *judged)
    assert turned_out(busy, LATE, "--task", "1", "--unit", DATA) == {"建成平台": "kept"}
    helped = busy.ok("promises", "--help").out
    assert "--status" in helped
    assert "judge" in helped


def test_names_that_are_nobody_s(office: Office) -> None:
    refused(office, "promises", "--unit", "省气象局", status=4)
    refused(office, "promises", "--task", "99", status=4)
    refused(office, "promises", "--status", "x", status=2)


# --- one's own ---


def own(office: Office, day: str, *args: str) -> Any:
    return act(office, DATA, day, "mine", *args)


def test_one_s_own_list_opens_with_what_was_promised(busy: Office) -> None:
    answer = own(busy, LATE, "--json").json
    assert list(answer).index("promises") < list(answer).index("tasks")
    assert [(item["text"], item["status"]) for item in answer["promises"]] == [
        ("建成平台", "missed"),
        ("完成选址", "missed"),
    ]
    for width in ("60", "200"):
        table = act(busy, DATA, LATE, "mine", "--limit", "1").out.replace(" ", "")
        lines = busy.ok("mine", "--as", DATA, "--today", LATE, COLUMNS=width).out.splitlines()
        ends = lines.index("")
        assert "建成平台" in "".join(lines[:ends])
        assert "P/2" in "".join(lines[ends:]), "then the tasks"
        assert "未兑现" in table or "missed" in table
    for form in ("csv", "plain", "md"):
        assert "建成平台" not in own(busy, LATE, "--format", form).out
    assert "promises" not in busy.ok("list", "--json", "--today", LATE).json


def test_where_nothing_was_promised_it_opens_with_the_tasks(busy: Office) -> None:
    answer = act(busy, "乙市政府", LATE, "mine")
    assert answer.out.splitlines()[0].split()[0] == "编号"
    assert act(busy, "乙市政府", LATE, "mine", "--json").json["promises"] == []


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-04-07", ["建成平台", "完成选址"]),
        ("2026-04-08", ["建成平台"]),
        ("2026-04-21", ["建成平台"]),
        ("2026-04-22", []),
    ],
)
def test_what_was_decided_a_month_ago_is_not_told_again(
    busy: Office, day: str, shown: list[str]
) -> None:
    assert [item["text"] for item in own(busy, day, "--json").json["promises"]] == shown


def test_at_most_ten_promises_and_where_the_rest_are(office: Office) -> None:
    for count in range(11):
        promise(office, "P/1", f"第{count}件", f"2026-04-{count + 10}", MADE)
    head = own(office, MADE).out.split("\n\n")[0]
    assert head.count("P/1") == 10
    assert "第10件" in head
    assert "第0件" not in head
    assert head.splitlines()[-1].count("taskmatrix") == 1
    assert "promises --unit 省数据局" in bare(head.splitlines()[-1])
    assert len(own(office, MADE, "--json").json["promises"]) == 12


# --- what `show` tells ---


def test_a_unit_s_promises_are_counted(busy: Office) -> None:
    def counted(unit: str, day: str = LATE) -> Any:
        return busy.ok("show", unit, "--json", "--today", day).json["unit"]["promises"]

    nothing = {"made": 0, "kept": 0, "missed": 0, "open": 0, "kept_rate": None}
    assert counted("乙市政府") == nothing
    assert counted("省交通运输厅") == {**nothing, "made": 1, "open": 1}
    judge(busy, "完成选址", LATE, "--kept")
    expected = {"made": 2, "kept": 1, "missed": 1, "kept_rate": 0.5}
    assert counted(DATA) == {**nothing, **expected}
    assert counted("各市政府") == {**nothing, "made": 1, "kept": 1, "kept_rate": 1.0}
    told = busy.ok("show", DATA, "--today", LATE, LANG="en_US.UTF-8").out
    assert "2 made: 1 kept, 1 missed, 0 not due yet; kept rate 50%" in told


def test_a_task_s_reports_tell_how_their_promises_turned_out(busy: Office) -> None:
    reports = busy.ok("show", "1", "--json", "--today", LATE).json["task"]["reports"]
    assert [report["promise_status"] for report in reports] == ["missed", "kept", None]
    told = busy.ok("show", "1", "--today", LATE, LANG="en_US.UTF-8").out
    assert "建成平台 (by 2026-03-20)  was missed" in told


@pytest.mark.parametrize(("day", "lapsed"), [("2026-03-23", 0), ("2026-03-24", 2)])
def test_the_slips_that_a_unit_received(office: Office, day: str, lapsed: int) -> None:
    office.ok("undo", "--today", MADE)
    act(office, COORDINATOR, "2026-03-16", "escalate", "--yes")
    unit = office.ok("show", DATA, "--json", "--today", day).json["unit"]
    counts = {"blue": 2, "yellow": 0, "red": 0, "unanswered": 2, "lapsed": lapsed}
    assert unit["slips_received"] == {**counts, "followed": 0, "ended": 0}
    told = office.ok("show", DATA, "--today", day, LANG="en_US.UTF-8").out
    assert "2 blue, 0 yellow, 0 red; 2 not answered" in told
