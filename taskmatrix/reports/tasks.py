"""Lists of tasks, as a table or as data."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any

from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.labels import flag_names, role_names, state_names

Item = dict[str, Any]
_OVERDUE: dict[str, object] = {"fg": "red", "bold": True}
_DUE_SOON: dict[str, object] = {"fg": "yellow"}


def write_tasks(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield a list of tasks in one of the forms `table`, `plain`, `csv`, `md`."""
    if form == "table":
        yield from _table(items, width, color)
    else:
        heads, rows = _heads(items), _rows(items)
        if form == "md":
            yield from markdown_table(heads, rows)
        else:
            yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _table(items: Sequence[Item], width: int, color: bool) -> Iterator[str]:
    from taskmatrix.reports.table import Cell, Column, Text, table

    mine = any("role" in item for item in items)
    roles, states, comma = role_names(), state_names(), _(", ")
    lead = [Column(_("Lead"), stretch=True, optional=True, least=12)]
    columns = [
        Column(_("Code")),
        Column(_("Task"), stretch=True, least=16),
        *([Column(_("Role"), optional=True)] if mine else lead),
        *([Column(_("Own"), right=True, optional=True)] if mine else []),
        Column(_("%"), right=True, optional=True),
        Column(_("Deadline")),
        Column(_("State"), optional=True),
        Column(_("Days"), right=True, optional=True),
        *(lead if mine else []),  # one's own list says less by its leads
        Column(_("Last report"), optional=True),
    ]

    def row(item: Item) -> list[Cell]:
        style = _style(item)
        left = item["days_left"]
        leads = [comma.join(item["lead"])]
        return [
            item["code"],
            item["title"],
            *([roles[item["role"]], percent(item["my_progress"])] if mine else leads),
            percent(item["progress"]),
            Text(deadline(item), style),
            states[item["state"]],
            Text("" if left is None else str(left), style),
            *(leads if mine else []),
            item["reported"] or "",
        ]

    yield from table(columns, map(row, items), width, color)


def _style(item: Item) -> dict[str, object] | None:
    if "overdue" in item["flags"]:
        return _OVERDUE
    return _DUE_SOON if "due-soon" in item["flags"] else None


def deadline(item: Item) -> str:
    """Return a deadline for people; an inherited one in brackets."""
    if item["deadline"] is None:
        return _("none")
    return f"({item['deadline']})" if item["deadline_inherited"] else str(item["deadline"])


def percent(progress: float | None) -> str:
    """Return a progress for people; `-` where none was reported."""
    return "-" if progress is None else f"{progress:g}"


def joined(names: Sequence[str]) -> str:
    """Return names as a list in the user's language."""
    return _(", ").join(names)


def _heads(items: Sequence[Item]) -> list[str]:
    mine = any("role" in item for item in items)
    return [
        _("Code"),
        _("Task"),
        _("Section"),
        *([_("Role")] if mine else []),
        _("Lead"),
        _("Support"),
        _("Local"),
        _("Start"),
        _("Deadline"),
        _("Days left"),
        _("State"),
        _("Flags"),
        _("Progress"),
        _("Last report"),
        *([_("Own progress")] if mine else []),
    ]


def _rows(items: Sequence[Item]) -> Iterator[list[Any]]:
    # Words are translated once, not for every row: a message takes its time.
    roles, states, flags, comma = role_names(), state_names(), flag_names(), _(", ")
    for item in items:
        yield [
            item["code"],
            item["title"],
            item["section"],
            *([roles[item["role"]]] if "role" in item else []),
            *(comma.join(item[role]) for role in ("lead", "support", "local")),
            item["start"],
            item["deadline"],
            item["days_left"],
            states[item["state"]],
            comma.join(flags[flag] for flag in item["flags"]),
            item["progress"],
            item["reported"],
            *([item["my_progress"]] if "role" in item else []),
        ]
