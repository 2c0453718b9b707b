"""Slips in the weekly: how many of which kind, what was answered, the last one on a task."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    """Yield what slips were issued, answered and withdrawn, and what is unanswered."""
    slips = data["slips"]
    if slips["issued"]:
        yield _issued(slips["issued"])
    elif any(slips.values()):
        yield _("No slip was issued in this period.")
    if slips["answered"]:
        count = len(slips["answered"])
        text = ngettext("{count} reply came in.", "{count} replies came in.", count)
        yield text.format(count=count)
    if slips["withdrawn"]:
        count = len(slips["withdrawn"])
        text = ngettext("{count} slip was withdrawn.", "{count} slips were withdrawn.", count)
        yield text.format(count=count)
    yield from _unanswered(slips["unanswered"])


def _unanswered(slips: Sequence[Item]) -> Iterator[str]:
    """Yield how many slips have no answer, and of how many none is waited for any more."""
    waiting = len(slips)
    settled = Counter(slip["settled_by"] for slip in slips)
    lapsed = sum(slip["status"] == "lapsed" and not slip["settled_by"] for slip in slips)
    if waiting > settled[None]:
        counts = {"followed": settled["followed"], "ended": settled["task-ended"]}
        why = why_unanswered({**counts, "unanswered": waiting, "lapsed": lapsed})
        text = ngettext("{count} has no answer: {why}.", "{count} have no answer: {why}.", waiting)
        yield text.format(count=waiting, why=why)
    elif lapsed and lapsed == waiting:
        text = ngettext(
            "{count} is unanswered past the reply date.",
            "{count} are unanswered past the reply date.",
            waiting,
        )
        if waiting == 1:
            text = _("1 is unanswered, and past the reply date.")
        yield text.format(count=waiting)
    elif lapsed:
        text = ngettext(
            "{count} is unanswered, {lapsed} past the reply date.",
            "{count} are unanswered, {lapsed} past the reply date.",
            waiting,
        )
        yield text.format(count=waiting, lapsed=lapsed)
    elif waiting:
        text = ngettext("{count} is not answered yet.", "{count} are not answered yet.", waiting)
        yield text.format(count=waiting)


def why_unanswered(counts: Mapping[str, int]) -> str:
    """Return what slips without an answer are, kind by kind, so that it adds up."""
    numbers = {key: counts[key] for key in ("followed", "ended", "lapsed")}
    numbers["due"] = counts["unanswered"] - sum(numbers.values())
    if counts["unanswered"] in numbers.values():
        return _all_unanswered(numbers)
    texts = {
        "followed": ngettext(
            "{count} was followed by a later slip",
            "{count} were followed by later slips",
            numbers["followed"],
        ),
        "ended": ngettext(
            "{count} is on a task that has ended",
            "{count} are on tasks that have ended",
            numbers["ended"],
        ),
        "lapsed": ngettext(
            "{count} is past the reply date",
            "{count} are past the reply date",
            numbers["lapsed"],
        ),
        "due": ngettext(
            "{count} is still to be answered in time",
            "{count} are still to be answered in time",
            numbers["due"],
        ),
    }
    return _("; ").join(texts[key].format(count=count) for key, count in numbers.items() if count)


def _all_unanswered(numbers: Mapping[str, int]) -> str:
    """Return what slips without an answer are where it is the same of all."""
    if count := numbers["followed"]:
        return _("a later slip followed") if count == 1 else _("later slips followed all of them")
    return _("its task has ended") if numbers["ended"] == 1 else _("the tasks of all have ended")


def _issued(slips: Sequence[Item]) -> str:
    """Return how many slips were issued, and of which kinds where there are several."""
    steps = sorted(Counter(slip["step"] for slip in slips).items())
    kinds = in_a_row([_kinds(step, count) for step, count in steps])
    text = ngettext("{kinds} was issued.", "{kinds} were issued.", len(slips))
    if len(steps) > 1:
        text = _("{count} slips were issued: {kinds}.")
    return text.format(count=len(slips), kinds=kinds)


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
        text = _("{kind} {number} was issued; the reply is due on {due}.")
    elif slip["status"] == "lapsed":
        text = _("{kind} {number} was due for reply by {due}; none has come.")
    elif not promised:
        text = _("{kind} {number} was answered on {day}.")
    elif promised < today:
        text = _(
            "{kind} {number} was answered on {day}; the promised date, {promised}, has passed."
        )
    else:
        text = _(
            "{kind} {number} was answered on {day}, with a promise to put it right by {promised}."
        )
    return text.format(
        kind=capital(step_names()[slip["step"] - 1]),
        number=slip_number(slip["number"]),
        due=day_beside(slip["reply_by"], today),
        day=day_beside(slip["answered"] or today, today),
        promised=day_beside(promised or today, today),
    )
