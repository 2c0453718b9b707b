"""A document as the bytes of a file."""

from collections.abc import Mapping
from typing import Any

from taskmatrix.reports.document import Document


def rendered(document: Document, data: Mapping[str, Any], form: str, folder: str | None) -> bytes:
    """Return a document as `md`, `html` or `docx`; `folder` is that of `taskmatrix.toml`.

    Raises BadInput where the user's own template is broken.
    """
    if form == "docx":
        return _in_word(document, folder)
    if form == "html":
        from taskmatrix.reports.writers.page import page

        return "".join(page(document, data, folder)).encode()
    from taskmatrix.reports.writers.markdown import markdown

    return "".join(markdown(document, data, folder)).encode()


def _in_word(document: Document, folder: str | None) -> bytes:
    from taskmatrix.reports.writers.broken import BrokenTemplate
    from taskmatrix.reports.writers.templates import broken, own_template
    from taskmatrix.reports.writers.word import docx

    path = own_template(document.kind, "docx", folder)
    if path is None:
        return docx(document)
    try:
        return docx(document, path.read_bytes())
    except BrokenTemplate as error:
        raise broken(path, error.line, error.message) from error
