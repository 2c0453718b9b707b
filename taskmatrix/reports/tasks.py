"""Lists of tasks, as a table or as data."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.labels import (
    flag_names,
    light_names,
    role_names,
    state_names,
)

if TYPE_CHECKING:
    from taskmatrix.reports.table import Cell, Column

    Shown = tuple[Column, Callable[[dict[str, Any]], Cell]]

Item = dict[str, Any]
_OVERDUE: dict[str, object] = {"fg": "red", "bold": True}
_DUE_SOON: dict[str, object] = {"fg": "yellow"}
_LEAST_WHY = 46
"""Columns for the longest of the usual reasons."""


def write_tasks(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield a list of tasks in one of the forms `table`, `plain`, `csv`, `md`."""
    mine, explain = (any(key in item for item in items) for key in ("role", "why"))
    if form == "table":
        yield from _table(items, width, color, _columns(mine, explain))
    else:
        heads, rows = _heads(mine, explain), _rows(items, mine, explain)
        if form == "md":
            yield from markdown_table(heads, rows)
        else:
            yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _table(
    items: Sequence[Item], width: int, color: bool, shown: "Sequence[Shown]"
) -> Iterator[str]:
    from taskmatrix.reports.table import table

    rows = ([cell(item) for _column, cell in shown] for item in items)
    yield from table([column for column, _cell in shown], rows, width, color)


def _columns(mine: bool, explain: bool) -> "list[Shown]":
    """Return the columns of a table, each with what it shows of a task."""
    from taskmatrix.reports.table import Column, Text, light_column

    roles, states, comma = role_names(), state_names(), _(", ")
    lead = (
        Column(_("Lead"), stretch=True, optional=True, least=12),
        lambda item: comma.join(item["lead"]),
    )
    own = [
        (Column(_("Role"), optional=True), lambda item: roles[item["role"]]),
        (Column(_("Own"), right=True, optional=True), lambda item: percent(item["my_progress"])),
    ]
    why = (Column(_("Why"), stretch=True, least=_LEAST_WHY), itemgetter("why"))

    def days(item: Item) -> Text:
        left = item["days_left"]
        return Text("" if left is None else str(left), _style(item))

    return [
        (Column(_("Code")), itemgetter("code")),
        (Column(_("Task"), stretch=True, least=16), itemgetter("title")),
        *(own if mine else [lead]),
        (Column(_("%"), right=True, optional=True), lambda item: percent(item["progress"])),
        light_column(),
        *([why] if explain else []),
        (Column(_("Deadline"), optional=explain), lambda item: Text(deadline(item), _style(item))),
        (Column(_("State"), optional=True), lambda item: states[item["state"]]),
        (Column(_("Days"), right=True, optional=True), days),
        *([lead] if mine else []),  # one's own list says less by its leads
        (Column(_("Last report"), optional=True), lambda item: item["reported"] or ""),
    ]


def _style(item: Item) -> dict[str, object] | None:
    if "overdue" in item["flags"]:
        return _OVERDUE
    return _DUE_SOON if "due-soon" in item["flags"] else None


def deadline(item: Item) -> str:
    """Return a deadline for people; an inherited one in brackets, an extended one marked."""
    if item["deadline"] is None:
        return _("none")
    if item["deadline"] != item["original_deadline"]:
        return _("ext {day}").format(day=item["deadline"])
    return f"({item['deadline']})" if item["deadline_inherited"] else str(item["deadline"])


def percent(progress: float | None) -> str:
    """Return a progress for people; `-` where none was reported."""
    return "-" if progress is None else f"{progress:g}"


def joined(names: Sequence[str]) -> str:
    """Return names as a list in the user's language."""
    return _(", ").join(names)


def _heads(mine: bool, explain: bool) -> list[str]:
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
        _("Light"),
        _("Flags"),
        _("Progress"),
        _("Last report"),
        *([_("Own progress")] if mine else []),
        *([_("Why")] if explain else []),
    ]


def _rows(items: Sequence[Item], mine: bool, explain: bool) -> Iterator[list[Any]]:
    # Words are translated once, not for every row: a message takes its time.
    roles, states, flags, comma = role_names(), state_names(), flag_names(), _(", ")
    lights = light_names()
    for item in items:
        yield [
            item["code"],
            item["title"],
            item["section"],
            *([roles[item["role"]]] if mine else []),
            *(comma.join(item[role]) for role in ("lead", "support", "local")),
            item["start"],
            item["deadline"],
            item["days_left"],
            states[item["state"]],
            lights.get(item["light"]),
            comma.join(flags[flag] for flag in item["flags"]),
            item["progress"],
            item["reported"],
            *([item["my_progress"]] if mine else []),
            *([item["why"]] if explain else []),
        ]
