"""The narrow pass finds what a plain look at every lead finds, whatever the programme."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random
from typing import Any

import pytest
from conftest import Office
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.ladder import least_on_pace
from taskmatrix.domain.policy import Policy
from taskmatrix.errors import TaskmatrixError
from taskmatrix.store.escalation import LeadRow, all_leads
from taskmatrix.workspace import deciding, extending, reporting, waiting
from taskmatrix.workspace.demo_cast import Scene
from taskmatrix.workspace.matters import Eyes, matters, plans_of
from taskmatrix.workspace.session import CHINA
from taskmatrix.workspace.settings import Settings
from taskmatrix.workspace.standing import judge_of
from taskmatrix.workspace.work import work_of

FIRST = date(2026, 3, 2)
C, UNITS = "省发展改革委", ("省数据局", "省交通运输厅", "省财政厅")
TASKS, DAYS, ACTS_A_DAY = 24, 90, 12
POLICIES: list[dict[str, Any]] = [
    {},
    {"behind": "all"},
    {"ladder": "三色"},
    {"ladder": "13710", "behind": "all"},
    {"triggers": {"due": "0d", "overdue": "5wd", "behind": 1, "silent": 3, "unsigned": "20wd"}},
    {"triggers": {"due": "60wd", "behind": 40, "silent": False}, "nearly_done": 100},
    {"triggers": {"due": False, "behind": 5, "silent": False, "unsigned": False}},
    {"triggers": dict.fromkeys(("due", "overdue", "behind", "unsigned"), False)},
]


def plan(chance: Random) -> str:
    text = f'format = 1\n[plan]\nid = "P"\ntier = "1"\ntitle = "方案"\nissued = {FIRST}\n'
    text += f'horizon = 2026-06-10\ncoordinator = "{C}"\n'
    text += "".join(f'[[unit]]\nname = "{unit}"\n' for unit in (C, *UNITS))
    for number in range(1, TASKS + 1):
        leads = chance.sample(UNITS, chance.choice((1, 1, 1, 2)))
        named = ", ".join(f'"{unit}"' for unit in leads)
        text += f'[[task]]\nnumber = "{number}"\ntitle = "第{number}件事"\nlead = [{named}]\n'
        text += chance.choice(
            (
                *("",) * 3,
                "standing = true\n",
                *(f"deadline = {FIRST + timedelta(days=chance.randint(20, 120))}\n",) * 6,
            )
        )
        text += chance.choice(("", f"start = {FIRST + timedelta(days=chance.randint(0, 15))}\n"))
        if chance.random() < 0.1:
            text += '[[task.milestone]]\ntitle = "一"\ndue = 2026-04-01\n'
            text += '[[task.milestone]]\ntitle = "二"\ndue = 2026-05-01\n'
        if chance.random() < 0.1:
            text += f'[[task.target]]\nid = "t{number}"\ntitle = "量"\nop = ">="\n'
            text += 'value = 5\nmeasure = "个"\ndue = 2026-05-15\n'
    return text


def something(chance: Random, scene: Scene, day: date) -> None:
    """Let somebody do something, where the rules allow it."""
    code, unit = f"P/{chance.randint(1, TASKS)}", chance.choice(UNITS)
    other = chance.choice(UNITS)
    later = (day + timedelta(days=chance.randint(0, 150))).isoformat()
    pace = min(max((day - FIRST).days + chance.randint(-15, 25), 0), 100)
    fields = chance.choice(({"progress": pace}, {"progress": pace}, {"same": True}))
    acts: list[tuple[str, Callable[[], object]]] = [
        *[(unit, lambda: reporting.report(scene, [code], fields))] * 8,
        (unit, lambda: deciding.accept(scene, [code])),
        (unit, lambda: deciding.finish(scene, [code], "完成")),
        (unit, lambda: waiting.wait(scene, code, other, "等批复", later, False)),
        (unit, lambda: waiting.resume(scene, code, None)),
        *[(unit, lambda: extending.extend(scene, code, later, "审批要素"))] * 2,
        *[(C, lambda: deciding.approve(scene, [code], None))] * 3,
        (C, lambda: deciding.give_back(scene, [code], "不全", None)),
        (C, lambda: deciding.reopen(scene, [code], "未完成")),
    ]
    actor, act = chance.choice(acts)
    scene.turn(day, 0, actor, "王芳")
    try:
        act()
    except TaskmatrixError:
        pass
    finally:
        scene.close()


def plainly(scene: Scene, eyes: Eyes, day: str) -> Iterator[tuple[str, int, list[str]]]:
    """Look at every lead of every open task."""
    rows = [row for row in all_leads(scene.store) if row.state in ("pending", "active")]
    for task, its in groupby(rows, key=lambda row: row.task):
        leads: list[LeadRow] = list(its)
        task_plan = plans_of(scene, leads[:1])[task]
        work = work_of(
            leads[0].status, leads[0].state, [(lead.progress, lead.reported) for lead in leads]
        )
        for lead in leads:
            part = (lead.progress, lead.heard)
            first = lead.unit == leads[0].unit
            found = eyes.lead_causes(task_plan, work, first, part, day)
            if found:
                yield lead.code, lead.unit, [cause.rule for cause in found]


@pytest.mark.parametrize("seed", range(4))
def test_the_narrow_pass_finds_what_a_plain_one_finds(office: Office, seed: int) -> None:
    chance, met = Random(seed), set()
    office.write("plans/plan.toml", plan(chance))
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", str(FIRST))
    settings = Settings({"db": str(office.folder / "taskmatrix.db")})
    scene = Scene(settings, True, datetime.combine(FIRST, time(9), CHINA))
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        for _act in range(ACTS_A_DAY):
            something(chance, scene, day)
        scene.turn(day, 600, C, "王芳")
        with closing(scene):
            scene.read()
            for rules in POLICIES:
                eyes = Eyes(scene, judge_of(scene, Policy(rules)))
                narrow = [
                    (matter.code, matter.unit, [cause.rule for cause in matter.causes])
                    for matter in matters(scene, eyes)
                    if matter.causes[0].rule != "awaited"
                ]
                assert narrow == list(plainly(scene, eyes, str(day))), (day, rules)
                met |= {rule for _task, _unit, causes in narrow for rule in causes}
    assert met == {"overdue", "behind", "silent", "unsigned", "due"}, "each was met"


@given(st.integers(0, 1000).map(lambda tenths: tenths / 10), st.integers(1, 100))
def test_the_least_progress_on_pace(expected: float, points: int) -> None:
    least = least_on_pace(expected, points)
    assert round(expected - least, 1) < points
    assert least == 0 or round(expected - (least - 1), 1) >= points
