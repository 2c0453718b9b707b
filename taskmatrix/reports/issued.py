"""Issued documents: what they are called, and the list of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines

Item = Mapping[str, Any]


def document_name(kind: str, year: int, number: int) -> str:
    """Return what an issued document is called: 周报2026年第12期."""
    if kind == "slip":
        from taskmatrix.reports.escalation import slip_number

        return _("slip paper {number}").format(number=slip_number(f"{year}-{number}"))
    names = {
        "weekly": _("weekly no. {number} of {year}"),
        "monthly": _("monthly no. {number} of {year}"),
    }
    return names[kind].format(year=year, number=number)


def named(item: Item) -> str:
    """Return what a document is called, given as an item of the list or as an event's data."""
    return document_name(item["kind"], item["year"], item["number"])


def stem_of(item: Item) -> str:
    """Return a name for the file of a document that needs no quotes in a shell."""
    return "-".join("".join(c if c.isalnum() else " " for c in named(item)).split())


def reprint_line(item: Item) -> str:
    """Return the command that prints a document again."""
    number = f"{item['year']}-{item['number']}"
    path = f"{stem_of(item)}.{item['form']}"
    return f"taskmatrix report reprint {item['kind']} {number} -o {path}"


def span_of(item: Item) -> str:
    """Return the days that a document covers; nothing where it covers none."""
    if item["first"] is None or item["first"] == item["last"]:
        return item["first"] or ""
    return _("{first} to {last}").format(first=item["first"], last=item["last"])


def write_issues(items: Iterable[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield the documents that were issued as a `table`, `plain` lines, `csv` or `md`."""
    heads = [
        _("Document"),
        _("Covers"),
        _("Issued"),
        _("Person"),
        _("Format"),
        _("Withdrawn"),
        _("Withdrawn because"),
    ]
    rows = [_row(item) for item in items]
    if form == "table":
        yield from _table(heads, rows, width, color)
    elif form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _row(item: Item) -> list[str]:
    reason = item["reason"] or (_("[redacted]") if item["withdrawn"] else "")
    name = named(item)
    if item["slip"] and item["slip"]["withdrawn"]:
        name = _("{document} (slip withdrawn)").format(document=name)
    return [
        name,
        span_of(item),
        item["issued"],
        item["actor"],
        item["form"].upper() if item["kept"] else _("[redacted]"),
        item["withdrawn"] or "",
        reason,
    ]


def _table(
    heads: Sequence[str], rows: Sequence[list[str]], width: int, color: bool
) -> Iterator[str]:
    from taskmatrix.reports.table import Column, table

    columns = [
        Column(heads[0]),
        Column(heads[1]),
        Column(heads[2], optional=True),
        Column(heads[3], stretch=True, optional=True),
        Column(heads[4]),
    ]
    if any(row[5] for row in rows):
        columns += [Column(heads[5]), Column(heads[6], stretch=True, optional=True, least=12)]
    yield from table(columns, [row[: len(columns)] for row in rows], width, color)
