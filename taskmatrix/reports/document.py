"""A document before it is written: blocks in their order, the same for every form."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from taskmatrix.reports.pictures.model import Picture


class Span(NamedTuple):
    """A piece of text; `look` is strong, quiet, or a light: green, yellow, red, grey, done."""

    text: str
    look: str = ""


Inline = str | tuple[Span, ...]
Row = Sequence[Inline]


class Heading(NamedTuple):
    """A heading with its number: level 1 一、, 2 （一）, 3 1."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """A paragraph of the body."""

    text: Inline


class Note(NamedTuple):
    """What is said in small print: on what a number rests."""

    text: str


class Column(NamedTuple):
    """A column of a table; `share` of the width, `align` left, center or right."""

    head: str
    share: float
    align: str = "left"


class Table(NamedTuple):
    """A table; its rows are read when they are written, for there may be many."""

    columns: Sequence[Column]
    rows: Callable[[], Iterable[Row]]
    caption: str = ""


class Field(NamedTuple):
    """A field of a form; `lines` is the room that it takes at least, in lines of the body."""

    label: str
    value: Inline
    lines: int = 1


class Form(NamedTuple):
    """A printed form: in each row one field, or several beside each other."""

    rows: Sequence[Sequence[Field]]


class Figure(NamedTuple):
    """A picture with what it shows in words, for those who do not see it too."""

    picture: "Picture"
    caption: str


class Annex(NamedTuple):
    """What follows begins a new page; `wide` where it lies on its side."""

    title: str
    wide: bool = False


class Signature(NamedTuple):
    """Who issues a document, and the day, at its end."""

    name: str
    day: str


Block = Heading | Paragraph | Note | Table | Form | Figure | Annex | Signature


class Masthead(NamedTuple):
    """The red head of a periodical: its name, number, issuer at the left, day at the right."""

    name: str
    number: str
    issuer: str
    day: str


class Document(NamedTuple):
    """A document. `kind` names the report, `marks` stand on every page: draft, simulated data."""

    kind: str
    language: str
    day: str
    title: str
    subtitle: str
    masthead: Masthead | None
    marks: Sequence[str]
    blocks: Sequence[Block]
