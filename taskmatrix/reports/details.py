"""Everything about one task or one unit, for people."""

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import Any

from taskmatrix.reports.changes import field_names
from taskmatrix.reports.labels import (
    basis_names,
    event_names,
    flag_names,
    kind_names,
    role_names,
    state_names,
    tier_names,
)
from taskmatrix.reports.table import styled
from taskmatrix.reports.tasks import deadline, joined, write_tasks
from taskmatrix.reports.text import fit, printable, width_of, wrap

Item = dict[str, Any]
Field = tuple[str, str | None]
_BOLD: dict[str, object] = {"bold": True}


def task_details(item: Item, width: int, color: bool) -> Iterator[str]:
    """Yield what is known of a task: heading, fields, events."""
    yield from _heading(f"{item['code']} {item['title']}", width, color)
    yield from _fields(_task_fields(item), width)
    if item["summary"]:
        yield "\n"
        yield from (f"{line}\n" for line in wrap(printable(item["summary"]), width))
    for name, lines in (
        (_("Responsibility"), _responsibility(item)),
        (_("Milestones"), _milestones(item)),
        (_("Targets"), [target_text(target) for target in item["targets"]]),
        (_("Children"), _links(item["children"])),
        (_("Advances"), _links(item["advances"])),
        (_("Advanced by"), _links(item["advanced_by"])),
        (_("After"), _links(item["after"])),
        (_("History"), _events(item["events"])),
    ):
        yield from _block(name, lines, width, color)


def unit_details(item: Item, width: int, color: bool) -> Iterator[str]:
    """Yield what is known of a unit: names, counts, its tasks."""
    yield from _heading(item["name"], width, color)
    names = role_names()
    counts = [f"{names[role]} {count}" for role, count in item["counts"].items()]
    yield from _fields(
        [
            (_("Kind"), kind_names()[item["kind"]]),
            (_("State"), _("dropped") if item["dropped"] else None),
            (_("English"), item["en"]),
            (_("Also called"), joined(item["aliases"])),
            (_("Formerly"), joined(item["formerly"])),
            (_("Members"), joined(item["members"])),
            (_("Member of"), joined(item["groups"])),
            (_("Slips"), None if item["slips"] else _("none; the leader in charge is told")),
            (_("Tasks"), None if item["members"] else _("; ").join(counts)),
        ],
        width,
    )
    if item["tasks"]:
        yield "\n"
        yield from write_tasks(item["tasks"], "table", width, color)


def _task_fields(item: Item) -> list[Field]:
    days = item["days_left"]
    left = "" if days is None or item["state"] == "terminated" else f"  {days_text(days)}"
    due = _("standing, no deadline") if item["standing"] else deadline(item)
    inherited = _("  inherited") if item["deadline_inherited"] else ""
    return [
        (_("Plan"), f"{item['plan']}  {tier_names()[item['tier']]}"),
        (_("Section"), item["section"]),
        (_("State"), state_names()[item["state"]]),
        (_("Start"), item["start"]),
        (_("Deadline"), f"{due}{left}{inherited}"),
        (_("Flags"), joined([flag_names()[flag] for flag in item["flags"]])),
        (_("Leader in charge"), item["leader"]),
    ]


def days_text(days: int) -> str:
    """Return days left, or days past the deadline, in words."""
    if days < 0:
        return _("{days} days overdue").format(days=-days)
    return _("{days} days left").format(days=days)


def _responsibility(item: Item) -> Iterator[str]:
    roles, bases = role_names(), basis_names()
    last = "support" if item["support"] else "lead"
    for role in roles:
        cells = [cell for cell in item["assignments"] if cell["role"] == role]
        for basis in dict.fromkeys(cell["basis"] for cell in cells):
            names = joined([cell["unit"] for cell in cells if cell["basis"] == basis])
            if item["open_ended"] and role == last:
                names += _(" and others")
            # "First listed" says how the lead was found, nothing about those that support.
            if (role, basis) != ("support", "first-listed"):
                names = _("{names} ({basis})").format(names=names, basis=bases[basis])
            yield f"{roles[role]}  {names}"


def _milestones(item: Item) -> Iterator[str]:
    for step in item["milestones"]:
        yield f"{step['number']}. {step['due']}  {step['title']}"


_OPERATORS = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "=": "=", "~": "~"}


def target_text(target: Item) -> str:
    """Return a target in one line: what, how much, by when."""
    value = target["value"]
    amount = "-".join(map(str, value)) if isinstance(value, list) else str(value)
    per = {"year": _(" a year"), "quarter": _(" a quarter")}.get(target["per"], "")
    soft = _("  (aim)") if target["soft"] else ""
    due = f"  {target['due']}" if target["due"] else ""
    line = f"{target['title']} {_OPERATORS[target['op']]} {amount} {target['measure']}"
    return f"{target['code']}  {line}{per}{due}{soft}"


def _links(links: Sequence[Item]) -> list[str]:
    return [f"{link['code']} {link['title']}" for link in links]


def _events(events: Sequence[Item]) -> Iterator[str]:
    names, fields = event_names(), field_names()
    widest = max((len(str(event["seq"])) for event in events), default=0)
    defined: dict[str, Item] = {}
    for event in events:
        what = names.get(event["kind"], event["kind"])
        if event["kind"].endswith("-defined"):
            thing = f"{event['kind']} {event['data'].get('id')}"
            if thing in defined:
                changed = _changed_fields(defined[thing], event["data"])
                what = _("revised: {fields}").format(
                    fields=joined([fields.get(field, field) for field in changed])
                )
            defined[thing] = event["data"]
        yield f"{event['seq']:>{widest}}  {event['day']}  {event['actor']}  {what}"


def _changed_fields(before: Item, after: Item) -> list[str]:
    """Return the fields that two definitions differ in, under the names that a load shows."""
    shown = {"number": "code", "plan": "code", "assignments": "role", "inherited": "deadline"}
    changed = [shown.get(key, key) for key in after if after[key] != before.get(key)]
    return list(dict.fromkeys(field for field in changed if field != "parent"))


def _heading(text: str, width: int, color: bool) -> Iterator[str]:
    for line in wrap(printable(text), width):
        yield f"{styled(line, _BOLD) if color else line}\n"


def _fields(fields: Sequence[Field], width: int) -> Iterator[str]:
    given = [(name, printable(value)) for name, value in fields if value]
    label = max((width_of(name) for name, _value in given), default=0) + 2
    for name, value in given:
        head = fit(name, label)
        for line in wrap(value, max(width - label, 10)):
            yield f"{head}{line}\n"
            head = " " * label


def _block(
    name: str, lines: Iterator[str] | Sequence[str], width: int, color: bool
) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield "\n"
    yield from _heading(name, width, color)
    for text in listed:
        indent = "  "
        for line in wrap(printable(text), max(width - 4, 10)):
            yield f"{indent}{line}\n"
            indent = "    "
