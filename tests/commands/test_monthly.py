"""The monthly: counts and bands, rankings on dated facts, drafts and issues."""

import json
from collections import Counter
from textwrap import indent
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
from commands.working import refused
from conftest import Office
from markdown_it import MarkdownIt

ENGLISH = {"LANG": "en_US.UTF-8"}
WEEKS = ("2026-03-08", "2026-03-15", "2026-03-22", "2026-03-29")


@pytest.fixture
def spring(office: Office) -> Office:
    return march(office)


def text(office: Office, *args: str, day: str = AFTER) -> str:
    told = ("report", "monthly", "--format", "md", "--today", day)
    return " ".join(office.ok(*told, *args, **ENGLISH).out.replace("\\", "").split())


def headings(office: Office, *args: str) -> list[str]:
    told = ("report", "monthly", "--format", "md", "--today", AFTER, *args)
    tokens = MarkdownIt().parse(office.ok(*told, **ENGLISH).out)
    return [
        tokens[place + 1].content
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


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


def test_no_ranking(spring: Office) -> None:
    assert monthly(spring, "--no-ranking")["ranking"] is None
    month = ("--month", "2026-03")
    with_it, without = headings(spring, *month), headings(spring, *month, "--no-ranking")
    assert any("Rankings" in head for head in with_it)
    assert not any("anking" in head or "not done" in head for head in without)


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


def test_counts_are_those_of_the_list_on_the_last_day(spring: Office) -> None:
    data = monthly(spring)
    tasks = spring.ok("list", "--all", "--as-of", "2026-03-31", "--json").json["tasks"]
    lights = Counter(task["light"] for task in tasks)
    states = Counter(task["state"] for task in tasks)
    assert data["totals"]["lights"] == {
        light: lights[light] for light in ("green", "yellow", "red", "grey", "done")
    }
    assert data["totals"]["states"]["closed"] == states["closed"] == 1
    assert sum(data["bands"].values()) == len(tasks) == 5
    assert data["bands"]["done"] == 1
    assert [tier["tasks"] for tier in data["tiers"]] == [5]
    assert data["changes"]["closed"] == ["P/2"]
    assert (data["first"], data["last"], data["month"]) == ("2026-03-01", "2026-03-31", "2026-03")


def test_regions_with_what_they_lead_and_report(spring: Office) -> None:
    city, town = monthly(spring)["regions"]
    assert (city["unit"], city["tasks"], city["local"]) == (CITY, 1, 1)
    assert city["reports"] == {"met": 2, "due": 5}
    assert (town["unit"], town["tasks"], town["reports"]) == (TOWN, 0, {"met": 0, "due": 1})


def test_it_says_it_in_words(spring: Office) -> None:
    said = text(spring, "--month", "2026-03")
    assert "Circular on the implementation of “某省人工智能实施方案” in March 2026" in said
    assert "As of 31 March 2026" in said
    assert "1 task was closed: 人工智能+交通 (省交通运输厅)." in said
    assert "No slip was issued in this period." in said
    assert "No promise was settled in this period." in said
    assert "Not ranked, for they are not subject to slips: 省委网信办." in said


def test_what_is_due_today_is_not_late_yet(spring: Office) -> None:
    assert places(spring, "--month", "2026-03", day="2026-03-31").get(TOWN) is None
    assert places(spring, day="2026-04-01")[TOWN] == (2, 0, 1)


def test_without_a_month_it_is_that_of_today(spring: Office) -> None:
    data = spring.ok("report", "monthly", "--json", "--today", "2026-04-02").json
    assert (data["month"], data["first"], data["last"]) == ("2026-04", "2026-04-01", "2026-04-02")


@pytest.mark.parametrize(
    "month", ["2026-03", "2026年3月", "２０２６年３月", "2026-03-15", "3月底前"]
)
def test_ways_to_name_a_month(spring: Office, month: str) -> None:
    data = spring.ok("report", "monthly", "--month", month, "--json", "--today", AFTER).json
    assert data["month"] == "2026-03"


@pytest.mark.parametrize(
    ("month", "status"),
    [("2026-13", 2), ("9999-12", 2), ("0000-01", 2), ("春天", 2), ("2026-05", 3), ("2026-01", 4)],
)
def test_months_that_are_none_or_have_no_record(spring: Office, month: str, status: int) -> None:
    done = spring("report", "monthly", "--month", month, "--today", AFTER)
    assert (done.status, done.out) == (status, "")


def test_looked_at_again_it_is_the_same_whatever_came_later(spring: Office) -> None:
    told = ("report", "monthly", "--month", "2026-03", "--as-of", AFTER, "--format", "html")
    before = spring.ok(*told).out
    act(spring, CITY, "2026-04-07", "update", "P/5", "-p", "90", "--on", "2026-03-12")
    assert spring.ok(*told).out == before
    later = monthly(spring, day="2026-04-08")
    assert [each["code"] for each in later["corrections"]] == ["P/5"]
    assert later["ranking"] == monthly(spring, "--as-of", AFTER)["ranking"]


def test_issued_ones_follow_each_other(spring: Office) -> None:
    issue = ("report", "monthly", "--issue", "--as", COORDINATOR)
    spring.ok(*issue, "--month", "2026-03", "--today", AFTER, "-o", "m.docx")
    assert (spring.folder / "m.docx").read_bytes()[:2] == b"PK"
    again = spring(*issue, "--month", "2026-03", "--today", AFTER)
    assert again.status == 3
    data = spring.ok("report", "monthly", "--json", "--today", "2026-04-20").json
    assert (data["previous"]["number"], data["first"]) == (1, "2026-04-01")
    assert data["draft"]
    told = spring("report", "monthly", "--month", "2026-03", "--json", "--today", "2026-04-20")
    assert told.status == 0
    assert json.loads(told.out)["ranking"] == monthly(spring)["ranking"]


def test_what_was_due_on_the_day_of_issue_counts_in_the_next(spring: Office) -> None:
    spring.ok("report", "monthly", "--issue", "--as", COORDINATOR, "--today", "2026-03-31")
    data = spring.ok("report", "monthly", "--json", "--today", "2026-04-20").json
    assert data["first"] == "2026-04-01"
    assert data["ranking"]["first"] == "2026-03-31"
    (town,) = [place for place in data["ranking"]["regions"] if place["unit"] == TOWN]
    assert [fact["due"] for fact in town["missed"]] == ["2026-03-31"]


LEFT = "--month 2026-03 --issue"
ISSUE = ("report", "monthly", "--issue", "--as", COORDINATOR, "--today")


def left_out(office: Office, day: str) -> tuple[str | None, bool, bool]:
    """The month that a draft of a day leaves out; whether it is told so, and in the title."""
    line = ("report", "monthly", "--format", "md", "--today", day)
    done = office.ok(*line, **ENGLISH)
    data = office.ok(*line[:2], "--json", "--today", day).json
    return data["left_out"], LEFT in done.err, "in March–April 2026" in done.out


def test_what_was_left_of_the_month_before_is_issued_first(spring: Office) -> None:
    spring.ok(*ISSUE, "2026-03-31", "--actor", "甲")
    assert left_out(spring, "2026-04-02") == (None, False, False)
    spring.ok("report", "withdraw", "monthly", "1", "--reason", "有误", *ISSUE[3:], "2026-04-02")
    assert left_out(spring, "2026-04-02") == ("2026-03", True, True)

    assert LEFT in refused(spring, *ISSUE, "2026-04-02")
    spring.ok(*ISSUE, "2026-04-02", "--month", "2026-03")
    spring.ok(*ISSUE, "2026-04-02")

    spans = [each["first"] for each in spring.ok("report", "list", "--json").json["documents"]]
    assert spans == ["2026-03-01", "2026-03-01", "2026-04-01"]


def test_who_issues_before_the_month_ends_does_so_again(office: Office) -> None:
    """The days between are left out in the days in which the month is written up, no longer."""
    begin(office)
    office.ok(*ISSUE, "2026-03-25")
    assert left_out(office, "2026-04-10") == ("2026-03", True, True)
    assert LEFT in refused(office, *ISSUE, "2026-04-10")
    assert left_out(office, "2026-04-25") == (None, False, False)
    office.ok(*ISSUE, "2026-04-25")
    (last,) = office.ok("report", "list", "--year", "2026", "--json").json["documents"][1:]
    assert (last["first"], last["last"]) == ("2026-03-26", "2026-04-25")


def test_no_month_is_passed_over(office: Office) -> None:
    begin(office)
    office.ok(*ISSUE, "2026-02-28")
    assert left_out(office, "2026-04-25") == ("2026-03", True, True)
    assert LEFT in refused(office, *ISSUE, "2026-04-25")


def test_a_month_that_was_issued_is_printed_with_what_was_typed(spring: Office) -> None:
    spring.ok(*ISSUE, "2026-03-31")
    line = ("report", "monthly", "--month", "2026-03", "--today", AFTER)
    told = spring.ok(*line, **ENGLISH).err
    assert f"taskmatrix --today {AFTER} report reprint monthly 2026-1" in told


def test_a_programme_without_tasks(office: Office) -> None:
    begin(office, "")
    said = text(office, "--month", "2026-03")
    assert "has no task to follow up" in said
    assert "Nothing fell due in this period, so no unit is ranked." in said
    assert monthly(office)["regions"] == []


def test_one_task_that_is_closed(office: Office) -> None:
    begin(office, '\n    [[task]]\n    number = "1"\n    title = "试点"\n    lead = ["省数据局"]\n')
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "100")
    act(office, DATA, "2026-03-04", "finish", "P/1")
    act(office, COORDINATOR, "2026-03-05", "approve", "P/1")
    said = text(office, "--month", "2026-03")
    assert "has 1 task, which is closed" in said
    assert "Measured by schedule" not in said
    assert "No task is behind." in said


def test_two_hundred_red(office: Office) -> None:
    tasks = "".join(
        f'\n    [[task]]\n    number = "{n}"\n    title = "事项{n}"\n    lead = ["省数据局"]\n'
        "    deadline = 2026-03-02\n"
        for n in range(1, 201)
    )
    begin(office, tasks)
    data = monthly(office)
    assert data["totals"]["lights"]["red"] == len(data["behind"]) == 200
    assert data["bands"]["not-started"] == 200
    (place,) = data["ranking"]["departments"]
    assert place["facts"] == {"deadline": {"met": 0, "due": 200}}
    said = text(office, "--month", "2026-03")
    assert "No open task has been started yet." in said
    assert "and others (200 in all)" in said


def test_slips_and_promises_are_those_of_the_registers(office: Office) -> None:
    begin(office)
    act(office, ROADS, "2026-03-03", "accept", "P/2")
    act(office, DATA, "2026-03-03", "update", "P/1", "--promise", "选址", "--by", "2026-03-10")
    act(office, DATA, "2026-03-03", "update", "P/4", "--promise", "招标", "--by", "2026-03-12")
    act(office, DATA, "2026-03-09", "update", "P/1", "--kept")
    act(office, COORDINATOR, "2026-03-23", "escalate", "P/2", "--yes")
    data = monthly(office)
    slips = office.ok("slips", "--as-of", "2026-03-31", "--json").json["slips"]
    numbers = [slip["number"] for slip in data["slips"]["issued"]]
    assert numbers == [slip["number"] for slip in slips]
    assert len(numbers) == 1
    promises = office.ok("promises", "--as-of", "2026-03-31", "--json").json["promises"]
    for status in ("kept", "missed"):
        told = [each["text"] for each in data["promises"][status]]
        assert told == [each["text"] for each in promises if each["status"] == status]
    said = text(office, "--month", "2026-03")
    assert "1 slip was issued" in said
    assert "Past the day of reply: 省交通运输厅 (No. 1 of 2026)." in said
    assert "2 promises were settled: 1 kept, 1 missed." in said
    assert "Missed: 省数据局, 招标 (due 12 March)." in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ranks_and_scores_stand_in_the_tables(spring: Office, language: str) -> None:
    told = ("report", "monthly", "--month", "2026-03", "--lang", language, "--format", "md")
    tables = MarkdownIt("commonmark").enable("table").parse(spring.ok(*told, "--today", AFTER).out)
    cells = [token.content for token in tables if token.type == "inline"]
    place = cells.index("省数据局", cells.index("5/9") - 1)
    assert cells[place - 1 : place + 3] == ["1", "省数据局", "5/9", "55.6%"]


def test_users_texts_neither_steer_a_terminal_nor_break_a_page(office: Office) -> None:
    title = 'title = "接口<script>|*强调*\\u202e`x`"'
    task = f'[[task]]\nnumber = "1"\n{title}\nlead = ["省数据局"]\ndeadline = 2026-03-02\n'
    begin(office, "\n" + indent(task, "    "))
    told = ("report", "monthly", "--month", "2026-03", "--today", AFTER)
    assert "<script>" not in office.ok(*told, "--format", "html").out
    assert "\u202e" not in office.ok(*told).out
    page = MarkdownIt("commonmark").enable("table").parse(office.ok(*told, "--format", "md").out)
    inner = [child.type for token in page for child in token.children or ()]
    assert not {"html_block", "html_inline", "code_inline", "em"} & {
        *inner,
        *(token.type for token in page),
    }
