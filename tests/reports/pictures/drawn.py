"""Data of any kind for pictures, and where in a drawing things lie."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from taskmatrix.domain.words import LIGHTS
from taskmatrix.reports.pictures.gantt import Gantt
from taskmatrix.reports.pictures.heatmap import HeatMap
from taskmatrix.reports.pictures.model import Picture
from taskmatrix.reports.pictures.svg import measured
from taskmatrix.reports.pictures.trajectory import Trajectory
from taskmatrix.reports.pictures.trend import Trend

Box = tuple[float, float, float, float]
Item = dict[str, Any]

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = st.one_of(
    st.text(
        st.sampled_from("推进人工智能+农业<&>\"'—…（）\x00\x1b[31m\ufffe\u202e e\u0301"),
        max_size=40,
    ),
    st.text(max_size=12),
)
DAYS = st.one_of(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.dates()).map(str)
MAYBE_DAY = st.one_of(st.none(), DAYS)
LIGHT = st.sampled_from(LIGHTS)
AMOUNTS = st.one_of(
    st.sampled_from([0, 0.5, 3, 5_000_000, -2.5]),
    st.integers(-(10**12), 10**12),
    st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
)


@st.composite
def tasks(draw: st.DrawFn) -> Item:
    steps = st.fixed_dictionaries({"title": TEXTS, "due": DAYS, "reached": MAYBE_DAY})
    return draw(
        st.fixed_dictionaries(
            {
                "code": st.just("LN/1"),
                "title": TEXTS,
                "plan": st.sampled_from(["LN", "LN-SY"]),
                "section": st.one_of(st.none(), TEXTS),
                "start": MAYBE_DAY,
                "deadline": MAYBE_DAY,
                "progress": st.one_of(st.none(), st.integers(0, 100)),
                "expected": st.one_of(st.none(), st.floats(0, 100)),
                "light": st.one_of(st.none(), LIGHT),
                "flags": st.sampled_from([[], ["overdue"]]),
            },
            optional={"milestones": st.lists(steps, max_size=3)},
        )
    )


@st.composite
def heats(draw: st.DrawFn) -> Item:
    names = draw(
        st.lists(st.text("省市数据政府局交通运输厅", min_size=1, max_size=20), unique=True)
    )
    kinds = ["department"] * (len(names) // 2) + ["region"] * (len(names) - len(names) // 2)
    cell = st.fixed_dictionaries(
        {
            "role": st.sampled_from(["lead", "support", "local"]),
            "light": st.one_of(st.none(), LIGHT),
        }
    )
    cells = st.dictionaries(st.sampled_from(names), cell) if names else st.just({})
    row = st.fixed_dictionaries({"code": st.just("LN/1"), "title": TEXTS, "cells": cells})
    units = [{"name": name, "kind": kind} for name, kind in zip(names, kinds, strict=True)]
    return {"units": units, "rows": draw(st.lists(row, max_size=6))}


@st.composite
def goals(draw: st.DrawFn) -> Item:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    dated = draw(st.sampled_from(["both", "none", "limit"]))
    value = draw(AMOUNTS)
    read = st.fixed_dictionaries(
        {
            "date": DAYS,
            "value": AMOUNTS,
            "measure": st.sampled_from(["家", "亩"]),
            "replaced": st.booleans(),
        }
    )
    readings = draw(st.lists(read, max_size=4))
    return {
        "code": "LN#firms",
        "title": draw(TEXTS),
        "op": draw(st.sampled_from([">=", "<=", "~", "="])),
        "value": draw(st.sampled_from([value, [value, value + 2]])),
        "measure": "家",
        "per": "total",
        "due": last if dated != "none" else None,
        "soft": False,
        "reading": None,
        "forecast": draw(st.one_of(st.none(), AMOUNTS)),
        "light": draw(LIGHT),
        "readings": readings,
        "trajectory": {
            "basis": "limit" if dated == "limit" else "start",
            "from": {"date": first if dated == "both" else None, "value": draw(AMOUNTS)},
            "to": {"date": last if dated != "none" else None, "value": value},
        },
    }


@st.composite
def weeks(draw: st.DrawFn) -> Item:
    lights = draw(st.dictionaries(LIGHT, st.integers(0, 10_000)))
    whole = sum(lights.values())
    return {
        "number": draw(st.one_of(st.none(), st.integers(1, 60))),
        "year": 2026,
        "last": draw(DAYS),
        "lights": lights,
        "closed": lights.get("done", 0),
        "tasks": whole,
    }


PICTURES: st.SearchStrategy[Picture] = st.one_of(
    heats().map(HeatMap),
    st.builds(Gantt, st.lists(tasks(), max_size=5), DAYS),
    st.builds(Trajectory, goals(), DAYS),
    st.lists(weeks(), max_size=12).map(Trend),
)


def boxes(svg: str) -> tuple[Box, list[tuple[str, Box]]]:
    """Return the frame of a drawing, and what lies where in it."""
    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    return (left, top, left + width, top + height), list(_boxes(root, 0, 0))


def _boxes(parent: ElementTree.Element, x: float, y: float) -> Iterator[tuple[str, Box]]:
    for child in parent:
        name = child.tag.removeprefix(SVG)
        if name == "g":
            by = child.attrib["transform"].removeprefix("translate(").removesuffix(")").split()
            yield from _boxes(child, x + float(by[0]), y + float(by[1]))
        elif name not in ("title", "style"):
            a, b, c, d = _box(name, child)
            yield ElementTree.tostring(child, "unicode"), (x + a, y + b, x + c, y + d)


def _box(name: str, child: ElementTree.Element) -> Box:
    said = child.attrib
    if name in ("polyline", "polygon"):
        points = [tuple(map(float, point.split(","))) for point in said["points"].split()]
        across, down = zip(*points, strict=True)
        return min(across), min(down), max(across), max(down)
    if name == "rect":
        x, y = float(said["x"]), float(said["y"])
        return x, y, x + float(said["width"]), y + float(said["height"])
    if name == "line":
        across, down = ([float(said[axis + n]) for n in "12"] for axis in "xy")
        return min(across), min(down), max(across), max(down)
    if name == "circle":
        x, y = float(said["cx"]), float(said["cy"])
        return x, y, x, y
    assert name == "text"
    return _box_of_text(child, float(said["x"]), float(said["y"]))


def _box_of_text(child: ElementTree.Element, x: float, y: float) -> Box:
    size = float(child.attrib.get("font-size", 13))
    # What stands behind the title is the text that is seen.
    shown = (child.text or "") + "".join(each.tail or "" for each in child)
    length = measured(shown, size)
    if "vertical" in child.attrib.get("style", ""):
        return x - size / 2, y - length, x + size / 2, y
    before = {"start": 0.0, "middle": length / 2, "end": length}
    x -= before[child.attrib.get("text-anchor", "start")]
    return x, y - size, x + length, y
