"""Targets and how they stand: the list, one of them, those of a task."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from taskmatrix.domain import targets as domain
from taskmatrix.domain.amounts import exact, number
from taskmatrix.domain.policy import Policy
from taskmatrix.domain.words import Tier
from taskmatrix.errors import NotFound
from taskmatrix.language import gettext as _
from taskmatrix.store import readings as stored
from taskmatrix.store.names import acting_units, regions
from taskmatrix.store.parts import cells_of_task
from taskmatrix.store.targets import TargetRow
from taskmatrix.store.targets import targets as all_targets
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.naming import Named, find_plan, find_task, find_unit, shown
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
KEYS = ("title", "op", "value", "measure", "due", "per", "soft", "baseline")
MONEY = ("元", "yuan", "rmb", "cny")
SHARES = ("%", "‰", "百分点")
"""Measures of which a sum over regions says nothing."""


class Book:
    """All targets of a programme with their readings, on the session's day."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.store = session.read()
        self.day = session.today.isoformat()
        self.rows = all_targets(self.store)
        self.policy = Policy(session.overall["supervision"])
        self._values = stored.values(self.store)
        self._regions = regions(self.store)
        self._definitions = {row.id: json.loads(row.definition) for row in self.rows}

    def definition(self, row: TargetRow) -> Item:
        """Return what the plan says of a target."""
        found: Item = self._definitions[row.id]
        return found

    def readings(self, row: TargetRow, region: int | None = None) -> list[domain.Reading]:
        """Return a target's readings as they were recorded, or what a region contributed to it.

        None in another measure than now.
        """
        from decimal import Decimal

        now = self.definition(row)["measure"]
        return [
            domain.Reading(each.number, each.on, Decimal(each.value))
            for each in self._values.get(row.id, ())
            if each.measure == now and self.contributor(row, each.unit) == region
        ]

    def region_of(self, row: TargetRow, number: int) -> int | None:
        """Return the region that contributed a reading, None where it is the target's own."""
        known = {each.number: each.unit for each in self._values.get(row.id, ())}
        return self.contributor(row, known.get(number))

    def contributor(self, row: TargetRow, unit: int | None) -> int | None:
        """Return a unit that only contributes to a target: a region that does not answer for it."""
        if unit not in self._regions or unit in self.answering(row):
            return None
        return unit

    def target(self, row: TargetRow) -> domain.Target:
        """Return a target with its dates: where it names none, its task's, else the plan's."""
        said, plan = self.definition(row), json.loads(row.plan_definition)
        value = said["value"] if isinstance(said["value"], list) else [said["value"]] * 2
        baseline = said["baseline"] or {}
        return domain.Target(
            said["op"],
            exact(min(value)),
            exact(max(value)),
            said["per"],
            said["soft"],
            baseline.get("date") or row.start or plan["issued"],
            said["due"] or row.deadline or (None if row.task else plan["horizon"]),
            exact(baseline["value"]) if baseline else None,
        )

    def standing(self, row: TargetRow) -> domain.Standing:
        """Return how a target stands."""
        thresholds = (self.policy.behind_points, self.policy.far_behind_points)
        return domain.standing(self.target(row), self.readings(row), self.day, *thresholds)

    def in_brief(self, row: TargetRow) -> Item:
        """Return a target as the contract has it."""
        said, now = self.definition(row), self.standing(row)
        return {
            "code": row.code,
            **{key: said[key] for key in KEYS},
            "reading": _dated(now.reading.on, now.reading.value) if now.reading else None,
            "expected": None if now.expected is None else number(now.expected),
            "forecast": number(now.forecast.value) if now.forecast else None,
            "light": now.light,
        }

    def item(self, row: TargetRow) -> Item:
        """Return a target with all that is known of how it stands."""
        now = self.standing(row)
        forecast, way = now.forecast, now.way
        return {
            **self.in_brief(row),
            "plan": row.plan,
            "task": row.task_code,
            "rule": now.rule,
            "points_behind": None if now.points is None else number(now.points),
            "trajectory": {
                "basis": way.basis,
                "from": _dated(way.first, way.base),
                "to": _dated(way.last, way.aim),
            },
            "forecast_basis": forecast
            and {"readings": forecast.readings, "from": forecast.first, "to": forecast.last},
            "phase": self._phase(row),
            "budget": _is_budget(self.definition(row)),
            "regions": self._of_regions(row),
        }

    def answering(self, row: TargetRow) -> list[int]:
        """Return the units that record a target: its task's leads, the owner of its plan."""
        cells = cells_of_task(self.store, row.task) if row.task else []
        leads = [unit for unit, role, *_rest in cells if role == "lead"]
        return leads + list(acting_units(self.store, row.owner) if row.owner else ())

    def _phase(self, row: TargetRow) -> Item | None:
        """Return the place of a target among its plan's phases; None where there is one phase."""
        phases = sorted(
            {
                str(self.definition(each)["due"])
                for each in self.rows
                if each.plan == row.plan and not each.task and self.definition(each)["due"]
            }
        )
        due = self.definition(row)["due"]
        if row.task or due is None or len(phases) < 2:
            return None
        return {"number": phases.index(due) + 1, "of": len(phases)}

    def _of_regions(self, row: TargetRow) -> Item | None:
        """Return the sum of what regions read of the same target; None where none has it.

        A region reads it in its own plan, or contributes to the overall plan's.
        """
        said = self.definition(row)
        same = ("key", "measure", "per")
        if row.tier != Tier.OVERALL or said["measure"] in SHARES:
            return None
        theirs: dict[int | str, domain.Reading | None] = {
            each.owner or each.plan: self.standing(each).reading
            for each in self.rows
            if each.tier == Tier.REGIONAL
            and all(self.definition(each)[key] == said[key] for key in same)
        }
        way = domain.way_of(self.target(row), self.day)
        for region in {self.contributor(row, each.unit) for each in self._values.get(row.id, ())}:
            if region is not None and not theirs.get(region):
                given = domain.counted(self.readings(row, region), way, self.day)
                theirs[region] = given[-1] if given else None
        if not theirs:
            return None
        read = [each.value for each in theirs.values() if each]
        total = number(sum(read, exact(0))) if read else None
        return {"sum": total, "read": len(read), "plans": len(theirs)}


def targets(
    session: Session, plans: Iterable[str], units: Iterable[str], tasks: Iterable[str]
) -> tuple[list[Item], list[Named]]:
    """Return targets in the order of plans and due days: of some plans, units, tasks."""
    book = Book(session)
    of = [find_plan(book.store, name) for name in plans]
    by = [find_unit(book.store, name) for name in units]
    on = [find_task(book.store, name, session.overall["id"]) for name in tasks]
    acting = {each for unit in by for each in acting_units(book.store, unit.id)}
    rows = [
        row
        for row in book.rows
        if (not of or row.plan in [plan.label for plan in of])
        and (not on or row.task in [task.id for task in on])
        and (not by or not acting.isdisjoint(_concerned(book, row)))
    ]
    order = list(dict.fromkeys(row.plan for row in book.rows))
    rows.sort(key=lambda row: (order.index(row.plan), book.definition(row)["due"] or "9999"))
    return [book.item(row) for row in rows], [*of, *by, *on]


def of_task(session: Session, task: int) -> list[Item]:
    """Return the targets that are bound to a task, as the contract has them."""
    book = Book(session)
    return [book.in_brief(row) for row in book.rows if row.task == task]


def find_target(book: Book, spoken: str) -> tuple[TargetRow, Named]:
    """Find a target by code, by its id in the overall plan or alone, or by part of its title.

    Raises NotFound with the candidates where none or several are meant.
    """
    from taskmatrix.domain.names import nearest, plain

    spoken = heard(spoken)
    wanted = plain(spoken)
    for found in _meant(book, wanted) if wanted else ():
        if len(found) == 1:
            (row,) = found
            title = book.definition(row)["title"]
            said = None if spoken == row.code else spoken
            return row, Named("target", row.id, row.code, title, said)
        if found:
            listed = [f"  {shown(each.code)} {shown(_title(book, each))}" for each in found]
            message = _("“{name}” may mean several:").format(name=spoken)
            raise NotFound("\n".join([message, *listed]), _("say more of the name, or the code"))
    known = {
        each: f"{row.code} {_title(book, row)}"
        for row in book.rows
        for each in (row.code, _title(book, row))
    }
    near = _(" or ").join(
        f"“{shown(each)}”" for each in dict.fromkeys(known[name] for name in nearest(spoken, known))
    )
    hint = _("did you mean {names}?").format(names=near) if near else _("see: taskmatrix targets")
    raise NotFound(_("There is no target “{name}”").format(name=spoken), hint)


def _meant(book: Book, wanted: str) -> Iterable[list[TargetRow]]:
    """Yield the targets that a name may mean, by one reading after another."""
    from taskmatrix.domain.names import plain

    overall = book.session.overall["id"]
    keyed = [row for row in book.rows if plain(row.code.partition("#")[2]) == wanted]
    yield [row for row in book.rows if plain(row.code) == wanted]
    yield [row for row in keyed if row.plan == overall]
    yield keyed
    yield [row for row in book.rows if plain(_title(book, row)) == wanted]
    yield [row for row in book.rows if wanted in plain(_title(book, row))]


def _title(book: Book, row: TargetRow) -> str:
    return str(book.definition(row)["title"])


def _concerned(book: Book, row: TargetRow) -> Sequence[int]:
    """Return the units with a part in a target: in its task, as owner, or the coordinator."""
    cells = cells_of_task(book.store, row.task) if row.task else []
    coordinator = book.session.overall["coordinator"]
    alone = [coordinator] if row.tier == Tier.OVERALL and not row.task else []
    return [*(unit for unit, *_rest in cells), *book.answering(row), *alone]


def _is_budget(said: Item) -> bool:
    """Whether a target is money to be spent, and not a turnover to be reached."""
    measure = str(said["measure"]).casefold()
    return said["op"] in ("=", "<=", "<") and any(measure.endswith(word) for word in MONEY)


def _dated(on: str | None, value: Any) -> Item:
    return {"date": on, "value": number(value)}
