"""The matrix as a web page: parsed, laid out as a browser would, and read off."""

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from taskmatrix import language
from taskmatrix.domain.events import EventKind
from taskmatrix.domain.grid import Cell, Column, Grid, Row
from taskmatrix.domain.words import Basis, Kind, Role, State, Tier
from taskmatrix.reports import labels
from taskmatrix.reports.matrix_html import matrix_html

DATA, DALIAN, SCIENCE, VICE = 7, 3, 5, 9

COLUMNS = [
    Column(DATA, "省数据局", "Data Administration", "department"),
    Column(DALIAN, "大连市政府", None, "region"),
    Column(SCIENCE, "省科技厅", "Science & Technology", "department"),
    Column(VICE, "分管领导", "Vice Governor", "leader"),
]


def lead(unit: int, rank: int = 1, basis: str = "stated") -> Cell:
    return Cell(unit, "lead", rank, basis)


def support(unit: int, rank: int = 1) -> Cell:
    return Cell(unit, "support", rank, "first-listed")


def local(unit: int) -> Cell:
    return Cell(unit, "local", 1, "blanket")


ROWS = [
    Row(
        "LN/1",
        "LN",
        "1",
        "算力",
        "基础",
        False,
        "active",
        (lead(DATA, basis="first-listed"), support(SCIENCE), local(DALIAN)),
    ),
    Row("LN/12", "LN", "12", "赋能产业", "应用", True, "pending", ()),
    Row(
        "LN/12.1", "LN", "12.1", "制造", "应用", False, "pending", (lead(SCIENCE, 2), lead(DATA, 1))
    ),
    Row("LN/12.2", "LN", "12.2", "农业", "应用", False, "pending", (lead(VICE), support(DATA))),
    Row("LN/13", "LN", "13", "安全", None, False, "pending", (support(VICE), local(DALIAN))),
]


def grid(
    rows: list[Row] | None = None, columns: list[Column] | None = None, simulated: bool = False
) -> Grid:
    lines = ROWS if rows is None else rows
    return Grid("辽宁省方案", "2026-11-21", simulated, columns or COLUMNS, lambda: iter(lines))


class Page(HTMLParser):
    """A page taken apart: tags, the text of every element, each table's cells by row."""

    def __init__(self, pieces: Iterator[str]) -> None:
        super().__init__()
        self.source = "".join(pieces)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(self.source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        if tag not in ("meta", "col"):
            self.open.append((tag, known, []))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])

    def handle_data(self, data: str) -> None:
        for _tag, _attrs, text in self.open:
            text.append(data)

    def handle_endtag(self, tag: str) -> None:
        opened, attrs, pieces = self.open.pop()
        assert opened == tag
        text = "".join(pieces).strip()
        self.texts.append((tag, attrs, text))
        if tag in ("td", "th"):
            span = int(attrs.get("colspan", 1)), int(attrs.get("rowspan", 1))
            self.tables[-1][-1].append((text, *span))

    def of(self, tag: str, look: str = "") -> list[str]:
        """Return the texts of the elements of a kind, of a class where one is given."""
        return [
            text
            for name, attrs, text in self.texts
            if name == tag and (not look or look in attrs.get("class", "").split())
        ]

    @property
    def lines(self) -> list[list[str]]:
        """The first table as a browser lays it out: what spans places stands in each of them."""
        places: dict[tuple[int, int], str] = {}
        for down, row in enumerate(self.tables[0]):
            across = 0
            for text, wide, high in row:
                while (down, across) in places:
                    across += 1
                for x in range(wide):
                    for y in range(high):
                        places[down + y, across + x] = text
        width = max(across for _down, across in places) + 1
        return [
            [places[down, across] for across in range(width)] for down in range(len(self.tables[0]))
        ]

    def line(self, first: str, column: int = 0) -> dict[str, str]:
        """Return the line that begins with a text: head → cell."""
        found = next(line for line in self.lines if line[column] == first)
        return dict(zip(self.lines[1], found, strict=True))


def page(source: Grid | None = None, by: Literal["section", "unit"] | None = None) -> Page:
    return Page(matrix_html(source or grid(), by))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    before = gettext.textdomain()
    language.use("en")
    yield
    gettext.textdomain(before)


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    catalogue = Catalog(locale="zh")
    for message, said in {
        "L": "牵",
        "S": "配",
        "l": "落",
        "lead": "牵头",
        "support": "配合",
        "local": "属地落实",
        "Simulated data": "模拟数据",
        "Responsibility matrix": "责任矩阵",
        "Departments": "部门",
        "{count} tasks": "{count}项任务",
    }.items():
        catalogue.add(message, said)
    file = tmp_path / "zh" / "LC_MESSAGES" / "taskmatrix.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_mo(out, catalogue)
    monkeypatch.setattr(language, "_CATALOGUES", str(tmp_path))
    monkeypatch.setattr(language, "_open", {})
    language.use("zh")


def test_every_mark_stands_where_its_task_and_unit_cross() -> None:
    read = page()
    heads = "Data Administration", "Science & Technology", "大连市政府", "Vice Governor"
    marks = {code: [read.line(code)[head] for head in heads] for code in ("LN/1", "LN/12.1")}
    assert marks == {"LN/1": ["L*", "S", "l", ""], "LN/12.1": ["L1", "L2", "", ""]}
    assert [read.line("LN/12.2")[head] for head in heads] == ["S", "", "", "L"]


def test_departments_come_before_regions_and_leaders_under_a_head_of_their_own() -> None:
    kinds, heads = page().lines[:2]
    assert list(zip(kinds, heads, strict=True))[2:] == [
        ("Departments", "Data Administration"),
        ("Departments", "Science & Technology"),
        ("Regions", "大连市政府"),
        ("Leaders", "Vice Governor"),
        ("Total", "lead"),
        ("Total", "support"),
        ("Total", "local"),
    ]


def test_totals_add_up_along_rows_and_columns() -> None:
    read = page()
    roles = "lead", "support", "local"
    assert [read.line("LN/1")[role] for role in roles] == ["1", "1", "1"]
    assert [read.line("LN/12.1")[role] for role in roles] == ["2", "", ""]
    below = {role: read.line(role, column=1) for role in roles}
    assert [below[role]["Data Administration"] for role in roles] == ["2", "1", ""]
    assert [below[role]["大连市政府"] for role in roles] == ["", "", "2"]
    assert [[below[role][head] for head in roles] for role in roles] == [
        ["4", "", ""],
        ["", "3", ""],
        ["", "", "2"],
    ]
    assert below["local"]["Code"] == "4 tasks"


def test_a_task_without_lead_is_pointed_out() -> None:
    read = page()
    assert read.line("LN/13")["lead"] == "0"
    assert read.of("td", "gap") == ["0"]


def test_a_group_heads_its_children_and_has_no_cells() -> None:
    read = page()
    assert set(list(read.line("LN/12").values())[2:]) == {""}
    assert [line.split("\n")[0] for line in read.of("tr", "within")] == [
        "LN/12.1制造L1L22",
        "LN/12.2农业SL11",
    ]


def test_sections_are_bands_only_when_asked_for() -> None:
    assert page().of("tr", "section") == []
    assert page(by="section").of("tr", "section") == ["基础", "应用", "no section"]


def test_each_plan_of_several_has_a_band_and_a_body() -> None:
    other = Row("LN-DL/12.1", "LN-DL", "12.1", "大连", None, False, "pending", (lead(DALIAN),))
    read = page(grid([*ROWS, other]))
    assert read.of("tr", "plan") == ["Plan LN", "Plan LN-DL"]
    bodies = read.of("tbody")
    assert [body.count("Plan") for body in bodies] == [1, 1]
    assert "LN-DL/12.1" in bodies[1]
    assert not any("LN-DL" in line for line in read.of("tr", "within"))


def test_what_plans_say_is_never_markup() -> None:
    evil = "<script>alert('x')</script>&\"”"
    columns = [Column(1, evil, None, "department")]
    rows = [Row(f"P/{evil}", "P<b>", evil, evil, evil, False, "pending", (lead(1),))]
    source = Grid(evil, evil, True, columns, lambda: iter(rows))
    for by in (None, "section", "unit"):
        read = page(source, by)
        tags = {tag for tag, _attrs in read.tags}
        assert "script" not in tags
        assert read.of("h1") == [evil]
        assert any(evil in text for text in read.of("td") + read.of("th"))
    told = [attrs["title"] for tag, attrs in page(source).tags if "title" in attrs]
    assert told == [f"{evil}: lead (stated)"]


@pytest.mark.parametrize("by", [None, "section", "unit"])
def test_the_page_stands_alone(by: Literal["section", "unit"] | None) -> None:
    read = page(grid(simulated=True), by)
    names = {name for _tag, attrs in read.tags for name in attrs}
    assert not names & {"src", "srcset", "onclick", "action"}
    assert not {"link", "script", "img", "iframe"} & {tag for tag, _attrs in read.tags}
    assert not re.search(r"https?:|//|url\(|@import", read.source)
    links = [attrs["href"] for tag, attrs in read.tags if tag == "a"]
    identities = {attrs["id"] for _tag, attrs in read.tags if "id" in attrs}
    assert {link.removeprefix("#") for link in links} == identities


def test_simulated_data_are_said_to_be() -> None:
    assert page(grid(simulated=True)).of("p", "simulated") == ["Simulated data"]
    assert "Simulated data" in page(grid(simulated=True)).of("style")[0]
    assert "Simulated" not in page(grid(simulated=False)).source


def test_masthead_and_legend() -> None:
    read = page()
    assert read.of("title") == ["辽宁省方案 - Responsibility matrix"]
    assert read.of("time") == ["2026-11-21"]
    assert read.of("li") == [
        "Llead",
        "L*inferred lead (first listed)",
        "L1L2joint leads",
        "Ssupport",
        "llocal",
        "0no lead named",
    ]


def test_a_mark_tells_its_unit_role_and_basis() -> None:
    told = [attrs["title"] for _tag, attrs in page(grid(ROWS[:1])).tags if "title" in attrs]
    assert told == [
        "Data Administration: lead (first listed)",
        "Science & Technology: support",
        "大连市政府: local (blanket)",
    ]


def test_by_unit_lists_what_each_one_has() -> None:
    read = page(by="unit")
    assert read.of("h2") == [
        "Data Administration",
        "Science & Technology",
        "大连市政府",
        "Vice Governor",
    ]
    assert read.of("a") == read.of("h2")
    first, *_others, leader = [
        [tuple(text for text, _wide, _high in row) for row in table] for table in read.tables
    ]
    assert first == [
        ("lead",),
        ("L*", "LN/1", "算力"),
        ("L1", "LN/12.1", "制造"),
        ("support",),
        ("S", "LN/12.2", "农业"),
    ]
    assert leader == [("lead",), ("L", "LN/12.2", "农业"), ("support",), ("S", "LN/13", "安全")]
    counts = [section.split("\n")[1] for section in read.of("section")]
    assert counts == ["lead 2, support 1", "lead 1, support 1", "local 2", "lead 1, support 1"]


def test_languages_are_marked_in_an_english_page() -> None:
    read = page()
    assert read.tags[0] == ("html", {"lang": "en"})
    spoken = {(text, attrs.get("lang")) for _tag, attrs, text in read.texts}
    assert {("算力", "zh-CN"), ("大连市政府", "zh-CN")} <= spoken
    assert ("Science & Technology", "en") not in spoken


@pytest.mark.usefixtures("chinese")
def test_in_chinese() -> None:
    read = page(grid(simulated=True))
    assert read.tags[0] == ("html", {"lang": "zh-CN"})
    assert read.of("p", "kind") == ["责任矩阵"]
    assert read.of("p", "simulated") == ["模拟数据"]
    assert read.lines[0][2] == "部门"
    assert read.line("LN/1")["省数据局"] == "牵*"
    assert read.line("LN/12.1")["省科技厅"] == "牵2"
    assert read.line("LN/1")["大连市政府"] == "落"
    assert read.line("属地落实", column=1)["Code"] == "4项任务"
    read.source.encode("gbk")


def test_nothing_selected_is_still_a_page() -> None:
    read = page(Grid("空", "2026-11-21", False, [], lambda: iter(())))
    assert read.lines[-1][-3:] == ["", "", "0"]
    assert page(Grid("空", "2026-11-21", False, [], lambda: iter(())), "unit").of("section") == []


def test_rows_are_written_as_they_are_read() -> None:
    read = 0

    def rows() -> Iterator[Row]:
        nonlocal read
        for number in range(1, 1001):
            read = number
            yield Row(
                f"LN/{number}", "LN", str(number), "算力", None, False, "pending", (lead(DATA),)
            )

    for piece in matrix_html(Grid("大", "2026-11-21", False, COLUMNS, rows)):
        if found := re.search(r">LN/(\d+)<", piece):
            assert read == int(found[1])
    assert read == 1000


def test_every_value_of_the_closed_lists_has_a_label() -> None:
    assert list(labels.role_letters()) == list(labels.role_names()) == list(Role)
    assert list(labels.basis_names()) == list(Basis)
    assert list(labels.state_names()) == list(State)
    assert list(labels.kind_names()) == list(Kind)
    assert list(labels.tier_names()) == list(Tier)
    assert list(labels.state_letters()) == list(State)
    assert list(labels.event_names()) == list(EventKind)
    assert len(labels.flag_names()) == 7
