"""Text in a terminal: columns of width, Chinese characters two each, nothing that steers it."""

from collections.abc import Iterator
from unicodedata import category

from rich.cells import cell_len, set_cell_size

CUT = ".."

_NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "…": "...", "·": "."})
"""Characters that some Chinese terminals draw two columns wide and others one."""

_VARIANTS = (*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0))
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_CERTAIN = (
    _NARROW
    | dict.fromkeys(_VARIANTS)
    | {code: chr(ord("A") + place) for place, code in enumerate(_FLAG_LETTERS)}
)
"""How characters of no certain width are shown: emoji without variants, flags as letters."""

_STEERING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def visible(text: str) -> str:
    """Return text without what steers a terminal; a tab or a line's end becomes a blank."""
    if text.isprintable():
        return text
    shown = (" " if c in "\t\n" else c for c in text if c in "\t\n" or _shows(c))
    return "".join(shown)


def printable(text: str) -> str:
    """Return text without what steers a terminal or has no certain width."""
    return text if text.isascii() and text.isprintable() else visible(text).translate(_CERTAIN)


def _shows(char: str) -> bool:
    return category(char) not in _STEERING


def width_of(text: str) -> int:
    """Return the columns that a text takes."""
    return cell_len(text)


def fit(text: str, width: int) -> str:
    """Return a text in exactly `width` columns, cut with `..` or padded."""
    have = cell_len(text)
    if have <= width:
        return text + " " * (width - have)
    if width <= len(CUT):
        return set_cell_size(text, width)
    head = set_cell_size(text, width - len(CUT)).rstrip() + CUT
    return head + " " * (width - cell_len(head))


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield lines of at most `width` columns, broken between words or Chinese characters."""
    line, used = "", 0
    for piece in _pieces(text):
        size = cell_len(piece)
        if line and used + size > width:
            yield line.rstrip()
            line, used = "", 0
            if piece == " ":
                continue
        while size > width and len(piece) > 1:
            head = _beginning(piece, width)
            yield head.rstrip()
            piece = piece[len(head) :]
            size = cell_len(piece)
        line, used = line + piece, used + size
    if line or not text:
        yield line.rstrip()


def _beginning(text: str, width: int) -> str:
    """Return as much of a text as fits, one character at least."""
    length = len(set_cell_size(text, width))
    if cell_len(text[:length]) > width:  # half of a wide character
        length -= 1
    return text[: max(length, 1)]


_CLOSING = frozenset("，。；：、！？）》”’」】〕,.;:!?)")
_OPENING = frozenset("（《“‘「【〔(")


def _pieces(text: str) -> Iterator[str]:
    """Yield what must stay on one line: words, and Chinese characters with what closes them."""
    word = ""
    for char in text:
        narrow = char.isascii() and char != " "
        if (word and (char in _CLOSING or word[-1] in _OPENING)) or (
            narrow and word and word[-1].isascii() and word != " "
        ):
            word += char
        else:
            if word:
                yield word
            word = char
    if word:
        yield word
