"""Documents as one HTML page: for the screen, the phone and the printer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Column, Document, Figure, Inline, Row, Span, Table
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.text import visible
from taskmatrix.reports.writers.environment import Writer, ready
from taskmatrix.reports.writers.shape import contents, parts, spans

_CHINESE = re.compile("[一-鿿](?:[　-〿一-鿿＀-￯]*[一-鿿])?")
_ENGLISH = re.compile("[A-Za-z]{3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FOLDS = 4
"""So many columns are too many for a phone: each row becomes a card there."""


class Lit(NamedTuple):
    """How many tasks have a light, and how many more than before the period."""

    light: str
    letter: str
    name: str
    tasks: int
    more: int | None


def page(document: Document, data: Mapping[str, Any], folder: str | None) -> Iterator[str]:
    """Yield a document as a page, by the user's own template where there is one."""
    chinese = document.language == "zh"

    def inline(value: Inline) -> Markup:
        return _inline(value, chinese)

    def cells(row: Row) -> Markup:
        return _cells(row, chinese)

    writer = Writer(
        "html",
        lambda text: escape(visible(text)),
        parts=parts,
        contents=contents,
        inline=inline,
        cells=cells,
        labels=_labels,
        aligned=_aligned,
        shares=_shares,
        folds=lambda columns: len(columns) >= _FOLDS,
        svg=_svg,
        lights=_lights,
        changes=_changes,
        looks=_looks,
        css_text=_css_text,
    )
    return writer.pieces(document, data, folder)


def _inline(value: Inline, chinese: bool) -> Markup:
    return ready("".join(_span(span, chinese) for span in spans(value)))


def _span(span: Span, chinese: bool) -> str:
    lines = (_tongues(escape(visible(line)), chinese) for line in span.text.split("\n"))
    text = _DAY.sub(r'<span class="day">\g<0></span>', "<br>".join(lines))
    if not span.look or not text:
        return text
    if span.look == "strong":
        return f"<strong>{text}</strong>"
    if span.look == "quiet":
        return f'<span class="quiet">{text}</span>'
    return f'<b class="light {escape(span.look)}">{text}</b>'


def _tongues(text: str, chinese: bool) -> str:
    """Return escaped text in which what is in the page's other language is marked as such."""
    if not chinese:
        return _CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', text)
    is_english = _ENGLISH.search(text) and not _CHINESE.search(text)
    return f'<span lang="en">{text}</span>' if is_english else text


def _cells(row: Row, chinese: bool) -> Markup:
    """Return the cells of a row; the first says what the row is about."""
    first, *rest = (_inline(cell, chinese) for cell in row)
    return ready(f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest))


def _labels(columns: Sequence[Column]) -> str:
    """Return the heads as properties of CSS: on a phone each stands before its cell."""
    return ";".join(
        f"--l{number}:{_css_text(column.head)}" for number, column in enumerate(columns, 1)
    )


def _aligned(columns: Sequence[Column]) -> str:
    """Return the classes that say which columns are aligned at the right or centred."""
    named = {"right": "r", "center": "c"}
    return " ".join(
        f"{named[column.align]}{number}"
        for number, column in enumerate(columns, 1)
        if column.align in named
    )


def _shares(columns: Sequence[Column]) -> list[str]:
    """Return the widths of columns in percent of all."""
    total = sum(column.share for column in columns) or 1
    return [f"{100 * column.share / total:.1f}%" for column in columns]


def _looks(document: Document) -> Markup:
    """Return the styles of lights, and of columns by their place: how aligned, how called."""
    from taskmatrix.reports.pictures.palette import FILL, INK

    tables = [block for block in document.blocks if isinstance(block, Table)]
    most = max((len(table.columns) for table in tables), default=0)
    lines = [f".{look} {{ background: {FILL[look]}; color: {INK[look]} }}" for look in LIGHTS]
    for number in range(1, most + 1):
        cell = f":is(th, td):nth-child({number})"
        lines += [
            f".c{number} {cell} {{ text-align: center }}",
            f".r{number} {cell} {{ text-align: right; font-variant-numeric: tabular-nums }}",
            f".fold {cell}::before {{ content: var(--l{number}) }}",
        ]
    return ready("\n".join(lines))


def _svg(figure: Figure) -> Markup:
    return ready(figure.picture.svg())


def _changes(lit: Sequence[Lit]) -> str:
    """Return what the small figures beside the lights mean, where there are any."""
    return _("small figures: changes in this period") if any(one.more for one in lit) else ""


def _css_text(text: str) -> str:
    r"""Return a text as a string of CSS; a sign that could end it is written as `\22 `."""
    signs = (char if char.isalnum() else f"\\{ord(char):x} " for char in visible(text))
    return f'"{"".join(signs)}"'


def _lights(data: Mapping[str, Any]) -> list[Lit]:
    """Return the lights of all tasks, the worst first; nothing where the data count none."""
    now = (data.get("totals") or {}).get("lights")
    if not now:
        return []
    before = (data.get("before") or {}).get("lights")
    letters, names = light_letters(), light_names()
    worst_first = ("red", "yellow", "grey", "green", "done")
    return [
        Lit(
            *(light, letters[light], names[light], now.get(light, 0)),
            now.get(light, 0) - before.get(light, 0) if before else None,
        )
        for light in worst_first
    ]
