"""A model of the rules: what stands after any sequence of commands, told in a few lines.

It knows nothing of how the program keeps its state, and adds up anew each time all that was not
taken back.
"""

import json
from datetime import date, timedelta
from typing import Any

HEAD = """
format = 1
[plan]
id = "P"
tier = "1"
title = "某省方案"
issued = 2026-01-05
horizon = 2027-12-31
coordinator = "省发展改革委"
[[unit]]
name = "省发展改革委"
[[unit]]
name = "省数据局"
[[unit]]
name = "省科技厅"
[[unit]]
name = "甲市政府"
kind = "region"
"""
C, D, S, R = "省发展改革委", "省数据局", "省科技厅", "甲市政府"
Cells = dict[str, tuple[list[str], list[str]]]
PLANS: list[Cells] = [
    {"P/1": ([D], [S, R]), "P/2": ([D, S], []), "P/3": ([C], [D])},
    {"P/1": ([D], [S]), "P/2": ([S, D], [R]), "P/3": ([C], [D]), "P/4": ([S], [R])},
]
"""Two versions of the plan: task → leads, other units. P/3 comes after P/1."""
REVISED = ("P/1", "P/2", "P/4")
"""The tasks that differ between them."""
TITLES = {
    "P/1": "建设算力中心",
    "P/2": "培育标杆企业",
    "P/3": "完善工作机制",
    "P/4": "举办创新大赛",
}
ASKED = "asked"
PEOPLE = ("王芳", "李明", "张伟")


def plan_file(cells: Cells) -> str:
    text = HEAD
    for code, (leads, others) in cells.items():
        lists = f"lead = {json.dumps(leads)}\nsupport = {json.dumps(others)}\n"
        after = 'after = ["P/1"]\n' if code == "P/3" else ""
        text += f'[[task]]\nnumber = "{code[2:]}"\ntitle = "{TITLES[code]}"\n{lists}{after}'
    return text


Step = tuple[Any, ...]
HORIZON = "2027-12-31"
WISHES = {None: "2028-03-31", 30: "2028-06-30", 100: "2027-06-30"}
"""Deadlines that are asked for; the last one is no later one."""
WAIT_DAYS = 7
RIGHT = "right"


SUPERVISION = (
    *("wait", "resume", "extend", "approve-extension", "return-extension"),
    *("answer", "withdraw", "escalate"),
)


class Model:
    """The rules of the contract, in brief: `stands` are the commands not taken back.

    `sent` are the slips that were issued: number → task, unit; they are never taken back.
    """

    def __init__(self) -> None:
        self.stands: list[tuple[str, Step]] = [("王芳", ("load", 0))]
        self.sent: dict[str, tuple[str, str]] = {}
        self.day = ""

    def add_up(self) -> "Model":
        self.state: dict[str, str] = dict.fromkeys(TITLES, "pending")
        self.progress: dict[tuple[str, str], int] = {}
        self.reported: set[tuple[str, str]] = set()
        self.exempt: dict[tuple[str, str], str] = {}
        self.asked: dict[str, str] = {}
        self.wait_until: dict[str, str] = {}
        self.wished: dict[str, tuple[str, str]] = {}
        self.granted: dict[str, str] = {}
        self.ended: dict[str, str] = {}
        for actor, step in self.stands:
            self.apply(actor, *step)
        return self

    def apply(self, actor: str, what: str, task: Any, *details: Any) -> None:
        if what == "load":
            self.cells = PLANS[task]
        elif what == "update":
            self.report(task, *details)
        elif what in SUPERVISION:
            self.supervise(actor, what, task, *details)
        elif what == "exempt":
            self.exempt[task, details[0]] = ASKED
        elif what == "approve-exemption":
            self.exempt[task, details[0]] = "approved"
        elif what == "return-exemption":
            del self.exempt[task, details[0]]
        else:
            self.move(actor, what, task)

    def report(self, task: str, unit: str, progress: int | None) -> None:
        self.reported.add((task, unit))
        self.exempt.pop((task, unit), None)
        if progress is not None:
            self.progress[task, unit] = progress
        if self.state[task] == "pending" and unit in self.cells[task][0]:
            self.state[task] = "active"

    def move(self, actor: str, what: str, task: str) -> None:
        after = {"accept": "active", "finish": "review", "approve": "closed"}
        after |= {"return": "active", "terminate": "terminated", "reopen": "active"}
        self.state[task] = after[what]
        if self.state[task] != "active":
            self.wait_until.pop(task, None)
        if what in ("approve", "terminate"):
            self.wished.pop(task, None)
        if what == "finish":
            self.asked[task] = actor

    def supervise(self, actor: str, what: str, task: str, about: str = "", *_more: str) -> None:
        if what == "wait":
            self.wait_until[task] = about
        elif what == "resume":
            del self.wait_until[task]
        elif what == "extend":
            self.wished[task] = (actor, about)
        elif what == "approve-extension":
            self.granted[task] = self.wished.pop(task)[1]
        elif what == "return-extension":
            del self.wished[task]
        elif what in ("answer", "withdraw"):
            self.ended[about] = {"answer": "answered", "withdraw": "withdrawn"}[what]

    def is_waiting(self, task: str) -> bool:
        return self.wait_until.get(task, "") >= self.day

    def task_progress(self, task: str) -> int | None:
        known = [self.progress.get((task, unit)) for unit in self.cells[task][0]]
        return min((each for each in known if each is not None), default=None)

    def engaged(self, task: str) -> bool:
        worked = [each for each in (*self.reported, *self.exempt) if each[0] == task]
        sent = task in [code for code, _unit in self.sent.values()]
        sent |= task in self.wished or task in self.granted
        return bool(worked) or sent or self.state[task] != "pending"

    def do(self, actor: str, what: str, task: Any, unit: str, progress: Any) -> bool:
        """Do a command where the rules allow it; return whether they do."""
        self.add_up()
        if what == "undo":
            return self.undo(actor)
        if what == "load":
            return self.load(actor, task)
        step = self.decide(actor, what, task, unit, progress)
        if step:
            self.stands.append((actor, step))
        return step is not None

    def load(self, actor: str, version: int) -> bool:
        lost = [code for code in self.cells.keys() - PLANS[version].keys() if self.engaged(code)]
        if not lost and PLANS[version] is not self.cells:
            self.stands.append((actor, ("load", version)))
        return not lost

    def escalated(self, actor: str, issued: list[dict[str, Any]]) -> None:
        """Take note of the slips that were issued; whoever was sent one may be."""
        self.add_up()
        for slip in issued:
            assert self.state[slip["task"]] in ("pending", "active"), slip
            assert slip["unit"] in [*self.cells[slip["task"]][0], R], slip
            self.sent[slip["number"]] = (slip["task"], slip["unit"])
        if issued:
            self.stands.append((actor, ("escalate", *(slip["task"] for slip in issued))))

    def with_unit(self, step: Step) -> Step:
        """Put the unit whose right it is in the place of RIGHT."""
        actor, what, task, unit, progress = step
        if unit == RIGHT:
            leads, others = self.cells.get(task, ([C], [C]))
            unit = others[0] if what == "exempt" and others else leads[0]
            unit = C if what in ("approve", "return", "terminate", "reopen", "withdraw") else unit
            unit = self.sent.get(task, ("", C))[1] if what == "answer" else unit
        return actor, what, task, unit, progress

    def decide(self, actor: str, what: str, task: Any, unit: str, progress: Any) -> Step | None:
        if what in SUPERVISION:
            return self.ask(what, task, unit, progress)
        if task not in self.cells:
            return None
        leads, others = self.cells[task]
        state = self.state[task]
        answers = unit == leads[0]
        if what == "update":
            part = unit in (*leads, *others) or (unit == R and self.is_waiting(task))
            may = part and state in ("pending", "active")
            return ("update", task, unit, progress) if may else None
        if what == "exempt":
            asked = (task, unit) in self.exempt
            may = unit in others and state in ("pending", "active") and not asked
            return ("exempt", task, unit) if may else None
        if what == "accept":
            return ("accept", task) if answers and state == "pending" else None
        if what == "finish":
            waits = task == "P/3" and self.state["P/1"] not in ("closed", "terminated")
            may = answers and state == "active" and not waits
            return ("finish", task) if may and self.task_progress(task) == 100 else None
        if unit != C:
            return None
        asking = [
            each
            for (code, each), how in self.exempt.items()
            if (code, how) == (task, ASKED) and each in (*leads, *others)
        ]
        if what in ("approve", "return") and state != "review" and (asking or task in self.wished):
            return self.settle(actor, what, task, asking)
        if what == "approve" and C in leads and self.asked.get(task) == actor:
            return None
        before = {"approve": ["review"], "return": ["review"]}
        before |= {"terminate": ["pending", "active", "review"]}
        before["reopen"] = ["closed", "terminated"]
        return (what, task) if state in before[what] else None

    def end_slip(self, what: str, number: str, unit: str) -> Step | None:
        if number not in self.sent or number in self.ended:
            return None
        task, addressee = self.sent[number]
        return (what, task, number) if unit == {"answer": addressee}.get(what, C) else None

    def ask(self, what: str, task: str, unit: str, progress: Any) -> Step | None:
        if what in ("answer", "withdraw"):
            return self.end_slip(what, task, unit)
        if task not in self.cells or unit != self.cells[task][0][0]:
            return None
        state = self.state[task]
        if what == "wait":
            until = (date.fromisoformat(self.day) + timedelta(days=WAIT_DAYS)).isoformat()
            free = state == "active" and not self.is_waiting(task)
            return ("wait", task, until) if free else None
        if what == "resume":
            return ("resume", task) if task in self.wait_until else None
        later = WISHES[progress] > self.granted.get(task, HORIZON)
        may = state in ("pending", "active") and task not in self.wished and later
        return ("extend", task, WISHES[progress]) if may else None

    def settle(self, actor: str, what: str, task: str, asking: list[str]) -> Step | None:
        if len(asking) + (task in self.wished) != 1:
            return None
        if asking:
            return (f"{what}-exemption", task, asking[0])
        own = C in self.cells[task][0] and self.wished[task][0] == actor
        return None if what == "approve" and own else (f"{what}-extension", task)

    def undo(self, actor: str) -> bool:
        mine = [place for place, (who, _step) in enumerate(self.stands) if who == actor]
        if not mine or mine[-1] == 0:
            return False
        what, task, *_rest = self.stands[mine[-1]][1]
        if what == "escalate":
            return False
        later = [step for _who, step in self.stands[mine[-1] + 1 :]]
        if what != "load":
            later = [step for step in later if task in (REVISED if step[0] == "load" else step)]
        if not later:
            del self.stands[mine[-1]]
        return not later
