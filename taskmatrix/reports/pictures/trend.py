"""Lights over the weeks: how many tasks of each light, weekly by weekly; how many closed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.pictures.model import Picture, Square, Squares, Strip
from taskmatrix.reports.pictures.palette import CALM, FILL, RULE
from taskmatrix.reports.pictures.svg import chip, drawing, line, measured, rect, text
from taskmatrix.reports.written import (
    share_text,
    short_day,
)

PARTS = 10
"""So many squares a strip has."""

_ORDER = ("red", "yellow", "grey", "green", "done")
"""From the foot of a column to its top: what is red stands on the same line each week."""

_WIDTH, _LEFT, _TOP, _FOOT, _ROW = 480, 66, 10, 150, 21

Item = Mapping[str, Any]


class Trend(Picture):
    """Weeklies, oldest first: `number`, `last`, `lights`, `closed` of each."""

    def __init__(self, weeks: Sequence[Item]) -> None:
        self.weeks = weeks

    def __bool__(self) -> bool:
        return any(_total(week) for week in self.weeks)

    def svg(self) -> str:
        """Return a column for each weekly, with its numbers below it."""
        step = min(58.0, (_WIDTH - _LEFT) / max(len(self.weeks), 1))
        most = max([_total(week) for week in self.weeks], default=0) or 1
        right = max(_LEFT + step * len(self.weeks), 240.0)
        body = [line(_LEFT, _FOOT, right, _FOOT, CALM)]
        body += self._heads(right)
        for place, week in enumerate(self.weeks):
            body += _column(week, _LEFT + step * place, step, most)
        height = _FOOT + _ROW * (len(_ORDER) + 3) + 8
        return drawing(right, height, _("Lights over the weeks"), body)

    def squares(self) -> Squares:
        """Return a strip for each weekly, its squares in the shares of the lights."""
        letters, names = light_letters(), light_names()
        strips = []
        for week in self.weeks:
            lights = week["lights"]
            counts = [f"{letters[each]} {lights[each]}" for each in _ORDER if lights.get(each)]
            if _total(week):
                counts.append(_("closed {share}").format(share=_closed(week)))
            looks = _parts([lights.get(each) or 0 for each in _ORDER])
            squares = [Square(letters[look] if look else "", look) for look in looks]
            label = _("{issue}, {day}").format(issue=_issue(week), day=short_day(week["last"]))
            strips.append(Strip(label, squares, " ".join(counts)))
        key = [(Square(letters[each], each), names[each]) for each in _ORDER]
        return Squares([], strips, key)

    def _heads(self, right: float) -> Iterator[str]:
        """Yield what the rows of numbers below the columns are."""
        y = _FOOT + 16
        for name in (_("Issue No."), _("up to")):
            yield text(0, y, name, font_size=12, fill=CALM)
            y += _ROW
        letters, names = light_letters(), light_names()
        for look in _ORDER:
            yield line(0, y - 15.5, right, y - 15.5, RULE)
            yield chip(0, y - 14, letters[look], look, names[look])
            yield text(24, y, names[look], font_size=12, fill=CALM)
            y += _ROW
        yield line(0, y - 15.5, right, y - 15.5, RULE)
        yield text(0, y, _("share closed"), font_size=12, fill=CALM)


def _column(week: Item, x: float, step: float, most: int) -> Iterator[str]:
    """Yield a column and the numbers below it."""
    names, middle = light_names(), x + step / 2
    wide, foot = min(step - 6, 34), float(_FOOT)
    for look in _ORDER:
        count = week["lights"].get(look) or 0
        if count:
            high = (_FOOT - _TOP) * count / most
            told = _("{light}: {why}").format(light=names[look], why=count)
            foot -= high
            yield rect(
                *(middle - wide / 2, foot, wide, high, FILL[look], told),
                stroke="#ffffff",
                stroke_width=0.8,
            )
    month, day = week["last"].split("-")[1:]
    rows = [_number(week), f"{int(month)}-{int(day)}"]
    rows += [str(week["lights"].get(look) or "-") for look in _ORDER]
    rows.append(_closed(week) if _total(week) else "-")
    y = _FOOT + 16
    for place, shown in enumerate(rows):
        size = min(12, round((step - 2) / measured("99.9%", 1), 1))
        more = {"font_weight": "bold"} if place == 2 and shown != "-" else {}
        yield text(middle, y, shown, text_anchor="middle", font_size=size, **more)
        y += _ROW


def _number(week: Item) -> str:
    return str(week["number"]) if week["number"] is not None else _("draft")


def _issue(week: Item) -> str:
    if week["number"] is None:
        return _("draft")
    return _("No. {number}").format(number=week["number"])


def _closed(week: Item) -> str:
    return share_text(week["closed"], _total(week))


def _total(week: Item) -> int:
    return sum(week["lights"].get(each) or 0 for each in _ORDER)


def _parts(counts: Sequence[int]) -> list[str]:
    """Return the looks of a strip in the shares of some counts; what is there has one at least."""
    whole = sum(counts)
    if not whole:
        return [""] * PARTS
    given = [max(1, count * PARTS // whole) if count else 0 for count in counts]
    while sum(given) != PARTS:
        step = 1 if sum(given) < PARTS else -1
        lacks = [
            step * (count * PARTS / whole - has) for count, has in zip(counts, given, strict=True)
        ]
        able = [place for place, has in enumerate(given) if counts[place] and has + step > 0]
        given[max(able, key=lacks.__getitem__)] += step
    return [look for look, size in zip(_ORDER, given, strict=True) for _square in range(size)]
