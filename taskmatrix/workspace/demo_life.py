"""Half a year of made-up work on a shipped programme, always the same before the same day."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from taskmatrix.domain.progress import COMPLETE
from taskmatrix.workspace import deciding, demo_texts
from taskmatrix.workspace.demo_cast import (
    MINUTES,
    OFFICE,
    REVIEWER,
    Act,
    Desk,
    Item,
    Scene,
    Turn,
    desks_of,
    liaison_of,
)
from taskmatrix.workspace.demo_documents import Publishing
from taskmatrix.workspace.demo_slips import Supervision
from taskmatrix.workspace.forms import Line, report_lines
from taskmatrix.workspace.urging import urge

SEED = 2072
_FINISH, _DECIDE = 4, 2
_CLOSED = ((0, _FINISH, "finish"), (1, _DECIDE, "approve"))
_RETURNED = ((0, _FINISH, "finish"), (1, _DECIDE, "give_back"), (4, _FINISH, "finish"))
_IN_REVIEW = ((0, _FINISH, "finish"),)
_FATES = (
    *((12, _CLOSED), (17, _CLOSED), (21, _CLOSED), (15, (*_RETURNED, (5, _DECIDE, "approve")))),
    *((23, _RETURNED), (25, _IN_REVIEW), (25, _IN_REVIEW), (14, ((0, _DECIDE, "terminate"),))),
)
"""What becomes of tasks: a week, then steps as weeks after it, day of the week, what is done."""

_UNSIGNED = 2
_WAKES = 24
"""How many tasks nobody signs for, and the week in which one of them is signed for after all."""

_SLOW = 1
_SLOWNESS = 8
"""Of the tasks with a deadline of their own, so many advance so much slower."""

_UNCONCERNED = ((9, "approve"), (16, "give_back"), (24, None))
"""When supports say that a task does not concern them, and what is answered a week later."""

_FRIDAY = timedelta(days=4)
_PUBLISHED = timedelta(weeks=8)
"""For how long before the end weeklies are issued."""

_PROMISES, _KEPT = 0.04, 0.7
"""How often a lead promises something; how often it says, week by week, that this is done."""

_URGED_AFTER = 2
_URGED_AT_ONCE = 3


class Life:
    """Lets the units of a programme work, week by week, from a Monday to the day before `end`."""

    def __init__(self, scene: Scene, items: Iterable[Item], coordinator: str) -> None:
        self.scene = scene
        self.week, self.monday = 0, date.min
        self.chance = Random(SEED)  # noqa: S311 - the same every time
        self.coordinator = coordinator
        self.tasks = {item["code"]: item for item in items if item["lead"]}
        self.desks = desks_of(self.tasks.values(), self.chance)
        self.asleep: set[str] = set()
        self.ended: set[str] = set()
        self.progress: dict[tuple[str, str], float] = {}
        self.promised: dict[tuple[str, str], date] = {}
        self.finishing: dict[str, int] = {}
        self.agenda: dict[int, list[Turn]] = {}
        self.slow: set[str] = set()
        self.supervision = Supervision(scene, self.desks, coordinator, self._note)
        self._choose_fates()

    def live(self, monday: date, end: date) -> None:
        """Let the weeks from a Monday on pass; nothing happens from `end` on."""
        self.monday = monday
        publishing = Publishing(self.scene, self.coordinator, end - _PUBLISHED)
        while self.monday < end:
            turns = [*self.agenda.get(self.week, []), *self._turns(), *self._coordinating(end)]
            if self._is_past(end):
                turns += publishing.turns(self.week, self.monday + _FRIDAY)
            for turn in sorted(turns, key=lambda turn: turn[:2]):
                day = self.monday + timedelta(days=turn.weekday)
                if day < end:
                    self.scene.turn(day, turn.minute, turn.unit, turn.person, turn.home)
                    turn.act()
            self.week, self.monday = self.week + 1, self.monday + timedelta(weeks=1)

    def _choose_fates(self) -> None:
        alone = [code for code, item in self.tasks.items() if len(item["lead"]) == 1]
        self.chance.shuffle(alone)
        self.asleep.update(alone[:_UNSIGNED])
        for code, (week, steps) in zip(alone[_UNSIGNED:], _FATES, strict=False):
            if steps[0][2] == "finish":
                self.finishing[code] = week
            for after, weekday, name in steps:
                self._note(week + after, weekday, self._step(name, code))
        for code in alone[:1]:
            lead = self.tasks[code]["lead"][0]
            self._note(_WAKES, 0, (lead, liaison_of(lead), partial(self._wake, code)))
        others = alone[_UNSIGNED + len(_FATES) :]
        own = [code for code in others if not self.tasks[code]["deadline_inherited"]]
        self.slow.update(own[:_SLOW])
        free = set(self.tasks) - set(alone[: _UNSIGNED + len(_FATES)])
        self._choose_unconcerned(free)
        self.supervision.plan([self.tasks[code] for code in others if code not in self.slow])

    def _choose_unconcerned(self, free: Collection[str]) -> None:
        pairs = [
            (desk, item)
            for desk in self.desks.values()
            for item in desk.supports
            if item["code"] in free
        ]
        chosen = self.chance.sample(pairs, min(len(_UNCONCERNED), len(pairs)))
        for (desk, item), (week, answer) in zip(chosen, _UNCONCERNED, strict=False):
            desk.supports.remove(item)
            line = Line(1, item["code"], {"not_applicable": demo_texts.UNCONCERNED})
            self._note(week, 1, (desk.unit, desk.liaison, partial(self._send, [line])))
            if answer:
                self._note(week + 1, _DECIDE, self._answer(answer, item["code"], desk.unit))

    def _note(
        self, week: int, weekday: int, who: tuple[str, str, Act], home: str | None = None
    ) -> None:
        turn = Turn(weekday, self.chance.randrange(MINUTES), *who, home)
        self.agenda.setdefault(week, []).append(turn)

    def _step(self, name: str, code: str) -> tuple[str, str, Act]:
        """Return who takes a step in the closure of a task, and the step."""
        lead = self.tasks[code]["lead"][0]
        if name == "finish":
            return lead, self.desks[lead].liaison, partial(self._finish, code, lead)
        acts: dict[str, Act] = {
            "approve": partial(deciding.approve, self.scene, [code], None),
            "give_back": partial(self._give_back, code, lead),
            "terminate": partial(self._terminate, code),
        }
        return self.coordinator, REVIEWER, acts[name]

    def _answer(self, name: str, code: str, unit: str) -> tuple[str, str, Act]:
        """Return who answers a unit that a task is said not to concern, and the answer."""
        acts: dict[str, Act] = {
            "approve": partial(deciding.approve, self.scene, [code], unit),
            "give_back": partial(
                deciding.give_back, self.scene, [code], demo_texts.STILL_CONCERNED, unit
            ),
        }
        return self.coordinator, REVIEWER, acts[name]

    def _finish(self, code: str, lead: str) -> None:
        text = demo_texts.done(self.chance, self.tasks[code]["title"], COMPLETE)
        self._send([Line(1, code, {"progress": COMPLETE, "done": text})])
        deciding.finish(self.scene, [code], None)
        self.progress[code, lead] = COMPLETE
        self._end(code)

    def _give_back(self, code: str, lead: str) -> None:
        deciding.give_back(self.scene, [code], demo_texts.NOT_COMPLETE, None)
        self.progress[code, lead] = 90
        self.ended.discard(code)

    def _terminate(self, code: str) -> None:
        deciding.terminate(self.scene, [code], demo_texts.DROPPED)
        self._end(code)

    def _wake(self, code: str) -> None:
        deciding.accept(self.scene, [code])
        self.asleep.discard(code)

    def _end(self, code: str) -> None:
        self.ended.add(code)
        for unit in self.tasks[code]["lead"]:
            self.promised.pop((code, unit), None)

    def _send(self, lines: list[Line]) -> None:
        report_lines(self.scene, lines, "demo")

    def _turns(self) -> Iterator[Turn]:
        """Yield what units do of their own accord in a week: first they sign, then they report."""
        for desk in self.desks.values():
            day, minute = self.chance.randint(1, 4), self.chance.randrange(MINUTES)
            if self.week == 0:
                signed = [item["code"] for item in desk.leads if self._signs(desk, item)]
                if signed:
                    sign = partial(deciding.accept, self.scene, signed)
                    yield Turn(day, minute, desk.unit, desk.liaison, sign)
            elif self.week not in desk.silent:
                lines = [*self._of_lead(desk), *self._of_others(desk)]
                if lines:
                    yield self._sending(desk, lines, day, minute)

    def _sending(self, desk: Desk, lines: list[Line], day: int, minute: int) -> Turn:
        """Return the turn in which reports are sent, or entered by the coordinator (代录)."""
        if not desk.on_paper:
            send = partial(self._send_what_is_open, lines)
            return Turn(day, minute, desk.unit, desk.liaison, send)
        lines = [line._replace(unit=desk.unit) for line in lines]
        send = partial(self._send_what_is_open, lines)
        return Turn(day, minute, self.coordinator, OFFICE, send)

    def _signs(self, desk: Desk, item: Item) -> bool:
        return item["code"] not in self.asleep and item["lead"][0] == desk.unit

    def _send_what_is_open(self, lines: list[Line]) -> None:
        """Send the reports that can still be sent: a task may have ended earlier in the week."""
        kept = [line for line in lines if line.task not in self.ended]
        if kept:
            self._send(kept)

    def _coordinating(self, end: date) -> Iterator[Turn]:
        """Yield the coordinator's Thursday, when the silent are urged, and its Friday: slips.

        Those of the last Friday are left to whoever looks at the demo.
        """
        yield Turn(3, MINUTES, self.coordinator, OFFICE, self._urge)
        if self._is_past(end):
            escalate = partial(self.supervision.escalate, self.week)
            yield Turn(4, MINUTES, self.coordinator, OFFICE, escalate)

    def _is_past(self, end: date) -> bool:
        """Whether a week is not the last one, which has a Friday before the end."""
        return self.monday + timedelta(weeks=1) + _FRIDAY < end

    def _urge(self) -> None:
        silent = [
            desk
            for desk in self.desks.values()
            if self.week - desk.heard >= _URGED_AFTER and self._owed(desk)
        ]
        silent.sort(key=lambda desk: desk.heard)
        owed = [code for desk in silent[:_URGED_AT_ONCE] for code in self._owed(desk)]
        if owed:
            urge(self.scene, owed, "phone", demo_texts.CALLED)

    def _owed(self, desk: Desk) -> list[str]:
        codes = [item["code"] for item in desk.leads]
        idle = self.asleep | self.ended | self.supervision.waiting(self.week)
        return [code for code in codes if code not in idle]

    def _of_lead(self, desk: Desk) -> Iterator[Line]:
        """Yield a lead's weekly report, and what it makes up for (补录)."""
        if self.chance.random() > desk.diligence:
            return
        missed, desk.heard = self.week - desk.heard - 1, self.week
        for code in self._owed(desk):
            item, key = self.tasks[code], (code, desk.unit)
            if missed and key in self.progress:
                missed = 0
                text = demo_texts.done(self.chance, item["title"], int(self.progress[key]))
                yield Line(1, code, {"done": text, "on": self.monday - timedelta(days=3)})
            yield Line(1, code, self._report(desk, item))

    def _report(self, desk: Desk, item: Item) -> dict[str, Any]:
        chance, key = self.chance, (item["code"], desk.unit)
        if key in self.progress and chance.random() < 0.12:
            return {"same": True, "next": demo_texts.following(chance)}
        progress = self._grown(key, desk.pace)
        fields: dict[str, Any] = {
            "progress": progress,
            "done": demo_texts.done(chance, item["title"], progress),
        }
        if chance.random() < 0.25:
            fields["issue"] = demo_texts.issue(chance)
            if chance.random() < 0.4:
                fields["ask"] = demo_texts.ask(chance)
        if chance.random() < 0.7:
            fields["next"] = demo_texts.following(chance)
        due = self.promised.get(key)
        if due and self.monday + timedelta(weeks=2) > due:
            if chance.random() < _KEPT:
                fields["kept"] = True
                del self.promised[key]
        elif not due and chance.random() < _PROMISES:
            self.promised[key] = self.monday + timedelta(weeks=chance.randint(2, 4), days=4)
            fields.update(promise=demo_texts.promise(chance), by=self.promised[key])
        return fields

    def _of_others(self, desk: Desk) -> Iterator[Line]:
        """Yield a region's monthly reports, and now and then one as a supporting unit."""
        chance = self.chance
        reports_monthly = 0 <= self.monday.replace(day=25).toordinal() - self.monday.toordinal() < 7
        if desk.locals and reports_monthly:
            for item in desk.locals:
                if item["code"] not in self.ended and chance.random() < desk.diligence:
                    progress = self._grown((item["code"], desk.unit), 4 * desk.pace)
                    text = demo_texts.local(chance, item["title"])
                    yield Line(1, item["code"], {"progress": progress, "done": text})
        if desk.supports and chance.random() < 0.08:
            item = chance.choice(desk.supports)
            if item["code"] not in self.ended:
                yield Line(1, item["code"], {"done": demo_texts.support(chance, item["title"])})

    def _grown(self, key: tuple[str, str], pace: float) -> int:
        """Return how far a unit has come; the lead of a task that will finish nears its end."""
        have = self.progress.get(key)
        left = self.finishing.get(key[0], -1) - self.week
        if have is None:
            have = self.chance.uniform(5, 15 if key[0] in self.slow else 35)
        elif left >= 0 and key[1] in self.tasks[key[0]]["lead"]:
            have += (98 - have) / (left + 1)
        else:
            pace = pace / _SLOWNESS if key[0] in self.slow else pace
            have = min(have + max(self.chance.gauss(pace, 1), 0), max(have, 95))
        self.progress[key] = have
        return int(have)
