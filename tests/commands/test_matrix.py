"""`matrix`: the same cells in every form, and the rows that filters ask for."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands.programme import TITLES, matrix_office
from conftest import SMALL, Office
from markdown_it import MarkdownIt


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return matrix_office(tmp_path_factory)


def cell(task: str, unit: str, role: str, rank: int, basis: str) -> dict[str, object]:
    nothing_yet = {"progress": None, "reported": None}
    return {"task": task, "unit": unit, "role": role, "rank": rank, "basis": basis, **nothing_yet}


def test_json_is_the_contracts(office: Office) -> None:
    answer = office.ok("matrix", "--json", "--today", "2026-11-21").json
    units, tasks, cells = (answer.pop(key) for key in ("units", "tasks", "cells"))
    assert answer == {"schema": 1, "kind": "matrix", "today": "2026-11-21"}
    departments = ["省发展改革委", "省数据局", "省交通运输厅"]
    assert units == [
        *({"name": name, "kind": "department"} for name in departments),
        {"name": "甲市政府", "kind": "region"},
        {"name": "乙市政府", "kind": "region"},
    ]
    numbers = {code: code.partition("/") for code in TITLES}
    sections = {"P/1": "夯实基础"} | dict.fromkeys(("P/2", "P/2.1", "P/2.2"), "赋能应用")
    assert tasks == [
        {
            "code": code,
            "plan": plan,
            "number": number,
            "title": TITLES[code],
            "section": sections.get(code),
            "group": code == "P/2",
            "state": "pending",
        }
        for code, (plan, _slash, number) in numbers.items()
    ]
    assert cells == [
        cell("P/1", "省数据局", "lead", 1, "first-listed"),
        cell("P/1", "省发展改革委", "support", 1, "first-listed"),
        cell("P/1", "甲市政府", "local", 1, "blanket"),
        cell("P/1", "乙市政府", "local", 2, "blanket"),
        cell("P/2.1", "省交通运输厅", "lead", 1, "stated"),
        cell("P/2.1", "省数据局", "lead", 2, "stated"),
        cell("P/2.1", "省发展改革委", "support", 1, "stated"),
        cell("P/2.2", "省数据局", "lead", 1, "stated"),
        cell("P/2.2", "甲市政府", "local", 1, "stated"),
        cell("P/10", "省数据局", "support", 1, "stated"),
        cell("P-JIA/1", "甲市政府", "lead", 1, "stated"),
    ]


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def markdown_rows(text: str) -> list[list[str]]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found = iter(tokens)
    rows: list[list[str]] = []
    for token in found:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            inline = next(found)
            rows[-1].append("".join(child.content for child in inline.children or ()))
    return rows


def plain_rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def marks(answer: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, str, str]]:
    """The marks that the contract gives the cells of a matrix in JSON."""
    leads = [each["task"] for each in answer["cells"] if each["role"] == "lead"]
    for each in answer["cells"]:
        mark = {"lead": "L", "support": "S", "local": "l"}[each["role"]]
        if each["role"] == "lead" and each["basis"] == "first-listed":
            mark = "L*"
        elif each["role"] == "lead" and leads.count(each["task"]) > 1:
            mark = f"L{each['rank']}"
        yield each["task"], each["unit"], mark


@pytest.mark.parametrize(
    ("form", "parse"), [("csv", csv_rows), ("md", markdown_rows), ("plain", plain_rows)]
)
def test_every_form_has_the_same_cells(
    office: Office, form: str, parse: Callable[[str], list[list[str]]]
) -> None:
    answer = office.ok("matrix", "--json").json
    heads, *lines = parse(office.ok("matrix", "--format", form, "--lang", "en").out)
    assert heads == ["Code", "Task", *(unit["name"] for unit in answer["units"])]
    titles = {code: title.removeprefix("'") for code, title, *_cells in lines}
    assert titles == {task["code"]: task["title"] for task in answer["tasks"]}
    shown = {
        (line[0], head): mark for line in lines for head, mark in zip(heads, line, strict=True)
    }
    expected = {(task, unit): mark for task, unit, mark in marks(answer)}
    assert {key: mark for key, mark in shown.items() if key[1] in heads[2:] and mark} == expected


def test_csv_holds_no_formula(office: Office) -> None:
    titles = [line[1] for line in csv_rows(office.ok("matrix", "--format", "csv").out)[1:]]
    assert [title for title in titles if title[0] in "=+-@"] == []
    assert [title[1:] for title in titles if title[0] == "'"] == [
        TITLES[code] for code in ("P/1", "P/2.2", "P-JIA/1")
    ]


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ("", "P/1 P/2 P/2.1 P/2.2 P/10 P-JIA/1"),
        ("--no-groups", "P/1 P/2.1 P/2.2 P/10 P-JIA/1"),
        ("--plan p", "P/1 P/2 P/2.1 P/2.2 P/10"),
        ("--plan 甲市", "P-JIA/1"),
        ("--plan P --plan P-JIA --search 算力", "P/1 P-JIA/1"),
        ("--tier X", "P-JIA/1"),
        ("--tier 总体方案 --tier x --no-groups --sort code", "P-JIA/1 P/1 P/2.1 P/2.2 P/10"),
        ("--unit 省发改委 --no-groups", "P/1 P/2.1"),
        ("--unit 各市政府", "P/1 P/2 P/2.2 P-JIA/1"),
        ("--unit 乙市政府 --unit 交通厅", "P/1 P/2 P/2.1"),
        ("--unit 省数据局 --role lead", "P/1 P/2 P/2.1 P/2.2"),
        ("--unit 数据局 --role 配合", "P/10"),
        ("--role support --no-groups", "P/1 P/2.1 P/10"),
        ("--role local --role support --no-groups", "P/1 P/2.1 P/2.2 P/10"),
        ("--section 应用", "P/2 P/2.1 P/2.2"),
        ("--state 推进中", ""),
        ("--state pending --state closed --tier X", "P-JIA/1"),
        ("--leader 分管副省长", "P/2 P/2.2"),
        ("--leader 常务 --no-groups", "P/1 P/2.1 P/10 P-JIA/1"),
        ("--search jia", "P-JIA/1"),
        ("--search 算力 --search 底座", "P/1"),
        ("--due-by 2026年底", "P/2 P/2.1 P-JIA/1"),
        ("--due-by 2026-06-29", ""),
        ("--overdue", "P-JIA/1"),
        ("--flag 即将到期", "P/2 P/2.1"),
        ("--all --limit 2", "P/1 P/2 P/2.1"),
        ("--limit 0", ""),
        ("--sort deadline", "P-JIA/1 P/2.1 P/1 P/2.2 P/10"),
        ("--sort code", "P-JIA/1 P/1 P/2.1 P/2.2 P/10"),
    ],
)
def test_filters_choose_the_rows(office: Office, filters: str, codes: str) -> None:
    answer = office.ok("matrix", "--json", "--today", "2026-12-05", *filters.split()).json
    assert [task["code"] for task in answer["tasks"]] == codes.split()
    assert {each["task"] for each in answer["cells"]} <= set(codes.split())
    assert {each["unit"] for each in answer["cells"]} == {u["name"] for u in answer["units"]}


def screen(office: Office, *args: str) -> list[str]:
    return office.ok("matrix", "--lang", "en", *args, COLUMNS="100").out.splitlines()


def test_regions_fold_into_counts_where_they_only_carry_out(office: Office) -> None:
    folded = screen(office, "--plan", "P")
    assert folded[0].startswith("某省人工智能实施方案  20")
    assert "P/1 =算力底座 S L* . l2 1 1 2".split() in map(str.split, folded)
    assert "l2 local in 2 regions" in folded
    assert "4 regions" in folded[-1]
    one_by_one = screen(office, "--plan", "P", "--no-fold")
    assert "P/1 =算力底座 S L* . l l 1 1 2".split() in map(str.split, one_by_one)
    assert screen(office) == screen(office, "--no-fold"), "甲市政府 leads a task of its own"
    told_to = screen(office, "--fold")
    assert "P-JIA/1 -甲市算力 . . . L1 1 . .".split() in map(str.split, told_to)


def test_totals_are_those_of_the_cells(office: Office) -> None:
    lines = screen(office)
    counts = {name: tuple(numbers) for name, *numbers in filter(None, map(str.split, lines))}
    assert counts["lead"] == (".", "3", "1", "1", ".")
    assert counts["support"] == ("2", "1", ".", ".", ".")
    assert counts["local"] == (".", ".", ".", "2", "1")


def test_by_section(office: Office) -> None:
    lines = screen(office, "--plan", "P", "--by", "section")
    assert [line for line in lines if line in ("夯实基础", "赋能应用")] == ["夯实基础", "赋能应用"]
    assert lines.index("夯实基础") + 1 == lines.index(next(x for x in lines if x[:4] == "P/1 "))


def test_by_unit(office: Office) -> None:
    lines = screen(office, "--by", "unit")
    start = lines.index("Data Administration  lead 3  support 1")
    assert lines[start + 1 : start + 6] == [
        "  L* P/1      =算力底座",
        "  L2 P/2.1    人工智能+交通|物流",
        f"  L  P/2.2    {TITLES['P/2.2']}",
        '  S  P/10     "宣传"<b>推广</b>',
        "",
    ]
    refused = office("matrix", "--by", "unit", "--json")
    assert refused.status == 2


def test_nothing_chosen_is_no_error(office: Office) -> None:
    assert screen(office, "--search", "没有") == screen(office, "--search", "没有", "--by", "unit")


def test_documents_of_simulated_data_say_so(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.write("plans/plan.toml", SMALL)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans")
    for command in (("matrix",), ("list",), ("plan", "list")):
        assert office.ok(*command, "--format", "md", "--lang", "en").out.endswith(
            "Simulated data\n"
        )
        assert "Simulated data" in office.ok(*command, "--json", "--lang", "en").err
    office.ok("list", "-o", "list.txt", "--lang", "en")
    assert (office.folder / "list.txt").read_text("utf-8").endswith("Simulated data\n")
