"""Who is who in the simulated year: units and tasks with their habits, and what is laid down."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

SEED = 13710
FIRST, LAST = date(2026, 1, 5), date(2026, 12, 31)
DAY = timedelta(days=1)
EVENING = 480
"""The ladder climbs at five in the afternoon, eight hours after nine."""

DEADLINES = {
    ("plan.toml", "1"): 'deadline = 2026-05-29\nmilestone = [\n{title="摸底", due=2026-03-31},\n'
    '{title="方案", due=2026-05-15}]',
    ("plan.toml", "2"): 'deadline = 2026-06-30\nafter = ["LN/1"]',
    ("plan.toml", "5"): "deadline = 2026-04-30",
    ("plan.toml", "9"): "deadline = 2026-09-30",
    ("plan.toml", "13.3"): "deadline = 2026-10-30",
    ("plan.toml", "14.2"): "deadline = 2026-06-30",
    ("plan.toml", "17"): "deadline = 2026-08-31",
    ("plan.toml", "20"): "deadline = 2026-04-15",
    ("x/dalian.toml", "3"): "deadline = 2026-11-30",
    ("x/shenyang.toml", "2"): "deadline = 2026-12-15",
}
"""What is added to tasks, by file and number."""

WORKING_DAYS = """
[[supervision.year]]
year = 2027
holidays = ["2027-01-01", "2027-02-05/2027-02-08", "2027-04-05", "2027-05-01/2027-05-02",
            "2027-06-09", "2027-09-15", "2027-10-01/2027-10-03"]
"""
"""The holidays by law of the next year, laid down: its notice must not change what is published."""

LATE = {"LN/1": 1.2, "LN/2": 1.15, "LN/9": 1.25, "LN/13.3": 1.3, "LN-SY/2": 1.3, "LN-DL/3": 1.05}
"""By how much more time than it has a task would take; others keep to their time."""

EXTENSIONS = (
    ("2026-09-10", "LN/9", "2026-11-30", True),
    ("2026-11-10", "LN-SY/2", "2027-02-26", False),
    ("2026-11-05", "LN/13.3", "2026-12-31", True),
)
"""Day, task, date that is asked for, whether it is approved; the last one is asked for too late."""

WAITS = (("2026-03-03", "LN/3", True), ("2026-06-01", "LN/6", False), ("2026-09-14", "LN/8", False))
"""Day, task, whether the first unit in support that is waited for reports soon."""

UNSIGNED = {"LN-HLD/1": "2026-01-21", "LN/16": "2026-01-15"}
"""Tasks that are signed for late."""

SILENT = {
    "鞍山市政府": (9, 13),
    "营口市政府": (17, 21),
    "省体育局": (25, 29),
    "省应急厅": (34, 37),
    "阜新市政府": (40, 48),
}
"""Units that report nothing in these weeks, or until the leader in charge hears of it; the last one
until the principal does."""

MAJOR = ("2026-07-15", "LN/10", "国务院督查组反馈问题")
WITHDRAWN = {20: "核实后已按时报送", 90: "重复督办"}
"""Which slips, counted, are withdrawn on the next working day, and why."""


class Turn(NamedTuple):
    """Who does what at which minute after nine; `order` parts those of one minute."""

    minute: int
    order: int
    unit: str
    person: str
    act: Callable[[], object]


class Unit:
    """A lead with its habits: its day, how often it misses a week, how often it answers."""

    def __init__(self, name: str, chance: Random) -> None:
        self.name = name
        self.tasks: list[Task] = []
        self.weekday, self.minute = chance.randint(1, 4), chance.randrange(EVENING)
        self.misses, self.answers = chance.uniform(0, 0.08), chance.uniform(0.6, 0.98)
        self.silent = range(*SILENT.get(name, (0, 0)))
        self.heeds = 5 if len(self.silent) > 6 else 4


class Task:
    """A task as its leads carry it out; `pace` is the share of its time that it really needs."""

    def __init__(self, item: dict[str, Any], chance: Random) -> None:
        self.code: str = item["code"]
        self.leads: list[str] = item["lead"]
        self.support: list[str] = item["support"]
        self.begun = date.fromisoformat(item["start"])
        self.days = (date.fromisoformat(item["deadline"]) - self.begun).days
        self.pace = LATE.get(self.code) or chance.uniform(0.86, 1.0)
        self.asleep = self.code in UNSIGNED
        self.state = "open"
        self.reported: dict[str, int] = {}

    def progress(self, unit: str, day: date) -> int:
        """How far a lead says that it has come; never back."""
        share = (day - self.begun).days / (self.days * self.pace)
        now = max(min(round(100 * share), 100), self.reported.get(unit, 0))
        self.reported[unit] = now
        return now

    @property
    def complete(self) -> bool:
        return all(self.reported.get(unit) == 100 for unit in self.leads)
