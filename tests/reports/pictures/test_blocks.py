"""Pictures in a terminal: never wider than it, readable without colours, steering nothing."""

import re

import pytest
from commands.targeted import JUNE, MARCH, load_targets, record
from conftest import Office, made
from hypothesis import given
from hypothesis import strategies as st
from reports.pictures.drawn import PICTURES

from taskmatrix.reports.pictures.blocks import blocks
from taskmatrix.reports.pictures.gantt import Gantt
from taskmatrix.reports.pictures.model import Picture, Square, Squares, Strip
from taskmatrix.reports.text import width_of

WIDTHS = st.integers(40, 200)
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
COLOURS = re.compile(r"\x1b\[[\d;]*m")


def drawn(squares: Squares, width: int = 80) -> list[str]:
    return "".join(blocks(squares, width, False)).splitlines()


@given(PICTURES, WIDTHS)
def test_no_line_is_wider_than_the_terminal(picture: Picture, width: int) -> None:
    for color in (False, True):
        for line in blocks(picture.squares(), width, color):
            bare = COLOURS.sub("", line)
            assert bare.endswith("\n")
            assert width_of(bare[:-1]) <= width
            assert not STEERING.search(bare[:-1])


def test_signs_are_of_the_oldest_chinese_character_set() -> None:
    steps = [{"title": "", "due": "2026-02-01", "reached": None}]
    task = {"code": "LN/1", "title": "优化", "start": "2026-01-01", "deadline": None}
    task |= {"progress": 5, "light": "red", "milestones": steps}
    assert "".join(blocks(Gantt([task], "2026-11-22").squares(), 80, False)).encode("gb2312")


def test_without_colours_signs_stand_for_them() -> None:
    looks = ["bar", "bar", "rest", "", "line"]
    strips = [Strip("A", [Square("", look) for look in looks], "40%")]
    assert drawn(Squares([], strips, []), 14) == ["A  ##- |  40%"]


def test_long_heads_are_letters_with_a_key() -> None:
    names = ["省发展和改革委员会", "省工业和信息化厅"]
    strips = [Strip("LN/1", [Square("R", "red"), Square("G", "green")])]
    squares = Squares([(name, 1) for name in names], strips, [(Square("R", "red"), "late")])
    assert drawn(squares) == [
        "      A  B",
        "LN/1  R  G",
        "A 省发展和改革委员会  B 省工业和信息化厅",
        "R late",
    ]


def test_short_heads_stand_where_they_are() -> None:
    strips = [Strip("LN/1", [Square("R", "red"), Square("", "")])]
    assert drawn(Squares([("1", 1), ("12", 1)], strips, []))[0] == "      1  12"


def test_what_is_too_wide_comes_in_parts_of_the_rows_that_have_something_there() -> None:
    heads = [(f"第{number}个单位", 1) for number in range(20)]
    squares = [[Square("R" if place == at else "") for place in range(20)] for at in (1, 19)]
    strips = [Strip("first", squares[0]), Strip("last", squares[1])]
    lines = drawn(Squares(heads, strips, []), 44)
    assert [line.split()[0] for line in lines[:4]] == ["A", "first", lines[2].split()[0], "last"]
    assert lines[3].split() == ["last", "R"]


def test_a_picture_without_rows_is_nothing() -> None:
    assert drawn(Squares([("2026", 1)], [], [(Square("R", "red"), "late")])) == []


@pytest.fixture
def office(office: Office) -> Office:
    return made(office, load_targets)


def test_targets_show_draws_the_trajectory(office: Office) -> None:
    before = office.ok("targets", "show", "compute", "--today", MARCH).out
    assert "+" not in before, "nothing was read yet"
    record(office, MARCH, "compute", "1,200")
    record(office, JUNE, "compute", "2000")
    shown = office.ok("targets", "show", "compute", "--today", JUNE).out
    assert re.search(r"^ +#*\+*.*=+", shown, re.MULTILINE)
    assert "##" in shown
    assert (
        "##"
        not in office.ok("targets", "show", "compute", "--today", JUNE, "--format", "plain").out
    )
