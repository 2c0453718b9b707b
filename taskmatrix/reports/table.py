"""Tables for a terminal: every line within its width, every column straight."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_letters
from taskmatrix.reports.text import fit, printable, width_of

GAP = "  "
LEAST = 8


@dataclass(frozen=True)
class Column:
    """A column: its head; whether it gives way when room is short, and may even be left out.

    Before a column that stretches is narrower than `least`, optional ones are left out.
    """

    head: str
    stretch: bool = False
    right: bool = False
    optional: bool = False
    least: int = LEAST


class Text(NamedTuple):
    """A cell with a style: keyword arguments for `click.style`, None for none."""

    text: str
    style: dict[str, object] | None = None


Cell = str | Text


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], width: int, color: bool
) -> Iterator[str]:
    """Yield the lines of a table: heads, a rule, a line a row."""
    body = [[_text(cell) for cell in row] for row in rows]
    natural = [
        max([width_of(column.head), *(width_of(row[i].text) for row in body)])
        for i, column in enumerate(columns)
    ]
    shown = _chosen(columns, natural, width)
    widths = _widths(columns, natural, shown, width)
    heads = [Text(column.head, {"bold": True}) for column in columns]
    yield _line(heads, columns, shown, widths, color)
    yield GAP.join("-" * widths[i] for i in shown) + "\n"
    for row in body:
        yield _line(row, columns, shown, widths, color)


def _text(cell: Cell) -> Text:
    return (
        Text(printable(cell)) if isinstance(cell, str) else Text(printable(cell.text), cell.style)
    )


def _chosen(columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int]:
    """Return the columns that are shown: optional ones go, last first, where room is short."""
    shown = list(range(len(columns)))
    for i in reversed(range(len(columns))):
        least = sum(
            min(natural[j], columns[j].least) if columns[j].stretch else natural[j] for j in shown
        )
        if least + len(GAP) * (len(shown) - 1) <= width:
            break
        if columns[i].optional:
            shown.remove(i)
    return shown


def _widths(
    columns: Sequence[Column], natural: Sequence[int], shown: Sequence[int], width: int
) -> dict[int, int]:
    widths = {i: natural[i] for i in shown}
    over = sum(widths.values()) + len(GAP) * (len(shown) - 1) - width
    while over > 0:
        widest = max(shown, key=lambda i: _gives_way(columns[i], widths[i]))
        if widths[widest] <= 1:
            break
        widths[widest] -= 1
        over -= 1
    return widths


def _gives_way(column: Column, width: int) -> tuple[bool, bool, int]:
    """Return which column gives way first: the widest of those that still stretch."""
    return column.stretch and width > column.least, column.stretch and width > LEAST, width


def _line(
    cells: Sequence[Text],
    columns: Sequence[Column],
    shown: Sequence[int],
    widths: dict[int, int],
    color: bool,
) -> str:
    parts = []
    for i in shown:
        cell = cells[i]
        text = fit(cell.text, widths[i])
        if columns[i].right:
            bare = text.rstrip()
            text = " " * (widths[i] - width_of(bare)) + bare
        parts.append(styled(text, cell.style) if color and cell.style else text)
    return GAP.join(parts).rstrip() + "\n"


LIGHT_STYLES: dict[str | None, dict[str, object]] = {
    "green": {"fg": "green"},
    "yellow": {"fg": "yellow"},
    "red": {"fg": "red", "bold": True},
    "grey": {"fg": "bright_black"},
    "done": {"fg": "blue"},
}
"""How the letters of lights look."""


def light_column() -> tuple[Column, Callable[[Mapping[str, Any]], Text]]:
    """Return the column of lights: their letters in their colours."""
    letters = light_letters()

    def light(item: Mapping[str, Any]) -> Text:
        return Text(letters.get(item["light"], ""), LIGHT_STYLES.get(item["light"]))

    return Column(_("Light")), light


def styled(text: str, style: dict[str, object]) -> str:
    """Return text in a style for the terminal."""
    from click import style as click_style

    return click_style(text, **style)  # type: ignore[arg-type]
