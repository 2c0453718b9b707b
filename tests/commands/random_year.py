"""An office at random: units sign, report, wait, answer or not; the ladder climbs every day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from commands.supervised import supervise
from conftest import Office

from taskmatrix.errors import TaskmatrixError
from taskmatrix.workspace import (
    deciding,
    escalating,
    extending,
    register,
    reporting,
    slips,
    undoing,
    waiting,
)
from taskmatrix.workspace.demo_cast import Scene
from taskmatrix.workspace.escalating import Wanted
from taskmatrix.workspace.session import CHINA
from taskmatrix.workspace.settings import Settings
from taskmatrix.workspace.standing import judge_of

FIRST = date(2026, 3, 2)
CODES = ("P/1", "P/2", "P/3", "P/4")
DATA, ROADS, OFFICE = "省数据局", "省交通运输厅", "省发展改革委"
LEADS = {"P/1": DATA, "P/2": ROADS, "P/3": ROADS, "P/4": DATA}


class RandomYear:
    """What happens day by day, always the same of the same seed."""

    def __init__(self, office: Office, seed: int, busy: float) -> None:
        supervise(office)
        self.chance, self.busy = Random(seed), busy
        settings = Settings({"db": str(office.folder / "taskmatrix.db")})
        self.scene = Scene(settings, True, datetime.combine(FIRST, time(9), CHINA))

    def live(self, days: int) -> date:
        """Let so many days pass; return the last one."""
        day = FIRST
        try:
            for number in range(days):
                day = FIRST + timedelta(days=number)
                while self.chance.random() < self.busy:
                    self._something(day)
                self._escalate(day)
        finally:
            self.scene.close()
        return day

    def _escalate(self, day: date) -> None:
        self.scene.turn(day, 480, OFFICE, "王芳")
        self.scene.read()
        working = judge_of(self.scene).days.is_working(day)
        due = escalating.proposals(self.scene, Wanted())
        self.scene.close()
        if working:
            escalating.escalate(self.scene, Wanted(), [each.key for each in due])

    def _something(self, day: date) -> None:
        chance = self.chance
        code = chance.choice(CODES)
        lead = LEADS[code]
        unit = chance.choice((lead, lead, DATA, ROADS))
        later = (day + timedelta(days=chance.randint(0, 25))).isoformat()
        acts: list[tuple[str, Callable[[], object]]] = [
            *[(unit, lambda: reporting.report(self.scene, [code], self._fields()))] * 4,
            (lead, lambda: deciding.accept(self.scene, [code])),
            (lead, lambda: deciding.finish(self.scene, [code], "并入")),
            (OFFICE, lambda: deciding.approve(self.scene, [code], None)),
            (OFFICE, lambda: deciding.give_back(self.scene, [code], "不全", None)),
            (OFFICE, lambda: deciding.reopen(self.scene, [code], "未完成")),
            (lead, lambda: self._wait(code, later)),
            (lead, lambda: waiting.resume(self.scene, code, None)),
            (unit, lambda: waiting.object_to(self.scene, code, "不涉及")),
            (lead, lambda: extending.extend(self.scene, code, later, "审批要素")),
            *[(unit, lambda: slips.answer(self.scene, self._slip(), "正在办", later))] * 4,
            (OFFICE, lambda: slips.withdraw(self.scene, self._slip(), "误发")),
            (OFFICE, lambda: escalating.escalate_major(self.scene, [code], "紧急")),
        ]
        actor, act = chance.choice(acts)
        self.scene.turn(day, 0, actor, f"{actor}联络员")
        try:
            act()
            if chance.random() < 0.1:
                undoing.undo(self.scene)
        except TaskmatrixError:
            pass  # the rules forbid it on that day

    def _fields(self) -> reporting.Fields:
        if self.chance.random() < 0.2:
            return {"same": True}
        return {"progress": self.chance.randint(0, 100)}

    def _wait(self, code: str, until: str) -> None:
        on = self.chance.choice((DATA, ROADS, "甲市政府"))
        waiting.wait(self.scene, code, on, "等批复", until, False)

    def _slip(self) -> str:
        listed, _named = register.listed_slips(self.scene)
        self.scene.close()
        return str(self.chance.choice(listed)["number"]) if listed else "1"
