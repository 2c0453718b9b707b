"""The text layer of a PDF, line by line."""

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from taskmatrix.notices.formats.source import LONGEST, Source, Unusable
from taskmatrix.notices.model import Note

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader


def read(data: bytes) -> Source:
    """Read the text layer; a scan has none, and what needs a password stays closed."""
    try:
        import pypdf
    except ImportError:
        raise Unusable("missing", "pdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else _pages(reader)
    except Unusable:
        raise
    except pypdf.errors.DependencyError:
        raise Unusable("locked") from None
    except Exception as error:  # a damaged file may break the reader anywhere
        raise Unusable("damaged-pdf") from error
    if locked:
        raise Unusable("locked")
    if not any(page.text.strip() for page in pages):
        raise Unusable("scan")
    notes = [Note("lines")]
    for code, told in (
        ("empty-pages", [page.number for page in pages if not page.text.strip()]),
        ("unmapped", [page.number for page in pages if page.unmapped]),
    ):
        if told:
            notes.append(Note(code, "、".join(map(str, told))))
    return Source("".join(f"{page.text}\n" for page in pages), tuple(notes))


class _Page(NamedTuple):
    number: int
    text: str
    unmapped: bool


def _pages(reader: "PdfReader") -> list[_Page]:
    pages: list[_Page] = []
    size = 0
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        pages.append(_Page(number, text, _is_unmapped(page)))
        size += len(text)
        if size > LONGEST:
            raise Unusable("too-much")
    return pages


def _is_unmapped(page: "PageObject") -> bool:
    """Whether a font numbers its glyphs and does not say which characters they are."""
    resources: Any = page.get("/Resources") or {}
    fonts = resources.get_object().get("/Font") if resources else None
    return any(
        font.get_object().get("/Encoding") in ("/Identity-H", "/Identity-V")
        and "/ToUnicode" not in font.get_object()
        for font in (fonts.get_object().values() if fonts else ())
    )
