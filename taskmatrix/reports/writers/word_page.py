"""Pages in WordprocessingML: size, margins, grid, heads and feet."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from docx.oxml import parse_xml

from taskmatrix.reports.document import Document
from taskmatrix.reports.writers.word_styles import CHARACTERS, LINE, W
from taskmatrix.reports.writers.word_text import Look, paragraph, run

if TYPE_CHECKING:
    from docx.document import Document as Package
    from docx.section import _BaseHeaderFooter
    from lxml.etree import _Element

_GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE}" w:charSpace="{CHARACTERS}"/>'
_OURS = (
    f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="1134"'
    ' w:footer="1406" w:gutter="0"/><w:cols w:space="425"/>{grid}</w:sectPr>'
)
"""A4 with 37, 26, 35, 28 mm; the dash of the page's number 7 mm below the text (7.5)."""
_FEET_ASIDE = 896
"""How far the number is from the edge of a page on its side."""


def own_page(package: "Package", chinese: bool) -> None:
    """Give a document the page of GB/T 9704-2012, and nothing on it."""
    body = package.element.body
    body[:] = [parse_xml(_OURS.format(grid=_GRID if chinese else ""))]
    package.settings.odd_and_even_pages_header_footer = True


def emptied(package: "Package", chinese: bool) -> None:
    """Leave of a template's text the last section, with the feet that hold there.

    Heads are always ours; so are feet where the template's say nothing but the number of the page.
    """
    body = package.element.body
    sections = body.findall(f".//{_name('sectPr')}")
    if not sections or sections[-1].getparent() is not body:
        sections.append(parse_xml(_OURS.format(grid=_GRID if chinese else "")))
    last = sections[-1]
    for section in reversed(sections[:-1]):
        have = {found.get(_name("type")) for found in last.findall(_name("footerReference"))}
        for reference in section.findall(_name("footerReference")):
            if reference.get(_name("type")) not in have:
                last.insert(0, deepcopy(reference))
    body[:] = [last]
    _drop(package, "header")
    if not any(map(_says_something, _related(package, "footer").values())):
        _drop(package, "footer")


def _related(package: "Package", kind: str) -> "dict[str, _Element]":
    """Return the heads or feet of a document, by the ids of their relations."""
    return {
        name: relation.target_part.element
        for name, relation in package.part.rels.items()
        if relation.reltype.endswith(f"/{kind}")
    }


def _drop(package: "Package", kind: str) -> None:
    """Take all heads or feet out of a document whose text is gone."""
    for reference in package.element.body.findall(f".//{_name(f'{kind}Reference')}"):
        reference.getparent().remove(reference)
    for name in _related(package, kind):
        del package.part.rels[name]


def _says_something(foot: "_Element") -> bool:
    """Whether there is more in a foot than the number of the page, with dashes about it."""
    text = "".join(foot.itertext(_name("t")))
    drawn = any(True for _each in foot.iter(_name("drawing"), _name("pict")))
    return drawn or any(char.isalpha() for char in text)


def write_heads(package: "Package", document: Document, look: Look) -> None:
    """Put the marks at the head of every page, and numbers at the foot where nothing stands."""
    section = package.sections[0]
    pages = [(section.header, section.footer, "right")]
    if package.settings.odd_and_even_pages_header_footer:
        pages.append((section.even_page_header, section.even_page_footer, "left"))
    if section.different_first_page_header_footer:
        pages.append((section.first_page_header, section.first_page_footer, "right"))
    marks = run(("　" if look.chinese else " · ").join(document.marks), look)
    numbered = bool(section._sectPr.findall(_name("footerReference")))
    for head, foot, side in pages:
        if marks:
            _write(head, paragraph(marks, look, "TM Mark"))
        if not numbered:
            _write(foot, _number(look, side))


def _write(part: "_BaseHeaderFooter", content: str) -> None:
    """Make a head or foot that holds a paragraph alone."""
    part.is_linked_to_previous = False
    part._element[:] = [parse_xml(content.replace("<w:p>", f'<w:p xmlns:w="{W}">', 1))]


def _number(look: Look, side: str) -> str:
    """Return `— 1 —`, one character from the outer edge (GB/T 9704-2012, 7.5)."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    text = f"{run('— ', look)}{field}{run(' —', look)}"
    where = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    return paragraph(text, look, "TM Page Number", where)


def section_xml(package: "Package", wide: bool) -> str:
    """Return the section of a document as XML; `wide` turns it on its side with its margins."""
    from lxml import etree

    section = deepcopy(package.sections[0]._sectPr)
    if wide:
        _turn(section)
    return cast(str, etree.tostring(section, encoding="unicode"))


def width_of_lines(package: "Package", wide: bool) -> int:
    """Return the twips between the margins of a page."""
    section = deepcopy(package.sections[0]._sectPr)
    if wide:
        _turn(section)
    size, margins = section.find(_name("pgSz")), section.find(_name("pgMar"))
    page = _twips(size, "w", 11906)
    return max(page - _twips(margins, "left", 0) - _twips(margins, "right", 0), 2000)


def _turn(section: "_Element") -> None:
    """Lay a page on its side: what was at the left is at the top."""
    size, margins = section.find(_name("pgSz")), section.find(_name("pgMar"))
    if size is None or margins is None or _twips(size, "w", 0) > _twips(size, "h", 0):
        return
    wide, high = _twips(size, "h", 16838), _twips(size, "w", 11906)
    size.set(_name("w"), str(wide))
    size.set(_name("h"), str(high))
    size.set(_name("orient"), "landscape")
    before = {side: margins.get(_name(side), "0") for side in ("top", "right", "bottom", "left")}
    turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    for side, was in turned.items():
        margins.set(_name(side), before[was])
    feet = min(_twips(margins, "footer", 0), _FEET_ASIDE)
    margins.set(_name("footer"), str(feet))


def _twips(element: Any, name: str, default: int) -> int:
    value = None if element is None else element.get(_name(name))
    return int(float(value)) if value else default


def _name(name: str) -> str:
    return f"{{{W}}}{name}"
