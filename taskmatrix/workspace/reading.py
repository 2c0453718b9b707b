"""Reading a programme: lists, one task, one unit, the matrix."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from taskmatrix.domain.schedule import days_left, flags
from taskmatrix.domain.selection import Selection
from taskmatrix.store import names, query
from taskmatrix.store.parts import NOTHING_YET
from taskmatrix.store.standing import has_slips
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.naming import Named, find_plan, find_unit
from taskmatrix.workspace.rhythm import last_period
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import Standings, policy_of

if TYPE_CHECKING:
    from taskmatrix.domain.grid import Grid

LIGHTS_BATCH = 5_000
"""Tasks whose lights are looked at together."""

BATCH = 500
"""Rows of the matrix whose cells one query reads."""

Item = dict[str, Any]
Units = dict[str, list[str]]
Filters = Mapping[str, Any]


def select(session: Session, filters: Filters) -> tuple[Selection, list[Named]]:
    """Turn filters as typed into a selection; return also the names that were understood."""
    store = session.read()
    units = [find_unit(store, name) for name in filters.get("units", ())]
    leaders = [find_unit(store, name) for name in filters.get("leaders", ())]
    plans = [find_plan(store, name) for name in filters.get("plans", ())]
    acting = [each for unit in units for each in names.acting_units(store, unit.id)]
    due_by = filters.get("due_by")
    flagged = (*filters.get("flags", ()), *(["overdue"] if filters.get("overdue") else []))
    given = {key: filters[key] for key in _AS_GIVEN if filters.get(key) is not None}
    selection = Selection(
        today=session.today.isoformat(),
        soon=(session.today + timedelta(days=due_soon_days(session))).isoformat(),
        units=tuple(acting) if units else None,
        leaders=tuple(leader.id for leader in leaders),
        plans=tuple(plan.label for plan in plans),
        due_by=session.day(due_by).isoformat() if due_by else None,
        flags=flagged,
        period=last_period(session, "lead") if "unreported" in flagged else None,
        sections=tuple(map(heard, filters.get("sections", ()))),
        search=tuple(map(heard, filters.get("search", ()))),
        **given,
    )
    return selection, [*units, *leaders, *plans]


def resolved(session: Session, filters: Filters) -> Item:
    """Return the filters that were given, with the names and the day that were understood."""
    store = session.read()
    find = {"units": find_unit, "leaders": find_unit, "plans": find_plan}
    given: Item = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in filters.items()
        if value
    }
    for key in find.keys() & given.keys():
        given[key] = [find[key](store, name).label for name in given[key]]
    if "due_by" in given:
        given["due_by"] = session.day(given["due_by"]).isoformat()
    return given


_AS_GIVEN = (
    "tiers",
    "roles",
    "states",
    "lights",
    "groups",
    "all",
    "sort",
    "limit",
)


def due_soon_days(session: Session) -> int:
    """Return within how many days a deadline is near."""
    return policy_of(session).due_soon_days


def listed(
    session: Session, wanted: Selection, mine: int | None = None, explain: bool = False
) -> list[Item]:
    """Return the selected tasks as the contract's JSON objects.

    `mine` adds one unit's role and what it did: `my_progress`, `my_report`, `my_exemption`;
    `explain` adds `why` each light is what it is.
    """
    confine_to_lights(session, wanted, mine)
    rows = query.tasks(session.store, wanted, mine)
    standings, items = listed_rows(session, rows)
    if explain:
        from taskmatrix.workspace.explaining import explanations

        for item, said in zip(items, explanations(standings, rows), strict=True):
            item["why"] = said["why"]
    if mine is not None:
        parts = standings.parts
        for item, row in zip(items, rows, strict=True):
            part = parts.get((row[0], mine), NOTHING_YET)
            item["role"], item["my_progress"] = row[-2], part.progress
            item["my_report"], item["my_exemption"] = part.report, part.exemption
    return items


def confine_to_lights(session: Session, wanted: Selection, mine: int | None = None) -> None:
    """Find the tasks that have one of the lights that a selection asks for, if it does."""
    if not wanted.lights or wanted.lit is not None:
        return
    limit, wanted.limit = wanted.limit, None
    lit: list[int] = []
    every = query.tasks(session.store, wanted, mine)
    for first in range(0, len(every), LIGHTS_BATCH):
        rows = every[first : first + LIGHTS_BATCH]
        _standings, items = listed_rows(session, rows)
        lit += [
            row[0] for row, item in zip(rows, items, strict=True) if item["light"] in wanted.lights
        ]
        if limit is not None and len(lit) >= limit:
            break
    query.choose_lit(session.store, lit)
    wanted.limit, wanted.lit = limit, len(lit)


def listed_rows(
    session: Session, rows: Sequence[sqlite3.Row], kind: type[Standings] = Standings
) -> tuple[Standings, list[Item]]:
    """Return rows of tasks as objects, and what was read of their standing."""
    units, leads = query.assigned_units(session.store, [row[0] for row in rows])
    standings = kind(session, rows, leads)
    return standings, _items(session, rows, units, standings)


def _items(
    session: Session,
    rows: Sequence[query.Row],
    units: Mapping[int, Units],
    standings: Standings,
) -> list[Item]:
    """Return rows of tasks as objects; read by position, for there may be many."""
    today, soon = session.today, standings.judge.policy.due_soon_days
    items = []
    slips = _slips(session, list(units))
    for row, standing in zip(rows, standings.of_rows(rows), strict=True):
        task, code, plan, tier, title, section, group, start, deadline, *rest = row
        original, inherited, state = rest[:3]
        left = days_left(deadline, today)
        items.append(
            {
                "code": code,
                "plan": plan,
                "tier": tier,
                "title": title,
                "section": section,
                "group": bool(group),
                **units[task],
                "state": state,
                "progress": standing.progress,
                "expected": standing.expected,
                "start": start,
                "deadline": deadline,
                "original_deadline": original,
                "deadline_inherited": bool(inherited) and deadline == original,
                "days_left": left,
                "light": standing.verdict.light,
                "flags": [*flags(state, left, soon), *standing.flags],
                "slip": slips.get(task),
                "reported": standing.reported,
            }
        )
    return items


def _slips(session: Session, tasks: Sequence[int]) -> dict[int, Item]:
    """Return the last slip on each of some tasks."""
    if not has_slips(session.store):
        return {}
    from taskmatrix.store.slips import last_slips

    return last_slips(session.store, tasks)


def matrix(session: Session, wanted: Selection, groups: bool = True) -> "Grid":
    """Return the matrix of a selection; its rows are read when they are written.

    Groups head their children; where the order is not the plans', they would head nothing.
    """
    from taskmatrix.domain.grid import Cell, Column, Grid, Row
    from taskmatrix.store import grid

    store = session.store
    confine_to_lights(session, wanted)

    def rows() -> Iterator[Row]:
        rest = grid.rows(store, wanted, groups and wanted.sort == "plan")
        while some := list(islice(rest, BATCH)):
            cells = grid.cells(store, [row[0] for row in some])
            for task, code, plan, number, title, section, group, state in some:
                own = tuple(map(Cell._make, cells[task]))
                yield Row(code, plan, number, title, section, bool(group), state, own)

    columns = [Column(*column) for column in grid.columns(store, wanted)]
    return Grid(session.overall["title"], wanted.today, session.simulated, columns, rows)


def plan_list(session: Session) -> list[Item]:
    """Return the plans of the programme."""
    keys = ("id", "tier", "title", "parent", "owner", "tasks", "targets")
    items = []
    for row in query.plans(session.read()):
        definition = json.loads(row["definition"])
        dates = {key: definition[key] for key in ("issued", "horizon")}
        items.append({**{key: row[key] for key in keys}, **dates})
    return items
