"""Tables and forms in WordprocessingML; rows are written while they are read."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, islice, pairwise

from taskmatrix.reports.document import Field, Form, Inline, Row, Table
from taskmatrix.reports.text import width_of
from taskmatrix.reports.writers.word_styles import LINE
from taskmatrix.reports.writers.word_text import Look, clean, lone_light, paragraph, run, runs

_ROW = 500
"""Twips that a row of one printed line is high."""
_KEPT_ROWS = 4
"""Rows at the end of a form that stay on one page: the reply and the signatures below it."""
_MANY = 5
"""Columns beyond which the small size is used."""
_HEAD, _WORD, _SAMPLE = 8, 18, 200
"""Columns of text of a head and of a word that stay in one line; rows that are measured."""
_WORDS = re.compile(r"\d{4}-\d\d-\d\d|[!-,.-~]+-?")
"""What is cut when its column is too narrow; a code may be parted behind its hyphen."""


def table(block: Table, look: Look, small: bool) -> Iterator[str]:
    """Yield a table: its head on every page, no row cut by a page's end."""
    style = "TM Cell Small" if small or len(block.columns) > _MANY else "TM Cell"
    if block.caption:
        yield paragraph(run(block.caption, look), look, "TM Caption", "<w:keepNext/>")
    narrow = _needed(block, 105 if style == "TM Cell Small" else 120)
    widths = shares([column.share for column in block.columns], look.width, narrow)
    said = f'<w:tblCaption w:val="{_quoted(block.caption)}"/>' if block.caption else ""
    yield opened("TM Table", look, widths, said)
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, width in zip(block.columns, widths, strict=True):
        head = run(column.head, look, "TM Cell Head")
        yield cell(paragraph(head, look, style, '<w:keepNext/><w:jc w:val="center"/>'), width)
    yield "</w:tr>"
    aligns = [f'<w:jc w:val="{column.align}"/>' for column in block.columns]
    for row in block.rows():
        yield _row(row, look, style, widths, aligns)
    yield "</w:tbl>"


def _row(row: Row, look: Look, style: str, widths: list[int], aligns: list[str]) -> str:
    cells = []
    for content, width, align in zip(row, widths, aligns, strict=True):
        light = lone_light(content, look)
        shade = fill(look.fills[light.look]) if light else ""
        cells.append(cell(paragraph(runs(content, look), look, style, align), width, shade))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def form(block: Form, look: Look) -> Iterator[str]:
    """Yield a form: labels before boxes that leave room for writing by hand."""
    label = _label_width(block, look)
    rows = [_edges(row, look.width, label) for row in block.rows]
    grid = sorted({edge for edges in rows for edge in edges})
    yield opened("TM Form", look, [right - left for left, right in pairwise(grid)])
    for left, (row, edges) in enumerate(zip(block.rows, rows, strict=True), -len(rows)):
        kept = "<w:keepNext/>" if -_KEPT_ROWS <= left < -1 else ""
        height = max(field.lines for field in row) * (LINE if _for_writing(row) else _ROW)
        whole = "<w:cantSplit/>" if all(_is_short(field.value) for field in row) else ""
        yield f'<w:tr><w:trPr>{whole}<w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
        spans = [grid.index(right) - grid.index(left) for left, right in pairwise(edges)]
        sizes = [right - left for left, right in pairwise(edges)]
        for place, field in enumerate(row):
            yield from _field(field, look, sizes[2 * place :], spans[2 * place :], kept)
        yield "</w:tr>"
    yield "</w:tbl>"


def _field(
    field: Field, look: Look, sizes: list[int], spans: list[int], kept: str
) -> Iterator[str]:
    name = paragraph(run(field.label, look), look, "TM Form Label", kept)
    yield cell(name, sizes[0], span=spans[0])
    top = '<w:vAlign w:val="top"/>' if field.lines > 1 else ""
    value = paragraph(runs(field.value, look), look, "TM Form Text", kept)
    yield cell(value, sizes[1], top, spans[1])


def _for_writing(row: Sequence[Field]) -> bool:
    """Whether something is written into a row by hand."""
    return any(not field.value for field in row)


def _is_short(value: Inline) -> bool:
    text = value if isinstance(value, str) else "".join(span.text for span in value)
    return len(text) < 200


def _label_width(block: Form, look: Look) -> int:
    """Return the twips that labels take: five Chinese characters in a line, or two words."""
    columns = max((width_of(field.label) for row in block.rows for field in row), default=0)
    return min(max(columns, 8), 10 if look.chinese else 12) * 150 + 230


def _edges(row: Sequence[Field], width: int, label: int) -> list[int]:
    """Return where the cells of a row of a form begin and end."""
    starts = [width * place // len(row) for place in range(len(row) + 1)]
    label = min(label, width // len(row) // 2)
    inner = [edge for start in starts[:-1] for edge in (start, start + label)]
    return [*inner, width]


def opened(style: str, look: Look, widths: Sequence[int], more: str = "") -> str:
    """Return the beginning of a table with columns of these widths."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{look.styles[style]}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{more}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def cell(content: str, width: int, properties: str = "", span: int = 1) -> str:
    """Return paragraphs as a cell of a table."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{over}{properties}</w:tcPr>{content}</w:tc>"


def fill(colour: str) -> str:
    """Return the shading of a cell."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def shares(parts: Sequence[float], width: int, least: Sequence[int]) -> list[int]:
    """Return a width in whole twips cut into these parts of it, each as wide as it must be.

    What a narrow part lacks is taken from the others in proportion to what they can spare.
    """
    total = sum(parts) or 1
    wanted = [width * part / total for part in parts]
    lacking = sum(max(need - have, 0) for have, need in zip(wanted, least, strict=True))
    spare = sum(max(have - need, 0) for have, need in zip(wanted, least, strict=True))
    if lacking and spare >= lacking:
        keep = 1 - lacking / spare
        wanted = [
            need + max(have - need, 0) * keep for have, need in zip(wanted, least, strict=True)
        ]
    edges = [round(edge) for edge in accumulate(wanted, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _needed(block: Table, half: int) -> list[int]:
    """Return the twips that each column needs so that no date, number or short head is cut."""
    most = [min(width_of(column.head), _HEAD) for column in block.columns]
    for row in islice(block.rows(), _SAMPLE):
        for place, content in enumerate(row):
            most[place] = max(most[place], _longest_word(content))
    return [columns * half + 170 for columns in most]


def _longest_word(content: Inline) -> int:
    text = content if isinstance(content, str) else "".join(span.text for span in content)
    return max((min(_columns_of(word), _WORD) for word in _WORDS.findall(text)), default=0)


def _columns_of(word: str) -> int:
    """Return the columns of a word; a capital is half as wide again as a figure."""
    return len(word) + sum(map(str.isupper, word)) // 2


def _quoted(text: str) -> str:
    return escape(clean(text).replace("\n", " "))
