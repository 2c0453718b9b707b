"""Whatever is done and taken back, in any order: the state is what still stands adds up to.

A model of the rules does the same commands beside the program (`model.py`).
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspace.model import (
    HORIZON,
    PLANS,
    RIGHT,
    TITLES,
    WAIT_DAYS,
    WISHES,
    C,
    D,
    Model,
    R,
    S,
    Step,
    plan_file,
)

from taskmatrix.cli import run

PEOPLE = ("王芳", "李明", "张伟")


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


def line_of(folder: Path, step: Step, day: date) -> list[str]:
    """The command line of a step."""
    actor, what, task, unit, progress = step
    who = ["--actor", actor]
    if what == "undo":
        return ["undo", *who]
    if what == "load":
        return ["plan", "load", str(folder / str(task)), "--yes", *who]
    if what in ("answer", "withdraw"):
        said = ["--reply", "正在办", "--by", "今天"] if what == "answer" else ["--reason", "误发"]
        return ["slips", what, task, "--as", unit, *who, *said]
    line = ["update" if what == "exempt" else what, task, "--as", unit, *who]
    if what == "update":
        line += ["-d", "有进展", *(["-p", str(progress)] if progress is not None else [])]
    if what == "exempt":
        line += ["--not-applicable", "本地无此业务"]
    if what == "wait":
        line += ["--on", R, "--until", str(day + timedelta(days=WAIT_DAYS))]
    if what == "extend":
        line += ["--to", WISHES[progress]]
    if what in ("return", "terminate", "reopen", "wait", "extend"):
        line += ["--reason", "工作调整"]
    return line


WORK = (
    *("accept", "update", "update", "finish", "approve", "approve", "return", "terminate"),
    *("reopen", "exempt", "exempt", "undo"),
    *("wait", "resume", "extend", "extend"),
)
UNITS = (RIGHT, RIGHT, RIGHT, RIGHT, C, D, S, R)
NUMBERS = [f"2026-{number:04}" for number in range(1, 13)]
KINDS: list[tuple[tuple[Any, ...], ...]] = [
    *[(PEOPLE, WORK, tuple(TITLES), UNITS, (None, 30, 100))] * 6,
    (PEOPLE, ("answer", "withdraw"), NUMBERS, UNITS, (None,)),
    (PEOPLE, ("load",), (0, 1), ("",), (None,)),
    (("escalate",), PEOPLE),
    (("next day",),),
]
"""What a step is chosen from, place by place."""

steps: st.SearchStrategy[Step] = st.one_of(
    *(st.tuples(*map(st.sampled_from, kind)) for kind in KINDS)
)
ANSWERS = (
    ("list", "--all", "--json"),
    ("list", "--all", "--format", "table"),
    ("matrix", "--all", "--json"),
    ("show", "P/1", "--json"),
    ("slips", "--json"),
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
    live(sequence)


@pytest.mark.parametrize("seed", range(12))
def test_long_sequences_of_work(seed: int) -> None:
    """Evenly chosen, so that much of it is allowed."""
    chance = Random(seed)
    kinds = [chance.choice(KINDS) for _step in range(120)]
    live([tuple(chance.choice(place) for place in kind) for kind in kinds])


def live(sequence: list[Step]) -> None:
    """Do it all beside the model; it must agree, and each day look afterwards as it did then."""
    day = date(2026, 1, 5)
    with office() as folder:
        assert typed("db", "create", "--simulated")[0] == 0
        loading = line_of(folder, ("王芳", "load", 0, "", None), day)
        assert typed(*loading, "--today", str(day))[0] == 0
        model, past = Model(), {}
        for step in sequence:
            if step == ("next day",):
                past[day] = as_answered("--today", str(day))
                day += timedelta(days=5)
                continue
            model.day = str(day)
            if step[0] == "escalate":
                model.escalated(step[1], escalated(step[1], day))
                continue
            step = model.add_up().with_unit(step)
            status, _out, err = typed(*line_of(folder, step, day), "--today", str(day))
            assert (status == 0) == model.do(*step), (step, err)
            assert status in (0, 3, 4), err
        model.day = str(day)
        check_state(model.add_up(), day)
        check_supervision(model, day)
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


def register(day: date) -> list[dict[str, Any]]:
    slips: list[dict[str, Any]] = json.loads(typed("slips", "--json", "--today", str(day))[1])[
        "slips"
    ]
    return slips


def escalated(actor: str, day: date) -> list[dict[str, Any]]:
    """Escalate; return the slips that were issued, which must follow from those before them."""
    before = register(day)
    status, _out, err = typed("escalate", "--yes", "--as", C, "--actor", actor, "--today", str(day))
    assert status == 0, err
    after = register(day)
    assert after[: len(before)] == before
    assert [each["number"] for each in after] == [f"2026-{n:04}" for n in range(1, len(after) + 1)]
    for slip in after[len(before) :]:
        same = [each for each in before if (each["task"], each["unit"]) == about(slip)]
        assert not same or same[-1]["issued"] < slip["issued"], "never two on one day"
        standing = [each for each in same if each["status"] != "withdrawn"]
        assert slip["step"] in (1, standing[-1]["step"] + 1 if standing else 1)
        if standing and slip["step"] > 1:
            assert (standing[-1]["promised"] or standing[-1]["reply_by"]) < str(day)
            assert standing[-1]["status"] in ("lapsed", "answered")
    again = typed("escalate", "--yes", "--as", C, "--actor", actor, "--today", str(day))
    assert (again[0], register(day)) == (0, after), "nothing more on the same day"
    return after[len(before) :]


def about(slip: dict[str, Any]) -> tuple[str, str]:
    return slip["task"], slip["unit"]


def check_supervision(model: Model, day: date) -> None:
    listed = json.loads(typed("list", "--all", "--json", "--today", str(day))[1])["tasks"]
    tasks = {task["code"]: task for task in listed if task["code"] in model.cells}
    assert {
        code: (
            "waiting" in task["flags"],
            "extension-pending" in task["flags"],
            task["deadline"],
            task["original_deadline"],
        )
        for code, task in tasks.items()
    } == {
        code: (
            model.is_waiting(code),
            code in model.wished,
            model.granted.get(code, HORIZON),
            HORIZON,
        )
        for code in model.cells
    }
    for slip in register(day):
        number = slip["number"]
        assert about(slip) == model.sent[number]
        assert slip["status"] == model.ended.get(
            number, "lapsed" if slip["reply_by"] < str(day) else "open"
        )
