"""A screen about one thing: a heading, names and values below each other."""

from collections.abc import Iterator, Sequence

from taskmatrix.reports.table import styled
from taskmatrix.reports.text import fit, printable, width_of, wrap

Field = tuple[str, str | None]
_BOLD: dict[str, object] = {"bold": True}


def heading(text: str, width: int, color: bool) -> Iterator[str]:
    """Yield the lines of a heading."""
    for line in wrap(printable(text), width):
        yield f"{styled(line, _BOLD) if color else line}\n"


def fields(listed: Sequence[Field], width: int) -> Iterator[str]:
    """Yield names and values below each other; those without a value are left out."""
    given = [(name, printable(value)) for name, value in listed if value]
    label = max((width_of(name) for name, _value in given), default=0) + 2
    for name, value in given:
        head = fit(name, label)
        for line in wrap(value, max(width - label, 10)):
            yield f"{head}{line}\n"
            head = " " * label
