"""The briefing: one page for a leader."""

import re
import shutil
import subprocess
from typing import Any

import pytest
from commands.circulated import (
    AFTER,
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    TASKS,
    begin,
    march,
)
from commands.supervised import act
from commands.working import refused
from conftest import Office

LEADER = "张副省长"
ENGLISH = {"LANG": "en_US.UTF-8"}
LONG = "关于统筹推进全省人工智能基础设施建设及其在重点行业规模化应用示范的若干重大事项"


@pytest.fixture
def spring(office: Office) -> Office:
    return march(office)


def briefing(office: Office, *args: str, day: str = AFTER) -> dict[str, Any]:
    data: dict[str, Any] = office.ok("report", "briefing", "--json", "--today", day, *args).json
    return data


def paragraphs(office: Office, *args: str, day: str = AFTER) -> list[str]:
    """The paragraphs of the briefing in English, marks of Markdown left out."""
    told = ("report", "briefing", "--format", "md", "--today", day, *args)
    out = office.ok(*told, **ENGLISH).out
    return [" ".join(part.replace("\\", "").split()) for part in out.split("\n\n") if part.strip()]


def sentences(office: Office, *args: str, day: str = AFTER) -> list[str]:
    (said,) = [part for part in paragraphs(office, *args, day=day) if part.startswith("As of")]
    return re.split(r"(?<=[.])\s+(?=[A-Z])", said)


def test_five_sentences_on_what_stands_moved_is_worst_is_coming_and_the_targets(
    spring: Office,
) -> None:
    said = sentences(spring)
    assert len(said) == 5
    assert said[0].startswith(
        "As of 2 April 2026, “某省人工智能实施方案” has 5 tasks, 1 closed (20%)"
    )
    assert said[1].startswith("Since 30 March, ")
    assert said[4] == "The plans have no targets."


def test_lights_are_those_of_the_list(spring: Office) -> None:
    tasks = spring.ok("list", "--all", "--json", "--today", AFTER).json["tasks"]
    lights = [task["light"] for task in tasks]
    counted = briefing(spring)["totals"]["lights"]
    assert counted == {light: lights.count(light) for light in counted}
    names = {"green": "G", "yellow": "Y", "red": "R", "done": "D"}
    strip = next(part for part in paragraphs(spring) if part.startswith("|"))
    for light, letter in names.items():
        assert f"{letter} {counted[light]}" in strip


def test_what_moved_is_counted_from_the_last_weekly_on(spring: Office) -> None:
    issue = ("report", "weekly", "--issue", "--as", COORDINATOR)
    spring.ok(*issue, "--today", "2026-03-31")
    act(spring, DATA, "2026-04-01", "update", "P/1", "-p", "100")
    act(spring, DATA, "2026-04-01", "finish", "P/1")
    act(spring, COORDINATOR, "2026-04-01", "approve", "P/1")
    assert briefing(spring)["changes"]["closed"] == ["P/1"]
    assert sentences(spring)[1].startswith("Since weekly no. 1 of 31 March: 1 task closed")
    spring.ok(*issue, "--today", AFTER)
    data = briefing(spring, day="2026-04-03")
    assert (data["previous"]["number"], data["changes"]["closed"]) == (2, [])
    assert "no task was closed or turned red" in sentences(spring, day="2026-04-03")[1]


def test_on_the_day_of_a_weekly_it_tells_what_moved_since_the_one_before(spring: Office) -> None:
    issue = ("report", "weekly", "--issue", "--as", COORDINATOR)
    spring.ok(*issue, "--today", "2026-03-31")
    act(spring, DATA, "2026-04-01", "update", "P/4", "-p", "40")
    before = briefing(spring)
    spring.ok(*issue, "--today", AFTER)
    weekly = spring.ok("report", "weekly", "--week", "2026-W14", "--json", "--today", AFTER).json
    data = briefing(spring)
    keys = ("previous", "first", "last", "changes", "activity", "totals", "before")
    assert {key: data[key] for key in keys} == {key: before[key] for key in keys}
    assert {key: data[key] for key in keys} == {key: weekly[key] for key in keys}
    assert sentences(spring)[1].startswith("Since weekly no. 1 of 31 March, ")


def test_what_needs_a_decision(spring: Office) -> None:
    act(spring, DATA, "2026-03-31", "update", "P/4", "-p", "35", "--ask", "请协调用地指标")
    act(spring, CITY, "2026-04-01", "extend", "P/5", "--to", "2028-06-30", "--reason", "资金")
    found = [(each["kind"], each["unit"], each["text"]) for each in briefing(spring)["decisions"]]
    assert found == [("ask", DATA, "请协调用地指标"), ("extension", CITY, "资金")]
    said = " ".join(paragraphs(spring))
    assert "请协调用地指标。" in said
    assert "30 June 2028" in said


def lapsed_slips(office: Office) -> list[tuple[str, int]]:
    return [
        (each["text"], each["step"])
        for each in briefing(office, day="2026-05-29")["decisions"]
        if each["kind"] == "slip-lapsed"
    ]


def test_slips_that_lapsed_are_told_where_the_next_step_tells_a_leader(office: Office) -> None:
    begin(office, TASKS)
    act(office, ROADS, "2026-03-03", "accept", "P/2")
    for day in ("2026-03-30", "2026-04-13"):
        act(office, COORDINATOR, day, "escalate", "P/2", "--yes")
    assert lapsed_slips(office) == [], "of the first two steps the coordinator takes care"
    act(office, COORDINATOR, "2026-04-27", "escalate", "P/2", "--yes")
    assert lapsed_slips(office) == [("2026-0003", 3)]
    said = " ".join(paragraphs(office, day="2026-05-29"))
    assert "省交通运输厅 has not answered a slip on “人工智能+交通" in said


def test_a_leader_sees_only_ones_own_tasks(spring: Office) -> None:
    assert briefing(spring, "--leader", LEADER)["totals"]["tasks"] == 5
    data = briefing(spring, "--leader", "李省长")
    assert (data["leader"], data["totals"]["tasks"]) == ("李省长", 0)
    (said,) = [part for part in paragraphs(spring, "--leader", "李省长") if "As of" in part]
    assert "in the charge of 李省长, has no task to follow up." in said
    assert len(sentences(spring, "--leader", "李省长")) == 4, "on targets there is nothing to say"


KEY_AREA = """
    format = 1

    [plan]
    id     = "P-N"
    tier   = "N"
    title  = "交通领域行动方案"
    parent = "P"
    leader = "李省长"

    [[task]]
    number = "1"
    title  = "车路协同"
    lead   = ["省交通运输厅"]
"""
TARGET = """
    [[target]]
    id      = "{id}"
    title   = "{id}"
    op      = ">="
    value   = 5000
    measure = "公里"
    due     = 2027-12-31
"""


@pytest.fixture
def two_leaders(office: Office) -> Office:
    """An office with two plans in the charge of two leaders, each with a target."""
    office.write("plans/n.toml", KEY_AREA + TARGET.format(id="roads"))
    return begin(office, TASKS + TARGET.format(id="compute"))


@pytest.mark.parametrize(
    ("args", "codes"),
    [
        ((), ["P#compute", "P-N#roads"]),
        (("--leader", LEADER), ["P#compute"]),
        (("--leader", "李省长"), ["P-N#roads"]),
        (("--leader", LEADER, "--leader", "李省长"), ["P#compute", "P-N#roads"]),
        (("--unit", ROADS), ["P-N#roads"]),
        (("--unit", DATA), []),
    ],
)
def test_targets_are_those_of_plans_that_are_chosen_wholly(
    two_leaders: Office, args: tuple[str, ...], codes: list[str]
) -> None:
    assert [target["code"] for target in briefing(two_leaders, *args)["targets"]] == codes


def test_a_selection_is_called_one(two_leaders: Office) -> None:
    said = sentences(two_leaders, "--unit", DATA)
    chosen = "“某省人工智能实施方案” (tasks chosen: with a part for 省数据局) has 2 tasks"
    assert said[0].startswith(f"As of 2 April 2026, {chosen}")
    assert len(said) == 4, "on targets there is nothing to say"


def test_what_nobody_has_accepted_is_not_said_to_be_under_way(office: Office) -> None:
    begin(office)
    assert "has 5 tasks, all of them still to be accepted." in sentences(office)[0]
    act(office, ROADS, "2026-03-03", "accept", "P/2")
    assert "none closed and 4 still to be accepted." in sentences(office)[0]
    act(office, ROADS, "2026-03-18", "finish", "P/2", "--reason", "贯通")
    act(office, COORDINATOR, "2026-03-24", "approve", "P/2")
    assert "1 closed (20%) and 4 open, 4 of them still to be accepted." in sentences(office)[0]


def test_of_a_task_that_nobody_leads_that_is_the_trouble(office: Office) -> None:
    task = '\n    [[task]]\n    number = "1"\n    title = "试点"\n    deadline = 2026-03-20\n'
    begin(office, task)
    assert sentences(office)[2] == (
        "One task is behind, “试点”: nobody leads it, and nobody has taken it on."
    )


def test_the_english_page_has_no_chinese_blanks(spring: Office) -> None:
    told = ("report", "briefing", "--format", "html", "--today", AFTER)
    english = spring.ok(*told, **ENGLISH).out
    assert "省发展改革委</span>, 2 April 2026" in english
    assert "\u3000" not in english
    assert "省发展改革委\u30002026年4月2日" in spring.ok(*told).out


def test_what_was_understood_is_said(spring: Office) -> None:
    line = ("report", "briefing", "--today", AFTER, "--unit", "数据局", "--leader", "张副")
    assert spring.ok(*line).err.splitlines()[:2] == ["数据局 → 省数据局", "张副 → 张副省长"]


@pytest.mark.parametrize("unit", [DATA, CITY])
def test_only_a_leader_has_tasks_in_charge(spring: Office, unit: str) -> None:
    told = refused(spring, "report", "briefing", "--leader", unit, "--today", AFTER)
    assert f"--unit {unit}" in told
    assert briefing(spring, "--unit", unit)["totals"]["tasks"]


def test_a_programme_without_tasks(office: Office) -> None:
    begin(office, "")
    assert len(sentences(office)) == 5
    assert "Nothing needs a decision." in paragraphs(office)


def test_all_closed(office: Office) -> None:
    begin(office, '\n    [[task]]\n    number = "1"\n    title = "试点"\n    lead = ["省数据局"]\n')
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "100")
    act(office, DATA, "2026-03-04", "finish", "P/1")
    act(office, COORDINATOR, "2026-03-05", "approve", "P/1")
    said = sentences(office)
    assert said[0].endswith("has 1 task, which is closed.")
    assert said[2] == "No task is red or behind."


def two_hundred(office: Office) -> None:
    """Two hundred tasks that are red, with long titles, and units that ask for much."""
    tasks = "".join(
        f'\n    [[task]]\n    number = "{n}"\n    title = "{LONG}之{n}"\n    lead = ["省数据局"]\n'
        "    deadline = 2026-03-02\n"
        for n in range(1, 201)
    )
    begin(office, tasks)
    for n in range(1, 13):
        asked = LONG * (1 + n % 5)
        act(office, DATA, "2026-03-31", "update", f"P/{n}", "-p", "5", "--ask", asked)


def test_two_hundred_red_are_five_sentences_too(office: Office) -> None:
    two_hundred(office)
    said = sentences(office)
    assert len(said) == 5
    assert "Of 200 tasks behind" in said[2]
    data = briefing(office)
    shown = [part for part in paragraphs(office) if DATA in part and "As of" not in part]
    rest = len(data["decisions"]) - len(shown)
    assert any(f"{rest} more wait for a decision" in part for part in paragraphs(office))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("full", [False, True])
def test_it_fits_one_page(office: Office, language: str, full: bool) -> None:
    from pypdf import PdfReader

    if full:
        two_hundred(office)
    else:
        march(office)
    told = ("report", "briefing", "--lang", language, "--today", AFTER)
    office.ok(*told, "-o", "briefing.docx")
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{office.folder}/profile"),
            *("--headless", "--convert-to", "pdf", "briefing.docx"),
        ],
        cwd=office.folder,
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert len(PdfReader(office.folder / "briefing.pdf").pages) == 1
