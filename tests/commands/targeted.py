"""A programme with targets, and what people type of them."""

from typing import Any

from conftest import SMALL, Done, Office

TARGETS = """
      [[task.target]]
      id      = "roads"
      title   = "智能网联道路"
      op      = ">="
      value   = 1000
      measure = "公里"
      due     = 2026-12-31

    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 5000
    measure = "PFLOPS"
    due     = 2027-12-31
    baseline = { date = 2026-01-05, value = 1000 }

    [[target]]
    id      = "share"
    title   = "普及率"
    op      = ">"
    value   = 70
    measure = "%"
    due     = 2030-12-31
    soft    = true

    [[target]]
    id      = "vouchers"
    title   = "发放算力券"
    op      = ">="
    value   = 12.5
    measure = "亿元"
    per     = "year"
"""
REGION = """
    format = 1

    [plan]
    id     = "{id}"
    tier   = "X"
    title  = "{owner}方案"
    parent = "P"
    owner  = "{owner}"

    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 500
    measure = "PFLOPS"

    [[target]]
    id      = "share"
    title   = "普及率"
    op      = ">="
    value   = 60
    measure = "%"
"""
COORDINATOR, DATA, ROADS, CITY = "省发展改革委", "省数据局", "省交通运输厅", "甲市政府"
LOADED, MARCH, JUNE = "2026-01-05", "2026-03-31", "2026-06-30"


def load_targets(office: Office) -> None:
    """Load a programme that has targets, two of them in the plans of two cities too."""
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + TARGETS)
    office.write("plans/a.toml", REGION.format(id="P-A", owner="甲市政府"))
    office.write("plans/b.toml", REGION.format(id="P-B", owner="乙市政府"))
    office.ok("plan", "load", "plans", "--today", LOADED)


def record(office: Office, day: str, code: str, value: str, *args: str, by: str = "") -> Done:
    said = ("--as", by or COORDINATOR, "--today", day)
    return office.ok("targets", "record", code, value, *said, *args, LANG="en_US.UTF-8")


def targets(office: Office, day: str, *args: str) -> dict[str, Any]:
    answer = office.ok("targets", "--json", "--today", day, *args).json
    return {item["code"]: item for item in answer["targets"]}


def readings(office: Office, day: str, code: str) -> list[Any]:
    answer = office.ok("targets", "show", code, "--json", "--today", day).json
    listed: list[Any] = answer["target"]["readings"]
    return listed
