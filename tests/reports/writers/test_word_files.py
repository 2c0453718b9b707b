"""Files of Word: texts of any kind, whose they are, the same bytes, a template of the user's."""

import os
import re
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from reports.writers.samples import AWKWARD, signs, whole
from reports.writers.worded import eastern, holding, mm, opened, styled

from taskmatrix.reports.document import Paragraph
from taskmatrix.reports.writers.broken import BrokenTemplate
from taskmatrix.reports.writers.word import docx

pytestmark = pytest.mark.usefixtures("chinese")


def legal(text: str) -> str:
    """What is left of a text: no control characters, no half characters, nothing that turns it."""
    turning = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    kept = (
        sign
        for sign in text
        if sign in "\t\n"
        or (ord(sign) >= 32 and not 0xD800 <= ord(sign) < 0xE000 and sign not in turning)
    )
    return "".join(sign for sign in kept if sign not in "\ufffe\uffff").replace("\t", " ")


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_arrive_as_they_were_written(text: str) -> None:
    document = opened(whole(text))
    assert styled(document, "TM Title") == [f"题 {legal(text)}"]
    assert styled(document, "TM Body")[0] == legal(text)
    assert document.tables[0].cell(1, 1).text == legal(text)
    assert document.core_properties.title == f"题 {legal(text)}"


@given(signs)
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_a_document(text: str) -> None:
    document = opened(holding(Paragraph(text), title=text))
    assert styled(document, "TM Body") == [legal(text)]


def test_a_file_tells_the_day_of_the_document_and_no_other() -> None:
    made = docx(whole())
    properties = python_docx.Document(BytesIO(made)).core_properties
    assert properties.author == properties.last_modified_by == "省发展改革委"
    assert properties.created.date() == properties.modified.date() == datetime(2026, 11, 20).date()
    with ZipFile(BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = b"".join(file.read(name) for name in file.namelist())
    days = set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+", parts))
    assert days == {b"2026-11-20T00:00:00"}


def test_the_same_document_has_the_same_bytes_wherever_it_is_written() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "from reports.writers.samples import whole\n"
        "from taskmatrix.reports.writers.word import docx\n"
        "print(hashlib.sha256(docx(whole())).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANGUAGE": "zh"},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati"))
    }
    assert len(sums) == 1


@pytest.fixture
def template() -> bytes:
    """A document of a user's: its own page, foot and title; and a head."""
    document = python_docx.Document()
    document.add_paragraph("说明文字，不进公文")
    title = document.styles.add_style("TM Title", 1)
    title.font.color.rgb = RGBColor(0, 0, 0x80)
    title.font.size = Pt(30)
    section = document.sections[0]
    section.left_margin = Mm(40)
    section.header.paragraphs[0].text = "草稿"
    section.footer.paragraphs[0].text = "某省"
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def test_a_template_of_ones_own_gives_page_feet_and_styles(template: bytes) -> None:
    document = opened(whole(), template)
    assert document.styles["TM Title"].font.color.rgb == RGBColor(0, 0, 0x80)
    assert document.styles["TM Title"].font.size == Pt(30)
    assert eastern(document, "TM Body") == "仿宋_GB2312"
    section = document.sections[0]
    assert mm(section.left_margin) == 40
    assert [line.text for line in section.header.paragraphs] == ["草稿　模拟数据"]
    assert [line.text for line in section.footer.paragraphs] == ["某省"]
    assert "说明文字，不进公文" not in [line.text for line in document.paragraphs]
    assert styled(document, "TM Title") == ["题 正文"]
    assert docx(whole(), template) == docx(whole(), template)


def test_a_style_of_another_name_keeps_its_id() -> None:
    theirs = python_docx.Document()
    other = theirs.styles.add_style("某样式", 1)
    other.element.set(qn("w:styleId"), "TMBody")
    made = BytesIO()
    theirs.save(made)
    document = opened(whole(), made.getvalue())
    ids = document.styles.element.xpath("w:style/@w:styleId")
    assert len(ids) == len(set(ids))
    assert styled(document, "TM Body")[0] == "正文"


def test_feet_of_earlier_sections_of_a_template_hold_in_its_last() -> None:
    theirs = python_docx.Document()
    theirs.sections[0].footer.paragraphs[0].text = "内部资料"
    theirs.add_section()
    made = BytesIO()
    theirs.save(made)
    (section,) = opened(holding(Paragraph("正文")), made.getvalue()).sections
    assert [line.text for line in section.footer.paragraphs] == ["内部资料"]


def test_a_draft_may_be_the_template_of_what_is_issued() -> None:
    draft = docx(whole())
    made = docx(holding(Paragraph("正文"), marks=()), draft)
    with ZipFile(BytesIO(made)) as file:
        assert not any("草稿" in file.read(name).decode() for name in file.namelist())
        feet = [file.read(name).decode() for name in file.namelist() if "footer" in name]
    assert sorted(re.findall('w:jc w:val="([a-z]+)"', "".join(feet))) == ["left", "right"]
    assert docx(whole(), draft) == docx(whole(), docx(whole(), draft))


def packed(**entries: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name, text in entries.items():
            file.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("content", [b"", b"no document", packed(a="b"), packed(word="<w")])
def test_what_is_no_document_is_no_template(content: bytes) -> None:
    with pytest.raises(BrokenTemplate):
        docx(whole(), content)
