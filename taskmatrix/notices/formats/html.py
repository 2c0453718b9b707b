"""A web page: its blocks are paragraphs, its tables rows; menus and scripts are left out."""

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from taskmatrix.notices.formats.grid import Cell, rows_of
from taskmatrix.notices.formats.source import Lines, Source, Unusable
from taskmatrix.notices.model import Note
from taskmatrix.notices.text import NotText, decoded

if TYPE_CHECKING:
    from lxml.etree import _Element

LEFT_OUT = frozenset(
    "head script style nav aside footer noscript template select button textarea iframe svg "
    "object audio video canvas map".split()
)
INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr o:p".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "hz-gb-2312", "x-gbk"}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WRAPPED = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\n\r][ \t\n\r]*(?=[\u2e80-\uffef])")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
BEGINNING = 4096
MOST_BLOCKS = 20
"""Paragraphs in one cell; a table with more in one is there for the page's layout."""


def read(data: bytes) -> Source:
    """Read a page in the charset that it is in."""
    from lxml import etree

    page, broken = _decoded(data)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(page.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise Unusable("no-text")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" or "depth" in error.message.lower()
           for error in parser.error_log):  # fmt: skip
        raise Unusable("too-much")
    lines = Lines()
    _Page(lines).walk(root)
    notes = [Note("counted")]
    if broken:
        notes.append(Note("broken", str(broken)))
    return Source(lines.text(), tuple(notes))


def _decoded(data: bytes) -> tuple[str, int]:
    """Return the page's text, and how many characters of it could not be decoded."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        return text, text.count("\ufffd")
    try:
        return data.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data, 0, BEGINNING)
    name = said.group(1).decode().lower() if said else ""
    if name in _CHINESE:
        name = "gb18030"
    elif name == "big5":
        name = "big5hkscs"
    if name in ("gb18030", "big5hkscs", "utf-8"):
        text = data.decode(name, "replace")
        return text, text.count("\ufffd")
    try:
        return decoded(data), 0
    except NotText:
        raise Unusable("no-text") from None


class _Page:
    """The walk through a page, without recursion: pages are nested as deep as they like."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.pieces: list[str] = []

    def walk(self, root: "_Element") -> None:
        """Read every element in the page's order."""
        from lxml import etree

        tables = _tables_of_data(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element, is_root=element is root)
            elif _is_left_out(element):
                walk.skip_subtree()
            elif element in tables:
                self._flush()
                for row in rows_of(_cells(element)):
                    self.lines.row(row)
                walk.skip_subtree()
            else:
                self._start(element)
        self._flush()

    def _start(self, element: "_Element") -> None:
        if element.tag == "br":
            self.pieces.append("\v")
        elif element.tag not in INLINE:
            self._flush()
        self.pieces.append(element.text or "")

    def _end(self, element: "_Element", *, is_root: bool) -> None:
        if element.tag not in INLINE and element.tag != "br":
            self._flush()
        self.pieces.append("" if is_root else element.tail or "")

    def _flush(self) -> None:
        self.lines.paragraph(_text(self.pieces))
        self.pieces.clear()


def _text(pieces: list[str]) -> str:
    """Close up a block's text as a browser does; a source line broken in Chinese leaves no gap."""
    text = _BLANKS.sub(" ", _WRAPPED.sub("", "".join(pieces)))
    return "\n".join(line.strip(" ") for line in text.split("\v"))


def _is_left_out(element: "_Element") -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in LEFT_OUT
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _tables_of_data(root: "_Element") -> "set[_Element]":
    """Return the tables that hold rows: no table in them, several cells a row, short cells."""
    outer: set[_Element] = set()
    for table in root.iter("table"):
        above = next(table.iterancestors("table"), None)
        while above is not None and above not in outer:
            outer.add(above)
            above = next(above.iterancestors("table"), None)
    return {table for table in root.iter("table") if table not in outer and _holds_rows(table)}


def _holds_rows(table: "_Element") -> bool:
    several = any(len(row.findall("td") + row.findall("th")) > 1 for row in table.iter("tr"))
    return several and all(
        sum(1 for _block in cell.iter("p", "div", "br", "li")) <= MOST_BLOCKS
        for cell in table.iter("td", "th")
    )


def _cells(table: "_Element") -> Iterator[Iterator[Cell]]:
    for row in table.iter("tr"):
        yield (
            Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row
            if cell.tag in ("td", "th")
        )


def _cell_text(cell: "_Element") -> str:
    inner = Lines()
    _Page(inner).walk(cell)
    return inner.text()


def _span(cell: "_Element", which: str) -> int:
    said = cell.get(which, "1").strip()
    return max(1, int(said[:6])) if said[:6].isdecimal() else 1
