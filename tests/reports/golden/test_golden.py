"""Documents of a small programme as they are to be, kept beside this file.

Where a document is changed on purpose: `pytest --snapshot-update tests/reports/golden`, then read
the difference.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from conftest import Office
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from reports.golden.programme import MONTH_END, TODAY, golden
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

DOCUMENTS = {
    "weekly": ("weekly", "--today", TODAY),
    "monthly": ("monthly", "--month", "2026-03", "--today", MONTH_END),
    "briefing": ("briefing", "--today", TODAY),
    "unit": ("unit", "省数据局", "--today", TODAY),
    "task": ("task", "P/2", "--today", TODAY),
    "slip": ("slip", "2", "--today", TODAY),
}
every_document = pytest.mark.parametrize("name", DOCUMENTS)


class Text(SingleFileSnapshotExtension):
    """A golden document in a file of its own, for a reviewer to open."""

    _write_mode = WriteMode.TEXT


class Markdown(Text):
    file_extension = "md"


class Page(Text):
    file_extension = "html"


class Outline(Text):
    file_extension = "txt"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with the golden programme; for tests that only read."""
    return golden(Office(tmp_path_factory.mktemp("golden")))


def written(office: Office, name: str, path: Path, language: str = "zh") -> bytes:
    """Write a document into a file and read it."""
    office.ok("--lang", language, "report", *DOCUMENTS[name], "-o", path)
    return path.read_bytes()


@every_document
@pytest.mark.parametrize("language", ["zh", "en"])
def test_markdown(
    finished: Office, tmp_path: Path, name: str, language: str, snapshot: SnapshotAssertion
) -> None:
    text = written(finished, name, tmp_path / "document.md", language).decode()
    assert text == snapshot(extension_class=Markdown)


@every_document
def test_page(finished: Office, tmp_path: Path, name: str, snapshot: SnapshotAssertion) -> None:
    text = written(finished, name, tmp_path / "document.html").decode()
    assert text == snapshot(extension_class=Page)


@every_document
def test_word(finished: Office, tmp_path: Path, name: str, snapshot: SnapshotAssertion) -> None:
    content = written(finished, name, tmp_path / "document.docx")
    outline = "\n".join(_outline(python_docx.Document(BytesIO(content)))) + "\n"
    assert outline == snapshot(extension_class=Outline)


def _outline(document: Opened) -> Iterator[str]:
    """A Word document as text: its pages, then each paragraph with its style, each table."""
    for number, section in enumerate(document.sections, 1):
        width, height = section.page_width, section.page_height
        assert width is not None
        assert height is not None
        yield f"# section {number}: {width.mm:.0f} x {height.mm:.0f} mm"
        for place, part in (("header", section.header), ("footer", section.footer)):
            yield f"# {place}: " + " / ".join(text.text for text in part.paragraphs)
    for element in document.element.body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            yield f"[{paragraph.style.name}] {paragraph.text}".rstrip()
        elif element.tag == qn("w:tbl"):
            yield from _rows(Table(element, document))


def _rows(table: Table) -> Iterator[str]:
    yield f"[table {table.style.name if table.style else '-'}]"
    for row in table.rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)  # one that spans columns stands once
        texts = (_Cell(cell, table).text.replace("\n", " / ") for cell in cells)
        yield f"| {' | '.join(texts)} |"
