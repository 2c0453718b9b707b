"""Tables and forms in WordprocessingML; rows are written while they are read."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import accumulate, islice, pairwise, starmap

from taskmatrix.reports.document import Field, Form, Inline, Row, Table
from taskmatrix.reports.text import width_of
from taskmatrix.reports.writers.word_styles import LINE
from taskmatrix.reports.writers.word_text import Look, clean, lone_light, paragraph, run, runs

_ROW = 500
"""Twips that a row of one printed line is high."""
_KEPT_ROWS = 4
"""Rows at the end of a form that stay on one page: the reply and the signatures below it."""
_WHOLE = 12
"""Lines up to which a row is not cut by the end of a page."""
_MANY = 5
"""Columns beyond which the small size is used."""
_HEAD, _WORD, _SAMPLE = 10, 18, 200
"""Columns of text of a head and of a word that stay in one line; rows that are measured."""
_LONG_HEAD, _SHORT = 12, 16
"""Columns beyond which a head is parted at its stroke; up to which a cell stays in one line."""
_GIVEN = 0.05
"""The share of a line that columns of long texts give up for it."""
_WORDS = re.compile(r"〔\d{4}〕\d+号|\d{4}-\d\d-\d\d|[!-,.-~]+-?")
"""What is cut when its column is too narrow; a code may be parted behind its hyphen."""
_MIDDLE = '<w:vAlign w:val="center"/>'


def table(block: Table, look: Look, small: bool) -> Iterator[str]:
    """Yield a table: its head on every page, no row alone on one, no short row cut by its end."""
    style = "TM Cell Small" if small or len(block.columns) > _MANY else "TM Cell"
    if block.caption:
        yield paragraph(run(block.caption, look), look, "TM Caption", "<w:keepNext/>")
    widths = _widths(block, look, _half(style))
    said = f'<w:tblCaption w:val="{_quoted(block.caption)}"/>' if block.caption else ""
    yield opened("TM Table", look, widths, said)
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, width in zip(block.columns, widths, strict=True):
        long = width_of(column.head) > _LONG_HEAD
        head = column.head.replace("/", "/\n") if long else column.head
        head = run(head, look, "TM Cell Head")
        shown = paragraph(head, look, style, '<w:keepNext/><w:jc w:val="center"/>')
        yield cell(shown, width, _MIDDLE)
    yield "</w:tr>"
    yield from _rows(block, look, style, widths)
    yield "</w:tbl>"


def _rows(block: Table, look: Look, style: str, widths: Sequence[int]) -> Iterator[str]:
    aligns = [f'<w:jc w:val="{column.align}"/>' for column in block.columns]
    with_next = [f"<w:keepNext/>{align}" for align in aligns]

    @lru_cache(maxsize=4096)  # units, days, percentages: in a long table most are like others
    def made(content: Inline, width: int, align: str) -> str:
        light = lone_light(content, look)
        shade = fill(look.fills[light.look]) if light else ""
        return cell(paragraph(runs(content, look), look, style, align), width, shade)

    half = _half(style)
    for row, kept in _kept(block.rows()):
        short = all(
            _lines(content, width, half) <= _WHOLE
            for content, width in zip(row, widths, strict=True)
        )
        places = with_next if kept and short else aligns
        cells = starmap(made, zip(row, widths, places, strict=True))
        properties = "<w:trPr><w:cantSplit/></w:trPr>" if short else ""
        yield f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _half(style: str) -> int:
    """Return the twips that a column of text takes in a style of cells."""
    return 105 if style == "TM Cell Small" else 120


def _lines(content: Inline, width: int, half: int) -> int:
    """Return about how many lines a content takes in a cell of a width."""
    text = content if isinstance(content, str) else "".join(span.text for span in content)
    room = max((width - 170) // half, 2)
    return sum(-(-width_of(line) // room) for line in text.split("\n"))


def _kept(rows: Iterable[Row]) -> Iterator[tuple[Row, bool]]:
    """Yield rows, and whether each stays with the next: the first two do, and the last two."""
    coming = iter(rows)
    ahead = deque(islice(coming, 2))
    first = True
    while ahead:
        row = ahead.popleft()
        ahead.extend(islice(coming, 2 - len(ahead)))
        yield row, bool(ahead) and (first or len(ahead) == 1)
        first = False


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


def _widths(block: Table, look: Look, half: int) -> list[int]:
    """Return the widths of columns: no date, number or short head is cut, nor a name if it fits."""
    words = [min(width_of(column.head), _HEAD) for column in block.columns]
    names = list(words)
    for row in islice(block.rows(), _SAMPLE):
        for place, content in enumerate(row):
            text = content if isinstance(content, str) else "".join(span.text for span in content)
            words[place] = max(words[place], _longest_word(text))
            if (columns := width_of(text)) <= _SHORT:
                names[place] = max(names[place], columns)
    parts = [column.share for column in block.columns]
    widths = shares(parts, look.width, [columns * half + 170 for columns in words])
    whole = [columns * half + 170 for columns in map(max, names, words)]
    wanting = sum(max(need - have, 0) for need, have in zip(whole, widths, strict=True))
    return shares(widths, look.width, whole) if wanting < look.width * _GIVEN else widths


def _longest_word(text: str) -> int:
    return max((min(_columns_of(word), _WORD) for word in _WORDS.findall(text)), default=0)


def _columns_of(word: str) -> int:
    """Return the columns of a word; a capital and % are half as wide again as a figure.

    LibreOffice sets air between figures and Chinese characters.
    """
    broad = sum(char.isupper() or char == "%" for char in word)
    return width_of(word) + (-(-broad // 2) if word.isascii() else 1)


def _quoted(text: str) -> str:
    return escape(clean(text).replace("\n", " "))
