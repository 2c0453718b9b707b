"""Reports written in an editor, or asked for on a terminal: nothing that was typed is lost."""

import re
import shlex
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from commands.editors import DONE, PROGRESS, edit, left, other, seen, typing
from commands.working import (
    COORDINATOR,
    DATA,
    ROADS,
    desk,
    loaded_once,
    mine,
    nothing_recorded,
    recorded,
    refused,
    reports,
    task,
)
from conftest import Office, bare

__all__ = ["desk", "loaded_once"]


def test_a_form_that_is_filled_in_and_saved_is_recorded(desk: Office) -> None:
    done = edit(desk, [(PROGRESS, "progress = 40"), (DONE, 'done = "已完成选址"')])

    assert (done.status, left(desk)) == (0, [])
    form = seen(desk, 0)
    assert [code in form for code in ('"P/1"', '"P/2"', '"P/3.1"', '"P/4"')] == [True] * 4
    assert ['"P/3.2"' in form, '"P/3"' in form, "优化算力支撑底座" in form] == [False, False, True]
    (report,) = [each for code in ("P/1", "P/4", "P/3.1") for each in reports(desk, code)]
    assert (report["progress"], report["done"]) == (40, "已完成选址")


def test_a_form_on_some_tasks_shows_what_was_said_last(desk: Office) -> None:
    desk.ok("update", "4", "-p", "10", "-d", "甲\n\x1b[31m乙", *DATA)
    done = edit(desk, [(PROGRESS, "progress = 20")], tasks="总结评估")
    form = seen(desk, 0)
    assert (done.status, form.count("[")) == (0, 2), form
    assert ["10; 甲 [31m乙" in form, "\x1b" in form] == [True, False]
    assert task(desk, "P/4")["progress"] == 20


@pytest.mark.parametrize(
    ("steps", "kept"), [([], 0), ([("# ", "# 备忘 ")], 1)], ids=["untouched", "a note only"]
)
def test_a_form_that_says_nothing_records_nothing(
    desk: Office, steps: list[Any], kept: int
) -> None:
    with nothing_recorded(desk):
        assert edit(desk, steps).status == 0
    assert ["备忘" in path.read_text("utf-8") for path in left(desk)] == [True] * kept


def test_a_wrong_line_comes_back_and_is_mended(desk: Office) -> None:
    before = recorded(desk)
    typed = 'done     = "甲\\u001b\u2028乙"'
    done = edit(
        desk,
        [(PROGRESS, "progress = 140"), (DONE, typed), (PROGRESS, "progress = 30")],
        [("\nprogress = 140", "\nprogress = 40")],
    )

    again = seen(desk, 1).split("\n")
    at = again.index("progress = 140")
    assert (again[at - 1][:4], again[at + 1]) == ("#!! ", typed)
    first = seen(desk, 0).split("\n")
    assert len(again) == len(first) + 1, "all else stands as it was typed"
    assert (done.status, left(desk), recorded(desk)) == (0, [], before + 2)
    with closing(sqlite3.connect(desk.folder / "taskmatrix.db")) as store:
        commands = store.execute("SELECT COUNT(DISTINCT command) FROM event").fetchone()
    assert commands == (2,), "the load, and one command for all lines"
    assert reports(desk, "P/1")[0]["done"] == "甲\x1b\u2028乙"


def test_what_is_no_toml_comes_back_too(desk: Office) -> None:
    done = edit(desk, [(DONE, "done = “好”")], [("done = “好”", 'done = "好"')])
    again = seen(desk, 1).split("\n")
    assert again[again.index("done = “好”") - 1].startswith("#!! ")
    assert (done.status, len(reports(desk, "P/1"))) == (0, 1)


def test_what_others_wrote_meanwhile_is_told_in_the_form(desk: Office) -> None:
    meanwhile = other(desk, "update", "1", "-p", "55", "-d", "李强写的", *DATA, "--actor", "李强")
    text = 'done = """\nversion = 3 发布\n"""'
    done = edit(desk, [(DONE, text), meanwhile], [("3 发布", "4 发布")], tasks="1")

    again = seen(desk, 1)
    mark = next(line for line in again.splitlines() if line.startswith("#!!"))
    assert ["李强" in mark, "55" in mark, "李强写的" in mark, text in again] == [True] * 4
    assert done.status == 0
    assert [each["done"] for each in reports(desk, "P/1")] == ["李强写的", "version = 4 发布"]


def test_who_gives_up_keeps_the_text(desk: Office) -> None:
    with nothing_recorded(desk):
        done = edit(desk, [(PROGRESS, "progress = 140"), (DONE, 'done = "好"')], [], tasks="1")
    assert done.status == 5
    (form,) = left(desk)
    line = shlex.split(done.err.partition("go on with: ")[2].splitlines()[0])
    assert line == ["taskmatrix", "update", "--as", "省数据局", "--from", str(form)]
    text = form.read_text("utf-8")
    assert ["progress = 140" in text, 'done = "好"' in text] == [True, True]
    form.write_text(text.replace("140", "40"), "utf-8")
    desk.ok(*line[1:])
    assert (task(desk, "P/1")["progress"], reports(desk, "P/1")[0]["done"]) == (40, "好")


def test_a_mark_says_what_to_do(desk: Office) -> None:
    mended = [("same     = true", "same = false"), (PROGRESS, "progress = 10")]
    done = edit(desk, [("same     = false", "same     = true")], mended, tasks="1")
    (mark,) = (line for line in seen(desk, 1).splitlines() if line.startswith("#!!"))
    assert ("taskmatrix update P/1 -p 10" in bare(mark), done.status) == (True, 0)


def test_who_gives_up_after_others_wrote_keeps_the_text(desk: Office) -> None:
    meanwhile = other(desk, "update", "1", "-p", "55", "-d", "李强写的", *DATA, "--actor", "李强")
    done = edit(desk, [(DONE, 'done = "我写的"'), meanwhile], [], tasks="1")
    assert done.status == 3
    assert [each["done"] for each in reports(desk, "P/1")] == ["李强写的"]
    (form,) = left(desk)
    assert ["李强写的" in form.read_text("utf-8"), "我写的" in form.read_text("utf-8")] == [
        True,
        True,
    ]

    line = shlex.split(done.err.partition("go on with: ")[2].splitlines()[0])
    desk.ok(*line[1:])
    assert [each["done"] for each in reports(desk, "P/1")] == ["李强写的", "我写的"]


def test_a_kept_form_goes_on_with_the_version_that_is_told(desk: Office) -> None:
    edit(desk, [(DONE, 'done = "我写的"'), ("exit", 3)], tasks="1")
    (form,) = left(desk)
    desk.ok("update", "1", "-p", "55", *DATA, "--actor", "李强")
    told = refused(desk, "update", "--from", form, *DATA)
    (version,) = re.findall(r"version = \d+", told)
    form.write_text(form.read_text("utf-8").replace("version  = 0", version), "utf-8")
    desk.ok("update", "--from", form, *DATA)
    assert [each["done"] for each in reports(desk, "P/1")] == [None, "我写的"]


@pytest.mark.parametrize("before", [[], [("signal", signal.SIGINT)]], ids=["fails", "ctrl-c"])
def test_an_editor_that_fails_loses_nothing(desk: Office, before: list[Any]) -> None:
    with nothing_recorded(desk):
        done = edit(desk, [(DONE, 'done = "好"'), *before, ("exit", 3)])
    assert done.status == 3
    (form,) = left(desk)
    assert str(form) in done.err
    desk.ok("update", "--from", form, *DATA)
    assert len(reports(desk, "P/1")) == 1


@pytest.mark.parametrize("editor", ["没有这个编辑器", "'", "false", "/"])
def test_an_editor_that_does_not_open(desk: Office, editor: str) -> None:
    (desk.folder / "tmp").mkdir()
    place = {"EDITOR": editor, "VISUAL": None, "TMPDIR": str(desk.folder / "tmp")}
    assert "EDITOR" in refused(desk, "update", "--edit", *DATA, **place)
    assert left(desk) == []


def test_an_editor_that_removes_the_form_or_writes_it_otherwise(desk: Office) -> None:
    with nothing_recorded(desk):
        assert edit(desk, [("remove", None)]).status == 4
        done = edit(desk, [(DONE, 'done = "好"'), ("encode", "gb18030")])
    assert (done.status, "UTF-8" in done.err) == (5, True)
    (form,) = left(desk)
    assert 'done = "好"' in form.read_bytes().decode("gb18030")
    assert edit(desk, [(DONE, 'done = "好"'), ("\n", "\r\n"), ("encode", "utf-8-sig")]).status == 0


def test_a_store_that_goes_away_meanwhile_costs_no_text(desk: Office) -> None:
    gone = desk.folder / "taskmatrix.db"
    steps = [(DONE, 'done = "好"'), ("run", ["mv", str(gone), f"{gone}.away"])]
    assert edit(desk, steps).status == 4
    Path(f"{gone}.away").rename(gone)
    (form,) = left(desk)
    desk.ok("update", "--from", form, *DATA)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_who_is_killed_while_the_editor_is_open_finds_the_text(desk: Office, number: int) -> None:
    if number == signal.SIGHUP:
        signal.signal(number, signal.SIG_DFL)  # under nohup it would be ignored
    with nothing_recorded(desk):
        done = edit(desk, [(DONE, 'done = "好"'), ("signal", number)], tasks="1")
    assert done.status == -number
    (form,) = left(desk)
    assert form.stat().st_mode & 0o77 == 0, "nobody else reads a draft"
    desk.ok("update", "--from", form, *DATA)
    assert reports(desk, "P/1")[0]["done"] == "好"


def test_what_could_not_be_recorded_is_refused_before_it_is_typed(desk: Office) -> None:
    desk.ok("terminate", "4", "--reason", "合并", *COORDINATOR)
    for line in (
        ("update", "1", "3.2", "--edit", *DATA),
        ("update", "4", "--edit", *DATA),
        ("update", "3", "--edit", *DATA),
        ("update", "--edit"),
        ("update", "--edit", *DATA, "--home", "省交通运输厅"),
        ("update", "--edit", *DATA, "--today", "2026-01-01"),
        ("update", "--edit", "--as", "各市政府"),
    ):
        refused(desk, *line, EDITOR="false")
    refused(desk, "update", "99", "--edit", *DATA, status=4, EDITOR="false")


def test_who_has_nothing_to_report_on_is_told(desk: Office) -> None:
    desk.ok("terminate", "5", "--reason", "合并", *COORDINATOR)
    told = desk.ok("update", "--edit", "--as", "省财政厅", EDITOR="false", LANG="en_US.UTF-8")
    assert "省财政厅" in told.err


def test_what_does_not_concern_a_unit_is_asked_only_by_name(desk: Office) -> None:
    desk.ok("update", "2", "--not-applicable", "无", *DATA)
    edit(desk, [])
    assert '"P/2"' not in seen(desk, 0)
    edit(desk, [(DONE, 'done = "好"')], tasks="2")
    assert mine(desk, "P/2", "省数据局")["exemption"] is None


def test_a_person_mends_a_wrong_line_at_a_terminal(desk: Office) -> None:
    with typing(desk, "update", "1", "--edit", *DATA) as terminal:
        terminal.see("READY")
        terminal.type('progress = "" -> progress = 140\n')
        terminal.see("CHANGED")
        terminal.type("\x03")
        terminal.see("INTERRUPTED")
        terminal.type("\n")
        terminal.see("#!! ")
        terminal.type("140 -> 40\n\n")
        assert terminal.end() == 0
    assert (task(desk, "P/1")["progress"], left(desk)) == (40, [])


def test_who_stops_waiting_for_the_store_keeps_the_text(desk: Office) -> None:
    with (
        typing(desk, "update", "1", "--edit", *DATA) as terminal,
        closing(sqlite3.connect(desk.folder / "taskmatrix.db", isolation_level=None)) as busy,
    ):
        terminal.see("READY")
        terminal.type('progress = "" -> progress = 40\n')
        terminal.see("CHANGED")
        busy.execute("BEGIN IMMEDIATE")
        terminal.type("\n")
        terminal.type("\x03")
        assert terminal.end() == 130
        busy.execute("ROLLBACK")
    (form,) = left(desk)
    assert reports(desk, "P/1") == []
    desk.ok("update", "--from", form, *DATA)


def test_questions_one_by_one(desk: Office) -> None:
    desk.ok("update", "2", "-p", "5", "-d", "甲\x1b[31m乙", *ROADS)
    with typing(desk, "update", "2", "3.1", *ROADS) as terminal:
        terminal.see("Progress 0-100")
        assert b"\x1b[31m" not in terminal.sent
        terminal.type("abc\n")
        terminal.see("“abc”")
        terminal.type("60%\n")
        terminal.see("What was done")
        terminal.type("已印发\n")
        for question in ("Problems", "Next steps", "To be coordinated"):
            terminal.see(question)
            terminal.type("\n")
        terminal.see("P/3.1")
        for _question in range(5):
            terminal.type("\n")
        assert terminal.end() == 0
    last = reports(desk, "P/2")[-1]
    assert (last["progress"], last["done"], last["issue"]) == (60, "已印发", None)
    assert reports(desk, "P/3.1") == [], "who says nothing reports nothing"


@pytest.mark.parametrize("keys", ["\x03", "40\n已印发\n\x03", "\x04"])
def test_who_stops_answering_changes_nothing(desk: Office, keys: str) -> None:
    with nothing_recorded(desk), typing(desk, "update", "1", *DATA) as terminal:
        terminal.see("Progress")
        for part in keys.splitlines(keepends=True):
            terminal.type(part)
        assert terminal.end() == 130
        assert "nothing was changed" in terminal.text


def test_questions_are_not_asked_in_vain(desk: Office) -> None:
    with nothing_recorded(desk), typing(desk, "update", "1", "3.2", *DATA) as terminal:
        assert terminal.end() == 3
    assert ["P/3.2" in terminal.text, "Progress" in terminal.text] == [True, False]
    with nothing_recorded(desk), typing(desk, "update", "1", *DATA) as terminal:
        for question in ("Progress", "done", "Problems", "Next steps", "coordinated"):
            terminal.see(question)
            terminal.type("\n")
        assert terminal.end() == 0


def test_nothing_typed_steers_the_terminal(desk: Office) -> None:
    for line in (
        ("update", "\x1b[31m题", "-p", "5", *DATA),
        ("update", "1", "-p", "\x1b[31m5", *DATA),
        ("update", "1", "-p", "5", "--as", "\x1b[31m局"),
        ("update", "1", "-d", "甲", "--on", "\x1b[31m日", *DATA),
        ("update", "1", "--evidence", "\x1b[31m件", *DATA),
    ):
        with typing(desk, *line) as terminal:
            assert terminal.end() in (2, 4)
        assert b"\x1b[31m" not in terminal.sent, line
