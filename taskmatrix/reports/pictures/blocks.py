"""Pictures in a terminal: squares as blocks of colour with letters, as wide as there is room."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import lt

from taskmatrix.reports.pictures.model import Square, Squares, Strip
from taskmatrix.reports.pictures.palette import mark
from taskmatrix.reports.text import fit, printable, width_of, wrap

_LEAST_LABEL, _LEAST_NAME, _MOST_LABEL, _WIDEST = 12, 16, 40, 4
_GAP = "  "
_STYLES: dict[str, dict[str, object]] = {
    "green": {"bg": "green", "fg": "black"},
    "yellow": {"bg": "yellow", "fg": "black"},
    "red": {"bg": "red", "fg": "bright_white", "bold": True},
    "grey": {"bg": "bright_black", "fg": "bright_white"},
    "done": {"bg": "cyan", "fg": "black"},
    "bar": {"bg": "blue", "fg": "bright_white"},
    "rest": {"bg": "white", "fg": "black"},
}


def blocks(squares: Squares, width: int, color: bool) -> Iterator[str]:
    """Yield a picture in lines of at most `width` columns; long heads become letters with a key."""
    if not squares.strips:
        return
    cells = _cells(squares)
    label = min(_natural(squares), _MOST_LABEL)
    room = width - label - len(_GAP)
    if sum(cells) > room:
        least = max(_LEAST_NAME, width * 3 // 10) if _is_alone(squares) else _LEAST_LABEL
        label = max(label + room - sum(cells), min(label, least))
        room = width - label - len(_GAP)
    if squares.heads or sum(cells) <= room:
        cells = _stretched(cells, squares, room)
        keyed = _keyed(squares, cells)
        for first, last in _panels(cells, room):
            yield from _panel(squares, keyed, cells, (first, last), label, width, color)
    else:
        for strip in squares.strips:
            yield from _below(strip, cells, width, color)
        keyed = {}
    yield from _key(squares, keyed, width, color)


def _cells(squares: Squares) -> list[int]:
    """Return how many columns each square takes: as many as the widest in its place."""
    least = 3 if _is_alone(squares) else 1
    places = zip(*(strip.squares for strip in squares.strips), strict=True)
    return [max(least, *(width_of(mark(square)) for square in place)) for place in places]


def _is_alone(squares: Squares) -> bool:
    """Whether each head stands above one square, so that columns are to be told apart."""
    return bool(squares.heads) and all(size == 1 for _text, size in squares.heads)


def _natural(squares: Squares) -> int:
    return max(width_of(printable(strip.label)) for strip in squares.strips)


def _stretched(cells: Sequence[int], squares: Squares, room: int) -> list[int]:
    """Return wider squares where there is room for them and what stands behind them."""
    behind = max(width_of(printable(strip.remark)) for strip in squares.strips)
    room -= behind + len(_GAP) if behind else 0
    by = 1
    while by < _WIDEST and sum(_wider(cell, by + 1) for cell in cells) <= room:
        by += 1
    return [_wider(cell, by) for cell in cells]


def _wider(cell: int, by: int) -> int:
    """Return a narrow square that many columns wide; letters keep theirs."""
    return max(cell, by) if cell == 1 else cell


def _keyed(squares: Squares, cells: Sequence[int]) -> dict[int, str]:
    """Return letters for the heads where one does not fit over its square."""
    wide = [width_of(printable(text)) for text, _size in squares.heads]
    if not _is_alone(squares) or all(map(lt, wide, cells)):
        return {}
    return {place: _letters(place) for place in range(len(wide))}


def _letters(place: int) -> str:
    """Return A, B, … Z, AA, AB, …"""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _panels(cells: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where squares fit beside each other."""
    first, used = 0, 0
    for place, cell in enumerate(cells):
        if used and used + cell > room:
            yield first, place
            first, used = place, 0
        used += cell
    if used:
        yield first, len(cells)


def _panel(
    squares: Squares,
    keyed: dict[int, str],
    cells: Sequence[int],
    part: tuple[int, int],
    label: int,
    width: int,
    color: bool,
) -> Iterator[str]:
    first, last = part
    heads = _heads(squares, keyed, cells, first, last)
    if heads.strip():
        yield f"{' ' * (label + len(_GAP))}{heads}".rstrip() + "\n"
    for strip in squares.strips:
        shown = list(zip(strip.squares, cells, strict=True))[first:last]
        if not _says(strip.squares):
            yield from (f"{line}\n" for line in wrap(printable(strip.label), width) if not first)
            continue
        if not _says(strip.squares[first:last]):
            continue
        drawn = f"{fit(printable(strip.label), label)}{_GAP}{_drawn(shown, color)}"
        remark = printable(strip.remark) if last == len(cells) else ""
        used = label + len(_GAP) + sum(cell for _square, cell in shown)
        beside = used + len(_GAP) + width_of(remark) <= width
        yield f"{drawn}{_GAP + remark if beside else ''}".rstrip() + "\n"
        if remark and not beside:
            yield from (f"{_GAP}{line}\n" for line in wrap(remark, width - len(_GAP)))


def _says(squares: Sequence[Square]) -> bool:
    return any(square.text or square.look for square in squares)


def _below(strip: Strip, cells: Sequence[int], width: int, color: bool) -> Iterator[str]:
    """Yield a strip with its squares below what it is about, in as many lines as they need."""
    said = f"{printable(strip.label)}{_GAP}{printable(strip.remark)}".rstrip()
    yield from (f"{line}\n" for line in wrap(said, width))
    for first, last in _panels(cells, width):
        yield (
            _drawn(list(zip(strip.squares, cells, strict=True))[first:last], color).rstrip() + "\n"
        )


def _heads(
    squares: Squares, keyed: dict[int, str], cells: Sequence[int], first: int, last: int
) -> str:
    """Return the heads of some squares; one that does not fit over its own is left out."""
    line, place = "", 0
    for number, (text, size) in enumerate(squares.heads):
        begin, end = max(place, first), min(place + size, last)
        place += size
        room = sum(cells[begin:end])
        said = keyed.get(number, printable(text))
        fits = width_of(said) < room or number in keyed
        line += fit(said if fits else "", room)
    return line


def _drawn(shown: Sequence[tuple[Square, int]], color: bool) -> str:
    if not color:
        return "".join(_plain(square, cell) for square, cell in shown)
    from taskmatrix.reports.table import styled

    pieces = []
    for look, same in groupby(shown, lambda each: each[0].look):
        text = "".join(fit(printable(square.text), cell) for square, cell in same)
        pieces.append(styled(text, _STYLES[look]) if look in _STYLES else text)
    return "".join(pieces)


def _plain(square: Square, cell: int) -> str:
    """Return a square in so many columns without colours: bars and lines go on behind it."""
    sign = printable(mark(square))
    more = mark(Square("", square.look)) if square.look in ("bar", "rest") else ""
    if not square.look and not sign.isalnum():
        more = sign[:1]
    return fit(sign + more * (cell - width_of(sign)), cell)


def _key(squares: Squares, keyed: dict[int, str], width: int, color: bool) -> Iterator[str]:
    """Yield what letters and colours mean, as many beside each other as fit."""
    entries = [
        (letters, printable(squares.heads[place][0]), None) for place, letters in keyed.items()
    ]
    yield from _beside(entries, width, color)
    signs: list[tuple[str, str, Square | None]] = [
        (mark(square), printable(meaning), square) for square, meaning in squares.key
    ]
    yield from _beside(signs, width, color)


def _beside(
    entries: Sequence[tuple[str, str, Square | None]], width: int, color: bool
) -> Iterator[str]:
    line, used = "", 0
    for sign, meaning, square in entries:
        size = 2 if color and square and not square.text else width_of(sign)
        shown = _drawn([(square, size)], color) if square else sign
        meaning = fit(meaning, min(width_of(meaning), width - size - 1))
        need = size + 1 + width_of(meaning)
        if used and used + len(_GAP) + need > width:
            yield line.rstrip() + "\n"
            line, used = "", 0
        line, used = f"{line}{_GAP if used else ''}{shown} {meaning}", used + need + len(_GAP)
    if line:
        yield line.rstrip() + "\n"
