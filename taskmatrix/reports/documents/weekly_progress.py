"""The weekly's section on progress: what leads reported as done, and how far tasks have come."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Paragraph
from taskmatrix.reports.documents.parts import (
    closed,
    entry,
    names_text,
    sentences,
    tasks_text,
    within,
)
from taskmatrix.reports.written import (
    percent,
)

Item = dict[str, Any]

MOST = 10
"""Entries of a section: four pages are read, eight are not."""


def progress(data: Item) -> Iterator[Block]:
    """Yield what leads reported as done."""
    entries = data["progress"]
    if not entries:
        yield Paragraph(_("No lead reported progress in this period."))
    for number, item in enumerate(entries[:MOST], 1):
        yield entry(number, headed(item), sentences([closed(item["done"]), *_moved(item)]))
    shown = {item["code"] for item in entries[:MOST]}
    rest = {item["code"] for item in entries} - shown
    if rest:
        text = _("For the progress of {tasks} more see the annex.")
        yield Paragraph(text.format(tasks=tasks_text(len(rest))))


def headed(item: Item) -> str:
    """Return a task with who leads it."""
    if not item["lead"]:
        return _("{title} (no lead named).").format(title=item["title"])
    names = names_text(item["lead"], 2)
    if len(item["lead"]) > 1 and item.get("unit"):
        text = _("{title} (led by {lead}; reported by {unit}).")
        return text.format(title=item["title"], lead=names, unit=item["unit"])
    return _("{title} (led by {lead}).").format(title=item["title"], lead=names)


def _moved(item: Item) -> Iterator[str]:
    now, before = item["progress"], item["before"]
    if item["milestone"]:
        yield _("Milestone reached: {milestone}.").format(milestone=within(item["milestone"]))
    if item["state"] == "closed":
        yield _("The task is closed.")
    elif item["state"] == "review":
        yield _("Closure is asked for.")
    elif now is None:
        return
    elif len(item["lead"]) > 1:
        text = _joint_texts()[_way(before, now)]
        yield text.format(task=percent(item["task_progress"]), **_numbers(before, now))
    else:
        yield _texts()[_way(before, now)].format(**_numbers(before, now))


def _way(before: float | None, now: float) -> str:
    if before is None:
        return "first"
    return "more" if now > before else "less" if now < before else "same"


def _numbers(before: float | None, now: float) -> dict[str, str]:
    return {"now": percent(now), "points": f"{abs(now - (before or 0)):g}"}


def _texts() -> dict[str, str]:
    return {
        "first": _("Progress {now}."),
        "same": _("Progress {now}, as before."),
        "more": _("Progress {now}, {points} points more than before."),
        "less": _("Progress {now}, {points} points less than before."),
    }


def _joint_texts() -> dict[str, str]:
    """Return what is said of one lead of several; the task is as far as the last of them."""
    return {
        "first": _("Its own progress {now}; that of the task {task}."),
        "same": _("Its own progress {now}, as before; that of the task {task}."),
        "more": _("Its own progress {now}, {points} points more; that of the task {task}."),
        "less": _("Its own progress {now}, {points} points less; that of the task {task}."),
    }
