"""The dossier of a task: what the plan says, where it stands, its story."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from taskmatrix.language import current, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Column, Document, Paragraph, Row, Table
from taskmatrix.reports.documents.parts import (
    closed,
    coded,
    heading,
    marks,
    names_text,
    provisional,
    quoted,
    sentences,
    tasks_named,
    titled,
)
from taskmatrix.reports.documents.task_now import slips, standing, units
from taskmatrix.reports.documents.task_story import story
from taskmatrix.reports.written import (
    day_text,
)

Item = dict[str, Any]
Data = Mapping[str, Any]
MOST_NAMES = 5
_TITLE = re.compile("《([^《》]*)》")


def compose(data: Data) -> Document:
    """Return the dossier as a document."""
    task = data["task"]
    sections = (
        (_("What the plan says"), list(_plan(data))),
        (_("Where it stands"), list(standing(data))),
        (_("Its units"), list(units(task["assignments"]))),
        (_("Its slips"), list(slips(task["slips"]))),
    )
    blocks: list[Block] = []
    for number, (name, body) in enumerate([each for each in sections if each[1]], 1):
        blocks += [heading(1, number, name), *body]
    return Document(
        "task",
        current(),
        data["day"],
        _("Dossier of {title}").format(title=quoted(task["title"])),
        _("(task {code}, as of {day})").format(code=task["code"], day=day_text(data["day"])),
        None,
        marks(data),
        [*blocks, *provisional(data), *story(task)],
    )


def _plan(data: Data) -> Iterator[Block]:
    task = data["task"]
    yield Paragraph(sentences([*_origin(data), closed(task["summary"] or "")]))
    if task["group"]:
        count = len(data["children"])
        text = ngettext(
            "It is a group of {count} task, on which its progress and light rest.",
            "It is a group of {count} tasks, on which its progress and light rest.",
            count,
        )
        yield Paragraph(text.format(count=count))
    elif task["assignments"] or task["state"] != "terminated":  # one that was dropped has none
        yield Paragraph(sentences(_responsible(task)))
    yield Paragraph(sentences([*_dates(task), *_related(task)]))
    if task["milestones"]:
        yield _milestones(task["milestones"])
    if data["targets"]:
        from taskmatrix.reports.documents.targets import target_table

        yield from target_table(data["targets"])


def _origin(data: Data) -> Iterator[str]:
    """Yield where a task comes from; the source of a plan mostly names the plan too."""
    task, plan = data["task"], data["plan"]
    title, source = plan["title"], _in_marks_of_the_language(plan["source"])
    named = source if source and title and title in plan["source"] else titled(title or plan["id"])
    text = _("This is task {code} of {plan}, in its section {section}.")
    if not task["section"]:
        text = _("This is task {code} of {plan}.")
    yield text.format(code=task["code"], plan=named, section=quoted(task["section"] or ""))
    if source and source != named:
        yield closed(_("Source: {text}").format(text=source))


def _in_marks_of_the_language(text: str | None) -> str:
    """Return a text in which titles stand in the marks of the reader's language: 《…》 or “…”."""
    if not text or current() == "zh":
        return text or ""
    return _TITLE.sub(lambda found: titled(found[1]), text)


def _responsible(task: Item) -> Iterator[str]:
    """Yield who leads, supports, carries out, and on what that rests."""
    texts = (
        (task["lead"], _("led by {names}")),
        (task["support"], _("supported by {names}")),
        (task["local"], _("carried out locally by {names}")),
    )
    roles = [text.format(names=names_text(names, MOST_NAMES)) for names, text in texts if names]
    if roles:
        yield _("It is {roles}.").format(roles=reduce(_and, roles))
    if not task["lead"]:
        yield _("The plan names no lead.")
    bases = {(cell["role"], cell["basis"]) for cell in task["assignments"]}
    if ("lead", "first-listed") in bases:
        yield _("The plan does not say who leads; the unit listed first is taken to.")
    if ("local", "blanket") in bases:
        yield _("The local units follow from the plan's clause for all tasks.")
    if task["open_ended"]:
        yield _("The plan's list of units is open-ended.")
    if task["leader"]:
        yield _("Leader in charge: {name}.").format(name=task["leader"])


def _and(first: str, second: str) -> str:
    return _("{first}, {second}").format(first=first, second=second)


def _dates(task: Item) -> Iterator[str]:
    if task["start"]:
        yield _("It begins on {day}.").format(day=day_text(task["start"]))
    extension = task["extension"] or {}
    if task["standing"]:
        yield _("It goes on all the time and has no deadline.")
    elif task["deadline"] is None:
        yield _("It has no deadline.")
    elif extension.get("granted"):
        text = _("It was due on {planned}; that was extended to {granted}.")
        if extension["late"]:
            text = _(
                "It was due on {planned}; that was extended to {granted}, "
                "which was asked for too late, so it is judged by the first."
            )
        yield text.format(**{key: day_text(extension[key]) for key in ("planned", "granted")})
    elif task["deadline_inherited"]:
        text = _("It names no deadline of its own; that of the whole is {day}.")
        yield text.format(day=day_text(task["deadline"]))
    else:
        yield _("It is due on {day}.").format(day=day_text(task["deadline"]))


def _related(task: Item) -> Iterator[str]:
    texts = (
        ("advances", _("It carries out {tasks}.")),
        ("advanced_by", _("It is carried out by {tasks}.")),
        ("after", _("It cannot finish before {tasks}.")),
    )
    for key, text in texts:
        if task[key]:
            named = [coded(each) for each in task[key]]
            yield text.format(tasks=tasks_named(named, MOST_NAMES))


def _milestones(steps: Sequence[Item]) -> Table:
    columns = [
        Column(_("No."), 8, "center"),
        Column(_("Milestone"), 48),
        Column(_("Due"), 22, "center"),
        Column(_("Reached"), 22, "center"),
    ]

    def rows() -> Iterator[Row]:
        for step in steps:
            reached = step["reached"] and day_text(step["reached"])
            yield str(step["number"]), step["title"], day_text(step["due"]), reached or "-"

    return Table(columns, rows)
