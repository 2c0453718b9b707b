"""Numbers, names and days beyond what can be: told, never a traceback."""

import pytest
from commands.supervised import MONDAY, TUESDAY, act, supervise
from commands.working import desk, loaded_once, refused, reports
from conftest import Office

__all__ = ["desk", "loaded_once"]

BEYOND = ("9223372036854775808", "9" * 40, "-1")


@pytest.mark.parametrize("number", BEYOND)
@pytest.mark.parametrize(
    "line",
    [
        "list --limit {}",
        "matrix --limit {}",
        "mine --as 省数据局 --limit {}",
        "history --limit {}",
        "db redact {} --reason 误填",
        "db evidence {} 附件",
        "update P/2 --as 省交通运输厅 --reached {}",
    ],
)
def test_numbers_that_the_store_does_not_know(desk: Office, line: str, number: str) -> None:
    refused(desk, *line.format(number).split(), status=2)


@pytest.mark.parametrize("line", ["list --limit {}", "history --limit {}"])
def test_the_largest_number(desk: Office, line: str) -> None:
    desk.ok(*line.format(2**63 - 1).split())


def test_a_person_whose_name_is_no_text(desk: Office) -> None:
    bad = b"\xff".decode("utf-8", "surrogateescape")
    assert desk.ok("history", "--by", bad, "--json").json["events"] == []


@pytest.mark.parametrize("day", ["1899-12-31", "9000-01-01"])
@pytest.mark.parametrize(
    "line",
    [
        "list --today {}",
        "list --as-of {}",
        "list --due-by {}",
        "todo --as 省数据局 --today {}",
        "missing --today {}",
        "history --since {}",
        "history --until {}",
        "update 1 -p 5 --as 省数据局 --on {}",
        "update 1 --promise 建成 --by {} --as 省数据局",
    ],
)
def test_days_that_are_slips_of_the_hand(desk: Office, line: str, day: str) -> None:
    refused(desk, *line.format(day).split(), status=2)


@pytest.mark.parametrize("day", ["1900-01-01", "8999-12-31"])
@pytest.mark.parametrize("line", ["list", "todo --as 省数据局", "missing", "matrix"])
def test_the_first_and_the_last_day(desk: Office, line: str, day: str) -> None:
    desk.ok(*line.split(), "--today", day)


def test_before_the_record_begins(office: Office) -> None:
    supervise(office)
    for line in ("list", "history", "show P/1", "missing", "todo --as 省数据局"):
        told = refused(office, *line.split(), "--as-of", "2026-03-01", status=4)
        assert MONDAY in told, line
    office.ok("list", "--as-of", MONDAY)


def test_before_a_task_begins(office: Office) -> None:
    supervise(office)
    late = ("--as", "省交通运输厅", "--today", "2026-03-12")
    told = refused(office, "update", "P/3", "-p", "5", "--on", "2026-03-10", *late)
    assert ["2026-03-10" in told, "2026-03-11" in told] == [True, True]
    office.ok("update", "P/3", "-p", "5", "--on", "2026-03-11", *late)


def test_a_period_that_ends_before_it_begins(desk: Office) -> None:
    refused(desk, "history", "--since", "2026-04-02", "--until", "2026-04-01")
    refused(desk, "history", "--since", "明天", "--until", "昨天")
    desk.ok("history", "--since", "2026-04-01", "--until", "2026-04-01")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("昨天", MONDAY), ("yesterday", MONDAY), ("前天", "2026-03-01"), ("今天", TUESDAY)],
)
def test_days_that_are_past(office: Office, said: str, meant: str) -> None:
    supervise(office)
    act(office, "省数据局", TUESDAY, "update", "P/1", "-p", "5", "--on", said)
    assert reports(office, "P/1")[0]["on"] == meant
