"""Everything about one task or one unit, for people."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.fields import Field, fields, heading
from taskmatrix.reports.labels import (
    basis_names,
    event_names,
    flag_names,
    kind_names,
    light_names,
    role_names,
    state_names,
    tier_names,
)
from taskmatrix.reports.promises import slips_text, tally_text
from taskmatrix.reports.slips import slip_lines
from taskmatrix.reports.task_record import BELOW, event_lines, report_lines
from taskmatrix.reports.tasks import deadline, joined, percent, write_tasks
from taskmatrix.reports.text import printable, wrap
from taskmatrix.reports.waiting import clock_fields

Item = dict[str, Any]


def task_details(item: Item, width: int, color: bool) -> Iterator[str]:
    """Yield what is known of a task: heading, fields, events."""
    yield from heading(f"{item['code']} {item['title']}", width, color)
    yield from fields(_task_fields(item), width)
    if item["summary"]:
        yield "\n"
        yield from (f"{line}\n" for line in wrap(printable(item["summary"]), width))
    for name, lines in (
        (_("Responsibility"), _responsibility(item)),
        (_("Milestones"), _milestones(item)),
        (_("Targets"), _targets(item["targets"])),
        (_("Children"), _links(item["children"])),
        (_("Advances"), _links(item["advances"])),
        (_("Advanced by"), _links(item["advanced_by"])),
        (_("After"), _links(item["after"])),
        (_("Slips"), slip_lines(item["slips"])),
        (_("Reports"), report_lines(item)),
        (_("History"), event_lines(item["events"])),
    ):
        yield from _block(name, lines, width, color)


def unit_details(item: Item, width: int, color: bool) -> Iterator[str]:
    """Yield what is known of a unit: names, counts, its tasks."""
    yield from heading(item["name"], width, color)
    names = role_names()
    counts = [f"{names[role]} {count}" for role, count in item["counts"].items()]
    yield from fields(
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
            (_("Promises"), tally_text(item["promises"])),
            (_("Slips received"), slips_text(item["slips_received"])),
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
        (_("Light"), _light(item)),
        (_("Progress"), _progress(item)),
        (_("Last report"), item["reported"]),
        (_("Carried out by"), _rollup(item["rollup"])),
        (_("Start"), item["start"]),
        (_("Deadline"), f"{due}{left}{inherited}"),
        *clock_fields(item),
        (_("Flags"), joined([flag_names()[flag] for flag in item["flags"]])),
        (_("Leader in charge"), item["leader"]),
    ]


def _light(item: Item) -> str | None:
    """Return the light by its name, and why it is that."""
    name = light_names().get(item["light"])
    return _("{light}: {why}").format(light=name, why=item["why"]) if name else None


def _progress(item: Item) -> str | None:
    """Return the progress beside what is expected, which does not always colour a task."""
    if item["expected"] is None:
        return None if item["progress"] is None else percent(item["progress"])
    text = _("expected {points}").format(points=percent(item["expected"]))
    if item["progress"] is not None:
        text = _("{first}, {second}").format(first=percent(item["progress"]), second=text)
    return text if item["expected_counts"] else text + _(" (for information)")


def _rollup(sums: Item | None) -> str | None:
    """Return what the tasks of N and X plans that carry a task out add up to."""
    if sums is None:
        return None
    text = _("tasks of other plans: {tasks}, closed: {closed}").format(**sums)
    if sums["progress"] is not None:
        text += _(", mean progress: {progress}").format(progress=percent(sums["progress"]))
    return text


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
            names = joined([_part(cell) for cell in cells if cell["basis"] == basis])
            if item["open_ended"] and role == last:
                names += _(" and others")
            # "First listed" says how the lead was found, nothing about those that support.
            if (role, basis) != ("support", "first-listed"):
                names = _("{names} ({basis})").format(names=names, basis=bases[basis])
            yield f"{roles[role]}  {names}"


def _part(cell: Item) -> str:
    """Return a unit with what it did on the task, where it did anything."""
    done = [percent(cell["progress"])] if cell["progress"] is not None else []
    done += [cell["reported"]] if cell["reported"] else []
    if cell["exemption"]:
        done.append(event_names()[f"report-exemption-{cell['exemption']}"])
    return f"{cell['unit']} [{' '.join(done)}]" if done else str(cell["unit"])


def _milestones(item: Item) -> Iterator[str]:
    for step in item["milestones"]:
        line = f"{step['number']}. {step['due']}  {step['title']}"
        if step["reached"]:
            line += "  " + _("reached {day}").format(day=step["reached"])
        yield line


def _targets(targets: Sequence[Item]) -> Iterator[str]:
    """Yield a line for each target, what and by when, and one below it: how it stands."""
    if not targets:
        return
    from taskmatrix.reports.targets import standing_text
    from taskmatrix.reports.written import goal_text

    for target in targets:
        soft = _("  (aim)") if target["soft"] else ""
        due = f"  {target['due']}" if target["due"] else ""
        yield f"{target['code']}  {target['title']} {goal_text(target)}{due}{soft}"
        yield BELOW + standing_text(target)


def _links(links: Sequence[Item]) -> Iterator[str]:
    states = state_names()
    for link in links:
        progress = "" if link["progress"] is None else f"  {percent(link['progress'])}"
        yield f"{link['code']} {link['title']}  {states[link['state']]}{progress}"


def _block(
    name: str, lines: Iterator[str] | Sequence[str], width: int, color: bool
) -> Iterator[str]:
    listed = list(lines)
    if not listed:
        return
    yield "\n"
    yield from heading(name, width, color)
    for text in listed:
        below = text.startswith(BELOW)
        indent = "      " if below else "  "
        for line in wrap(printable(text.removeprefix(BELOW)), max(width - len(indent) - 2, 10)):
            yield f"{indent}{line}\n"
            indent = "      " if below else "    "
