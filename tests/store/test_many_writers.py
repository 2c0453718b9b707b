"""Monday at nine: everybody reports at once, and every report that was told is there."""

import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import SMALL, Done, Office
from store.test_faults import database, end, locked, start

CLERKS = 16
DATA = ("--as", "省数据局")


@pytest.fixture
def busy(office: Office) -> Office:
    """An office whose data bureau leads a task for each clerk."""
    task = '[[task]]\nnumber = "{0}"\ntitle = "第{0}件事"\nlead = ["省数据局"]\n'
    tasks = "".join(task.format(number) for number in range(1, CLERKS + 1))
    office.write("plans/plan.toml", SMALL.split("[[task]]")[0] + tasks)
    office.ok("plan", "load", "plans")
    return office


def at_once(office: Office, commands: Iterable[tuple[str | Path, ...]]) -> list[Done]:
    """Start several commands and wait for all."""
    begun = [start(office, *map(str, command)) for command in commands]
    return [end(process) for process in begun]


def reports(office: Office, *columns: str) -> list[tuple[Any, ...]]:
    """What stands on record of reports, in its order."""
    text = f"SELECT {', '.join(columns)} FROM event WHERE kind = 'reported' ORDER BY seq"
    with closing(sqlite3.connect(database(office))) as store:
        return store.execute(text).fetchall()


def test_each_that_says_done_is_there_once(busy: Office) -> None:
    lines = "".join(f'{{"task": "P/{n}", "issue": "批量"}}\n' for n in range(1, CLERKS + 1))
    many = busy.write("many.jsonl", lines)
    own = [("update", f"P/{n}", "-p", str(n), "-d", f"第{n}人") for n in range(1, CLERKS + 1)]
    same = [("update", "P/1", "-n", f"第{n}人") for n in range(1, CLERKS + 1)]
    every = [(*line, *DATA, "--json") for line in [*own, *same, *[("update", "--from", many)] * 3]]

    done = at_once(busy, every)

    assert [each.status for each in done] == [0] * len(every), [each.err for each in done]
    told = [each.json["command"] for each in done]
    assert len(set(told)) == len(told)
    found = [command for (command,) in reports(busy, "command")]
    assert [found.count(command) for command in told] == [1] * 2 * CLERKS + [CLERKS] * 3
    assert set(found) == set(told)
    for _command, together in _runs(found):
        assert together in (1, CLERKS), "no command stands between the lines of another"
    shown = busy.ok("show", "P/1", "--json").json["task"]
    said = {each["next"] for each in shown["reports"]}
    assert said >= {f"第{n}人" for n in range(1, CLERKS + 1)}
    listed = busy.ok("list", "--json").json["tasks"]
    assert {each["code"]: each["progress"] for each in listed} == {
        f"P/{n}": n for n in range(1, CLERKS + 1)
    }
    times = [at for (at,) in reports(busy, "recorded_at")]
    assert times == sorted(times)
    busy.ok("db", "check")


def _runs(found: list[object]) -> list[tuple[object, int]]:
    """How often each command stands in a row."""
    runs: list[tuple[object, int]] = []
    for command in found:
        if runs and runs[-1][0] == command:
            runs[-1] = (command, runs[-1][1] + 1)
        else:
            runs.append((command, 1))
    return runs


@pytest.mark.parametrize("rule", ["accept", "finish", "form"])
def test_of_those_who_do_the_same_one_is_first(busy: Office, rule: str) -> None:
    form = busy.write("form.toml", '["P/1"]\nversion = 0\nprogress = 40\n')
    if rule == "finish":
        busy.ok("accept", "1", *DATA)
    line = {
        "accept": ("accept", "1"),
        "finish": ("finish", "1", "--reason", "完成"),
        "form": ("update", "--from", form),
    }[rule]

    done = at_once(busy, [(*line, *DATA)] * 8)

    assert sorted(each.status for each in done) == [0] + [3] * 7, [each.err for each in done]
    busy.ok("db", "check")


def test_who_comes_while_another_writes_waits(busy: Office) -> None:
    with locked(busy):
        writers = [start(busy, "update", f"P/{n}", "-p", "5", *DATA) for n in (1, 2)]
        busy.ok("list")
        time.sleep(1.2)
        assert [writer.poll() for writer in writers] == [None, None]
        assert reports(busy, "seq") == []
    assert [end(writer).status for writer in writers] == [0, 0]
    assert len(reports(busy, "seq")) == 2


def test_a_program_that_repeats_is_answered_each_time(busy: Office) -> None:
    text = json.dumps({"task": "P/1", "done": "已印发"}, ensure_ascii=False)
    path = busy.write("one.jsonl", text)
    commands = [busy.ok("update", "--from", path, *DATA, "--json").json["command"] for _ in "12"]
    assert [command for (command,) in reports(busy, "command")] == commands
