"""`missing`: who has not reported, and whom to call."""

import csv
import io
import json

import pytest
from commands.supervised import MONDAY, MORE, NEXT_MONDAY, TUESDAY, act, missing, supervise
from conftest import SMALL, Office, bare

from taskmatrix.reports.text import width_of


@pytest.fixture
def office(office: Office) -> Office:
    """An office that loaded its programme on Monday, 2 March 2026."""
    return supervise(office)


def test_missing_is_who_did_not_report_in_the_last_period(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    act(office, "省交通运输厅", TUESDAY, "update", "P/2", "-p", "10")
    office.ok("unit", "contact", "省数据局", "--liaison", "李明", "--phone", "024-1234")
    assert office.ok("missing", "--json", "--today", NEXT_MONDAY).json == {
        "schema": 1,
        "kind": "missing",
        "today": NEXT_MONDAY,
        "missing": [
            {
                "unit": "省数据局",
                "role": "lead",
                "task": "P/1",
                "title": "优化算力支撑底座",
                "reported": None,
                "urged": None,
                "period": [MONDAY, "2026-03-08"],
                "due": "2026-03-08",
                "waited_on": False,
                "liaison": "李明",
                "phone": "024-1234",
            }
        ],
        "stale": [],
    }


def test_a_report_counts_by_the_day_it_happened(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    act(office, "省数据局", NEXT_MONDAY, "update", "P/1", "-p", "10")
    assert missing(office, NEXT_MONDAY) == [("省数据局", "P/1")], "that was for this week"
    act(office, "省数据局", NEXT_MONDAY, "update", "P/1", "-p", "10", "--on", "2026-03-06")
    assert missing(office, NEXT_MONDAY) == []
    assert missing(office, "2026-03-16") == []
    assert missing(office, "2026-03-23") == [("省数据局", "P/1")]


def test_a_task_is_awaited_from_its_first_whole_period_on(office: Office) -> None:
    act(office, "省交通运输厅", "2026-03-11", "accept", "P/3")
    assert missing(office, "2026-03-16") == [], "it began on a Wednesday"
    both = [("省数据局", "P/3"), ("省交通运输厅", "P/3")]
    assert missing(office, "2026-03-23") == both, "each joint lead reports"


def test_only_tasks_under_way_are_awaited(office: Office) -> None:
    assert missing(office, "2026-06-01") == [], "nobody signed"
    act(office, "省数据局", "2026-06-01", "update", "P/1", "-p", "100")
    act(office, "省数据局", "2026-06-01", "finish", "P/1")
    assert missing(office, "2026-08-03") == [], "the coordinator's turn"


def test_missing_takes_roles_and_units(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    day = "2026-05-04"
    cities = [("甲市政府", "P/1"), ("乙市政府", "P/1")]
    assert missing(office, day) == [("省数据局", "P/1"), *cities]
    assert missing(office, day, "--role", "属地落实") == cities
    assert missing(office, day, "--role", "support") == []
    assert missing(office, day, "--unit", "各市政府") == cities
    assert missing(office, day, "--unit", "甲市政府", "--unit", "省数据局") == [
        ("省数据局", "P/1"),
        ("甲市政府", "P/1"),
    ]
    assert office("missing", "--unit", "财政厅").status == 4


def test_the_table_has_a_row_for_unit_and_role(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1", "P/4")
    office.ok("unit", "contact", "省数据局", "--liaison", "=李明", "--phone", "024-1234")
    done = office.ok("missing", "--format", "csv", "--today", NEXT_MONDAY)
    _heads, *rows = csv.reader(io.StringIO(done.out))
    assert rows == [["省数据局", "牵头", "2", "P/1 P/4", "", "'=李明", "024-1234", ""]]
    for form in ("table", "md", "plain"):
        assert "024-1234" in office.ok("missing", "--format", form, "--today", NEXT_MONDAY).out
    narrow = office.ok("missing", "--today", NEXT_MONDAY, COLUMNS="60").out
    assert max(map(width_of, narrow.splitlines())) <= 60
    office.ok("missing", "-o", "missing.json", "--today", NEXT_MONDAY)
    assert len(json.loads((office.folder / "missing.json").read_text("utf-8"))["missing"]) == 2


def test_missing_names_what_else_there_is_to_do(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    monday = ("missing", "--today", NEXT_MONDAY, "--lang", "en")
    told = bare(office.ok(*monday).err)
    assert "2 tasks are to be accepted: taskmatrix list --state pending" in told, "P/3 is to begin"
    assert "taskmatrix urge 省数据局" in told
    assert f"lead {MONDAY} to 2026-03-08" in told

    act(office, "省发展改革委", NEXT_MONDAY, "urge", "省数据局")
    assert "taskmatrix urge" not in bare(office.ok(*monday).err), "urged already"
    assert "not signed" not in office.ok(*monday, "--role", "lead").err
    assert "No report is missing" in office.ok(*monday, "--role", "local").err

    told = bare(office.ok("missing", "--today", "2026-03-16", "--lang", "en").err)
    assert "taskmatrix urge 省数据局" in told, "not since the next period has ended"
    assert "3 tasks are to be accepted" in told, "P/3 has begun"


def test_who_cannot_sign_is_not_awaited(office: Office) -> None:
    nobody = '\n[[task]]\nnumber = "5"\ntitle = "无人牵头"\nsupport = ["省数据局"]\nlocal = []\n'
    office.write("plans/plan.toml", SMALL + MORE + nobody)
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    told = office.ok("missing", "--today", TUESDAY, "--lang", "en").err
    assert "3 tasks are to be accepted" in told, "P/1, P/2, P/4"


def test_a_column_without_a_word_is_left_out(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "accept", "P/1")
    table = ("missing", "--today", NEXT_MONDAY, "--lang", "en")
    assert "Liaison" not in office.ok(*table).out
    office.ok("unit", "contact", "省数据局", "--liaison", "李明")
    assert "Liaison" in office.ok(*table).out


def test_a_report_taken_back_does_not_count(office: Office) -> None:
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "10")
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "20", "--actor", "李明")
    office.ok("undo", "--actor", "李明", "--today", NEXT_MONDAY)
    assert missing(office, NEXT_MONDAY) == []
    office.ok("undo", "--today", NEXT_MONDAY)
    act(office, "省数据局", NEXT_MONDAY, "accept", "P/1")
    assert missing(office, NEXT_MONDAY) == [("省数据局", "P/1")]
