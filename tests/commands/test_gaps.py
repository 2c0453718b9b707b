"""`gaps`: what the matrix leaves open, kind by kind."""

from contextlib import closing
from typing import Any

import pytest
from commands.linted import (
    CITIES,
    DEPARTMENTS,
    TASKS,
    findings,
    leads,
    load,
    places,
    regional,
    units,
)
from commands.working import COORDINATOR, DATA, desk, loaded_once
from conftest import Office

from taskmatrix.domain.events import Event, EventKind
from taskmatrix.store.connection import writing
from taskmatrix.store.events import append, last_event
from taskmatrix.store.opening import open_store
from taskmatrix.store.state import fold

__all__ = ["desk", "loaded_once"]

# --- tasks ---


def test_tasks_without_lead_or_support(desk: Office) -> None:
    assert places(desk, "no-lead") == ["P/5"], "it has a support alone"
    assert places(desk, "no-support") == ["P/3.2", "P/4"], "joint leads have each other"
    desk.ok("terminate", "P/5", "--reason", "不再需要", *COORDINATOR)
    assert places(desk, "no-lead") == []


def test_tasks_that_are_closed_need_nothing(desk: Office) -> None:
    desk.ok("update", "P/1", "-p", "100", *DATA)
    desk.ok("finish", "P/1", *DATA)
    assert "P/1" in places(desk, "no-yardstick"), "it may be returned"
    desk.ok("approve", "P/1", *COORDINATOR)
    assert "P/1" not in places(desk, "no-yardstick")


YARDSTICKS = """
    [[task]]
    number = "1"
    title  = "建设平台"

      [[task.milestone]]
      title = "印发方案"
      due   = 2026-06-30

    [[task]]
    number = "2"
    title  = "扩大规模"

      [[task.target]]
      id      = "scale"
      title   = "规模"
      op      = ">="
      value   = 5
      measure = "家"

    [[task]]
    number   = "3"
    title    = "完善制度"
    deadline = 2026-06-30

    [[task]]
    number = "4"
    title  = "加强统筹"

    [[task]]
    number   = "5"
    title    = "常态化宣传"
    standing = true

    [[task]]
    number   = "6"
    title    = "常态化监测"
    standing = true

      [[task.target]]
      id      = "reports"
      title   = "监测报告"
      op      = "="
      value   = 4
      measure = "份"
      per     = "year"

    [[task]]
    number   = "7"
    title    = "赋能行业"
    deadline = 2026-12-31

    [[task]]
    number = "7.1"
    title  = "赋能交通"
"""


def test_tasks_without_any_yardstick(office: Office) -> None:
    load(office, YARDSTICKS)
    assert places(office, "no-yardstick") == ["P/4", "P/5", "P/7.1"], "a group's date is inherited"


def test_a_deadline_that_was_extended_is_the_tasks_own(office: Office) -> None:
    load(office, YARDSTICKS)
    path = str(office.folder / "taskmatrix.db")
    with closing(open_store(path)) as store, writing(store):
        seq, _hash, at, day = last_event(store)
        (task,) = store.execute("SELECT id FROM task WHERE code = 'P/4'").fetchone()
        said = '{"late": false, "planned": "2027-12-31", "to": "2028-03-31"}'
        what = (EventKind.EXTENSION_APPROVED, task, said)
        event = Event(seq + 1, "extension", at, day, day, "王芳", None, None, *what)
        append(store, [event])
        fold(store, [event])
    assert places(office, "no-yardstick") == ["P/5", "P/7.1"]


KEY_AREA = """
format = 1
[plan]
id     = "P-N"
tier   = "N"
title  = "行业方案"
owner  = "省教育厅"
parent = "P"

[[task]]
number   = "1"
title    = "智慧校园"
lead     = ["省教育厅"]
advances = [{advances}]

[[task]]
number   = "2"
title    = "社会参与"
lead     = ["省教育厅"]
"""


def test_what_no_plan_carries_out(office: Office) -> None:
    load(office, TASKS)
    assert places(office, "uncovered") == [], "no other plan is there yet"
    office.write("plans/n.toml", KEY_AREA.format(advances='"P/2.1"'))
    office.ok("plan", "load", "plans", "--yes")
    assert places(office, "uncovered") == ["P/1", "P/2.2"]
    assert places(office, "orphan") == ["P-N/2"]
    office.write("plans/n.toml", KEY_AREA.format(advances='"P/2"'))
    office.ok("plan", "load", "plans", "--yes")
    assert places(office, "uncovered") == ["P/1"], "a group is all its tasks"


# --- regions ---


def test_regions_without_a_plan(office: Office) -> None:
    load(office, TASKS)
    (none,) = findings(office, "no-plan")
    assert (none["place"], none["regions"]) == ("P", list(CITIES))
    load(office, TASKS, regional("甲", "建设算力中心"), regional("乙"))
    found = findings(office, "no-plan")
    assert [(each["place"], each["plan"]) for each in found] == [
        ("乙市政府", "P-X2"),
        ("丙市政府", None),
        ("丁市政府", None),
    ]
    told = [each["message"] for each in _english(office, "no-plan")]
    assert told[0] == "its plan P-X2 has no task"
    assert "no plan of its own" in told[1]


def _english(office: Office, code: str) -> list[dict[str, Any]]:
    return findings(office, code, "--lang", "en")


def test_regions_that_have_nothing_to_do_need_no_plan(office: Office) -> None:
    load(office, TASKS.replace('["省科技厅"]', '["省科技厅"]\nlocal = []'))
    only = '[[task]]\nnumber = "1"\ntitle = "优化算力"\nlead = ["省数据局"]\nlocal = ["甲市政府"]\n'
    load(office, only)
    assert findings(office, "no-plan")[0]["regions"] == ["甲市政府"]


TARGET = """
    [[target]]
    id      = "{id}"
    title   = "算力规模"
    op      = "{op}"
    value   = {value}
    measure = "{measure}"
    due     = {due}
"""


def target(
    value: str,
    op: str = ">=",
    measure: str = "PFLOPS",
    due: str = "2027-12-31",
    key: str = "compute",
) -> str:
    return TARGET.format(id=key, value=value, op=op, measure=measure, due=due)


def quotas(office: Office, goal: str, *parts: str) -> list[dict[str, Any]]:
    plans = (regional(*each, more=part) for each, part in zip("甲乙丙", parts, strict=False))
    load(office, goal + TASKS, *plans)
    return findings(office, "quota")


def test_quotas_that_do_not_add_up(office: Office) -> None:
    parts = (target("2000", "="), target("[2700, 3000]"))
    (found,) = quotas(office, target("5000"), *parts)
    assert found["place"] == "P#compute"
    assert (found["sum"], found["total"], found["share"]) == (4700, 5000, 94)
    assert found["regions"] == ["甲市政府", "乙市政府"]
    assert found["without"] == ["丙市政府", "丁市政府"]
    assert "the regions reach 94 %: 4700 of 5000 PFLOPS" in _english(office, "quota")[0]["message"]


@pytest.mark.parametrize(
    ("goal", "parts", "share"),
    [
        (target("0.3"), [target("0.1"), target("0.2")], None),
        (target("0.3", ">"), [target("0.1"), target("0.2")], 100),
        (target("1000"), [target("999.9")], 99),
        (target("5"), [target("9")], None),
        (target("5"), [], None),
        (target("5", "="), [target("1")], None),
        (target("5", "<="), [target("1")], None),
        (target("5"), [target("1"), target("9", "<=")], 20),
        (target("5"), [target("1"), target("9", measure="EFLOPS")], 20),
        (target("5"), [target("1"), target("9", key="other")], 20),
        (target("5"), [target("1"), target("9", due="2030-12-31")], 20),
        (target("5"), [target("1"), target("9", due='2027-12-31\nper = "year"')], 20),
        (target("70", measure="%"), [target("60", measure="%")], None),
        (target("0"), [target("-1")], None),
    ],
)
def test_what_counts_towards_a_target(
    office: Office, goal: str, parts: list[str], share: int | None
) -> None:
    found = quotas(office, goal, *parts)
    assert [each["share"] for each in found] == ([] if share is None else [share])


def test_regions_that_set_out_to_do_the_same(office: Office) -> None:
    load(
        office,
        TASKS,
        regional("甲", "打造甲市重点产业人工智能应用场景示范", "建设甲市算力中心", "开通热线"),
        regional("乙", "建设乙市算力中心", "打造重点行业人工智能应用场景示范", "开通热线"),
        regional("丙", "建设“丙市政府”算力中心", "打造重点产业（人工智能）应用场景示范"),
        regional("丁", "建设算力中心", "推广应用智能网联汽车"),
    )
    centres, scenes = findings(office, "overlap")
    assert centres["tasks"] == ["P-X1/2", "P-X2/1", "P-X3/1", "P-X4/1"]
    assert centres["regions"] == list(CITIES)
    assert (scenes["place"], scenes["title"]) == ("P-X1/1", "打造甲市重点产业人工智能应用场景示范")
    assert scenes["tasks"] == ["P-X1/1", "P-X2/2", "P-X3/2"]
    assert places(office, "overlap", "--unit", "丁市政府") == ["P-X1/2"]


def test_a_region_that_repeats_itself_is_no_rush(office: Office) -> None:
    load(office, TASKS, regional("甲", *["建设算力中心"] * 3), regional("乙", "建设算力中心"))
    assert places(office, "overlap") == []


# --- units ---


def test_a_unit_that_leads_far_more_than_others(office: Office) -> None:
    others = "".join(leads(unit, n, 1) for n, unit in enumerate(DEPARTMENTS[1:], 1))
    load(office, others + leads("省发展改革委", 5, 5))
    assert findings(office, "overload") == [], "5 of 9, less than three times the mean of 1.8"
    load(office, others + leads("省发展改革委", 5, 6), regional("甲", *map(str, range(9))))
    (found,) = findings(office, "overload")
    assert (found["place"], found["share"], found["total"]) == ("省发展改革委", 60, 10)
    assert (found["mean"], found["tasks"][0], len(found["tasks"])) == (2, "P/5", 6)


def test_few_leads_are_no_overload(office: Office) -> None:
    others = (*DEPARTMENTS[1:], *CITIES)
    each = "".join(leads(unit, n, 1) for n, unit in enumerate(others, 1))
    load(office, each + leads("省发展改革委", 20, 4))
    assert findings(office, "overload") == [], "three times the mean, but four"


@pytest.mark.parametrize(("count", "expected"), [(44, ["省数据局"]), (45, [])])
def test_a_tenth_of_all_leads_is_much(office: Office, count: int, expected: list[str]) -> None:
    names = tuple(f"第{n}局" for n in range(count))
    each = "".join(leads(unit, n, 1) for n, unit in enumerate(names, 10))
    load(office, units(names, "department") + each + leads("省数据局", 1, 5))
    assert places(office, "overload") == expected


def test_many_tasks_due_in_one_month(office: Office) -> None:
    june = leads("省数据局", 1, 5, "deadline = 2026-06-30")
    load(
        office,
        june
        + leads("省数据局", 6, 4, "deadline = 2026-09-30")
        + leads("省科技厅", 10, 6)
        + leads("省教育厅", 16, 5, "deadline = 2026-02-28"),
    )
    (found,) = findings(office, "same-month")
    assert (found["place"], found["month"]) == ("省数据局", "2026-06")
    assert found["tasks"] == ["P/1", "P/2", "P/3", "P/4", "P/5"]
    assert places(office, "same-month", "--today", "2026-02-01") == ["省数据局", "省教育厅"]
    assert places(office, "same-month", "--today", "2026-07-01") == []


def test_units_without_a_task(office: Office) -> None:
    load(office, leads("省数据局", 1, 1, 'local = ["甲市政府"]'))
    assert places(office, "idle") == [
        *("省科技厅", "省教育厅", "省财政厅"),
        *("乙市政府", "丙市政府", "丁市政府"),
    ], "groups do not act, and the coordinator coordinates"
