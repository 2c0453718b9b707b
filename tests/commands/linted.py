"""A programme with units enough for gaps of every kind, and how the tests look for them."""

from textwrap import dedent
from typing import Any

from conftest import Office

DAY = ("--today", "2026-03-02")

OVERALL = """
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
    name    = "各市政府"
    kind    = "group"
    members = ["甲市政府", "乙市政府", "丙市政府", "丁市政府"]
"""
DEPARTMENTS = ("省发展改革委", "省数据局", "省科技厅", "省教育厅", "省财政厅")
CITIES = ("甲市政府", "乙市政府", "丙市政府", "丁市政府")


def units(names: tuple[str, ...], kind: str) -> str:
    return "\n".join(f'[[unit]]\nname = "{name}"\nkind = "{kind}"\n' for name in names)


UNITS = units(DEPARTMENTS, "department") + units(CITIES, "region")


def regional(city: str, *titles: str, more: str = "") -> str:
    """A region's plan; its tasks carry out the first of the overall plan."""
    tasks = "\n".join(
        f'[[task]]\nnumber = "{number}"\ntitle = "{title}"\nlead = ["{city}市政府"]\n'
        'advances = ["P/1"]\n'
        for number, title in enumerate(titles, 1)
    )
    plan = "甲乙丙丁".index(city) + 1
    return f"""
format = 1
[plan]
id     = "P-X{plan}"
tier   = "X"
title  = "{city}市方案"
owner  = "{city}市政府"
parent = "P"
{dedent(more)}
{tasks}
"""


def load(office: Office, overall: str, *others: str) -> None:
    """Load an overall plan, its usual units, and other plans."""
    office.write("plans/plan.toml", dedent(OVERALL) + UNITS + dedent(overall))
    for number, text in enumerate(others):
        office.write(f"plans/other-{number}.toml", text)
    office.ok("plan", "load", "plans", "--yes")


def findings(office: Office, code: str, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]]
    found = office.ok("gaps", "--json", "--code", code, *DAY, *args).json["findings"]
    assert {each["code"] for each in found} <= {code}
    return found


def places(office: Office, code: str, *args: str) -> list[str]:
    return [each["place"] for each in findings(office, code, *args)]


TASKS = """
    [[task]]
    number      = "1"
    title       = "优化算力"
    responsible = ["省数据局", "省科技厅"]

    [[task]]
    number = "2"
    title  = "赋能行业"

    [[task]]
    number = "2.1"
    title  = "赋能教育"
    lead   = ["省教育厅"]

    [[task]]
    number = "2.2"
    title  = "赋能财政"
    lead   = ["省财政厅"]
    local  = []
"""


def leads(unit: str, first: int, count: int, more: str = "") -> str:
    numbers = range(first, first + count)
    return "".join(
        f'\n[[task]]\nnumber = "{n}"\ntitle = "任务{n}"\nlead = ["{unit}"]\n{more}\n'
        for n in numbers
    )
