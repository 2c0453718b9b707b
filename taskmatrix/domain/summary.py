"""What a period adds up to: counts, bands of progress, what changed, what comes first."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from taskmatrix.domain.words import LIGHTS, State

BANDS = ("done", "not-started", "behind", "on-pace", "ahead", "unmeasured")
"""已完成, 未启动, 欠进度, 达进度, 超进度, 不作序时评价."""

ENDED = ("closed", "terminated")
BEHIND = ("overdue", "far-behind", "behind")
"""The rules of lights by which a task lies behind."""

YELLOW = ("behind", "extension-pending", "near", "unreported", "recovering")
"""The rules by which a light is yellow."""

CHANGES = ("closed", "terminated", "newly_red", "caught_up", "begun", "added", "returned")
"""What may change on a task."""

_WORST_FIRST = ("red", "yellow", "green", "grey", "done", None)
_GRAVEST_FIRST = ("overdue", "far-behind", "unsigned", "behind", "near", "extension-pending")


class Mark(NamedTuple):
    """How a task stood: its state and light."""

    state: str
    light: str | None


@cache
def mark(state: str, light: str | None) -> Mark:
    """Return a mark; the same ones are one, for there are many."""
    return Mark(state, light)


def counts(marks: Iterable[Mark]) -> dict[str, Any]:
    """Return how many tasks there are in each state and with each light."""
    listed = list(marks)
    states, lights = [each.state for each in listed], [each.light for each in listed]
    return {
        "tasks": len(listed),
        "states": {state: states.count(state) for state in map(str, State)},
        "lights": {light: lights.count(light) for light in LIGHTS},
        "unlit": lights.count(None),
    }


def band(
    state: str, rule: str, progress: float | None, expected: float | None, points: float
) -> str | None:
    """Return in which band of progress a task lies; None of one that was terminated.

    `expected` is None where it does not count: such a task has no yardstick of its own, and is
    neither ahead nor on pace. `points` is from where on one is ahead. A task is behind where its
    light says so.
    """
    if state in ENDED:
        return "done" if state == "closed" else None
    if state == "pending" or progress is None:
        return "not-started"
    if rule in BEHIND:
        return "behind"
    if expected is None:
        return "unmeasured"
    return "ahead" if progress - expected >= points else "on-pace"


def changed(was: Mark | None, now: Mark) -> Iterator[str]:
    """Yield what its marks say that changed on a task; on one that is new, from nothing."""
    if was is None:
        yield "added"
        was = Mark("pending", None)
    if now.state in ENDED and now.state != was.state:
        yield now.state
    if now.light == "red" and was.light != "red":
        yield "newly_red"
    if was.light == "red" and now.light != "red" and now.state not in ENDED:
        yield "caught_up"
    if was.state == "pending" and now.state not in ("pending", "terminated"):
        yield "begun"


def attention(light: str | None, rule: str, numbers: Mapping[str, Any]) -> tuple[int, int, float]:
    """Return the place of a task among those that need attention: red first, the gravest first.

    Among overdue ones the longest, among those behind the farthest, among near ones the nearest.
    """
    grave = _GRAVEST_FIRST.index(rule) if rule in _GRAVEST_FIRST else len(_GRAVEST_FIRST)
    weight = numbers.get("days") or 0
    if rule in BEHIND:
        weight = -(numbers.get("points") or weight)
    return _WORST_FIRST.index(light), grave, weight


def tells(state: str, milestone: str | None, before: float | None, progress: float | None) -> Any:
    """Return the place of a report among those on progress: closed, a milestone, then growth."""
    return state != "closed", milestone is None, (before or 0) - (progress or before or 0)
