"""Whatever bytes are handed over, they are read or refused; the formats say the same."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices.printed import LINES, TABLE, as_docx, as_html, as_pdf

from taskmatrix.notices.draft import draft
from taskmatrix.notices.formats import source_of
from taskmatrix.notices.formats.source import Unusable
from taskmatrix.notices.text import text_of

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parent / "examples").glob("*.txt"))
    if not text_of(path.read_text(encoding="utf-8")).rows
]
FILES = {
    "docx": as_docx(table=TABLE),
    "html": as_html(table=TABLE).encode(),
    "pdf": as_pdf([LINES[:9], LINES[9:]]),
}
PARTS = {
    name: zipfile.ZipFile(BytesIO(FILES["docx"])).read(name)
    for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
}


def matrix(text: str) -> list[object]:
    """What a draft says, without the places in the file."""
    return [
        (task.number, task.title, [(each.roles, each.open_ended) for each in task.readings],
         [each.printed for each in task.deadlines])
        for task in draft(text).every()
    ]  # fmt: skip


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_reads_the_same_in_every_format(path):
    text = text_of(source_of(path.read_bytes()).text).printed
    lines = text.split("\n")
    pages = [lines[first : first + 40] for first in range(0, len(lines), 40)]
    for data in (as_docx(lines), as_html(lines).encode(), as_pdf(pages)):
        assert matrix(source_of(data).text) == matrix(text)


def is_read_or_refused(data: bytes) -> None:
    try:
        source = source_of(data)
    except Unusable:
        return
    assert all(1 <= each.line <= source.text.count("\n") + 1 for each in source.aside)


def changed(draw, data: bytes) -> bytes:
    """Some bytes with a piece cut out, or others put in its place."""
    first = draw(st.integers(0, len(data)))
    last = draw(st.integers(first, min(len(data), first + 400)))
    return data[:first] + draw(st.binary(max_size=20)) + data[last:]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_damaged_file(form, data):
    is_read_or_refused(changed(data.draw, FILES[form]))


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_document_with_a_damaged_part(name, data):
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(FILES["docx"])) as before,
        zipfile.ZipFile(stream, "w") as after,
    ):
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, changed(data.draw, content) if each == name else content)
    is_read_or_refused(stream.getvalue())


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            "<table> <tr> <td> <td\0rowspan=3> <td\0colspan=99999999> </td> </tr> </table> <p> "
            "</p> <br> <ul> <li> <nav> </nav> <!-- --> <b> 责任单位：省厅 （一）修路。 <svg> "
            "<![CDATA[ &#0; &amp; <head> <style> <template> <select> </body> <o:p> <?php".split()
        ),
        max_size=60,
    )
)
def test_any_row_of_tags(tags):
    is_read_or_refused(b"<html>" + "".join(tags).replace("\0", " ").encode())
