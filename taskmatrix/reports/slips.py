"""The register of slips, and one slip, for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.escalation import (
    causes_text,
    colour_letters,
    move_text,
    slip_number,
    step_names,
)

Item = dict[str, Any]
_STYLES: dict[str, dict[str, object]] = {
    "blue": {"fg": "blue"},
    "yellow": {"fg": "yellow"},
    "red": {"fg": "red", "bold": True},
}


def slip_statuses() -> dict[str, str]:
    """Return what the statuses of a slip are called."""
    return {
        "open": _("unanswered"),
        "answered": _("answered"),
        "lapsed": _("lapsed"),
        "withdrawn": _("withdrawn"),
    }


def write_slips(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield the register as a `table`, `plain` lines, `csv` or `md`."""
    heads = [
        _("Slip no."),
        _("Colour"),
        _("Step"),
        _("Code"),
        _("Task"),
        _("Addressee"),
        _("Issued"),
        _("Reply by"),
        _("Reply"),
        _("Promised"),
        _("Because"),
    ]
    rows = list(map(_row, items))
    if form == "table":
        yield from _table(items, heads, rows, width, color)
    elif form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _row(item: Item) -> list[str]:
    return [
        slip_number(item["number"]),
        colour_letters()[item["colour"]],
        step_names()[item["step"] - 1],
        item["task"],
        item["title"],
        item["unit"],
        item["issued"],
        item["reply_by"],
        status_text(item),
        item["promised"] or "",
        causes_text(item["causes"]),
    ]


def status_text(item: Item) -> str:
    """Return what became of a slip; that an answer came late is said."""
    status = slip_statuses()[item["status"]]
    return _("{status} (late)").format(status=status) if item["late"] else status


def _table(
    items: Sequence[Item], heads: Sequence[str], rows: Sequence[list[str]], width: int, color: bool
) -> Iterator[str]:
    from taskmatrix.reports.table import Cell, Column, Text, table

    columns = [
        Column(heads[0]),
        Column(heads[1], optional=True),
        Column(heads[2]),
        Column(heads[3]),
        Column(heads[4], stretch=True, optional=True, least=12),
        Column(heads[5], stretch=True, least=12),
        Column(heads[6], optional=True),
        Column(heads[7]),
        Column(heads[8]),
        Column(heads[9], optional=True),
        Column(heads[10], stretch=True, optional=True, least=40),
    ]

    def styled(item: Item, row: list[str]) -> list[Cell]:
        late = {"fg": "red", "bold": True} if item["status"] == "lapsed" else None
        colour = Text(row[1], _STYLES[item["colour"]])
        return [row[0], colour, *row[2:8], Text(row[8], late), *row[9:]]

    yield from table(columns, map(styled, items, rows), width, color)


def slip_lines(items: Sequence[Item]) -> Iterator[str]:
    """Yield a line for each slip on a task: number, step, to whom, what became of it, why."""
    for item in items:
        parts = [
            item["issued"],
            slip_number(item["number"]),
            step_names()[item["step"] - 1],
            item["unit"],
            status_text(item),
            causes_text(item["causes"]),
        ]
        yield "  ".join(parts)


def slip_details(item: Item, width: int, color: bool) -> Iterator[str]:
    """Yield everything about one slip."""
    from taskmatrix.reports.fields import fields, heading

    number, step = slip_number(item["number"]), step_names()[item["step"] - 1]
    yield from heading(f"{number} {step}", width, color)
    after = item["after"]
    status = status_text(item)
    withdrawn = item["withdrawn_because"]
    yield from fields(
        [
            (_("Colour"), colour_letters()[item["colour"]]),
            (_("Task"), f"{item['task']} {item['title']}"),
            (_("Addressee"), item["unit"]),
            (_("Reported to"), item["to"]),
            (_("Copies"), _(", ").join(item["copies"])),
            (_("Issued"), f"{item['issued']}  {item['actor']}"),
            (_("Reply by"), item["reply_by"]),
            (_("Reply"), status),
            (_("Because"), causes_text(item["causes"])),
            (_("Why this step"), step_text(item) if after or item["because"] != "first" else None),
            (_("Reason"), item["reason"]),
            (_("Holds up"), _(", ").join(item["hinders"])),
            (_("Answered"), item["answered"] and f"{item['answered']}  {item['ended_by']}"),
            (_("Reply text"), item["answer"]),
            (_("Promised"), item["promised"]),
            (_("Withdrawn"), withdrawn and f"{item['withdrawn']}  {item['ended_by']}"),
            (_("Withdrawn because"), withdrawn),
        ],
        width,
    )


def step_text(item: Item) -> str:
    """Return why a slip is of its step."""
    return move_text(item["because"], after=item["after"], day=item["day"])
