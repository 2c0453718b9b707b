"""Where a document goes: standard output, or a file that is written whole or not at all."""

import os
import sys
from collections.abc import Iterable

SUFFIXES = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".html": "html",
    ".docx": "docx",
}
BYTE_ORDER_MARK = "\ufeff"


def format_of(path: str) -> str | None:
    """Return the format that a file's suffix stands for."""
    return SUFFIXES.get(os.path.splitext(path)[1].lower())  # noqa: PTH122


def write(pieces: Iterable[str | bytes], path: str | None, form: str) -> None:
    """Write a document. JSON is UTF-8 everywhere; a CSV file begins as Excel wants it.

    What comes as bytes is DOCX, or text in UTF-8.
    """
    if path is None:
        _to_stdout(pieces, form)
        return
    from taskmatrix.reports.files import whole_file

    with whole_file(path) as file:
        if form == "csv":
            file.write(BYTE_ORDER_MARK.encode())
        for piece in pieces:
            file.write(piece if isinstance(piece, bytes) else piece.encode())


def _to_stdout(pieces: Iterable[str | bytes], form: str) -> None:
    if sys.stdout is None:  # closed by the shell: `>&-`
        return
    encoding = sys.stdout.encoding or "utf-8"
    if form in ("json", "html") or encoding.lower() in ("utf-8", "utf8"):
        encoding = "utf-8"
    out = sys.stdout.buffer
    if form == "json" and sys.stdout.isatty():
        pieces = map(_harmless_json, map(_text, pieces))
    for piece in pieces if form == "docx" else map(_text, pieces):
        out.write(piece if isinstance(piece, bytes) else piece.encode(encoding, "replace"))
    out.flush()


def _text(piece: str | bytes) -> str:
    return piece.decode() if isinstance(piece, bytes) else piece


def _harmless_json(text: str) -> str:
    """Return JSON that says the same without the signs that steer some terminals."""
    steering = (char for char in map(chr, range(0x7F, 0xA0)) if char in text)
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in steering})
