"""A notice's file, whatever its format, to text: known by its content, not by its name."""

import re

from taskmatrix.notices.formats.source import Source, Unusable
from taskmatrix.notices.text import NotText, decoded

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLD_WORD = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    rb"\s*<(?:p|div|h[1-6]|table|span|article|section|center)\b[^<>]*>", re.IGNORECASE
)
_NULLS = (b"\xff\xfe", b"\xfe\xff")
BEGINNING = 4096
"""Bytes in which a format shows itself."""


def source_of(data: bytes) -> Source:
    """Read the bytes of a notice: DOCX, PDF, HTML, or text in UTF-8, GB18030, UTF-16."""
    from taskmatrix.notices.formats.traditional import simplified

    return simplified(_read(data))


def _read(data: bytes) -> Source:
    head = data[:BEGINNING]
    if b"%PDF-" in head[:1024]:
        from taskmatrix.notices.formats import pdf

        return pdf.read(data)
    if head.startswith(b"PK\x03\x04"):
        from taskmatrix.notices.formats import word

        return word.read(data)
    if head.startswith(_OLD_WORD):
        raise Unusable("old-word")
    if head.startswith(_PICTURES) and (b"\0" in head or head.startswith(b"\xff\xd8")):
        raise Unusable("picture")
    if is_html(head):
        from taskmatrix.notices.formats import html

        return html.read(data)
    try:
        return Source(decoded(data))
    except NotText:
        raise Unusable("no-text") from None


def is_html(head: bytes) -> bool:
    """Whether the beginning of a file is that of a web page, or of a piece of one."""
    if head.startswith(_NULLS):
        head = head.replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(_PAGE.search(head) or _FRAGMENT.match(head)) or head.count(b"</p>") > 2
