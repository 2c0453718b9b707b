"""Targets in documents: a table of how they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Column, Note, Row, Table
from taskmatrix.reports.documents.parts import light_span
from taskmatrix.reports.written import goal_said, reckoned

Item = dict[str, Any]


def target_table(targets: Sequence[Item]) -> Iterator[Block]:
    """Yield a table of targets: goal, due day, last reading, what is expected and forecast."""
    columns = [
        Column(_("Target"), 27),
        Column(_("Goal"), 22),
        Column(_("Due"), 11, "center"),
        Column(_("Reading"), 8, "right"),
        Column(_("Read on"), 11, "center"),
        Column(_("Expected"), 8, "right"),
        Column(_("Forecast"), 8, "right"),
        Column(_("Light"), 5, "center"),
    ]

    def rows() -> Iterator[Row]:
        for item in targets:
            goals = item["value"] if isinstance(item["value"], list) else [item["value"]]
            yield (
                item["title"],
                _goal(item),
                item["trajectory"]["to"]["date"] or "-",
                _read(item),
                item["reading"]["date"] if item["reading"] else "-",
                reckoned(item["expected"], goals),
                reckoned(item["forecast"], goals),
                (light_span(item["light"]),),
            )

    yield Table(columns, rows)
    if any(item["forecast"] is not None for item in targets):
        yield Note(
            _("The forecast is what the pace of the last three readings, or two, comes to by then.")
        )


def regions_sum(item: Item) -> float | None:
    """Return what the readings of the regions add up to, None where there are none."""
    total: float | None = (item["regions"] or {"sum": None})["sum"]
    return total


def _goal(item: Item) -> str:
    """Return what is to be reached, and of what sort it is: an aim, money to spend, a phase."""
    said = goal_said(item)
    if item["soft"]:
        said = _("aim: {goal}").format(goal=said)
    if item["budget"]:
        said = _("{goal} (money to be spent)").format(goal=said)
    if item["phase"]:
        said = _("{goal} (phase {number} of {of})").format(goal=said, **item["phase"])
    return said


def _read(item: Item) -> str:
    """Return the last reading; beside it, or in its place, what the regions come to."""
    reading, total = item["reading"], regions_sum(item)
    value = grouped(reading["value"]) if reading else "-"
    if total is None:
        return value
    sums = _("regions: {sum}").format(sum=grouped(total))
    return f"{value}\n{sums}" if reading else sums
