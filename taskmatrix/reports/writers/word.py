"""A document as a file of Word, in the form of GB/T 9704-2012."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from taskmatrix.reports.document import (
    Annex,
    Block,
    Document,
    Figure,
    Form,
    Heading,
    Note,
    Paragraph,
    Signature,
    Table,
)
from taskmatrix.reports.writers.numbering import annex_labels, figure_label
from taskmatrix.reports.writers.word_figures import figure
from taskmatrix.reports.writers.word_official import masthead, signature, title
from taskmatrix.reports.writers.word_package import (
    fills_of_lights,
    from_template,
    new_package,
    packed,
    set_properties,
    styles_by_name,
)
from taskmatrix.reports.writers.word_page import section_xml, width_of_lines, write_heads
from taskmatrix.reports.writers.word_tables import form, table
from taskmatrix.reports.writers.word_text import Look, paragraph, run, runs, thin

if TYPE_CHECKING:
    from docx.document import Document as Package


_TABLES = (Table, Form)


def docx(document: Document, template: bytes | None = None) -> bytes:
    """Return a document as a file of Word; a template of the user's gives page and styles."""
    chinese = document.language == "zh"
    package = new_package(chinese) if template is None else from_template(template, chinese)
    look = Look(
        chinese,
        styles_by_name(package),
        fills_of_lights(package),
        width_of_lines(package, wide=False),
    )
    write_heads(package, document, look)
    set_properties(package, document)
    return packed(package, _Writer(package, document, look).body())


class _Writer:
    """Writes the blocks of a document one after the other."""

    def __init__(self, package: "Package", document: Document, look: Look) -> None:
        self.package, self.document, self.look = package, document, look
        self.wide = False
        self.before: type[Block] | None = None
        self.figures = 0
        self.annexes = iter(annex_labels(document.blocks))

    def body(self) -> Iterator[str]:
        """Yield the text of the document."""
        if self.document.masthead:
            yield from masthead(self.document.masthead, self.look)
        yield paragraph(title(self.document.title, self.look), self.look, "TM Title", self._air())
        if self.document.subtitle:
            yield paragraph(run(self.document.subtitle, self.look), self.look, "TM Subtitle")
        following = [*self.document.blocks, None][1:]
        for block, after in zip(self.document.blocks, following, strict=True):
            if self._wants_gap(block):
                kept = "" if isinstance(block, Heading) else "<w:keepNext/>"
                yield paragraph("", self.look, "TM Gap", kept)
            yield from self._block(block, after)
            self.before = type(block)
        if self.before in _TABLES:
            yield thin()
        yield section_xml(self.package, self.wide)

    def _air(self) -> str:
        """Return the air about the title: below it only where no second title follows."""
        above = "" if self.document.masthead else ' w:before="0"'
        below = ' w:after="0"' if self.document.subtitle and self.look.chinese else ""
        return f"<w:spacing{above}{below}/>" if above or below else ""

    def _wants_gap(self, block: Block) -> bool:
        """Return whether air stands between a table and what is above or below it."""
        if self.before in _TABLES:
            return not isinstance(block, Annex)
        return self.before in (Paragraph, Note) and isinstance(block, (*_TABLES, Figure))

    def _block(self, block: Block, after: Block | None) -> Iterator[str]:
        look = self.look
        match block:
            case Heading():
                style = f"TM Heading {min(max(block.level, 1), 3)}"
                yield paragraph(run(block.text, look), look, style)
            case Paragraph():
                kept = "<w:keepNext/>" if isinstance(after, Signature) else ""
                yield paragraph(runs(block.text, look), look, "TM Body", kept)
            case Note():
                kept = "<w:keepNext/>" if isinstance(after, (Note, Table)) else ""
                yield paragraph(run(block.text, look), look, "TM Note", f"{kept}<w:keepLines/>")
            case Table():
                yield from table(block, look, small=self.wide)
            case Form():
                yield from form(block, look)
            case Figure():
                yield from self._figure(block)
            case Annex():
                yield from self._annex(block)
            case Signature():
                yield from signature(block, look)

    def _figure(self, block: Figure) -> Iterator[str]:
        self.figures += 1
        caption = figure_label(self.figures, block.caption)
        yield from figure(block.picture.squares(), caption, self.look)

    def _annex(self, block: Annex) -> Iterator[str]:
        new_page = "<w:pageBreakBefore/>"
        if block.wide != self.wide:
            yield thin(section_xml(self.package, self.wide))
            self.wide, new_page = block.wide, ""
            self.look = self.look._replace(width=width_of_lines(self.package, self.wide))
        yield paragraph(run(next(self.annexes), self.look), self.look, "TM Annex", new_page)
        yield paragraph(title(block.title, self.look), self.look, "TM Annex Title")
