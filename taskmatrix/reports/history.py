"""What happened, for people: a line an event, below it what was written."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from taskmatrix.domain.events import DEFINING
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.labels import (
    calendar_bases,
    entered,
    event_names,
    promise_statuses,
    redactable,
)
from taskmatrix.reports.table import styled
from taskmatrix.reports.text import printable, wrap
from taskmatrix.reports.written import percent

Event = dict[str, Any]
LONGEST_TEXT = 2_000
_INDENT = "    "
_HANGING = "      "
_TEXTS = {
    "done": N_("Done"),
    "issue": N_("Problems"),
    "next": N_("Next steps"),
    "ask": N_("To be coordinated"),
    "reason": N_("Reason"),
    "answer": N_("Answer"),
    "note": N_("Note"),
    "promise": N_("Promise"),
}
"""What the texts of an event are called, in the order in which they are read."""
_DIM: dict[str, object] = {"dim": True}


def write_history(events: Sequence[Event], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield events in one of the forms `table`, `plain`, `csv`, `md`."""
    if form == "table":
        yield from _story(events, width, color)
        return
    names = event_names()
    heads, rows = _heads(), (_row(event, names) for event in events)
    if form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _story(events: Sequence[Event], width: int, color: bool) -> Iterator[str]:
    """Yield a line an event, or one for a whole load, with texts wrapped below."""
    names = event_names()
    for is_load, some in groupby(events, _load_of):
        group = list(some)
        if is_load:
            yield from _lines(_of_load(group), [], width, color, False)
            continue
        for event in group:
            head = [str(event["seq"]), event["day"], *who(event), names[event["kind"]]]
            if event["task"]:
                head.append(f"{event['task']} {event['title']}")
            head += facts(event)
            yield from _lines("  ".join(head), told(event), width, color, event["undone"])


def _load_of(event: Event) -> str | None:
    return event["command"] if event["kind"] in DEFINING else None


def _of_load(events: Sequence[Event]) -> str:
    first = events[0]
    number = f"{first['seq']}-{events[-1]['seq']}" if len(events) > 1 else str(first["seq"])
    count = _("plan files loaded: {count} changes").format(count=len(events))
    return "  ".join([number, first["day"], *who(first), count])


def who(event: Event) -> list[str]:
    """Return for which unit somebody acted, if for any, and the person."""
    unit = [entered(event["unit"], event["home"])] if event["unit"] else []
    return [*unit, event["actor"]]


def facts(event: Event) -> list[str]:
    """Return what an event says beside its texts, in words."""
    data, said = event["data"], list(_of_kind(event))
    if data.get("progress") is not None:
        said.append(_("progress {progress}").format(progress=percent(data["progress"])))
    if data.get("same"):
        said.append(_("no change"))
    if "kept" in data:
        said.append(_("promise kept") if data["kept"] else _("promise missed"))
    if data.get("reached"):
        milestone = {"number": data["reached"], "title": data.get("milestone", "")}
        said.append(_("reached milestone {number} {title}").format(**milestone))
    if event["on"] != event["day"]:
        said.append(_("happened on {day}").format(day=event["on"]))
    if event["undone"]:
        said.append(_("taken back"))
    return said


def _of_kind(event: Event) -> Iterator[str]:
    """Yield what events of one kind alone say, and the unit that is addressed."""
    kind, data = event["kind"], event["data"]
    about = {"redacted": "event", "promise-judged": "promise"}.get(kind)
    if about:
        yield _("of event {number}").format(number=data[about])
    if kind == "calendar-adopted":
        yield from (str(data["year"]), calendar_bases()[data["basis"]])
    if kind == "target-recorded":
        yield f"{data['code']} {data['value']} {data['measure']}"
    if kind.startswith("slip-"):
        yield from _of_slip(data)
    if kind.startswith("document-"):
        yield from _of_document(data)
        if kind == "document-issued" and event["redacted"]:
            yield _("[redacted]")
    if data.get("unit") not in (None, event["unit"]):
        yield str(data["unit"])
    if kind.startswith(("wait-", "extension-")):
        yield from _of_clock(data)


def _of_clock(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield for whom and until when a task waits, or from and to which day it is extended."""
    if "name" in data:
        whom = redactable(data["name"])
        yield _("{name} (outside the programme)").format(name=whom)
    if "until" in data:
        yield _("until {day}").format(day=data["until"])
    if data.get("objection"):
        yield _("the objection holds")
    if "to" in data:
        old = data.get("planned") or data["deadline"]
        yield _("from {old} to {new}").format(old=old, new=data["to"])
    if data.get("late"):
        yield _("asked after the deadline")


def _of_document(data: Mapping[str, Any]) -> Iterator[str]:
    from taskmatrix.reports.issued import named, span_of

    yield named(data)
    if data.get("first"):
        yield span_of(data)
    if "form" in data:
        yield data["form"].upper()


def _of_slip(data: Mapping[str, Any]) -> Iterator[str]:
    from taskmatrix.reports.escalation import slip_number, step_names

    if "step" in data:
        yield slip_number(f"{data['year']}-{data['number']}")
        yield step_names()[data["step"] - 1]
        yield _("to be answered by {day}").format(day=data["reply_by"])
    else:
        yield slip_number(data["number"])
    if data.get("by"):
        yield _("promises {day}").format(day=data["by"])


def told(event: Event) -> list[str]:
    """Return the texts of an event, each with what it is; redacted ones say so."""
    data = event["data"]
    lines = []
    for key, name in _TEXTS.items():
        if key in data.get("sha256", {}):
            text = redactable(data[key])
            lines.append(_("{name}: {text}").format(name=_(name), text=text))
    if data.get("by") and data.get("sha256", {}).get("promise"):
        lines[-1:] = [_("{promise} (by {day})").format(promise=lines[-1], day=data["by"])]
        if event.get("promise_status"):
            lines[-1] += "  " + promise_statuses()[event["promise_status"]]
    for piece in data.get("evidence", []):
        what = piece.get("name") or piece.get("url") or _("[redacted]")
        lines.append(_("{name}: {text}").format(name=_("Evidence"), text=what))
    return lines


def _lines(head: str, texts: Sequence[str], width: int, color: bool, undone: bool) -> Iterator[str]:
    before = ""
    for line in wrap(printable(head), max(width - len(_HANGING), 10)):
        shown = before + line.strip()
        yield f"{styled(shown, _DIM) if color and undone else shown}\n"
        before = _HANGING
    for text in texts:
        shown = text[:LONGEST_TEXT]
        if len(text) > LONGEST_TEXT:
            shown += _(" … {count} characters in all, see --json").format(count=len(text))
        for paragraph in shown.split("\n"):
            for line in wrap(printable(paragraph), max(width - len(_INDENT), 10)):
                yield f"{_INDENT}{line}\n"


def _heads() -> list[str]:
    return [
        _("Number"),
        _("Day"),
        _("Happened on"),
        _("Unit"),
        _("Entered by"),
        _("Person"),
        _("What"),
        _("Code"),
        _("Task"),
        _("Said"),
    ]


def _row(event: Event, names: Mapping[str, str]) -> list[Any]:
    said = _("; ").join([*facts(event), *told(event)])
    return [
        *(event["seq"], event["day"], event["on"], event["unit"], event["home"], event["actor"]),
        *(names[event["kind"]], event["task"], event["title"], said),
    ]
