"""Whatever is done and taken back, in any order: the state is what still stands adds up to.

A model of the rules, told in a few lines, does the same commands beside the program; it knows
nothing of how the program keeps its state, and adds up anew each time all that was not taken back.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taskmatrix.cli import run

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


class Model:
    """The rules of the contract, in brief: `stands` are the commands not taken back."""

    def __init__(self) -> None:
        self.stands: list[tuple[str, Step]] = [("王芳", ("load", 0))]

    def add_up(self) -> "Model":
        self.state: dict[str, str] = dict.fromkeys(TITLES, "pending")
        self.progress: dict[tuple[str, str], int] = {}
        self.reported: set[tuple[str, str]] = set()
        self.exempt: dict[tuple[str, str], str] = {}
        self.asked: dict[str, str] = {}
        for actor, step in self.stands:
            self.apply(actor, *step)
        return self

    def apply(self, actor: str, what: str, task: Any, unit: str = "", progress: Any = None) -> None:
        if what == "load":
            self.cells = PLANS[task]
        elif what == "update":
            self.reported.add((task, unit))
            self.exempt.pop((task, unit), None)
            if progress is not None:
                self.progress[task, unit] = progress
            if self.state[task] == "pending" and unit in self.cells[task][0]:
                self.state[task] = "active"
        elif what == "exempt":
            self.exempt[task, unit] = ASKED
        elif what == "approve-exemption":
            self.exempt[task, unit] = "approved"
        elif what == "return-exemption":
            del self.exempt[task, unit]
        else:
            after = {"accept": "active", "finish": "review", "approve": "closed"}
            after |= {"return": "active", "terminate": "terminated", "reopen": "active"}
            self.state[task] = after[what]
            if what == "finish":
                self.asked[task] = actor

    def task_progress(self, task: str) -> int | None:
        known = [self.progress.get((task, unit)) for unit in self.cells[task][0]]
        return min((each for each in known if each is not None), default=None)

    def engaged(self, task: str) -> bool:
        worked = [each for each in (*self.reported, *self.exempt) if each[0] == task]
        return bool(worked) or self.state[task] != "pending"

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

    def decide(self, actor: str, what: str, task: Any, unit: str, progress: Any) -> Step | None:
        if task not in self.cells:
            return None
        leads, others = self.cells[task]
        state = self.state[task]
        answers = unit == leads[0]
        if what == "update":
            may = unit in (*leads, *others) and state in ("pending", "active")
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
        if what in ("approve", "return") and state != "review" and asking:
            return (f"{what}-exemption", task, asking[0]) if len(asking) == 1 else None
        if what == "approve" and C in leads and self.asked.get(task) == actor:
            return None
        before = {"approve": ["review"], "return": ["review"]}
        before |= {"terminate": ["pending", "active", "review"]}
        before["reopen"] = ["closed", "terminated"]
        return (what, task) if state in before[what] else None

    def undo(self, actor: str) -> bool:
        mine = [place for place, (who, _step) in enumerate(self.stands) if who == actor]
        if not mine or mine[-1] == 0:
            return False
        what, task, *_rest = self.stands[mine[-1]][1]
        later = [step for _who, step in self.stands[mine[-1] + 1 :]]
        if what != "load":
            later = [step for step in later if task in (REVISED if step[0] == "load" else step)]
        if not later:
            del self.stands[mine[-1]]
        return not later


def typed(*argv: str) -> tuple[int, bytes, str]:
    """Type a command, without the cost of a process."""
    out, err = io.BytesIO(), io.StringIO()
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = text, _ = io.TextIOWrapper(out, "utf-8"), err
    try:
        status = run(list(argv))
        text.flush()
    finally:
        sys.stdout, sys.stderr = streams
    return status, out.getvalue(), err.getvalue()


@contextmanager
def office() -> Iterator[Path]:
    before = dict(os.environ)
    with TemporaryDirectory() as name:
        os.environ.update(TASKMATRIX_DB=f"{name}/t.db", LANG="zh_CN.UTF-8", COLUMNS="100")
        try:
            for number, cells in enumerate(PLANS):
                folder = Path(name) / str(number)
                folder.mkdir()
                (folder / "plan.toml").write_text(plan_file(cells), encoding="utf-8")
            yield Path(name)
        finally:
            os.environ.clear()
            os.environ.update(before)


def line_of(folder: Path, step: Step) -> list[str]:
    """The command line of a step."""
    actor, what, task, unit, progress = step
    who = ["--actor", actor]
    if what == "undo":
        return ["undo", *who]
    if what == "load":
        return ["plan", "load", str(folder / str(task)), "--yes", *who]
    line = ["update" if what == "exempt" else what, task, "--as", unit, *who]
    if what == "update":
        line += ["-d", "有进展", *(["-p", str(progress)] if progress is not None else [])]
    if what == "exempt":
        line += ["--not-applicable", "本地无此业务"]
    if what in ("return", "terminate", "reopen"):
        line += ["--reason", "工作调整"]
    return line


WORK = (
    *("accept", "update", "update", "finish", "approve", "approve", "return", "terminate"),
    *("reopen", "exempt", "exempt", "undo"),
)
steps = st.one_of(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(WORK),
        st.sampled_from(sorted(TITLES)),
        st.sampled_from((C, D, S, R)),
        st.sampled_from((None, 30, 100)),
    ),
    st.tuples(
        st.sampled_from(PEOPLE), st.just("load"), st.sampled_from((0, 1)), st.just(""), st.none()
    ),
    st.just(("next day",)),
)
ANSWERS = (
    ("list", "--all", "--json"),
    ("list", "--all", "--format", "table"),
    ("matrix", "--all", "--json"),
    ("show", "P/1", "--json"),
    ("history", "--json"),
)


def as_answered(*options: str) -> list[bytes]:
    answers = []
    for answer in ANSWERS:
        status, out, err = typed(*answer, *options)
        assert status == 0, err
        answers.append(out)
    return answers


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=5, max_size=30))
def test_any_sequence_of_work(sequence: list[Step]) -> None:
    day = date(2026, 1, 5)
    with office() as folder:
        assert typed("db", "create", "--simulated")[0] == 0
        loading = line_of(folder, ("王芳", "load", 0, "", None))
        assert typed(*loading, "--today", str(day))[0] == 0
        model, past = Model(), {}
        for step in sequence:
            if step == ("next day",):
                past[day] = as_answered("--today", str(day))
                day += timedelta(days=5)
                continue
            status, _out, err = typed(*line_of(folder, step), "--today", str(day))
            assert (status == 0) == model.do(*step), (step, err)
            assert status in (0, 3, 4), err
        check_state(model.add_up(), day)
        assert typed("db", "check")[0] == 0
        for then, answers in past.items():
            assert as_answered("--as-of", str(then)) == answers, then


def check_state(model: Model, day: date) -> None:
    tasks = json.loads(typed("list", "--all", "--json", "--today", str(day))[1])["tasks"]
    assert {
        task["code"]: (task["state"], task["progress"])
        for task in tasks
        if task["code"] in model.cells
    } == {code: (model.state[code], model.task_progress(code)) for code in model.cells}
    cells = json.loads(typed("matrix", "--all", "--json", "--today", str(day))[1])["cells"]
    assert {
        (cell["task"], cell["unit"]): cell["progress"]
        for cell in cells
        if cell["task"] in model.cells
    } == {
        (code, unit): model.progress.get((code, unit))
        for code, (leads, others) in model.cells.items()
        for unit in (*leads, *others)
    }
