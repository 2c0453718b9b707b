"""How `gaps` answers: keys, forms, filters, the status, long lists."""

import csv
import io
from textwrap import dedent

import pytest
from commands.linted import (
    DAY,
    OVERALL,
    TASKS,
    UNITS,
    findings,
    leads,
    load,
    places,
)
from commands.terminal import Terminal
from conftest import PLANS, Office

from taskmatrix.reports.text import width_of

KEYS = [
    *("code", "severity", "place", "title", "message", "hint"),
    *("plan", "tasks", "regions", "without", "month", "share", "sum", "total", "mean", "measure"),
]


def test_every_finding_has_every_key(liaoning: Office) -> None:
    answer = liaoning.ok("gaps", "--json", *DAY, LANG="en_US.UTF-8").json
    assert list(answer) == ["schema", "kind", "today", "findings"]
    assert (answer["schema"], answer["kind"], answer["today"]) == (1, "gaps", "2026-03-02")
    assert {tuple(each) for each in answer["findings"]} == {tuple(KEYS)}
    assert all(each["message"] and each["hint"] for each in answer["findings"])
    mild = {each["code"] for each in answer["findings"] if each["severity"] == "note"}
    assert mild == {"no-support"}


def test_liaoning(liaoning: Office) -> None:
    """Facts of the plans in plans/liaoning, as their comments tell them."""
    science = ["LN-SCIENCE/1", "LN-SCIENCE/2", "LN-SCIENCE/3"]
    assert places(liaoning, "no-lead") == [*science, "LN-TALENT/1"]
    assert [each["plan"] for each in findings(liaoning, "no-plan")] == ["LN-FS", "LN-SF"]
    assert places(liaoning, "overload") == ["省发展改革委", "省科技厅"]
    rush = findings(liaoning, "overlap")
    assert [(each["title"], len(each["regions"])) for each in rush] == [
        ("打造重点产业人工智能应用场景示范", 5),
        ("推进特色产业人工智能垂直应用", 4),
        ("探索风电光伏领域人工智能应用", 3),
    ]
    assert [places(liaoning, code) for code in ("orphan", "quota", "idle")] == [[], [], []]


@pytest.mark.parametrize(("name", "tasks", "bare"), [("sichuan", 14, 13), ("shandong", 8, 4)])
def test_programmes_that_name_no_units(office: Office, name: str, tasks: int, bare: int) -> None:
    office.ok("plan", "load", PLANS / name, "--yes")
    codes = [each["code"] for each in office.ok("gaps", "--json").json["findings"]]
    assert codes == ["no-lead"] * tasks + ["no-yardstick"] * bare


def test_filters(liaoning: Office) -> None:
    both = ("--code", "no-lead", "--code", "无分地区方案")
    assert len(liaoning.ok("gaps", "--json", *both).json["findings"]) == 6
    assert places(liaoning, "no-lead", "--plan", "LN-TALENT") == ["LN-TALENT/1"]
    assert places(liaoning, "no-lead", "--plan", "LN", "--plan", "ln-talent") == ["LN-TALENT/1"]
    assert places(liaoning, "no-support", "--unit", "卫生健康") == ["LN/13.2"]
    assert places(liaoning, "overload", "--unit", "省科技厅") == ["省科技厅"]
    assert places(liaoning, "no-plan", "--unit", "各市政府") == ["抚顺市政府"]
    assert liaoning("gaps", "--code", "nothing").status == 2
    assert liaoning("gaps", "--plan", "LN-NO").status == 4


def test_strict_answers_with_the_status(liaoning: Office) -> None:
    strict = liaoning("gaps", "--strict", "--code", "no-lead", "--json")
    assert (strict.status, len(strict.json["findings"])) == (1, 4)
    none = liaoning.ok("gaps", "--strict", "--code", "orphan", LANG="en_US.UTF-8")
    assert (none.out, none.err) == ("", "No gaps found\n")
    assert liaoning.ok("gaps", "--code", "orphan", "--json").json["findings"] == []


def test_gaps_of_a_day_long_past(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    friday = ("--today", "2026-03-06")
    office.write("plans/plan.toml", dedent(OVERALL) + UNITS + dedent(TASKS))
    office.ok("plan", "load", "plans", "--yes", *DAY)
    before = office.ok("gaps", "--json", *DAY).out
    named = TASKS.replace('lead   = ["省财政厅"]', "")
    office.write("plans/plan.toml", dedent(OVERALL) + UNITS + dedent(named))
    office.ok("plan", "load", "plans", "--yes", *friday)
    assert office.ok("gaps", "--json", *friday).out != before
    assert office.ok("gaps", "--json", "--as-of", "2026-03-02").out == before


def test_forms(liaoning: Office) -> None:
    chosen = ("gaps", "--code", "no-plan", "--code", "overlap")
    _heads, *rows = csv.reader(io.StringIO(liaoning.ok(*chosen, "--format", "csv").out))
    assert [row[2] for row in rows] == [
        *("抚顺市政府", "省沈抚改革创新示范区管委会"),
        *("LN-AS/1", "LN-AS/2", "LN-CY/1"),
    ]
    for form in ("plain", "md"):
        told = liaoning.ok(*chosen, "--format", form).out
        assert all(row[2] in told and row[4].split("：")[0] in told for row in rows), form
    liaoning.ok(*chosen, "-o", "gaps.txt")
    assert "[no-plan]  2" in (liaoning.folder / "gaps.txt").read_text("utf-8")


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_a_long_kind_is_folded_on_a_terminal_alone(liaoning: Office, columns: int) -> None:
    words = ("gaps", "--lang", "en", "--plan", "LN")
    with Terminal(liaoning, *words, columns=columns) as screen:
        assert screen.end() == 0
        assert screen.wrapped == 0
        text = " ".join(screen.text.split())
    assert "[no-yardstick] 28" in text
    assert "and 18 more: taskmatrix gaps --code no-yardstick --plan LN" in text
    assert "LN/11 " not in text.split("[uncovered]")[0]
    with Terminal(liaoning, *words, "--code", "no-yardstick", columns=columns) as screen:
        assert screen.end() == 0
        assert "LN/21" in screen.text
    piped = liaoning.ok(*words, COLUMNS=str(columns)).out
    assert " more:" not in piped
    assert "LN/21" in piped
    assert max(map(width_of, piped.splitlines())) <= columns


def test_what_steers_a_terminal_is_not_shown(office: Office) -> None:
    load(office, leads("省数据局", 1, 1).replace("任务1", "红\\u001b[31m色"))
    for form in ("table", "plain", "csv", "md"):
        told = office.ok("gaps", "--format", form).out
        assert "红" in told
        assert "\x1b" not in told
