"""What calls for action at the end of a span: who is behind, what is to be decided, what is due."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from taskmatrix.domain.slips import lapsed
from taskmatrix.domain.summary import ENDED
from taskmatrix.domain.words import Role, State
from taskmatrix.store import duties, waiting
from taskmatrix.store.escalation import slip_takers
from taskmatrix.store.names import unit_name
from taskmatrix.store.parts import NOTHING_YET, Part, parts
from taskmatrix.store.slips import slips_of_tasks
from taskmatrix.store.standing import statuses
from taskmatrix.store.summary import CellRow, cells, heir_names
from taskmatrix.workspace.documents.looks import Look, Ranked, said_in
from taskmatrix.workspace.missing import periods
from taskmatrix.workspace.register import slips_lapsed
from taskmatrix.workspace.standing import policy_of

Item = dict[str, Any]
Milestone = tuple[int, str, str]
"""Task, title and day."""

_KINDS = ("ask", "extension", "closure", "exemption", "objection", "slip-lapsed")


def behind(look: Look) -> list[Item]:
    """Return the open tasks that are red, and those that are yellow because they lie behind."""
    found = look.behind
    tasks = [each.task for each in found]
    waits = _waits(look, [each for each in found if "waiting" in each.item["flags"]])
    slips = _latest_slips(look, tasks)
    urged = {key: part.urged for key, part in parts(look.store, tasks).items() if part.urged}
    keys = ("code", "title", "lead", "leader", "light", "deadline", "progress", "expected", "why")
    return [
        {
            **{key: item[key] for key in keys},
            "why_rule": verdict.rule,
            "days": verdict.numbers["days"] if verdict.rule == "overdue" else None,
            "slip": slips.get(task),
            "issue": item["issue"],
            "redacted_texts": item["redacted_texts"],
            "waiting_for": waits.get(task),
            "urged": max(
                (urged[task, unit] for unit in look.leads[task] if (task, unit) in urged),
                default=None,
            ),
        }
        for _rank, _place, task, verdict, item in found
    ]


def _latest_slips(look: Look, tasks: Sequence[int]) -> dict[int, Item]:
    """Return of each of some tasks the last slip to a lead that was not withdrawn."""
    last = {
        slip.task: slip
        for slip in slips_of_tasks(look.store, tasks)
        if slip.status != "withdrawn" and slip.unit in look.leads[slip.task]
    }
    today = look.session.today.isoformat()
    return {
        task: {
            "number": slip.label,
            "colour": slip.colour,
            "step": slip.step,
            "status": lapsed(slip.status, slip.reply_by, today),
            "issued": slip.issued,
            "reply_by": slip.reply_by,
            "answered": slip.day if slip.status == "answered" else None,
            "promised": slip.promised,
        }
        for task, slip in last.items()
    }


def _waits(look: Look, waiting: Sequence[Ranked]) -> dict[int, str]:
    """Return for whom some tasks wait."""
    held = statuses(look.store, [each.task for each in waiting])
    outside = {task: each.wait for task, each in held.items() if each.wait and not each.waits_on}
    said = said_in(look.store, list(outside.values()))
    names = heir_names(look.store) if held else {}
    return {
        task: names[each.waits_on]
        if each.waits_on
        else said[outside[task]]["data"].get("name") or ""
        for task, each in held.items()
        if each.wait
    }


def decisions(look: Look, asks: Iterable[Item]) -> list[Item]:
    """Return what waits for the coordinator or a leader; `decides` is who that is.

    `to` is the day that a request is about: the new deadline, the end of a wait, that of a reply.
    """
    found = [
        _decision(
            look,
            "ask",
            {**ask, "since": ask["on"]},
            look.leader(ask["code"]) or _coordinator(look),
        )
        for ask in asks
    ]
    found += [*_requests(look), *_lapsed(look)]
    order = {code: place for place, code in enumerate(look.codes)}
    found.sort(key=lambda each: (_KINDS.index(each["kind"]), order[each["code"]], each["since"]))
    return found


def _requests(look: Look) -> Iterator[Item]:
    """Yield what units ask of the coordinator."""
    store = look.store
    rows: list[tuple[str, int | None, str | None, str, str, str | None]] = []
    for kind, matters in (
        ("extension", waiting.requests(store)),
        ("objection", waiting.objections(store)),
    ):
        rows += [(kind, m.event, m.unit, m.code, m.title, m.day) for m in matters]
    for kind, asked in (
        ("closure", duties.closures(store)),
        ("exemption", duties.exemptions(store)),
    ):
        rows += [(kind, seq, unit, code, title, None) for seq, unit, code, title, _order in asked]
    said = said_in(store, [seq for _kind, seq, *_rest in rows if seq is not None])
    for kind, seq, unit, code, title, until in rows:
        if code not in look.codes:
            continue
        event = said.get(seq or 0, {"day": None, "unit": None, "data": {}})
        about = {
            "code": code,
            "title": title,
            "unit": unit or event["unit"],
            "since": event["day"] or look.session.today.isoformat(),
            "text": event["data"].get("reason"),
            "to": until,
        }
        yield _decision(look, kind, about, _coordinator(look))


def _lapsed(look: Look) -> Iterator[Item]:
    """Yield the slips that nobody answered, with whom the next step tells."""
    steps, principal = policy_of(look.session).last_step, look.session.overall["principal"]
    for slip in slips_lapsed(look.session):
        if slip.code not in look.codes:
            continue
        told = {3: slip.in_charge, 4: principal}.get(slip.step) if slip.step < steps else None
        about = {
            "code": slip.code,
            "title": slip.title,
            "unit": unit_name(look.store, slip.unit),
            "since": slip.reply_by,
            "text": slip.label,
            "to": slip.reply_by,
        }
        who = unit_name(look.store, told) if told is not None else _coordinator(look)
        yield _decision(look, "slip-lapsed", about, who)


def _decision(look: Look, kind: str, about: Item, decides: str | None) -> Item:
    keys = ("code", "title", "unit", "since", "text")
    known = {key: about[key] for key in keys}
    leader = look.leader(about["code"])
    return {"kind": kind, **known, "to": about.get("to"), "decides": decides, "leader": leader}


def _coordinator(look: Look) -> str | None:
    unit = look.session.overall["coordinator"]
    return unit_name(look.store, unit) if unit is not None else None


def ahead(
    look: Look, milestones: Iterable[Milestone], replies: Sequence[Item], plans: Sequence[Item]
) -> Item:
    """Return what is due soon: deadlines, milestones, replies; what leads plan."""
    today, until = look.session.today.isoformat(), look.until
    keys = ("code", "title", "lead", "deadline", "days_left", "progress", "light")
    items = look.items
    return {
        "until": until,
        "deadlines": [{key: item[key] for key in keys} for item in look.due],
        "milestones": [
            {**{key: items[task][key] for key in keys[:3]}, "milestone": title, "due": day}
            for task, title, day in milestones
            if task in items and items[task]["state"] not in ENDED
        ],
        "replies": [slip for slip in replies if today <= slip["reply_by"] <= until],
        "plans": [{key: each[key] for key in ("code", "title", "unit", "text")} for each in plans],
    }


class Owed:
    """Who has not reported what was owed in the last completed period of its role.

    `leads` are those that lead, and whether they are sent slips.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self.periods = periods(look.session)
        self.silent: set[tuple[str, str]] = set()
        self.leads: dict[str, bool] = {}
        takers = slip_takers(look.store)
        shown = {look.items[task]["code"] for task in look.urgent}
        for role, last in self.periods.items():
            for unit, name, code, *_rest in duties.silent(look.store, role, last.counted):
                if role == Role.LEAD and code in look.codes:
                    self.leads[name] = takers[unit][1]
                if role != Role.LEAD and code in shown:
                    self.silent.add((code, name))
        if Role.LEAD in self.periods:
            begun, today = self.periods[Role.LEAD].first, look.session.today.isoformat()
            awaited = waiting.silent_awaited(look.store, begun, today)
            self.silent |= {(code, name) for _unit, name, code, *_rest in awaited}

    def activity(self) -> Item:
        """Return which leads gave no report, which of them are sent no slips, of which period."""
        period = self.periods.get(Role.LEAD)
        return {
            "units_silent": list(self.leads),
            "units_without_slips": [name for name, takes in self.leads.items() if not takes],
            "period": period and {"first": period.first, "last": period.last},
        }

    def light(self, cell: CellRow, part: Part) -> str | None:
        """Return yellow for a unit that owes a report, green for one that gave it, else None."""
        item, its = self.look.items[cell.task], self.periods.get(cell.role)
        if (item["code"], cell.name) in self.silent:
            return "yellow"
        if its is None or item["state"] != State.ACTIVE or part.exemption:
            return None
        return "green" if (part.reported or "") >= its.first else None


def heat(look: Look, owed: Owed) -> Item:
    """Return the open tasks that need most attention, and the units with a part in them."""
    tasks = look.urgent
    own = sorted(cells(look.store, tasks), key=lambda cell: (cell.position, cell.unit))
    done = parts(look.store, tasks)
    found: dict[int, Item] = {task: {} for task in tasks}
    for cell in own:
        if cell.role == "lead":
            light = look.items[cell.task]["light"]
        else:
            light = owed.light(cell, done.get((cell.task, cell.unit), NOTHING_YET))
        found[cell.task][cell.name] = {"role": cell.role, "light": light}
    units = {cell.name: {"name": cell.name, "kind": cell.kind} for cell in own}
    keys = ("code", "title", "light")
    heads = {task: {key: look.items[task][key] for key in keys} for task in tasks}
    rows = [{**heads[task], "cells": found[task]} for task in tasks]
    return {"units": list(units.values()), "rows": rows}
