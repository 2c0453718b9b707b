"""What held of tasks lately: on the days since an event."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from taskmatrix.domain.lights import Work
from taskmatrix.store import lately as stored
from taskmatrix.store.lately import PastPart, past_parts, past_statuses
from taskmatrix.store.standing import Status
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.work import work_of

Leads = Mapping[int, Sequence[int]]


def changed_since(session: Session, day: str) -> tuple[int, set[int]]:
    """Return the first event since a day, and the tasks on which something changed since it.

    The session keeps them, for tasks are looked at in several batches.
    """
    if day not in session.recent:
        first = stored.first_since(session.store, day)
        session.recent[day] = first, stored.changed_since(session.store, first)
    return session.recent[day]


class Past:
    """What held of some tasks on the days since an event."""

    def __init__(
        self, store: sqlite3.Connection, tasks: Sequence[int], first: int, leads: Leads
    ) -> None:
        self.leads = leads
        self.statuses = past_statuses(store, tasks, first)
        self.parts = past_parts(store, tasks, first)

    def last_days(self, task: int, since: str, today: str) -> list[str]:
        """Return the days, newest first, after which something changed, from one before today."""
        days = (
            (date.fromisoformat(day) - timedelta(days=1)).isoformat() for day in self._begun(task)
        )
        return sorted((day for day in days if since <= day < today), reverse=True)

    def days_of_change(self, task: int, since: str, today: str) -> list[str]:
        """Return the days, from one on and before today, on which something changed."""
        return sorted(day for day in self._begun(task) if since <= day < today)

    def _begun(self, task: int) -> set[str]:
        rows = [*self.statuses.get(task, ()), *self.parts.get(task, ())]
        return {row.first for row in rows}

    def status(self, task: int, day: str) -> Status | None:
        """Return what held of a task at the end of a day."""
        held = [row.status for row in self.statuses.get(task, ()) if row.first <= day]
        return held[-1] if held else None

    def part(self, task: int, unit: int, day: str) -> PastPart:
        """Return what a unit had done on a task at the end of a day."""
        held = [row for row in self.parts.get(task, ()) if row.unit == unit and row.first <= day]
        return held[-1] if held else PastPart(day, unit)

    def work(self, task: int, day: str) -> Work:
        """Return what the work on a task added up to at the end of a day."""
        status = self.status(task, day)
        own = (self.part(task, unit, day) for unit in self.leads[task])
        reports = [(part.progress, part.reported) for part in own]
        return work_of(status, status.state if status else "pending", reports)
