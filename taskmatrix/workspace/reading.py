"""Reading a programme: lists, one task, one unit, the matrix."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from gettext import gettext as _
from itertools import islice
from typing import TYPE_CHECKING, Any

from taskmatrix.domain.schedule import DUE_SOON_DAYS, days_left, flags
from taskmatrix.domain.selection import Selection
from taskmatrix.domain.words import Kind
from taskmatrix.errors import Refused
from taskmatrix.store import names, query
from taskmatrix.workspace.naming import Named, find_plan, find_unit, heard
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.domain.grid import Grid

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
        sections=tuple(map(heard, filters.get("sections", ()))),
        search=tuple(map(heard, filters.get("search", ()))),
        **given,
    )
    return selection, [*units, *leaders, *plans]


_AS_GIVEN = (
    "tiers",
    "roles",
    "states",
    "groups",
    "all",
    "sort",
    "limit",
)


def due_soon_days(session: Session) -> int:
    """Return within how many days a deadline is near."""
    days: int = session.overall["supervision"].get("due_soon_days", DUE_SOON_DAYS)
    return days


def listed(session: Session, wanted: Selection, mine: int | None = None) -> list[Item]:
    """Return the selected tasks as the contract's JSON objects; `mine` adds one unit's role."""
    store = session.store
    rows = query.tasks(store, wanted, mine)
    units: dict[int, Units] = {row[0]: {"lead": [], "support": [], "local": []} for row in rows}
    for task, role, name in query.assigned_units(store, list(units)):
        units[task][role].append(name)
    items = _items(session, rows, units)
    if mine is not None:
        for item, row in zip(items, rows, strict=True):
            item["role"], item["my_progress"] = row["role"], None
    return items


def _items(session: Session, rows: Iterable[sqlite3.Row], units: Mapping[int, Units]) -> list[Item]:
    """Return rows of tasks as objects; read by position, for there may be many."""
    today, soon = session.today, due_soon_days(session)
    items, width = [], len(query.LIST_COLUMNS)
    for row in rows:
        task, code, plan, tier, title, section, group, *dates, inherited, state = row[:width]
        start, deadline, original = dates
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
                "progress": None,
                "expected": None,
                "start": start,
                "deadline": deadline,
                "original_deadline": original,
                "deadline_inherited": bool(inherited),
                "days_left": left,
                "light": None,
                "flags": flags(state, left, soon),
                "slip": None,
                "reported": None,
            }
        )
    return items


def acting_unit(session: Session) -> Named:
    """Return the unit on whose behalf one acts. Raises Refused where nobody was named."""
    told = session.settings.get("as")
    if not told:
        raise Refused(
            _("On whose behalf? No unit is set"),
            _('say --as UNIT, set TASKMATRIX_AS, or write as = "UNIT" into taskmatrix.toml'),
        )
    unit = find_unit(session.read(), told)
    if unit.detail == Kind.GROUP:
        raise Refused(
            _("{name} is a group, and a group cannot act").format(name=unit.label),
            _("name one of its members with --as"),
        )
    return unit


def one_task(session: Session, task: int) -> Item:
    """Return everything about one task, as the contract's JSON object."""
    from taskmatrix.store.history import events_of_task

    store = session.store
    row = query.task_by_id(store, task)
    definition = json.loads(row["definition"])
    cells = query.cells_of_task(store, task)
    units: Units = {"lead": [], "support": [], "local": []}
    for _unit, role, _rank, _basis, name in cells:
        units[role].append(name)
    (item,) = _items(session, [row], {task: units})
    related: dict[str, list[Item]] = {"advances": [], "advanced_by": [], "after": []}
    for kind, code, title in query.links(store, task):
        related[kind].append({"code": code, "title": title})
    item.update(
        summary=definition["summary"],
        basis=next((basis for _u, role, _r, basis, _n in cells if role == "lead"), None),
        open_ended=definition["open_ended"],
        standing=definition["standing"],
        leader=_name(store, definition["leader"]),
        why=None,
        **related,
        children=[{"code": c["code"], "title": c["title"]} for c in query.children(store, task)],
        milestones=[
            {"number": number, **step} for number, step in enumerate(definition["milestones"], 1)
        ],
        targets=[_target(code, text) for code, text in query.targets_of_task(store, task)],
        assignments=[
            {
                "unit": name,
                "role": role,
                "rank": rank,
                "basis": basis,
                "progress": None,
                "reported": None,
            }
            for _unit, role, rank, basis, name in cells
        ],
        reports=[],
        slips=[],
        events=[
            {**event, "task": item["code"], "data": json.loads(event["data"])}
            for event in events_of_task(store, task)
        ],
    )
    return item


def _target(code: str, text: str) -> Item:
    definition = json.loads(text)
    keys = ("title", "op", "value", "measure", "due", "per", "soft", "baseline")
    absent = {"reading": None, "expected": None, "forecast": None, "light": None}
    return {"code": code, **{key: definition[key] for key in keys}, **absent}


def _name(store: sqlite3.Connection, unit: int | None) -> str | None:
    return names.unit_by_id(store, unit)[1] if unit is not None else None


def one_unit(session: Session, unit: int, wanted: Selection) -> Item:
    """Return everything about one unit: its names, its groups or members, its assignments."""
    store = session.store
    _id, name, kind, en, text, dropped = names.unit_by_id(store, unit)
    definition = json.loads(text)
    tasks: list[Item] = []
    if kind != Kind.GROUP:
        tasks = listed(session, wanted, unit)
    roles = [item["role"] for item in tasks]
    return {
        "name": name,
        "en": en,
        "kind": kind,
        "dropped": bool(dropped),
        "aliases": definition["aliases"],
        "formerly": definition["formerly"],
        "slips": definition["slips"],
        "members": [_name(store, member) for member in definition["members"]],
        "groups": names.groups_of(store, unit),
        "counts": {role: roles.count(role) for role in ("lead", "support", "local")},
        "tasks": tasks,
    }


def matrix(session: Session, wanted: Selection, groups: bool = True) -> "Grid":
    """Return the matrix of a selection; its rows are read when they are written.

    Groups head their children; where the order is not the plans', they would head nothing.
    """
    from taskmatrix.domain.grid import Cell, Column, Grid, Row
    from taskmatrix.store import grid

    store = session.store

    def rows() -> Iterator[Row]:
        rest = grid.rows(store, wanted, groups and wanted.sort == "plan")
        while some := list(islice(rest, BATCH)):
            cells = grid.cells(store, [row[0] for row in some])
            for task, code, plan, number, title, section, group in some:
                own = tuple(map(Cell._make, cells[task]))
                yield Row(code, plan, number, title, section, bool(group), own)

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
