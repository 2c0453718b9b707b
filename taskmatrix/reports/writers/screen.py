"""Documents in a terminal: every line within its width, Chinese characters two columns each."""

from collections.abc import Iterator

from taskmatrix.reports.document import (
    Document,
    Figure,
    Form,
    Heading,
    Inline,
    Masthead,
    Note,
    Paragraph,
    Signature,
    Span,
    Table,
)
from taskmatrix.reports.text import printable, width_of
from taskmatrix.reports.writers.runs import aligned, lines, shown
from taskmatrix.reports.writers.screen_tables import GAP, labelled, table_lines
from taskmatrix.reports.writers.shape import Part, Placed, parts

WIDEST = 100
"""Columns of running text: longer lines are hard to read."""

WIDEST_LABEL = 24


def screen(document: Document, width: int, color: bool) -> Iterator[str]:
    """Yield the lines of a document for a terminal."""
    yield from Screen(document, width, color).lines()


class Screen:
    """Writes one document as lines."""

    def __init__(self, document: Document, width: int, color: bool) -> None:
        self.document = document
        self.width = width
        self.measure = min(width, WIDEST)
        self.color = color
        self.chinese = document.language == "zh"

    def lines(self) -> Iterator[str]:
        """Yield the head, the body, the annexes."""
        yield from self._head()
        for part in parts(self.document):
            yield from self._part(part)

    def _head(self) -> Iterator[str]:
        marks = GAP.join(self.document.marks)
        if marks:
            yield from self._text((Span(marks, "strong"),), "right")
        if self.document.masthead:
            yield from self._masthead(self.document.masthead)
        yield from self._text((Span(self.document.title, "strong"),), "center")
        if self.document.subtitle:
            yield from self._text(self.document.subtitle, "center")

    def _masthead(self, head: Masthead) -> Iterator[str]:
        yield from self._text((Span(head.name, "official"),), "center")
        yield from self._text(head.number, "center")
        issuer, day = printable(head.issuer), printable(head.day)
        rest = self.measure - width_of(issuer) - width_of(day)
        if rest >= len(GAP):
            yield f"{issuer}{' ' * rest}{day}\n"
        else:
            yield from self._text(issuer)
            yield from self._text(day, "right")
        yield from self._text((Span("=" * self.measure, "official"),))
        yield "\n"

    def _part(self, part: Part) -> Iterator[str]:
        if part.annex:
            yield "\n"
            yield "=" * self.measure + "\n"
            yield from self._text((Span(part.label, "strong"),))
            yield from self._text((Span(part.annex.title, "strong"),), "center")
        before: object = None
        for placed in part.blocks:
            block = placed.block
            alike = self.chinese and isinstance(before, Paragraph) and isinstance(block, Paragraph)
            if not (alike or isinstance(before, Heading)):
                yield "\n"
            yield from self._block(placed)
            before = block

    def _block(self, placed: Placed) -> Iterator[str]:
        block = placed.block
        if isinstance(block, Heading):
            yield from self._text((Span(block.text, "strong"),))
        elif isinstance(block, Paragraph):
            yield from self._paragraph(block.text)
        elif isinstance(block, Note):
            yield from self._text((Span(block.text, "quiet"),))
        elif isinstance(block, Table):
            if block.caption:
                yield from self._text((Span(block.caption, "strong"),))
            yield from table_lines(block, self.width, self.color)
        elif isinstance(block, Form):
            yield from self._form(block)
        elif isinstance(block, Figure):
            yield from self._figure(block, placed.label)
        elif isinstance(block, Signature):
            yield from self._text(block.name, "right")
            yield from self._text(block.day, "right")

    def _text(self, text: Inline, align: str = "left") -> Iterator[str]:
        for line in lines(text, self.measure):
            yield aligned(line, self.measure, align, self.color).rstrip() + "\n"

    def _paragraph(self, text: Inline) -> Iterator[str]:
        """Yield a paragraph; a Chinese one begins two characters in."""
        if not self.chinese:
            yield from self._text(text)
            return
        pieces = (Span(text),) if isinstance(text, str) else text
        # Full-width blanks are wrapped as characters are, and so keep their place.
        for line in lines((Span("\u3000\u3000"), *pieces), self.measure):
            yield shown(line, self.color).replace("\u3000", "  ") + "\n"

    def _form(self, form: Form) -> Iterator[str]:
        fields = [field for row in form.rows for field in row]
        labels = [printable(field.label) for field in fields]
        size = min(max(map(width_of, labels), default=0), WIDEST_LABEL)
        for label, field in zip(labels, fields, strict=True):
            yield from labelled(label, field.value, size, self.measure, self.color)

    def _figure(self, figure: Figure, label: str) -> Iterator[str]:
        from taskmatrix.reports.pictures.blocks import blocks

        yield from blocks(figure.picture.squares(), self.width, self.color)
        yield from self._text((Span(label, "quiet"),))
