"""The weekly's section on progress: what leads reported as done, and how far tasks have come."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Paragraph
from taskmatrix.reports.documents.parts import (
    abridged,
    closed,
    entries,
    names_text,
    points_text,
    sentences,
    tasks_text,
    within,
)
from taskmatrix.reports.labels import redactable
from taskmatrix.reports.written import (
    percent,
)

Item = dict[str, Any]

MOST = 10
"""Entries of a section: four pages are read, eight are not."""


def progress(data: Item) -> Iterator[Block]:
    """Yield what leads reported as done."""
    told = data["progress"]
    if not told:
        yield Paragraph(_("No lead reported progress in this period."))
    yield from entries(
        (headed(item), sentences([closed(abridged(redactable(item["done"]))), *_moved(item)]))
        for item in told[:MOST]
    )
    shown = {(item["code"], item["title"]) for item in told[:MOST]}
    rest = {(item["code"], item["title"]) for item in told} - shown
    if rest:
        text = _("For the progress of {tasks} more, see the annex.")
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
    return {"now": percent(now), "points": points_text(abs(now - (before or 0)))}


def _texts() -> dict[str, str]:
    return {
        "first": _("Progress {now}."),
        "same": _("Progress {now}, unchanged."),
        "more": _("Progress {now}, up {points}."),
        "less": _("Progress {now}, down {points}."),
    }


def _joint_texts() -> dict[str, str]:
    """Return what is said of one lead of several; the task is as far as the last of them."""
    return {
        "first": _("The unit's progress {now}; the task as a whole {task}."),
        "same": _("The unit's progress {now}, unchanged; the task as a whole {task}."),
        "more": _("The unit's progress {now}, up {points}; the task as a whole {task}."),
        "less": _("The unit's progress {now}, down {points}; the task as a whole {task}."),
    }
