"""A year of made-up work on the Liaoning programme, day by day, always the same: `make year`.

Everything goes through the functions that the commands call. The plans are the shipped ones; since
none of their deadlines lies in the year, year_cast.DEADLINES adds made-up ones.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from year_cast import (
    DAY,
    DEADLINES,
    EVENING,
    EXTENSIONS,
    FIRST,
    LAST,
    MAJOR,
    SEED,
    UNSIGNED,
    WAITS,
    WITHDRAWN,
    WORKING_DAYS,
    Task,
    Turn,
    Unit,
)

from taskmatrix.domain.revision import Directives
from taskmatrix.resources import shipped
from taskmatrix.store.migrate import create_store
from taskmatrix.workspace import (
    deciding,
    escalating,
    extending,
    register,
    reporting,
    slips,
    waiting,
)
from taskmatrix.workspace.demo_cast import OFFICE, REVIEWER, Scene, liaison_of
from taskmatrix.workspace.escalating import Wanted
from taskmatrix.workspace.forms import Line, report_lines
from taskmatrix.workspace.loading import load_folder
from taskmatrix.workspace.naming import coordinator
from taskmatrix.workspace.reading import listed, select
from taskmatrix.workspace.session import CHINA
from taskmatrix.workspace.settings import Settings
from taskmatrix.workspace.standing import judge_of


class Year:
    """Lets the days of the year pass; the database is left behind at `path`."""

    def __init__(self, folder: Path) -> None:
        self.path, plans = folder / "year.db", folder / "plans"
        for old in folder.glob("year.db*"):
            old.unlink()
        shutil.rmtree(plans, ignore_errors=True)
        shutil.copytree(shipped("plans") / "liaoning", plans)
        for (file, number), more in DEADLINES.items():
            _add(plans / file, number, more)
        with (plans / "plan.toml").open("a", encoding="utf-8") as plan:
            plan.write(WORKING_DAYS)
        create_store(self.path, simulated=True)
        self.chance = Random(SEED)
        settings = Settings({"db": str(self.path)})
        self.scene = Scene(settings, True, datetime.combine(FIRST, time(9), CHINA))
        self.scene.turn(FIRST, 0, None, OFFICE)
        load_folder(self.scene, plans, Directives(), lambda _changes: True)
        self.office = coordinator(self.scene) or ""
        self.days = judge_of(self.scene).days
        items = [item for item in listed(self.scene, select(self.scene, {})[0]) if item["lead"]]
        self.scene.close()
        self.tasks = {item["code"]: Task(item, self.chance) for item in items}
        self.units: dict[str, Unit] = {}
        for task in self.tasks.values():
            for lead in task.leads:
                unit = self.units.setdefault(lead, Unit(lead, self.chance))
                unit.tasks.append(task)
        self.agenda: dict[date, list[Turn]] = {}
        self.week, self.issued, self.orders = 0, 0, 0

    def live(self) -> None:
        """Let the year pass."""
        self._plan_ahead()
        day = FIRST
        try:
            while day <= LAST:
                if day.weekday() == 0:
                    self.week = (day - FIRST).days // 7
                    self._plan_week(day)
                for turn in sorted(self.agenda.pop(day, ())):
                    self.scene.turn(day, turn.minute, turn.unit, turn.person)
                    turn.act()
                if self.days.is_working(day):
                    self._escalate(day)
                day += DAY
        finally:
            self.scene.close()

    def _note(self, day: date, unit: str, act: Callable[..., object], *args: Any) -> None:
        """Put into the agenda what a unit does on a day, or on the next working day."""
        day = day if self.days.is_working(day) else self.days.after(day, 1)
        minute = self.units[unit].minute if unit in self.units else self.chance.randrange(EVENING)
        self.orders += 1
        turn = Turn(minute, self.orders, unit, liaison_of(unit), partial(act, day, *args))
        self.agenda.setdefault(day, []).append(turn)

    def _decide(self, day: date, act: Callable[..., object], *args: Any) -> None:
        """Put into the agenda what the coordinator does on a day."""
        self.orders += 1
        turn = Turn(EVENING - 1, self.orders, self.office, REVIEWER, partial(act, *args))
        self.agenda.setdefault(day, []).append(turn)

    def _plan_ahead(self) -> None:
        for code, told in UNSIGNED.items():
            day = date.fromisoformat(told)
            self._note(day, self.tasks[code].leads[0], self._wake, self.tasks[code])
        for told, code, to, approved in EXTENSIONS:
            task = self.tasks[code]
            day = date.fromisoformat(told)
            self._note(day, task.leads[0], self._extend, task, to, approved)
        for told, code, soon in WAITS:
            task = self.tasks[code]
            self._note(date.fromisoformat(told), task.leads[0], self._wait, task, soon)
        day = date.fromisoformat(MAJOR[0])
        self._decide(day, escalating.escalate_major, self.scene, [MAJOR[1]], MAJOR[2])

    def _plan_week(self, monday: date) -> None:
        """A unit whose day is a holiday reports on the next working day."""
        for unit in self.units.values():
            if self.week not in unit.silent and self.chance.random() >= unit.misses:
                self._note(monday + unit.weekday * DAY, unit.name, self._report, unit)

    def _report(self, day: date, unit: Unit) -> None:
        """Send the week's report, and ask for the closure of what is complete."""
        open_tasks = [task for task in unit.tasks if task.state == "open" and not task.asleep]
        lines = []
        for task in open_tasks:
            before = task.reported.get(unit.name)
            now = task.progress(unit.name, day)
            fields: reporting.Fields = {"same": True} if now == before else {"progress": now}
            lines.append(Line(1, task.code, fields))
        if lines:
            report_lines(self.scene, lines, "year")
        for task in open_tasks:
            if task.complete and task.leads[0] == unit.name and self._may_finish(task):
                deciding.finish(self.scene, [task.code], None)
                task.state = "review"
                self._decide(self.days.after(day, self.chance.randint(2, 6)), self._close, task)

    def _may_finish(self, task: Task) -> bool:
        return task.code != "LN/2" or self.tasks["LN/1"].state == "closed"

    def _close(self, task: Task) -> None:
        """Approve a closure, or give it back: every fourth time."""
        if self.chance.random() < 0.25:
            deciding.give_back(self.scene, [task.code], "佐证材料不全", None)
            task.state = "open"
            return
        deciding.approve(self.scene, [task.code], None)
        task.state = "closed"

    def _wake(self, _day: date, task: Task) -> None:
        deciding.accept(self.scene, [task.code])
        task.asleep = False

    def _extend(self, day: date, task: Task, to: str, approved: bool) -> None:
        if task.state != "open":
            return  # it was done in time after all
        extending.extend(self.scene, task.code, to, "审批要素")
        act: Callable[[], object] = (
            partial(deciding.approve, self.scene, [task.code], None)
            if approved
            else partial(deciding.give_back, self.scene, [task.code], "理由不充分", None)
        )
        self._decide(self.days.after(day, 3), act)

    def _wait(self, day: date, task: Task, soon: bool) -> None:
        """Wait for a unit in support, which reports soon, or only after it had a slip."""
        on, until = task.support[0], day + 28 * DAY
        waiting.wait(self.scene, task.code, on, "待出具意见", until.isoformat(), False)
        told = day + (6 if soon else 20) * DAY
        self._note(told, on, self._help, task)
        self._note(told + 2 * DAY, task.leads[0], self._resume, task)

    def _help(self, _day: date, task: Task) -> None:
        reporting.report(self.scene, [task.code], {"done": "已出具意见。"})

    def _resume(self, _day: date, task: Task) -> None:
        waiting.resume(self.scene, task.code, None)

    def _escalate(self, day: date) -> None:
        """Issue all that is due; those who get a slip answer it, or not."""
        self.scene.turn(day, EVENING, self.office, OFFICE)
        self.scene.read()
        due = [each.key for each in escalating.proposals(self.scene, Wanted()) if each.move.step]
        self.scene.close()
        if not due:
            return
        for done in escalating.escalate(self.scene, Wanted(), due).done:
            self.issued += 1
            self._receive(day, done["slip"], done["step"], done["other"], self.tasks[done["task"]])

    def _receive(self, day: date, number: str, step: int, name: str, task: Task) -> None:
        if self.issued in WITHDRAWN:
            after = self.days.after(day, 1)
            self._decide(after, slips.withdraw, self.scene, number, WITHDRAWN[self.issued])
            return
        unit = self.units.get(name)
        if unit is None:
            return
        if step >= unit.heeds:
            unit.silent, unit.answers = range(0), 1.0
        if step >= 2 and self.week not in unit.silent:
            task.pace = max(min(task.pace, 1.0), task.pace - 0.1)
        if self.week not in unit.silent and self.chance.random() < unit.answers:
            after = self.days.after(day, self.chance.randint(1, 4))
            self._note(after, name, self._answer, unit, number)

    def _answer(self, day: date, unit: Unit, number: str) -> None:
        """Report what is owed, and promise the day by which all is in order."""
        self._report(day, unit)
        by = (day + self.chance.randint(5, 15) * DAY).isoformat()
        slips.answer(self.scene, number, "已部署整改，按期完成。", by)

    def register(self) -> Iterator[dict[str, Any]]:
        """Yield every slip of the year as it stands at its end."""
        self.scene.turn(LAST, EVENING, self.office, OFFICE)
        items, _named = register.listed_slips(self.scene)
        self.scene.close()
        yield from items


def _add(path: Path, number: str, more: str) -> None:
    """Add lines to a task of a plan file, below its number."""
    text = path.read_text("utf-8")
    line = rf'^number  *= "{re.escape(number)}"$'
    changed, count = re.subn(line, rf"\g<0>\n{more}", text, flags=re.MULTILINE)
    assert count == 1, f"{path.name} has no task {number}"
    path.write_text(changed, "utf-8")
