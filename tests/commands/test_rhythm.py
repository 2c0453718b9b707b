"""`[supervision.report_by]`: on which day a report is due, and what follows where it is missing."""

import pytest
from commands.supervised import MONDAY, MORE, TUESDAY, act, missing, todo
from conftest import SMALL, Office, made

BY = """
    [supervision]
    calendar = "CN"

    [supervision.report_by]
    lead  = { weekday = "tuesday", time = "12:00", roll = 2 }
    local = { day = 25 }

    [[supervision.year]]
    year     = 2026
    holidays = ["2026-01-01/2026-01-03", "2026-02-15/2026-02-23", "2026-04-04/2026-04-06"]
    workdays = [2026-01-04, 2026-02-14, 2026-02-28]
"""
LEAD, CITY = "省数据局", "甲市政府"


def unreported(office: Office, day: str) -> list[str]:
    listed = office.ok("list", "--flag", "unreported", "--json", "--today", day).json["tasks"]
    assert all("unreported" in task["flags"] for task in listed)
    return [task["code"] for task in listed]


def owed(office: Office, unit: str, day: str) -> list[tuple[str, str, bool]]:
    """Since when and by when a unit's report on P/1 is owed, and whether one was missed."""
    items = todo(office, unit, day)
    return [
        (item["since"], item["due"], item["missed"])
        for item in items
        if (item["what"], item["task"]) == ("report", "P/1")
    ]


@pytest.fixture
def office(office: Office) -> Office:
    """An office in whose programme a lead has signed for P/1 on Monday, 5 January 2026."""
    return made(office, _begin)


def _begin(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + BY)
    office.ok("plan", "load", "plans", "--today", "2026-01-05")
    act(office, LEAD, "2026-01-05", "accept", "P/1")
    act(office, LEAD, "2026-02-02", "update", "P/1", "-p", "10", "-d", "开工")


def test_a_week_is_judged_from_the_day_after_its_tuesday(office: Office) -> None:
    act(office, LEAD, MONDAY, "update", "P/1", "-d", "部署", "--on", "2026-02-23")

    for day in (MONDAY, TUESDAY):
        assert (LEAD, "P/1") not in missing(office, day)
        assert unreported(office, day) == []
        assert owed(office, LEAD, day) == [(MONDAY, TUESDAY, False)]

    assert missing(office, "2026-03-04", "--role", "lead") == [(LEAD, "P/1")]
    assert unreported(office, "2026-03-04") == ["P/1"]
    assert owed(office, LEAD, "2026-03-04") == [(MONDAY, TUESDAY, True)]
    assert owed(office, LEAD, "2026-03-08") == [(MONDAY, TUESDAY, True)]
    assert owed(office, LEAD, "2026-03-09") == [(MONDAY, "2026-03-10", True)]

    act(office, LEAD, "2026-03-09", "update", "P/1", "-d", "补报", "--on", "2026-03-08")
    assert missing(office, "2026-03-09", "--role", "lead") == []
    assert owed(office, LEAD, "2026-03-09") == [("2026-03-09", "2026-03-10", False)]


def test_who_reported_in_time_owes_nothing_to_the_end_of_the_week(office: Office) -> None:
    act(office, LEAD, TUESDAY, "update", "P/1", "-d", "部署")
    for day in (TUESDAY, "2026-03-04", "2026-03-08"):
        assert owed(office, LEAD, day) == []
    assert missing(office, "2026-03-09", "--role", "lead") == []


def test_a_holiday_moves_the_day_by_the_roll(office: Office) -> None:
    """Tuesday is 17 February; 24 and 25 February are the first two working days after it."""
    act(office, LEAD, "2026-02-10", "update", "P/1", "-d", "部署")
    for day in ("2026-02-16", "2026-02-17", "2026-02-24", "2026-02-25"):
        assert owed(office, LEAD, day) == [("2026-02-16", "2026-02-25", False)], day
        assert missing(office, day, "--role", "lead") == []
    # The Tuesday after the holiday does not come before the day that the holiday gave.
    assert missing(office, "2026-02-26", "--role", "lead") == [(LEAD, "P/1")]
    assert owed(office, LEAD, "2026-02-26") == [("2026-02-23", "2026-02-25", True)]


def test_a_report_on_the_day_that_a_holiday_gave_is_in_time(office: Office) -> None:
    act(office, LEAD, "2026-02-10", "update", "P/1", "-d", "部署")
    act(office, LEAD, "2026-02-25", "update", "P/1", "-d", "复工")
    assert owed(office, LEAD, "2026-02-25") == []
    assert missing(office, "2026-02-26", "--role", "lead") == []


def test_ten_weeks_of_silence_are_one_report(office: Office) -> None:
    day = "2026-04-15"
    found = office.ok("missing", "--role", "lead", "--json", "--today", day).json["missing"]
    assert [(item["task"], item["period"], item["due"]) for item in found] == [
        ("P/1", ["2026-04-13", "2026-04-19"], "2026-04-14")
    ]
    assert owed(office, LEAD, day) == [("2026-04-13", "2026-04-14", True)]
    act(office, LEAD, day, "update", "P/1", "-d", "推进")
    assert missing(office, day, "--role", "lead") == []
    assert owed(office, LEAD, day) == []


def test_a_region_reports_by_the_25th(office: Office) -> None:
    act(office, CITY, "2026-02-26", "update", "P/1", "-d", "部署")
    assert owed(office, CITY, "2026-03-25") == [("2026-03-01", "2026-03-25", False)]
    assert (CITY, "P/1") not in missing(office, "2026-03-25")
    assert (CITY, "P/1") in missing(office, "2026-03-26")
    assert owed(office, CITY, "2026-03-26") == [("2026-03-01", "2026-03-25", True)]
    # 25 April is a Saturday.
    assert owed(office, CITY, "2026-04-01") == [("2026-03-01", "2026-04-27", True)]
    assert [unit for unit, _task in missing(office, "2026-04-27", "--role", "local")] == [
        CITY,
        "乙市政府",
    ]


def test_a_due_day_beyond_the_month_still_fills_it(office: Office) -> None:
    """31 January is a Saturday, 31 May a Sunday: reports are due on the Mondays after them."""
    plan = (office.folder / "plans/plan.toml").read_text("utf-8")
    office.write("plans/plan.toml", plan.replace("{ day = 25 }", "{ day = 31, roll = 1 }"))
    monday = "2026-02-02"
    office.ok("plan", "load", "plans", "--yes", "--today", monday)
    both = [(CITY, "P/1"), ("乙市政府", "P/1")]
    assert owed(office, CITY, monday) == [("2026-01-05", monday, False)]
    assert owed(office, CITY, "2026-02-03") == [("2026-02-01", "2026-02-28", False)]
    assert missing(office, "2026-02-03", "--role", "local") == [], "the clock began on 5 January"

    assert owed(office, CITY, "2026-05-31") == [("2026-04-01", "2026-06-01", True)]
    assert owed(office, CITY, "2026-06-01") == [("2026-04-01", "2026-06-01", True)]
    act(office, CITY, "2026-06-01", "update", "P/1", "-d", "部署")
    assert missing(office, "2026-06-02", "--role", "local") == both[1:]
    assert owed(office, CITY, "2026-06-01") == []


def test_a_task_signed_for_after_the_due_day_waits_for_the_next(office: Office) -> None:
    later = "2026-03-05"
    plan = (office.folder / "plans/plan.toml").read_text("utf-8")
    office.write("plans/plan.toml", plan + MORE)
    office.ok("plan", "load", "plans", "--yes", "--today", later)
    act(office, LEAD, later, "accept", "P/4")
    assert ("report", "P/4") not in [(x["what"], x["task"]) for x in todo(office, LEAD, later)]
    monday = todo(office, LEAD, "2026-03-09")
    assert [x["due"] for x in monday if (x["what"], x["task"]) == ("report", "P/4")] == [
        "2026-03-10"
    ]


def test_the_hour_is_shown_and_not_judged(office: Office) -> None:
    (item,) = [x for x in todo(office, LEAD, MONDAY) if x["what"] == "report"]
    assert (item["due"], item["due_time"]) == (TUESDAY, "12:00")
    assert all(x["due_time"] is None for x in todo(office, LEAD, MONDAY) if x["what"] != "report")
    assert "2026-03-03 12:00" in act(office, LEAD, MONDAY, "todo").out
    assert "2026-03-03 12:00" in act(office, LEAD, MONDAY, "todo", "--format", "plain").out
    (region,) = [x for x in todo(office, CITY, MONDAY) if x["what"] == "report"]
    assert region["due_time"] is None


def test_missing_says_by_when_and_proposes_to_call_once(office: Office) -> None:
    day = ("--today", "2026-03-04", "--lang", "en")
    told = office.ok("missing", "--role", "lead", *day).err
    assert "lead 2026-03-02 to 2026-03-08, due 2026-03-03" in told
    assert " urge " in told
    act(office, "省发展改革委", "2026-03-04", "urge", LEAD)
    assert " urge " not in office.ok("missing", "--role", "lead", *day).err


def test_without_a_calendar_mondays_to_fridays_count(office: Office) -> None:
    plan = (office.folder / "plans/plan.toml").read_text("utf-8")
    office.write("plans/plan.toml", plan.replace('calendar = "CN"', 'calendar = "none"'))
    office.ok("plan", "load", "plans", "--yes", "--today", "2026-02-16")
    assert owed(office, LEAD, "2026-02-16")[0][1] == "2026-02-17"
