"""What was the matter on the day of a slip, each cause in a sentence of its own."""

from collections.abc import Mapping
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.documents.parts import points_text, sentences
from taskmatrix.reports.escalation import slip_number
from taskmatrix.reports.written import (
    between,
    day_beside,
    day_text,
    percent,
)

Item = Mapping[str, Any]


def causes_said(slip: Item) -> str:
    """Return what was the matter when a slip was issued, the gravest first; progress once."""
    known = any(cause["rule"] == "behind" for cause in slip["causes"])
    return sentences([_sentence(cause, slip["issued"], known) for cause in slip["causes"]])


def _sentence(cause: Item, issued: str, known: bool) -> str:
    text = _counted(cause, known) if "days" in cause else _told(cause)
    since = cause.get("since") or cause.get("deadline") or issued
    return text.format(
        day=day_text(issued),
        then=day_beside(issued, since),
        since=day_text(since),
        span=between(since, issued),
        deadline=day_text(cause.get("deadline") or issued),
        days=cause.get("days"),
        progress=percent(cause.get("progress")),
        expected=percent(cause.get("expected")),
        points=points_text(cause.get("points") or 0),
        slip=slip_number(cause["slip"]) if "slip" in cause else "",
    )


def _counted(cause: Item, known: bool) -> str:
    """Return what is said of a task whose deadline has passed, or is near."""
    days = cause["days"]
    if cause["rule"] == "overdue":
        return ngettext(
            "The task was due on {deadline}; by {then} it was {days} day overdue.",
            "The task was due on {deadline}; by {then} it was {days} days overdue.",
            days,
        )
    if not days:
        left = _("The task is due on {deadline}, the day of this slip.")
    else:
        left = ngettext(
            "The task is due on {deadline}; on {then} {days} day was left.",
            "The task is due on {deadline}; on {then} {days} days were left.",
            days,
        )
    return left if known else sentences([left, _progress(cause)])


def _told(cause: Item) -> str:
    texts = {
        "behind": _("By {day} progress was {progress}; {expected} was expected: {points} behind."),
        "silent": _("For {span} no progress was reported."),
        "unsigned": _("The task was handed over on {since}; by {then} it had not been accepted."),
        "awaited": _(
            "Help on the task has been waited for since {since}; by {then} nothing was reported."
        ),
        "unanswered": _("{slip} was to be answered by {since}; by {then} it was not."),
        "major": _("The matter is ordered as major and urgent."),
    }
    if cause["rule"] == "behind" and cause["progress"] is None:
        return _("By {day} no progress was reported; {expected} was expected: {points} behind.")
    return texts[cause["rule"]]


def _progress(cause: Item) -> str:
    if cause["progress"] is None:
        return _("No progress was reported by that day.")
    return _("Progress was {progress} on that day.")
