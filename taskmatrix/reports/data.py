"""The forms that other programs read: JSON, CSV, Markdown tables, plain lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

SCHEMA = 1


BATCH = 500
"""Items that are encoded at once: the encoder is quick, a call of it is not."""


def json_object(
    kind: str, today: str, head: Mapping[str, Any], **lists: Iterable[Any]
) -> Iterator[str]:
    """Yield one JSON object; `lists` are written as they are read, in batches."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    fixed = {"schema": SCHEMA, "kind": kind, "today": today, **head}
    yield encode(fixed)[:-1]
    for name, items in lists.items():
        yield f", {encode(name)}: ["
        rest, separator = iter(items), "\n"
        while batch := list(islice(rest, BATCH)):
            yield separator + encode(batch)[1:-1]
            separator = ",\n"
        yield "]"
    yield "}\n"


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield CSV lines (RFC 4180); what a spreadsheet would take for a formula is quoted."""
    yield from csv_of_harmless([harmless(value) for value in row] for row in rows)


def csv_of_harmless(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield CSV lines of rows in which no cell is a formula or steers a terminal."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def harmless(value: Any) -> Any:
    """Return a cell that neither a spreadsheet nor a terminal takes for a command."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = _shown(value)
    return f"'{text}" if text[:1] in _FORMULAS else text


_FORMULAS = frozenset("=+-@＝＋－＠")


def _shown(value: Any) -> str:
    """Return a value as text on one line that steers no terminal."""
    text = "" if value is None else str(value)
    if text.isprintable():
        return text
    from taskmatrix.reports.text import visible

    return visible(text)


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield a table in GitHub's Markdown."""
    yield _markdown_row(heads)
    yield "|" + " --- |" * len(heads) + "\n"
    for row in rows:
        yield _markdown_row(row)


def _markdown_row(cells: Iterable[Any]) -> str:
    return "| " + " | ".join(markdown_text(cell) for cell in cells) + " |\n"


def markdown_text(value: Any) -> str:
    """Return a value as Markdown that shows it to the letter."""
    text = _shown(value)
    for char in ("\\", "|", "*", "_", "`", "<", "[", "]", "&", "~"):
        text = text.replace(char, "\\" + char)
    return " ".join(text.split())


def plain_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield a line a row, fields parted by tabs, for `cut` and `awk`."""
    for row in rows:
        yield "\t".join(" ".join(_shown(value).split()) for value in row) + "\n"
