"""The text layer of a PDF, line by line."""

import logging
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from taskmatrix.notices.formats.source import LONGEST, Source, Unusable
from taskmatrix.notices.model import Note, Unread

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
    if not any(page.text.strip() or page.unclear for page in pages):
        raise Unusable("scan")
    notes = [Note("lines")]
    for code, told in (
        ("empty-pages", [page.number for page in pages if not (page.text.strip() or page.unclear)]),
        ("unmapped", [page.number for page in pages if page.unmapped]),
    ):
        if told:
            notes.append(Note(code, "、".join(map(str, told))))
    return Source("".join(f"{page.text}\n" for page in pages), tuple(notes), tuple(_aside(pages)))


class _Page(NamedTuple):
    number: int
    text: str
    unmapped: bool
    unclear: list[tuple[int, str]]


def _pages(reader: "PdfReader") -> list[_Page]:
    from taskmatrix.notices.formats.placed import page_of, rows_on

    pages = []
    size = 0
    for page in reader.pages:
        pages.append(page_of(page))
        size += sum(map(len, pages[-1].lines))
        if size > LONGEST:
            raise Unusable("too-much")
    for place, line, cells in rows_on(pages):
        pages[place].put(line, cells)
    return [
        _Page(number, "\n".join(read.lines), _is_unmapped(page), read.unclear)
        for number, (page, read) in enumerate(zip(reader.pages, pages, strict=True), 1)
    ]


def _aside(pages: Iterable[_Page]) -> Iterator[Unread]:
    """Yield the lines of tables whose columns are not clear, counted over all pages."""
    before = 1
    for page in pages:
        yield from (Unread(before + line, text, "columns") for line, text in page.unclear)
        before += page.text.count("\n") + 1


def _is_unmapped(page: "PageObject") -> bool:
    """Whether a font numbers its glyphs and does not say which characters they are."""
    resources: Any = page.get("/Resources") or {}
    fonts = resources.get_object().get("/Font") if resources else None
    return any(
        font.get_object().get("/Encoding") in ("/Identity-H", "/Identity-V")
        and "/ToUnicode" not in font.get_object()
        for font in (fonts.get_object().values() if fonts else ())
    )
