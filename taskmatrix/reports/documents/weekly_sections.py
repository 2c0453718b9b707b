"""The weekly's sections on tasks: what is behind, problems, decisions, next steps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Block, Paragraph
from taskmatrix.reports.documents.parts import (
    abridged,
    closed,
    entries,
    heading,
    in_prose,
    names_text,
    points_text,
    promised,
    sentences,
    stopped,
    tasks_text,
    unled,
)
from taskmatrix.reports.documents.weekly_progress import MOST, headed
from taskmatrix.reports.documents.weekly_slips import on_slip
from taskmatrix.reports.escalation import slip_number
from taskmatrix.reports.labels import redactable, text_of
from taskmatrix.reports.written import (
    day_beside,
    day_text,
    percent,
    short_day,
)

Item = dict[str, Any]

MOST_PLANS = 6
"""Entries of what units mean to do."""


def behind(data: Item) -> Iterator[Block]:
    """Yield what is red, then what is yellow and behind; who, which, how many days, why."""
    late = data["behind"]
    if not late:
        yield Paragraph(_("No task is behind."))
        return
    yield Paragraph(sentences(_counted(late)))
    told = [item for item in late if not _nobodys(item)]
    yield from entries(
        (headed(item), sentences([*_lateness(item), *_circumstances(item, data["day"])]))
        for item in told[:MOST]
    )
    if len(told) > MOST:
        rest = tasks_text(len(told) - MOST)
        yield Paragraph(_("For {tasks} more that are behind, see the annex.").format(tasks=rest))


def _counted(late: Sequence[Item]) -> Iterator[str]:
    red = sum(item["light"] == "red" for item in late)
    yellow = len(late) - red
    if red and yellow:
        text = _("Red: {red}; yellow and behind: {yellow}.")
        yield text.format(red=tasks_text(red), yellow=tasks_text(yellow))
    elif red:
        yield _("Red: {red}.").format(red=tasks_text(red))
    else:
        yield _("Yellow and behind: {yellow}.").format(yellow=tasks_text(yellow))
    leads = Counter(item["lead"][0] for item in late if item["lead"])
    if len(leads) > 1 and len(late) > MOST:
        yield _by_lead(leads, len(late))
    nobodys = sum(map(_nobodys, late))
    if nobodys:
        text = ngettext(
            "{count} of these has no lead named, so nobody could accept it.",
            "{count} of these have no lead named, so nobody could accept them.",
            nobodys,
        )
        if nobodys == len(late) > 1:
            text = _("None of these has a lead named, so nobody could accept them.")
        yield text.format(count=nobodys)


def _nobodys(item: Item) -> bool:
    """Whether all that is the matter with a task is that nobody is named who could accept it."""
    return not item["lead"] and item["why_rule"] == "unsigned"


def _by_lead(leads: Counter[str], whole: int) -> str:
    """Return how many tasks each of the first leads has, and what is left, so that it adds up."""
    first = leads.most_common(MOST)
    if len(leads) == MOST + 1:
        first = leads.most_common()
    said = [_("{unit} {tasks}").format(unit=unit, tasks=tasks_text(count)) for unit, count in first]
    rest = sum(leads.values()) - sum(count for _unit, count in first)
    if rest:
        text = _("{units} other units {tasks}")
        said.append(text.format(units=len(leads) - len(first), tasks=tasks_text(rest)))
    if whole > sum(leads.values()):
        text = _("{tasks} without a lead")
        said.append(text.format(tasks=tasks_text(whole - sum(leads.values()))))
    return _("By lead: {units}.").format(units=_(", ").join(said))


def _lateness(item: Item) -> Iterator[str]:
    rule = item["why_rule"]
    if item["days"]:
        yield _overdue(item)
    elif rule == "unsigned":
        yield _("Assigned but not yet accepted.")
    elif rule == "unreported":
        yield _("No report was submitted for the last period.")
    elif item["expected"] is not None and item["expected"] > (item["progress"] or 0):
        text = _("Expected {expected}, progress {progress}, {points} behind.")
        if item["progress"] is None:
            text = _("Expected {expected}, no progress reported, {points} behind.")
        yield text.format(
            expected=percent(item["expected"]),
            progress=percent(item["progress"]),
            points=points_text(item["expected"] - (item["progress"] or 0)),
        )
    else:
        yield stopped(in_prose(item["why"]))


def _overdue(item: Item) -> str:
    text = ngettext(
        "{days} day past the deadline of {deadline}, progress {progress}.",
        "{days} days past the deadline of {deadline}, progress {progress}.",
        item["days"],
    )
    if item["progress"] is None:
        text = ngettext(
            "{days} day past the deadline of {deadline}, no progress reported.",
            "{days} days past the deadline of {deadline}, no progress reported.",
            item["days"],
        )
    words = {"days": item["days"], "deadline": day_text(item["deadline"])}
    return text.format(**words, progress=percent(item["progress"]))


def _circumstances(item: Item, today: str) -> Iterator[str]:
    if item["waiting_for"] is not None:
        yield _("Waiting for {unit}.").format(unit=redactable(item["waiting_for"] or None))
    if issue := text_of(item, "issue"):
        yield _("The lead says: {text}").format(text=closed(abridged(issue)))
    if item["slip"]:
        yield on_slip(item["slip"], today)
    elif item["urged"]:
        yield _("The lead was urged on {day}.").format(day=short_day(item["urged"]))


def problems(data: Item) -> Iterator[Block]:
    """Yield what units named as problems."""
    if not data["problems"]:
        yield Paragraph(_("No unit named a new problem."))
    yield from _said(data["problems"], MOST)


def _said(items: Sequence[Item], most: int) -> Iterator[Block]:
    head = _("{title} ({unit}).")
    yield from entries(
        (head.format(title=item["title"], unit=item["unit"]), _written(item))
        for item in items[:most]
    )
    rest = len(items) - most
    if rest > 0:
        more = ngettext(
            "{count} more is not listed here.", "{count} more are not listed here.", rest
        )
        yield Paragraph(more.format(count=rest))


def asks(data: Item) -> Iterator[Block]:
    """Yield what units ask for (需协调解决事项), and what waits for a decision."""
    own = Counter(item["kind"] for item in data["decisions"])
    wanted = [item for item in data["decisions"] if item["kind"] in _DECIDED_ABOVE]
    matters = [
        *(_ask(item, data["first"]) for item in data["asks"]),
        *(_DECIDED_ABOVE[item["kind"]](item) for item in wanted),
        *([unled(data["without_lead"])] if data["without_lead"] else []),
    ]
    yield from entries(matters)
    if not matters:
        yield Paragraph(_("Nothing needs a decision."))
    said = [text.format(count=own[kind]) for kind, text in _decided_here().items() if own[kind]]
    if said:
        yield Paragraph(
            _("The coordination office is deciding on {matters}.").format(
                matters=_(", ").join(said)
            )
        )


def _decided_here() -> dict[str, str]:
    return {
        "closure": _("closures ({count})"),
        "exemption": _("reports that a task does not concern a unit ({count})"),
        "objection": _("objections to waiting ({count})"),
    }


def _ask(item: Item, first: str) -> tuple[str, str]:
    """Return a request; of one from before the first day it is told when it was made."""
    head = _("{title} (asked for by {unit}).")
    if item["on"] < first:
        head = _("{title} (asked for by {unit} on {day}).")
    words = {"unit": item["unit"], "title": item["title"], "day": day_beside(item["on"], first)}
    return head.format(**words), _written(item)


def _written(item: Item) -> str:
    return closed(abridged(redactable(item["text"])))


def _extension(item: Item) -> tuple[str, str]:
    head = _("{title} ({unit} asks for an extension).")
    text = _("To {day}; the reason: {reason}")
    words = {"day": day_text(item["to"]), "reason": _written(item)}
    return head.format(unit=item["unit"], title=item["title"]), text.format(**words)


def _lapsed(item: Item) -> tuple[str, str]:
    head = _("{title} ({unit}).").format(unit=item["unit"], title=item["title"])
    text = _(
        "Slip {slip} was due for reply by {day}; none has come. The next step is to be decided."
    )
    return head, text.format(slip=slip_number(item["text"]), day=day_text(item["to"]))


_DECIDED_ABOVE = {"extension": _extension, "slip-lapsed": _lapsed}


def following(data: Item) -> Iterator[Block]:
    """Yield the next two weeks: what is due, what is promised, what units mean to do."""
    ahead = data["ahead"]
    until = day_text(ahead["until"])
    due = list(_due(data))
    if not due:
        yield Paragraph(_("Nothing is due by {day}.").format(day=until))
    elif ahead["plans"]:
        yield heading(2, 1, _("Due by {day}").format(day=until))
    yield from entries(due)
    if ahead["plans"]:
        yield (
            heading(2, 2, _("What lead units plan"))
            if due
            else Paragraph(_("What lead units plan:"))
        )
    yield from _said(ahead["plans"], MOST_PLANS)


def _due(data: Item) -> Iterator[tuple[str, str]]:
    ahead = data["ahead"]
    for kind, items, told in (
        (_("Deadlines."), ahead["deadlines"], _deadline),
        (_("Milestones."), ahead["milestones"], _milestone),
        (_("Promises."), data["promises"]["due"], _promise),
        (_("Replies to slips."), ahead["replies"], _reply),
    ):
        if items:
            said = _("; ").join(told(item) for item in items[:MOST])
            if len(items) > MOST:
                said = _("{some}; and {count} more").format(some=said, count=len(items) - MOST)
            yield kind, stopped(said)


def _deadline(item: Mapping[str, Any]) -> str:
    words = {"day": short_day(item["deadline"]), "progress": percent(item["progress"])}
    lead = names_text(item["lead"], 1) or _("no lead named")
    text = _("{day} {title} ({lead}, progress {progress})")
    if item["progress"] is None:
        text = _("{day} {title} ({lead}, no progress reported)")
    return text.format(title=item["title"], lead=lead, **words)


def _milestone(item: Mapping[str, Any]) -> str:
    lead = names_text(item["lead"], 1) or _("no lead named")
    text = _("{day} {milestone} ({title}, {lead})")
    words = {"day": short_day(item["due"]), "milestone": item["milestone"]}
    return text.format(title=item["title"], lead=lead, **words)


def _promise(item: Mapping[str, Any]) -> str:
    text = _("{day} {unit}: {promise}")
    return text.format(day=short_day(item["due"]), unit=item["unit"], promise=promised(item))


def _reply(item: Mapping[str, Any]) -> str:
    text = _("{day} {unit}, {slip}")
    words = {"day": short_day(item["reply_by"]), "slip": slip_number(item["number"])}
    return text.format(unit=item["unit"], **words)
