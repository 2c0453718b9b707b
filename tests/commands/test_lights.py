"""Lights on the screen: the letter in lists, the filter, why, and what is expected."""

import csv
import io
from typing import Any

import pytest
from commands.supervised import MORE, act
from commands.terminal import Terminal
from conftest import SMALL, Office

DATA, ROADS, COORDINATOR = "省数据局", "省交通运输厅", "省发展改革委"
LOADED, TODAY = "2026-03-02", "2026-04-01"
TASKS = """
    [[task]]
    number   = "5"
    title    = "标准规范"
    lead     = ["省数据局"]
    deadline = 2026-06-30
    local    = []

    [[task]]
    number = "6"
    title  = "行业应用"

    [[task]]
    number   = "6.1"
    title    = "试点示范"
    lead     = ["省交通运输厅"]
    deadline = 2026-03-31
    local    = []

    [[task]]
    number = "6.2"
    title  = "复制推广"
    lead   = ["省交通运输厅"]
    start  = 2026-06-01
    local  = []

      [[task.milestone]]
      title = "总结经验"
      due   = 2026-09-30
"""
LIGHTS = {
    "P/1": "yellow",
    "P/2": "green",
    "P/3": "green",
    "P/4": "red",
    "P/6.1": "red",
    "P/6.2": "grey",
}
"""Of the open tasks on 1 April; P/5 is closed."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a task of every light, on 1 April 2026; for tests that only read."""
    office = Office(tmp_path_factory.mktemp("lights"))
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + MORE + TASKS)
    office.ok("plan", "load", "plans", "--today", LOADED)
    act(office, DATA, "2026-03-09", "update", "P/1", "-p", "10")
    act(office, DATA, "2026-03-20", "update", "P/5", "-p", "100")
    act(office, DATA, "2026-03-20", "finish", "P/5")
    act(office, COORDINATOR, "2026-03-23", "approve", "P/5")
    act(office, ROADS, "2026-03-27", "update", "P/2", "-p", "90")
    office.env.update(TASKMATRIX_TODAY=TODAY, LANG="en_US.UTF-8")
    return office


def tasks(office: Office, *args: str) -> dict[str, Any]:
    return {task["code"]: task for task in office.ok(*args, "--json").json["tasks"]}


def task(office: Office, code: str, *args: str) -> Any:
    return office.ok("show", code, "--json", *args).json["task"]


def rows(office: Office, *args: str, **env: str) -> dict[str, list[str]]:
    """The lines of a table or matrix that begin with a code, by it."""
    lines = (line.split() for line in office.ok(*args, **env).out.splitlines())
    return {words[0]: words for words in lines if words and words[0].startswith("P/")}


# --- the filter ---


def test_every_task_has_its_light(office: Office) -> None:
    assert {code: task["light"] for code, task in tasks(office, "list").items()} == LIGHTS


@pytest.mark.parametrize(
    ("args", "codes"),
    [
        ("--light red", "P/4 P/6.1"),
        ("--light 红", "P/4 P/6.1"),
        ("--light 红灯", "P/4 P/6.1"),
        ("--light RED --limit 1", "P/4"),
        ("--light red --limit 1 --sort code --search 示范", "P/6.1"),
        ("--light 黄 --light 灰灯", "P/1 P/6.2"),
        ("--light done", "P/5"),
        ("--light 结", "P/5"),
        ("--light 办结", "P/5"),
        ("--light done --light red", "P/4 P/6.1 P/5"),
        ("--light red --groups --sort code", "P/4 P/6 P/6.1"),
        ("--light green --unit 省数据局 --role lead", "P/3"),
        ("--flag 延期待批", ""),
        ("--flag extended --flag 待相关单位配合", ""),
    ],
)
def test_lists_by_light(office: Office, args: str, codes: str) -> None:
    assert list(tasks(office, "list", *args.split())) == codes.split()


def test_mine_by_light(office: Office) -> None:
    assert list(tasks(office, "mine", "--as", ROADS, "--light", "红")) == ["P/6.1"]
    assert list(tasks(office, "mine", "--as", DATA, "--light", "红")) == ["P/4"]


def test_the_matrix_by_light(office: Office) -> None:
    answer = office.ok("matrix", "--light", "red", "--json").json
    assert [row["code"] for row in answer["tasks"]] == ["P/4", "P/6", "P/6.1"]
    assert [unit["name"] for unit in answer["units"]] == [DATA, ROADS]
    first = office.ok("matrix", "--light", "red", "--limit", "1", "--json").json
    assert [row["code"] for row in first["tasks"]] == ["P/4"]
    assert [unit["name"] for unit in first["units"]] == [DATA]


def test_the_light_of_days_past(office: Office) -> None:
    then = ("--as-of", "2026-03-08")
    assert tasks(office, "list", "--light", "red", *then) == {}
    assert "P/4" in tasks(office, "list", "--light", "grey", *then)
    assert tasks(office, "list", "--light", "done", *then) == {}
    assert "P/5" in tasks(office, "list", *then)


def test_what_is_no_light_is_a_mistake_of_usage(office: Office) -> None:
    done = office("list", "--light", "蓝灯")
    assert (done.status, done.out) == (2, "")
    assert "yellow 黄" in done.err


# --- on the screen ---


@pytest.mark.parametrize("columns", ["60", "160"])
def test_the_letter_stands_in_every_table(office: Office, columns: str) -> None:
    shown = rows(office, "list", "--all", COLUMNS=columns)
    letters = {"P/1": "Y", "P/2": "G", "P/3": "G", "P/4": "R", "P/5": "D"}
    for code, letter in {**letters, "P/6.1": "R", "P/6.2": "-"}.items():
        deadline = next(
            each for each, word in enumerate(shown[code]) if word.strip("(")[:2] == "20"
        )
        assert shown[code][deadline - 1] == letter
    assert "Y" in rows(office, "mine", "--as", DATA, COLUMNS=columns)["P/1"]


def test_a_terminal_colours_the_letter(office: Office) -> None:
    with Terminal(office, "list", "--all", columns=100) as terminal:
        assert terminal.end() == 0
    colours = {}
    x = next(line.index("Light") for line in terminal.lines if line.startswith("Code"))
    for y, line in enumerate(terminal.lines):
        cell = terminal.screen.buffer[y][x]
        if line.startswith("P/"):
            colours[cell.data] = cell.fg
    some = {"R": "red", "Y": "brown", "G": "green", "D": "blue"}
    assert colours == {**some, "-": "brightblack"}


def test_other_forms_have_the_word(office: Office) -> None:
    out = office.ok("list", "--all", "--format", "csv").out
    listed = {row["Code"]: row["Light"] for row in csv.DictReader(io.StringIO(out))}
    assert listed == {**LIGHTS, "P/5": "done"}
    lines = office.ok("list", "--light", "red", "--format", "md").out.splitlines()
    assert all("| red |" in line for line in lines[2:4])


# --- why ---


def why(office: Office, code: str, *args: str) -> tuple[str, str, dict[str, Any]]:
    told = task(office, code, *args)
    return told["why"], told["why_rule"], told["why_numbers"]


def test_show_says_why(office: Office) -> None:
    numbers = {"days": 19, "deadline": "2026-03-13"}
    assert why(office, "P/4") == (
        "19 days overdue (deadline 2026-03-13)",
        "overdue",
        numbers,
    )
    week = {"first": "2026-03-23", "last": "2026-03-29"}
    assert why(office, "P/1")[1:] == ("unreported", {**week, "reported": "2026-03-09"})
    assert why(office, "P/5")[1:] == ("closed", {"day": "2026-03-23"})
    assert why(office, "P/6.2")[1:] == ("not-begun", {"day": "2026-06-01"})
    lines = office.ok("show", "P/4", "--format", "plain").out.splitlines()
    assert "red: 19 days overdue (deadline 2026-03-13)" in {
        line.partition("  ")[2].strip() for line in lines
    }


def test_a_group_counts_the_lights_of_its_tasks(office: Office) -> None:
    assert why(office, "P/6") == (
        "of its tasks: red 1, grey 1",
        "group",
        {"red": 1, "grey": 1},
    )
    assert task(office, "P/6")["light"] == "red"


def test_in_review_it_is_judged_as_on_the_day_of_finish(office: Office) -> None:
    told, rule, numbers = why(office, "P/5", "--as-of", "2026-03-20")
    assert (rule, numbers["day"]) == ("recovering", "2026-03-19")
    assert told.endswith("; judged as on the day on which closure was asked for")


def test_a_claim_far_ahead_is_told_whatever_the_light(office: Office) -> None:
    told = task(office, "P/2")
    assert told["light"] == "green"
    assert told["ahead"] == round(90 - told["expected"], 1) > 30
    assert told["why"].endswith(": far ahead, see its evidence")
    assert task(office, "P/1")["ahead"] is None


def test_lists_explain_when_asked(office: Office) -> None:
    plain, explained = tasks(office, "list"), tasks(office, "list", "--explain")
    assert {code: {**item, "why": task(office, code)["why"]} for code, item in plain.items()} == (
        explained
    )
    assert all("why" not in item for item in plain.values())
    own = tasks(office, "mine", "--as", ROADS, "--explain")
    assert own["P/2"]["why"] == explained["P/2"]["why"]
    heads = office.ok("list", "--explain", "--format", "csv").out.splitlines()[0].split(",")
    assert heads[-1] == "Why"
    assert rows(office, "list", "--explain", COLUMNS="160")["P/4"][4:9] == [
        *("R", "19", "days", "overdue", "(deadline"),
    ]


# --- what is expected ---


def test_what_is_expected_stands_beside_the_progress(office: Office) -> None:
    def progress(code: str) -> str:
        lines = office.ok("show", code, "--format", "plain").out.splitlines()
        return next(line for line in lines if line.startswith("Progress")).split(maxsplit=1)[1]

    expected = task(office, "P/2")["expected"]
    assert progress("P/2") == f"90, expected {expected:g}"
    assert progress("P/4") == "expected 100"
    inherited = task(office, "P/1")
    assert inherited["expected_counts"] is False
    assert progress("P/1") == f"10, expected {inherited['expected']:g} (for information)"
    assert [task(office, code)["expected_counts"] for code in ("P/2", "P/6", "P/6.2")] == [
        *(True, False, True),
    ]


def test_what_rests_on_no_notice_says_so(office: Office) -> None:
    """P/1 is due at the end of 2027, whose notice is not out; P/2 at the end of 2026."""
    for words, years in (
        (("list",), [2027]),
        (("list", "--search", "交通"), []),
        (("mine", "--as", DATA), [2027]),
        (("show", "P/1"), [2027]),
        (("show", "P/2"), []),
        (("show", "P/6"), []),
    ):
        assert office.ok(*words, "--json").json["provisional_years"] == years, words
        assert ("2027" in office.ok(*words, "--no-color").err) == bool(years), words
    assert "2027" in office.ok("matrix", "--light", "green").err
    assert "2027" not in office.ok("matrix").err


# --- a red that ended ---


def test_a_red_that_caught_up_is_yellow_for_thirty_days(office: Office) -> None:
    """P/2 is far behind in October, reports 90 on the 5th, and every week from then on."""
    here = Office(office.folder, {**office.env, "TASKMATRIX_DB": str(office.folder / "late.db")})
    here.ok("db", "create", "--simulated")
    here.ok("plan", "load", "plans", "--today", LOADED)
    act(here, ROADS, "2026-03-09", "update", "P/2", "-p", "1")

    def light(day: str) -> tuple[str, str]:
        told = task(here, "P/2", "--today", day)
        return told["light"], told["why_rule"]

    assert light("2026-10-05") == ("red", "far-behind")
    for day in ("2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"):
        act(here, ROADS, day, "update", "P/2", "-p", "95")
    assert light("2026-11-03") == ("yellow", "recovering")
    numbers = task(here, "P/2", "--today", "2026-11-03")["why_numbers"]
    assert numbers == {"day": "2026-10-04", "until": "2026-11-03"}
    assert light("2026-11-04") == ("green", "on-pace")
