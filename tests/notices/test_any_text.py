"""Whatever is handed over, a draft comes out: no exception, a plan that parses, in linear time."""

import tomllib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from taskmatrix.notices.draft import draft
from taskmatrix.notices.text import NotText, decoded
from taskmatrix.notices.writer import toml

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "examples").glob("*.txt"))
]
SIGNS = "（）〔〕()[]【】《》“”、，。；：,:;. \n\t　|①②一二三十1290年月底前等和及与"
WORDS = (
    "责任单位： 牵头单位： 配合单位： 按职责分工负责 牵头 配合 省教育厅 各市 县人民政府 "
    "省直有关部门 （一） 一、 1. 2027年底前 以下均需 不再列出 下同"
).split()
NOVEL = "信是由他的兄弟写的，负责送信的人已经走了。“你来了？”她问。第二天，他们牵着马上路。\n"

settings.register_profile("notices", deadline=None)


def is_drafted(text: str) -> None:
    read = draft(text)
    plan = tomllib.loads("".join(toml(read)))
    numbers = [task["number"] for task in plan.get("task", [])]
    assert len(numbers) == len(set(numbers))
    named = {"responsible", "lead", "support"}
    alone = {task["number"] for task in plan.get("task", []) if named & set(task)}
    assert not alone & {number.rpartition(".")[0] for number in numbers}
    assert all(1 <= each.line <= text.count("\n") + 1 for each in read.unread)


@settings(settings.get_profile("notices"), max_examples=300)
@given(st.text())
def test_any_text(text):
    is_drafted(text)


@settings(settings.get_profile("notices"), max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS)), max_size=80))
def test_any_row_of_the_grammars_own_words(pieces):
    is_drafted("".join(pieces))


@settings(settings.get_profile("notices"), max_examples=200)
@given(st.sampled_from(EXAMPLES), st.data())
def test_a_truncated_notice(text, data):
    first = data.draw(st.integers(0, len(text)))
    is_drafted(text[first : data.draw(st.integers(first, len(text)))])


@settings(settings.get_profile("notices"), max_examples=200)
@given(st.binary())
def test_any_bytes_are_text_or_are_refused(data):
    try:
        text = decoded(data)
    except NotText:
        return
    is_drafted(text)


def test_a_novel_holds_no_task():
    read = draft(NOVEL * 200)
    assert (read.tasks, read.unread) == ((), ())
