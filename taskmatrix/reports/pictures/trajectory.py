"""The trajectory of a target: its goal, what is expected, what was read, where it is heading."""

from collections.abc import Iterator
from typing import Any

from taskmatrix.domain.amounts import grouped
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.pictures import legend
from taskmatrix.reports.pictures.course import Dot, between, course
from taskmatrix.reports.pictures.model import Picture, Square, Squares, Strip
from taskmatrix.reports.pictures.palette import ACCENT, CALM, FILL, INK_OF_TEXT, RULE
from taskmatrix.reports.pictures.svg import (
    Value,
    chip,
    cut,
    drawing,
    element,
    line,
    measured,
    path,
    rect,
    text,
)
from taskmatrix.reports.written import (
    reckoned,
    short_day,
)

COLUMNS, LEVELS = 24, 8
"""So many squares of time, so many of amounts."""

_WIDTH, _TOP, _FOOT = 480, 52, 230
_GOAL = "#1b7a4f"
_EXPECTED = "#b35c00"
_HALO: dict[str, Value] = {"stroke": "#ffffff", "stroke_width": 3, "paint_order": "stroke"}

Item = dict[str, Any]


class Trajectory(Picture):
    """One target (an object of `targets` or `targets show`) as it stands today."""

    def __init__(self, target: Item, today: str) -> None:
        self.target = target
        self.today = today
        self.course = course(target, today)
        self.names = [grouped(tick) for tick in self.course.scale.ticks]
        self.left = max(map(measured, self.names)) * 0.95 + 8
        self.right = _WIDTH - max([measured(name, 12) for _y, name, _ink in self._ends()]) - 10

    def __bool__(self) -> bool:
        return bool(self.course.way or self.course.readings)

    def svg(self) -> str:
        """Return the plane of days and amounts with its lines."""
        key, end = legend.legend(self._samples(), _FOOT + 30, _WIDTH)
        body = [*self._head(), *self._ground(), *self._lines(), *self._named_ends(), key]
        whole = f"{self.target['code']} {self.target['title']}"
        return drawing(_WIDTH, end, whole, body)

    def squares(self) -> Squares:
        """Return a strip for each level of amounts, filled up to what was read."""
        drawn = self.course
        by_tick = len(drawn.scale.ticks) - 1
        levels = by_tick * max(LEVELS // by_tick, 1)
        columns = [self._column((place + 0.5) / COLUMNS, levels) for place in range(COLUMNS)]
        now = min(int(drawn.time.share(self.today) * COLUMNS), COLUMNS - 1)
        columns[now] = [Square(s.text or "|", s.look or "line") for s in columns[now]]
        names = [""] * levels
        for place, name in enumerate(self.names[:-1]):
            names[place * levels // by_tick] = name
        strips = [
            Strip(names[level], [column[level] for column in columns])
            for level in reversed(range(levels))
        ]
        return Squares(drawn.time.columns(COLUMNS), strips, self._key())

    def _column(self, at: float, levels: int) -> list[Square]:
        """Return the squares of one part of the time, the lowest first."""
        drawn = self.course

        def level(value: float | None) -> int:
            share = -1.0 if value is None else drawn.scale.share(value)
            return min(int(share * levels), levels - 1) if share >= 0 else -1

        read = between(drawn.readings, drawn.time, at)
        ahead = between(drawn.ahead, drawn.time, at)
        value, look = (ahead, "rest") if read is None else (read, "bar")
        if value is None:
            value, look = self._alone(at), "bar"
        filled, aims = level(value), {level(goal) for goal in drawn.goal}
        expected = level(between(drawn.way, drawn.time, at))
        return [
            Square(
                "+" if place == expected else "=" if place in aims else "",
                look if place <= filled else "",
            )
            for place in range(levels)
        ]

    def _alone(self, at: float) -> float | None:
        """Return a reading that no line runs through, in its own column of squares."""
        for day, value in self.course.readings:
            place = min(int(self.course.time.share(day) * COLUMNS), COLUMNS - 1)
            if place == int(at * COLUMNS):
                return value
        return None

    def _key(self) -> list[tuple[Square, str]]:
        drawn = self.course
        key = [(Square("", "bar"), _("readings"))] if drawn.readings else []
        key += [(Square("", "rest"), _("forecast"))] if drawn.ahead else []
        key += [(Square("+"), _("expected"))] if drawn.way else []
        key += [(Square("="), _("goal")), (Square("|", "line"), self._today())]
        return key

    def _head(self) -> Iterator[str]:
        from taskmatrix.reports.written import goal_said

        light = self.target["light"]
        yield chip(0, 2, light_letters()[light], light, light_names()[light])
        whole = f"{self.target['title']}  {goal_said(self.target)}"
        yield text(26, 16, cut(whole, _WIDTH - 30), whole, font_weight="bold")

    def _ground(self) -> Iterator[str]:
        drawn = self.course
        for tick, name in zip(drawn.scale.ticks, self.names, strict=True):
            y = self._y(tick)
            yield line(self.left, y, self.right, y, RULE)
            yield text(self.left - 6, y + 4, name, font_size=12, text_anchor="end", fill=CALM)
        low, high = drawn.goal
        if low < high:
            top = self._y(high)
            yield rect(
                *(self.left, top, self.right - self.left, self._y(low) - top, FILL["green"]),
                opacity=0.35,
            )
        for goal in sorted({low, high}):
            y = self._y(goal)
            yield line(self.left, y, self.right, y, _GOAL, 1.5, stroke_dasharray="2 3")
        for share, name in drawn.time.ticks(6):
            x = self.left + (self.right - self.left) * share
            yield line(x, _FOOT, x, _FOOT + 5, CALM)
            yield text(x, _FOOT + 18, name, font_size=12, text_anchor="middle", fill=CALM)
        yield line(self.left, _FOOT, self.right, _FOOT, CALM)
        x = self._x(self.today)
        yield line(x, _TOP - 6, x, _FOOT, INK_OF_TEXT, 1.2)
        yield text(x, _TOP - 11, self._today(), font_size=12, font_weight="bold",
                   text_anchor=self._anchor(x))  # fmt: skip

    def _lines(self) -> Iterator[str]:
        drawn = self.course
        if drawn.way:
            yield path(map(self._at, drawn.way), _EXPECTED, 1.8)
        if drawn.ahead:
            yield from self._dashes(*drawn.ahead)
        if len(drawn.readings) > 1:
            yield path(map(self._at, drawn.readings), ACCENT, 2.2)
        for day, value in drawn.readings:
            x, y = self._at((day, value))
            told = element("title", f"{day} {grouped(value)}")
            yield element("circle", told, cx=x, cy=y, r=4, fill=ACCENT, stroke="#ffffff")
        if drawn.readings:
            day, value = drawn.readings[-1]
            x, y = self._at((day, value))
            expected = between(drawn.way, drawn.time, drawn.time.share(day))
            below = y < _TOP + 14 or (expected is not None and value < expected and y < _FOOT - 24)
            more: dict[str, Value] = {
                "font_size": 12,
                "font_weight": "bold",
                "fill": ACCENT,
                **_HALO,
            }
            name = grouped(value)
            if below and x + 8 + measured(name, 12) < self.right:
                x, anchor = x + 8, "start"
            else:
                anchor = "end" if x - measured(name, 12) > self.left else "start"
            yield text(x, y + 18 if below else y - 9, name, text_anchor=anchor, **more)

    def _dashes(self, start: Dot, end: Dot) -> Iterator[str]:
        """Yield the forecast; where it leaves the plane it is cut off."""
        (x, y), (last, edge) = self._at(start), self._at(end)
        share = self.course.scale.share
        if 0 <= share(end[1]) <= 1:
            circle = element(
                "circle", cx=last, cy=edge, r=4, fill="#ffffff", stroke=ACCENT, stroke_width=2
            )
        else:
            rise = share(end[1]) - share(start[1])
            last = x + (last - x) * ((share(end[1]) > 1) - share(start[1])) / rise
            circle = ""
        yield path([(x, y), (last, edge)], ACCENT, 2, stroke_dasharray="6 4") + circle

    def _ends(self) -> list[tuple[float, str, str]]:
        """Return the names of the lines that end at the right, with the amounts they end at."""
        low, high = self.course.goal
        ends = [(high, _("goal {value}").format(value=grouped(high)), _GOAL)]
        if low < high:
            ends.append((low, _("goal {value}").format(value=grouped(low)), _GOAL))
        for _day, value in self.course.ahead[1:]:
            forecast = reckoned(value, (low, high))
            ends.append((value, _("forecast {value}").format(value=forecast), ACCENT))
        return ends

    def _named_ends(self) -> Iterator[str]:
        """Yield the names at the right, none over another."""
        ends = sorted((self._y(value), name, ink) for value, name, ink in self._ends())
        below = 0.0
        for place, (y, name, ink) in enumerate(ends):
            # The names further down need their room too.
            y = min(max(y, below), _FOOT + 6 - 15 * (len(ends) - 1 - place))
            below = y + 15
            yield text(self.right + 7, y + 4, name, font_size=12, fill=ink)

    def _samples(self) -> list[legend.Sample]:
        drawn = self.course
        samples = []
        if drawn.readings:
            dot = element("circle", cx=9, cy=9, r=4, fill=ACCENT)
            samples.append((line(0, 9, 18, 9, ACCENT, 2) + dot, _("readings")))
        if drawn.ahead:
            dashes = line(0, 9, 18, 9, ACCENT, 2, stroke_dasharray="6 4")
            samples.append((dashes, _("forecast")))
        if drawn.way:
            samples.append((line(0, 9, 18, 9, _EXPECTED, 1.8), _("expected")))
        dots = line(0, 9, 18, 9, _GOAL, 1.5, stroke_dasharray="2 3")
        return [*samples, (dots, _("goal"))]

    def _anchor(self, x: float) -> str:
        if x < self.left + 50:
            return "start"
        return "end" if x > self.right - 50 else "middle"

    def _at(self, dot: Dot) -> tuple[float, float]:
        x, y = self.course.point(dot)
        return self.left + (self.right - self.left) * x, _FOOT - (_FOOT - _TOP) * y

    def _x(self, day: str) -> float:
        return self.left + (self.right - self.left) * self.course.time.share(day)

    def _y(self, value: float) -> float:
        return _FOOT - (_FOOT - _TOP) * min(max(self.course.scale.share(value), 0.0), 1.0)

    def _today(self) -> str:
        return _("today, {day}").format(day=short_day(self.today))
