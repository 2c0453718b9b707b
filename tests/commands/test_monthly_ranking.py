"""The rankings of a monthly: dated facts, what was missed, who is not ranked."""

from typing import Any

import pytest
from commands.circulated import (
    AFTER,
    CITY,
    COORDINATOR,
    DATA,
    HEAD,
    ROADS,
    TASKS,
    TOWN,
    begin,
    live,
    march,
    missed,
    monthly,
    places,
)
from commands.supervised import act
from conftest import Office
from markdown_it import MarkdownIt

WEEKS = ("2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29")


@pytest.fixture
def spring(office: Office) -> Office:
    return march(office)


def test_departments_and_regions_are_ranked_apart(spring: Office) -> None:
    ranking = monthly(spring)["ranking"]
    assert [(p["rank"], p["unit"], p["met"], p["due"]) for p in ranking["departments"]] == [
        (1, DATA, 5, 9),
        (2, ROADS, 1, 3),
    ]
    assert [(p["rank"], p["unit"], p["met"], p["due"]) for p in ranking["regions"]] == [
        (1, CITY, 2, 5),
        (2, TOWN, 0, 1),
    ]
    assert ranking["departments"][0]["score"] == 0.5556
    assert ranking["departments"][0]["facts"] == {
        "report": {"met": 4, "due": 8},
        "milestone": {"met": 1, "due": 1},
    }


def test_each_rank_names_what_was_missed(spring: Office) -> None:
    assert missed(spring, ROADS) == [
        ("report", "P/2", "2026-03-08", None),
        ("report", "P/2", "2026-03-15", None),
    ]
    assert missed(spring, TOWN) == [("report", "P/1", "2026-03-31", None)]


def test_who_is_not_ranked_is_said_with_the_reason(spring: Office) -> None:
    unranked = {each["unit"]: each["reason"] for each in monthly(spring)["ranking"]["unranked"]}
    assert unranked == {"省财政厅": "no-facts", "省委网信办": "no-slips"}


def test_the_ranking_misses_what_missing_told_on_the_days_after(spring: Office) -> None:
    told = set()
    for day in ("2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-01"):
        for item in spring.ok("missing", "--as-of", day, "--json").json["missing"]:
            told.add((item["unit"], item["task"], item["due"]))
    ranking = monthly(spring)["ranking"]
    found = {
        (place["unit"], fact["code"], fact["due"])
        for place in [*ranking["departments"], *ranking["regions"]]
        for fact in place["missed"]
        if fact["kind"] == "report"
    }
    assert found == {each for each in told if each[0] != "省委网信办"}


def test_claimed_progress_changes_no_rank(office: Office, spring: Office) -> None:
    modest = places(spring)
    (spring.folder / "taskmatrix.db").unlink()
    live(office, low=1, high=99)
    assert places(office) == modest


def test_a_report_that_came_late_is_missed_and_its_day_is_named(spring: Office) -> None:
    late = ("update", "P/5", "-d", "补报", "--on", "2026-03-12")
    act(spring, CITY, "2026-03-31", *late)
    assert ("report", "P/5", "2026-03-15", "2026-03-31") in missed(spring, CITY)


def test_what_is_recorded_after_the_month_is_not_seen_in_it(spring: Office) -> None:
    before = missed(spring, CITY)
    act(spring, CITY, "2026-04-01", "update", "P/5", "-d", "补报", "--on", "2026-03-12")
    assert missed(spring, CITY) == before


@pytest.fixture
def quiet(office: Office) -> Office:
    """An office in which 省交通运输厅 has accepted its task with a deadline in March."""
    begin(office)
    act(office, ROADS, "2026-02-26", "accept", "P/2")
    return office


def deadline(office: Office, day: str = AFTER) -> list[Any]:
    """The deadlines that 省交通运输厅 owed in March: met or missed."""
    ranking = monthly(office, day=day)["ranking"]
    for place in ranking["departments"]:
        if place["unit"] == ROADS and "deadline" in place["facts"]:
            return [place["facts"]["deadline"]["met"], place["facts"]["deadline"]["due"]]
    return [0, 0]


def test_a_deadline_is_missed_where_nobody_asked_for_closure(quiet: Office) -> None:
    assert deadline(quiet) == [0, 1]


def test_closure_asked_for_in_time_is_not_counted_before_it_is_decided(quiet: Office) -> None:
    act(quiet, ROADS, "2026-03-20", "update", "P/2", "-p", "100")
    act(quiet, ROADS, "2026-03-20", "finish", "P/2")
    assert deadline(quiet) == [0, 0]
    act(quiet, COORDINATOR, "2026-03-31", "approve", "P/2")
    assert deadline(quiet) == [1, 1]


def test_closure_asked_for_late_is_missed_though_approved(quiet: Office) -> None:
    act(quiet, ROADS, "2026-03-21", "update", "P/2", "-p", "100")
    act(quiet, ROADS, "2026-03-21", "finish", "P/2")
    act(quiet, COORDINATOR, "2026-03-21", "approve", "P/2")
    assert deadline(quiet) == [0, 1]
    assert ("deadline", "P/2", "2026-03-20", "2026-03-21") in missed(quiet, ROADS)


def test_a_closure_that_was_returned_is_missed(quiet: Office) -> None:
    act(quiet, ROADS, "2026-03-20", "update", "P/2", "-p", "100")
    act(quiet, ROADS, "2026-03-20", "finish", "P/2")
    act(quiet, COORDINATOR, "2026-03-23", "return", "P/2", "--reason", "材料不全")
    assert deadline(quiet) == [0, 1]


@pytest.mark.parametrize(("asked", "found"), [("2026-03-16", [0, 0]), ("2026-03-25", [0, 1])])
def test_an_extension_moves_the_deadline_if_asked_for_in_time(
    quiet: Office, asked: str, found: list[int]
) -> None:
    extend = ("extend", "P/2", "--to", "2026-05-31", "--reason", "资金")
    act(quiet, ROADS, asked, *extend)
    if asked == "2026-03-16":
        assert deadline(quiet) == [0, 0], "it is not decided"
    act(quiet, COORDINATOR, "2026-03-26", "approve", "P/2", "--to", "2026-05-31")
    assert deadline(quiet) == found


def test_who_waits_for_another_owes_no_report(quiet: Office) -> None:
    assert [due for _kind, _code, due, _on in missed(quiet, ROADS)[:2]] == list(WEEKS[:2])
    wait = ("wait", "P/2", "--on", "省财政厅", "--reason", "资金", "--until", "2026-03-22")
    act(quiet, ROADS, "2026-03-10", *wait)
    late = [due for kind, _code, due, _on in missed(quiet, ROADS) if kind == "report"]
    assert late == ["2026-03-08", "2026-03-29"]


def test_who_is_not_concerned_owes_no_report(spring: Office) -> None:
    act(spring, TOWN, "2026-03-31", "update", "P/1", "--not-applicable", "无此类产业")
    assert TOWN not in places(spring)
    act(spring, COORDINATOR, "2026-04-01", "return", "P/1", "--unit", TOWN, "--reason", "有")
    assert TOWN not in places(spring), "it was decided in April"


def test_a_report_that_was_taken_back_was_not_given(spring: Office) -> None:
    given = places(spring)[CITY]
    spring.ok("undo", "--today", "2026-03-31")
    assert places(spring)[CITY] == (given[0], given[1] - 1, given[2])


def test_a_milestone_reached_late_is_missed(office: Office) -> None:
    begin(office)
    act(office, DATA, "2026-03-12", "update", "P/4", "--reached", "1")
    assert ("milestone", "P/4", "2026-03-10", "2026-03-12") in missed(office, DATA)


def test_a_unit_that_was_absorbed_counts_for_its_successor(spring: Office) -> None:
    plan = (HEAD + TASKS).replace('    [[unit]]\n    name = "省数据局"\n', "")
    plan = plan.replace('["省数据局"]', '["省交通运输厅"]').replace(
        'name = "省交通运输厅"', 'name = "省交通运输厅"\n    formerly = ["省数据局"]'
    )
    spring.write("plans/plan.toml", plan)
    spring.ok("plan", "load", "plans", "--yes", "--today", "2026-03-31")
    assert places(spring)[ROADS] == (1, 6, 12)


def test_what_is_due_today_is_not_late_yet(spring: Office) -> None:
    assert places(spring, "--month", "2026-03", day="2026-03-31").get(TOWN) is None
    assert places(spring, day="2026-04-01")[TOWN] == (2, 0, 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ranks_and_scores_stand_in_the_tables(spring: Office, language: str) -> None:
    told = ("report", "monthly", "--month", "2026-03", "--lang", language, "--format", "md")
    tables = MarkdownIt("commonmark").enable("table").parse(spring.ok(*told, "--today", AFTER).out)
    cells = [token.content for token in tables if token.type == "inline"]
    place = cells.index("省数据局", cells.index("5/9") - 1)
    assert cells[place - 1 : place + 3] == ["1", "省数据局", "5/9", "55.6%"]
