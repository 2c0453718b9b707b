"""What units reported in a span: what was done, problems, requests, plans, corrections."""

import json
import sqlite3
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from taskmatrix.domain.events import TEXTS
from taskmatrix.domain.summary import ENDED, tells
from taskmatrix.store import summary as stored
from taskmatrix.store.contents import redactions
from taskmatrix.store.summary import ReadingRow, ReportRow
from taskmatrix.workspace.documents.spans import Span

Item = dict[str, Any]


class Reports(NamedTuple):
    """The reports of a span on some tasks, oldest first, and what each says."""

    rows: Sequence[ReportRow]
    said: Mapping[int, Item]

    def on(self, tasks: Container[int]) -> "Reports":
        """Return those on some tasks."""
        return Reports([row for row in self.rows if row.task in tasks], self.said)

    def saying(self, key: str) -> Iterator[tuple[ReportRow, Any]]:
        """Yield what was last said under a key by each unit on each task; None of what is gone."""
        last: dict[tuple[int, int], tuple[ReportRow, Any]] = {}
        for row in self.rows:
            said = self.said[row.seq]
            if key in said:
                last[row.task, row.unit] = (row, said[key])
        yield from last.values()


def reports_of(store: sqlite3.Connection, span: Span) -> Reports:
    """Return the reports of a span, with their texts."""
    rows = stored.reports_since(store, span.after)
    return Reports(rows, readable(store, {row.seq: row.data for row in rows}))


def readable(store: sqlite3.Connection, data: Mapping[int, str]) -> dict[int, Item]:
    """Return the data of events, given as JSON text, with texts; None in place of redacted ones."""
    read: dict[int, Item] = {seq: json.loads(text) for seq, text in data.items()}
    keys = {sha for item in read.values() for _key, sha in _texts_in(item)}
    known = stored.texts(store, sorted(keys))
    hidden = redactions(store)
    for seq, item in read.items():
        for key, sha in list(_texts_in(item)):
            item[key] = None if (seq, sha) in hidden else known.get(sha)
    return read


def _texts_in(item: Item) -> Iterator[tuple[str, str]]:
    return ((key, item[key]) for key in TEXTS & item.keys() if isinstance(item[key], str))


def emptied(said: Item) -> list[str]:
    """Return which texts of what was said were redacted."""
    return sorted(key for key in TEXTS & said.keys() if said[key] is None)


def activity(reports: Reports, span: Span) -> Item:
    """Return how many reports and how much evidence came from how many units.

    What happened before the first day stands among the corrections.
    """
    rows = _current(reports, span).rows
    return {
        "reports": len(rows),
        "units_reporting": len({row.unit for row in rows}),
        "evidence": sum(len(reports.said[row.seq].get("evidence", ())) for row in rows),
    }


def progress(
    reports: Reports,
    span: Span,
    items: Mapping[int, Item],
    leads: Mapping[int, Sequence[int]],
    before: Mapping[tuple[int, int], float | None],
) -> list[Item]:
    """Return what leads did by their reports, one for each lead and task, most telling first.

    `items` are the tasks in their order. Of several leads each has its own progress beside that of
    the task.
    """
    current = _current(reports, span)
    reached = {(row.task, row.unit): title for row, title in current.saying("milestone")}
    grown = {(row.task, row.unit): value for row, value in current.saying("progress")}
    found = []
    for row, done in current.saying("done"):
        key, item = (row.task, row.unit), items[row.task]
        if row.unit not in leads[row.task]:
            continue
        heads = {name: item[name] for name in ("code", "title", "lead")}
        numbers = {"progress": grown.get(key, before.get(key)), "before": before.get(key)}
        numbers["task_progress"] = item["progress"]
        said = {"done": done, "milestone": reached.get(key)}
        ends = {name: item[name] for name in ("state", "light")}
        found.append({**heads, "unit": row.unit_name, "on": row.on, **numbers, **said, **ends})
    order = {item["code"]: place for place, item in enumerate(items.values())}
    found.sort(key=lambda each: order[each["code"]])
    found.sort(key=lambda e: tells(e["state"], e["milestone"], e["before"], e["progress"]))
    return found


def told(reports: Reports, key: str, items: Mapping[int, Item]) -> list[Item]:
    """Return what units last said under a key on tasks that are open, in the order of these."""
    order = {task: place for place, task in enumerate(items)}
    found = (row for row in reports.saying(key) if items[row[0].task]["state"] not in ENDED)
    said = sorted(found, key=lambda each: (order[each[0].task], each[0].seq))
    return [_saying(row, text) for row, text in said]


def asks(store: sqlite3.Connection, tasks: Container[int]) -> list[Item]:
    """Return what units ask for in their last reports on open tasks, the newest first."""
    rows = [row for row in stored.asking(store) if row.task in tasks]
    said = readable(store, {row.seq: row.data for row in rows})
    return [_saying(row, said[row.seq]["ask"]) for row in rows if "ask" in said[row.seq]]


def _saying(row: ReportRow, text: str | None) -> Item:
    about = {"code": row.code, "title": row.title, "unit": row.unit_name}
    return {**about, "on": row.on, "text": text}


def corrections(
    span: Span, now: sqlite3.Connection, reader: sqlite3.Connection, tasks: Container[int]
) -> list[Item]:
    """Return what was recorded later than it happened: in the span, and of it since its end.

    `now` is the store at the end of the span, `reader` may know more.
    """
    first, last = span.first.isoformat(), span.last.isoformat()
    before = (span.first - timedelta(days=1)).isoformat()
    found = [*_dated_back(now, tasks, span.after, "", before)]
    found += _dated_back(reader, tasks, span.upto, first, last)
    return sorted(found, key=lambda item: item["seq"])


def _dated_back(
    store: sqlite3.Connection, tasks: Container[int], after: int, first: str, last: str
) -> Iterator[Item]:
    rows, readings = stored.dated_back(store, after, first, last)
    ours = [row for row in rows if row.task in tasks]
    said = readable(store, {row.seq: row.data for row in ours})
    yield from (_correction(row, said[row.seq]) for row in ours)
    yield from (_of_reading(row) for row in readings if row.task is None or row.task in tasks)


def _current(reports: Reports, span: Span) -> Reports:
    """Return the reports without those of what happened before the first day of a span."""
    first = span.first.isoformat()
    rows = [row for row in reports.rows if row.on >= row.day or row.on >= first]
    return Reports(rows, reports.said)


def _correction(row: ReportRow, said: Item) -> Item:
    return {
        "seq": row.seq,
        "day": row.day,
        "on": row.on,
        "unit": row.unit_name,
        "actor": row.actor,
        "code": row.code,
        "title": row.title,
        "kind": "reported",
        "progress": said.get("progress"),
        "text": said.get("done"),
        "redacted": "done" in emptied(said),
    }


def _of_reading(row: ReadingRow) -> Item:
    return {
        "seq": row.seq,
        "day": row.day,
        "on": row.on,
        "unit": row.unit_name,
        "actor": row.actor,
        "code": row.code,
        "title": json.loads(row.definition)["title"],
        "kind": "target-recorded",
        "progress": None,
        "text": f"{row.value} {row.measure}".strip(),
        "redacted": False,
    }
