"""One unit for a talk with it: what it promised, leads, supports, owes, waits for."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from taskmatrix.domain.words import Kind, Role
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import query
from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.documents import issues
from taskmatrix.store.names import acting_units, unit_by_id, unit_name
from taskmatrix.store.parts import NOTHING_YET
from taskmatrix.workspace.documents.happened import emptied
from taskmatrix.workspace.documents.sheets import TEXTS, Item, head
from taskmatrix.workspace.documents.unit_slips import answered_promises, shown_slips, slips_to
from taskmatrix.workspace.history import one_event
from taskmatrix.workspace.missing import missing
from taskmatrix.workspace.naming import Named, find_unit, pasted
from taskmatrix.workspace.promises import recent, slips_received, tally
from taskmatrix.workspace.reading import Filters, confine_to_lights, listed_rows, resolved, select
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import provisional_years

_DAY = timedelta(days=1)


def unit_sheet(
    session: Session, spoken: str, filters: Filters, contacts: bool
) -> tuple[Item, list[Named]]:
    """Return all about a unit, and what was understood by names; filters choose its tasks.

    Raises NotFound, or Refused of a group or a leader, who have no tasks of their own.
    """
    store = session.read()
    unit = find_unit(store, spoken)
    _must_work(session, unit)
    wanted, named = select(session, {**filters, "all": True})
    tasks = _Tasks(session, unit, wanted)
    given = resolved(session, filters)
    some = {item["code"] for item in tasks.items} if given else None
    period, slips = _period(session), slips_to(session, unit.id)
    data = {
        **head(session),
        **period,
        "unit": _unit(session, unit),
        "contact": _contact(session, unit) if contacts else None,
        "filters": given,
        "promises_made": tally(session, unit.id),
        "slips_received": slips_received(session, unit.id),
        "promises": _among(some, recent(session, unit.id)),
        "slip_promises": _among(some, answered_promises(session, slips, tasks.standings.judge)),
        "tasks": tasks.items,
        "to_accept": tasks.to_accept,
        **_silent(session, unit, tasks.led, some),
        "waits": tasks.waits,
        "awaited": _among(some, _awaited(session, unit)),
        "slips": _among(some, shown_slips(session, slips, period["first"])),
        "targets": _targets(session, unit) if some is None else [],
    }
    return {**data, "provisional_years": provisional_years(session)}, [unit, *named]


def _must_work(session: Session, unit: Named) -> None:
    name = pasted(unit.label)
    if unit.detail == Kind.LEADER:
        raise Refused(
            _("{name} is a leader, under whom others work").format(name=unit.label),
            _("see: taskmatrix report briefing --leader {name}").format(name=name),
        )
    if unit.detail == Kind.GROUP:
        members = [unit_name(session.store, each) for each in acting_units(session.store, unit.id)]
        raise Refused(
            _("{name} is a group; a sheet is of one unit").format(name=unit.label),
            _("name one of its members: {names}").format(names=_(", ").join(members)),
        )


def _period(session: Session) -> Item:
    """Return since when: since the last weekly before today, else since the month began."""
    day = session.today.isoformat()
    before = [
        each
        for each in issues(session.store, "weekly")
        if each.withdrawn is None and each.last and each.last < day
    ]
    if not before:
        return {"first": session.today.replace(day=1).isoformat(), "last": day, "since": None}
    weekly = before[-1]
    first = (date.fromisoformat(weekly.last or day) + _DAY).isoformat()
    since = {"number": weekly.number, "year": weekly.year, "last": weekly.last}
    return {"first": first, "last": day, "since": since}


def _unit(session: Session, unit: Named) -> Item:
    _id, name, kind, en, _definition, dropped = unit_by_id(session.store, unit.id)
    return {"name": name, "kind": kind, "en": en, "dropped": bool(dropped)}


def _contact(session: Session, unit: Named) -> Item:
    from taskmatrix.store.contacts import contact_of

    return contact_of(session.store, unit.id)._asdict()


class _Tasks:
    """The tasks in which a unit has a part: `items`, those of them that it leads first, `led`.

    `to_accept` are those that wait for its signature, `waits` those that wait for others.
    """

    def __init__(self, session: Session, unit: Named, wanted: Any) -> None:
        confine_to_lights(session, wanted, unit.id)
        rows = query.tasks(session.store, wanted, unit.id)
        self.session = session
        self.unit = unit.id
        self.standings, self.items = listed_rows(session, rows)
        self.to_accept: list[Item] = []
        self.waits: list[Item] = []
        self._add(rows)
        self.led = {item["code"] for item in self.items if item["role"] == Role.LEAD}

    def _add(self, rows: Sequence[query.Row]) -> None:
        """Add to each task the unit's own part, why its light is what it is, since when red."""
        from taskmatrix.workspace.documents.red_days import red_since
        from taskmatrix.workspace.explaining import explanations

        red = [
            row
            for row, item in zip(rows, self.items, strict=True)
            if item["light"] == "red" and row["role"] == Role.LEAD
        ]
        since = red_since(self.session, self.standings, red)
        said = explanations(self.standings, rows)
        for row, item, why in zip(rows, self.items, said, strict=True):
            part = self.standings.parts.get((row["id"], self.unit), NOTHING_YET)
            item.update(
                role=row["role"],
                standing=bool(row["standing"]),
                why=why["why"],
                why_rule=why["why_rule"],
                red_since=since.get(row["id"]),
                my_progress=part.progress,
                my_reported=part.reported,
                my_exemption=part.exemption,
                **self._last_words(part.report if row["role"] == Role.LEAD else None),
            )
            if row["role"] == Role.LEAD and row["rank"] == 1:
                self._answer(row, item)

    def _last_words(self, report: int | None) -> Item:
        """Return the texts of a report; none where there is no report."""
        data = one_event(self.session.store, report)["data"] if report else {}
        return {**{key: data.get(key) for key in TEXTS}, "redacted_texts": emptied(data)}

    def _answer(self, row: query.Row, item: Item) -> None:
        """Note what waits for the unit that answers for a task, or lets the task wait."""
        heads = {key: item[key] for key in ("code", "title")}
        clock = max(row["start"] or "", row["assigned_on"])
        if item["state"] == "pending" and clock <= self.standings.today:
            self.to_accept.append({**heads, "since": clock})
        status = self.standings.statuses.get(row["id"])
        if status is not None and status.wait is not None and item["state"] == "active":
            from taskmatrix.workspace.terms import shown_wait

            self.waits.append({**heads, **(shown_wait(self.session, status) or {})})


def _among(codes: Collection[str] | None, items: Sequence[Item]) -> list[Item]:
    """Return those items that are about some tasks; all where there is no choice."""
    return [item for item in items if codes is None or item["task"] in codes]


def _silent(
    session: Session, unit: Named, led: Collection[str], codes: Collection[str] | None
) -> Item:
    """Return the reports that a unit owes, and those that others owe on tasks that it leads."""
    keys = ("unit", "role", "task", "title", "reported", "period", "due", "waited_on")
    every = _among(codes, [{key: each[key] for key in keys} for each in missing(session)[0]])
    return {
        "owes": [each for each in every if each["unit"] == unit.label],
        "owed": [each for each in every if each["unit"] != unit.label and each["task"] in led],
    }


def _awaited(session: Session, unit: Named) -> list[Item]:
    """Return what others wait for from a unit."""
    found = []
    for matter in store_waiting.awaited(session.store, unit.id, session.today.isoformat()):
        event = one_event(session.store, matter.event)
        heads = {"task": matter.code, "title": matter.title, "lead": matter.unit}
        said = {"since": event["on"], "until": matter.day, "reason": event["data"]["reason"]}
        found.append({**heads, **said})
    return found


def _targets(session: Session, unit: Named) -> list[Item]:
    """Return the targets that a unit records."""
    from taskmatrix.workspace.targets import Book

    book = Book(session)
    return [book.item(row) for row in book.rows if unit.id in book.answering(row)]
