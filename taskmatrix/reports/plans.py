"""The list of plans."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, json_object, markdown_table, plain_lines
from taskmatrix.reports.labels import tier_names

Item = dict[str, Any]


def write_plans(
    items: Sequence[Item], today: str, form: str, width: int, color: bool
) -> Iterator[str]:
    """Yield the plans in one of the forms `table`, `plain`, `json`, `csv`, `md`."""
    heads = [_("Plan"), _("Tier"), _("Title"), _("Owner"), _("Tasks"), _("Targets"), _("Issued")]
    tiers = tier_names()
    rows = [
        [
            item["id"],
            tiers[item["tier"]],
            item["title"],
            item["owner"] or "",
            str(item["tasks"]),
            str(item["targets"]),
            item["issued"] or "",
        ]
        for item in items
    ]
    if form == "json":
        yield from json_object("plan-list", today, {}, plans=items)
    elif form == "table":
        from taskmatrix.reports.table import Column, table

        columns = [
            Column(heads[0]),
            Column(heads[1], optional=True),
            Column(heads[2], stretch=True, least=16),
            Column(heads[3], stretch=True, optional=True, least=12),
            Column(heads[4], right=True, optional=True),
            Column(heads[5], right=True, optional=True),
            Column(heads[6], optional=True),
        ]
        yield from table(columns, rows, width, color)
    elif form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])
