"""Documents of Word as LibreOffice prints them."""

import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader
from reports.writers.samples import whole
from reports.writers.worded import holding

from taskmatrix.reports.document import (
    Paragraph,
)
from taskmatrix.reports.writers.word import docx

pytestmark = [
    pytest.mark.usefixtures("chinese"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here"),
]

LETTERS = "".join(chr(0x4E00 + number) for number in range(28 * 70))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PdfReader]:
    """Documents as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("printed")
    text = holding(Paragraph(LETTERS), Paragraph(LETTERS[:100]))
    for name, document in (("text", text), ("whole", whole())):
        (folder / f"{name}.docx").write_bytes(docx(document))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/office",
            *("--headless", "--convert-to", "pdf", "--outdir", folder),
            *(folder / "text.docx", folder / "whole.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: PdfReader(folder / f"{name}.pdf") for name in ("text", "whole")}


def test_a_page_has_22_lines_of_28_characters(printed: dict[str, PdfReader]) -> None:
    lines = [line for line in printed["text"].pages[1].extract_text().splitlines() if line.strip()]
    assert lines[-1].split() == ["—", "2", "—"] or lines[0].split() == ["—", "2", "—"]
    body = [line for line in lines if "—" not in line]
    assert [len(line.strip()) for line in body] == [28] * 22


def test_no_text_is_lost_in_print(printed: dict[str, PdfReader]) -> None:
    pages = printed["text"].pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert re.sub(r"—\d+—", "", text) == f"督查周报{LETTERS}{LETTERS[:100]}"


def test_the_annex_is_printed_on_its_side_and_every_page_is_marked(
    printed: dict[str, PdfReader],
) -> None:
    pages = printed["whole"].pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    assert lying == sorted(lying)
    assert set(lying) == {False, True}
    for number, page in enumerate(pages, 1):
        text = "".join(page.extract_text().split())
        assert "草稿模拟数据" in text
        assert f"—{number}—" in text
