"""Text in columns, for any text and any width: nothing too wide, nothing crooked, nothing lost."""

import re
from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyte import ByteStream, Screen

from taskmatrix.domain.grid import Cell, Column, Grid, Row
from taskmatrix.domain.words import Kind, State
from taskmatrix.reports import table as tables
from taskmatrix.reports.matrix_text import matrix_text
from taskmatrix.reports.matrix_views import view_of
from taskmatrix.reports.table import table
from taskmatrix.reports.text import fit, printable, visible, width_of, wrap

WORDS = (
    "人工智能 算力支撑底座，（省发展改革委）、“引号”—…· A-Z word, long-hyphenated ①×→é ｶﾞ𠮷🚀　全角"
)
TEXTS = st.one_of(
    st.text(st.sampled_from(WORDS), max_size=60),
    st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=30),
)
WIDTHS = st.integers(1, 120)

# --- what can be shown ---


@given(TEXTS)
def test_what_is_printable_steers_nothing(text: str) -> None:
    shown = printable(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", shown)
    assert printable(shown) == shown


@given(TEXTS)
def test_a_terminal_takes_as_many_columns_as_we_count(text: str) -> None:
    """pyte, like terminals, goes by wcwidth; it stops at marks that combine with nothing."""
    shown = "".join(char for char in printable(text) if width_of(char) or combining(char))
    screen = Screen(400, 1)
    ByteStream(screen).feed(shown.encode())
    assert screen.cursor.x == width_of(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("人工智能", "人工智能"),
        ("“引”‘号’—…·", "\"引\"'号'-...."),
        ("红\x1b[31m\x9b2J\x07头", "红[31m2J头"),
        ("一\t二\n三\r四", "一 二 三四"),
        ("零\u200b宽\u200d连\ufeff\u00ad", "零宽连"),
        ("\u202e右\u202c\u2067左\u2069", "右左"),
        ("心❤️手👍🏽家👨‍👩‍👧旗🇨🇳葛\U000e0100", "心❤手👍家👨👩👧旗CN葛"),
        ("e\u0301 [red]x[/red] 　", "e\u0301 [red]x[/red] 　"),
    ],
)
def test_what_people_write(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_is_only_visible_keeps_its_punctuation() -> None:
    assert visible("“引”—\x1b🇨🇳") == "“引”—🇨🇳"


# --- fitting and wrapping ---


@given(TEXTS.map(printable), WIDTHS)
def test_fit_is_exact(text: str, width: int) -> None:
    shown = fit(text, width)
    assert width_of(shown) == width
    assert shown.rstrip() == text.rstrip() if width_of(text) <= width else shown != text


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("算力", 6, "算力  "),
        ("算力支撑", 8, "算力支撑"),
        ("算力支撑底座", 8, "算力支.."),
        ("算力支撑底座", 7, "算力.. "),
        ("算力", 3, ".. "),
        ("算力", 1, " "),
        ("ab cdef", 5, "ab.. "),
    ],
)
def test_what_does_not_fit_is_cut(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def blankless(text: str) -> str:
    return "".join(text.split())


@given(TEXTS.map(printable), WIDTHS)
def test_wrap_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = list(wrap(text, width))
    assert blankless("".join(lines)) == blankless(text)
    widest = max(width, 2 if any(width_of(char) == 2 for char in text) else 1)
    assert max(map(width_of, lines)) <= widest, "one wide character at least"
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("省数据局、省科技厅", 10, ["省数据局、", "省科技厅"]),
        ("省数据局、省科技厅", 8, ["省数据", "局、省科", "技厅"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("人工智能+交通 2027", 13, ["人工智能+交通", "2027"]),
        ("算力", 1, ["算", "力"]),
    ],
)
def test_lines_break_between_words_and_characters(text: str, width: int, lines: list[str]) -> None:
    assert list(wrap(text, width)) == lines


# --- tables ---

COLUMNS = st.lists(
    st.builds(
        tables.Column,
        TEXTS.map(printable),
        stretch=st.booleans(),
        right=st.booleans(),
        optional=st.booleans(),
        least=st.integers(1, 30),
    ),
    min_size=1,
    max_size=6,
)


@given(st.data(), COLUMNS, st.integers(20, 160))
def test_a_table_is_straight_and_fits(
    data: st.DataObject, columns: list[tables.Column], width: int
) -> None:
    row = st.tuples(*[TEXTS for _ in columns])
    rows = data.draw(st.lists(row, max_size=5))
    heads, rule, *lines = (line.rstrip("\n") for line in table(columns, rows, width, False))
    assert len(lines) == len(rows)
    assert all(width_of(line) <= width for line in (heads, rule, *lines))
    ends = [gap.start() for gap in re.finditer("  ", rule)]
    for line in (heads, *lines):
        for end in ends:
            assert cells(line, end, end + 2) == "  "


def cells(line: str, first: int, last: int) -> str:
    """What stands in some columns of a line, blank where it is shorter."""
    at, found = 0, ""
    for char in line:
        if first < at + width_of(char) and at < last:
            found += char
        at += width_of(char)
    return found.ljust(last - first)


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (100, ["Code", "Task", "Lead", "Days"]),
        (38, ["Code", "Task", "Lead", "Days"]),
        (37, ["Code", "Task", "Lead"]),
        (27, ["Code", "Task"]),
    ],
)
def test_what_is_optional_goes_before_what_matters_is_cut(width: int, heads: list[str]) -> None:
    columns = [
        tables.Column("Code"),
        tables.Column("Task", stretch=True, least=16),
        tables.Column("Lead", stretch=True, optional=True, least=8),
        tables.Column("Days", right=True, optional=True),
    ]
    row = ("P/1", "优化算力支撑底座和平台", "省数据局", "-12")
    assert next(table(columns, [row], width, False)).split() == heads


# --- the matrix ---

NAMES = ["省数据局", "省人力资源社会保障厅等多家很长名字的单位", "甲市政府", "乙市政府", "Bureau A"]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    kinds = st.sampled_from((Kind.DEPARTMENT, Kind.REGION, Kind.LEADER))
    count = draw(st.integers(0, 30))
    columns = [
        Column(n, f"{draw(st.sampled_from(NAMES))}{n}", draw(st.none() | TEXTS), draw(kinds))
        for n in range(count)
    ]
    rows = []
    for n in range(draw(st.integers(0, 6))):
        units = draw(st.lists(st.sampled_from(range(count)), unique=True)) if count else []
        roles = [draw(st.sampled_from(("lead", "support", "local"))) for _ in units]
        basis = draw(st.sampled_from(("stated", "first-listed", "blanket")))
        progress = [draw(st.none() | st.integers(0, 100)) for _ in units]
        days = [draw(st.sampled_from((None, "2026-11-14", "2025-01-02"))) for _ in units]
        bases = [basis] * len(units)
        cells = tuple(map(Cell, units, roles, range(1, 99), bases, progress, days))
        title, state = draw(TEXTS), draw(st.sampled_from(State))
        rows.append(Row(f"LN/{n}", "LN", str(n), title, title, not units, state, cells))
    return Grid(draw(TEXTS), "2026-11-21", draw(st.booleans()), columns, lambda: iter(rows))


@given(
    grids(),
    st.integers(20, 300),
    st.sampled_from((None, True, False)),
    st.sampled_from((None, "section", "unit")),
    st.booleans(),
    st.sampled_from(("roles", "progress", "reported", "state")),
)
def test_a_matrix_fits_any_terminal(
    grid: Grid, width: int, fold: bool | None, by: str | None, english: bool, what: str
) -> None:
    view = view_of(what, grid.today)
    lines = list(matrix_text(grid, width, False, fold, by, english, view))
    assert all(line.endswith("\n") for line in lines)
    assert [line for line in lines if width_of(line.rstrip("\n")) > width] == []
