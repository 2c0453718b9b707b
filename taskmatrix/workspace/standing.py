"""How far tasks have come: progress, day of report and flags, from what their leads reported."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from taskmatrix.domain.periods import REPORT_EVERY, last_completed
from taskmatrix.domain.progress import group_progress, task_progress
from taskmatrix.store.parts import (
    NOTHING_YET,
    Part,
    advancing,
    has_parts,
    lead_reports,
    leaves,
    parts,
    silent_tasks,
)
from taskmatrix.workspace.session import Session

Leads = Mapping[int, Sequence[int]]
Days = tuple[str, str]
Parts = Mapping[tuple[int, int], Part]


class Standing(NamedTuple):
    """Progress and day of report of a task, and what its leads left undone."""

    progress: float | None
    reported: str | None
    flags: list[str]


NOTHING_REPORTED = Standing(None, None, [])


class Standings:
    """Reads how far some tasks have come, given their leads; `parts` is what units have done.

    `active` are those of them on which reports are due.
    """

    def __init__(self, session: Session, leads: Leads, active: Sequence[int]) -> None:
        self.store = session.store
        self.leads = leads
        self.parts: Parts = parts(self.store, list(leads)) if has_parts(self.store) else {}
        period = last_period(session, "lead")
        self.silent = silent_tasks(self.store, active, *period) if period else set()

    def of(self, task: int) -> Standing:
        """Return the standing of a leaf."""
        own = [self.parts.get((task, unit), NOTHING_YET) for unit in self.leads[task]]
        progress = task_progress(part.progress for part in own)
        reported = max((part.reported for part in own if part.reported), default=None)
        found = ["unreported"] * (task in self.silent)
        found += ["urged"] * any(part.urged is not None for part in own)
        return Standing(progress, reported, found)

    def of_groups(self, groups: Sequence[int]) -> dict[int, Standing]:
        """Return the standing of groups: the mean of their leaves, the latest of their reports."""
        below = added_up(self.store, leaves(self.store, groups))
        return {
            group: Standing(sum_of.progress, sum_of.reported, []) for group, sum_of in below.items()
        }


def last_period(session: Session, role: str) -> Days | None:
    """Return the last completed reporting period of a role as ISO days; None where it has none."""
    return iso_days(last_completed(report_every(session)[role], session.today))


def report_every(session: Session) -> dict[str, str]:
    """Return how often each role reports: as the plan says, else by default."""
    said: dict[str, str] = session.overall["supervision"].get("report_every", {})
    return {**REPORT_EVERY, **said}


def iso_days(period: tuple[date, date] | None) -> Days | None:
    """Return a period as ISO texts."""
    return (period[0].isoformat(), period[1].isoformat()) if period else None


def clock_of(start: str | None, assigned_on: str) -> str:
    """Return the day on which signing and reporting begin (交办日): the later of the two."""
    return max(start or assigned_on, assigned_on)


class Sum(NamedTuple):
    """What some tasks add up to."""

    progress: float | None
    reported: str | None
    tasks: int
    closed: int


def added_up(store: sqlite3.Connection, below: Iterable[tuple[int, int, str]]) -> dict[int, Sum]:
    """Add up the tasks below others, given as the one above, the task and its state."""
    states: dict[int, list[tuple[int, str]]] = {}
    for top, task, state in below:
        states.setdefault(top, []).append((task, state))
    every = sorted({task for each in states.values() for task, _state in each})
    known = lead_reports(store, every)
    result = {}
    for top, tasks in states.items():
        reports = [known.get(task, []) for task, _state in tasks]
        progress = [task_progress(number for number, _day in each) for each in reports]
        result[top] = Sum(
            group_progress(zip((state for _task, state in tasks), progress, strict=True)),
            max((day for each in reports for _number, day in each), default=None),
            len(tasks),
            sum(state == "closed" for _task, state in tasks),
        )
    return result


def rollup(store: sqlite3.Connection, task: int) -> dict[str, float | int | None] | None:
    """Return what the N and X tasks that advance a task add up to; None where there are none."""
    found = added_up(store, advancing(store, [task])).get(task)
    if found is None:
        return None
    return {"tasks": found.tasks, "closed": found.closed, "progress": found.progress}
