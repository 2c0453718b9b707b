"""Programmes for documents, and what these say in one line."""

from conftest import Office

C = "省发展改革委"
ENGLISH = {"LANG": "en_US.UTF-8"}
HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    coordinator = "省发展改革委"
    {more}

    [[unit]]
    name = "省发展改革委"
    en   = "Provincial Reform Commission"
"""
TASK = """
    [[task]]
    number = "{number}"
    title  = "事项{number}"
    {more}
"""
REGION = """
    format = 1

    [plan]
    id     = "P-{id}"
    tier   = "X"
    title  = "{owner}方案"
    parent = "P"
    owner  = "{owner}"

    [[target]]
    id      = "total"
    title   = "总量"
    op      = ">="
    value   = 40
    measure = "个"
"""


def begin(office: Office, *parts: str, day: str = "2026-03-02", more: str = "") -> None:
    """Load a plan of some parts into simulated data."""
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", HEAD.format(more=more) + "".join(parts))
    office.ok("plan", "load", "plans", "--today", day)


def told(office: Office, *args: str, day: str, **env: str) -> str:
    """What a document says, in one line."""
    said = office.ok("report", *args, "--format", "md", "--today", day, **(env or ENGLISH)).out
    return " ".join(said.split())
