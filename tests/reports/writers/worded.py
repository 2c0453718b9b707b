"""Documents in Word as they are opened again."""

from io import BytesIO
from typing import Any

import docx as python_docx
from docx.document import Document as Opened
from docx.oxml.ns import qn

from taskmatrix.reports.document import Document
from taskmatrix.reports.writers.word import docx


def opened(document: Document, template: bytes | None = None) -> Opened:
    return python_docx.Document(BytesIO(docx(document, template)))


def holding(*blocks: Any, **changes: Any) -> Document:
    """A document of these blocks and a title."""
    plain = Document("weekly", "zh", "2026-11-20", "督查周报", "", None, (), blocks)
    return plain._replace(**changes)


def styled(document: Opened, style: str) -> list[str]:
    return [text.text for text in document.paragraphs if text.style.name == style]


def eastern(document: Opened, style: str) -> str | None:
    """The font of Chinese characters in a style."""
    fonts = document.styles[style].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return fonts.get(qn("w:eastAsia"))


def mm(length: Any) -> int:
    """A length in whole millimetres."""
    return round(length.mm)
