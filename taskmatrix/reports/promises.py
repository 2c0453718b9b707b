"""Promises, as tables or as data."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import promise_statuses, redactable

Item = dict[str, Any]
_MISSED: dict[str, object] = {"fg": "red", "bold": True}
_BOLD: dict[str, object] = {"bold": True}
MOST_RECENT = 10
"""Promises that head a unit's own list: more would push its tasks out of sight."""


def write_promises(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield promises in one of the forms `table`, `plain`, `csv`, `md`."""
    from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines

    if form == "table":
        yield from _table(items, width, color)
        return
    heads, rows = _heads(), list(_rows(items))
    if form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def write_recent(items: Sequence[Item], width: int, color: bool, rest: str) -> Iterator[str]:
    """Yield a unit's latest promises above its tasks; `rest` is the command that shows all."""
    from taskmatrix.reports.table import Column, Text, styled, table

    head = _("Promises")
    yield f"{styled(head, _BOLD) if color else head}\n"
    columns = [
        Column(_("Code")),
        Column(_("Task"), stretch=True, optional=True, least=16),
        Column(_("Promise"), stretch=True, least=16),
        Column(_("Due")),
        Column(_("Status")),
    ]
    rows = (
        [item["task"], item["title"], _text(item), item["due"], Text(_status(item), _style(item))]
        for item in items[:MOST_RECENT]
    )
    yield from table(columns, rows, width, color)
    if len(items) > MOST_RECENT:
        more = _("and {count} more: {command}")
        yield more.format(count=len(items) - MOST_RECENT, command=rest) + "\n"
    yield "\n"


def tally_text(tally: Item) -> str | None:
    """Return in words how a unit's promises turned out, None where it made none."""
    if not tally["made"]:
        return None
    text = _("{made} made: {kept} kept, {missed} missed, {open} not due yet").format(**tally)
    if tally["kept_rate"] is not None:
        text += _("; kept rate {percent}%").format(percent=round(100 * tally["kept_rate"]))
    return text


def slips_text(slips: Item) -> str | None:
    """Return in words what slips a unit received, None where it received none."""
    if not any(slips[colour] for colour in ("blue", "yellow", "red")):
        return None
    message = _("{blue} blue, {yellow} yellow, {red} red; {unanswered} not answered")
    return message.format(**slips)


def _table(items: Sequence[Item], width: int, color: bool) -> Iterator[str]:
    from taskmatrix.reports.table import Cell, Column, Text, table

    columns = [
        Column(_("Number"), right=True),
        Column(_("Unit"), stretch=True, least=12),
        Column(_("Code")),
        Column(_("Promise"), stretch=True, least=16),
        Column(_("Made"), optional=True),
        Column(_("Due")),
        Column(_("Status")),
        Column(_("Judged by"), optional=True),
    ]

    def row(item: Item) -> list[Cell]:
        return [
            *(str(item["number"]), item["unit"], item["task"], _text(item), item["made"]),
            *(item["due"], Text(_status(item), _style(item)), item["judged_by"] or ""),
        ]

    yield from table(columns, map(row, items), width, color)


def _text(item: Item) -> str:
    return redactable(item["text"])


def _status(item: Item) -> str:
    """Return how a promise turned out; one that was kept too late says so."""
    status = promise_statuses()[item["status"]]
    if item["status"] == "missed" and item["said"]:
        return _("{status} (done by {day})").format(status=status, day=item["said"])
    return status


def _style(item: Item) -> dict[str, object] | None:
    return _MISSED if item["status"] == "missed" else None


def _heads() -> list[str]:
    return [
        *(_("Number"), _("Unit"), _("Code"), _("Task"), _("Promise"), _("Made"), _("Due")),
        *(_("Status"), _("Judged by"), _("Reason")),
    ]


def _rows(items: Sequence[Item]) -> Iterator[list[Any]]:
    for item in items:
        yield [
            *(item["number"], item["unit"], item["task"], item["title"], _text(item)),
            *(item["made"], item["due"], _status(item), item["judged_by"], item["reason"]),
        ]
