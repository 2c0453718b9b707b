"""Places: where the keys and values of a plan file stand."""

import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.plans.places import Path, Place, places

PLAN = r'''format = 1

[plan]
id     = "LN"
issued = 2025-06-05
horizon = 2027-12-31 00:00:00  # a date may hold a space
local  = ["各市政府", '省沈抚改革创新示范区管委会']

[[unit]]
name = "省数据局"  # not a = "b", nor [[unit]]
aliases = [
    # 名牌
    "省营商局", "省大数据局",

    "a ] # \" [b]",
]

[[task]]
number = "1"
title = """
[[task]]
title = "no" \""" ""\""""

[[task]]
number = '2'
responsible = ["省数据局", ["x", 7], { name = "甲", "a.b" = 1 }]
baseline = { date = 2025-06-05, value.low = 0 }

  [[task.milestone]]
  title = "一"

  [[task.milestone]]
  title = "二"
  due   = 2026-06-30

  [task.note]
  "省 \u5c40".'x y' . z = true

[supervision.report_every]
lead = "week"

[supervision]
calendar = "CN"
'''

# Each place as its line and what stands there.
KEYS: dict[Path, tuple[int, str]] = {
    ("format",): (1, "format"),
    ("plan",): (3, "[plan]"),
    ("plan", "id"): (4, "id"),
    ("plan", "local", 1): (7, "'省沈抚"),
    ("unit",): (9, "[[unit]]"),
    ("unit", 0, "aliases", 2): (15, '"a ]'),
    ("task",): (18, "[[task]]"),
    ("task", 0, "title"): (20, "title"),
    ("task", 1): (24, "[[task]]"),
    ("task", 1, "number"): (25, "number"),
    ("task", 1, "responsible", 2, "a.b"): (26, '"a.b"'),
    ("task", 1, "baseline", "value"): (27, "value"),
    ("task", 1, "baseline", "value", "low"): (27, "low"),
    ("task", 1, "milestone", 0): (29, "[[task.milestone]]"),
    ("task", 1, "milestone", 1): (32, "[[task.milestone]]"),
    ("task", 1, "milestone", 1, "due"): (34, "due"),
    ("task", 1, "note"): (36, "[task.note]"),
    ("task", 1, "note", "省 局"): (37, '"省'),
    ("task", 1, "note", "省 局", "x y"): (37, "'x y'"),
    ("task", 1, "note", "省 局", "x y", "z"): (37, "z"),
    ("supervision",): (42, "[supervision]"),
    ("supervision", "report_every"): (39, "[supervision.report_every]"),
    ("supervision", "report_every", "lead"): (40, "lead"),
    ("supervision", "calendar"): (43, "calendar"),
}

VALUES: dict[Path, tuple[int, str]] = {
    ("format",): (1, "1"),
    ("plan",): (3, "[plan]"),
    ("plan", "horizon"): (6, "2027"),
    ("plan", "local"): (7, "["),
    ("plan", "local", 0): (7, '"各市'),
    ("unit", 0, "name"): (10, '"省数据局"'),
    ("unit", 0, "aliases"): (11, "["),
    ("unit", 0, "aliases", 0): (13, '"省营'),
    ("unit", 0, "aliases", 1): (13, '"省大'),
    ("unit", 0, "aliases", 2): (15, '"a ]'),
    ("task", 0, "title"): (20, '"""'),
    ("task", 1, "responsible", 1): (26, '["x"'),
    ("task", 1, "responsible", 1, 1): (26, "7"),
    ("task", 1, "responsible", 2): (26, "{"),
    ("task", 1, "responsible", 2, "name"): (26, '"甲"'),
    ("task", 1, "responsible", 2, "a.b"): (26, "1"),
    ("task", 1, "baseline"): (27, "{"),
    ("task", 1, "baseline", "value", "low"): (27, "0 }"),
    ("task", 1, "milestone", 1, "due"): (34, "2026"),
    ("task", 1, "note", "省 局", "x y", "z"): (37, "true"),
}

NOT_WRITTEN: dict[Path, tuple[int, str]] = {
    (): (1, "format"),
    ("title",): (1, "format"),
    ("plan", "title"): (3, "[plan]"),
    ("plan", "id", "deeper", 3): (4, "id"),
    ("task", 2): (18, "[[task]]"),
    ("task", 1, "title"): (24, "[[task]]"),
    ("task", 1, "milestone", 0, "due"): (29, "[[task.milestone]]"),
    ("unit", 0, "aliases", 9): (11, "aliases"),
}


def place(line: int, standing: str) -> Place:
    return Place(line, PLAN.splitlines()[line - 1].index(standing) + 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_plan_file(newline: str) -> None:
    found = places(PLAN.replace("\n", newline))
    for path, there in KEYS.items():
        assert found.key(path) == place(*there), path
    for path, there in VALUES.items():
        assert found.value(path) == place(*there), path


def test_what_is_not_written_stands_where_its_nearest_ancestor_does() -> None:
    found = places(PLAN)
    for path, there in NOT_WRITTEN.items():
        assert found.key(path) == place(*there), path
    assert found.value(("task", 1, "title")) == place(24, "[[task]]")
    assert found.value(("unit", 0, "aliases", 9)) == place(11, "[")


@pytest.mark.parametrize("text", ["", "\n", "# only a remark", "\r\n  \r\n"])
def test_a_text_without_keys(text: str) -> None:
    assert places(text).value(("plan", "id")) == Place(1, 1)


@pytest.mark.parametrize(
    "string",
    [
        '""', "''", '""""""', "''''''", r'"\\"', r'"\""', r"'\'", "'#'", '"\'"', '"""\n"""',
        '""" "" """', '"""a"""""', "'''a'''''", '"""""a"""', r'"""\""""', '"""a\\\n  b"""',
        "'''\n[[x]]\nb = 2\n'''", '"""]"""', "'}'",
    ],
)  # fmt: skip
def test_the_key_after_any_string_is_found(string: str) -> None:
    text = f"a = [{string}, {string}]\nb = {{ x = {string}, y = {string} }}\nc = {string}#]\nz=1"
    assert tomli.loads(text)["z"] == 1
    assert places(text).value(("z",)) == Place(text.count("\n") + 1, 3)


def test_tables_that_toml_1_1_lets_run_over_lines() -> None:
    text = dedent(
        """\
        point = {
          x = 1, # remark }
          y = [2,
               3],
        }
        """
    )
    found = places(text)
    assert found.value(("point", "x")) == Place(2, 7)
    assert found.key(("point", "y")) == Place(3, 3)
    assert found.value(("point", "y", 1)) == Place(4, 8)


def test_tables_below_arrays_of_tables_belong_to_the_last_one() -> None:
    text = "[[a]]\n[a.b]\nc=1\n[[a]]\n[[a.b]]\nc=2\n[[a.b]]\n[a.b.d]\ne=3\n"
    found = places(text)
    assert found.value(("a", 0, "b", "c")) == Place(3, 3)
    assert found.value(("a", 1, "b", 0, "c")) == Place(6, 3)
    assert found.value(("a", 1, "b", 1, "d", "e")) == Place(9, 3)


def test_deep_nesting() -> None:
    depth = 390
    arrays = "a = " + "[" * depth + "]" * depth
    header = "[" + ".".join(["b"] * depth) + "]\nc = 1"
    found = places(f"{arrays}\n{header}")
    assert found.value(("a", *[0] * (depth - 1))) == Place(1, 5 + depth - 1)
    assert found.value((*["b"] * depth, "c")) == Place(3, 5)


# A document and one of the many ways in which a person may write it.

NAMES = st.sampled_from(["task", "单位", "a.b", '"', "'", "#", "[x]", "", "=", "1"]) | st.text(
    st.characters(codec="utf-8"), max_size=4
)
TEXTS = st.text(st.sampled_from("省局 #[]{}=,.\"'\\\n\tn\r") | st.characters(codec="utf-8"))
LEAVES = st.integers(-(2**63), 2**63 - 1) | st.booleans() | TEXTS
VALUES_OF_ANY_KIND = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=25,
)
DOCUMENTS = st.dictionaries(NAMES, VALUES_OF_ANY_KIND, max_size=6)

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escaped(text: str, keep: str = "") -> str:
    return "".join(
        c if c in keep else ESCAPES.get(c) or (f"\\u{ord(c):04x}" if is_control(c) else c)
        for c in text
    )


def is_control(character: str) -> bool:
    return character < " " or character == "\x7f"


def quotations(text: str) -> list[str]:
    """The ways to write a text on one line."""
    ways = [f'"{escaped(text)}"']
    if "'" not in text and not any(is_control(c) for c in text.replace("\t", "")):
        ways.append(f"'{text}'")
    return ways


def spellings(leaf: int | str) -> list[str]:
    """The ways to write a leaf."""
    if not isinstance(leaf, str):
        return [str(leaf).lower()]
    ways = [*quotations(leaf), '"""\n' + escaped(leaf, keep="\n") + '"""']
    if '"""' not in leaf:
        ways.append('"""\n' + escaped(leaf, keep='\n\t"') + '"""')
    if "'''" not in leaf and not any(is_control(c) for c in re.sub("[\n\t]", "", leaf)):
        ways.append(f"'''\n{leaf}'''")
    return ways


class Writer:
    """Writes a document as TOML, each choice of form drawn by hypothesis."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def table(self, table: dict[str, Any], header: str = "") -> str:
        pairs, tables = "", ""
        for name, value in table.items():
            key = self._key(name)
            below = f"{header}.{key}" if header else key
            if isinstance(value, dict) and self._flip():
                tables += f"{self._indent()}[{below}]{self._end()}{self.table(value, below)}"
            elif is_array_of_tables(value) and self._flip():
                for element in value:
                    tables += f"[[ {below} ]]{self._end()}{self.table(element, below)}"
            else:
                pairs += self._lines(key, value)
        return pairs + tables

    def _lines(self, key: str, value: object) -> str:
        if isinstance(value, dict) and value and self._flip():
            return "".join(self._lines(f"{key} . {self._key(n)}", v) for n, v in value.items())
        return f"{self._indent()}{key} = {self._value(value)}{self._end()}"

    def _value(self, value: Any) -> str:
        if isinstance(value, dict):
            return self._inline(
                "{", [f"{self._key(n)}= {self._value(v)}" for n, v in value.items()], "}"
            )
        if isinstance(value, list):
            return self._inline("[", [self._value(element) for element in value], "]")
        return self._pick(spellings(value))

    def _inline(self, opening: str, parts: list[str], closing: str) -> str:
        between = self._pick([",", ", ", "\n  ,", " , # ] } , \"'\n\t"])
        return f"{opening}{self._gap()}{between.join(parts)}{self._gap()}{closing}"

    def _key(self, name: str) -> str:
        bare = [name] if re.fullmatch(r"[A-Za-z0-9_-]+", name) else []
        return self._pick(bare + quotations(name))

    def _gap(self) -> str:
        return self._pick(["", " ", "\n", "# [ {\n"])

    def _indent(self) -> str:
        return self._pick(["", "  ", "\n\t"])

    def _end(self) -> str:
        return self._pick(["\n", "  # x = '''\n", "\n\n#]]\n"])

    def _pick(self, ways: list[str]) -> str:
        return self._draw(st.sampled_from(ways))

    def _flip(self) -> bool:
        return self._draw(st.booleans())


def is_array_of_tables(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(v, dict) for v in value)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, int | str]]:
    if isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, name))
    else:
        yield path, value


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    document = draw(DOCUMENTS)
    return document, Writer(draw).table(document)


def offset(text: str, place: Place) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


def with_other(document: Any, path: Path, other: str) -> Any:
    """The document with one leaf changed."""
    if not path:
        return other
    head, *rest = path
    items = document.items() if isinstance(document, dict) else enumerate(document)
    changed = {k: with_other(v, tuple(rest), other) if k == head else v for k, v in items}
    return changed if isinstance(document, dict) else list(changed.values())


@given(written())
@settings(deadline=None)
def test_what_stands_at_a_leafs_place_is_that_leaf_and_no_other(
    example: tuple[dict[str, Any], str],
) -> None:
    document, text = example
    assert tomli.loads(text) == document
    found = places(text)
    for path, leaf in leaves(document):
        at = offset(text, found.value(path))
        spelling = next(way for way in spellings(leaf)[::-1] if text.startswith(way, at))
        changed = text[:at] + '"another"' + text[at + len(spelling) :]
        assert tomli.loads(changed) == with_other(document, path, "another")


@given(written())
@settings(deadline=None)
def test_every_leaf_has_a_key_of_its_own_before_its_value(
    example: tuple[dict[str, Any], str],
) -> None:
    document, text = example
    found = places(text)
    paths = [path for path, _ in leaves(document)]
    assert len({found.key(path) for path in paths}) == len(paths)
    for path in paths:
        name, key, value = path[-1], found.key(path), found.value(path)
        if isinstance(name, int):
            assert key == value
        else:
            assert key < value
            at = offset(text, key)
            assert any(text.startswith(way, at) for way in [name, *quotations(name)])


@given(written())
@settings(deadline=None)
def test_windows_line_ends_change_no_place(example: tuple[dict[str, Any], str]) -> None:
    document, text = example
    unix, windows = places(text), places(text.replace("\n", "\r\n"))
    for path, _ in leaves(document):
        assert (unix.key(path), unix.value(path)) == (windows.key(path), windows.value(path))
