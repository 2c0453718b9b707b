"""What the ladder says, in words: causes, steps, why a slip is due or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from taskmatrix.language import N_
from taskmatrix.language import gettext as _

Item = Mapping[str, Any]
Numbers = Mapping[str, Any]

_CAUSES = {
    "overdue": N_("past the deadline {deadline} ({days} d)"),
    "behind": N_("expected {expected:g}, reported {progress}: {points:g} points behind"),
    "behind-none": N_("expected {expected:g}, nothing reported: {points:g} points behind"),
    "silent": N_("nothing reported since {since}"),
    "unsigned": N_("not accepted since {since}"),
    "due": N_("due on {deadline} ({days} d left); reported {progress}"),
    "due-none": N_("due on {deadline} ({days} d left); nothing reported"),
    "awaited": N_("waited for since {since}, and nothing was reported"),
    "unanswered": N_("{slip} was to be answered by {since}"),
    "major": N_("an urgent matter"),
}
_MOVES = {
    "first": N_("the first slip"),
    "anew": N_("what {after} was about had ended; the ladder begins anew"),
    "lapsed": N_("{after} lapsed unanswered"),
    "unkept": N_("{after} was answered, but the promised day {day} has passed"),
    "major": N_("ordered as urgent"),
    "open": N_("{after} waits for an answer until {day}"),
    "promised": N_("{after} was answered, and promises {day}"),
    "withdrawn": N_("{after} was withdrawn; no other before {day} is over"),
    "today": N_("{after} was issued today"),
    "top": N_("{after} was the last step"),
    "nobody": N_("nobody is named to report to: add leader and principal to [plan]"),
    "none": N_("the rules have no steps"),
    "follows": N_("late behind {others}, which get the slip"),
    "told": N_("is sent no slips; tell {leader}"),
}


def cause_text(rule: str, numbers: Numbers) -> str:
    """Return what is the matter in one sentence, with its numbers."""
    shown = dict(numbers)
    if "progress" in shown and shown["progress"] is None:
        rule += "-none"
    if "slip" in shown:
        shown["slip"] = slip_number(shown["slip"])
    return _(_CAUSES[rule]).format(**shown)


def causes_text(causes: Sequence[Item]) -> str:
    """Return several causes, the gravest first."""
    return _("; ").join(cause_text(cause["rule"], cause) for cause in causes)


def move_text(why: str, **details: Any) -> str:
    """Return why a slip is due, or why none is, in one sentence."""
    if details.get("after"):
        details["after"] = slip_number(details["after"])
    if why == "told" and not details.get("leader"):
        details["leader"] = _("the leader in charge")
    return _(_MOVES[why]).format(**details)


def step_names() -> list[str]:
    """Return what the steps of the ladder are called, the first one first."""
    return [
        _("reminder"),
        _("urging letter"),
        _("supervision slip"),
        _("report to the leader in charge"),
        _("report to the principal"),
    ]


def colour_letters() -> dict[str, str]:
    """Return the letter of each colour of a slip."""
    # Translators: a letter each for blue, yellow and red, in this order.
    return dict(zip(("blue", "yellow", "red"), _("BYR"), strict=True))


def slip_number(label: str) -> str:
    """Return the number of a slip as it is printed, from the one that programs read."""
    year, _dash, number = label.partition("-")
    return _("No. {number} of {year}").format(year=year, number=int(number))


def write_proposals(
    items: Iterable[Item], form: str, width: int, color: bool, explain: bool
) -> Iterator[str]:
    """Yield the slips that are due, or with `explain` everything that is the matter."""
    from taskmatrix.reports.data import plain_lines

    heads = [_("Slip"), _("Code"), _("Task"), _("Addressee"), _("Reply by"), _("Because")]
    steps = step_names()
    rows = (_row(item, explain, steps) for item in items)
    if form == "plain":
        yield from plain_lines(chain([heads], rows))
        return
    from taskmatrix.reports.table import Column, table

    columns = [
        Column(heads[0]),
        Column(heads[1]),
        Column(heads[2], stretch=True, optional=True, least=12),
        Column(heads[3], stretch=True, least=12),
        Column(heads[4], optional=True),
        Column(heads[5], stretch=True, least=40),
    ]
    yield from table(columns, list(rows), width, color)


def _row(item: Item, explain: bool, steps: Sequence[str]) -> list[str]:
    step = item["step"]
    name = steps[step - 1] if step else "-"
    because = causes_text(item["causes"])
    if explain or step is None or step > 1:
        because += _("; ") + move_text(
            item["because"],
            after=item["after"],
            day=item["day"],
            others=_(", ").join(item["behind_of"]),
            leader=item["leader"],
        )
    if item["hinders"]:
        hinders = _(", ").join(item["hinders"])
        because += _("; ") + _("holds up {others}").format(others=hinders)
    return [name, item["task"], item["title"], item["unit"], item["reply_by"] or "", because]
