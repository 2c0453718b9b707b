"""A programme in March 2026, loaded on a Friday of February, and what its units then do."""

from typing import Any

from commands.supervised import act
from conftest import Office, made

LOADED = "2026-02-20"
AFTER = "2026-04-02"
DATA, ROADS, CITY, TOWN = "省数据局", "省交通运输厅", "甲市政府", "乙市政府"
COORDINATOR = "省发展改革委"

HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    leader      = "张副省长"
    principal   = "李省长"

    [supervision]
    calendar = "none"

    [[unit]]
    name = "省发展改革委"

    [[unit]]
    name = "省数据局"

    [[unit]]
    name = "省交通运输厅"

    [[unit]]
    name = "省财政厅"

    [[unit]]
    name  = "省委网信办"
    slips = false

    [[unit]]
    name = "甲市政府"
    kind = "region"

    [[unit]]
    name = "乙市政府"
    kind = "region"

    [[unit]]
    name = "张副省长"
    kind = "leader"

    [[unit]]
    name = "李省长"
    kind = "leader"
"""
TASKS = """
    [[task]]
    number = "1"
    title  = "优化算力支撑底座"
    lead   = ["省数据局"]
    local  = ["甲市政府", "乙市政府"]

    [[task]]
    number   = "2"
    title    = "人工智能+交通"
    lead     = ["省交通运输厅"]
    deadline = 2026-03-20

    [[task]]
    number = "3"
    title  = "网络安全"
    lead   = ["省委网信办"]

    [[task]]
    number = "4"
    title  = "算力调度平台"
    lead   = ["省数据局"]

      [[task.milestone]]
      title = "印发方案"
      due   = 2026-03-10

      [[task.milestone]]
      title = "建成平台"
      due   = 2026-06-30

    [[task]]
    number  = "5"
    title   = "产业集聚"
    lead    = ["甲市政府"]
    support = ["省财政厅"]
"""


def begin(office: Office, tasks: str = TASKS, day: str = LOADED) -> Office:
    """Load the programme into simulated data."""
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", HEAD + tasks)
    office.ok("plan", "load", "plans", "--today", day)
    return office


def march(office: Office) -> Office:
    """Live through March."""
    return made(office, live)


def live(office: Office, low: int = 10, high: int = 30) -> None:
    """What the units do in March, having accepted, claiming this progress and that."""
    begin(office)
    for unit, *tasks in (
        (DATA, "P/1", "P/4"),
        (ROADS, "P/2"),
        ("省委网信办", "P/3"),
        (CITY, "P/5"),
    ):
        act(office, unit, "2026-02-26", "accept", *tasks)
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", str(low), "-d", "完成选址")
    act(office, DATA, "2026-03-03", "update", "P/4", "-p", str(low))
    act(office, CITY, "2026-03-03", "update", "P/5", "-p", str(low))
    act(office, DATA, "2026-03-09", "update", "P/4", "-p", str(high), "--reached", "1")
    act(office, DATA, "2026-03-10", "update", "P/1", "-p", str(high))
    act(office, ROADS, "2026-03-18", "update", "P/2", "-p", "100", "-d", "全线贯通")
    act(office, ROADS, "2026-03-18", "finish", "P/2")
    act(office, COORDINATOR, "2026-03-24", "approve", "P/2")
    act(office, CITY, "2026-03-30", "update", "P/1", "-p", str(low))


def monthly(office: Office, *args: str, day: str = AFTER) -> dict[str, Any]:
    """The data of the monthly of March."""
    told = ("report", "monthly", "--month", "2026-03", "--json", "--today", day)
    data: dict[str, Any] = office.ok(*told, *args).json
    return data


def places(office: Office, *args: str, day: str = AFTER) -> dict[str, tuple[int, int, int]]:
    """The rank of each unit, how many facts it met, how many fell due."""
    ranking = monthly(office, *args, day=day)["ranking"]
    return {
        place["unit"]: (place["rank"], place["met"], place["due"])
        for place in [*ranking["departments"], *ranking["regions"]]
    }


def missed(office: Office, unit: str, day: str = AFTER) -> list[tuple[str, str, str, str | None]]:
    """What a unit missed: kind, task, the day it was due, the day it came."""
    ranking = monthly(office, day=day)["ranking"]
    return [
        (fact["kind"], fact["code"], fact["due"], fact["on"])
        for place in [*ranking["departments"], *ranking["regions"]]
        if place["unit"] == unit
        for fact in place["missed"]
    ]
