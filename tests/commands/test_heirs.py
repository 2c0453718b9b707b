"""A unit merges into another, that one into a third: the last of them goes on for all."""

from typing import Any

import pytest
from commands.supervised import act, todo
from conftest import Office, made

HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-03-02
    horizon     = 2027-12-31
    coordinator = "省发展改革委"

    [supervision]
    calendar = "none"

    [[unit]]
    name = "省发展改革委"
"""
NINE, EIGHT, SEVEN = "省大数据中心", "省数据局", "省数字局"
"""Nine merges into eight, and eight into seven."""
OTHER = "省发展改革委"


def plan(lead: str, *units: str, helper: str = "") -> str:
    """A plan of two tasks, one of them led by the office, and of some units."""
    listed = "".join(f"\n    [[unit]]\n    {unit}\n" for unit in units)
    return f"""{HEAD}{listed}
    [[task]]
    number   = "1"
    title    = "优化算力支撑底座"
    lead     = ["{lead}"]
    deadline = 2026-03-20

    [[task]]
    number  = "2"
    title   = "算力调度平台"
    lead    = ["{OTHER}"]
    support = ["{helper or lead}"]
    """


def work(office: Office) -> None:
    """The first unit works, promises, asks, is sent a slip, and is waited for."""
    office.ok("db", "create", "--simulated")
    others = (f'name = "{EIGHT}"', f'name = "{SEVEN}"')
    office.write("plans/plan.toml", plan(NINE, f'name = "{NINE}"', *others))
    office.ok("plan", "load", "plans", "--today", "2026-03-02")
    act(office, NINE, "2026-03-03", "update", "P/1", "-p", "10", "-d", "完成选址",
        "--ask", "请协调用地", "--promise", "启动招标", "--by", "2026-03-25")  # fmt: skip
    act(office, NINE, "2026-03-03", "update", "P/2", "--not-applicable", "没有平台")
    act(office, OTHER, "2026-03-03", "accept", "P/2")
    act(office, OTHER, "2026-03-04", "wait", "P/2", "--on", NINE, "--reason", "数据未到",
        "--until", "2026-04-30")  # fmt: skip
    act(office, OTHER, "2026-03-23", "escalate", "P/1", "--yes")


def merge(office: Office, day: str, *units: str, lead: str) -> None:
    office.write("plans/plan.toml", plan(lead, *units))
    office.ok("plan", "load", "plans", "--yes", "--today", day)


def merged_twice(office: Office) -> None:
    made(office, work)
    first = (f'name = "{EIGHT}"\n    formerly = ["{NINE}"]', f'name = "{SEVEN}"')
    merge(office, "2026-03-24", *first, lead=EIGHT)
    merge(office, "2026-03-24", f'name = "{SEVEN}"\n    formerly = ["{EIGHT}"]', lead=SEVEN)


@pytest.fixture
def heir(office: Office) -> Office:
    return made(office, merged_twice)


def read(office: Office, *args: str, day: str = "2026-03-27") -> Any:
    return office.ok(*args, "--json", "--today", day).json


def test_slips_promises_and_waits_are_those_of_the_last_heir(heir: Office) -> None:
    (slip,) = read(heir, "slips", "--unit", SEVEN)["slips"]
    assert slip["unit"] == SEVEN
    (promise,) = read(heir, "promises", "--unit", SEVEN)["promises"]
    assert (promise["unit"], promise["status"]) == (SEVEN, "missed")
    assert read(heir, "show", "P/2")["task"]["wait"]["on"] == SEVEN
    told = {item["what"]: item["unit"] for item in todo(heir, OTHER, "2026-03-27")}
    assert told["not-applicable"] == SEVEN
    waits = {item["what"] for item in todo(heir, SEVEN, "2026-03-27")}
    assert {"slip", "awaited"} <= waits
    unit = read(heir, "show", SEVEN)["unit"]
    assert (unit["promises"]["missed"], unit["slips_received"]["blue"]) == (1, 1)
    heir.ok("db", "check")


def test_the_last_heir_answers_for_the_first(heir: Office) -> None:
    act(heir, SEVEN, "2026-03-27", "slips", "answer", "2026-1", "--reply", "已启动招标",
        "--by", "2026-04-10")  # fmt: skip
    act(heir, SEVEN, "2026-03-27", "update", "P/2", "-d", "数据已交")
    left = {item["what"] for item in todo(heir, SEVEN, "2026-03-27")}
    assert not left & {"slip", "awaited"}


def test_documents_name_the_last_heir(heir: Office) -> None:
    data = read(heir, "report", "weekly")
    (ask,) = data["asks"]
    assert (ask["unit"], ask["text"]) == (SEVEN, "请协调用地")
    (missed,) = data["promises"]["missed"]
    assert missed["unit"] == SEVEN
    (slip,) = data["slips"]["issued"]
    assert slip["unit"] == SEVEN
    assert read(heir, "report", "task", "P/1")["last_words"]["done"] == "完成选址"
    sheet = read(heir, "report", "unit", SEVEN)
    assert [slip["number"] for slip in sheet["slips"]] == ["2026-0001"]
    assert [wait["task"] for wait in sheet["awaited"]] == ["P/2"]


def test_a_merger_taken_back_gives_it_all_to_the_unit_between(heir: Office) -> None:
    heir.ok("undo", "--today", "2026-03-24")
    (slip,) = read(heir, "slips")["slips"]
    (promise,) = read(heir, "promises")["promises"]
    assert (slip["unit"], promise["unit"]) == (EIGHT, EIGHT)
    assert read(heir, "show", "P/2")["task"]["wait"]["on"] == EIGHT
    heir.ok("db", "check")


def test_a_unit_that_came_back_for_a_moment_is_merged_as_before(office: Office) -> None:
    made(office, work)
    others = (f'name = "{EIGHT}"\n    formerly = ["{NINE}"]', f'name = "{SEVEN}"')
    merge(office, "2026-03-24", *others, lead=EIGHT)
    apart = (f'name = "{unit}"' for unit in (NINE, EIGHT, SEVEN))
    merge(office, "2026-03-24", *apart, lead=NINE)
    (slip,) = read(office, "slips")["slips"]
    assert slip["unit"] == NINE
    office.ok("undo", "--today", "2026-03-24")
    (slip,) = read(office, "slips")["slips"]
    assert slip["unit"] == EIGHT
    assert [ask["unit"] for ask in read(office, "report", "weekly")["asks"]] == [EIGHT]
    office.ok("db", "check")
