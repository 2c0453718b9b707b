"""The rules of supervision with their defaults: thresholds of lights, triggers and steps of slips.

Contract §5; the presets are the ladders of practice: 三色 (blue, yellow, red), and Shanxi's 13710.
"""

from collections.abc import Mapping
from typing import Any

Rules = Mapping[str, Any]

STEPS = ("blue", "yellow", "red", "leader", "principal")
"""提醒函, 催办函, 督办单, then red again as report to the leader in charge and to the principal."""

COLOURS = ("blue", "yellow", "red", "red", "red")

DUE_SOON_DAYS = 30

LADDERS: dict[str, dict[str, Rules]] = {
    "default": {
        "triggers": {
            "due": "30d",
            "overdue": "0d",
            "behind": 10,
            "silent": 1,
            "unsigned": "0d",
            "unanswered": False,
        },
        "steps": {
            "blue": "5wd",
            "yellow": "5wd",
            "red": "3wd",
            "leader": "3wd",
            "principal": "3wd",
        },
    },
    "三色": {
        "triggers": {
            "due": "10wd",
            "overdue": "0d",
            "behind": 10,
            "silent": 1,
            "unsigned": "5wd",
            "unanswered": False,
        },
        "steps": {
            "blue": "5wd",
            "yellow": "5wd",
            "red": "5wd",
            "leader": False,
            "principal": False,
        },
    },
    "13710": {
        "triggers": {
            "due": "7d",
            "overdue": "0d",
            "behind": 10,
            "silent": 1,
            "unsigned": "1d",
            "unanswered": "0d",
        },
        "steps": {
            "blue": "3d",
            "yellow": "7d",
            "red": "7d",
            "leader": "7d",
            "principal": "7d",
        },
    },
}
"""When the first slip is due, and how long each step waits for an answer; False is never.

`due`: so long before the deadline, below `nearly_done`; `overdue`: so long after it; `behind`:
points; `silent`: completed periods; `unsigned`: so long after the clock began; `unanswered`: so
long after the reply was due, though nothing else is the matter any more. None speaks while a task
is grey, but of what was ordered as urgent.
"""


class Policy:
    """The rules that hold, given those that the plan sets."""

    def __init__(self, rules: Rules) -> None:
        ladder = LADDERS[rules.get("ladder", "default")]
        self.due_soon_days: int = rules.get("due_soon_days", DUE_SOON_DAYS)
        self.behind_points: int = rules.get("behind_points", 10)
        self.far_behind_points: int = rules.get("far_behind_points", 30)
        self.nearly_done: int = rules.get("nearly_done", 90)
        self.unsigned_months: int = rules.get("unsigned_months", 3)
        self.recovery_days: int = rules.get("recovery_days", 30)
        self.wait_days: int = rules.get("wait_days", 10)
        self.colours_all: bool = rules.get("behind") == "all"
        self.triggers: Rules = {**ladder["triggers"], **rules.get("triggers", {})}
        self.steps: Rules = {**ladder["steps"], **rules.get("steps", {})}

    @property
    def last_step(self) -> int:
        """The number of the last step: the ladder ends before the first that is never taken."""
        for number, step in enumerate(STEPS):
            if self.steps[step] is False:
                return number
        return len(STEPS)
