"""A notice's file, or standard input, to a draft."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from taskmatrix.errors import BadInput, NotFound, no_path
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.notices.draft import draft
from taskmatrix.notices.formats import source_of
from taskmatrix.notices.formats.source import Source, Unusable
from taskmatrix.notices.model import Draft

STDIN = "-"
LARGEST = 128 * 1024 * 1024
"""Bytes of a notice's file."""

AS_TEXT = N_("save the notice as plain text, then draft that")
EMPTY = (
    N_("{path} holds no text"),
    N_("is it the notice's file? of a scan or of pictures, recognise the text (OCR) first"),
)
REASONS = {
    "no-text": (N_("{path} is no text in UTF-8 or GB18030"), AS_TEXT),
    "picture": (
        N_("{path} is a picture, not a text"),
        N_("recognise its text (OCR), read it through, then draft the text"),
    ),
    "scan": (
        N_("{path} has no text layer: its pages are pictures"),
        N_("recognise its text (OCR), read it through, then draft the text"),
    ),
    "locked": (
        N_("{path} is protected by a password"),
        N_("save it without the password, then draft that"),
    ),
    "old-word": (
        N_("{path} is a DOC, WPS or RTF file, or a document with a password"),
        N_("open it and save it as DOCX, without a password"),
    ),
    "archive": (
        N_("{path} is an archive, but no Word document (DOCX)"),
        N_("open it and save the notice as DOCX, PDF or plain text"),
    ),
    "damaged-docx": (
        N_("{path} cannot be read as a Word document: it is damaged"),
        N_("open it in Word or WPS and save it anew, or as plain text"),
    ),
    "damaged-pdf": (
        N_("{path} cannot be read as a PDF: it is damaged"),
        N_("fetch it again, or save it as plain text"),
    ),
    "too-much": (
        N_("{path} unfolds to more, or is nested deeper, than a notice can be"),
        AS_TEXT,
    ),
    "missing": (
        N_("{path}: the package that reads this format is not installed"),
        N_("pip install 'taskmatrix[{extra}]'"),
    ),
}
"""What is wrong with a file, and what to do next."""


@dataclass(frozen=True)
class Notice:
    """A notice that was read from a file, `-` for standard input."""

    path: str
    source: Source

    def draft(self, issued: date | None = None) -> Draft:
        """Return its draft; `issued` stands for a day of issue that the text does not say."""
        read = draft(self.source.text, issued)
        unread = sorted((*read.unread, *self.source.aside), key=lambda each: each.line)
        return replace(read, unread=tuple(unread), notes=self.source.notes)


def notice_of(path: str) -> Notice:
    """Read a notice's file, whatever its format."""
    try:
        source = source_of(_data(path))
    except Unusable as error:
        wrong, hint = REASONS[error.why]
        raise BadInput(_(wrong).format(path=path), _(hint).format(extra=error.extra)) from None
    if not source.text.strip():
        wrong, hint = EMPTY
        raise BadInput(_(wrong).format(path=path), _(hint))
    return Notice(path, source)


def _data(path: str) -> bytes:
    if path == STDIN:
        data = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
    else:
        file = Path(path)
        if not file.exists():
            raise no_path(file)
        if file.is_dir():
            raise NotFound(_("{path} is a folder").format(path=path), _("name the notice's file"))
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise BadInput(
            _("{path} is larger than {limit} MB").format(path=path, limit=LARGEST // 1024**2),
            _("a notice is a text of some pages; check the file"),
        )
    return data
