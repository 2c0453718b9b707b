"""The weekly's annexes: the table that all numbers add up to, targets, pictures, corrections."""

from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.domain.words import LIGHTS
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import (
    Annex,
    Block,
    Column,
    Figure,
    Note,
    Row,
    Table,
)
from taskmatrix.reports.documents.parts import (
    abridged,
    capital,
    light_span,
    names_text,
    tasks_text,
)
from taskmatrix.reports.labels import event_names, light_names, redactable, state_names, text_of
from taskmatrix.reports.written import (
    percent,
    share_text,
)

Item = dict[str, Any]

MOST_TRAJECTORIES = 6


def annexes(data: Item) -> Iterator[Block]:
    """Yield the annexes that have something to say."""
    if data["tasks"]:
        yield Annex(_("Progress of all tasks"), wide=True)
        yield Note(_sums(data))
        if data["totals"]["unjudged"]:
            yield Note(
                _(
                    "Expected progress in brackets is based on a deadline that the task has from "
                    "its plan; it is shown for comparison only."
                )
            )
        yield _tasks(data["tasks"])
    yield from _targets(data["targets"], data["day"])
    yield from _pictures(data)
    if data["corrections"]:
        yield Annex(_("Entered later, and corrections"), wide=True)
        yield from map(Note, _on_corrections(data))
        yield _corrections(data["corrections"])


def _tasks(tasks: Sequence[Item]) -> Table:
    columns = [
        Column(_("No."), 4, "center"),
        Column(_("Priority task"), 26),
        Column(_("Lead unit"), 16),
        Column(_("Deadline"), 10, "center"),
        Column(_("Progress"), 6, "right"),
        Column(_("Expected"), 6, "right"),
        Column(_("Light"), 5, "center"),
        Column(_("Latest progress"), 30),
    ]

    def rows() -> Iterator[Row]:
        lights = {light: (light_span(light),) for light in (*LIGHTS, None)}
        for number, task in enumerate(tasks, 1):
            yield (
                str(number),
                f"{task['code']} {task['title']}",
                names_text(task["lead"], 2) or _("no lead named"),
                task["deadline"] or (_("standing") if task["standing"] else _("no deadline")),
                percent(task["progress"]),
                _expected(task),
                lights[task["light"]],
                _latest(task),
            )

    return Table(columns, rows)


def _expected(task: Item) -> str:
    """Return the expected progress, in brackets where it is no yardstick of the task's own."""
    shown = percent(task["expected"])
    return shown if task["measured"] or task["expected"] is None else f"({shown})"


def _latest(task: Item) -> str:
    done = abridged(text_of(task, "done") or "")
    if task["state"] == "active" and done:
        return done
    state = capital(state_names()[task["state"]])
    return _("{state}. {done}").format(state=state, done=done) if done else state


def _sums(data: Item) -> str:
    """Return what the table adds up to; of the lights, shares of the tasks that have one."""
    totals, names = data["totals"], light_names()
    lit = [light for light in LIGHTS if totals["lights"][light]]
    whole = sum(totals["lights"][light] for light in lit)
    text = _("{count} {light} ({share})") if len(lit) > 1 else _("{count} {light}")
    parts = [
        text.format(
            count=totals["lights"][light],
            light=names[light],
            share=share_text(totals["lights"][light], whole),
        )
        for light in lit
    ]
    ended = totals["states"]["terminated"]
    if ended:
        parts.append(_("{count} {state}").format(count=ended, state=state_names()["terminated"]))
    return _("{tasks} in all: {parts}.").format(
        tasks=tasks_text(totals["tasks"]), parts=_(", ").join(parts)
    )


def _targets(targets: Sequence[Item], today: str) -> Iterator[Block]:
    from taskmatrix.reports.documents.targets import regions_sum, target_table

    read = [target for target in targets if target["reading"]]
    if not read and all(regions_sum(target) is None for target in targets):
        return
    from taskmatrix.reports.pictures.trajectory import Trajectory

    yield Annex(_("State of the targets"))
    yield from target_table(targets)
    for target in read[:MOST_TRAJECTORIES]:
        if picture := Trajectory(target, today):
            name = _("{title} ({measure})")
            yield Figure(picture, name.format(title=target["title"], measure=target["measure"]))


def _pictures(data: Item) -> Iterator[Block]:
    from taskmatrix.reports.pictures.gantt import Gantt
    from taskmatrix.reports.pictures.heatmap import HeatMap

    heat = HeatMap(data["heat"])
    codes = {row["code"] for row in data["heat"]["rows"]}
    shown = [task for task in data["tasks"] if task["light"] and task["code"] in codes]
    gantt = Gantt(shown, data["last"])
    if not (heat or gantt):
        return
    yield Annex(_("Pictures of progress"), wide=True)
    if heat:
        yield Figure(heat, _("Tasks and units that need attention, by light"))
    if gantt:
        yield Figure(gantt, _("Tasks that need attention in time"))


def _on_corrections(data: Item) -> Iterator[str]:
    """Yield what the entries are: of days before the period, or of its days and told later."""
    days = [item["on"] for item in data["corrections"]]
    if min(days) < data["first"]:
        yield _(
            "Happened in earlier periods and recorded in this one; "
            "it is no part of the progress of this period told above."
        )
    if max(days) >= data["first"]:
        yield _("Happened in this period and recorded after its end; it does not count above.")


def _corrections(corrections: Sequence[Item]) -> Table:
    columns = [
        Column(_("Happened on"), 12, "center"),
        Column(_("Recorded on"), 12, "center"),
        Column(_("Unit"), 16),
        Column(_("Task"), 26),
        Column(_("What"), 9),
        Column(_("Progress"), 7, "right"),
        Column(_("Text"), 40),
    ]
    names = event_names()

    def rows() -> Iterator[Row]:
        for item in corrections:
            yield (
                item["on"],
                item["day"],
                item["unit"] or item["actor"],
                f"{item['code']} {item['title']}" if item["code"] else "",
                names[item["kind"]],
                percent(item["progress"]),
                redactable(None) if item["redacted"] else abridged(item["text"] or ""),
            )

    return Table(columns, rows)
