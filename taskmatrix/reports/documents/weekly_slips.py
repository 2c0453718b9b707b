"""Slips in the weekly: how many of which kind, what was answered, the last one on a task."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.documents.parts import capital
from taskmatrix.reports.escalation import slip_number, step_names
from taskmatrix.reports.written import (
    day_beside,
)

Item = dict[str, Any]


def on_slips(data: Item) -> Iterator[str]:
    """Yield what slips were issued and answered, and what is unanswered."""
    slips = data["slips"]
    if slips["issued"]:
        steps = Counter(slip["step"] for slip in slips["issued"])
        kinds = in_a_row([_kinds(step, count) for step, count in sorted(steps.items())])
        yield ngettext(
            "{count} slip was issued: {kinds}.",
            "{count} slips were issued: {kinds}.",
            sum(steps.values()),
        ).format(count=sum(steps.values()), kinds=kinds)
    elif slips["answered"] or slips["unanswered"]:
        yield _("No slip was issued in this period.")
    if slips["answered"]:
        count = len(slips["answered"])
        yield ngettext("{count} was answered.", "{count} were answered.", count).format(count=count)
    waiting = len(slips["unanswered"])
    lapsed = sum(slip["status"] == "lapsed" for slip in slips["unanswered"])
    if lapsed and lapsed == waiting:
        text = ngettext(
            "{count} is unanswered past the day of reply.",
            "{count} are unanswered past the day of reply.",
            waiting,
        )
        if waiting == 1:
            text = _("1 is unanswered, and past the day of reply.")
        yield text.format(count=waiting)
    elif lapsed:
        text = ngettext(
            "{count} is unanswered, {lapsed} past the day of reply.",
            "{count} are unanswered, {lapsed} past the day of reply.",
            waiting,
        )
        yield text.format(count=waiting, lapsed=lapsed)
    elif waiting:
        text = ngettext("{count} is not answered yet.", "{count} are not answered yet.", waiting)
        yield text.format(count=waiting)


def _kinds(step: int, count: int) -> str:
    """Return how many slips of a kind."""
    texts = (
        ngettext("{count} reminder", "{count} reminders", count),
        ngettext("{count} urging letter", "{count} urging letters", count),
        ngettext("{count} supervision slip", "{count} supervision slips", count),
        ngettext(
            "{count} report to the leader in charge",
            "{count} reports to the leader in charge",
            count,
        ),
        ngettext("{count} report to the principal", "{count} reports to the principal", count),
    )
    return texts[step - 1].format(count=count)


def in_a_row(texts: Sequence[str]) -> str:
    """Return texts in a row, in English with an “and” before the last."""
    if len(texts) < 2:
        return "".join(texts)
    return _("{some} and {last}").format(some=_(", ").join(texts[:-1]), last=texts[-1])


def on_slip(slip: Item, today: str) -> str:
    """Return what became of a slip; a promise of which the day has passed is told as such."""
    promised = slip["promised"]
    if slip["status"] == "open":
        text = _("{kind} {number} was issued and is not answered yet; the reply is due on {due}.")
    elif slip["status"] == "lapsed":
        text = _("{kind} {number} was to be answered by {due} and is not.")
    elif not promised:
        text = _("{kind} {number} was answered on {day}.")
    elif promised < today:
        text = _("{kind} {number} was answered on {day}; the promised day, {promised}, has passed.")
    else:
        text = _("{kind} {number} was answered on {day}, with a promise to mend it by {promised}.")
    return text.format(
        kind=capital(step_names()[slip["step"] - 1]),
        number=slip_number(slip["number"]),
        due=day_beside(slip["reply_by"], today),
        day=day_beside(slip["answered"] or today, today),
        promised=day_beside(promised or today, today),
    )
