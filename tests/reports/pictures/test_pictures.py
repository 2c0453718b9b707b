"""Pictures of any data: sound XML, nothing outside the frame, squares in straight rows."""

import os
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.pictures.drawn import PICTURES, TEXTS, boxes

from taskmatrix.domain.words import LIGHTS
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.pictures.gantt import COLUMNS, MOST, Gantt
from taskmatrix.reports.pictures.heatmap import HeatMap
from taskmatrix.reports.pictures.model import Picture
from taskmatrix.reports.pictures.palette import FILL, INK
from taskmatrix.reports.pictures.svg import cut, measured, text
from taskmatrix.reports.pictures.trajectory import Trajectory
from taskmatrix.reports.pictures.trend import PARTS, Trend

TODAY = "2026-11-22"
LOOKS = {*LIGHTS, "bar", "rest", "line", ""}


def task(**said: Any) -> dict[str, Any]:
    return {
        "code": "LN/1",
        "title": "优化算力支撑底座",
        "plan": "LN",
        "section": None,
        "start": "2026-01-01",
        "deadline": "2026-12-31",
        "progress": 50,
        "expected": 80,
        "light": "yellow",
        "flags": [],
        **said,
    }


def target(**said: Any) -> dict[str, Any]:
    return {
        "code": "LN#compute",
        "title": "算力规模",
        "op": ">=",
        "value": 5000,
        "measure": "PFLOPS",
        "due": "2027-12-31",
        "per": "total",
        "soft": False,
        "reading": None,
        "forecast": None,
        "light": "grey",
        "readings": [],
        "trajectory": {
            "basis": "start",
            "from": {"date": "2026-01-01", "value": 0},
            "to": {"date": "2027-12-31", "value": 5000},
        },
        **said,
    }


def read(day: str, value: float, **said: Any) -> dict[str, Any]:
    return {"date": day, "value": value, "measure": "PFLOPS", "replaced": False, **said}


def week(last: str, **lights: int) -> dict[str, Any]:
    tasks = sum(lights.values())
    closed = lights.get("done", 0)
    return {"number": 1, "year": 2026, "last": last, "lights": lights, "closed": closed,
            "tasks": tasks}  # fmt: skip


def looks(strip: Any) -> str:
    short = {"bar": "#", "rest": "-", "line": "|", "": "."}
    return "".join(short.get(square.look, square.look[:1]) for square in strip.squares)


# --- all of them ---


@given(PICTURES)
def test_nothing_lies_outside_the_frame(picture: Picture) -> None:
    (left, top, right, foot), found = boxes(picture.svg())
    for markup, (a, b, c, d) in found:
        assert left - 1 <= a <= c <= right + 1, markup
        assert top - 1 <= b <= d <= foot + 1, markup


@given(PICTURES)
def test_squares_stand_in_straight_rows(picture: Picture) -> None:
    squares = picture.squares()
    lengths = {len(strip.squares) for strip in squares.strips}
    assert len(lengths) <= 1
    if squares.heads and lengths:
        assert sum(size for _text, size in squares.heads) == lengths.pop()
    drawn = [square for strip in squares.strips for square in strip.squares]
    assert {square.look for square in [*drawn, *(square for square, _said in squares.key)]} <= LOOKS
    explained = {square.look for square, _said in squares.key}
    assert {square.look for square in drawn if square.look in LIGHTS} <= explained


def test_the_same_data_give_the_same_bytes() -> None:
    """Whatever the order in which Python keeps sets: it differs from run to run."""
    script = """
from taskmatrix.reports.pictures.heatmap import HeatMap
lights = ("green", "yellow", "red", "grey", None)
units = [{"name": f"{n}", "kind": "department"} for n in range(9)]
roles = ("lead", "support", "local")
cells = {f"{n}": {"role": roles[n % 3], "light": lights[n % 5]} for n in range(9)}
picture = HeatMap({"units": units, "rows": [{"code": "LN/1", "title": "", "cells": cells}]})
print(picture.svg(), picture.squares())
"""
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
    assert answers.pop().startswith(b"<svg")


@given(TEXTS)
def test_a_text_is_a_text_and_no_markup(said: str) -> None:
    found = ElementTree.fromstring(text(0, 0, said))
    assert len(found) == 0
    assert not {"\x00", "\x1b", "\n", "\t", "\u202e", "\ufffe"} & set(found.text or "")
    assert "".join(filter(str.isalnum, found.text or "")) == "".join(filter(str.isalnum, said))


@given(TEXTS, st.integers(20, 300))
def test_a_text_that_is_cut_fits(said: str, width: int) -> None:
    assert measured(cut(said, width)) <= width


def test_each_look_has_a_colour_that_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: text against its background 4.5 to 1 at least."""
    assert set(FILL) == set(INK) == LOOKS
    for look in LOOKS:
        pale, dark = sorted([_lightness(FILL[look]), _lightness(INK[look])], reverse=True)
        assert (pale + 0.05) / (dark + 0.05) >= 4.5, look


def _lightness(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- the heat map ---


def test_the_heat_map_tells_leads_from_others() -> None:
    cells = {
        "甲厅": {"role": "lead", "light": "red"},
        "乙厅": {"role": "support", "light": "green"},
        "丁市政府": {"role": "local", "light": None},
    }
    units = [{"name": name, "kind": "department"} for name in ("甲厅", "乙厅", "丙厅", "丁市政府")]
    rows = [{"code": "LN/1", "title": "优化算力支撑底座", "cells": cells}]
    picture = HeatMap({"units": units, "rows": rows})
    letters = light_letters()
    (strip,) = picture.squares().strips
    assert strip.label == "LN/1 优化算力支撑底座"
    assert [square.look for square in strip.squares] == ["red", "green", "", ""]
    texts = [square.text for square in strip.squares]
    assert texts[:3] == [letters["red"] + "*", letters["green"], ""]
    assert texts[3], "a part in which nothing is owed is still seen"
    shown = [each.text for each in ElementTree.fromstring(picture.svg()).iter() if each.text]
    assert letters["red"] in shown
    assert letters["green"] in shown


def test_a_task_without_a_lead_is_said_to_have_none() -> None:
    row = {"code": "LN/1", "title": "优化算力支撑底座", "cells": {}, "light": "red"}
    picture = HeatMap({"units": [{"name": "甲厅", "kind": "department"}], "rows": [row]})
    (strip,) = picture.squares().strips
    note = strip.label.removeprefix("LN/1 优化算力支撑底座").strip()
    assert light_names()["red"] in note
    assert note in picture.svg()


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_a_heat_map_of_so_many_tasks(count: int) -> None:
    units = [{"name": f"第{number}厅", "kind": "department"} for number in range(count)]
    cell = {"role": "lead", "light": "red"}
    rows = [
        {"code": f"LN/{n}", "title": "一" * 60, "cells": {f"第{n}厅": cell}} for n in range(count)
    ]
    picture = HeatMap({"units": units, "rows": rows})
    assert bool(picture) == bool(count)
    assert picture.svg().count("…") == count, "long titles are cut, and whole in <title>"
    assert picture.svg().count("一" * 60) == count


# --- the Gantt chart ---


def test_a_bar_is_filled_as_far_as_the_task_has_come() -> None:
    (strip,) = Gantt([task()], "2026-12-31").squares().strips
    assert strip.remark == "50%"
    assert looks(strip) == "y" + "#" * 12 + "-" * 12
    assert strip.squares[-1].text == "|", "today"


def test_past_the_deadline_a_bar_goes_on_to_today() -> None:
    late = task(start="2025-01-01", deadline="2025-12-31", light="red", flags=["overdue"])
    (strip,) = Gantt([late], "2026-12-31").squares().strips
    assert looks(strip) == "r" + "#" * 6 + "-" * 6 + "r" * 12


def test_milestones_are_told_apart() -> None:
    steps = [
        {"title": "开工", "due": "2026-02-01", "reached": "2026-02-01"},
        {"title": "投产", "due": "2026-11-01", "reached": None},
    ]
    picture = Gantt([task(milestones=steps)], "2026-06-30")
    assert [s.text for s in picture.squares().strips[0].squares if s.text][1:] == ["x", "|", "o"]
    assert "2026-11-01 投产" in picture.svg()


def test_a_standing_task_runs_through() -> None:
    (strip,) = Gantt([task(start=None, deadline=None, progress=None)], TODAY).squares().strips
    assert looks(strip) == "y" + "-" * COLUMNS


def test_tasks_are_headed_by_their_sections() -> None:
    listed = [task(section="甲"), task(section="甲"), task(section="乙"), task(plan="X")]
    labels = [strip.label for strip in Gantt(listed, TODAY).squares().strips]
    row = "LN/1 优化算力支撑底座"
    assert labels == ["甲", row, row, "乙", row, row]


def test_of_many_tasks_some_are_drawn() -> None:
    picture = Gantt([task()] * (MOST + 7), TODAY)
    strips = picture.squares().strips
    assert len(strips) == MOST + 1
    assert "7" in strips[-1].label
    assert not Gantt([], TODAY)
    assert Gantt([], TODAY).squares().strips == []


# --- the trajectory ---


def test_a_trajectory_is_filled_up_to_what_was_read() -> None:
    readings = [read("2026-01-01", 0), read("2027-12-31", 5000)]
    strips = Trajectory(target(readings=readings), "2027-12-31").squares().strips
    heights = [sum(strip.squares[place].look == "bar" for strip in strips) for place in range(24)]
    assert heights == sorted(heights)
    assert heights[0] == 1
    signs = {square.text for strip in strips for square in strip.squares}
    assert {"+", "=", "|"} <= signs


def test_what_does_not_count_is_not_drawn() -> None:
    readings = [
        read("2026-03-31", 1111),
        read("2026-03-31", 2222, replaced=True),
        read("2026-04-30", 3333, measure="台"),
    ]
    drawn = Trajectory(target(readings=readings), TODAY).svg()
    assert "1,111" in drawn
    assert "2,222" not in drawn
    assert "3,333" not in drawn


def test_the_forecast_is_named_even_where_it_leaves_the_picture() -> None:
    readings = [read("2026-03-31", 1000), read("2026-10-31", 4000)]
    picture = Trajectory(target(readings=readings, forecast=90_000), TODAY)
    assert "90,000" in picture.svg()
    assert "rest" in {s.look for strip in picture.squares().strips for s in strip.squares}


@pytest.mark.parametrize(
    "said",
    [
        {"value": 0.5},
        {"value": 5_000_000, "readings": [read("2026-05-01", 4_500_000)]},
        {"value": [2, 3], "op": "="},
        {"due": None, "trajectory": {"basis": "start", "from": {"date": None, "value": 0},
                                     "to": {"date": None, "value": 5000}}},
        {"readings": [read("2026-05-01", 3)], "trajectory": None},
    ],
    ids=["small", "large", "range", "no dates", "without a trajectory"],
)  # fmt: skip
def test_any_target_can_be_drawn(said: dict[str, Any]) -> None:
    picture = Trajectory(target(**said), TODAY)
    frame, found = boxes(picture.svg())
    assert frame[2] == 480
    assert found
    assert any(
        "=" in [square.text for square in strip.squares] for strip in picture.squares().strips
    )


def test_without_dates_and_readings_there_is_nothing_to_draw() -> None:
    assert Trajectory(target(), TODAY)
    assert not Trajectory(target(due=None, trajectory=None), TODAY)


# --- lights over the weeks ---


def test_each_weekly_is_a_strip_in_the_shares_of_the_lights() -> None:
    picture = Trend(
        [week("2026-11-13", red=1, yellow=1, grey=1, green=200), week("2026-11-20", done=7)]
    )
    first, second = picture.squares().strips
    assert looks(first) == "ryg" + "g" * (PARTS - 3), "what is there is seen, however little it is"
    assert looks(second) == "d" * PARTS
    assert "100%" in second.remark
    assert picture.svg().count("<title>") == 1 + len(LIGHTS) + 5


def test_weeks_without_tasks_are_no_picture() -> None:
    assert not Trend([])
    assert not Trend([week("2026-11-13")])
    assert looks(Trend([week("2026-11-13")]).squares().strips[0]) == "." * PARTS
