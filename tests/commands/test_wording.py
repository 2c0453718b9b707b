"""Stale wording as it is seen: in `show TASK`, in `missing`."""

from typing import Any

import pytest
from commands.supervised import MONDAY, NEXT_MONDAY, TUESDAY, act, supervise
from conftest import Office

LEAD = "省数据局"
TEXT = "召开专题会议，研究部署算力调度平台建设，督促各市加快进度。"
DAYS = (TUESDAY, NEXT_MONDAY, "2026-03-16")


@pytest.fixture
def office(office: Office) -> Office:
    """An office that loaded its programme on Monday, 2 March 2026."""
    return supervise(office)


def say(office: Office, day: str, text: str = TEXT, *args: str, unit: str = LEAD) -> None:
    act(office, unit, day, "update", "P/1", "-d", text, *args)


def stale(office: Office, day: str, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("missing", "--json", "--today", day, *args).json[
        "stale"
    ]
    return found


def marks(office: Office, day: str = "2026-04-30") -> list[bool]:
    reports = office.ok("show", "P/1", "--json", "--today", day).json["task"]["reports"]
    return [report["stale"] for report in reports]


def test_three_of_the_same_are_marked(office: Office) -> None:
    for day in DAYS[:2]:
        say(office, day)
    assert stale(office, DAYS[1]) == []
    say(office, DAYS[2], TEXT.replace("，", "、"))
    assert stale(office, DAYS[2]) == [
        {"unit": LEAD, "task": "P/1", "title": "优化算力支撑底座", "since": TUESDAY}
    ]
    assert marks(office) == [False, False, True]

    told = office.ok("missing", "--today", DAYS[2], "--lang", "en").err
    assert "Tasks with stale wording, three reports running: 1 (P/1)" in told
    shown = office.ok("show", "P/1", "--today", DAYS[2], "--lang", "en").out
    assert shown.count("stale wording") == 1

    say(office, "2026-03-17", "印发方案，完成招标，首批节点并网。")
    assert stale(office, "2026-03-17") == []
    assert "stale wording" not in office.ok("missing", "--today", "2026-03-17", "--lang", "en").err
    assert len(stale(office, DAYS[2], "--as-of", DAYS[2])) == 1, "it was so then"
    assert marks(office) == [False, False, True, False]


def test_no_change_is_honest(office: Office) -> None:
    for day in DAYS:
        say(office, day)
        act(office, LEAD, day, "update", "P/1", "--same")
    assert marks(office) == [False, False, False, False, True, False]
    assert len(stale(office, DAYS[2])) == 1, "the texts around it count"

    for day in ("2026-03-23", "2026-03-30", "2026-04-07"):
        act(office, LEAD, day, "update", "P/1", "--same")
    assert marks(office)[-3:] == [False] * 3


def test_a_number_that_changed_is_news(office: Office) -> None:
    for day, number in zip(DAYS, (10, 20, 30), strict=True):
        say(office, day, f"{TEXT}累计投资{number}亿元。", "-p", str(number))
    assert marks(office) == [False] * 3
    assert stale(office, DAYS[2]) == []


def test_late_entries_count_by_their_day(office: Office) -> None:
    say(office, TUESDAY)
    say(office, "2026-03-23", "印发方案，完成招标，首批节点并网。")
    say(office, "2026-03-23", TEXT, "--on", NEXT_MONDAY)
    say(office, "2026-03-23", TEXT, "--on", "2026-03-16")
    reports = office.ok("show", "P/1", "--json", "--today", "2026-03-23").json["task"]["reports"]
    assert [(x["late"], x["stale"]) for x in reports] == [
        (False, False),
        (False, False),
        (True, False),
        (True, True),
    ]
    assert stale(office, "2026-03-23") == [], "what happened last is news"


def test_each_unit_is_read_for_itself(office: Office) -> None:
    say(office, TUESDAY)
    say(office, TUESDAY, unit="甲市政府")
    say(office, NEXT_MONDAY, unit="乙市政府")
    assert marks(office) == [False] * 3
    for day in DAYS[1:]:
        say(office, day, unit="甲市政府")
    assert marks(office) == [False] * 4 + [True]
    assert stale(office, DAYS[2]) == [], "missing tells of leads"


def test_missing_asks_for_roles_and_units(office: Office) -> None:
    for day in DAYS:
        say(office, day)
    day = DAYS[2]
    assert len(stale(office, day, "--role", "lead")) == 1
    assert len(stale(office, day, "--unit", LEAD)) == 1
    assert stale(office, day, "--role", "local") == []
    assert stale(office, day, "--unit", "各市政府") == []


def test_what_is_over_or_taken_back_is_not_told(office: Office) -> None:
    for day in DAYS:
        say(office, day)
    office.ok("undo", "--today", DAYS[2])
    assert stale(office, DAYS[2]) == []
    say(office, DAYS[2], TEXT, "-p", "100")
    assert len(stale(office, DAYS[2])) == 1
    act(office, LEAD, DAYS[2], "finish", "P/1")
    assert stale(office, DAYS[2]) == [], "in review nobody reports"


def test_a_text_that_was_redacted_says_nothing(office: Office) -> None:
    for day in (MONDAY, *DAYS[:2]):
        say(office, day)
    assert len(stale(office, DAYS[1])) == 1
    events = office.ok("history", "P/1", "--json").json["events"]
    seq = next(event["seq"] for event in reversed(events) if event["kind"] == "reported")
    office.ok(
        "db", "redact", str(seq), "--reason", "姓名", "--as", "省发展改革委", "--today", DAYS[1]
    )
    assert stale(office, DAYS[1]) == []
    assert marks(office) == [False] * 3
