"""The heat map: which unit stands how on which task."""

from collections.abc import Iterator, Mapping
from typing import Any

from taskmatrix.domain.words import Role
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_letters, light_names, role_letters, role_names
from taskmatrix.reports.pictures import legend
from taskmatrix.reports.pictures.model import Picture, Square, Squares, Strip
from taskmatrix.reports.pictures.palette import CALM, FILL, INK, INK_OF_TEXT, RULE, STRIPE
from taskmatrix.reports.pictures.svg import Value, cut, drawing, line, measured, rect, text

LEAD = "*"
"""Behind the letter of a lead."""

_WIDTH, _ROW, _TITLES, _HEAD = 720, 23, 230, 156
_WIDEST, _LEAST = 34, 320
_BETWEEN_KINDS = 8

Item = Mapping[str, Any]


class HeatMap(Picture):
    """Tasks by units with the light of each part; `heat` as in the data of the weekly."""

    def __init__(self, heat: Item) -> None:
        self.units = heat["units"]
        self.rows = heat["rows"]

    def __bool__(self) -> bool:
        return bool(self.units and self.rows)

    def svg(self) -> str:
        """Return units above, tasks at the left, a letter on its colour where they meet."""
        count = max(len(self.units), 1)
        room = _WIDTH - 2 * _BETWEEN_KINDS
        step = max(17.0, min(_WIDEST, (room - _TITLES) / count))
        longest = max([measured(_label(row), 12.5) for row in self.rows], default=0) + 16
        titles = min(max(room - step * count, _TITLES), longest)
        places = self._places(titles, step)
        right = max([place + step for place in places.values()], default=titles)
        head = self._head()
        foot = head + _ROW * len(self.rows)
        notes = [measured(_note(row), 12) for row in self.rows if not row["cells"]]
        width = max(right, _LEAST, titles + max(notes, default=0))
        key, end = legend.legend(self._samples(), foot + 14, width)
        body = [
            *self._grid(places, titles, step, right, head),
            *self._cells(places, step, head),
            key,
        ]
        title = _("Lights of the tasks by unit")
        return drawing(width + 1, end, title, body, scrolls=True)

    def squares(self) -> Squares:
        """Return a strip for each task, a square for each unit."""
        names = [unit["name"] for unit in self.units]
        strips = [
            Strip(_label(row) + _note(row), [_square(row["cells"].get(n)) for n in names])
            for row in self.rows
        ]
        key = legend.light_key(self._lights())
        if any(cell["role"] == Role.LEAD for cell in self._parts()):
            key.append((Square(LEAD), role_names()[Role.LEAD]))
        key += [(Square(letter), meaning) for letter, meaning in self._unlit()]
        return Squares([(name, 1) for name in names], strips, key)

    def _places(self, x: float, step: float) -> dict[str, float]:
        """Return where the column of each unit begins, with a gap where another kind begins."""
        places: dict[str, float] = {}
        kind = None
        for unit in self.units:
            if kind not in (None, unit["kind"]):
                x += _BETWEEN_KINDS
            kind = unit["kind"]
            places[unit["name"]] = x
            x += step
        return places

    def _head(self) -> float:
        """Return the height of the longest name, written downwards."""
        return min(max([measured(each["name"], 12) for each in self.units], default=0), _HEAD) + 12

    def _grid(
        self, places: Mapping[str, float], titles: float, step: float, right: float, head: float
    ) -> Iterator[str]:
        for number, row in enumerate(self.rows):
            top = head + _ROW * number
            if number % 2 == 0:
                yield rect(0, top, right, _ROW, STRIPE)
            whole = _label(row)
            yield text(4, top + 16, cut(whole, titles - 12, 12.5), whole, font_size=12.5)
            if not row["cells"]:
                yield text(titles + 6, top + 16, _note(row).strip(), font_size=12, fill=CALM)
        foot = head + _ROW * len(self.rows)
        for name, x in places.items():
            shown = cut(name, head - 10, 12)
            down = "writing-mode:vertical-rl"
            middle = x + step / 2
            yield line(x + step, head, x + step, foot, RULE, 0.5)
            yield text(middle, head - 6, shown, name, font_size=12, text_anchor="end", style=down)
        yield line(0, head, right, head, CALM)
        yield line(0, foot, right, foot, RULE)

    def _cells(self, places: Mapping[str, float], step: float, head: float) -> Iterator[str]:
        roles, names = role_names(), light_names()
        for number, row in enumerate(self.rows):
            top = head + _ROW * number
            for unit, x in places.items():
                cell = row["cells"].get(unit)
                if cell is None:
                    continue
                lead, look = cell["role"] == Role.LEAD, cell["light"] or ""
                told = [row["code"], unit, roles[cell["role"]]]
                told += [names[look]] if look else []
                frame: dict[str, Value] = {"stroke": INK_OF_TEXT, "stroke_width": 2} if lead else {}
                bold: dict[str, Value] = {"font_weight": "bold"} if lead else {}
                yield rect(
                    x + 1.5, top + 2, step - 3, _ROW - 4, FILL[look], " ".join(told), rx=2, **frame
                )
                yield text(
                    *(x + step / 2, top + 15.8, _letter(cell)),
                    font_size=12,
                    text_anchor="middle",
                    pointer_events="none",
                    fill=INK[look] if look else CALM,
                    **bold,
                )

    def _samples(self) -> list[legend.Sample]:
        samples = legend.lights(self._lights())
        if any(cell["role"] == Role.LEAD for cell in self._parts()):
            frame = rect(1, 1, 16, 16, "#ffffff", rx=3, stroke=INK_OF_TEXT, stroke_width=2)
            samples.append((frame, role_names()[Role.LEAD]))
        for letter, meaning in self._unlit():
            sample = text(9, 13.5, letter, text_anchor="middle", fill=CALM)
            samples.append((sample, meaning))
        return samples

    def _parts(self) -> Iterator[Item]:
        for row in self.rows:
            yield from row["cells"].values()

    def _lights(self) -> set[str]:
        return {cell["light"] for cell in self._parts() if cell["light"]}

    def _unlit(self) -> list[tuple[str, str]]:
        """Return letter and meaning of the roles whose parts have no light: nothing is owed."""
        letters, names = role_letters(), role_names()
        found = {cell["role"] for cell in self._parts() if not cell["light"]}
        meaning = _("{role}, no report due")
        return [(letters[r], meaning.format(role=names[r])) for r in Role if r in found]


def _label(row: Item) -> str:
    return f"{row['code']} {row['title']}"


def _note(row: Item) -> str:
    """Return what is said of a task that no unit leads, with its light where that is known."""
    if any(cell["role"] == Role.LEAD for cell in row["cells"].values()):
        return ""
    light = light_names().get(row.get("light") or "")
    return "  " + _(", ").join([*([light] if light else []), _("no lead named")])


def _letter(cell: Item) -> str:
    return light_letters()[cell["light"]] if cell["light"] else role_letters()[cell["role"]]


def _square(cell: Item | None) -> Square:
    if cell is None:
        return Square("")
    lead = LEAD if cell["role"] == Role.LEAD else ""
    return Square(_letter(cell) + lead, cell["light"] or "")
