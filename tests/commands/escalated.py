"""A programme on which slips fall due: loaded on Monday, 2 March 2026, no holidays counted."""

from typing import Any

from conftest import Done, Office, made

PLAN = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-03-02
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    leader      = "李副省长"
    principal   = "王省长"

    [supervision]
    calendar = "none"

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委"]

    [[unit]]
    name = "省数据局"

    [[unit]]
    name = "省交通运输厅"

    [[unit]]
    name = "省财政厅"

    [[unit]]
    name  = "省委网信办"
    slips = false

    [[unit]]
    name    = "厅局"
    kind    = "group"
    members = ["省交通运输厅", "省财政厅"]

    [[unit]]
    name = "李副省长"
    kind = "leader"

    [[unit]]
    name = "王省长"
    kind = "leader"

    [[task]]
    number   = "1"
    title    = "优化算力支撑底座"
    lead     = ["省数据局"]
    deadline = 2026-04-30

    [[task]]
    number = "2"
    title  = "人工智能+交通"
    lead   = ["省交通运输厅", "省数据局"]

    [[task]]
    number = "3"
    title  = "保障措施"

    [[task]]
    number = "3.1"
    title  = "资金保障"
    lead   = ["省财政厅"]

    [[task]]
    number = "3.2"
    title  = "网络安全"
    lead   = ["省委网信办"]

    [[task]]
    number   = "4"
    title    = "算力调度平台"
    lead     = ["省财政厅"]
    deadline = 2026-05-15
    after    = ["P/1"]
"""
C, D, ROADS, F = "省发展改革委", "省数据局", "省交通运输厅", "省财政厅"
MONDAY = "2026-03-02"
GRACED = "2026-03-09"
"""The first day after the period of grace."""

Issued = tuple[str, int, str, str]
"""Number, step, task, unit."""


def supervise(office: Office) -> Office:
    """Load the programme into simulated data."""
    return made(office, _load)


def _load(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", PLAN)
    office.ok("plan", "load", "plans", "--today", MONDAY)


def act(office: Office, unit: str, day: str, *args: str) -> Done:
    """Do something for a unit on a day."""
    return office.ok(*args, "--as", unit, "--today", day)


def slips(office: Office, day: str, *args: str) -> list[dict[str, Any]]:
    """The register as a program reads it."""
    found: list[dict[str, Any]] = office.ok("slips", *args, "--json", "--today", day).json["slips"]
    return found


def slip(office: Office, day: str, number: str) -> dict[str, Any]:
    """Everything about one slip."""
    found: dict[str, Any] = office.ok("slips", "show", number, "--json", "--today", day).json[
        "slip"
    ]
    return found


def issued(office: Office, day: str, *args: str) -> list[Issued]:
    """Escalate; return what was issued."""
    before = len(slips(office, day))
    act(office, C, day, "escalate", "--yes", *args)
    return [
        (each["number"], each["step"], each["task"], each["unit"])
        for each in slips(office, day)[before:]
    ]


def due(office: Office, day: str, *args: str) -> list[dict[str, Any]]:
    """What the ladder has to say on a day of all that is the matter."""
    line = ("escalate", *args, "--dry-run", "--explain", "--json", "--today", day)
    found: list[dict[str, Any]] = office.ok(*line).json["due"]
    return found


def why(office: Office, day: str, task: str) -> list[tuple[int | None, str]]:
    """The step that is due on a task, and why, or why none is."""
    return [(item["step"], item["because"]) for item in due(office, day, task)]


def report(office: Office, day: str, progress: int = 100, task: str = "P/1", unit: str = D) -> None:
    """Report progress on a task."""
    act(office, unit, day, "update", task, "-p", str(progress), "-d", f"{day}进展")
