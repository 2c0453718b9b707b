"""`history`, `undo`, `db redact`, `--as-of`: who said what when, taken back, emptied, as it was."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from conftest import SMALL, Done, Office, made


@pytest.fixture
def week(office: Office) -> Office:
    """A week of an office, on days that have passed: simulated."""
    return made(office, _live)


def _live(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", "2026-03-02")
    data = ("--as", "省数据局", "--actor", "李明")
    office.ok("accept", "P/1", *data, "--today", "2026-03-03")
    report = ("update", "P/1", "-p", "40", "-d", "完成算力摸底", "-i", "资金未到位")
    office.ok(*report, *data, "--today", "2026-03-06")
    office.ok("update", "P/1", "-p", "60", *data, "--today", "2026-03-09", "--on", "2026-03-07")


def events(office: Office, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("history", "--json", *options).json["events"]
    return found


def kinds(office: Office, *options: str) -> list[str]:
    return [event["kind"] for event in events(office, *options)]


def state(office: Office, code: str, *options: str) -> tuple[str, int | None]:
    tasks = office.ok("list", "--all", "--json", *options).json["tasks"]
    task = next(task for task in tasks if task["code"] == code)
    return task["state"], task["progress"]


def test_what_did_we_say_on_6_march(week: Office) -> None:
    (said,) = events(week, "--day", "2026年3月6日")

    assert (said["actor"], said["unit"], said["task"]) == ("李明", "省数据局", "P/1")
    assert (said["data"]["progress"], said["data"]["done"]) == (40, "完成算力摸底")
    told = week.ok("history", "--day", "2026-03-06").out
    assert "李明" in told
    assert "完成算力摸底" in told
    assert "资金未到位" in told


def test_the_events_are_the_contracts(week: Office) -> None:
    answer = week.ok("history", "--json").json

    assert (answer["schema"], answer["kind"]) == (1, "history")
    keys = ("seq", "at", "day", "on", "actor", "home", "unit", "kind", "task", "data", "command")
    assert all(set(keys) <= event.keys() for event in answer["events"])
    numbers = [event["seq"] for event in answer["events"]]
    assert numbers == list(range(1, len(numbers) + 1)), "oldest first, all"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("P/1", "--since", "2026-03-03"), ["accepted", "reported", "reported"]),
        (("P/2", "--since", "2026-03-03"), []),
        (("省数据局",), ["accepted", "reported", "reported"]),
        (("省交通运输厅",), []),
        (("--by", "李明"), ["accepted", "reported", "reported"]),
        (("--since", "2026-03-04", "--until", "2026-03-06"), ["reported"]),
        (("--limit", "2"), ["reported", "reported"]),
        (("--limit", "0"), []),
    ],
)
def test_of_a_task_a_unit_a_person_a_period(
    week: Office, options: tuple[str, ...], expected: list[str]
) -> None:
    assert kinds(week, *options) == expected


def test_a_load_is_one_line(week: Office) -> None:
    lines = week.ok("history", "--lang", "en").out.splitlines()

    assert lines[0].endswith("plan files loaded: 9 changes")
    assert [line.split("  ")[3] for line in lines[1:3]] == ["calendar adopted"] * 2
    assert len([line for line in lines if not line.startswith(" ")]) == 6


@pytest.mark.parametrize("form", ["plain", "csv", "md"])
def test_other_forms_have_a_line_an_event(week: Office, form: str) -> None:
    out = week.ok("history", "--since", "2026-03-03", "--format", form).out

    assert len(out.splitlines()) == {"plain": 4, "csv": 4, "md": 7}[form]
    assert "完成算力摸底" in out


def undo(office: Office, actor: str = "李明", day: str = "2026-03-09") -> Done:
    return office("undo", "--actor", actor, "--today", day)


def test_undo_takes_back_the_latest_then_the_one_before(week: Office) -> None:
    assert state(week, "P/1") == ("active", 60)

    assert undo(week).status == 0
    assert state(week, "P/1") == ("active", 40)
    assert undo(week).status == 0
    assert state(week, "P/1") == ("active", None)
    assert undo(week).status == 0
    assert state(week, "P/1") == ("pending", None)

    refused = undo(week)
    assert refused.status == 3
    assert "李明" in refused.err
    assert kinds(week, "--by", "李明")[3:] == ["undone"] * 3
    week.ok("db", "check")


def test_what_was_taken_back_still_stands_in_history_and_nowhere_else(week: Office) -> None:
    undo(week)

    assert [event["undone"] for event in events(week, "P/1")][-3:] == [False, True, False]
    task = week.ok("show", "P/1", "--json").json["task"]
    assert [report["progress"] for report in task["reports"]] == [40]


def test_one_undo_for_all_that_one_command_did(week: Office) -> None:
    data = ("--as", "省数据局", "--actor", "李明", "--today", "2026-03-10")
    week.ok("update", "P/1", "P/2", "-d", "联合调研", *data)

    undo(week, day="2026-03-10")

    assert [event["task"] for event in events(week, "--limit", "2")] == ["P/1", "P/2"]
    assert week.ok("show", "P/2", "--json").json["task"]["reports"] == []


def test_others_who_built_on_it_are_named(week: Office) -> None:
    week.ok("update", "P/1", "-d", "已协调资金", "--as", "省发改委", "--today", "2026-03-10")

    refused = undo(week, day="2026-03-10")

    assert refused.status == 3
    assert "王芳" in refused.err
    assert "2026-03-10" in refused.err
    assert state(week, "P/1") == ("active", 60)
    assert undo(week, "王芳", "2026-03-10").status == 0
    assert undo(week, day="2026-03-10").status == 0


def test_the_work_of_others_on_other_tasks_does_not_stand_in_the_way(week: Office) -> None:
    week.ok("accept", "P/2", "--as", "省交通运输厅", "--today", "2026-03-10")

    assert undo(week, day="2026-03-10").status == 0


def test_a_load_is_taken_back(week: Office) -> None:
    before = week.ok("list", "--json", "--today", "2026-03-10").out
    revised = SMALL.replace("2026年底前", "2027年6月底前").replace('["省数据局", "省发', '["省发')
    week.write("plans/plan.toml", revised.replace("优化算力支撑底座", "优化算力支撑新底座"))
    week.ok("plan", "load", "plans", "--yes", "--today", "2026-03-10")
    assert week.ok("list", "--json", "--today", "2026-03-10").out != before

    assert undo(week, "王芳", "2026-03-10").status == 0

    assert week.ok("list", "--json", "--today", "2026-03-10").out == before
    week.write("plans/plan.toml", SMALL)
    assert week.ok("plan", "diff", "plans", "--json").json["changes"] == []
    week.ok("db", "check")


def test_what_a_load_brought_in_goes_when_it_is_taken_back(week: Office) -> None:
    more = '\n[[task]]\nnumber = "3"\ntitle = "培育标杆企业"\nlead = ["省科技厅"]\n'
    week.write("plans/more.toml", '[[unit]]\nname = "省科技厅"\n')
    week.write("plans/plan.toml", SMALL + more)
    week.ok("plan", "load", "plans", "--yes", "--today", "2026-03-10")

    undo(week, "王芳", "2026-03-10")

    codes = [task["code"] for task in week.ok("list", "--json").json["tasks"]]
    assert sorted(codes) == ["P/1", "P/2"]
    week.ok("plan", "load", "plans", "--yes", "--today", "2026-03-10")
    assert week.ok("show", "P/3", "--json").json["task"]["lead"] == ["省科技厅"]
    week.ok("db", "check")


def test_a_load_that_others_have_worked_on_stays(week: Office) -> None:
    week.write("plans/plan.toml", SMALL.replace("2026年底前", "2027年6月底前"))
    week.ok("plan", "load", "plans", "--yes", "--today", "2026-03-10")
    week.ok("accept", "P/2", "--as", "省交通运输厅", "--actor", "赵敏", "--today", "2026-03-10")

    refused = undo(week, "王芳", "2026-03-10")

    assert (refused.status, "赵敏" in refused.err) == (3, True)


def test_the_first_load_is_not_taken_back(loaded: Office) -> None:
    refused = loaded("undo")

    assert refused.status == 3
    assert [task["code"] for task in loaded.ok("list", "--json").json["tasks"]] == ["P/2", "P/1"]


def test_what_was_emptied_is_not_there_when_one_looks_back(week: Office) -> None:
    seq = events(week, "--day", "2026-03-06")[0]["seq"]
    week.ok("db", "redact", str(seq), "--reason", "含个人信息", "--today", "2026-03-10")
    for line in ("show P/1", "show P/1 --as-of 2026-03-06", "history --as-of 2026-03-06"):
        assert "完成算力摸底" not in week.ok(*line.split()).out


def test_a_text_that_was_altered_or_lost_is_noticed(week: Office) -> None:
    for statement in (
        "UPDATE content SET body = '另一说法' WHERE body = '完成算力摸底'",
        "UPDATE content SET body = NULL WHERE body = '资金未到位'",
    ):
        with closing(sqlite3.connect(week.folder / "taskmatrix.db")) as store, store:
            store.execute(statement)
        assert week("db", "check").status == 1


@pytest.mark.parametrize("answer", ["list --json", "matrix --json", "show P/1 --json", "list"])
def test_as_of_a_day_is_what_was_printed_that_day(week: Office, answer: str) -> None:
    line = answer.split()
    before = {day: week.ok(*line, "--today", day).out for day in ("2026-03-09",)}
    report = ("--as", "省数据局", "--actor", "李明", "--today", "2026-03-20")
    week.ok("update", "P/1", "-p", "100", *report)
    week.ok("finish", "P/1", *report)
    week.ok("approve", "P/1", "--as", "省发改委", "--today", "2026-03-23")
    week.write("plans/plan.toml", SMALL.replace("人工智能+交通", "人工智能+交通运输"))
    week.ok("plan", "load", "plans", "--yes", "--today", "2026-03-24")

    for day, printed in before.items():
        assert week.ok(*line, "--as-of", day).out == printed


def test_as_of_hides_what_was_recorded_later_not_what_happened_later(week: Office) -> None:
    assert state(week, "P/1", "--as-of", "2026-03-08") == ("active", 40)
    assert state(week, "P/1", "--as-of", "2026-03-02") == ("pending", None)
    assert kinds(week, "--as-of", "2026-03-05", "--by", "李明") == ["accepted"]


@pytest.mark.parametrize(
    "line", ["update P/1 -p 50", "undo", "accept P/1", "plan load plans", "db check", "db migrate"]
)
def test_nothing_is_written_in_the_past(week: Office, line: str) -> None:
    before = events(week)

    refused = week(*line.split(), "--as", "省数据局", "--as-of", "2026-03-05")

    assert (refused.status, "--as-of" in refused.err) == (3, True)
    assert events(week) == before


def test_nothing_is_recorded_on_another_day_than_today(loaded: Office) -> None:
    report = ("update", "P/1", "-d", "有进展", "--as", "省数据局")

    assert loaded(*report, "--today", "2026-03-06").status == 3
    assert loaded("undo", "--today", "2026-03-06").status == 3
    assert loaded("undo").status == 3
