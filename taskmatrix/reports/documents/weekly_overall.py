"""The weekly's first section: how many tasks, which lights, what changed, who reported."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Block, Figure, Paragraph
from taskmatrix.reports.documents.parts import (
    day_text,
    names_text,
    sentences,
    share_text,
    tasks_text,
    titled,
)
from taskmatrix.reports.escalation import step_names
from taskmatrix.reports.labels import LIGHTS, light_names, state_names

Item = dict[str, Any]

MOST_NAMED = 3
_OPEN_STATES = ("active", "review", "pending")
_OPEN_LIGHTS = LIGHTS[:4]


def overall(data: Item) -> Iterator[Block]:
    """Yield the section."""
    yield Paragraph(sentences(standing(data)))
    if data["tasks"]:
        yield Paragraph(sentences(_changes(data)))
        yield Paragraph(sentences([*_activity(data), *on_slips(data)]))
    said = list(on_targets(data["targets"]))
    if said:
        yield Paragraph(sentences(said))
    yield from _trend(data["trend"])


def standing(data: Item) -> Iterator[str]:
    """Yield how many tasks there are, in which states, and the lights of the open ones."""
    states = data["totals"]["states"]
    closed, ended = states["closed"], states["terminated"]
    count = data["totals"]["tasks"] - ended
    words = {
        "day": day_text(data["last"]),
        "programme": titled(data["programme"]),
        "tasks": tasks_text(count),
        "closed": closed,
        "share": share_text(closed, count),
    }
    if not count:
        yield _("As of {day}, {programme} has no task to follow up.").format(**words)
    elif closed == count:
        yield _("As of {day}, {programme} has {tasks}, all of them closed.").format(**words)
    else:
        words["others"] = _by_state(states)
        text = _("As of {day}, {programme} has {tasks}: {closed} closed ({share}), {others}.")
        if not closed:
            text = _("As of {day}, {programme} has {tasks}, none closed yet: {others}.")
        yield text.format(**words)
    if ended:
        yield ngettext(
            "{count} more was taken out of the plan.",
            "{count} more were taken out of the plan.",
            ended,
        ).format(count=ended)
    lit = _by_light(data["totals"]["lights"])
    if lit:
        yield _("Lights of the open tasks: {lights}.").format(lights=lit)


def _by_state(states: Item) -> str:
    names = state_names()
    return _(", ").join(
        _("{count} {state}").format(count=states[state], state=names[state])
        for state in _OPEN_STATES
        if states[state]
    )


def _by_light(lights: Item) -> str:
    names = light_names()
    return _(", ").join(
        _("{count} {light}").format(count=lights[light], light=names[light])
        for light in _OPEN_LIGHTS
        if lights[light]
    )


def _changes(data: Item) -> Iterator[str]:
    changes = data["changes"]
    told = {code for codes in changes.values() if len(codes) <= MOST_NAMED for code in codes}
    named = data["tasks"] if told else ()
    titles = {task["code"]: task["title"] for task in named if task["code"] in told}
    texts = {
        "closed": _("newly closed: {tasks}"),
        "newly_red": _("newly red: {tasks}"),
        "caught_up": _("no longer red: {tasks}"),
        "begun": _("begun: {tasks}"),
        "returned": _("closure returned: {tasks}"),
        "added": _("added by the plan: {tasks}"),
        "terminated": _("taken out of the plan: {tasks}"),
    }
    said = [
        text.format(tasks=_named(changes[key], titles))
        for key, text in texts.items()
        if changes[key]
    ]
    if said:
        yield _("In this period: {changes}.").format(changes=_("; ").join(said))
    elif data["before"] is not None:
        yield _("In this period no task was closed, and none turned red.")
    if data["before"] is not None:
        yield from _compared(data["before"]["lights"], data["totals"]["lights"])


def _named(codes: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return how many tasks, and which where they are few."""
    count = tasks_text(len(codes))
    if len(codes) > MOST_NAMED:
        return count
    names = names_text([titles.get(code, code) for code in codes])
    return _("{count} ({names})").format(count=count, names=names)


def _compared(before: Item, now: Item) -> Iterator[str]:
    names = light_names()
    said = []
    for light in ("red", "yellow"):
        more = now[light] - before[light]
        if more:
            text = _("{count} more {light}") if more > 0 else _("{count} fewer {light}")
            said.append(text.format(count=abs(more), light=names[light]))
    if said:
        yield _("Compared with the beginning of the period: {changes}.").format(
            changes=_(", ").join(said)
        )
    elif now["red"] or now["yellow"]:
        yield _("As many red and yellow lights as at the beginning of the period.")


def _activity(data: Item) -> Iterator[str]:
    activity = data["activity"]
    silent = activity["units_silent"]
    if activity["reports"]:
        reports = ngettext("{count} report", "{count} reports", activity["reports"])
        units = ngettext("{count} unit", "{count} units", activity["units_reporting"])
        yield _("{units} gave {reports}.").format(
            units=units.format(count=activity["units_reporting"]),
            reports=reports.format(count=activity["reports"]),
        )
    else:
        yield _("No unit reported in this period.")
    if silent:
        yield ngettext(
            "{count} lead did not report in time: {names}.",
            "{count} leads did not report in time: {names}.",
            len(silent),
        ).format(count=len(silent), names=names_text(silent))


def on_slips(data: Item) -> Iterator[str]:
    """Yield what slips were issued and answered, and what is unanswered."""
    slips = data["slips"]
    if slips["issued"]:
        steps = Counter(slip["step"] for slip in slips["issued"])
        kinds = _(", ").join(
            _("{count} {kind}").format(count=count, kind=step_names()[step - 1])
            for step, count in sorted(steps.items())
        )
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


def on_targets(targets: Sequence[Item]) -> Iterator[str]:
    """Yield how many targets are on pace, and which are far behind."""
    if not targets:
        return
    lights = Counter(target["light"] for target in targets)
    groups = (
        (_("{count} met or on pace"), lights["green"] + lights["done"]),
        (_("{count} somewhat behind"), lights["yellow"]),
        (_("{count} far behind"), lights["red"]),
        (_("{count} without a reading"), lights["grey"]),
    )
    said = _(", ").join(text.format(count=count) for text, count in groups if count)
    if lights["grey"] == len(targets):
        yield _("No reading of the {count} targets is recorded yet.").format(count=len(targets))
        return
    yield _("Of {count} targets: {groups}.").format(count=len(targets), groups=said)
    worst = [target["title"] for target in targets if target["light"] == "red"]
    if worst:
        yield _("Far behind: {names}.").format(names=names_text(worst))


def _trend(weeks: Sequence[Item]) -> Iterator[Block]:
    from taskmatrix.reports.pictures.trend import Trend

    if len(weeks) > 1:
        yield Figure(Trend(weeks), _("Lights over the weeks"))
