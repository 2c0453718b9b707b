"""The weekly's first section: how many tasks, which lights, what changed, who reported."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import gettext as _
from taskmatrix.language import ngettext
from taskmatrix.reports.document import Block, Figure, Paragraph
from taskmatrix.reports.documents.in_short import (
    on_changes,
    on_promises,
    place_of,
    reports_said,
    targets_said,
)
from taskmatrix.reports.documents.parts import (
    names_text,
    sentences,
    tasks_text,
    titled,
    within,
)
from taskmatrix.reports.documents.weekly_slips import on_slips
from taskmatrix.reports.labels import flag_names, light_names, state_names
from taskmatrix.reports.written import (
    day_text,
    days_text,
    share_text,
)

Item = dict[str, Any]

_OPEN_STATES = ("active", "review", "pending")
_OPEN_LIGHTS = LIGHTS[:4]


def overall(data: Item) -> Iterator[Block]:
    """Yield the section."""
    yield Paragraph(sentences(standing(data)))
    if data["tasks"]:
        yield Paragraph(sentences(_changes(data)))
        yield Paragraph(sentences(_told(data)))
    said = list(on_targets(data["targets"]))
    if said:
        yield Paragraph(sentences(said))
    yield from _trend(data["trend"])


def _told(data: Item) -> Iterator[str]:
    """Yield who reported, what slips there were, and which promises were settled."""
    yield from _activity(data)
    yield from on_slips(data)
    yield from on_promises(data["promises"])


def standing(data: Item) -> Iterator[str]:
    """Yield how many tasks there are, in which states, and the lights of the open ones."""
    states = data["totals"]["states"]
    closed, ended = states["closed"], states["terminated"]
    count = data["totals"]["tasks"] - ended
    programme = titled(data["programme"])
    if data.get("filters"):
        programme = _("the chosen part of {programme}").format(programme=programme)
    words = {
        "day": day_text(data["last"]),
        "programme": programme,
        "tasks": tasks_text(count),
        "closed": closed,
        "share": share_text(closed, count),
    }
    if not count:
        yield _("As of {day}, {programme} has no task to follow up.").format(**words)
    elif closed == count:
        text = _("As of {day}, {programme} has {tasks}, all of them closed.")
        if count == 1:
            text = _("As of {day}, {programme} has {tasks}, which is closed.")
        yield text.format(**words)
    else:
        words["others"] = _by_state(states)
        text = _("As of {day}, {programme} has {tasks}: {closed} closed ({share}), {others}.")
        if not closed:
            text = _("As of {day}, {programme} has {tasks}, none closed yet: {others}.")
        if count in states.values():
            words["state"] = next(_state(state) for state in states if states[state] == count)
            text = _("As of {day}, {programme} has {tasks}, {state}.")
            if count > 1:
                text = _("As of {day}, {programme} has {tasks}, all {state}.")
        yield text.format(**words)
    if ended:
        yield ngettext(
            "{count} further task was dropped from the plan.",
            "{count} further tasks were dropped from the plan.",
            ended,
        ).format(count=ended)
    lit = _by_light(data["totals"])
    if lit:
        yield _("Lights of the open tasks: {lights}.").format(lights=lit)


def _by_state(states: Item) -> str:
    return _(", ").join(
        _("{count} {state}").format(count=states[state], state=_state(state))
        for state in _OPEN_STATES
        if states[state]
    )


def _state(state: str) -> str:
    """Return a state as it follows a number."""
    return _("under closure review") if state == "review" else state_names()[state]


def _by_light(totals: Item) -> str:
    names, lights = light_names(), totals["lights"]
    said = {
        light: _("{count} {light}").format(count=lights[light], light=names[light])
        for light in _OPEN_LIGHTS
        if lights[light]
    }
    if why := _why_yellow(totals["yellow"]):
        said["yellow"] = _("{count} ({names})").format(count=said["yellow"], names=why)
    return _(", ").join(said.values())


def _why_yellow(rules: Item) -> str:
    """Return by which rules lights are yellow, where it is not all by lying behind."""
    flags = flag_names()
    names = {
        "behind": _("lagging"),
        "extension-pending": flags["extension-pending"],
        "near": flags["due-soon"],
        "unreported": flags["unreported"],
        "recovering": _("recently red"),
    }
    rules = {rule: count for rule, count in rules.items() if count}
    if not rules or list(rules) == ["behind"]:
        return ""
    if len(rules) == 1:
        return names[next(iter(rules))]
    each = (
        _("{count} {state}").format(count=count, state=names[rule]) for rule, count in rules.items()
    )
    return _("of these {counts}").format(counts=_(", ").join(each))


def _changes(data: Item) -> Iterator[str]:
    yield from on_changes(data, named=True)
    if data["before"] is not None:
        yield from _compared(data["before"]["lights"], data["totals"]["lights"])


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
        yield _("There are as many red and yellow lights as at the beginning of the period.")


def _activity(data: Item) -> Iterator[str]:
    activity = data["activity"]
    yield reports_said(activity)
    if activity["period"]:
        yield from _silence(activity)


def _silence(activity: Item) -> Iterator[str]:
    """Yield which leads gave no report of the last period; those never sent slips apart."""
    spared = activity["units_without_slips"]
    silent = [name for name in activity["units_silent"] if name not in spared]
    period = days_text(**activity["period"])
    if silent:
        yield ngettext(
            "{count} lead did not report for the last period ({period}): {names}.",
            "{count} leads did not report for the last period ({period}): {names}.",
            len(silent),
        ).format(count=len(silent), names=names_text(silent), period=period)
        if spared:
            yield _("Nor is there a report yet from {names}.").format(names=names_text(spared))
    elif spared:
        text = _("There is no report yet for the last period ({period}) from {names}.")
        yield text.format(names=names_text(spared), period=period)


def on_targets(targets: Sequence[Item]) -> Iterator[str]:
    """Yield how many targets are on pace, and which are far behind."""
    if targets:
        yield targets_said(targets)
    worst = [target["title"] for target in targets if place_of(target) == "far-behind"]
    if worst:
        yield _("Far behind: {names}.").format(names=names_text(worst))
    for target in targets:
        regions = target["regions"]
        if target["reading"] is None and regions and regions["sum"] is not None:
            text = _(
                "“{title}” has no reading of the whole yet; the regions come to {sum} {measure} "
                "({read} of {plans} read it)."
            )
            words = {"title": within(target["title"]), "measure": target["measure"]}
            yield text.format(**words, **{**regions, "sum": grouped(regions["sum"])})


def _trend(weeks: Sequence[Item]) -> Iterator[Block]:
    from taskmatrix.reports.pictures.trend import Trend

    if len(weeks) > 1:
        yield Figure(Trend(weeks), _("Lights over the weeks"))
