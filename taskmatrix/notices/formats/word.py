"""A Word document (DOCX): paragraphs, tables, text boxes and footnotes in their order."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from taskmatrix.notices.formats.grid import LONGEST_AGAIN, WIDEST
from taskmatrix.notices.formats.source import Lines, Source, Unusable
from taskmatrix.notices.model import Note, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 256 * 1024 * 1024
"""Bytes that a document may unpack to."""

MOST_BLOCKS = 20
"""Paragraphs in one cell; a table with more in one is there for the page's layout."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED = {f"{_W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr")}
_BREAKS = {f"{_W}br", f"{_W}cr"}
_SIGNS = {f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}


def read(data: bytes) -> Source:
    """Read a document; what is no document of Word, or damaged, is refused."""
    import docx

    try:
        _look_at(data)
        document: Any = docx.Document(BytesIO(data))
        return _Document(document.part).source()
    except Unusable:
        raise
    except Exception as error:  # a damaged file may break the reader anywhere
        raise Unusable("damaged-docx") from error


def _look_at(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = archive.infolist()
    if not any(file.filename.startswith("word/") for file in files):
        raise Unusable("archive")
    if sum(file.file_size for file in files) > LARGEST:
        raise Unusable("too-much")


class _Document:
    """The walk through a document's body."""

    def __init__(self, part: Any) -> None:
        from taskmatrix.notices.formats.numbers import Numbers

        self.lines = Lines()
        self.aside: list[Unread] = []
        self.body: _Element = part.element.body
        self.numbers = Numbers(_part(part, "numbering"))
        self.styles = _Styles(_part(part, "styles"))
        self.texts = {name: _texts(_part(part, name)) for name in ("footnotes", "endnotes")}

    def source(self) -> Source:
        """Read the body from its beginning to its end."""
        self._blocks(self.body)
        notes = [Note("counted")]
        if self.numbers.unknown:
            notes.append(Note("numbers"))
        if next(self.body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveTo"), None) is not None:
            notes.append(Note("revisions"))
        return Source(self.lines.text(), tuple(notes), tuple(self.aside))

    def _blocks(self, parent: "_Element") -> None:
        for block in _children(parent):
            if block.tag == f"{_W}p":
                self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                self._table(block)
            else:
                self._blocks(block)  # content controls, insertions and the like

    def _paragraph(self, paragraph: "_Element") -> None:
        if self.styles.name(paragraph).startswith("toc "):
            return
        text = "".join(_pieces(paragraph))
        number = self._number(paragraph) if text.strip() else ""
        self.lines.paragraph(number + text.strip())
        self._beside(paragraph)

    def _number(self, paragraph: "_Element") -> str:
        told = self.styles.list_of(paragraph)
        return self.numbers.next(*told) if told else ""

    def _beside(self, parent: "_Element") -> None:
        """Add text boxes behind the paragraph that holds them; footnotes are told, not read."""
        for kind, name in _NOTES.items():
            for mark in parent.iter(kind):
                text = self.texts[name].get(mark.get(f"{_W}id", ""), "")
                if text:
                    self.aside.append(Unread(max(1, self.lines.count), text, "footnote"))
        for box in _boxes(parent):
            self._blocks(box)

    def _table(self, table: "_Element") -> None:
        rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
        if max(map(len, rows), default=0) < 2 or any(
            _is_layout(cell) for row in rows for cell in row
        ):
            for row in rows:
                for cell in row:
                    self._blocks(cell)
            return
        above: dict[int, str] = {}
        for row in rows:
            texts: list[str] = []
            for cell in row:
                column = len(texts)
                goes_on, columns = _spans(cell)
                text = above.get(column, "") if goes_on else self._cell(cell)
                above[column] = text if len(text) <= LONGEST_AGAIN else ""
                texts += [text, *[""] * (columns - 1)]
            self.lines.row(texts)
            for cell in row:
                self._beside(cell)

    def _cell(self, cell: "_Element") -> str:
        texts = []
        for paragraph in cell.iter(f"{_W}p"):
            text = "".join(_pieces(paragraph)).strip()
            texts.append(self._number(paragraph).strip() + text if text else self._bare(paragraph))
        return " ".join(text for text in texts if text)

    def _bare(self, paragraph: "_Element") -> str:
        """Return the number of a cell that holds nothing else, as columns of 序号 do."""
        return self._number(paragraph).strip(" .、．")


class _Styles:
    """What the styles of paragraphs say: their names, and the lists that they belong to."""

    def __init__(self, styles: "_Element | None") -> None:
        found = [] if styles is None else styles.findall(f"{_W}style")
        self._styles = {each.get(f"{_W}styleId", ""): each for each in found}

    def name(self, paragraph: "_Element") -> str:
        """Return the name of a paragraph's style."""
        style = self._styles.get(_value(paragraph, "pPr", "pStyle"))
        return "" if style is None else _value(style, "name").lower()

    def list_of(self, paragraph: "_Element") -> tuple[str, int] | None:
        """Return list and level of a paragraph, its own or its style's."""
        name = _value(paragraph, "pPr", "numPr", "numId")
        place = _value(paragraph, "pPr", "numPr", "ilvl")
        style = self._styles.get(_value(paragraph, "pPr", "pStyle"))
        for _generation in range(10):
            if name or style is None:
                break
            name = _value(style, "pPr", "numPr", "numId")
            place = place or _value(style, "pPr", "numPr", "ilvl")
            style = self._styles.get(_value(style, "basedOn"))
        return (name, int(place or "0")) if name and name != "0" else None


def _value(element: "_Element", *path: str) -> str:
    found = element.find("/".join(f"{_W}{step}" for step in path))
    return "" if found is None else found.get(f"{_W}val", "")


def _part(part: Any, kind: str) -> "_Element | None":
    """Return the XML of a part that belongs to the document."""
    from docx.oxml import parse_xml

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return parse_xml(relation.target_part.blob)
    return None


def _texts(notes: "_Element | None") -> dict[str, str]:
    if notes is None:
        return {}
    return {
        note.get(f"{_W}id", ""): "".join(
            piece for each in note.iter(f"{_W}p") for piece in _pieces(each)
        ).strip()
        for note in notes
    }


def _children(parent: "_Element") -> "Iterator[_Element]":
    """Yield elements in order; of two forms of one content (text boxes) the first."""
    for child in parent:
        if not isinstance(child.tag, str) or child.tag in _DELETED:
            continue
        if child.tag == f"{_MC}AlternateContent":
            if len(child):
                yield child[0]
        else:
            yield child


def _pieces(parent: "_Element") -> Iterator[str]:
    """Yield what is printed of a paragraph, without its text boxes."""
    for child in _children(parent):
        if child.tag in (f"{_W}t", f"{_M}t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag != f"{_W}txbxContent":
            yield from _pieces(child)


def _boxes(parent: "_Element") -> "Iterator[_Element]":
    for child in _children(parent):
        if child.tag == f"{_W}txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _within(parent: "_Element", name: str) -> "Iterator[_Element]":
    """Yield rows or cells, also those in content controls; not those of tables within."""
    for child in _children(parent):
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag not in (f"{_W}tc", f"{_W}p"):
            yield from _within(child, name)


def _is_layout(cell: "_Element") -> bool:
    blocks: Iterable[_Element] = cell.iter(f"{_W}p")
    return cell.find(f".//{_W}tbl") is not None or sum(1 for _block in blocks) > MOST_BLOCKS


def _spans(cell: "_Element") -> tuple[bool, int]:
    """Return whether a cell goes on with the one above, and over how many columns it reaches."""
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    goes_on = merged is not None and merged.get(f"{_W}val", "continue") == "continue"
    span = _value(cell, "tcPr", "gridSpan")
    return goes_on, min(max(int(span), 1), WIDEST) if span.isdecimal() else 1
