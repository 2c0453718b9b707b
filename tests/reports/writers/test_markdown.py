"""A document in Markdown: a CommonMark parser finds the same headings, texts and cells."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from reports.writers.samples import AWKWARD, HEAT, signs, whole

from taskmatrix.reports.document import Document, Field, Figure, Form, Paragraph, Span
from taskmatrix.reports.pictures.heatmap import HeatMap
from taskmatrix.reports.text import visible
from taskmatrix.reports.writers.markdown import markdown

pytestmark = pytest.mark.usefixtures("chinese")

PARSER = MarkdownIt("commonmark").enable("table")
HARMLESS = {"text", "softbreak", "hardbreak", "strong_open", "strong_close"}


def parsed(document: Document) -> list[tuple[str, str]]:
    """Return what each heading, paragraph, cell or fence says, as a parser reads it."""
    return list(_read("".join(markdown(document, {}, None))))


def _read(text: str) -> Iterator[tuple[str, str]]:
    opened = ""
    for token in PARSER.parse(text):
        if token.type == "fence":
            yield "fence", token.content
        elif token.type == "inline":
            yield opened, _said(token)
        elif token.nesting == 1:
            opened = token.tag


def _said(token: Any) -> str:
    assert {child.type for child in token.children} <= HARMLESS
    pieces = (" " if child.type.endswith("break") else child.content for child in token.children)
    return " ".join("".join(pieces).split())


def plain(text: str) -> str:
    return " ".join(visible(text).split())


@pytest.mark.parametrize("text", AWKWARD)
def test_texts_are_shown_to_the_letter(text: str) -> None:
    found = parsed(whole(text))
    said = plain(text)
    assert ("h1", plain(f"题 {text}")) in found
    assert ("h2", f"一、{said}") in found
    assert ("h3", f"（一）{said}") in found
    assert found.count(("p", said)) == 3  # paragraph, caption, note
    assert ("p", f"{said}，红{said}") in found
    assert ("th", said) in found
    assert found.count(("td", said)) == 3


@given(text=signs)
def test_no_text_becomes_structure(text: str) -> None:
    tags = [tag for tag, _text in parsed(whole(text)) if tag != "p"]
    cells = ["th"] * 3 + ["td"] * 6
    heads = ["h1", "h2", "h3"]
    assert tags == [*heads, *cells, "fence", "h2", "h3", *["th"] * 4, *["td"] * 4]


def test_bold_is_bold_also_where_signs_follow() -> None:
    text = (
        Span("（一）", "strong"),
        Span("优化底座（省数据局牵头）。", "strong"),
        Span("进度四成。"),
    )
    said = "".join(markdown(whole()._replace(blocks=(Paragraph(text),)), {}, None))
    assert "（**一）优化底座（省数据局牵头**）。进度四成。" in said
    assert "strong_open" in str(PARSER.parse(said))


def test_a_line_in_bold_keeps_its_brackets() -> None:
    figure = Figure(HeatMap(HEAT), "算力规模 (PFLOPS)")
    form = Form([[Field("Issued by (seal)", "省发展改革委")]])
    said = "".join(markdown(whole()._replace(blocks=(figure, form)), {}, None))
    assert "算力规模 (PFLOPS)**" in said
    assert "**Issued by (seal)**" in said
    assert str(PARSER.parse(said)).count("strong_open") == 5


def test_a_number_is_escaped_only_where_it_would_begin_a_list() -> None:
    blocks = (Paragraph("附件：1.进展情况表\n2.指标情况表\n3. 名单"),)
    said = "".join(markdown(whole()._replace(blocks=blocks), {}, None))
    assert "\n2.指标情况表\\\n3\\. 名单" in said
    assert "list_open" not in str(PARSER.parse(said))


def test_a_picture_is_fenced_as_a_terminal_shows_it() -> None:
    drawn = dict(parsed(whole()))["fence"]
    assert "```" in drawn  # in the title of the task, and yet within the fence
    assert "红" in drawn


def test_columns_say_how_they_are_aligned() -> None:
    text = "".join(markdown(whole(), {}, None))
    assert "| 序号 | 正文 | 灯 |\n| :-: | --- | --: |\n| 1 | 正文 | 黄 |\n" in text


def test_a_field_of_a_form_is_a_line_of_a_list() -> None:
    assert ("p", "单位：正文") in parsed(whole())
