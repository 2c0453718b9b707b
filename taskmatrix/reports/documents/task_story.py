"""The story of a task, in a dossier: every event on it, in the order of the record."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.domain.events import DEFINING
from taskmatrix.language import gettext as _
from taskmatrix.reports.changes import field_names
from taskmatrix.reports.document import Annex, Block, Column, Row, Table
from taskmatrix.reports.documents.parts import (
    closed,
    in_prose,
)
from taskmatrix.reports.history import facts, told
from taskmatrix.reports.labels import entered, event_names
from taskmatrix.reports.task_record import revised

Item = dict[str, Any]


def story(task: Item) -> Iterator[Block]:
    """Yield the annex that tells it: recorded when, by whom, what was done and said."""
    if not task["events"]:
        return
    columns = [
        Column(_("Recorded on"), 16, "center"),
        Column(_("Unit or person"), 22),
        Column(_("What"), 62),
    ]
    reports = {report["seq"]: report for report in task["reports"]}
    names, fields = event_names(), field_names()

    def rows() -> Iterator[Row]:
        defined: dict[str, Item] = {}
        for event in task["events"]:
            who = entered(event["unit"], event["home"]) if event["unit"] else event["actor"]
            if event["kind"] in DEFINING:
                lines = [revised(event, defined, fields) or names[event["kind"]]]
            else:
                lines = list(_lines(event, names, reports.get(event["seq"], {})))
            yield event["day"], who, "\n".join(lines)

    yield Annex(_("The story of the task"))
    yield Table(columns, rows)


def _lines(event: Item, names: dict[str, str], report: Item) -> Iterator[str]:
    """Yield what an event is, with its facts; below it a line for each text."""
    said = [names[event["kind"]], *facts(event)]
    if report.get("late"):
        said.append(_("entered late"))
    texts = told({**event, "promise_status": report.get("promise_status")})
    head = in_prose(_("; ").join(said))
    yield closed(head) if texts else head
    yield from texts
