"""How far tasks have come: progress, expectation, light and flags."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from taskmatrix.domain.lights import (
    NO_WORK,
    Judge,
    Task,
    Verdict,
    Work,
    is_extended,
    is_waiting,
)
from taskmatrix.domain.policy import Policy
from taskmatrix.domain.progress import group_progress, task_progress
from taskmatrix.store import standing as store_standing
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
from taskmatrix.store.query import Row, tasks_below
from taskmatrix.workspace.calendars import working_days
from taskmatrix.workspace.rhythm import clock_of, last_period, report_every
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.work import Spans, work_of

Leads = Mapping[int, Sequence[int]]
Parts = Mapping[tuple[int, int], Part]
WORST = ("red", "yellow", "green", "grey", "done")
"""Lights of a group's tasks, the worst first."""


class Standing(NamedTuple):
    """Progress, expected progress, day of report, light with its reason, flags of a task."""

    progress: float | None
    expected: float | None
    reported: str | None
    verdict: Verdict
    flags: list[str]


def policy_of(session: Session) -> Policy:
    """Return the rules of supervision that the overall plan sets."""
    return Policy(session.overall["supervision"])


def judge_of(session: Session, policy: Policy | None = None) -> Judge:
    """Return who judges tasks: the plan's rules, or others, with the programme's working days."""
    if policy is None and session.judge:
        return session.judge
    every = report_every(session)["lead"]
    judge = Judge(policy or policy_of(session), working_days(session), every)
    if policy is None:
        session.judge = judge
    return judge


def provisional_years(session: Session) -> list[int]:
    """Return the years without a notice on which rests what was judged so far (contract §5)."""
    return session.judge.provisional_years() if session.judge else []


class Standings:
    """Reads how far some tasks have come, given their rows and leads.

    `parts` is what units have done, `statuses` what holds of the tasks.
    """

    def __init__(self, session: Session, rows: Sequence[Row], leads: Leads) -> None:
        self.store = session.store
        self.session = session
        self.today = session.today.isoformat()
        self.leads = leads
        self.judge = judge_of(session)
        own = [row[0] for row in rows if not row[6]]
        self.parts: Parts = parts(self.store, own) if has_parts(self.store) else {}
        worked = store_standing.has_work(self.store)
        self.statuses = store_standing.statuses(self.store, own) if worked else {}
        self.milestones = store_standing.milestones(self.store, own)
        self.targets = spans_of_targets(self.store, {row[0]: (row[7], row[9]) for row in rows})
        active = [row[0] for row in rows if row["state"] == "active" and not row[6]]
        period = last_period(session, "lead")
        self.period = period
        self.silent = silent_tasks(self.store, active, *period) if period and active else set()
        self.recovered = self._recovered(rows) if worked else {}
        self.known = {task for task, _unit in self.parts}.union(
            self.statuses, self.milestones, self.targets, self.silent, self.recovered
        )
        self._alike: dict[tuple[Any, ...], Standing] = {}

    def task(self, row: Row) -> Task:
        """Return what the plan says of a leaf."""
        start, original, inherited = row[7], row[9], row[10]
        clock = clock_of(start, row[12])
        steps = self.milestones.get(row[0], ())
        spans = self.targets.get(row[0], ())
        return Task(clock, start, original, bool(inherited), bool(row[13]), steps, spans)

    def work(self, task: int, state: str) -> Work:
        """Return what the work on a leaf adds up to."""
        own = (self.parts.get((task, unit), NOTHING_YET) for unit in self.leads[task])
        reports = [(part.progress, part.reported) for part in own]
        return work_of(self.statuses.get(task), state, reports)

    def of(self, row: Row) -> Standing:
        """Return the standing of a leaf."""
        if row[0] in self.known:
            return self._judged(row)
        plan = row[7:14]  # of tasks of which nothing else is known, many are alike
        if plan not in self._alike:
            self._alike[plan] = self._judged(row)
        return self._alike[plan]

    def _judged(self, row: Row) -> Standing:
        number, state, judge = row[0], row[11], self.judge
        task = self.task(row)
        if not self.parts and number not in self.statuses:
            work = NO_WORK if state == "pending" else Work(state, self.today)
        else:
            work = self.work(number, state)
        silent = self.period if number in self.silent else None
        verdict = judge.verdict(task, work, self.today, silent, self.recovered.get(number))
        expected = None
        if state not in ("closed", "terminated"):
            day = work.since if state == "review" else self.today
            expected = judge.expected(task, work, day)
        found = ["unreported"] if silent else []
        if number in self.statuses:
            found += _flags(task, work, self.today)
        if self.parts and any(
            self.parts.get((number, unit), NOTHING_YET).urged for unit in self.leads[number]
        ):
            found.append("urged")
        return Standing(work.progress, expected, work.reported, verdict, found)

    def of_groups(self, groups: Sequence[int]) -> dict[int, Standing]:
        """Return the standing of groups: mean progress, latest report, worst light."""
        if not groups:
            return {}
        below = added_up(self.store, leaves(self.store, groups))
        lights = self._lights(groups)
        return {
            group: Standing(
                below[group].progress if group in below else None,
                None,
                below[group].reported if group in below else None,
                Verdict(next(iter(lights[group]), None), "group", lights[group]),
                [],
            )
            for group in groups
        }

    def of_rows(self, rows: Sequence[Row]) -> Iterator[Standing]:
        """Yield the standing of tasks, groups among them."""
        groups = self.of_groups([row[0] for row in rows if row[6]])
        for row in rows:
            yield groups[row[0]] if row[6] else self.of(row)

    def _lights(self, groups: Sequence[int]) -> dict[int, dict[str, int]]:
        """Return how many tasks in groups have which light, the worst first."""
        found: dict[int, list[str | None]] = {group: [] for group in groups}
        rows = [(row["top"], row) for row in tasks_below(self.store, groups)]
        every = {row[0]: row for _top, row in rows}
        leads = leads_of(self.store, list(every))
        inner = Standings(self.session, list(every.values()), leads)
        lights = {task: inner.of(row).verdict.light for task, row in every.items()}
        for top, row in rows:
            found[top].append(lights[row[0]])
        return {
            top: {light: its.count(light) for light in WORST if light in its}
            for top, its in found.items()
        }

    def _recovered(self, rows: Sequence[Row]) -> dict[int, str]:
        """Return the last red day of those tasks that were red in the last days of grace.

        It tells nothing of a silent task, which is never green.
        """
        from taskmatrix.workspace.lately import Past, changed_since

        days = self.judge.policy.recovery_days
        since = (self.session.today - timedelta(days=days)).isoformat()
        first, changed = changed_since(self.session, since)
        changed = changed - self.silent
        some = {row[0]: row for row in rows if row[0] in changed and not row[6]}
        past = Past(self.store, list(some), first, self.leads)
        found = {}
        for number, row in some.items():
            task = self.task(row)
            for day in past.last_days(number, since, self.today):
                if self.judge.is_red(task, past.work(number, day), day):
                    found[number] = day
                    break
        return found


def _flags(task: Task, work: Work, today: str) -> list[str]:
    found = ["waiting"] if is_waiting(work, today) else []
    found += ["extended"] if is_extended(task, work) else []
    return found + (["extension-pending"] if work.asked else [])


def spans_of_targets(
    store: sqlite3.Connection, tasks: Mapping[int, tuple[str | None, str | None]]
) -> dict[int, Spans]:
    """Return from when to when the bound targets of tasks run, given their start and deadline."""
    found: dict[int, Spans] = {}
    for task, text in store_standing.bound_targets(store, list(tasks)):
        import json

        definition = json.loads(text)
        start, deadline = tasks[task]
        first = (definition["baseline"] or {}).get("date") or start
        last = definition["due"] or deadline
        if first and last:
            found[task] = (*found.get(task, ()), (first, last))
    return found


def leads_of(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[int, list[int]]:
    """Return the leads of some tasks, the one that answers first."""
    from taskmatrix.store.query import assigned_units

    return assigned_units(store, tasks)[1]


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
