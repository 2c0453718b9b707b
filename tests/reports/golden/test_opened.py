"""The weekly of the golden programme as other programs open it: a browser, LibreOffice."""

import json
import re
import shutil
import subprocess
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from conftest import Office
from docx.oxml.ns import qn
from pypdf import PdfReader
from reports.golden.programme import TODAY, golden

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not here")
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")

FRAME = """<body style="margin: 0"><iframe style="border: 0; width: {width}px; height: 3000px"
 srcdoc="{page}"></iframe></body>"""
"""A window as narrow as a telephone: that of Chromium itself has 500 pixels at least."""

MEASURE = """<script>
const wide = document.documentElement.clientWidth;
const scrolls = (each) => each && each !== document.body &&
  (/auto|scroll/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement));
const outside = [...document.querySelectorAll("body *")].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width && !scrolls(each) && (box.right > wide + 1 || box.left < -1);
});
const result = parent.document.createElement("pre");
result.id = "measured";
result.textContent = JSON.stringify({
  wide, page: document.documentElement.scrollWidth,
  outside: outside.map((each) => each.tagName + " " + each.textContent.slice(0, 40)),
});
parent.document.body.append(result);
</script></body>"""


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The weekly as files, by their suffix."""
    office = golden(Office(tmp_path_factory.mktemp("opened")))
    files = {form: office.folder / f"weekly.{form}" for form in ("html", "docx", "md")}
    for path in files.values():
        office.ok("report", "weekly", "--today", TODAY, "-o", path)
    return files


def browsed(page: Path, *args: str) -> str:
    """What headless Chromium says of a page."""
    done = subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
            *("--disable-background-networking", "--disable-component-update"),
            f"--user-data-dir={page.parent}/browser",
            *args,
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout


def bare(text: str) -> str:
    """A text without blanks, for lines break where the page ends."""
    return "".join(text.split())


def as_printed(text: str) -> str:
    """A pattern of a text: Chromium's PDF names some characters by the radicals they are."""
    return "".join(f"(?:{re.escape(char)}|[\u2e80-\u2fdf\u2015])" for char in bare(text))


def printed(path: Path) -> list[str]:
    """The text of each page of a PDF."""
    return [bare(page.extract_text()) for page in PdfReader(path).pages]


@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_stands_outside_the_page(
    weekly: dict[str, Path], tmp_path: Path, width: int
) -> None:
    text = weekly["html"].read_text("utf-8").replace("</body>", MEASURE)
    page = tmp_path / "framed.html"
    page.write_text(FRAME.format(width=width, page=escape(text)), "utf-8")
    seen = browsed(page, "--window-size=1400,3100", "--dump-dom")
    found = re.search(r'<pre id="measured">(.*?)</pre>', seen, re.DOTALL)
    assert found
    measured: dict[str, Any] = json.loads(unescape(found[1]))
    assert measured["wide"] in (width, width - 15), "a scroll bar has 15 pixels"
    assert measured["page"] <= measured["wide"], "nobody has to scroll sideways"
    assert measured["outside"] == []


@needs_browser
def test_a_browser_prints_all_of_it_on_marked_pages(
    weekly: dict[str, Path], tmp_path: Path
) -> None:
    browsed(weekly["html"], f"--print-to-pdf={tmp_path / 'weekly.pdf'}", "--no-pdf-header-footer")
    pages = printed(tmp_path / "weekly.pdf")
    assert 2 <= len(pages) <= 9
    for text in pages:
        assert text, "no page is empty"
        assert "草稿" in text
        assert "模拟数据" in text
    whole = "".join(re.sub(r"草稿模拟数据|—\d+—", "", text) for text in pages)
    body = weekly["md"].read_text("utf-8").split("## 附件1")[0].replace("*", "")
    said = [line for line in body.splitlines() if line.endswith("。")]
    assert len(said) > 10
    assert [line for line in said if not re.search(as_printed(line), whole)] == []


@needs_office
def test_libreoffice_prints_all_of_it(weekly: dict[str, Path], tmp_path: Path) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/office",
            *("--headless", "--convert-to", "pdf", "--outdir", tmp_path, weekly["docx"]),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = printed(tmp_path / "weekly.pdf")
    for number, text in enumerate(pages, 1):
        assert "草稿模拟数据" in text
        assert f"—{number}—" in text
    whole = "".join(re.sub(r"草稿模拟数据|—\d+—", "", text) for text in pages)
    document = python_docx.Document(BytesIO(weekly["docx"].read_bytes()))
    texts = [
        bare("".join(piece.text or "" for piece in paragraph.iter(qn("w:t"))))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]
    assert [text for text in texts if text not in whole] == []
