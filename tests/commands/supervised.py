"""A programme under supervision: loaded on Monday, 2 March 2026, with what units then do."""

from typing import Any

from conftest import SMALL, Done, Office, made

MORE = """
    [[task]]
    number = "3"
    title  = "人工智能+政务"
    lead   = ["省交通运输厅", "省数据局"]
    start  = 2026-03-11
    after  = ["P/1"]
    local  = []

    [[task]]
    number   = "4"
    title    = "算力调度平台"
    lead     = ["省数据局"]
    deadline = 2026-03-13
    local    = []
"""
MONDAY, TUESDAY, NEXT_MONDAY = "2026-03-02", "2026-03-03", "2026-03-09"


def supervise(office: Office) -> Office:
    """Load the programme into simulated data."""
    return made(office, _load)


def _load(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + MORE)
    office.ok("plan", "load", "plans", "--today", MONDAY)


def act(office: Office, unit: str, day: str, *args: str) -> Done:
    return office.ok(*args, "--as", unit, "--today", day)


def todo(office: Office, unit: str, day: str, *args: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = act(office, unit, day, "todo", "--json", *args).json["items"]
    return items


def waiting(office: Office, unit: str, day: str) -> list[tuple[str, str]]:
    return [(item["what"], item["task"]) for item in todo(office, unit, day)]


def missing(office: Office, day: str, *args: str) -> list[tuple[str, str]]:
    items = office.ok("missing", "--json", "--today", day, *args).json["missing"]
    return [(item["unit"], item["task"]) for item in items]
