"""A document as a page: all that was said, nothing that runs, sound to those who hear it."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from lxml import html
from reports.writers.samples import AWKWARD, signs, whole

from taskmatrix.reports.document import Document, Paragraph
from taskmatrix.reports.text import visible
from taskmatrix.reports.writers.page import page

pytestmark = pytest.mark.usefixtures("chinese")

LIGHTS = {"red": 3, "yellow": 2, "grey": 0, "green": 1, "done": 0}


def page_of(document: Document, data: dict[str, Any] | None = None) -> Any:
    text = "".join(page(document, data or {}, None))
    return html.document_fromstring(text.replace("<br>", " "))


def texts(root: Any, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in root.xpath(path)]


def plain(text: str) -> str:
    return " ".join(visible(text).split())


@given(text=signs)
def test_nothing_that_people_write_runs(text: str) -> None:
    root = page_of(whole(text))
    assert not root.xpath("//script | //img | //a[not(starts-with(@href, '#'))]")
    assert not root.xpath("//@*[starts-with(name(), 'on')]")
    assert len(root.xpath("//style[not(ancestor::svg)]")) == 1
    assert len(root.xpath("//table")) == 2


@pytest.mark.parametrize("text", AWKWARD)
def test_texts_are_shown_to_the_letter(text: str) -> None:
    root, said = page_of(whole(text)), plain(text)
    assert plain(f"题 {text}") in texts(root, "//h1")
    assert f"一、{said}" in texts(root, "//h2")
    assert [*texts(root, "//thead/tr/th[2]")] == [said, said]
    assert said in texts(root, "//tbody/tr/td[1]")
    assert said in texts(root, "//dd")
    strong = root.xpath("//p/strong")
    assert " ".join(strong[0].text_content().split()) == said


def test_a_line_end_is_a_line_end() -> None:
    document = whole()._replace(blocks=(Paragraph("行一\n行二"),))
    assert "<p>行一<br>行二</p>" in "".join(page(document, {}, None))


def test_lights_have_letters_beside_their_colours() -> None:
    root = page_of(whole())
    assert texts(root, "//b[@class='light red']") == ["红"]
    assert texts(root, "//td/b[@class='light yellow']") == ["黄"]


def test_the_lights_of_all_tasks_stand_above() -> None:
    data = {"totals": {"lights": LIGHTS}, "before": {"lights": {**LIGHTS, "red": 1}}}
    counts = texts(page_of(whole(), data), "//div[@class='lights']//li")
    assert counts == ["红 3 红灯 +2", "黄 2 黄灯", "灰 0 灰灯", "绿 1 绿灯", "结 0 办结"]
    assert not page_of(whole()).xpath("//div[@class='lights']")


def test_headings_follow_each_other() -> None:
    levels = [int(node.tag[1]) for node in page_of(whole()).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_heads_of_columns_and_rows_are_told() -> None:
    root = page_of(whole())
    assert {th.get("scope") for th in root.xpath("//thead//th")} == {"col"}
    assert {th.get("scope") for th in root.xpath("//tbody//th")} == {"row"}


def test_an_annex_begins_a_page_and_may_lie_on_its_side() -> None:
    annex = page_of(whole()).xpath("//section")[0]
    assert annex.get("class") == "sheet annex wide"
    assert texts(annex, "h2") == ["表 正文"]


def test_drafts_and_simulated_data_are_marked_on_every_page_of_paper() -> None:
    text = "".join(page(whole(), {}, None))
    assert "@top-right { content: " in text
    assert texts(html.document_fromstring(text), "//p[@class='marks']/span") == ["草稿", "模拟数据"]


def test_languages_are_told_apart() -> None:
    assert page_of(whole()).get("lang") == "zh-CN"
    english = page_of(whole("led by 省数据局", "en"))
    assert english.get("lang") == "en"
    assert "省数据局" in texts(english, "//p/span[@lang='zh-CN']")
    assert texts(page_of(whole("Large models")), "//p/span[@lang='en']")[0] == "Large models"


def test_a_page_needs_no_other_file() -> None:
    text = "".join(page(whole(), {}, None))
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import", text)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert list(page(whole(), {}, None)) == list(page(whole(), {}, None))
