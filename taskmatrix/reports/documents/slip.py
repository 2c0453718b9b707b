"""A slip as the form that is printed, sent, filled in and signed."""

from collections.abc import Iterator, Mapping
from typing import Any

from taskmatrix.domain.policy import COLOURS
from taskmatrix.language import N_, current
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Block, Document, Field, Form, Note
from taskmatrix.reports.documents.parts import (
    closed,
    names_text,
    quoted,
    sentences,
    titled,
)
from taskmatrix.reports.documents.slip_causes import causes_said
from taskmatrix.reports.escalation import slip_number
from taskmatrix.reports.labels import redactable
from taskmatrix.reports.text import width_of
from taskmatrix.reports.written import (
    day_beside,
    day_text,
)

Item = dict[str, Any]
Data = Mapping[str, Any]
MOST_NAMES = 3
"""Units of one role that a form names; of the regions there may be many."""
SHORT = 16
"""Columns of a text that has room in half a row."""
RED = COLOURS.index("red") + 1
"""The first step of that colour; those above it are reports to leaders."""

_TITLES = (
    N_("Reminder"),
    N_("Urging Letter"),
    N_("Supervision Slip"),
    N_("Supervision Slip (Report to the Leader in Charge)"),
    N_("Supervision Slip (Report to the Principal)"),
)
_MATTERS = {
    "overdue": N_("past its deadline"),
    "behind": N_("behind schedule"),
    "silent": N_("not reported on"),
    "unsigned": N_("not accepted"),
    "due": N_("near its deadline"),
    "awaited": N_("help not given"),
    "unanswered": N_("slip not answered"),
    "major": N_("major and urgent"),
}
_ASKED = {
    "overdue": N_("say why the deadline was not met, what will be done, and by which day;"),
    "behind": N_("find out why work is behind, and say how it will catch up, and by when;"),
    "silent": N_("report at once on the work so far, and from now on in time;"),
    "unsigned": N_("accept the task at once, and name who is responsible;"),
    "due": N_("press on so that it is done in time, or ask for an extension before that day;"),
    "awaited": N_("give the help that is asked for, and report on it;"),
    "unanswered": N_("answer that slip together with this one;"),
    "major": N_("deal with it at once;"),
}
"""What is asked of a unit, by what is the matter with its part."""


def _title(slip: Item) -> str:
    name = _TITLES[slip["step"] - 1]
    return _(name)


def compose(data: Data) -> Document:
    """Return a slip as a document; a withdrawn one says so."""
    slip = data["slip"]
    return Document(
        "slip",
        current(),
        data["day"],
        _title(slip),
        "",
        None,
        list(_marks(data)),
        list(_blocks(data)),
    )


def _marks(data: Data) -> Iterator[str]:
    if data["draft"]:
        yield _("Draft")
    if data["simulated"]:
        yield _("Simulated data")
    if data["slip"]["status"] == "withdrawn":
        yield _("Slip withdrawn")


def _blocks(data: Data) -> Iterator[Block]:
    slip = data["slip"]
    if slip["status"] == "withdrawn":
        yield Note(_withdrawn(slip))
    yield Form(list(_rows(data)))


def _withdrawn(slip: Item) -> str:
    text = _("This slip was withdrawn on {day}: {reason}")
    reason = closed(redactable(slip["withdrawn_because"]))
    return text.format(day=day_text(slip["withdrawn"]), reason=reason)


def _rows(data: Data) -> Iterator[tuple[Field, ...]]:
    slip, task = data["slip"], data["task"]
    yield (
        Field(_("Slip no."), slip_number(slip["number"])),
        Field(_("Urgency"), _urgency(slip)),
    )
    yield (Field(_("Subject"), _subject(slip, task)),)
    yield (
        Field(_("Class"), _(_MATTERS[slip["rule"]])),
        Field(_("Task due"), _deadline(task)),
    )
    yield from _pairs(
        (_("Reported to"), slip["to"] or ""),
        (_("Addressee"), slip["sent_to"]),
        (_("Copies"), names_text(slip["copies"], MOST_NAMES)),
        (_("Lead unit"), names_text(task["lead"], MOST_NAMES)),
        (_("Supporting units"), names_text(task["support"], MOST_NAMES)),
        (_("Local units"), names_text(task["local"], MOST_NAMES)),
    )
    yield (Field(_("What is the matter"), _matter(data), 2),)
    if data["earlier"]:
        yield (Field(_("Earlier slips"), sentences([_earlier(each) for each in data["earlier"]])),)
    yield (Field(_("What is asked for"), _asked(slip), 2),)
    yield (Field(_("Reply by"), day_text(slip["reply_by"])),)
    yield from _reply(slip)
    if slip["to"]:
        yield (Field(_("Leader's instructions"), "", 3),)
    yield (
        Field(_("Issued by (seal)"), data["issuer"] or ""),
        Field(_("Issued"), day_text(slip["issued"])),
    )


def _pairs(*named: tuple[str, str]) -> Iterator[tuple[Field, ...]]:
    """Yield the fields of which there is something to say, two short ones beside each other."""
    said = [each for each in named if each[1]]
    while said:
        together = 2 if all(width_of(value) <= SHORT for _label, value in said[:2]) else 1
        yield tuple(Field(label, value) for label, value in said[:together])
        said = said[together:]


def _urgency(slip: Item) -> str:
    """Return how urgent a slip is, by its step (GB/T 9704-2012, 7.2.3); major matters are most."""
    if slip["step"] >= RED or slip["rule"] == "major":
        return _("extra urgent")
    return _("urgent") if slip["colour"] == "yellow" else _("ordinary")


def _subject(slip: Item, task: Item) -> str:
    texts = (
        _("Reminder on the task {title} ({code})"),
        _("Urging the work on the task {title} ({code})"),
        _("Supervision of the task {title} ({code})"),
    )
    return texts[min(slip["step"], RED) - 1].format(code=task["code"], title=quoted(task["title"]))


def _deadline(task: Item) -> str:
    """Return by when a task is due; where that was moved, the day of the plan too."""
    if task["standing"]:
        return _("standing, no deadline")
    if task["deadline"] is None:
        return _("no deadline")
    day, planned = task["deadline"], task["original_deadline"]
    if planned in (None, day):
        return day_text(day)
    return _("{day} (originally {planned})").format(day=day_text(day), planned=day_text(planned))


def _matter(data: Data) -> str:
    """Return where a task comes from, and what was the matter on the day of the slip."""
    slip, task = data["slip"], data["task"]
    plan = titled(task["plan"]["title"] or task["plan"]["id"])
    origin = _("This slip is on the task {title} of {plan}.")
    said = [origin.format(plan=plan, title=quoted(task["title"])), causes_said(slip)]
    if slip["rule"] == "major":
        said.append(closed(_("Reason: {text}").format(text=redactable(slip["reason"]))))
    if slip["hinders"]:
        held = names_text(slip["hinders"], MOST_NAMES)
        said.append(_("It holds up {others}.").format(others=held))
    return sentences(said)


def _earlier(slip: Item) -> str:
    """Return in a sentence which slip was sent before, and what came of it."""

    def day(key: str) -> str:
        return day_beside(slip[key], slip["number"]) if slip[key] else ""

    texts = {
        "answered": _("{name} {number} of {day}: answered on {answered}, promising {promised}."),
        "withdrawn": _("{name} {number} of {day}: withdrawn."),
        "lapsed": _("{name} {number} of {day}: not answered by {until}."),
        "open": _("{name} {number} of {day}: not answered yet."),
    }
    return texts[slip["status"]].format(
        name=_title(slip),
        number=slip_number(slip["number"]),
        day=day("issued"),
        until=day("reply_by"),
        answered=day("answered"),
        promised=day("promised"),
    )


def _asked(slip: Item) -> str:
    """Return what the addressee is to do, by what is the matter, and by when it is to answer."""
    rules = dict.fromkeys(cause["rule"] for cause in slip["causes"])
    asked = [_(_ASKED[rule]) for rule in rules]
    reply = _("answer in writing by {day}, with the day by which it will be in order.").format(
        day=day_text(slip["reply_by"])
    )
    said = [_("Please {what}").format(what=sentences([*asked, reply]))]
    if slip["step"] < len(_TITLES):
        said.append(_("Without an answer by then the next step follows."))
    return sentences(said)


def _reply(slip: Item) -> Iterator[tuple[Field, ...]]:
    """Yield the reply, or room for it, and for the signatures."""
    if slip["answered"]:
        yield (Field(_("Reply of the unit"), _answer(slip), 2),)
    else:
        yield (Field(_("Reply of the unit"), "", 3),)
    yield (Field(_("Signature of the head"), ""), Field(_("Date"), ""))


def _answer(slip: Item) -> str:
    words = {"day": day_text(slip["answered"]), "text": closed(redactable(slip["answer"]))}
    text = _("{day}, late: {text}") if slip["late"] else _("{day}: {text}")
    promised = _("It will be in order by {day}.").format(day=day_text(slip["promised"]))
    return sentences([text.format(**words), promised])
