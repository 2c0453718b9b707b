"""Tables of documents in a terminal: cells wrap, and where that is too narrow, rows are stacked."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from taskmatrix.reports.document import Inline, Row, Span, Table
from taskmatrix.reports.text import fit, printable, width_of, wrap
from taskmatrix.reports.writers.runs import Line, aligned, line_width, lines, natural_width, shown
from taskmatrix.reports.writers.shape import spans

GAP = "  "
LEAST = 12
"""Columns that a cell has at least where its text is longer than that."""


def table_lines(table: Table, width: int, color: bool) -> Iterator[str]:
    """Yield a table; its rows are read twice, first for the widths of the columns."""
    natural = _natural(table)
    room = width - len(GAP) * (len(natural) - 1)
    if sum(min(each, LEAST) for each in natural) > room:
        yield from _stacked(table, width, color)
        return
    widths = _widths(natural, room)
    heads = [(Span(column.head, "strong"),) for column in table.columns]
    yield from _row(heads, table, widths, color)
    yield GAP.join("-" * each for each in widths) + "\n"
    wraps = widths != natural
    for number, row in enumerate(table.rows()):
        if wraps and number:
            yield "\n"
        yield from _row(row, table, widths, color)


def _natural(table: Table) -> list[int]:
    natural = [width_of(printable(column.head)) for column in table.columns]
    for row in table.rows():
        natural = [max(most, natural_width(cell)) for most, cell in zip(natural, row, strict=True)]
    return natural


def _widths(natural: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns in a room that suffices: the widest give way."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(range(len(widths)), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _row(cells: Row, table: Table, widths: Sequence[int], color: bool) -> Iterator[str]:
    columns: list[list[Line]] = [
        list(lines(cell, width)) for cell, width in zip(cells, widths, strict=True)
    ]
    for line in zip_longest(*columns, fillvalue=()):
        pieces = (
            aligned(piece, width, column.align, color)
            for piece, width, column in zip(line, widths, table.columns, strict=True)
        )
        yield GAP.join(pieces).rstrip() + "\n"


def _stacked(table: Table, width: int, color: bool) -> Iterator[str]:
    """Yield each row as a few lines in which every cell has its head before it."""
    heads = [printable(column.head) for column in table.columns]
    for number, row in enumerate(table.rows()):
        if number:
            yield "\n"
        flowing: Line = ()
        for head, cell in zip(heads, row, strict=True):
            if not natural_width(cell):
                continue
            pair = _pair(head, cell)
            both = (*flowing, Span(GAP), *pair) if flowing else pair
            if line_width(both) <= width:
                flowing = both
                continue
            if flowing:
                yield shown(flowing, color).rstrip() + "\n"
            flowing = pair
            if line_width(pair) > width:
                yield from labelled(head, cell, width_of(head), width, color)
                flowing = ()
        if flowing:
            yield shown(flowing, color).rstrip() + "\n"


def _pair(head: str, cell: Inline) -> Line:
    """Return a cell on one line behind its head."""
    texts = (Span(printable(span.text), span.look) for span in spans(cell))
    return (Span(head, "quiet"), Span(" "), *texts)


def labelled(label: str, value: Inline, size: int, width: int, color: bool) -> Iterator[str]:
    """Yield a value behind its label, `size` columns wide; a longer label stands above it."""
    size = min(size, width // 3)
    before = " " * size + GAP
    if width_of(label) <= size:
        before = fit(label, size) + GAP
    else:
        yield from (f"{line}\n" for line in wrap(label, width))
    for line in lines(value, width - width_of(before)):
        yield f"{before}{shown(line, color)}".rstrip() + "\n"
        before = " " * width_of(before)
