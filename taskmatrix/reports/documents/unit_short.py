"""What the sheet of a unit says in short: counts of tasks, promises, slips, and what it owes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.domain.promises import KEPT, MISSED, OPEN
from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import current, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.documents.parts import (
    names_text,
    quoted,
    tasks_named,
    tasks_text,
)
from taskmatrix.reports.documents.weekly_slips import why_unanswered
from taskmatrix.reports.labels import light_names
from taskmatrix.reports.written import (
    day_text,
    share_text,
    span_text,
)

Item = dict[str, Any]
Data = Mapping[str, Any]
MOST_NAMED = 3


def standing(data: Data) -> Iterator[str]:
    """Yield how many tasks a unit has a part in, and how those stand that it leads."""
    tasks = [task for task in data["tasks"] if task["state"] != "terminated"]
    words = {"day": day_text(data["day"]), "unit": data["unit"]["name"]}
    if data["unit"]["dropped"]:
        yield _("{unit} is no longer named by the plans.").format(**words)
    if not tasks:
        text = _("As of {day} {unit} has no part in any task.")
        if data["filters"]:
            text = _("As of {day} {unit} has no part in any of the tasks chosen.")
        yield text.format(**words)
        return
    counts = Counter(task["role"] for task in tasks)
    yield _("As of {day} {unit} {does}.").format(**words, does=_does(counts))
    led = [task for task in tasks if task["role"] == "lead"]
    if led:
        yield from _led(led)


def _does(counts: Mapping[str, int]) -> str:
    """Return what a unit does, role by role; the first says that it is tasks that are counted."""
    texts = {
        "lead": _("leads {tasks}"),
        "support": _("supports {tasks}"),
        "local": _("carries out {tasks} locally"),
    }
    said: list[str] = []
    for role, text in texts.items():
        if counts[role]:
            count = str(counts[role]) if said and current() != "zh" else tasks_text(counts[role])
            said.append(text.format(tasks=count))
    if len(said) == 1:
        return said[0]
    return _("{listed} and {last}").format(listed=_(", ").join(said[:-1]), last=said[-1])


def _led(led: Sequence[Item]) -> Iterator[str]:
    closed = sum(task["state"] == "closed" for task in led)
    if closed == len(led):
        yield _("All that it leads is closed.")
        return
    if closed:
        text = ngettext(
            "Of those that it leads {count} is closed ({share}).",
            "Of those that it leads {count} are closed ({share}).",
            closed,
        )
        yield text.format(count=closed, share=share_text(closed, len(led)))
    names, lights = light_names(), Counter(task["light"] for task in led)
    lit = _(", ").join(
        _("{count} {light}").format(count=lights[light], light=names[light])
        for light in LIGHTS[:4]
        if lights[light]
    )
    yield _("Lights of the open tasks that it leads: {lights}.").format(lights=lit)
    red = [quoted(task["title"]) for task in led if task["light"] == "red"]
    if red:
        yield _("Red: {tasks}.").format(tasks=tasks_named(red, MOST_NAMED))


def promised(data: Data) -> Iterator[str]:
    """Yield how many promises came due of late, how they ended, and which are open."""
    counts = Counter(promise["status"] for promise in data["promises"])
    kept, missed, still = counts[KEPT], counts[MISSED], counts[OPEN]
    if kept and missed:
        text = _("Of {count} promises that came due {kept} were kept and {missed} missed.")
        yield text.format(count=kept + missed, kept=kept, missed=missed)
    elif kept or missed:
        yield _ended(kept, missed)
    elif still:
        yield _("None of its promises came due of late.")
    elif not data["slip_promises"]:
        yield _("It has promised nothing of late.")
    if still:
        yield ngettext(
            "{count} promise is not due yet.", "{count} promises are not due yet.", still
        ).format(count=still)
    yield from _promised_in_answers(data["slip_promises"])


def _promised_in_answers(items: Sequence[Item]) -> Iterator[str]:
    """Yield what became of the promises in answers to slips, and by when the next one is due."""
    still = sorted(item["due"] for item in items if item["status"] == "open")
    standing = [item for item in items if item["status"] == "standing"]
    if still:
        text = _(
            "In its answers to slips it promised to have {count} tasks in order, "
            "the first by {day}."
        )
        if len(still) == 1:
            text = _("In its answer to a slip it promised to have one task in order by {day}.")
        yield text.format(count=len(still), day=day_text(still[0]))
    if standing:
        text = ngettext(
            "{count} such promise came due, and the matter still stands.",
            "{count} such promises came due, and the matters still stand.",
            len(standing),
        )
        yield text.format(count=len(standing))


def _ended(kept: int, missed: int) -> str:
    if kept == 1 or missed == 1:
        text = _("One promise came due, and was kept.")
        return text if kept else _("One promise came due, and was missed.")
    text = _("{count} promises came due; all were kept.")
    if missed:
        text = _("{count} promises came due; none was kept.")
    return text.format(count=kept + missed)


def slipped(data: Data) -> Iterator[str]:
    """Yield how many slips a unit received so far, and how many it has not answered."""
    slips = data["slips_received"]
    count = sum(slips[colour] for colour in ("blue", "yellow", "red"))
    if not count:
        yield _("No slip was sent to it.")
        return
    text = ngettext(
        "{count} slip was sent to it in all", "{count} slips were sent to it in all", count
    )
    words = {"sent": text.format(count=count), "unanswered": slips["unanswered"]}
    if not slips["unanswered"]:
        yield _("{sent}; none waits for an answer.").format(**words)
    elif slips["followed"] or slips["ended"]:
        text = _("{sent}; {unanswered} not answered: {why}.")
        yield text.format(**words, why=why_unanswered(slips))
    elif not slips["lapsed"]:
        yield _("{sent}; {unanswered} not answered yet.").format(**words)
    elif slips["lapsed"] < slips["unanswered"]:
        text = _("{sent}; {unanswered} not answered, {lapsed} of them past the day of reply.")
        yield text.format(**words, lapsed=slips["lapsed"])
    elif slips["lapsed"] == 1:
        yield _("{sent}; one is not answered, past the day of reply.").format(**words)
    else:
        text = _("{sent}; {unanswered} are not answered, all past the day of reply.")
        yield text.format(**words)


def owing(data: Data) -> Iterator[str]:
    """Yield what a unit owes, and what is owed to it."""
    owed = len(data["owed"])
    if data["to_accept"]:
        yield _("It has not accepted {tasks}.").format(tasks=tasks_text(len(data["to_accept"])))
    periods = Counter(tuple(each["period"]) for each in data["owes"])
    for (first, last), count in periods.items():
        text = _("There is no report from it for {span} on {tasks}.")
        yield text.format(span=span_text(first, last), tasks=tasks_text(count))
    if not periods:
        yield _("It owes no report for the last period.")
    if owed:
        units = list(dict.fromkeys(each["unit"] for each in data["owed"]))
        text = _("On tasks that it leads no report came from {units}.")
        yield text.format(units=names_text(units, MOST_NAMED))
    waiting = sum(wait["in_force"] for wait in data["waits"])
    if waiting:
        text = ngettext(
            "{count} of its tasks waits for others.",
            "{count} of its tasks wait for others.",
            waiting,
        )
        yield text.format(count=waiting)
    if data["awaited"]:
        count = len(data["awaited"])
        text = ngettext("{count} task waits for it.", "{count} tasks wait for it.", count)
        yield text.format(count=count)


def contact(data: Data) -> Iterator[str]:
    """Yield whom to call, where that was asked for."""
    known = data["contact"]
    if known is None:
        return
    said = [each for each in (known["liaison"], known["phone"]) if each]
    if said:
        yield _("Liaison: {contact}.").format(contact=" ".join(said))
    else:
        yield _("No liaison is known.")
