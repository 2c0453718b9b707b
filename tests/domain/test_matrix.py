"""From the units that a plan prints to the cells of the matrix (contract §1, §2)."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskmatrix.domain.matrix import Clash, assignments, blanket
from taskmatrix.domain.model import Plan, Task, Unit
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import Kind, LeadRule, Tier

REGISTER = Register(
    [
        Unit("甲厅", aliases=("甲局",)),
        Unit("乙厅"),
        Unit("丙厅", formerly=("丙一局", "丙二局")),
        Unit("东市", Kind.REGION),
        Unit("西市", Kind.REGION),
        Unit("各市", Kind.GROUP, members=("东市", "西市")),
        Unit("各地", Kind.GROUP, members=("新区", "各市")),
        Unit("新区", Kind.REGION),
    ]
)


def row(rule: str = "first-listed", blanket: str = "", **lists: str) -> str:
    """The cells of a task whose lists are given in words: `甲厅 lead1 stated, …`."""
    cells, clashes = assignments(task(**lists), plan(rule, blanket), REGISTER)
    assert clashes == []
    return ", ".join(f"{c.unit} {c.role}{c.rank} {c.basis}" for c in cells)


def task(**lists: str) -> Task:
    return Task("1", "任务", **{key: tuple(names.split()) for key, names in lists.items()})


def plan(rule: str = "first-listed", blanket: str = "") -> Plan:
    return Plan("P", Tier.OVERALL, "方案", lead_rule=LeadRule(rule), local=tuple(blanket.split()))


def test_lead_and_support_are_stated_and_the_first_of_several_leads_answers():
    assert row(lead="甲厅 乙厅", support="丙厅") == (
        "甲厅 lead1 stated, 乙厅 lead2 stated, 丙厅 support1 stated"
    )


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        ("first-listed", "乙厅 lead1 first-listed, 甲厅 support1 first-listed"),
        ("all", "乙厅 lead1 stated, 甲厅 lead2 stated"),
        ("none", "乙厅 support1 stated, 甲厅 support2 stated"),
    ],
)
def test_responsible_is_read_by_the_lead_rule(rule, cells):
    assert row(rule, responsible="乙厅 甲厅") == cells


def test_a_task_may_have_a_lead_rule_of_its_own():
    own = Task("1", "任务", responsible=("甲厅", "乙厅"), lead_rule=LeadRule.NONE)
    cells, _clashes = assignments(own, plan("all"), REGISTER)
    assert [cell.role for cell in cells] == ["support", "support"]


def test_the_blanket_obliges_whom_the_task_does_not_name():
    assert row(blanket="各地", lead="甲厅", support="西市") == (
        "甲厅 lead1 stated, 西市 support1 stated, 新区 local1 blanket, 东市 local2 blanket"
    )


def test_local_of_a_task_replaces_the_blanket():
    assert row(blanket="各地", lead="甲厅", local="东市") == "甲厅 lead1 stated, 东市 local1 stated"
    assert row(blanket="各地", lead="甲厅", local="") == "甲厅 lead1 stated"


def test_groups_are_expanded_before_ranks_are_counted():
    assert row(lead="甲厅", support="各地 乙厅") == (
        "甲厅 lead1 stated, 新区 support1 stated, 东市 support2 stated, 西市 support3 stated,"
        " 乙厅 support4 stated"
    )
    assert row(responsible="各市 甲厅") == (
        "东市 lead1 first-listed, 西市 support1 first-listed, 甲厅 support2 first-listed"
    )


def test_aliases_stand_for_the_unit():
    assert row(lead="甲局") == "甲厅 lead1 stated"


@pytest.mark.parametrize(
    ("lists", "cells"),
    [
        ({"lead": "丙一局", "support": "丙二局 甲厅"}, "丙厅 lead1 stated, 甲厅 support1 stated"),
        ({"support": "丙一局", "local": "东市 丙厅"}, "丙厅 support1 stated, 东市 local1 stated"),
        (
            {"responsible": "甲厅 丙一局 丙厅"},
            "甲厅 lead1 first-listed, 丙厅 support1 first-listed",
        ),
    ],
)
def test_of_units_merged_into_one_the_stronger_role_wins(lists, cells):
    assert row(**lists) == cells


@pytest.mark.parametrize(
    ("lists", "clash"),
    [
        ({"lead": "甲厅 乙厅 甲局"}, "甲厅: lead[2] after lead[0]"),
        ({"lead": "甲厅", "support": "乙厅 甲局"}, "甲厅: support[1] after lead[0]"),
        ({"support": "各市", "local": "东市"}, "东市: local[0] after support[0]"),
        ({"responsible": "东市 各市"}, "东市: responsible[1] after responsible[0]"),
        ({"lead": "甲厅", "responsible": "甲厅"}, "甲厅: responsible[0] after lead[0]"),
    ],
)
def test_a_unit_named_twice_is_a_clash_and_its_first_mention_stands(lists, clash):
    cells, clashes = assignments(task(**lists), plan(), REGISTER)
    assert [told(each) for each in clashes] == [clash]
    assert max(Counter(cell.unit for cell in cells).values()) == 1


def told(clash: Clash) -> str:
    claim, first = clash.claim, clash.first
    return f"{claim.unit}: {claim.key}[{claim.place}] after {first.key}[{first.place}]"


def test_a_unit_twice_in_the_blanket_is_a_clash_and_obliged_once():
    claims, clashes = blanket(plan(blanket="各市 新区 东市"), REGISTER)
    assert [claim.unit for claim in claims] == ["东市", "西市", "新区"]
    assert [told(each) for each in clashes] == ["东市: local[2] after local[0]"]
    assert row(blanket="各市 新区", lead="东市") == (
        "东市 lead1 stated, 西市 local1 blanket, 新区 local2 blanket"
    )


def test_unknown_names_bring_nobody_in():
    assert row(responsible="丁厅 乙厅") == "乙厅 lead1 first-listed"


NAMES = st.lists(st.sampled_from([*REGISTER.called, "丁厅"]), max_size=4).map(tuple)
TASKS = st.builds(
    Task,
    number=st.just("1"),
    title=st.just("任务"),
    responsible=st.none() | NAMES,
    lead=NAMES,
    support=NAMES,
    local=st.none() | NAMES,
    lead_rule=st.none() | st.sampled_from(LeadRule),
)
PLANS = st.builds(
    Plan,
    id=st.just("P"),
    tier=st.just(Tier.OVERALL),
    title=st.just("方案"),
    local=NAMES,
    lead_rule=st.sampled_from(LeadRule),
)


@given(TASKS, PLANS)
def test_what_holds_of_every_row(task, plan):
    cells, clashes = assignments(task, plan, REGISTER)
    lists = [task.lead, task.support, task.responsible or (), task.local or ()]
    mentions = [unit for names in lists for name in names for unit in REGISTER.members(name)]
    named = set(mentions)
    obliged = {unit for name in plan.local for unit in REGISTER.members(name)}
    units = [cell.unit for cell in cells]

    assert len(units) == len(set(units)), "a unit has one role in a task"
    assert set(units) == (named | obliged if task.local is None else named)
    assert all(REGISTER.units[unit].kind != "group" for unit in units), "groups do not act"
    assert {cell.unit for cell in cells if cell.basis == "blanket"} == set(units) - named
    for role in ("lead", "support", "local"):
        ranks = [cell.rank for cell in cells if cell.role == role]
        assert ranks == list(range(1, len(ranks) + 1))
    if not {name for names in lists for name in names} & REGISTER.former:
        assert len(clashes) == len(mentions) - len(named), "each further mention is told"
