"""What is on record of one task, for people: its reports, then every event."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.events import DEFINING, EventKind
from taskmatrix.language import gettext as _
from taskmatrix.reports.changes import field_names
from taskmatrix.reports.history import facts, told, who
from taskmatrix.reports.labels import event_names
from taskmatrix.reports.tasks import joined

Item = dict[str, Any]
BELOW = "    "
"""What a line begins with that belongs to the one above it."""


def report_lines(item: Item) -> Iterator[str]:
    """Yield the reports on a task, newest first: a line of who and when, below it what."""
    events = {event["seq"]: event for event in item["events"]}
    for report in reversed(item["reports"]):
        event = events[report["seq"]]
        # The day in front is the one on which it happened, so it is not among the facts.
        said = facts({**event, "on": event["day"]})
        if report["late"]:
            said.append(_("recorded late, {day}").format(day=report["day"]))
        if report["stale"]:
            said.append(_("stale wording"))
        yield "  ".join([report["on"], *who(event), *said])
        for text in told({**event, "promise_status": report["promise_status"]}):
            yield from (f"{BELOW}{paragraph}" for paragraph in text.split("\n"))


def event_lines(events: Sequence[Item]) -> Iterator[str]:
    """Yield a line for each event on a task; what a report says stands among the reports."""
    names, fields = event_names(), field_names()
    widest = max((len(str(event["seq"])) for event in events), default=0)
    defined: dict[str, Item] = {}
    for event in events:
        kind = event["kind"]
        parts = [f"{event['seq']:>{widest}}", event["day"]]
        if kind in DEFINING:
            parts += [event["actor"], revised(event, defined, fields) or names[kind]]
        else:
            parts += [*who(event), names[kind], *facts(event)]
        if kind not in DEFINING and kind != EventKind.REPORTED:
            parts += told(event)
        yield "  ".join(parts)


def revised(event: Item, defined: dict[str, Item], fields: dict[str, str]) -> str | None:
    """Return what a load changed in what an earlier one set; None where it set it first."""
    if not event["kind"].endswith("-defined"):
        return None
    thing = f"{event['kind']} {event['data'].get('id')}"
    before, defined[thing] = defined.get(thing), event["data"]
    if before is None:
        return None
    changed = _changed_fields(before, event["data"])
    return _("revised: {fields}").format(
        fields=joined([fields.get(field, field) for field in changed])
    )


def _changed_fields(before: Item, after: Item) -> list[str]:
    """Return the fields that two definitions differ in, under the names that a load shows."""
    shown = {"number": "code", "plan": "code", "assignments": "role", "inherited": "deadline"}
    changed = [shown.get(key, key) for key in after if after[key] != before.get(key)]
    return list(dict.fromkeys(field for field in changed if field != "parent"))
