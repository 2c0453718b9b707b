"""What a reader of documents recomputes or looks up: counts, names, days, texts of any length."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from commands.documented import ENGLISH, HEAD, REGION, TASK, C, begin, told
from commands.supervised import act
from conftest import SMALL, Office, made

DATA, ROADS = "省数据局", "省交通运输厅"
LONG = "".join(f"第{number}项工作已按计划推进并取得阶段性成效。" for number in range(1, 151))


def climbing(office: Office) -> None:
    """Slip after slip stays without an answer, then one of the tasks is closed."""
    lead = 'lead = ["省发展改革委"]\n    deadline = {}'
    begin(office, *(TASK.format(number=n, more=lead.format("2026-03-09")) for n in (1, 2)))
    for day in ("2026-03-16", "2026-03-24", "2026-04-01"):
        act(office, C, day, "escalate", "--yes")
    act(office, C, "2026-04-02", "update", "P/2", "-p", "100", "-d", "已完成")
    act(office, C, "2026-04-02", "finish", "P/2")
    second = office.ok(
        "approve", "P/2", "--as", C, "--today", "2026-04-02", TASKMATRIX_ACTOR="李明"
    )
    assert second.status == 0


def test_unanswered_slips_are_those_of_the_register(office: Office) -> None:
    made(office, climbing)
    day = "2026-04-03"
    every = office.ok("slips", "--json", "--today", day).json["slips"]
    left = [slip["number"] for slip in every if slip["status"] in ("open", "lapsed")]
    assert len(left) == len(every) == 6
    data = office.ok("report", "weekly", "--json", "--today", day).json
    found = data["slips"]["unanswered"]
    assert sorted(slip["number"] for slip in found) == left
    assert Counter(slip["settled_by"] for slip in found) == {
        "followed": 2,
        "task-ended": 3,
        None: 1,
    }
    parts = "2 were followed by later slips; 3 are on tasks that have ended"
    for document in (("weekly",), ("monthly",)):
        assert f"6 have no answer: {parts}; 1 is still to be" in told(office, *document, day=day)
    assert f"6 not answered: {parts};" in told(office, "unit", C, day=day)


def test_the_table_of_slips_adds_up_to_what_was_received(office: Office) -> None:
    made(office, climbing)
    day = "2026-06-10"
    shown = office.ok("report", "unit", C, "--json", "--today", day).json["slips"]
    said = told(office, "unit", C, day=day)
    assert "6 slips were sent to it in all" in said
    assert f"{6 - len(shown)} more are settled" in said


def test_leads_of_what_is_behind_add_up(office: Office) -> None:
    units = "".join(f'\n    [[unit]]\n    name = "第{n}局"\n' for n in range(1, 21))
    due = 'lead = ["第{}局"]\n    deadline = 2026-03-09'
    tasks = [TASK.format(number=n, more=due.format((n - 1) // 2 + 1)) for n in range(1, 41)]
    nobody = TASK.format(number=41, more="deadline = 2026-03-09")
    begin(office, units, *tasks, nobody)
    for document in ("weekly", "monthly"):
        said = told(office, document, day="2026-03-20")
        (line,) = re.findall(r"By lead: (.*?)\.", said)
        counts = [int(number) for number in re.findall(r"(\d+) tasks?\b", line)]
        assert sum(counts) == 41
        assert "10 other units 20 tasks" in line


def test_a_task_without_deadline_is_not_standing(office: Office) -> None:
    standing = TASK.format(number=2, more='lead = ["省发展改革委"]\n    standing = true')
    begin(office, TASK.format(number=1, more='lead = ["省发展改革委"]'), standing)
    for document in (("weekly",), ("monthly",), ("unit", C)):
        said = office.ok("report", *document, "--format", "md", "--today", "2026-03-03").out
        rows = [line for line in said.splitlines() if "| P/" in line or "P/2 事项2 |" in line]
        assert [("未定时限" in row, "持续推进" in row) for row in rows] == [
            (True, False),
            (False, True),
        ]


def test_tasks_without_a_lead_are_raised_once(office: Office) -> None:
    begin(office, *(TASK.format(number=number, more="") for number in range(1, 13)))
    day = "2026-07-01"
    data = office.ok("report", "weekly", "--json", "--today", day).json
    assert data["totals"]["lights"]["red"] == 12
    assert [task["code"] for task in data["without_lead"]] == [f"P/{n}" for n in range(1, 13)]
    said = told(office, "weekly", day=day)
    assert "None of these has a lead named" in said
    assert "12 tasks without a lead" in said
    assert "Assigned but not yet accepted" not in said
    assert "Nothing needs a decision" not in said
    assert "P/5 and others (12 tasks in all)" in told(office, "briefing", day=day)


def test_filters_are_told_as_they_were_understood(office: Office) -> None:
    made(office, _small)
    filters = ("--due-by", "年底前", "--unit", "交通厅")
    day = "2026-03-03"
    for document in (("weekly",), ("briefing",), ("unit", "交通厅")):
        data = office.ok("report", *document, *filters, "--json", "--today", day).json
        assert data["filters"] == {"due_by": "2026-12-31", "units": [ROADS]}
    said = told(office, "weekly", *filters, day=day, LANG="zh_CN.UTF-8")
    assert "涉及单位省交通运输厅；2026年12月31日前到期" in said
    weekday = ("--due-by", "周五")
    data = office.ok("report", "weekly", *weekday, "--json", "--today", day).json
    assert data["filters"] == {"due_by": "2026-03-06"}
    assert "due by 6 March 2026" in told(office, "weekly", *weekday, day=day)


def _small(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL)
    office.ok("plan", "load", "plans", "--today", "2026-03-02")


def test_a_row_that_is_longer_than_a_page_may_break(office: Office) -> None:
    made(office, _small)
    day = "2026-03-03"
    act(office, DATA, day, "update", "P/1", "-p", "80", "-d", LONG, "-i", f"问题{LONG}")
    office.ok("report", "unit", DATA, "-o", "sheet.docx", "--today", day)
    rows = re.findall("<w:tr>.*?</w:tr>", document_of(office.folder / "sheet.docx"))
    (long,) = (row for row in rows if "第150项工作" in row)
    assert "cantSplit" not in long
    assert "keepNext" not in long
    assert all("cantSplit" in row for row in rows if row != long)


def document_of(path: Path) -> str:
    with ZipFile(path) as packed:
        return packed.read("word/document.xml").decode()


def test_a_long_text_is_abridged_in_the_weekly_and_whole_in_the_dossier(office: Office) -> None:
    made(office, _small)
    day = "2026-03-03"
    act(office, DATA, day, "update", "P/1", "-p", "80", "-d", LONG, "-i", LONG, "--ask", LONG,
        "-n", LONG)  # fmt: skip
    said = told(office, "weekly", day=day)
    assert (
        said.count("第1项工作") == said.count("成效。... (abridged; the dossier of the task") == 5
    )
    assert "第150项工作" not in said
    assert "第150项工作" in told(office, "task", "P/1", day=day)


MERGED = """
    [[unit]]
    name = "{name}"
    kind = "region"
    {more}
"""


def _retired(office: Office) -> None:
    """A region is sent a slip; it merges into another, and its plan is dropped."""
    plan = REGION.partition("    [[target]]")[0] + TASK.format(
        number=1, more='lead = ["{owner}"]\n    deadline = 2026-03-09'
    )
    cities = [MERGED.format(name=name, more="") for name in ("甲市", "乙市")]
    office.write("plans/b.toml", plan.format(id="B", owner="乙市"))
    begin(office, *cities, TASK.format(number=1, more='lead = ["省发展改革委"]'))
    act(office, "乙市", "2026-03-03", "update", "P-B/1", "-p", "10", "-d", "开工")
    act(office, C, "2026-03-16", "escalate", "P-B/1", "--yes")
    (office.folder / "plans/b.toml").unlink()
    heir = MERGED.format(name="甲市", more='formerly = ["乙市"]')
    task = TASK.format(number=1, more='lead = ["省发展改革委"]')
    office.write("plans/plan.toml", HEAD.format(more="") + heir + task)
    office.ok("plan", "load", "plans", "--yes", "--retire", "P-B/1", "--today", "2026-03-18")


def test_a_slip_shows_to_whom_it_was_sent_and_of_which_plan(office: Office) -> None:
    made(office, _retired)
    day = "2026-03-19"
    data = office.ok("report", "slip", "1", "--json", "--today", day).json
    assert (data["slip"]["sent_to"], data["slip"]["unit"]) == ("乙市", "甲市")
    said = told(office, "slip", "1", day=day, LANG="zh_CN.UTF-8")
    assert re.search(r"主送单位\W+乙市", said)
    assert "《乙市方案》" in said
    dossier = told(office, "task", "P-B/1", day=day, LANG="zh_CN.UTF-8")
    assert "《乙市方案》" in dossier


@pytest.mark.parametrize("form", ["md", "html", "table"])
def test_units_have_their_english_names_in_english(office: Office, form: str) -> None:
    begin(office, TASK.format(number=1, more='lead = ["省发展改革委"]'))
    day = "2026-03-03"
    for document in (("weekly",), ("monthly",), ("briefing",), ("unit", C), ("task", "P/1")):
        wanted = ("report", *document, "--format", form, "--today", day)
        english, chinese = office.ok(*wanted, **ENGLISH).out, office.ok(*wanted).out
        assert "Provincial Reform Commission" in " ".join(english.split())
        assert C not in english
        assert C in chinese
        data: Any = office.ok("report", *document, "--json", "--today", day, **ENGLISH).json
        assert data["issuer"] == C, "data are the same in every language"


def test_the_weekly_says_which_promises_were_kept_and_missed(office: Office) -> None:
    made(office, _small)
    promise = ("--promise", "选址", "--by", "2026-03-05")
    assert "Promises settled" not in told(office, "weekly", day="2026-03-03")
    act(office, DATA, "2026-03-03", "update", "P/1", "-d", "开工", *promise)
    act(office, ROADS, "2026-03-03", "update", "P/2", "-d", "开工", *promise)
    act(office, DATA, "2026-03-04", "update", "P/1", "--kept", "-d", "完成")
    said = told(office, "weekly", day="2026-03-06")
    assert "kept 1 (on 优化算力支撑底座); missed 1 (on 人工智能+交通)" in said


def test_one_unit_is_no_ranking(office: Office) -> None:
    begin(office, TASK.format(number=1, more='lead = ["省发展改革委"]\n    deadline = 2026-03-09'))
    said = told(office, "monthly", day="2026-03-12")
    assert "Only from Provincial Reform Commission did anything fall due" in said
    assert "| Rank |" not in said
