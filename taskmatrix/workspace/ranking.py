"""The dated facts of a span of days, and the rankings of departments and of regions by them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from taskmatrix.domain.periods import last_completed
from taskmatrix.domain.ranking import DEADLINE, MILESTONE, REPORT, Fact, Place, ranked
from taskmatrix.domain.words import Kind, Role
from taskmatrix.store import facts as stored
from taskmatrix.workspace.rhythm import Term, rule_of, term_of
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
_DAY = timedelta(days=1)


class Facts:
    """What fell due from one day to another, and the units that have a part in the programme."""

    def __init__(self, session: Session, first: str, last: str) -> None:
        self.session = session
        self.store = session.read()
        self.first = first
        self.last = last
        self.units = stored.taking_part(self.store)
        self.every = [*self._reports(), *self._milestones(), *self._deadlines()]
        self._given = Counter((fact.unit, fact.met) for fact in self.every if fact.kind == REPORT)

    def rankings(self) -> Item:
        """Return departments and regions ranked apart, and who is not ranked, with the reason."""
        owing = {fact.unit for fact in self.every}
        return {
            "first": self.first,
            "last": self.last,
            "departments": self._ranked(Kind.DEPARTMENT),
            "regions": self._ranked(Kind.REGION),
            "unranked": [
                {
                    "unit": unit.name,
                    "kind": unit.kind,
                    "reason": "no-facts" if unit.slips else "no-slips",
                }
                for unit in self.units
                if not unit.slips or unit.id not in owing
            ],
        }

    def reports_of(self, unit: int) -> dict[str, int]:
        """Return how many reports a unit owed, and how many it gave in time."""
        met, late = self._given[unit, True], self._given[unit, False]
        return {"met": met, "due": met + late}

    def _ranked(self, kind: str) -> list[Item]:
        names = {unit.id: unit.name for unit in self.units if unit.kind == kind and unit.slips}
        return [_item(place, names[place.unit]) for place in ranked(self.every, list(names))]

    def _reports(self) -> Iterator[Fact]:
        for role in Role:
            for term in self._terms(role):
                period = (term.first, term.last)
                for owed in stored.owed_reports(self.store, role, *term.counted, term.due):
                    met = owed.came is not None and owed.came <= term.due
                    about = (owed.unit, REPORT, owed.code, owed.title, term.due)
                    yield Fact(*about, met, owed.came, period)

    def _terms(self, role: str) -> Iterator[Term]:
        """Yield the periods whose reports fell due, the last one first."""
        every, by, days = rule_of(self.session, role)
        day = date.fromisoformat(self.last) + _DAY
        while its := last_completed(every, day, by, days):
            term = term_of(every, by, its, days)
            if term.due < self.first:
                return
            yield term
            day = date.fromisoformat(term.due)

    def _milestones(self) -> Iterator[Fact]:
        """Yield milestones, but those missed while the task waited or was not open."""
        for step in stored.due_milestones(self.store, self.first, self.last):
            met = step.reached is not None and step.reached <= step.due
            is_open = step.state in (None, "pending", "active") and not step.waited
            if met or is_open:
                about = (step.unit, MILESTONE, step.code, step.title, step.due)
                yield Fact(*about, met, step.reached, what=step.what)

    def _deadlines(self) -> Iterator[Fact]:
        """Yield deadlines, but those of which a request made in time is not decided."""
        for task in stored.due_tasks(self.store, self.first, self.last):
            in_time = task.finished is not None and task.finished <= task.due
            pending = (task.state == "review" and in_time) or (task.asked or "9999") <= task.due
            if not pending:
                met = task.state == "closed" and in_time
                on = task.finished if task.state in ("closed", "review") else None
                yield Fact(task.unit, DEADLINE, task.code, task.title, task.due, met, on)


def _item(place: Place, name: str) -> Item:
    return {
        "rank": place.rank,
        "unit": name,
        "met": place.met,
        "due": place.due,
        "score": round(float(place.score), 4),
        "facts": {kind: {"met": met, "due": due} for kind, (met, due) in place.kinds.items()},
        "missed": [
            {
                "kind": fact.kind,
                "code": fact.code,
                "title": fact.title,
                "due": fact.due,
                "on": fact.on,
                "period": list(fact.period) if fact.period else None,
                "milestone": fact.what,
            }
            for fact in place.missed
        ],
    }
