"""Text in a terminal: columns of width, Chinese characters two each, nothing that steers it."""

from collections.abc import Iterator
from unicodedata import category

from rich.cells import cell_len, set_cell_size

CUT = ".."

_NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "…": "...", "·": "."})
"""Characters that some Chinese terminals draw two columns wide and others one."""

_STEERING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def printable(text: str) -> str:
    """Return text without what steers a terminal or has no certain width."""
    if not text.isprintable():
        text = "".join(" " if c in "\t\n" else c for c in text if c in "\t\n" or _shows(c))
    return text if text.isascii() else text.translate(_NARROW)


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
        while size > width:
            head = set_cell_size(piece, width).rstrip()
            yield head
            piece = piece[len(head) :]
            size = cell_len(piece)
        line, used = line + piece, used + size
    if line or not text:
        yield line.rstrip()


_CLOSING = frozenset("，。；：、！？）》”’」】,.;:!?)")


def _pieces(text: str) -> Iterator[str]:
    """Yield what must stay on one line: words, and Chinese characters with what closes them."""
    word = ""
    for char in text:
        narrow = char.isascii() and char != " "
        if (word and char in _CLOSING) or (narrow and word and word[-1].isascii() and word != " "):
            word += char
        else:
            if word:
                yield word
            word = char
    if word:
        yield word
