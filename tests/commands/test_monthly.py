"""The monthly: counts, bands, regions, and what it says of them in words."""

from collections import Counter
from textwrap import indent

import pytest
from commands.circulated import (
    AFTER,
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    TASKS,
    TOWN,
    begin,
    march,
    monthly,
)
from commands.supervised import act
from conftest import Office
from markdown_it import MarkdownIt

ENGLISH = {"LANG": "en_US.UTF-8"}


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


def test_no_ranking(spring: Office) -> None:
    assert monthly(spring, "--no-ranking")["ranking"] is None
    month = ("--month", "2026-03")
    with_it, without = headings(spring, *month), headings(spring, *month, "--no-ranking")
    assert any("Rankings" in head for head in with_it)
    assert not any("anking" in head or "not done" in head for head in without)


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


def test_the_lights_of_a_region_add_up_to_its_tasks(office: Office) -> None:
    begin(
        office,
        TASKS.replace('lead    = ["甲市政府"]', 'lead = ["甲市政府"]\n    start = 2026-05-01'),
    )
    city, _town = monthly(office)["regions"]
    assert city["lights"]["grey"] == sum(city["lights"].values()) == city["tasks"] == 1
    told = ("report", "monthly", "--month", "2026-03", "--format", "md", "--today", AFTER)
    (row,) = [
        line for line in office.ok(*told).out.splitlines() if line.startswith(f"| {CITY} | 1")
    ]
    tasks, *lights = map(int, row.split(" | ")[1:7])
    assert (tasks, sum(lights)) == (1, 1)


def test_it_says_it_in_words(spring: Office) -> None:
    said = text(spring, "--month", "2026-03")
    assert "Circular on the implementation of “某省人工智能实施方案” in March 2026" in said
    assert "As of 31 March 2026" in said
    assert "1 task was closed: 人工智能+交通 (省交通运输厅)." in said
    assert "No slip was issued in this period." in said
    assert "No promise was settled in this period." in said
    assert "Not ranked, as they are not subject to slips: 省委网信办." in said


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
    assert "Only from 省数据局 did anything fall due (0 of 200 in time): no ranking." in said


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
    assert "1 reminder was issued." in said
    assert "Past the reply date: 省交通运输厅 (No. 1 of 2026)." in said
    assert "2 promises were settled: 1 kept, 1 missed." in said
    assert "Missed: 省数据局, 招标 (due 12 March)." in said


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
