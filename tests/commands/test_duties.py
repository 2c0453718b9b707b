"""`todo`: what waits for a unit."""

import json

import pytest
from commands.supervised import (
    MONDAY,
    MORE,
    NEXT_MONDAY,
    TUESDAY,
    act,
    missing,
    supervise,
    todo,
    waiting,
)
from conftest import SMALL, Office

from taskmatrix.reports.text import width_of


@pytest.fixture
def office(office: Office) -> Office:
    """An office that loaded its programme on Monday, 2 March 2026."""
    return supervise(office)


def test_todo_needs_a_unit_that_can_act(office: Office) -> None:
    assert office("todo").status == 3
    assert office("todo", "--as", "各市政府").status == 3


def test_the_first_lead_signs_for_a_task(office: Office) -> None:
    assert act(office, "省数据局", TUESDAY, "todo", "--json").json == {
        "schema": 1,
        "kind": "todo",
        "today": TUESDAY,
        "unit": "省数据局",
        "items": [
            {
                "what": "accept",
                "task": code,
                "title": title,
                "unit": "省数据局",
                "since": MONDAY,
                "due": None,
                "due_time": None,
                "missed": False,
                "reason": None,
                "next": f"taskmatrix accept {code}",
            }
            for code, title in (("P/1", "优化算力支撑底座"), ("P/4", "算力调度平台"))
        ],
    }


def test_a_task_is_signed_for_when_it_has_begun(office: Office) -> None:
    assert ("accept", "P/3") not in waiting(office, "省交通运输厅", "2026-03-10")
    assert ("accept", "P/3") in waiting(office, "省交通运输厅", "2026-03-11")
    assert ("accept", "P/3") not in waiting(office, "省数据局", "2026-03-11"), "the first lead's"


def test_a_lead_owes_a_report_every_week(office: Office) -> None:
    act(office, "省交通运输厅", TUESDAY, "accept", "P/2")
    (owed,) = todo(office, "省交通运输厅", TUESDAY)
    assert (owed["what"], owed["since"], owed["due"]) == ("report", MONDAY, "2026-03-08")
    act(office, "省交通运输厅", TUESDAY, "update", "P/2", "-p", "10")

    assert waiting(office, "省交通运输厅", "2026-03-08") == []
    (owed,) = todo(office, "省交通运输厅", NEXT_MONDAY)
    assert (owed["what"], owed["due"], owed["missed"]) == ("report", "2026-03-15", False)


def test_what_was_missed_is_marked_and_comes_first(office: Office) -> None:
    act(office, "省交通运输厅", TUESDAY, "accept", "P/2")
    first, *rest = todo(office, "省交通运输厅", "2026-03-11")
    assert (first["what"], first["since"], first["missed"]) == ("report", MONDAY, True)
    assert [item["what"] for item in rest] == ["accept"]

    act(office, "省交通运输厅", "2026-03-11", "update", "P/2", "-p", "10", "--on", "2026-03-08")
    (owed,) = [x for x in todo(office, "省交通运输厅", "2026-03-11") if x["what"] == "report"]
    assert not owed["missed"], "the last week is filled, this one is not"


def test_a_region_owes_a_report_every_month_and_a_supporter_none(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    assert [(x["what"], x["task"], x["due"]) for x in todo(office, "甲市政府", TUESDAY)] == [
        ("report", "P/1", "2026-03-31")
    ]
    assert waiting(office, "省发展改革委", TUESDAY) == []
    act(office, "甲市政府", TUESDAY, "update", "P/1", "-d", "已部署")
    assert waiting(office, "甲市政府", "2026-03-31") == []
    assert waiting(office, "甲市政府", "2026-04-01") == [("report", "P/1")]


def test_the_plan_says_how_often_each_role_reports(office: Office) -> None:
    rhythm = """
    [supervision]
    report_every = { lead = "none", support = "half-month" }
    """
    office.write("plans/plan.toml", SMALL + MORE + rhythm)
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    act(office, "省数据局", TUESDAY, "accept", "P/1")

    assert ("report", "P/1") not in waiting(office, "省数据局", NEXT_MONDAY)
    (owed,) = todo(office, "省发展改革委", NEXT_MONDAY)
    assert (owed["task"], owed["due"]) == ("P/1", "2026-03-15")
    assert missing(office, "2026-04-01", "--role", "support") == [("省发展改革委", "P/1")]
    told = office.ok("missing", "--today", "2026-04-01", "--role", "support", "--lang", "en").err
    assert " urge " not in told, "the coordinator does not urge itself"
    assert missing(office, "2026-04-01", "--role", "牵头") == []


def test_a_lead_at_100_asks_for_closure(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "100")
    (item,) = [x for x in todo(office, "省数据局", TUESDAY) if x["what"] == "finish"]
    assert (item["task"], item["since"]) == ("P/1", TUESDAY)

    act(office, "省数据局", TUESDAY, *item["next"].split()[1:])
    assert ("finish", "P/1") not in waiting(office, "省数据局", TUESDAY)


def test_closure_is_not_proposed_where_it_would_be_refused(office: Office) -> None:
    day = "2026-03-11"
    act(office, "省交通运输厅", day, "update", "P/3", "-p", "100")
    assert ("finish", "P/3") not in waiting(office, "省交通运输厅", day), "P/1 comes first"
    act(office, "省数据局", day, "update", "P/1", "-p", "100")
    act(office, "省数据局", day, "finish", "P/1")
    act(office, "省发展改革委", day, "approve", "P/1")
    act(office, "省数据局", day, "update", "P/3", "-p", "90")
    assert ("finish", "P/3") not in waiting(office, "省交通运输厅", day), "a joint lead is at 90"
    act(office, "省数据局", day, "update", "P/3", "-p", "100")

    assert ("finish", "P/3") in waiting(office, "省交通运输厅", day)
    assert ("finish", "P/3") not in waiting(office, "省数据局", day), "the first lead asks"


def test_a_deadline_shows_in_its_week_and_stays(office: Office) -> None:
    assert ("due", "P/4") not in waiting(office, "省数据局", "2026-03-08")
    assert ("due", "P/4") in waiting(office, "省数据局", NEXT_MONDAY)
    first = todo(office, "省数据局", "2026-04-20")[0]
    assert (first["what"], first["task"], first["due"]) == ("due", "P/4", "2026-03-13")


def test_a_deadline_waits_for_leads_and_regions(office: Office) -> None:
    assert ("due", "P/2") in waiting(office, "甲市政府", "2026-12-01"), "its month"
    assert ("due", "P/2") not in waiting(office, "省交通运输厅", "2026-12-01")
    assert ("due", "P/2") in waiting(office, "省交通运输厅", "2026-12-28"), "its week"
    assert ("due", "P/2") not in waiting(office, "省数据局", "2026-12-28"), "supports only"


def test_a_promise_shows_until_it_is_kept(office: Office) -> None:
    promise = ("-d", "推进", "--promise", "建成平台", "--by", "2026-03-19")
    act(office, "省数据局", TUESDAY, "update", "P/1", *promise)
    assert ("promise", "P/1") not in waiting(office, "省数据局", "2026-03-15")
    assert ("promise", "P/1") in waiting(office, "省数据局", "2026-03-16")
    (item,) = [x for x in todo(office, "省数据局", "2026-03-23") if x["what"] == "promise"]
    assert item["due"] == "2026-03-19"

    act(office, "省数据局", "2026-03-23", *item["next"].split()[1:])
    assert ("promise", "P/1") not in waiting(office, "省数据局", "2026-03-23")


def test_the_coordinator_decides_on_closures(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    act(office, "省数据局", TUESDAY, "finish", "P/1", "--reason", "并入其他任务")
    (item,) = todo(office, "省发展改革委", NEXT_MONDAY)
    assert item == {
        "what": "closure",
        "task": "P/1",
        "title": "优化算力支撑底座",
        "unit": "省数据局",
        "since": TUESDAY,
        "due": None,
        "due_time": None,
        "missed": False,
        "reason": "并入其他任务",
        "next": "taskmatrix approve P/1",
    }
    assert ("closure", "P/1") not in waiting(office, "省数据局", NEXT_MONDAY)
    shown = act(office, "省发展改革委", NEXT_MONDAY, "todo").out
    assert "省数据局" in shown
    assert "并入其他任务" in shown

    act(office, "省发展改革委", NEXT_MONDAY, "return", "P/1", "--reason", "补充材料")
    assert waiting(office, "省发展改革委", NEXT_MONDAY) == []
    act(office, "省数据局", NEXT_MONDAY, "finish", "P/1", "--reason", "已补充")
    (item,) = todo(office, "省发展改革委", NEXT_MONDAY)
    assert (item["since"], item["reason"]) == (NEXT_MONDAY, "已补充"), "the last request counts"


def test_the_coordinator_decides_on_who_is_not_concerned(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    for city in ("甲市政府", "乙市政府"):
        act(office, city, TUESDAY, "update", "P/1", "--not-applicable", f"{city}没有算力中心")
    assert waiting(office, "甲市政府", TUESDAY) == []
    items = todo(office, "省发展改革委", TUESDAY)
    assert [(x["what"], x["unit"], x["since"], x["reason"]) for x in items] == [
        ("not-applicable", "乙市政府", TUESDAY, "乙市政府没有算力中心"),
        ("not-applicable", "甲市政府", TUESDAY, "甲市政府没有算力中心"),
    ]

    act(office, "省发展改革委", TUESDAY, *items[1]["next"].split()[1:])
    act(office, "省发展改革委", TUESDAY, "return", "P/1", "--unit", "乙市政府", "--reason", "有")
    assert waiting(office, "省发展改革委", TUESDAY) == []
    assert waiting(office, "甲市政府", TUESDAY) == []
    assert waiting(office, "乙市政府", TUESDAY) == [("returned", "P/1"), ("report", "P/1")]
    assert missing(office, "2026-05-01", "--role", "属地落实") == [("乙市政府", "P/1")]


def test_nothing_waits(office: Office) -> None:
    done = act(office, "甲市政府", TUESDAY, "todo", "--lang", "en")
    assert done.out == ""
    assert "Nothing waits for 甲市政府" in done.err


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_the_table_fits_and_names_the_command(office: Office, columns: str) -> None:
    done = office.ok("todo", "--as", "省数据局", "--today", TUESDAY, COLUMNS=columns)
    assert max(map(width_of, done.out.splitlines())) <= int(columns)
    assert "accept P/4" in done.out


def test_plain_lines_have_every_field(office: Office) -> None:
    done = act(office, "省数据局", TUESDAY, "todo", "--format", "plain")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert {len(row) for row in rows} == {8}
    assert [row[1] for row in rows[1:]] == ["P/1", "P/4"]


def test_todo_and_missing_look_back(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    asked = (
        ("todo", "--json", "--as", "省数据局"),
        ("todo", "--as", "省发展改革委"),
        ("missing", "--json"),
        ("missing",),
    )
    then = [office.ok(*args, "--today", NEXT_MONDAY).out for args in asked]
    assert json.loads(then[2])["missing"] != []
    act(office, "省数据局", "2026-03-10", "update", "P/1", "-p", "100", "--on", "2026-03-05")
    act(office, "省数据局", "2026-03-10", "finish", "P/1")

    assert [office.ok(*args, "--as-of", NEXT_MONDAY).out for args in asked] == then
    assert missing(office, "2026-03-10") == []


def test_what_is_taken_back_waits_again(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    act(office, "省数据局", TUESDAY, "finish", "P/1", "--reason", "并入")
    closure = todo(office, "省发展改革委", NEXT_MONDAY)
    act(office, "省发展改革委", NEXT_MONDAY, "approve", "P/1")
    assert todo(office, "省发展改革委", NEXT_MONDAY) == []
    office.ok("undo", "--today", NEXT_MONDAY)
    assert todo(office, "省发展改革委", NEXT_MONDAY) == closure

    act(office, "省发展改革委", NEXT_MONDAY, "return", "P/1", "--reason", "补充材料")
    act(office, "省数据局", NEXT_MONDAY, "finish", "P/1", "--reason", "已补充")
    office.ok("undo", "--today", NEXT_MONDAY)
    office.ok("undo", "--today", NEXT_MONDAY)
    assert todo(office, "省发展改革委", NEXT_MONDAY) == closure, "the first request stands again"

    office.ok("undo", "--today", NEXT_MONDAY)
    assert todo(office, "省发展改革委", NEXT_MONDAY) == []
    assert ("report", "P/1") in waiting(office, "省数据局", NEXT_MONDAY)


MERGED = """
    [[unit]]
    name     = "省数字交通厅"
    formerly = ["省数据局", "省交通运输厅"]

    [[unit]]
    name     = "新区政府"
    kind     = "region"
    formerly = ["甲市政府", "乙市政府"]

    [[unit]]
    name    = "各市政府"
    kind    = "group"
    members = ["新区政府"]

    [[task]]
    number      = "1"
    title       = "优化算力支撑底座"
    responsible = ["省数字交通厅", "省发展改革委"]

    [[task]]
    number   = "2"
    title    = "人工智能+交通"
    lead     = ["省数字交通厅"]
    deadline = "2026年底前"
"""


def test_who_continues_units_goes_on_with_their_duties(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "10")
    act(office, "省交通运输厅", TUESDAY, "update", "P/2", "-p", "10")
    act(office, "乙市政府", TUESDAY, "update", "P/1", "--not-applicable", "没有算力中心")
    units = SMALL[: SMALL.index('[[unit]]\n    name = "省数据局"')]
    office.write("plans/plan.toml", units + MERGED)
    office.ok("plan", "load", "plans", "--yes", "--today", TUESDAY)

    assert waiting(office, "省数字交通厅", TUESDAY) == []
    assert missing(office, NEXT_MONDAY, "--role", "lead") == []
    (item,) = todo(office, "省发展改革委", TUESDAY)
    assert (item["unit"], item["since"], item["reason"]) == ("新区政府", TUESDAY, "没有算力中心")
    act(office, "省发展改革委", TUESDAY, *item["next"].split()[1:])
    assert todo(office, "省发展改革委", TUESDAY) == []
