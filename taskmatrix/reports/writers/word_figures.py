"""Pictures as tables of shaded squares: sharp in print, with letters, shown alike everywhere."""

from collections.abc import Iterator
from typing import NamedTuple

from taskmatrix.reports.pictures.model import Square, Squares, Strip
from taskmatrix.reports.pictures.palette import FILL, INK, STRIPE, mark
from taskmatrix.reports.text import width_of
from taskmatrix.reports.writers.word_tables import cell, fill, opened
from taskmatrix.reports.writers.word_text import Look, paragraph, run

_COLUMN = 100
"""Twips that a column of text takes in the labels: half a Chinese one of 9 points with air."""
_LARGEST = 460
_TALLEST = 2600
_PAGE = 18
"""Strips that stay together on a page with what they mean."""
_KEPT = "<w:keepNext/>"
_KEY_BORDER = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
_TODAY = (
    '<w:tcBorders><w:left w:val="single" w:sz="18" w:space="0" w:color="C00000"/></w:tcBorders>'
)

_LINE = Square("", "line")


class _Frame(NamedTuple):
    """The columns of a picture: labels, squares of one side, remarks; in twips."""

    look: Look
    labels: int
    side: int
    number: int
    remarks: int
    keep: str


def figure(squares: Squares, caption: str, look: Look) -> Iterator[str]:
    """Yield a picture as a table, and what it is and its colours and letters mean.

    That stands below it, or above where the picture is longer than a page.
    """
    key = paragraph(_key(squares, look), look, "TM Key", _KEPT) if squares.key else ""
    if len(squares.strips) > _PAGE:
        yield paragraph(run(caption, look), look, "TM Caption", _KEPT) + key
        yield from _table(squares, look, "")
        yield paragraph("", look, "TM Gap")
    else:
        yield from _table(squares, look, _KEPT)
        yield key + paragraph(run(caption, look), look, "TM Caption")


def _table(squares: Squares, look: Look, keep: str) -> Iterator[str]:
    count = max((len(strip.squares) for strip in squares.strips), default=0)
    if not count:
        return
    labels = _room([strip.label for strip in squares.strips], look.width * 34 // 100)
    remarks = _room([strip.remark for strip in squares.strips], look.width * 56 // 100 - labels)
    side = min((look.width - labels - remarks) // count, _LARGEST)
    frame = _Frame(look, labels, side, count, remarks, keep)
    widths = [labels, *[side] * count, remarks]
    yield opened("TM Figure", look, [width for width in widths if width])
    if any(text for text, _over in squares.heads):
        yield _heads(squares, frame)
    for strip in squares.strips:
        yield _strip(strip, frame)
    yield "</w:tbl>"


def _room(texts: list[str], most: int) -> int:
    """Return the twips of the longest text, at most so many; none where nothing is said."""
    columns = max(map(width_of, texts), default=0)
    return min(columns * _COLUMN + 200, most) if columns else 0


def _heads(squares: Squares, frame: _Frame) -> str:
    longest = max(width_of(text) for text, _over in squares.heads)
    turned = any(width_of(text) * _COLUMN > frame.side * over for text, over in squares.heads)
    height = min(longest * _COLUMN + 160, _TALLEST) if turned else 300
    rule = f'<w:trHeight w:val="{height}" w:hRule="{"exact" if turned else "atLeast"}"/>'
    cells = []
    for text, over in squares.heads:
        width = frame.side * over
        if turned:
            cells.append(cell(_standing(text, frame, width), width, _turn(text), over))
        else:
            cells.append(cell(_lying(text, frame), width, span=over))
    return _row(
        f"<w:cantSplit/>{rule}<w:tblHeader/>",
        _lying("", frame),
        "".join(cells),
        _lying("", frame),
        frame,
    )


def _lying(text: str, frame: _Frame) -> str:
    middle = frame.keep + '<w:jc w:val="center"/>'
    return paragraph(run(text, frame.look), frame.look, "TM Square Label", middle)


def _standing(text: str, frame: _Frame, width: int) -> str:
    """Return a text that runs down or up, in a line no higher than its column is wide."""
    line = f'<w:spacing w:line="{width}" w:lineRule="exact"/>' if width < 240 else ""
    letters = run(text, frame.look, properties=_size("", width))
    return paragraph(letters, frame.look, "TM Square Label", frame.keep + line)


def _turn(text: str) -> str:
    """Return the direction of a text that stands: Chinese upright, from the top."""
    direction = "btLr" if text.isascii() else "tbRlV"
    return f'<w:textDirection w:val="{direction}"/><w:vAlign w:val="center"/>'


def _strip(strip: Strip, frame: _Frame) -> str:
    missing = [Square("")] * (frame.number - len(strip.squares))
    return _row(
        "<w:cantSplit/>",
        _beside(strip.label, frame),
        "".join(_square(square, frame) for square in (*strip.squares, *missing)),
        _beside(strip.remark, frame),
        frame,
    )


def _beside(text: str, frame: _Frame) -> str:
    air = frame.keep + '<w:ind w:left="60" w:right="60"/>'
    return paragraph(run(text, frame.look), frame.look, "TM Square Label", air)


def _row(properties: str, label: str, squares: str, remark: str, frame: _Frame) -> str:
    before = cell(label, frame.labels) if frame.labels else ""
    behind = cell(remark, frame.remarks) if frame.remarks else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{before}{squares}{behind}</w:tr>"


def _square(square: Square, frame: _Frame) -> str:
    today = mark(square) == mark(_LINE)
    text = "" if today else square.text
    inked = f'<w:color w:val="{INK[square.look][1:]}"/>{_size(text, frame.side)}'
    letter = run(text, frame.look, properties=inked)
    colour = STRIPE if square.look in ("", "line") else FILL[square.look]
    shade = (_TODAY if today else "") + fill(colour[1:])
    return cell(paragraph(letter, frame.look, "TM Square", frame.keep), frame.side, shade)


def _size(text: str, width: int) -> str:
    """Return the size in which a text stands in one line of a narrow square."""
    half_points = width // (5 * max(width_of(text), 2))
    return f'<w:sz w:val="{max(half_points, 8)}"/>' if half_points < 18 else ""


def _key(squares: Squares, look: Look) -> str:
    gap = run("　" if look.chinese else "   ", look)
    return gap.join(_meaning(square, text, look) for square, text in squares.key)


def _meaning(square: Square, text: str, look: Look) -> str:
    shade = fill(FILL[square.look][1:])
    properties = f'<w:color w:val="{INK[square.look][1:]}"/>{_KEY_BORDER}{shade}'
    shown = f"\u00a0{square.text or chr(0xA0)}\u00a0"
    return run(shown, look, properties=properties) + run(f" {text}", look)
