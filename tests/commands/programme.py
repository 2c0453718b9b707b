"""The programmes of these tests: one of every kind of cell and title, one of deadlines."""

import pytest
from conftest import Office

PLAN = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    leader      = "常务副省长"
    local       = ["各市政府"]

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委"]

    [[unit]]
    name = "省数据局"
    en   = "Data Administration"

    [[unit]]
    name = "省交通运输厅"

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

    [[unit]]
    name = "分管副省长"
    kind = "leader"

    [[task]]
    number      = "1"
    title       = "=算力底座"
    section     = "夯实基础"
    responsible = ["省数据局", "省发展改革委"]

    [[task]]
    number  = "2"
    title   = "赋能行业"
    section = "赋能应用"

    [[task]]
    number   = "2.1"
    title    = "人工智能+交通|物流"
    section  = "赋能应用"
    lead     = ["省交通运输厅", "省数据局"]
    support  = ["省发展改革委"]
    local    = []
    deadline = "2026年底前"

    [[task]]
    number  = "2.2"
    title   = "@*医疗*_AT&amp;T_ ~~[x]~~ `码` \\\\n"
    section = "赋能应用"
    lead    = ["省数据局"]
    local   = ["甲市政府"]
    leader  = "分管副省长"

    [[task]]
    number   = "10"
    title    = "“宣传”<b>推广</b>"
    support  = ["省数据局"]
    standing = true
    local    = []
"""

REGIONAL = """
    format = 1

    [plan]
    id     = "P-JIA"
    tier   = "X"
    title  = "甲市方案"
    parent = "P"
    owner  = "甲市政府"

    [[task]]
    number   = "1"
    title    = "-甲市算力"
    lead     = ["甲市政府"]
    deadline = 2026-06-30
"""

DATED = """
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
    section     = "夯实基础"
    responsible = ["省数据局", "省发展改革委", "省交通运输厅"]

    [[task]]
    number   = "2"
    title    = "赋能行业"
    deadline = 2026-06-30

    [[task]]
    number = "2.1"
    title  = "人工智能+交通"
    lead   = ["省交通运输厅"]

    [[task]]
    number   = "2.10"
    title    = "人工智能+物流"
    lead     = ["省交通运输厅", "省数据局"]
    start    = 2026-03-01
    deadline = 2026-05-31
    local    = ["乙市政府"]

    [[task]]
    number   = "2.9"
    title    = "人工智能+口岸"
    lead     = ["省交通运输厅"]
    deadline = 2026-05-31
    local    = []

    [[task]]
    number   = "3"
    title    = "常态化宣传"
    lead     = ["省数据局"]
    standing = true
    local    = []

    [[task]]
    number   = "4"
    title    = "今日到期"
    lead     = ["省发展改革委"]
    deadline = 2026-06-01
    local    = []

    [[task]]
    number   = "5"
    title    = "三十一天"
    lead     = ["省发展改革委"]
    deadline = 2026-07-02
    local    = []
"""
TITLES = {
    "P/1": "=算力底座",
    "P/2": "赋能行业",
    "P/2.1": "人工智能+交通|物流",
    "P/2.2": "@*医疗*_AT&amp;T_ ~~[x]~~ `码` \\n",
    "P/10": "“宣传”<b>推广</b>",
    "P-JIA/1": "-甲市算力",
}


def matrix_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with two plans; for tests that only read."""
    office = Office(tmp_path_factory.mktemp("matrix"))
    office.write("plans/plan.toml", PLAN)
    office.write("plans/jia.toml", REGIONAL)
    office.ok("plan", "load", "plans")
    return office
