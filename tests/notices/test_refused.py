"""Files that are no notice, or cannot be read: refused with the reason and the next step."""

import zipfile

import pytest
from notices.printed import as_docx, as_pdf, locked, put

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "damaged.docx": (as_docx()[:2000], "damaged"),
    "holes.docx": (as_docx().replace(b"word/document.xml", b"word/documend.xml"), "damaged"),
    "damaged.pdf": (b"%PDF-1.7\nhello", "damaged"),
    "locked.pdf": (locked("geheim"), "password"),
    "scan.pdf": (as_pdf([[], []]), "no text layer"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
    "picture.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
    "notice.doc": (OLE, "save it as DOCX"),
    "notice.rtf": (b"{\\rtf1\\ansi hello}", "save it as DOCX"),
    "program": (b"\x7fELF\0\x01\xff\xfe\xfa", "no text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason(office, name):
    data, reason = REFUSED[name]
    done = office("plan", "draft", put(office, name, data), LANG="en_US.UTF-8")
    assert (done.status, done.out) == (5, "")
    assert reason in done.err


def test_an_archive_of_something_else_is_refused(office):
    with zipfile.ZipFile(office.folder / "notice.ofd", "w") as archive:
        archive.writestr("OFD.xml", "<ofd/>")
    done = office("plan", "draft", "notice.ofd", LANG="en_US.UTF-8")
    assert done.status == 5
    assert "no Word document" in done.err


def test_a_document_that_unfolds_to_gigabytes_is_refused(office):
    with zipfile.ZipFile(office.folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300 * 1024**2))
    done = office("plan", "draft", "bomb.docx", LANG="en_US.UTF-8")
    assert done.status == 5
    assert "unfolds" in done.err


def test_a_reader_that_is_not_installed_is_named(office):
    blocked = office.folder / "blocked" / "pypdf"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError")
    put(office, "notice", as_pdf())
    done = office("plan", "draft", "notice", PYTHONPATH=str(blocked.parent), LANG="en_US.UTF-8")
    assert done.status == 5
    assert "pip install 'taskmatrix[pdf]'" in done.err
