"""A programme with every kind of part that a unit may have, and how the tests report on it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Done, Office, bare

PLAN = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    local       = ["各市政府"]

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委"]

    [[unit]]
    name = "省数据局"

    [[unit]]
    name = "省交通运输厅"

    [[unit]]
    name = "省财政厅"

    [[unit]]
    name = "甲市政府"
    kind = "region"

    [[unit]]
    name = "乙市政府"
    kind = "region"

    [[unit]]
    name    = "各市政府"
    kind    = "group"
    members = ["甲市政府", "乙市政府"]

    [[task]]
    number      = "1"
    title       = "优化算力支撑底座"
    responsible = ["省数据局", "省发展改革委"]

    [[task]]
    number   = "2"
    title    = "人工智能+交通"
    lead     = ["省交通运输厅"]
    support  = ["省数据局"]
    deadline = "2027年底前"

      [[task.milestone]]
      title = "印发方案"
      due   = 2026-06-30

      [[task.milestone]]
      title = "建成平台"
      due   = 2027-06-30

    [[task]]
    number = "3"
    title  = "保障措施"

    [[task]]
    number = "3.1"
    title  = "数据交通联合试点"
    lead   = ["省数据局", "省交通运输厅"]

    [[task]]
    number = "3.2"
    title  = "统筹调度"
    lead   = ["省发展改革委"]

    [[task]]
    number = "4"
    title  = "总结评估"
    lead   = ["省数据局"]
    after  = ["P/1"]

    [[task]]
    number  = "5"
    title   = "社会参与"
    support = ["省财政厅"]
"""

DATA = ("--as", "省数据局")
ROADS = ("--as", "省交通运输厅")
COORDINATOR = ("--as", "省发展改革委")
CITY = ("--as", "甲市政府")


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that has loaded the programme."""
    office = Office(tmp_path_factory.mktemp("once"))
    office.write("plans/plan.toml", PLAN)
    office.ok("plan", "load", "plans")
    return office.folder


@pytest.fixture
def desk(office: Office, loaded_once: Path) -> Office:
    """An office with the programme loaded, where nobody has reported yet."""
    shutil.copytree(loaded_once, office.folder, dirs_exist_ok=True)
    return office


def task(office: Office, code: str) -> Any:
    """Everything about a task."""
    return office.ok("show", code, "--json").json["task"]


def reports(office: Office, code: str) -> list[Any]:
    """The reports on a task, the last one at the end."""
    listed: list[Any] = task(office, code)["reports"]
    return listed


def mine(office: Office, code: str, unit: str) -> Any:
    """What a unit has done on a task."""
    return next(each for each in task(office, code)["assignments"] if each["unit"] == unit)


def recorded(office: Office) -> int:
    """How many events are on record."""
    with closing(sqlite3.connect(office.folder / "taskmatrix.db")) as store:
        count: int = store.execute("SELECT COUNT(*) FROM event").fetchone()[0]
    return count


@contextmanager
def nothing_recorded(office: Office) -> Iterator[None]:
    """What happens here must leave no event."""
    before = recorded(office)
    yield
    assert recorded(office) == before


def refused(office: Office, *args: str | Path, status: int = 3, **env: str | None) -> str:
    """Type a command that a rule forbids; return what it says, in English, in bare words."""
    with nothing_recorded(office):
        done: Done = office(*args, **{"LANG": "en_US.UTF-8", **env})
    assert (done.status, done.out) == (status, ""), (done.out, done.err)
    if status != 2:
        assert "Next: " in done.err, "every refusal says what to do next"
    return bare(done.err)
