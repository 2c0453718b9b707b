"""Targets for people: a table of how they stand, or one with all its readings."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import entered, light_names
from taskmatrix.reports.written import goal_text

Item = dict[str, Any]
_BOLD: dict[str, object] = {"bold": True}
_NONE: Item = {"value": None, "date": ""}


def write_targets(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield targets in one of the forms `table`, `plain`, `csv`, `md`."""
    from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines

    if form == "table":
        yield from _table(items, width, color)
        return
    heads, rows = _heads(), list(map(_row, items))
    if form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def target_details(item: Item, width: int, color: bool, today: str | None) -> Iterator[str]:
    """Yield what is known of one target; with `today` also a picture of its trajectory."""
    from taskmatrix.reports.table import styled
    from taskmatrix.reports.text import fit, printable, width_of, wrap

    for line in wrap(printable(f"{item['code']} {item['title']}"), width):
        yield f"{styled(line, _BOLD) if color else line}\n"
    given = [(name, printable(text)) for name, text in _fields(item) if text]
    label = max(width_of(name) for name, _text in given) + 2
    for name, text in given:
        head = fit(name, label)
        for line in wrap(text, max(width - label, 10)):
            yield f"{head}{line}\n"
            head = " " * label
    if item["readings"] and today:
        yield "\n"
        yield from _picture(item, today, width, color)
    if item["readings"]:
        head = _("Readings")
        yield f"\n{styled(head, _BOLD) if color else head}\n"
    for reading in reversed(item["readings"]):
        before = "  "
        for line in wrap(printable(_reading_text(reading, item["measure"])), max(width - 6, 10)):
            yield f"{before}{line}\n"
            before = "    "


def standing_text(item: Item) -> str:
    """Return how a target stands in one line: read, expected, forecast, light."""
    said = []
    if item["reading"]:
        words = {"value": grouped(item["reading"]["value"]), "day": item["reading"]["date"]}
        said.append(_("{value} on {day}").format(**words))
    if item["expected"] is not None:
        said.append(_("expected {points}").format(points=grouped(item["expected"])))
    if item["forecast"] is not None:
        said.append(_("forecast {value}").format(value=grouped(item["forecast"])))
    name = light_names().get(item["light"])
    return _(", ").join([*said, *([name] if name else [])])


def reading_marks(item: Item) -> str:
    """Return what a person who recorded a reading is told of it."""
    how = ""
    if item["replaces"] is not None:
        how += _("; in the place of {value}").format(value=grouped(item["replaces"]))
    if item["backwards"]:
        before = {"value": grouped(item["backwards"]["value"]), "day": item["backwards"]["date"]}
        how += _("; backwards: it was {value} on {day}").format(**before)
    if item["leap"]:
        before = {"value": grouped(item["leap"]["value"]), "day": item["leap"]["date"]}
        how += _("; ten times {value} on {day}, or a tenth: is it in the right measure?").format(
            **before
        )
    if item["late"]:
        now = {"value": grouped(item["current"]["value"]), "day": item["current"]["date"]}
        how += _("; recorded late (happened on {on}), {value} on {day} still counts").format(
            on=item["on"], **now
        )
    elif item["on"]:
        how += _(" (happened on {day})").format(day=item["on"])
    return how


def why_text(item: Item) -> str:
    """Return in words why a target's light is what it is."""
    due, points = item["trajectory"]["to"]["date"], item["points_behind"]
    limit = item["trajectory"]["basis"] == "limit"
    beyond = _("{points} % beyond the limit") if limit else _("{points} points behind")
    behind = beyond.format(points=points)
    text = {
        "unread": _("not read yet"),
        "never-read": _("not read by the day it was due"),
        "met": _("reached"),
        "over": _("more than was asked for"),
        "missed": _("not reached by {day}").format(day=due),
        "no-dates": _("nothing says how much by now"),
        "behind": behind,
        "far-behind": behind,
        "on-pace": _("on pace"),
    }[item["rule"]]
    if item["rule"] == "met" and limit:
        return _("within what is allowed")
    return _("{why} (aim)").format(why=text) if item["soft"] else text


def _picture(item: Item, today: str, width: int, color: bool) -> Iterator[str]:
    from taskmatrix.reports.pictures.blocks import blocks
    from taskmatrix.reports.pictures.trajectory import Trajectory

    yield from blocks(Trajectory(item, today).squares(), width, color)


def _trajectory(item: Item) -> str:
    """Return from where to where a target goes, and what that rests on."""
    way, measure = item["trajectory"], item["measure"]
    start, end = way["from"], way["to"]
    words = {
        "first": grouped(start["value"]),
        "since": start["date"],
        "aim": f"{grouped(end['value'])} {measure}",
        "due": end["date"],
    }
    if way["basis"] == "limit":
        return _("a limit at all times: {aim}").format(**words)
    if end["date"] is None:
        return _("none: nothing says by when")
    if start["date"] is None:
        return _("none: the plan names neither a baseline nor its day of issue")
    text = _("from {first} on {since} to {aim} by {due}").format(**words)
    notes = {
        "baseline": _("the plan's baseline"),
        "start": _("no baseline: from nothing at the start"),
        "period": _("within the period"),
    }
    return _("{text} ({note})").format(text=text, note=notes[way["basis"]])


def _forecast(item: Item) -> str | None:
    """Return the forecast with the readings that it rests on."""
    if item["forecast"] is None:
        return None
    basis = item["forecast_basis"]
    return _("{value} by {due} at the pace of {readings} readings, {first} to {last}").format(
        value=grouped(item["forecast"]),
        due=item["trajectory"]["to"]["date"],
        readings=basis["readings"],
        first=basis["from"],
        last=basis["to"],
    )


def _fields(item: Item) -> list[tuple[str, str | None]]:
    light, reading, regions = light_names().get(item["light"]), item["reading"], item["regions"]
    dated = {"value": grouped(reading["value"]), "day": reading["date"]} if reading else {}
    return [
        (_("Plan"), item["plan"]),
        (_("Task"), item["task"]),
        (_("Goal"), goal_text(item)),
        (_("Kind"), _kind(item)),
        (_("Due"), _due(item)),
        (_("Light"), _("{light}: {why}").format(light=light, why=why_text(item))),
        (_("Reading"), _("{value} on {day}").format(**dated) if reading else None),
        (_("Expected"), None if item["expected"] is None else grouped(item["expected"])),
        (_("Trajectory"), _trajectory(item)),
        (_("Forecast"), _forecast(item)),
        (_("Regions"), _regions(item) if regions else None),
    ]


def _kind(item: Item) -> str:
    """Return what sort of target it is, where there is anything to say: aim, budget, phase."""
    said = [_("aim")] if item["soft"] else []
    said += [_("budget")] if item["budget"] else []
    if item["phase"]:
        said.append(_("phase {number} of {of}").format(**item["phase"]))
    return _(", ").join(said)


def _kind_in_short(item: Item) -> str:
    """Return what sort of target it is, a phase as 1/3."""
    said = _kind({**item, "phase": None})
    phase = item["phase"] and f"{item['phase']['number']}/{item['phase']['of']}"
    return _(", ").join(each for each in (said, phase) if each)


def _sum(item: Item) -> str:
    return _amount((item["regions"] or {"sum": None})["sum"])


def _regions(item: Item) -> str:
    """Return the sum of the regions' readings, and how many of them it is of."""
    regions = item["regions"]
    if not regions:
        return ""
    total = "-" if regions["sum"] is None else grouped(regions["sum"])
    return _("{sum} ({read} of {plans})").format(**{**regions, "sum": total})


def _reading_text(reading: Item, measure: str) -> str:
    said = [f"{grouped(reading['value'])} {reading['measure']}"]
    if reading["measure"] != measure:
        said.append(_("does not count: the plan has another measure now"))
    said += [entered(reading["unit"], reading["home"])] if reading["unit"] else []
    said.append(reading["actor"])
    said += [_("a region's share")] if reading["contribution"] else []
    if reading["late"]:
        said.append(_("recorded late, {day}").format(day=reading["day"]))
    said += [_("replaced")] if reading["replaced"] else []
    said += [_("backwards")] if reading["backwards"] else []
    note = _("[redacted]") if reading["redacted"] else reading["note"]
    if note:
        said.append(_("{name}: {text}").format(name=_("Note"), text=note))
    return "  ".join([reading["date"], *said])


def _table(items: Sequence[Item], width: int, color: bool) -> Iterator[str]:
    from taskmatrix.reports.table import Cell, Column, light_column, table

    shown: list[tuple[Column, Callable[[Item], Cell]]] = [
        (Column(_("Code")), itemgetter("code")),
        (Column(_("Target"), stretch=True, least=12), itemgetter("title")),
        (Column(_("Goal")), goal_text),
        (
            Column(_("Reading"), right=True),
            lambda item: _amount((item["reading"] or _NONE)["value"]),
        ),
        light_column(),
    ]
    further: list[tuple[Column, Callable[[Item], str]]] = [
        (Column(_("Kind"), optional=True), _kind_in_short),
        (Column(_("Regions"), right=True, optional=True), _sum),
        (Column(_("Due"), optional=True), _due),
        (Column(_("Expected"), right=True, optional=True), lambda item: _amount(item["expected"])),
        (Column(_("Forecast"), right=True, optional=True), lambda item: _amount(item["forecast"])),
        (Column(_("Read on"), optional=True), lambda item: (item["reading"] or _NONE)["date"]),
    ]
    # A column in which nothing stands would only take room.
    shown += [each for each in further if any(each[1](item) not in ("", "-") for item in items)]
    rows = ([cell(item) for _column, cell in shown] for item in items)
    yield from table([column for column, _cell in shown], rows, width, color)


def _due(item: Item) -> str:
    """Return by when a target is due; the task's or the plan's day in brackets."""
    last = item["trajectory"]["to"]["date"]
    if item["due"] or item["per"] != "total" or last is None:
        return item["due"] or ""
    return f"({last})"


def _amount(value: float | None) -> str:
    return "-" if value is None else grouped(value)


def _heads() -> list[str]:
    return [
        *(_("Code"), _("Target"), _("Plan"), _("Task"), _("Goal"), _("Due"), _("Kind")),
        *(_("Reading"), _("Read on"), _("Expected"), _("Forecast"), _("Light"), _("Why")),
        *(_("Regions"), _("Trajectory")),
    ]


def _row(item: Item) -> list[Any]:
    read = item["reading"] or _NONE
    return [
        *(item["code"], item["title"], item["plan"], item["task"], goal_text(item), _due(item)),
        *(_kind(item), read["value"], read["date"], item["expected"], item["forecast"]),
        *(light_names().get(item["light"]), why_text(item), _regions(item), _trajectory(item)),
    ]
