"""The dossier of a task: `report task TASK`, all that `show` knows, and its whole story."""

from typing import Any

import pytest
from commands.promising import busy_office
from commands.supervised import act
from commands.targeted import load_targets, record
from commands.working import COORDINATOR, DATA, PLAN, desk, loaded_once
from conftest import Office, made
from docx import Document
from lxml import html
from markdown_it import MarkdownIt

__all__ = ["desk", "loaded_once"]

C, D, ROADS, CITY = "省发展改革委", "省数据局", "省交通运输厅", "甲市政府"
DAY = "2026-04-10"
ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.fixture
def busy(office: Office) -> Office:
    return made(office, _busy)


def _busy(office: Office) -> None:
    """Reports late and entered for others, an extension, a wait, slips, a decision."""
    busy_office(office)
    act(office, D, "2026-03-11", "extend", "P/4", "--to", "2026-04-30", "--reason", "跨部门协调")
    act(office, C, "2026-03-12", "approve", "P/4", "--to", "2026-04-15")
    wait = ("wait", "P/2", "--on", D, "--reason", "等待数据接口", "--until", "2026-05-29")
    act(office, ROADS, "2026-03-16", *wait)
    act(office, C, "2026-03-24", "escalate", "--yes")
    late = ("-p", "40", "-d", "完成选址", "-i", "缺资金", "-n", "开工", "--on", "2026-03-05")
    act(office, D, "2026-03-26", "update", "P/4", *late)
    proxy = ("update", "P/1", "-p", "30", "-d", "电话报送", "--home", C, "--as", CITY)
    office.ok(*proxy, "--today", "2026-03-27")


def dossier(office: Office, task: str, *args: str) -> Any:
    return office.ok("report", "task", task, "--json", "--today", DAY, *args).json


def text(office: Office, task: str, *args: str) -> str:
    line = ("report", "task", task, "--format", "md", "--today", DAY, *args)
    return office.ok(*line, **ENGLISH).out


def shown(office: Office, task: str) -> Any:
    return office.ok("show", task, "--json", "--today", DAY).json["task"]


def tables(markdown: str) -> list[list[list[str]]]:
    """The rows of every table in a Markdown text, cell by cell, without the heads."""
    found: list[list[list[str]]] = []
    inside = False
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "tbody_open":
            found.append([])
        inside = (inside or token.type == "tbody_open") and token.type != "tbody_close"
        if inside and token.type == "tr_open":
            found[-1].append([])
        if inside and token.type == "inline":
            found[-1][-1].append(token.content)
    return found


@pytest.mark.parametrize("task", ["P/1", "P/2", "P/4"])
def test_a_dossier_knows_what_show_knows(busy: Office, task: str) -> None:
    data = dossier(busy, task)
    assert data["kind"] == "report-task"
    assert data["task"] == shown(busy, task)
    every = busy.ok("missing", "--json", "--today", DAY).json["missing"]
    assert [each["unit"] for each in data["missing"]] == [
        each["unit"] for each in every if each["task"] == task
    ]
    assert data["plan"]["title"] == "某省人工智能实施方案"


@pytest.mark.parametrize("task", ["P/1", "P/4"])
def test_the_story_has_every_event_in_its_order(busy: Office, task: str) -> None:
    story = tables(text(busy, task).partition("The story of the task")[2])[-1]
    assert [row[0] for row in story] == [event["day"] for event in shown(busy, task)["events"]]
    history = busy.ok("history", task, "--json", "--today", DAY).json["events"]
    assert len(story) == len(history)


def test_the_story_says_what_was_said_by_whom_and_when(busy: Office) -> None:
    story = text(busy, "P/4").partition("The story of the task")[2]
    line = next(line for line in story.splitlines() if "缺资金" in line)
    assert "2026-03-26" in line
    assert "happened on 5 March 2026" in line
    assert "entered late" in line
    assert "Done: 完成选址" in line
    assert "extension approved; from 13 March 2026 to 15 April 2026" in story
    other = text(busy, "P/1")
    assert f"{CITY} (entered by {C})" in other


def test_it_says_what_the_plan_says(busy: Office) -> None:
    said = text(busy, "P/4")
    assert f"It is led by {D}." in said
    assert "It was due on 13 March 2026; that was extended to 15 April 2026." in said
    said = text(busy, "P/1")
    assert "the unit listed first is taken to" in said
    assert "clause for all tasks" in said
    assert "It names no deadline of its own; that of the whole is 31 December 2027." in said


def test_it_says_where_the_task_stands_and_for_whom_it_waits(busy: Office) -> None:
    said = text(busy, "P/2")
    assert "It waits for 省数据局 (16 March – 29 May 2026): 等待数据接口。" in said
    task = shown(busy, "P/4")
    names = {"red": "its light red", "yellow": "its light yellow", "green": "its light green"}
    assert names[task["light"]] in text(busy, "P/4")


def test_slips_and_units_are_those_of_show(busy: Office) -> None:
    task, found = shown(busy, "P/2"), tables(text(busy, "P/2"))
    units = next(rows for rows in found if rows and rows[0][0] == ROADS)
    assert [row[0] for row in units] == [cell["unit"] for cell in task["assignments"]]
    slipped = shown(busy, "P/4")
    assert slipped["slips"]
    kinds = [row for rows in tables(text(busy, "P/4")) for row in rows if "No. " in row[0]]
    assert len(kinds) == len(slipped["slips"])


def test_a_group_shows_its_parts(desk: Office) -> None:
    desk.ok("update", "P/3.1", "-p", "40", *DATA)
    data = desk.ok("report", "task", "P/3", "--json").json
    listed = desk.ok("list", "--search", "P/3.", "--sort", "code", "--json").json["tasks"]
    shared = ("code", "lead", "light", "progress", "deadline")
    assert [[each[key] for key in shared] for each in data["children"]] == [
        [each[key] for key in shared] for each in listed
    ]
    said = desk.ok("report", "task", "3", "--format", "md", **ENGLISH).out
    assert "It is a group of 2 tasks" in said
    assert "no lead" not in said, "a group has no units"


def test_a_task_without_a_lead_says_so(desk: Office) -> None:
    said = desk.ok("report", "task", "P/5", "--format", "md", **ENGLISH).out
    assert "The plan names no lead." in said
    assert "supported by 省财政厅" in said


def test_a_terminated_and_a_closed_task(desk: Office) -> None:
    desk.ok("terminate", "P/4", "--reason", "已并入其他工作", *COORDINATOR)
    said = desk.ok("report", "task", "P/4", "--format", "md", **ENGLISH).out
    assert "the task was terminated: 已并入其他工作。" in said
    desk.ok("update", "P/1", "-p", "100", *DATA)
    desk.ok("finish", "P/1", *DATA)
    desk.ok("approve", "P/1", *COORDINATOR)
    said = desk.ok("report", "task", "P/1", "--format", "md", **ENGLISH).out
    assert "the task is closed, since " in said


def test_a_task_that_the_plan_has_dropped(desk: Office) -> None:
    plan = PLAN.partition('[[task]]\n    number = "4"')[0]
    desk.write("plans/plan.toml", plan)
    desk.ok("plan", "load", "plans", "--yes")
    said = desk.ok("report", "task", "P/4", "--format", "md", **ENGLISH).out
    assert "the plan dropped the task." in said
    assert "names no lead" not in said, "nothing is known any more of who did"


def test_a_task_that_is_not_there(desk: Office) -> None:
    done = desk("report", "task", "P/99", **ENGLISH)
    assert (done.status, done.out) == (4, "")


def test_what_was_redacted_is_nowhere_in_it(desk: Office) -> None:
    desk.ok("update", "P/1", "-d", "某人身份证号", *DATA)
    (event,) = [
        each
        for each in desk.ok("history", "P/1", "--json").json["events"]
        if each["kind"] == "reported"
    ]
    desk.ok("db", "redact", str(event["seq"]), "--reason", "个人信息", *COORDINATOR)
    for form in ("md", "html", "table", "json"):
        assert "某人身份证号" not in desk.ok("report", "task", "P/1", "--format", form).out
    assert r"\[redacted\]" in desk.ok("report", "task", "P/1", "--format", "md", **ENGLISH).out


def test_texts_of_users_break_no_form(desk: Office) -> None:
    nasty = "<script>alert(1)</script> | a * b _c_ [d](e) \x1b[31m红\x08 & `f`"
    desk.ok("update", "P/1", "-p", "10", "-d", nasty, *DATA)
    for form in ("html", "docx", "md", "table"):
        name = f"dossier.{form}" if form != "table" else "dossier.txt"
        desk.ok("report", "task", "P/1", "-o", name)
    page = html.parse(str(desk.folder / "dossier.html"))
    assert not any("alert" in (each.text or "") for each in page.iter("script"))
    assert "<script>alert(1)</script>" in page.getroot().text_content()
    cells = [
        cell.text
        for table in Document(str(desk.folder / "dossier.docx")).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert any("<script>alert(1)</script>" in cell for cell in cells)
    for name in ("dossier.md", "dossier.txt", "dossier.html"):
        written = (desk.folder / name).read_text(encoding="utf-8")
        assert "\x1b" not in written
        assert "\x08" not in written


def test_targets_of_a_task_come_with_their_readings(office: Office) -> None:
    load_targets(office)
    record(office, "2026-03-31", "P#roads", "120", by=ROADS)
    (target,) = dossier(office, "P/2")["targets"]
    told = office.ok("targets", "show", target["code"], "--json", "--today", DAY).json["target"]
    assert target == told
    said = text(office, "P/2")
    assert "智能网联道路 (公里): trajectory" in said


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_looking_back_gives_the_same_bytes_ever_after(busy: Office, form: str) -> None:
    line = ("report", "task", "P/4")
    busy.ok(*line, "--today", DAY, "-o", f"then.{form}")
    act(busy, D, "2026-04-13", "update", "P/4", "-p", "90", "--on", "2026-04-01", "-d", "补录")
    act(busy, C, "2026-04-14", "escalate", "--yes")
    busy.ok(*line, "--as-of", DAY, "--today", "2026-05-01", "-o", f"now.{form}")
    then, now = ((busy.folder / f"{name}.{form}").read_bytes() for name in ("then", "now"))
    assert then == now


def test_what_a_lead_said_under_its_former_name_are_its_last_words(busy: Office) -> None:
    before = dossier(busy, "P/4")["last_words"]
    assert (before["unit"], before["done"]) == (D, "完成选址")
    plan = (busy.folder / "plans" / "plan.toml").read_text(encoding="utf-8")
    heir = 'name = "省数字局"\n    formerly = ["省数据局"]'
    merged = plan.replace("省数据局", "省数字局").replace('name = "省数字局"', heir)
    busy.write("plans/plan.toml", merged)
    busy.ok("plan", "load", "plans", "--yes", "--today", DAY)
    data = dossier(busy, "P/4")
    assert data["task"]["lead"] == ["省数字局"]
    assert data["last_words"]["done"] == "完成选址"
    assert "reported on 5 March 2026:" in text(busy, "P/4")


def test_what_a_lead_said_before_it_merged_are_its_heir_s_last_words(busy: Office) -> None:
    plan = (busy.folder / "plans" / "plan.toml").read_text(encoding="utf-8")
    two = 'name = "省数据局"\n\n[[unit]]\nname = "省交通运输厅"\n'
    assert two in plan
    plan = plan.replace(two, 'name = "省交通运输厅"\nformerly = ["省数据局"]\n')
    plan = plan.replace('support  = ["省数据局"]\n', "")
    plan = plan.replace('"省交通运输厅", "省数据局"]', '"省交通运输厅"]')
    plan = plan.replace('["省数据局", "省发', '["省交通运输厅", "省发')
    busy.write("plans/plan.toml", plan.replace('= ["省数据局"]\ndead', '= ["省交通运输厅"]\ndead'))
    busy.ok("plan", "load", "plans", "--yes", "--today", DAY)
    data = dossier(busy, "P/4")
    assert data["task"]["lead"] == [ROADS]
    assert (data["last_words"]["unit"], data["last_words"]["done"]) == (D, "完成选址")
    assert "省数据局 reported on 5 March 2026:" in text(busy, "P/4")
