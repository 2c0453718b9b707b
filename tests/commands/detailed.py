"""The programme of the tests of `show`: a task with all that a task can have."""

import pytest
from conftest import Office

PLAN = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    leader      = "常务副省长"
    local       = ["各市政府"]

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委", "省发展和改革委员会"]
    en      = "Development and Reform Commission"

    [[unit]]
    name     = "省数据局"
    formerly = ["省大数据局"]

    [[unit]]
    name  = "省委组织部"
    slips = false

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

    [[unit]]
    name = "常务副省长"
    kind = "leader"

    [[task]]
    number      = "1"
    title       = "算力底座"
    section     = "夯实基础"
    summary     = "建设算力。"
    responsible = ["省数据局", "省发展改革委"]
    open_ended  = true
    after       = ["P/2.1"]

    [[task.milestone]]
    title = "可研获批"
    due   = 2026-06-30

    [[task.target]]
    id       = "compute"
    title    = "算力规模"
    op       = ">="
    value    = 5000
    measure  = "PFLOPS"
    due      = 2027-12-31
    baseline = { date = 2025-06-05, value = 0 }

    [[task]]
    number = "2"
    title  = "赋能行业"

    [[task]]
    number = "2.1"
    title  = "人工智能+“组织”数据"
    lead   = ["省委组织部"]

    [[task]]
    number   = "3"
    title    = "数据流通"
    lead     = ["省数据局"]
    advances = []
"""
KEY_AREA = """
    format = 1

    [plan]
    id     = "P-N"
    tier   = "N"
    title  = "算力行动方案"
    parent = "P"

    [[task]]
    number   = "1"
    title    = "建设智算中心"
    lead     = ["省数据局"]
    local    = []
    advances = ["P/1"]
"""


def detailed_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with two plans, P/3 dropped since; for tests that only read."""
    office = Office(tmp_path_factory.mktemp("show"))
    office.write("plans/n.toml", KEY_AREA)
    office.write("plans/plan.toml", PLAN)
    office.ok("plan", "load", "plans")
    office.write("plans/plan.toml", PLAN.partition('    [[task]]\n    number   = "3"')[0])
    office.ok("plan", "load", "plans", "--yes")
    return office
