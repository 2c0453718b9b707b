"""The text of a page with its places: what stands in the cells of a ruled table becomes rows."""

from collections import Counter
from collections.abc import Sequence
from math import hypot
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from taskmatrix.notices.formats.grid import Cell, rows_of
from taskmatrix.notices.formats.ruled import Grid, Matrix, Point, Rules, Span, grids
from taskmatrix.notices.lines import columns, is_final
from taskmatrix.notices.tables import NUMBER, TASK, UNITS, joined, kind_of

if TYPE_CHECKING:
    from pypdf import PageObject

_SHOWS = (b"Tj", b"TJ", b"'", b'"')
_RADICALS = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙"
)
RADICALS = {
    **{sign: normalize("NFKC", chr(sign)) for sign in range(0x2F00, 0x2FD6)},
    **{ord(sign): plain for sign, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)},
}
"""Radicals for which a browser that prints takes the characters: ⼈⺠政府."""

MOST_LINES = 40
"""Lines of the text in a table's cell."""

MOST_AGAIN = 8
"""Pieces behind which a text that looks bold may be printed again."""

ALIKE = 4.0
"""Points by which the columns of a table may differ from one page to the next."""


class Chunk(NamedTuple):
    """A piece of the text layer: its line, where it begins, and how high its letters are."""

    line: int
    text: str
    x: float
    y: float
    size: float
    parts: tuple[Point, ...]
    """Where else on the page the reader took its text from."""

    @property
    def place(self) -> Point:
        """A point within its first letter."""
        return self.x + self.size / 4, self.y + self.size / 4

    @property
    def end(self) -> float:
        """Where it ends, by the count of its characters."""
        return self.x + columns(self.text.rstrip()) * self.size / 2


class Table(NamedTuple):
    """A ruled table: where its columns stand, and each row with the line on which it begins."""

    xs: tuple[float, ...]
    rows: list[tuple[int, list[str]]]


class Page(NamedTuple):
    """A page: its lines without what tables hold, the tables, and the text of unclear ones."""

    lines: list[str]
    tables: list[Table]
    unclear: list[tuple[int, str]]

    def put(self, line: int, cells: Sequence[str]) -> None:
        """Write a row on its line, or on the next one that is free."""
        while line < len(self.lines) and self.lines[line].strip(" "):
            line += 1
        if any(cells):
            self.lines[line : line + 1] = ["\t".join(" ".join(cell.split()) for cell in cells)]


def page_of(page: "PageObject") -> Page:
    """Read a page's text layer, and what its drawn lines say of it."""
    text, rules, chunks = _read(page)
    lines = text.split("\n")
    if "".join(chunk.text for chunk in chunks) != text:
        return Page(lines, [], [])
    tables, unclear = [], []
    for grid in grids(rules):
        held = [(chunk, grid.cell_at(chunk.place)) for chunk in chunks]
        inside = [(chunk, cell) for chunk, cell in held if cell and chunk.text.strip()]
        if not inside or _is_layout(inside):
            continue
        if any(grid.cell_at(part) != cell for chunk, cell in inside for part in chunk.parts):
            told = sorted({chunk.line for chunk, _cell in inside})
            unclear.append((told[0], "  ".join(lines[line].strip() for line in told)))
        else:
            tables.append(_table(grid, inside))
        taken = {id(chunk) for chunk, _cell in inside}
        chunks = [each._replace(text="\n" * each.text.count("\n")) if id(each) in taken else each
                  for each in chunks]  # fmt: skip
    lines = "".join(chunk.text for chunk in chunks).split("\n") if tables or unclear else lines
    return Page(lines, tables, unclear)


def _is_layout(inside: Sequence[tuple[Chunk, Span]]) -> bool:
    """Whether a cell holds a page's text: a table that only lays it out is read as text."""
    lines = Counter(cell for cell, _line in {(cell, chunk.line) for chunk, cell in inside})
    return max(lines.values()) > MOST_LINES


def _read(page: "PageObject") -> tuple[str, Rules, list[Chunk]]:
    rules = Rules(page.rotation % 360)
    chunks: list[Chunk] = []
    parts: list[Point] = []
    line = 0

    def before(operator: bytes, operands: Any, matrix: Matrix, text_matrix: Matrix) -> None:
        if operator in _SHOWS:
            x, y = rules.place(text_matrix[4], text_matrix[5], matrix)
            parts.append((x + 1, y + 1))
        else:
            rules.draw(operator, operands, matrix)

    def shown(text: str, matrix: Matrix, text_matrix: Matrix, _font: Any, size: float) -> None:
        nonlocal line
        if not text:
            parts.clear()
            return
        place = rules.place(text_matrix[4], text_matrix[5], matrix)
        height = size * hypot(text_matrix[2], text_matrix[3]) * hypot(matrix[2], matrix[3])
        text = text.translate(RADICALS)
        begun = line + len(text) - len(text.lstrip("\n"))
        chunks.append(Chunk(begun, text, *place, height, tuple(parts)))
        line += text.count("\n")
        parts.clear()

    text = page.extract_text(visitor_operand_before=before, visitor_text=shown)
    return text.translate(RADICALS), rules, chunks


def _table(grid: Grid, inside: Sequence[tuple[Chunk, Span]]) -> Table:
    cells: dict[Span, list[Chunk]] = {}
    for chunk, cell in inside:
        cells.setdefault(cell, []).append(chunk)
    told = {cell: _text(chunks, grid.width(cell)) for cell, chunks in cells.items()}
    places: dict[int, int] = {}
    for cell, chunks in cells.items():
        places[cell.row] = min(places.get(cell.row, chunks[0].line), *(c.line for c in chunks))
    spans = list(grid.rows())
    table = [[Cell(told.get(each, ""), each.columns, each.rows) for each in row] for row in spans]
    texts = [texts for row, texts in enumerate(rows_of(table)) if row in places]
    return Table(tuple(grid.xs), list(zip(sorted(places.values()), texts, strict=True)))


def _text(chunks: list[Chunk], width: float) -> str:
    """Return a cell's text: a line that is full goes on in the next, another may end a name."""
    lines: list[list[Chunk]] = []
    for chunk in sorted(_once(chunks), key=lambda each: -each.y):
        if not lines or lines[-1][0].y - chunk.y > chunk.size / 2:
            lines.append([])
        lines[-1].append(chunk)
    told = ""
    full = True
    for line in lines:
        line.sort(key=attrgetter("x"))
        text = "".join(chunk.text.strip() for chunk in line)
        told = told + text if full else joined(told, text)
        inner = line[-1].end - line[0].x
        full = width - inner < 3 * line[-1].size
    return told


def _once(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out what is printed again in the same place, to look bold."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if not any(
            chunk.text == each.text and hypot(chunk.x - each.x, chunk.y - each.y) < chunk.size / 4
            for each in kept[-MOST_AGAIN:]
        ):
            kept.append(chunk)
    return kept


def rows_on(pages: Sequence[Page]) -> list[tuple[int, int, list[str]]]:
    """Return page, line and cells of each row; one that the end of a page broke is made whole."""
    rows: list[tuple[int, int, list[str]]] = []
    before: Table | None = None
    heads: list[str] = []
    for number, page in enumerate(pages):
        for table in page.tables:
            goes_on = before is not None and _alike(before.xs, table.xs)
            heads = heads if goes_on else _heads(table)
            new = [(number, *row) for row in table.rows if not goes_on or row[1] != heads]
            if goes_on and rows and new and _completes(heads, rows[-1][2], new[0][2]):
                last = rows[-1][2]
                last[:] = map(joined, last, new.pop(0)[2])
            rows += new
            before = table
    return rows


def _heads(table: Table) -> list[str]:
    """Return the row that says what the columns hold."""
    named = (cells for _line, cells in table.rows if any(kind_of(each) in UNITS for each in cells))
    return next(named, table.rows[0][1])


def _completes(heads: Sequence[str], last: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before."""
    kinds = [kind_of(head) for head in heads]
    held = {kind: cell for kind, cell in zip(kinds, cells, strict=True) if kind and cell}
    whole = TASK in held and any(kind in UNITS for kind in held)
    if NUMBER not in kinds:
        return not whole
    before = dict(zip(kinds, last, strict=True)).get(TASK, "")
    return NUMBER not in held and not (whole and is_final(before))


def _alike(xs: Sequence[float], others: Sequence[float]) -> bool:
    return len(xs) == len(others) and all(
        abs(x - other) <= ALIKE for x, other in zip(xs, others, strict=True)
    )
