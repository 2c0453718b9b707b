"""The dated facts of a span of days, and the rankings of departments and of regions by them."""

from collections import Counter
from collections.abc import Container
from typing import Any

from taskmatrix.domain.ranking import REPORT, Place, ranked
from taskmatrix.domain.words import Kind
from taskmatrix.store import facts as stored
from taskmatrix.workspace.documents.dues import facts
from taskmatrix.workspace.session import Session

Item = dict[str, Any]


class Facts:
    """What fell due from one day to another, and the units that have a part in the programme."""

    def __init__(self, session: Session, first: str, last: str) -> None:
        self.session = session
        self.store = session.read()
        self.first = first
        self.last = last
        self.every = list(facts(session, first, last))
        owing = {fact.unit for fact in self.every}
        units = stored.departments_and_regions(self.store)
        self.units = [unit for unit in units if unit.takes_part or unit.id in owing]
        self._given = Counter((fact.unit, fact.met) for fact in self.every if fact.kind == REPORT)

    def rankings(self) -> Item:
        """Return departments and regions ranked apart, and who is not ranked, with the reason."""
        owing = {fact.unit for fact in self.every}
        unaccepted = stored.not_accepting(self.store, self.last)
        return {
            "first": self.first,
            "last": self.last,
            "departments": self._ranked(Kind.DEPARTMENT),
            "regions": self._ranked(Kind.REGION),
            "unranked": [
                {
                    "unit": unit.name,
                    "kind": unit.kind,
                    "reason": self._reason(unit, unaccepted),
                }
                for unit in self.units
                if not unit.slips or unit.id not in owing
            ],
        }

    @staticmethod
    def _reason(unit: stored.PartUnit, unaccepted: Container[int]) -> str:
        """Return why a unit is not ranked."""
        if not unit.slips:
            return "no-slips"
        return "unaccepted" if unit.id in unaccepted else "no-facts"

    def reports_of(self, unit: int) -> dict[str, int]:
        """Return how many reports a unit owed, and how many it gave in time."""
        met, late = self._given[unit, True], self._given[unit, False]
        return {"met": met, "due": met + late}

    def _ranked(self, kind: str) -> list[Item]:
        names = {unit.id: unit.name for unit in self.units if unit.kind == kind and unit.slips}
        return [_item(place, names[place.unit]) for place in ranked(self.every, list(names))]


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
