"""Supervision in a demo: slips on Fridays and their answers; tasks that wait; extensions."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, Protocol

from taskmatrix.domain.lights import after_months
from taskmatrix.workspace import deciding, demo_texts, escalating, extending, slips, waiting
from taskmatrix.workspace.calendars import working_days
from taskmatrix.workspace.demo_cast import OFFICE, REVIEWER, Act, Desk, Item, Scene, liaison_of
from taskmatrix.workspace.escalating import Wanted
from taskmatrix.workspace.forms import Line, report_lines

_SEED = 14
_LATEST_ANSWER = 2
"""The day of the next week up to which the slips of a Friday are answered in time."""

_PROMISED_WEEKS = {"silent": (1, 2), "awaited": (1, 1), "unsigned": (4, 7)}
_MORE_WEEKS = (2, 5)
"""How far ahead promises lie, by what the slip is about."""

_WITHDRAWN_FROM = 12
_WAITS = ((7, 2), (15, 1), (20, None), (25, None))
_WAIT_WEEKS = 4
"""The weeks in which tasks begin to wait, and after how many they go on, if the lead says so."""

_EXTENSIONS = ((18, True), (25, False))
_EXTENDED_MONTHS = 6
"""The weeks in which an extension is asked for, and whether it is approved a week later."""


class Note(Protocol):
    """Puts into the agenda of a week what somebody does: unit, person, act; for which home."""

    def __call__(
        self, week: int, weekday: int, who: tuple[str, str, Act], home: str | None = None
    ) -> None:
        """Put it there."""


class Supervision:
    """Runs the ladder for the coordinator, and lets units answer, wait and ask for more time."""

    def __init__(
        self, scene: Scene, desks: Mapping[str, Desk], coordinator: str, note: Note
    ) -> None:
        self.scene = scene
        self.desks = desks
        self.coordinator = coordinator
        self.note = note
        self.chance = Random(_SEED)  # noqa: S311 - the same every time
        self._waits: dict[str, range] = {}
        self._asked: dict[str, str] = {}
        self._withdrew = False

    def waiting(self, week: int) -> set[str]:
        """Return the tasks that wait in a week."""
        return {code for code, weeks in self._waits.items() if week in weeks}

    def plan(self, items: Iterable[Item]) -> None:
        """Choose among some tasks those that will wait, and those that need more time."""
        left = list(items)
        for week, weeks in _WAITS:
            helped = next(((item, on) for item in left for on in self._helpers(item)), None)
            if helped:
                left.remove(helped[0])
                self._plan_wait(*helped, week, weeks)
        dated = [item for item in left if item["deadline_inherited"]]
        for item, (week, approved) in zip(dated, _EXTENSIONS, strict=False):
            lead = item["lead"][0]
            self.note(week, 1, (lead, liaison_of(lead), partial(self._extend, item)))
            if approved:
                act = partial(self._approve, item["code"])
                self.note(week + 1, 2, (self.coordinator, REVIEWER, act))

    def _helpers(self, item: Item) -> list[str]:
        """Return the units in support of a task that say that it concerns them."""
        return [unit for unit in item["support"] if item in self.desks[unit].supports]

    def _plan_wait(self, item: Item, on: str, week: int, weeks: int | None) -> None:
        code, lead = item["code"], item["lead"][0]
        self._waits[code] = range(week, week + (weeks or _WAIT_WEEKS))
        self.note(week, 1, (lead, liaison_of(lead), partial(self._wait, code, on)))
        if weeks:
            text = demo_texts.support(self.chance, item["title"])
            line = Line(1, code, {"done": text})
            helps = partial(report_lines, self.scene, [line], "demo")
            self.note(week + weeks, 0, (on, liaison_of(on), helps))
            resume = partial(waiting.resume, self.scene, code, demo_texts.RESUMED)
            self.note(week + weeks, 1, (lead, liaison_of(lead), resume))

    def _wait(self, code: str, on: str) -> None:
        until = (self.scene.today + timedelta(weeks=_WAIT_WEEKS)).isoformat()
        waiting.wait(self.scene, code, on, demo_texts.WAITS, until, False)

    def _extend(self, item: Item) -> None:
        if self.scene.today.isoformat() <= item["deadline"]:
            to = self._asked[item["code"]] = after_months(item["deadline"], _EXTENDED_MONTHS)
            extending.extend(self.scene, item["code"], to, demo_texts.NEEDS_TIME)

    def _approve(self, code: str) -> None:
        if code in self._asked:
            deciding.approve(self.scene, [code], None, self._asked[code])

    def escalate(self, week: int) -> None:
        """Issue all slips that are due today, unless it is a holiday."""
        scene = self.scene
        scene.read()
        works = working_days(scene).is_working(scene.today)
        found = escalating.proposals(scene, Wanted()) if works else []
        scene.close()  # the store is read anew in the transaction that writes
        due = {each.key: each.matter for each in found if each.move.step}
        if not due:
            return
        rules = {(matter.code, key[2]): matter.causes[0].rule for key, matter in due.items()}
        for done in escalating.escalate(scene, Wanted(), due).done:
            self._receive(week, done, rules[done["task"], done["step"]])

    def _receive(self, week: int, done: Mapping[str, Any], rule: str) -> None:
        """Let a unit answer a slip next week, or not; one is withdrawn."""
        number, desk = done["slip"], self.desks[done["other"]]
        if not self._withdrew and week >= _WITHDRAWN_FROM and rule == "silent":
            self._withdrew = True
            act: Act = partial(slips.withdraw, self.scene, number, demo_texts.WITHDRAWN)
            self.note(week + 1, 0, (self.coordinator, REVIEWER, act))
        elif self.chance.random() < (1 + desk.diligence) / 2:
            weeks = self.chance.randint(*_PROMISED_WEEKS.get(rule, _MORE_WEEKS))
            act = partial(self._answer, number, demo_texts.answer(rule), weeks)
            person, home = (OFFICE, self.coordinator) if desk.on_paper else (desk.liaison, None)
            day = self.chance.randint(0, _LATEST_ANSWER)
            self.note(week + 1, day, (desk.unit, person, act), home)

    def _answer(self, number: str, text: str, weeks: int) -> None:
        """Answer with a promise that is due on a Friday."""
        today: date = self.scene.today
        by = today + timedelta(weeks=weeks, days=4 - today.weekday())
        slips.answer(self.scene, number, text, by.isoformat())
