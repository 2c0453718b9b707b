"""What was on record of tasks on any day: what their plans said, what held, who reported."""

from collections.abc import Iterable
from datetime import date, timedelta

from taskmatrix.domain.lights import Span
from taskmatrix.domain.milestones import followed
from taskmatrix.domain.words import Role, State
from taskmatrix.store import facts as stored
from taskmatrix.store.events import last_event
from taskmatrix.store.facts import Given, TaskRow, Version
from taskmatrix.store.heirs import heirs
from taskmatrix.store.lately import PastStatus, past_statuses
from taskmatrix.store.reached import Claim, claims
from taskmatrix.store.standing import Status
from taskmatrix.workspace.rhythm import clock_of
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.work import work_of

_DAY = timedelta(days=1)


class OnRecord:
    """Tells what was on record of each task on a day; units by those that continue them now.

    What happened is read from the day `since` on, or from `first` to `last`, whichever is earlier.
    """

    def __init__(self, session: Session, since: str, first: str, last: str) -> None:
        self.store = session.read()
        self._heirs = heirs(self.store)
        self.tasks = stored.leaves(self.store)
        since = min(since, first)
        self._versions = stored.versions(self.store, since, first, last)
        ids = [task.id for task in self.tasks]
        self._statuses: dict[int, list[PastStatus]] = past_statuses(self.store, ids, 0)
        self._reports: dict[tuple[int, int], list[Given]] = {}
        for task, unit, given in stored.reports(self.store, since, self._first_wait(since)):
            self._reports.setdefault((task, self.heir(unit)), []).append(given)
        self._claims: dict[int, list[Claim]] = {}
        for claim in claims(self.store, list(self._versions)):
            self._claims.setdefault(claim.task, []).append(claim)
        self._exemptions: dict[tuple[int, int], list[tuple[str, str | None]]] = {}
        for task, unit, day, state in stored.exemptions(self.store):
            self._exemptions.setdefault((task, self.heir(unit)), []).append((day, state))
        self._cells: dict[str, dict[int, list[int]]] = {}

    def _first_wait(self, since: str) -> int:
        """Return the event that began the first wait that lasted beyond a day, else the last."""
        held = (row.status for rows in self._statuses.values() for row in rows)
        waits = (its.wait for its in held if its.wait and (its.wait_until or "") >= since)
        return min(waits, default=last_event(self.store)[0])

    def heir(self, unit: int) -> int:
        """Return a unit, or the one that continues it now."""
        return self._heirs.get(unit, unit)

    def versions(self, task: TaskRow) -> list[Version]:
        """Return what the plans said of a task, the first version first.

        One alone, without milestones and units, of a task of which nothing older matters.
        """
        row = Version(task.id, task.assigned_on, task.start, task.deadline, bool(task.standing))
        return self._versions.get(task.id) or [row]

    def version(self, task: TaskRow, day: str) -> Version | None:
        """Return what the plan said of a task at the end of a day; None where it had none."""
        held = [each for each in self.versions(task) if each.day <= day]
        return held[-1] if held and held[-1].exists else None

    def clock(self, task: TaskRow, day: str) -> str | None:
        """Return when signing and reporting begin, as the plan said on a day."""
        version = self.version(task, day)
        return clock_of(version.start, task.assigned_on) if version else None

    def units(self, task: TaskRow, role: str, day: str) -> Iterable[int]:
        """Return the units that had a role on a day, the first one first."""
        if task.id not in self._versions:
            if role not in self._cells:
                self._cells[role] = stored.cells(self.store, role)
            units = self._cells[role].get(task.id, [])
        else:
            version = self.version(task, day)
            units = [unit for unit, its, _rank in version.cells if its == role] if version else []
        return dict.fromkeys(map(self.heir, units))

    def first_lead(self, task: TaskRow, day: str) -> int | None:
        """Return the unit that answered for a task on a day."""
        return next(iter(self.units(task, Role.LEAD, day)), None)

    def history(self, task: TaskRow) -> list[PastStatus]:
        """Return what held of a task, in order; nothing that was taken back."""
        return self._statuses.get(task.id, [])

    def status(self, task: TaskRow, day: str) -> Status | None:
        """Return what held of a task at the end of a day; None before anybody did anything."""
        for row in reversed(self.history(task)):
            if row.first <= day:
                return row.status
        return None

    def accepted(self, task: TaskRow) -> str | None:
        """Return the day on which a task was accepted, None where it was not."""
        started = (State.ACTIVE, State.REVIEW, State.CLOSED)
        return next((row.first for row in self.history(task) if row.status.state in started), None)

    def reports(self, task: int, unit: int) -> list[Given]:
        """Return what a unit reported on a task."""
        return self._reports.get((task, unit), [])

    def is_exempt(self, task: int, unit: int, day: str) -> bool:
        """Whether a unit had asked to be left out of a task by a day, and that was not returned."""
        held = [state for since, state in self._exemptions.get((task, unit), ()) if since <= day]
        return bool(held and held[-1])

    def reached(self, task: TaskRow, version: Version, place: int) -> str | None:
        """Return when a milestone was first recorded as reached, under any title that it had."""
        days = (
            claim.day
            for claim in self._claims.get(task.id, ())
            if self._place(task, claim, version) == place
        )
        return min(days, default=None)

    def _place(self, task: TaskRow, claim: Claim, version: Version) -> int | None:
        """Return the place in a version of what was reported as reached; None where it has none."""
        listed = [each for each in self.versions(task) if each.exists]
        made = max(sum(each.seq < claim.seq for each in listed) - 1, 0)
        at = listed.index(version)
        between = listed[made : at + 1] or listed[at : made + 1][::-1]
        return followed(claim.place, [each.steps for each in between])


def waits_in(status: Status, first: str, last: str) -> bool:
    """Whether a task waited for another unit on any day of a period."""
    if status.waited is None and status.wait_from is None:
        return False
    waits: Iterable[Span] = work_of(status, status.state, ()).waits
    return any(begun <= last and ended >= first for begun, ended in waits)


def day_before(day: str) -> str:
    """Return the day before one. ISO texts."""
    return (date.fromisoformat(day) - _DAY).isoformat()
