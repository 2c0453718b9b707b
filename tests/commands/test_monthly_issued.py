"""Which month a monthly is of; drafts, issues, what is left of the month before."""

import json

import pytest
from commands.circulated import (
    AFTER,
    CITY,
    COORDINATOR,
    TOWN,
    begin,
    march,
    monthly,
)
from commands.supervised import act
from commands.working import refused
from conftest import Office

ENGLISH = {"LANG": "en_US.UTF-8"}
LEFT = "--month 2026-03 --issue"
ISSUE = ("report", "monthly", "--issue", "--as", COORDINATOR, "--today")


@pytest.fixture
def spring(office: Office) -> Office:
    return march(office)


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
