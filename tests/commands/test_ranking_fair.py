"""Rankings are fair: to the unit that had the task, by what was known on the day."""

from typing import Any

import pytest
from commands.circulated import (
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    begin,
    missed,
    monthly,
    places,
)
from commands.supervised import act
from conftest import Office

MONEY = "省财政厅"
SIGNED = "2026-02-26"


@pytest.fixture
def spring(office: Office) -> Office:
    """An office in which every task was accepted before March."""
    begin(office)
    for unit, *tasks in (
        (DATA, "P/1", "P/4"),
        (ROADS, "P/2"),
        ("省委网信办", "P/3"),
        (CITY, "P/5"),
    ):
        act(office, unit, SIGNED, "accept", *tasks)
    return office


def load(office: Office, day: str, old: str = "", new: str = "") -> None:
    """Load the programme again, with one text in the place of another."""
    plan = office.folder / "plans/plan.toml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new, 1), encoding="utf-8")
    office.ok("plan", "load", "plans", "--yes", "--today", day)


def month(office: Office, name: str, day: str) -> dict[str, Any]:
    told = ("report", "monthly", "--month", name, "--json", "--today", day)
    ranking: dict[str, Any] = office.ok(*told).json["ranking"]
    return ranking


def facts(office: Office, unit: str, name: str = "2026-03", day: str = "2026-04-02") -> Any:
    """How many facts of each kind a unit met, and how many fell due."""
    ranking = month(office, name, day)
    for place in [*ranking["departments"], *ranking["regions"]]:
        if place["unit"] == unit:
            return {kind: (each["met"], each["due"]) for kind, each in place["facts"].items()}
    return {}


def late(office: Office, unit: str, kind: str) -> list[str]:
    return [due for its, _code, due, _on in missed(office, unit) if its == kind]


def test_reports_count_for_the_unit_that_led_on_the_day(spring: Office) -> None:
    load(spring, "2026-03-25", 'lead     = ["省交通运输厅"]', 'lead     = ["省财政厅"]')
    assert late(spring, ROADS, "report") == ["2026-03-08", "2026-03-15", "2026-03-22"]
    assert late(spring, MONEY, "report") == ["2026-03-29"]
    assert late(spring, ROADS, "deadline") == ["2026-03-20"]


def test_a_load_that_was_taken_back_moved_nothing(spring: Office) -> None:
    before = monthly(spring)["ranking"]
    load(spring, "2026-03-11", 'lead     = ["省交通运输厅"]', 'lead     = ["省财政厅"]')
    spring.ok("undo", "--today", "2026-03-27")
    assert monthly(spring)["ranking"] == before


def test_what_a_unit_owed_before_it_was_merged_its_successor_owed(spring: Office) -> None:
    load(spring, "2026-03-10", 'lead     = ["省交通运输厅"]', 'lead     = ["省财政厅"]')
    act(spring, MONEY, "2026-03-13", "update", "P/2", "-p", "10")
    plan = spring.folder / "plans/plan.toml"
    text = plan.read_text(encoding="utf-8").replace('[[unit]]\nname = "省财政厅"\n', "")
    plan.write_text(text.replace("省财政厅", "省数据局"), encoding="utf-8")
    heir = 'name = "省数据局"\n'
    load(spring, "2026-03-25", heir, heir + 'formerly = ["省财政厅"]\n')
    owed = [due for _kind, code, due, _on in missed(spring, DATA) if code == "P/2"]
    assert owed == ["2026-03-20", "2026-03-22", "2026-03-29"]
    assert late(spring, ROADS, "report") == ["2026-03-08"]


def test_days_that_a_load_moved_into_the_past_are_no_facts(spring: Office) -> None:
    load(spring, "2026-03-25", "due   = 2026-06-30", "due   = 2026-03-17")
    lead = 'lead    = ["甲市政府"]\n'
    load(spring, "2026-03-26", lead, lead + "deadline = 2026-03-18\n")
    assert late(spring, DATA, "milestone") == ["2026-03-10"]
    assert late(spring, CITY, "deadline") == []


def test_days_that_a_load_moved_away_after_they_had_come_are_facts(spring: Office) -> None:
    load(spring, "2026-03-25", "due   = 2026-03-10", "due   = 2026-05-10")
    load(spring, "2026-03-26", "deadline = 2026-03-20", "deadline = 2026-05-20")
    assert late(spring, DATA, "milestone") == ["2026-03-10"]
    assert late(spring, ROADS, "deadline") == ["2026-03-20"]


def test_a_day_that_was_moved_before_it_came_falls_due_when_it_comes(spring: Office) -> None:
    load(spring, "2026-03-05", "deadline = 2026-03-20", "deadline = 2026-04-20")
    assert late(spring, ROADS, "deadline") == []
    assert facts(spring, ROADS, "2026-04", "2026-05-02")["deadline"] == (0, 1)


def finish(office: Office, day: str) -> None:
    act(office, ROADS, day, "update", "P/2", "-p", "100")
    act(office, ROADS, day, "finish", "P/2")


@pytest.mark.parametrize(("decision", "met"), [("approve", 1), ("return", 0)])
def test_closure_counts_in_the_month_in_which_it_is_decided(
    spring: Office, decision: str, met: int
) -> None:
    finish(spring, "2026-03-19")
    why = ("--reason", "材料不全") if decision == "return" else ()
    act(spring, COORDINATOR, "2026-04-03", decision, "P/2", *why)
    assert "deadline" not in facts(spring, ROADS, day="2026-05-02")
    assert facts(spring, ROADS, "2026-04", "2026-05-02")["deadline"] == (met, 1)
    assert "deadline" not in facts(spring, ROADS, "2026-05", "2026-06-02")


def test_an_extension_counts_in_the_month_in_which_it_is_refused(spring: Office) -> None:
    act(spring, ROADS, "2026-03-19", "extend", "P/2", "--to", "2026-05-31", "--reason", "资金")
    act(spring, COORDINATOR, "2026-04-03", "return", "P/2", "--reason", "理由不足")
    assert "deadline" not in facts(spring, ROADS, day="2026-05-02")
    assert facts(spring, ROADS, "2026-04", "2026-05-02")["deadline"] == (0, 1)


def test_an_extension_that_is_granted_later_falls_due_on_its_own_day(spring: Office) -> None:
    act(spring, ROADS, "2026-03-19", "extend", "P/2", "--to", "2026-05-15", "--reason", "资金")
    act(spring, COORDINATOR, "2026-04-03", "approve", "P/2", "--to", "2026-05-15")
    assert "deadline" not in facts(spring, ROADS, day="2026-05-02")
    assert "deadline" not in facts(spring, ROADS, "2026-04", "2026-05-02")
    assert facts(spring, ROADS, "2026-05", "2026-06-02")["deadline"] == (0, 1)


def test_what_was_closed_in_time_was_in_time_though_it_is_reopened(spring: Office) -> None:
    finish(spring, "2026-03-18")
    act(spring, COORDINATOR, "2026-03-19", "approve", "P/2")
    act(spring, COORDINATOR, "2026-03-25", "reopen", "P/2", "--reason", "复核发现问题")
    assert facts(spring, ROADS)["deadline"] == (1, 1)


def test_what_is_reopened_before_its_day_is_open_on_it(spring: Office) -> None:
    finish(spring, "2026-03-12")
    act(spring, COORDINATOR, "2026-03-13", "approve", "P/2")
    act(spring, COORDINATOR, "2026-03-16", "reopen", "P/2", "--reason", "复核发现问题")
    assert facts(spring, ROADS)["deadline"] == (0, 1)


def test_what_is_decided_on_the_day_of_issue_counts_once(spring: Office) -> None:
    finish(spring, "2026-03-19")
    act(spring, COORDINATOR, "2026-03-31", "approve", "P/2")
    act(spring, COORDINATOR, "2026-03-31", "report", "monthly", "--issue", "-o", "m.docx")
    assert "deadline" not in facts(spring, ROADS)
    assert facts(spring, ROADS, "2026-04", "2026-05-02")["deadline"] == (1, 1)


def test_who_does_not_sign_is_ranked_and_who_signs_late_too(office: Office) -> None:
    begin(office, day="2026-03-02")
    act(office, DATA, "2026-03-06", "accept", "P/1")
    act(office, DATA, "2026-03-10", "accept", "P/4")
    assert facts(office, DATA)["acceptance"] == (1, 2)
    assert facts(office, ROADS) == {"acceptance": (0, 1), "deadline": (0, 1)}
    assert ("acceptance", "P/2", "2026-03-08", None) in missed(office, ROADS)
    assert ("acceptance", "P/4", "2026-03-08", "2026-03-10") in missed(office, DATA)
    assert "acceptance" not in facts(office, ROADS, "2026-04", "2026-05-02")
    told = ("report", "monthly", "--month", "2026-03", "--format", "md", "--today", "2026-04-02")
    assert "acceptance of P/2" in office.ok(*told, LANG="en_US.UTF-8").out


def test_who_may_still_sign_is_not_late(office: Office) -> None:
    begin(office, day="2026-03-27")
    assert places(office) == {}


def test_the_first_report_is_that_of_the_first_full_week(office: Office) -> None:
    begin(office, day="2026-03-02")
    act(office, DATA, "2026-03-04", "accept", "P/1")
    assert late(office, DATA, "report") == ["2026-03-15", "2026-03-22", "2026-03-29"]


def test_a_milestone_keeps_that_it_was_reached_when_its_title_is_edited(spring: Office) -> None:
    act(spring, DATA, "2026-03-09", "update", "P/4", "--reached", "1")
    load(spring, "2026-03-10", 'title = "印发方案"', 'title = "印发实施方案"')
    assert facts(spring, DATA)["milestone"] == (1, 1)
    load(spring, "2026-03-12", 'title = "印发实施方案"', 'title = "印发实施方案（试行）"')
    assert facts(spring, DATA)["milestone"] == (1, 1)


def test_a_milestone_keeps_that_it_was_reached_when_one_is_put_before_it(spring: Office) -> None:
    act(spring, DATA, "2026-03-05", "update", "P/4", "--reached", "1")
    first = '[[task.milestone]]\n  title = "印发方案"'
    more = '[[task.milestone]]\n  title = "成立专班"\n  due   = 2026-03-08\n\n  '
    load(spring, "2026-03-06", first, more + first)
    assert facts(spring, DATA)["milestone"] == (1, 2)


def test_a_milestone_is_reached_on_the_day_on_which_that_was_recorded(spring: Office) -> None:
    act(spring, DATA, "2026-03-13", "update", "P/4", "--reached", "1", "--on", "2026-03-09")
    assert ("milestone", "P/4", "2026-03-10", "2026-03-13") in missed(spring, DATA)


def wait(office: Office) -> None:
    told = ("wait", "P/2", "--on", MONEY, "--reason", "资金", "--until", "2026-03-29")
    act(office, ROADS, "2026-03-06", *told)


def test_who_is_waited_on_owes_the_answer(spring: Office) -> None:
    wait(spring)
    assert late(spring, MONEY, "report") == ["2026-03-15", "2026-03-22", "2026-03-29"]
    assert late(spring, ROADS, "report") == []
    for day in ("2026-03-16", "2026-03-23"):
        listed = spring.ok("missing", "--as-of", day, "--json").json["missing"]
        assert (MONEY, "P/2") in {(item["unit"], item["task"]) for item in listed}


def test_who_was_waited_on_and_answered_owes_no_more(spring: Office) -> None:
    wait(spring)
    act(spring, MONEY, "2026-03-18", "update", "P/2", "-d", "资金已下达")
    assert facts(spring, MONEY) == {"report": (1, 2)}
    assert late(spring, MONEY, "report") == ["2026-03-15"]


def test_who_answered_before_the_month_owes_no_more(spring: Office) -> None:
    told = ("wait", "P/2", "--on", MONEY, "--reason", "资金", "--until", "2026-03-29")
    act(spring, ROADS, SIGNED, *told)
    assert facts(spring, MONEY)["report"] == (0, 4)
    act(spring, MONEY, SIGNED, "update", "P/2", "-d", "资金已下达")
    assert facts(spring, MONEY) == {}


def test_who_objected_to_a_wait_owes_nothing_until_that_is_decided(spring: Office) -> None:
    wait(spring)
    act(spring, MONEY, "2026-03-12", "wait", "P/2", "--object", "--reason", "非本单位职责")
    assert facts(spring, MONEY) == {}
