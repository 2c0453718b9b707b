"""`report weekly` in all sorts of programmes: selections, revisions, redaction, extremes."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands.supervised import act, supervise
from commands.test_weekly import DATA, OFFICE, ROADS, SECOND_FRIDAY, codes, two_more_weeks, weekly
from commands.working import refused
from conftest import SMALL, Office, made

HEAD = SMALL.split("[[task]]")[0]
TODAY = "2026-11-20"


def load(office: Office, plan: str, day: str = "2026-03-02") -> None:
    office.write("plans/plan.toml", plan)
    if not (office.folder / "taskmatrix.db").exists():
        office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--yes", "--today", day)


def lead(number: int, unit: str = DATA, deadline: str = "2026-12-31") -> str:
    """One more task in a plan file."""
    return f"""
    [[task]]
    number   = "{number}"
    title    = "第{number}项任务"
    lead     = ["{unit}"]
    deadline = {deadline}
    local    = []
    """


def test_a_selection_is_reported_on_alone(office: Office) -> None:
    made(office, two_more_weeks)
    data = weekly(office, SECOND_FRIDAY, "--unit", ROADS, "--state", "推进中")
    assert data["filters"] == {"units": [ROADS], "states": ["active"]}
    assert codes(data["tasks"]) == ["P/2"]
    assert data["totals"]["tasks"] == data["before"]["tasks"] == 1
    assert codes(data["corrections"]) == ["P/2"]
    assert (data["slips"]["issued"], data["promises"]["missed"]) == ([], [])
    assert [item["kind"] for item in data["decisions"]] == ["extension"]
    red = weekly(office, SECOND_FRIDAY, "--light", "红")
    assert codes(red["tasks"]) == codes(red["behind"]) == ["P/4"]


def test_only_the_whole_programme_is_issued(office: Office) -> None:
    made(office, two_more_weeks)
    issue = ("report", "weekly", "--issue", "--as", OFFICE, "--today", SECOND_FRIDAY)
    assert "filters" in refused(office, *issue, "--unit", ROADS)
    assert "2026-03-22 is not over" in refused(office, *issue, "--week", "2026-W12")
    act(office, OFFICE, "2026-03-23", *issue[:3], "--week", "2026-W12")
    data = weekly(office, "2026-03-23")
    assert data["previous"] == {"number": 2, "year": 2026, "last": "2026-03-22"}
    again = (*issue[:-1], "2026-03-24", "--week", "2026-W12")
    assert "weekly no. 2 of 2026" in refused(office, *again)


@pytest.mark.parametrize(
    ("week", "status", "said"),
    [
        ("2026-W60", 2, "cannot be read"),
        ("9999-W52", 2, "cannot be read"),
        ("2026-W14", 3, "has not come yet"),
        ("2026-W01", 4, "begins on 2026-03-02"),
    ],
)
def test_there_must_be_such_a_week(office: Office, week: str, status: int, said: str) -> None:
    supervise(office)
    asked = ("report", "weekly", "--week", week, "--today", "2026-03-06")
    assert said in refused(office, *asked, status=status)


def test_weeks_over_the_new_year_are_those_of_iso_8601(office: Office) -> None:
    supervise(office)
    for week, first, last in (
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2027年1月2日", "2026-12-28", "2027-01-03"),
        ("2027w01", "2027-01-04", "2027-01-10"),
    ):
        data = weekly(office, "2027-01-15", "--week", week)
        assert (data["first"], data["last"]) == (first, last)
    assert weekly(office, "2027-01-01")["week"] == "2026-W53"


def test_a_unit_that_continues_another_has_come_as_far(office: Office) -> None:
    made(office, two_more_weeks)
    act(office, OFFICE, SECOND_FRIDAY, "report", "weekly", "--issue")
    plan = office.folder / "plans" / "plan.toml"
    text = plan.read_text("utf-8").replace(DATA, "省数字局")
    merged = text.replace('name = "省数字局"', 'name = "省数字局"\nformerly = ["省数据局"]')
    load(office, merged, "2026-03-23")
    act(office, "省数字局", "2026-03-24", "update", "P/1", "-p", "55", "-d", "更名后推进")
    (item,) = weekly(office, "2026-03-27")["progress"]
    assert (item["unit"], item["before"], item["progress"]) == ("省数字局", 40, 55)


def test_a_revision_adds_and_drops(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2))
    act(office, OFFICE, "2026-03-06", "report", "weekly", "--issue")
    load(office, HEAD + lead(1) + lead(3), "2026-03-10")
    data = weekly(office, "2026-03-13")
    assert data["before"]["tasks"] == 2
    assert data["totals"]["states"]["terminated"] == data["totals"]["unlit"] == 1
    assert (data["changes"]["added"], data["changes"]["terminated"]) == (["P/3"], ["P/2"])
    assert {item["code"]: item["band"] for item in data["tasks"]} == {
        "P/1": "not-started",
        "P/2": None,
        "P/3": "not-started",
    }


def test_a_number_may_go_to_another_task(office: Office) -> None:
    load(office, HEAD + lead(1) + lead(2))
    act(office, DATA, "2026-03-03", "update", "P/2", "-p", "10", "-d", "启动")
    act(office, OFFICE, "2026-03-06", "report", "weekly", "--issue")
    revised = (HEAD + lead(1) + lead(2)).replace("第2项任务", "建设城市算力网络节点")
    office.write("plans/plan.toml", revised)
    office.ok("plan", "load", "plans", "--yes", "--retire", "P/2", "--today", "2026-03-10")
    act(
        office,
        DATA,
        "2026-03-11",
        "update",
        "P/2",
        "-p",
        "5",
        "-d",
        "新任务启动",
        "--ask",
        "请定址",
    )
    data = weekly(office, "2026-03-13")
    assert codes(data["tasks"]) == ["P/1", "P/2", "P/2"]
    assert data["changes"]["added"] == data["changes"]["terminated"] == ["P/2"]
    assert [(item["title"], item["before"]) for item in data["progress"]] == [
        ("建设城市算力网络节点", None)
    ]
    assert codes(data["decisions"]) == ["P/2"]


def test_closed_returned_and_caught_up(office: Office) -> None:
    load(office, HEAD + "".join(lead(number, deadline="2026-03-13") for number in (1, 2, 3)))
    for code in ("P/1", "P/2", "P/3"):
        act(office, DATA, "2026-03-03", "update", code, "-p", "10", "-d", "启动")
    act(office, OFFICE, "2026-03-13", "report", "weekly", "--issue")
    act(office, DATA, "2026-03-16", "update", "P/1", "P/2", "-p", "100", "-d", "完成")
    act(office, DATA, "2026-03-16", "finish", "P/1", "P/2")
    act(office, OFFICE, "2026-03-17", "approve", "P/1")
    act(office, OFFICE, "2026-03-17", "return", "P/2", "--reason", "佐证不全")
    act(office, DATA, "2026-03-18", "extend", "P/3", "--to", "2026-12-31", "--reason", "资金")
    act(office, OFFICE, "2026-03-18", "approve", "P/3", "--to", "2026-12-31")
    data = weekly(office, SECOND_FRIDAY)
    changes = data["changes"]
    assert (changes["closed"], changes["returned"]) == (["P/1"], ["P/2"])
    assert changes["newly_red"] == changes["caught_up"] == []
    assert codes(data["progress"])[0] == "P/1", "what was closed comes first"
    marks = {item["code"]: (item["changed"], item["band"]) for item in data["tasks"]}
    assert marks["P/1"] == ("closed", "done")
    act(office, DATA, SECOND_FRIDAY, "undo", "--actor", "王芳")


def test_every_joint_lead_has_its_word(office: Office) -> None:
    joint = lead(1).replace(f'lead     = ["{DATA}"]', f'lead = ["{DATA}", "{ROADS}"]')
    load(office, HEAD + joint)
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "50", "-d", "数据先行")
    act(office, ROADS, "2026-03-04", "update", "P/1", "-p", "20", "-d", "道路跟进")
    data = weekly(office, "2026-03-06")
    assert {item["unit"]: item["progress"] for item in data["progress"]} == {DATA: 50, ROADS: 20}
    assert (data["tasks"][0]["progress"], data["tasks"][0]["done"]) == (20, "数据先行")


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_programme_of_any_size_in_any_state(office: Office, count: int) -> None:
    plan = HEAD + "".join(lead(number, deadline="2026-06-30") for number in range(1, count + 1))
    load(office, plan)
    data = weekly(office, TODAY)
    assert data["totals"]["lights"]["red"] == len(data["behind"]) == count
    assert len(data["heat"]["rows"]) == min(count, 40)
    for form in ("table", "md", "html"):
        told = office.ok("report", "weekly", "--today", TODAY, "--format", form).out
        assert "某省人工智能实施方案" in told


def test_when_all_is_closed_nothing_is_left(office: Office) -> None:
    load(office, HEAD + lead(1))
    act(office, DATA, "2026-03-03", "update", "P/1", "-p", "100", "-d", "完成", "--ask", "请验收")
    act(office, DATA, "2026-03-03", "finish", "P/1")
    act(office, OFFICE, "2026-03-04", "approve", "P/1")
    data = weekly(office, "2026-03-06")
    assert data["totals"]["lights"]["done"] == 1
    empty = ("behind", "asks", "decisions")
    assert [data[key] for key in empty] == [[], [], []]
    assert data["heat"]["rows"] == data["ahead"]["deadlines"] == []
    assert office.ok("report", "weekly", "--today", "2026-03-06").out


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The demo of Liaoning, half a year of made-up work, to read from."""
    office = Office(tmp_path_factory.mktemp("demo"))
    office.ok("demo", "liaoning", TASKMATRIX_DB=None)
    (store,) = Path(office.folder).rglob("liaoning.db")
    office.env["TASKMATRIX_DB"] = str(store)
    return office


def fridays(office: Office) -> list[date]:
    """The last Friday of the record, whose weekly is the last thing on it, and one long before."""
    (event,) = office.ok("history", "--limit", "1", "--json").json["events"]
    last = date.fromisoformat(event["day"])
    return [last - timedelta(days=(last.weekday() - 4) % 7 + 7 * back) for back in (0, 6)]


def test_the_numbers_are_those_of_the_other_commands(half_a_year: Office) -> None:
    for friday in fridays(half_a_year):
        when = ("--as-of", str(friday - timedelta(days=1)))
        data = half_a_year.ok("report", "weekly", "--json", *when).json
        before, first = (str(friday - timedelta(days=days)) for days in (7, 6))
        assert (data["first"], data["previous"]["last"]) == (first, before)
        tasks = half_a_year.ok("list", "--all", "--json", *when).json["tasks"]
        assert {task["code"]: task["light"] for task in tasks} == {
            task["code"]: task["light"] for task in data["tasks"]
        }
        assert Counter(task["light"] for task in tasks)["red"] == data["totals"]["lights"]["red"]
        then = half_a_year.ok("list", "--all", "--json", "--as-of", before).json["tasks"]
        was = Counter(task["light"] for task in then)
        assert all(was[light] == count for light, count in data["before"]["lights"].items())
        compare_slips(half_a_year, data, first, when)
        compare_reports(half_a_year, data, first, when)


def compare_slips(office: Office, data: Any, first: str, when: tuple[str, str]) -> None:
    slips = office.ok("slips", "--json", *when).json["slips"]
    by_status = {
        "issued": [s["number"] for s in slips if s["issued"] >= first],
        "answered": [s["number"] for s in slips if (s["answered"] or "") >= first],
        "withdrawn": [s["number"] for s in slips if (s["withdrawn"] or "") >= first],
    }
    for name, numbers in by_status.items():
        assert [slip["number"] for slip in data["slips"][name]] == numbers
    open_ones = [s["number"] for s in slips if s["status"] in ("open", "lapsed")]
    assert sorted(slip["number"] for slip in data["slips"]["unanswered"]) == open_ones


def compare_reports(office: Office, data: Any, first: str, when: tuple[str, str]) -> None:
    events = office.ok("history", "--json", "--since", first, *when).json["events"]
    reports = [e for e in events if e["kind"] == "reported" and not e["undone"]]
    in_time = [e for e in reports if e["on"] >= first or e["on"] == e["day"]]
    assert data["activity"]["reports"] == len(in_time)
    assert data["activity"]["units_reporting"] == len({e["unit"] for e in in_time})
    every = office.ok("history", "--json", *when).json["events"]
    last = {
        (e["task"], e["unit"]): e["data"].get("ask")
        for e in every
        if e["kind"] == "reported" and not e["undone"]
    }
    asked = {key: text for key, text in last.items() if text}
    ended = {t["code"] for t in data["tasks"] if t["state"] in ("closed", "terminated")}
    assert {(a["code"], a["unit"]): a["text"] for a in data["asks"]} == {
        key: text for key, text in asked.items() if key[0] not in ended
    }
    late = [e["seq"] for e in reports if e["on"] < first and e["on"] < e["day"]]
    assert [c["seq"] for c in data["corrections"] if c["kind"] == "reported"] == late
    promises = office.ok("promises", "--json", *when).json["promises"]
    for status in ("kept", "missed"):
        decided = {p["number"] for p in promises if p["status"] == status and p["decided"] >= first}
        assert {p["number"] for p in data["promises"][status]} == decided


def test_a_week_looked_at_later_is_what_it_was_then(half_a_year: Office) -> None:
    friday = fridays(half_a_year)[1]
    ask = ("report", "weekly", "--json", "--week", str(friday))
    then = half_a_year.ok(*ask, "--as-of", str(friday)).json
    later = half_a_year.ok(*ask).json
    told_since = [each for each in later["corrections"] if each["day"] > str(friday)]
    assert told_since, "something was dated back into that week"
    assert all(then["first"] <= each["on"] <= str(friday) for each in told_since)
    later["corrections"] = [each for each in later["corrections"] if each not in told_since]
    for data in (then, later):
        data.pop("today")
    assert later == then
