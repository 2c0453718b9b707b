"""Targets in documents: a table of how they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Column, Row, Table
from taskmatrix.reports.documents.parts import light_span
from taskmatrix.reports.written import goal_text, reckoned

Item = dict[str, Any]


def target_table(targets: Sequence[Item]) -> Table:
    """Return a table of targets: the goal, the last reading, what is expected and forecast."""
    columns = [
        Column(_("Target"), 26),
        Column(_("Goal"), 22),
        Column(_("Reading"), 12, "right"),
        Column(_("Read on"), 13, "center"),
        Column(_("Expected"), 11, "right"),
        Column(_("Forecast"), 11, "right"),
        Column(_("Light"), 6, "center"),
    ]

    def rows() -> Iterator[Row]:
        for item in targets:
            reading = item["reading"] or {"value": None, "date": "-"}
            goals = item["value"] if isinstance(item["value"], list) else [item["value"]]
            yield (
                item["title"],
                goal_text(item),
                "-" if reading["value"] is None else grouped(reading["value"]),
                reading["date"],
                reckoned(item["expected"], goals),
                reckoned(item["forecast"], goals),
                (light_span(item["light"]),),
            )

    return Table(columns, rows)
