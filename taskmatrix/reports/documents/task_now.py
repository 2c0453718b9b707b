"""Where a task stands, in a dossier: its light, what was last said, its units, its slips."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Block, Column, Figure, Paragraph, Row, Table
from taskmatrix.reports.documents.parts import (
    closed,
    entries,
    in_prose,
    light_span,
    names_text,
    sentences,
)
from taskmatrix.reports.documents.slip_causes import causes_said
from taskmatrix.reports.escalation import slip_number, step_names
from taskmatrix.reports.labels import (
    basis_names,
    event_names,
    light_names,
    redactable,
    role_names,
    state_names,
    text_of,
)
from taskmatrix.reports.slips import status_text
from taskmatrix.reports.written import (
    between,
    day_text,
    percent,
)

Item = dict[str, Any]
Data = Mapping[str, Any]
MOST_NAMES = 5


def standing(data: Data) -> Iterator[Block]:
    """Yield light, progress and clocks, the lead's last words, the parts of a group, pictures."""
    task = data["task"]
    ended = task["state"] in ("closed", "terminated") and not task["group"]
    yield Paragraph(sentences([*(_end(data) if ended else _light(data)), *_progress(task)]))
    said = [*_clocks(task), *_silent(data["missing"])]
    if said:
        yield Paragraph(sentences(said))
    yield from _last_words(data)
    if data["children"]:
        yield _parts(data["children"])
    yield from _pictures(data)


def _light(data: Data) -> Iterator[str]:
    task = data["task"]
    words = {
        "day": day_text(data["day"]),
        "state": state_names()[task["state"]],
        "light": light_names().get(task["light"]),
        "why": in_prose(task["why"]),
    }
    told_below = task["why_rule"] == "waiting"
    if task["group"] and task["light"]:
        yield _("As of {day}, {why}.").format(**words)
    elif task["light"] is None:
        yield _("As of {day} the task is {state}.").format(**words)
    elif told_below or (task["why_rule"] == "on-pace" and not task["why_numbers"]):
        yield _("As of {day} the task is {state}, its light {light}.").format(**words)
    else:
        yield _("As of {day} the task is {state}, its light {light}: {why}.").format(**words)


def _end(data: Data) -> Iterator[str]:
    """Yield since when a task is closed or terminated, and why it was terminated."""
    task, words = data["task"], {"day": day_text(data["day"])}
    kinds = ("terminated", "task-dropped")
    events = [each for each in task["events"] if each["kind"] in kinds and not each["undone"]]
    if task["state"] == "closed":
        words["closed"] = day_text(task["why_numbers"]["day"])
        yield _("As of {day} the task is closed, since {closed}.").format(**words)
        return
    if not events:
        yield _("As of {day} the task is terminated.").format(**words)
        return
    words["ended"] = day_text(events[-1]["day"])
    if events[-1]["kind"] == "task-dropped":
        yield _("On {ended} the plan dropped the task.").format(**words)
    else:
        why = closed(redactable(events[-1]["data"]["reason"]))
        yield _("On {ended} the task was terminated: {why}").format(**words, why=why)
    if task["progress"] is not None:
        yield _("Its progress was {progress}.").format(progress=percent(task["progress"]))


def _progress(task: Item) -> Iterator[str]:
    ended = task["state"] in ("closed", "terminated")
    if "progress" not in task["why_numbers"] and not ended:
        if task["progress"] is not None:
            yield _("Its progress is {progress}.").format(progress=percent(task["progress"]))
        elif task["state"] == "active":
            yield _("No progress was reported yet.")
    if task["expected"] is not None and not task["expected_counts"]:
        text = _("By the calendar {expected} would be expected, for information only.")
        yield text.format(expected=percent(task["expected"]))
    if task["reported"] and "reported" not in task["why_numbers"]:
        yield _("It was last reported on {day}.").format(day=day_text(task["reported"]))
    rollup = task["rollup"]
    if rollup:
        text = ngettext(
            "The task of another plan that carries it out is closed.",
            "Of the {tasks} tasks of other plans that carry it out {closed} are closed.",
            rollup["tasks"],
        )
        if not rollup["closed"]:
            text = ngettext(
                "The task of another plan that carries it out is not closed yet.",
                "Of the {tasks} tasks of other plans that carry it out none is closed yet.",
                rollup["tasks"],
            )
        yield text.format(**rollup)


def _clocks(task: Item) -> Iterator[str]:
    """Yield for whom a task waits, and what is asked for."""
    wait, extension = task["wait"], task["extension"]
    if wait:
        words = {
            "name": redactable(wait["on"]),
            "span": between(wait["since"], wait["until"]),
            "reason": closed(redactable(wait["reason"])),
        }
        text = _("It waits for {name} ({span}): {reason}")
        if not wait["in_force"]:
            text = _("It waited for {name} ({span}): {reason}")
        yield text.format(**words)
        if wait["objection"]:
            why = closed(redactable(wait["objection"]["reason"]))
            yield _("That unit objects: {reason}").format(reason=why)
    if extension and extension["pending"]:
        words = {
            "asked": day_text(extension["asked"]),
            "to": day_text(extension["to"]),
            "reason": closed(redactable(extension["reason"])),
        }
        text = _("On {asked} an extension to {to} was asked for, not decided yet: {reason}")
        yield text.format(**words)


def _silent(missing: Sequence[Item]) -> Iterator[str]:
    """Yield who has not reported, by the period in which they ought to have."""
    for first, last in dict.fromkeys(tuple(each["period"]) for each in missing):
        names = [each["unit"] for each in missing if each["period"] == [first, last]]
        text = _("For {span} nothing was reported by {names}.")
        yield text.format(span=between(first, last), names=names_text(names, MOST_NAMES))


def _last_words(data: Data) -> Iterator[Block]:
    """Yield what the first lead said in its last report that said anything."""
    last = data["last_words"]
    if last is None or data["task"]["state"] == "terminated":
        return
    texts = {
        "done": _("Progress so far:"),
        "issue": _("Problems so far:"),
        "next": _("What comes next:"),
        "ask": _("To be decided or coordinated:"),
    }
    told = _("{unit} reported on {day}:").format(unit=last["unit"], day=day_text(last["on"]))
    yield Paragraph(told)
    words = {text: text_of(last, key) for key, text in texts.items()}
    yield from entries((text, closed(its)) for text, its in words.items() if its)


def _parts(children: Sequence[Item]) -> Table:
    columns = [
        Column(_("Code"), 12),
        Column(_("Task"), 29),
        Column(_("Lead unit"), 24),
        Column(_("Deadline"), 16, "center"),
        Column(_("Progress"), 11, "right"),
        Column(_("Light"), 8, "center"),
    ]

    def rows() -> Iterator[Row]:
        for task in children:
            lead = names_text(task["lead"], 2)
            heads = (task["code"], task["title"], lead, task["deadline"] or "-")
            yield *heads, percent(task["progress"]), (light_span(task["light"]),)

    return Table(columns, rows, _("Its parts"))


def _pictures(data: Data) -> Iterator[Block]:
    from taskmatrix.reports.pictures.gantt import Gantt
    from taskmatrix.reports.pictures.trajectory import Trajectory

    gantt = Gantt([data["task"], *data["children"], *data["advanced_by"]], data["day"])
    if gantt:
        name = _("The task in time")
        if data["children"]:
            name = _("The task in time, with its parts")
        elif data["advanced_by"]:
            name = _("The task in time, with what carries it out")
        yield Figure(gantt, name)
    for target in data["targets"]:
        if picture := Trajectory(target, data["day"]):
            name = _("{title} ({measure}): trajectory")
            yield Figure(picture, name.format(title=target["title"], measure=target["measure"]))


def units(cells: Sequence[Item]) -> Iterator[Block]:
    """Yield a table of the units of a task, with what each has done."""
    if not cells:
        return
    columns = [
        Column(_("Unit"), 27),
        Column(_("Role"), 14, "center"),
        Column(_("Basis"), 14, "center"),
        Column(_("Progress"), 11, "right"),
        Column(_("Last report"), 16, "center"),
    ]
    roles, bases = role_names(), basis_names()
    remarks = [_(", ").join(_remarks(cell)) for cell in cells]
    if any(remarks):
        columns.append(Column(_("Remarks"), 18))

    def rows() -> Iterator[Row]:
        for cell, remark in zip(cells, remarks, strict=True):
            yield (
                cell["unit"],
                roles[cell["role"]],
                bases[cell["basis"]],
                percent(cell["progress"]),
                cell["reported"] or "-",
                *([remark] if any(remarks) else []),
            )

    yield Table(columns, rows)


def _remarks(cell: Item) -> Iterator[str]:
    if cell["exemption"]:
        yield event_names()[f"report-exemption-{cell['exemption']}"]
    if cell["promised_by"]:
        yield _("promises {day}").format(day=cell["promised_by"])
    if cell["urged"]:
        yield _("urged on {day}").format(day=cell["urged"])


def slips(items: Sequence[Item]) -> Iterator[Block]:
    """Yield a table of the slips on a task."""
    if not items:
        return
    columns = [
        Column(_("Slip no."), 15),
        Column(_("Kind"), 12),
        Column(_("Addressee"), 17),
        Column(_("Issued"), 14, "center"),
        Column(_("Because"), 28),
        Column(_("Reply"), 14),
    ]
    steps = step_names()

    def rows() -> Iterator[Row]:
        for slip in items:
            yield (
                slip_number(slip["number"]),
                steps[slip["step"] - 1],
                slip["sent_to"],
                slip["issued"],
                causes_said(slip),
                status_text(slip),
            )

    yield Table(columns, rows)
