"""A document in a terminal: nothing beyond its width, nothing that steers it, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports.writers.samples import AWKWARD, signs, whole

from taskmatrix.reports.document import Column, Document, Paragraph, Span, Table
from taskmatrix.reports.text import printable, visible, width_of
from taskmatrix.reports.writers.screen import screen

pytestmark = pytest.mark.usefixtures("chinese")

ONLY = Document("weekly", "zh", "2026-11-20", "题", "", None, (), ())


def text_of(document: Document, width: int, color: bool = False) -> str:
    return "".join(screen(document, width, color))


def solid(text: str) -> str:
    return "".join(text.split())


@given(text=signs, width=st.integers(40, 200), language=st.sampled_from(("zh", "en")))
def test_no_line_is_wider_than_the_terminal(text: str, width: int, language: str) -> None:
    for line in screen(whole(text, language), width, False):
        assert line.endswith("\n")
        assert width_of(line.rstrip("\n")) <= width


@given(text=signs, width=st.integers(40, 200))
def test_the_terminal_is_not_steered(text: str, width: int) -> None:
    for line in screen(whole(text), width, False):
        assert visible(line[:-1]) == line[:-1]


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("width", [40, 80, 160])
def test_every_text_is_there_whole(text: str, width: int) -> None:
    said = solid(text_of(whole(text)._replace(blocks=whole(text).blocks[:2]), width))
    assert said.count(solid(printable(text))) == 4  # title, subtitle, heading, paragraph


@given(cells=st.lists(st.tuples(signs, signs, signs), max_size=4), width=st.integers(40, 120))
def test_a_table_loses_nothing(cells: list[tuple[str, str, str]], width: int) -> None:
    columns = [Column("甲", 1), Column("乙", 1, "right"), Column("丙", 1, "center")]
    table = Table(columns, lambda: cells)
    said = text_of(ONLY._replace(blocks=(table,)), width)
    for row in cells:
        for char in solid(printable("".join(row).replace("\n", " "))):
            assert char in said


def test_a_table_that_does_not_fit_is_stacked() -> None:
    heads = ["序号", "任务名称", "牵头单位", "完成时限", "进展情况", "存在问题"]
    row = ["1", "优化算力支撑底座", "省数据局", "2026-12-31", "已完成选址论证", "用地指标未落实"]
    table = Table([Column(head, 1) for head in heads], lambda: [row])
    narrow = text_of(ONLY._replace(blocks=(table,)), 40)
    assert "牵头单位 省数据局  完成时限 2026-12-31\n" in narrow
    wide = text_of(ONLY._replace(blocks=(table,)), 120)
    assert "  ".join(row[1:3]) in wide


def test_heads_too_long_for_a_column_are_shown_whole() -> None:
    head = "需省直有关部门协调解决的问题和困难以及相关建议"
    columns = [Column(f"{head}{number}", 1) for number in range(4)]
    table = Table(columns, lambda: [["无"] * 4])
    lines = text_of(ONLY._replace(blocks=(table,)), 40).splitlines()
    assert all(width_of(line) <= 40 for line in lines)
    assert solid("".join(lines)).count(head) == 4


def test_cells_wrap_and_keep_their_columns() -> None:
    columns = [Column("编号", 1), Column("进展", 9), Column("灯", 1, "right")]
    long = "已完成选址论证，正在开展能评审批，预计十二月上旬开工。" * 2
    table = Table(columns, lambda: [("LN/1", long, "红"), ("LN/2", "无", "绿")])
    lines = text_of(ONLY._replace(blocks=(table,)), 50).splitlines()
    begun = next(line for line in lines if line.startswith("LN/1"))
    assert begun.endswith("红")
    assert width_of(begun) == 50
    assert lines[lines.index(begun) + 1].startswith(" " * 6)


def test_looks_are_colours_where_there_are_any() -> None:
    text = (Span("省数据局", "strong"), Span("亮"), Span("红", "red"))
    document = ONLY._replace(blocks=(Paragraph(text),))
    assert "\x1b" not in text_of(document, 80)
    colored = text_of(document, 80, color=True)
    assert "\x1b[1m省数据局\x1b[0m亮\x1b[31m\x1b[1m红\x1b[0m" in colored


def test_chinese_paragraphs_begin_two_characters_in() -> None:
    blocks = (Paragraph("第一段"), Paragraph("第二段"))
    assert "\n    第一段\n    第二段\n" in text_of(ONLY._replace(blocks=blocks), 80)
    english = ONLY._replace(language="en", blocks=(Paragraph("One."), Paragraph("Two.")))
    assert "\nOne.\n\nTwo.\n" in text_of(english, 80)


def test_a_form_shows_its_fields_and_leaves_no_room_for_ink() -> None:
    said = text_of(whole("省数据局"), 80)
    assert "编号  31\n单位  省数据局\n回复\n" in said
