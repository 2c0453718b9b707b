"""Whatever stands in a plan file: never an exception, and every problem at a place inside it."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import SMALL
from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.plans.problems import MESSAGES, Problem
from taskmatrix.plans.reader import read_files

TEXT = dedent(SMALL).lstrip()
LINES = TEXT.splitlines(keepends=True)
SIGNS = "[ ] { } = \" ' , . # \n \r\n \r \t \\ \\u001b \0 \ufeff \u2028 \x85 省 é 𝄞 [[ ]] [{}]"
VALUES = (
    'nan 1e999 0x1 true {} 0000-00-00 2027-02-30 9999-12-31 "P/1" "1.1" "N" "各市政府" "年底前"'
)
TABLES = ["[plan]\n", "[[unit]]\n", "[supervision]\n", "[task.x]\n", "a.b = 1\n", 'parent = "P"\n']
FRAGMENTS = [*LINES, *SIGNS.split(" "), *VALUES.split(" "), *TABLES]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "plan.toml"


def read(*files: tuple[Path, bytes]) -> list[Problem]:
    """Read files as one programme; hold every problem to what is promised of it."""
    for path, data in files:
        path.write_bytes(data)
    problems = read_files([(path, path.name) for path, _ in files]).problems
    lines = {path.name: data.decode("utf-8", "replace").split("\n") for path, data in files}
    for problem in problems:
        line, column = problem.place or (0, 0)
        text = lines.get(problem.file, [""])
        assert 1 <= line <= len(text), problem
        assert 1 <= column <= len(text[line - 1]) + 1, problem
        assert problem.code in MESSAGES
        assert not re.search(r"\bNone\b|\bdate\(|\(\)|<\w+ ", problem.message), problem.message
        assert problem.hint is None or "{" not in problem.hint.replace(problem.near or "", "")
    return problems


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The small programme, with a few pieces replaced, moved or left out."""
    text = TEXT
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        text = text[:start] + draw(st.sampled_from(FRAGMENTS) | st.text(max_size=5)) + text[end:]
    return text


@st.composite
def reordered(draw: st.DrawFn) -> str:
    """Lines of the small programme, more of them than not still TOML."""
    pieces = re.split(r"\n(?=\n\[)", TEXT)
    chosen = draw(st.lists(st.sampled_from(pieces[1:]), max_size=8))
    lines = "\n".join([*draw(st.sampled_from([[], pieces[:1]])), *chosen]).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        line = draw(st.integers(0, len(lines) - 1))
        key, _equals, value = lines[line].partition("=")
        other = draw(st.sampled_from(["1", '""', '"x"', "[]", '["x"]', "{}", "2027-02-30", value]))
        name = draw(st.sampled_from([key, "lead ", "parent ", "tier ", "after ", "members "]))
        lines[line] = f"{name}= {other}"
    return "\n".join(lines)


@given(mutated())
@settings(deadline=None, max_examples=400)
def test_text(file, text):
    read((file, text.encode("utf-8", "surrogatepass")))


@given(reordered())
@settings(deadline=None, max_examples=400)
def test_tables_and_values_that_are_toml(file, text):
    read((file, text.encode()))


@given(mutated(), mutated())
@settings(deadline=None, max_examples=100)
def test_two_files(file, one, other):
    read((file, one.encode()), (file.with_name("other.toml"), other.encode()))


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_bytes(file, data):
    encoded = TEXT.encode(data.draw(st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig"])))
    at = data.draw(st.integers(0, len(encoded)))
    cut = data.draw(st.integers(0, 3))
    read((file, encoded[:at] + data.draw(st.binary(max_size=4)) + encoded[at + cut :]))


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=200)
def test_bytes_of_any_kind(file, data):
    read((file, data))
