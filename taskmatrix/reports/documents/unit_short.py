"""What the sheet of a unit says in short: counts of tasks, promises, slips, and what it owes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.domain.promises import KEPT, MISSED, OPEN
from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.documents.parts import (
    day_text,
    names_text,
    share_text,
    tasks_named,
    tasks_text,
)
from taskmatrix.reports.labels import LIGHTS, light_names

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
    texts = {
        "lead": _("leads {tasks}"),
        "support": _("supports {tasks}"),
        "local": _("carries out {tasks} locally"),
    }
    said = [
        text.format(tasks=tasks_text(counts[role])) for role, text in texts.items() if counts[role]
    ]
    yield _("As of {day} {unit} {does}.").format(**words, does=_(", ").join(said))
    led = [task for task in tasks if task["role"] == "lead"]
    if led:
        yield from _led(led)


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
    red = [task["title"] for task in led if task["light"] == "red"]
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
    else:
        yield _("It has promised nothing of late.")
    if still:
        yield ngettext(
            "{count} promise is not due yet.", "{count} promises are not due yet.", still
        ).format(count=still)


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
        yield _("{sent}, and answered.").format(**words)
    elif slips["lapsed"]:
        text = _("{sent}; {unanswered} not answered, {lapsed} of them past the day of reply.")
        yield text.format(**words, lapsed=slips["lapsed"])
    else:
        yield _("{sent}; {unanswered} not answered yet.").format(**words)


def owing(data: Data) -> Iterator[str]:
    """Yield what a unit owes, and what is owed to it."""
    owes, owed = len(data["owes"]), len(data["owed"])
    if data["to_accept"]:
        yield _("It has not accepted {tasks}.").format(tasks=tasks_text(len(data["to_accept"])))
    if owes:
        text = _("For the last period it did not report on {tasks}.")
        yield text.format(tasks=tasks_text(owes))
    else:
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
