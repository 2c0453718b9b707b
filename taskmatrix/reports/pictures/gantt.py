"""The Gantt chart: when tasks begin and are due, how much is done, where today is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.pictures import legend
from taskmatrix.reports.pictures.axis import Time, span
from taskmatrix.reports.pictures.model import Picture, Square, Squares, Strip
from taskmatrix.reports.pictures.palette import CALM, FILL, INK_OF_TEXT, RULE, STRIPE
from taskmatrix.reports.pictures.svg import (
    Value,
    chip,
    cut,
    diamond,
    drawing,
    line,
    measured,
    rect,
    text,
)
from taskmatrix.reports.written import (
    percent,
    short_day,
)

MOST = 40
"""So many tasks are drawn at most."""

COLUMNS = 24
"""So many squares of time."""

_ROW, _TOP = 24, 24
_TITLE, _SHARE, _LIGHT, _LEFT, _RIGHT, _WIDTH = 4, 268, 274, 302, 712, 720

Item = Mapping[str, Any]


class Gantt(Picture):
    """Tasks (list objects of the contract) in time; of each `milestones` where they are known."""

    def __init__(self, tasks: Sequence[Item], today: str) -> None:
        self.tasks = tasks[:MOST]
        self.left_out = len(tasks) - len(self.tasks)
        self.today = today
        days = [day for task in self.tasks for day in _days(task)]
        self.time = span([*days, today]) or Time(1, 2)
        self.dated = any(days)

    def __bool__(self) -> bool:
        return self.dated

    def svg(self) -> str:
        """Return a row for each task: title, progress, light, its bar in time."""
        parts, y = [], float(_TOP)
        for head, tasks in self._groups():
            if head:
                parts.append(text(_TITLE, y + 17, cut(head, 700), head, font_weight="bold"))
                y += _ROW
            elif y > _TOP:
                parts.append(line(0, y, _WIDTH, y, RULE))
            for number, task in enumerate(tasks):
                parts.append(rect(0, y, _WIDTH, _ROW, STRIPE if number % 2 == 0 else "#ffffff"))
                parts += self._row(task, y)
                y += _ROW
        if self.left_out:
            parts.append(text(_TITLE, y + 16, self._more(), fill=CALM, font_size=12))
            y += _ROW
        ground = [*self._ground(y), *self._bars(), *self._now(y)]
        key, end = legend.legend(self._samples(), y + 26, _WIDTH)
        title = _("Tasks in time")
        return drawing(_WIDTH, end, title, [*parts, *ground, key], scrolls=True)

    def squares(self) -> Squares:
        """Return a strip for each task: its light, then squares of time."""
        heads = [("", 1), *self.time.columns(COLUMNS)]
        strips = []
        for head, tasks in self._groups():
            if head:
                strips.append(Strip(head, [Square("")] * (COLUMNS + 1)))
            for task in tasks:
                label = f"{task['code']} {task['title']}"
                strips.append(Strip(label, self._squares(task), percent(task["progress"])))
        if self.left_out:
            strips.append(Strip(self._more(), [Square("")] * (COLUMNS + 1)))
        key = [
            (Square("", "bar"), _("done")),
            (Square("", "rest"), _("still to do")),
            (Square("|", "line"), self._today()),
            *((Square(sign), meaning) for sign, meaning in self._signs().items()),
            *([(Square("!", "red"), _("overdue"))] if any(map(_is_late, self.tasks)) else []),
            *legend.light_key(task["light"] for task in self.tasks if task["light"]),
        ]
        return Squares(heads, strips, key)

    def _groups(self) -> Iterator[tuple[str, list[Item]]]:
        """Yield tasks by plan and section, headed by the section; no head where all are of one."""
        groups = [
            (section or "", list(same))
            for (_plan, section), same in groupby(
                self.tasks, lambda task: (task.get("plan"), task.get("section"))
            )
        ]
        for section, same in groups:
            yield section if len(groups) > 1 else "", same

    def _row(self, task: Item, y: float) -> Iterator[str]:
        whole = f"{task['code']} {task['title']}"
        yield text(_TITLE, y + 16.5, cut(whole, 222, 12.5), whole, font_size=12.5)
        share = percent(task["progress"])
        yield text(_SHARE, y + 16.5, share, text_anchor="end", font_size=12, fill=CALM)
        if task["light"]:
            letter, name = light_letters()[task["light"]], light_names()[task["light"]]
            yield chip(_LIGHT, y + 3, letter, task["light"], name)

    def _ground(self, foot: float) -> Iterator[str]:
        """Yield the days above, lines through all rows, today's among them."""
        for share, name in self.time.ticks(8):
            x = _x(share)
            yield line(x, _TOP, x, foot, RULE)
            if x + 3 + measured(name, 11.5) < _WIDTH:
                yield text(x + 3, _TOP - 7, name, font_size=11.5, fill=CALM)
        yield line(0, _TOP, _WIDTH, _TOP, CALM)

    def _now(self, foot: float) -> Iterator[str]:
        """Yield today's line through all rows."""
        x = _x(self.time.share(self.today))
        yield line(x, _TOP - 4, x, foot + 4, INK_OF_TEXT, 1.5)
        anchor = "start" if x < _LEFT + 60 else "end" if x > _RIGHT - 60 else "middle"
        bold: dict[str, Value] = {"font_weight": "bold", "font_size": 12}
        yield text(x, foot + 17, self._today(), text_anchor=anchor, **bold)

    def _bars(self) -> Iterator[str]:
        y = float(_TOP)
        for head, tasks in self._groups():
            y += _ROW if head else 0
            for task in tasks:
                yield from self._bar(task, y)
                y += _ROW

    def _bar(self, task: Item, y: float) -> Iterator[str]:
        begin, end = _x(self._begin(task)), _x(self._end(task))
        whole = max(end - begin, 2)
        done = whole * _done(task)
        told = _("{start} to {deadline}").format(
            start=task["start"] or "-", deadline=task["deadline"] or _("none")
        )
        yield rect(begin, y + 6, whole, 12, FILL["rest"], told, rx=2)
        if done:
            yield rect(begin, y + 6, done, 12, FILL["bar"], rx=2, pointer_events="none")
        if _is_late(task):
            yield line(end, y + 12, _x(self.time.share(self.today)), y + 12, FILL["red"], 4)
        expected = task.get("expected")
        if expected is not None and task["light"] != "done":
            x = begin + whole * min(max(expected, 0), 100) / 100
            yield line(x, y + 3.5, x, y + 20.5, "#ffffff", 4)
            yield line(x, y + 3.5, x, y + 20.5, "#b35c00", 2)
        for step in _steps(task):
            fill = INK_OF_TEXT if step.get("reached") else "#ffffff"
            x, told = _x(self.time.share(step["due"])), f"{step['due']} {step['title']}"
            yield diamond(x, y + 12, 5, fill, INK_OF_TEXT, told)

    def _squares(self, task: Item) -> list[Square]:
        letters, light = light_letters(), task["light"]
        begin, end = self._begin(task), max(self._end(task), self._begin(task))
        done = begin + (end - begin) * _done(task)
        middles = [(place + 0.5) / COLUMNS for place in range(COLUMNS)]
        looks = ["" if not begin <= at <= end else "bar" if at < done else "rest" for at in middles]
        now = _place(self.time.share(self.today))
        if "bar" not in looks and "rest" not in looks:
            looks[_place(begin)] = "bar" if done >= end else "rest"
        if _is_late(task):
            looks = ["red" if not o and end < m <= middles[now] else o
                     for o, m in zip(looks, middles, strict=True)]  # fmt: skip
        squares = [Square("!" if look == "red" else "", look) for look in looks]
        squares[now] = Square("|", looks[now] or "line")
        for step in _steps(task):
            place = _place(self.time.share(step["due"]))
            squares[place] = Square("x" if step.get("reached") else "o", looks[place])
        return [Square(letters[light], light) if light else Square(""), *squares]

    def _begin(self, task: Item) -> float:
        return self.time.share(task["start"]) if task["start"] else 0.0

    def _end(self, task: Item) -> float:
        return self.time.share(task["deadline"]) if task["deadline"] else 1.0

    def _today(self) -> str:
        return _("today, {day}").format(day=short_day(self.today))

    def _more(self) -> str:
        return _("further tasks, not drawn here: {count}").format(count=self.left_out)

    def _signs(self) -> dict[str, str]:
        steps = [bool(step.get("reached")) for task in self.tasks for step in _steps(task)]
        signs = {"o": _("milestone")} if False in steps else {}
        return signs | ({"x": _("milestone reached")} if True in steps else {})

    def _samples(self) -> list[legend.Sample]:
        samples = [
            (rect(0, 3, 18, 12, FILL["bar"], rx=2), _("done")),
            (rect(0, 3, 18, 12, FILL["rest"], rx=2), _("still to do")),
        ]
        if any(task.get("expected") is not None for task in self.tasks):
            samples.append((line(9, 1, 9, 17, "#b35c00", 2), _("expected by now")))
        for sign, meaning in self._signs().items():
            fill = INK_OF_TEXT if sign == "x" else "#ffffff"
            samples.append((diamond(9, 9, 5, fill, INK_OF_TEXT), meaning))
        if any(map(_is_late, self.tasks)):
            samples.append((line(0, 9, 18, 9, FILL["red"], 4), _("overdue")))
        return samples + legend.lights(task["light"] for task in self.tasks if task["light"])


def _days(task: Item) -> list[str | None]:
    return [task["start"], task["deadline"], *(step["due"] for step in _steps(task))]


def _steps(task: Item) -> list[Item]:
    return [step for step in task.get("milestones") or () if step["due"]]


def _done(task: Item) -> float:
    if task["light"] == "done":
        return 1.0
    return float(min(max(task["progress"] or 0, 0), 100) / 100)


def _is_late(task: Item) -> bool:
    return "overdue" in (task.get("flags") or ()) and task["deadline"] is not None


def _place(share: float) -> int:
    return min(int(share * COLUMNS), COLUMNS - 1)


def _x(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share
