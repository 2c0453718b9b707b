"""The current state: what the events add up to, kept in the transaction that appends them."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from taskmatrix.domain.events import DEFINING, Event, EventKind
from taskmatrix.domain.names import sort_key
from taskmatrix.store import work

Row = tuple[Any, ...]
Data = dict[str, Any]

TABLES = (
    "document_end",
    "document",
    "reading",
    "calendar",
    "verdict",
    "promise",
    "slip_end",
    "slip",
    "undoing",
    "redaction",
    "report",
    "part",
    "status",
    "target",
    "link",
    "milestone",
    "assignment",
    "task",
    "member",
    "unit_name",
    "unit",
    "plan",
)
"""The tables of the state, those that refer to others first."""

NO_DEADLINE = "9999-12-31"

_KIND_ORDER = ("leader", "department", "group", "region")

_STATEMENTS = {
    "plan-drop": "UPDATE plan SET dropped = 1 WHERE id = ?",
    "unit-drop": "UPDATE unit SET dropped = 1, successor = ? WHERE id = ?",
    "task-drop": """
        UPDATE task SET
            dropped = 1, done = 1, state = CASE WHEN is_group = 1 THEN 'pending' ELSE state END
        WHERE id = ?
    """,
    "task-drop-cells": "UPDATE assignment SET done = 1 WHERE task = ?",
    "target-drop": "UPDATE target SET dropped = 1 WHERE id = ?",
    "unit-free": "UPDATE unit SET name = ' ' || id WHERE id = ?",
    "task-free": "UPDATE task SET code = ' ' || id WHERE id = ?",
    "target-free": "UPDATE target SET code = ' ' || id WHERE id = ?",
    "unit_name-clear": "DELETE FROM unit_name WHERE unit = ?",
    "member-clear": "DELETE FROM member WHERE team = ?",
    "assignment-clear": "DELETE FROM assignment WHERE task = ?",
    "milestone-clear": "DELETE FROM milestone WHERE task = ?",
    "link-clear": "DELETE FROM link WHERE task = ?",
    "plan": """
        INSERT INTO plan (id, tier, position, title, parent, owner, leader, dropped, definition)
        VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
        ON CONFLICT (id) DO UPDATE SET
            tier = excluded.tier, position = excluded.position, title = excluded.title,
            parent = excluded.parent, owner = excluded.owner, leader = excluded.leader,
            dropped = 0, definition = excluded.definition
    """,
    "unit": """
        INSERT INTO unit (id, name, en, kind, slips, position, dropped, successor, definition)
        VALUES (?, ?, ?, ?, ?, ?, 0, NULL, ?)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, en = excluded.en, kind = excluded.kind, slips = excluded.slips,
            position = excluded.position, dropped = 0, successor = NULL,
            definition = excluded.definition
    """,
    "unit_name": "INSERT INTO unit_name (name, unit, origin) VALUES (?, ?, ?)",
    "member": "INSERT INTO member (team, unit) VALUES (?, ?)",
    "task": """
        INSERT INTO task (
            id, plan, number, code, title, section, parent, is_group, start, deadline,
            original_deadline, deadline_inherited, standing, leader, state, kept, dropped,
            assigned_on, done, due_order, code_order, definition)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, 0, ?, 0, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            plan = excluded.plan, number = excluded.number, code = excluded.code,
            title = excluded.title, section = excluded.section, parent = excluded.parent,
            is_group = excluded.is_group, start = excluded.start, deadline = excluded.deadline,
            original_deadline = excluded.original_deadline,
            deadline_inherited = excluded.deadline_inherited, standing = excluded.standing,
            leader = excluded.leader, kept = 0, dropped = 0, due_order = excluded.due_order,
            state = COALESCE(
                (SELECT s.state FROM status s WHERE s.task = task.id AND s.until IS NULL),
                'pending'),
            done = CASE WHEN EXISTS (
                SELECT 1 FROM status s WHERE s.task = task.id AND s.until IS NULL
                AND s.state IN ('closed', 'terminated')) THEN 1 ELSE 0 END,
            code_order = excluded.code_order, definition = excluded.definition
    """,
    "task-keep": "UPDATE task SET kept = 1 WHERE id = ?",
    "assignment": """
        INSERT INTO assignment (task, unit, role, rank, basis, done, due_order, code_order)
        SELECT id, ?, ?, ?, ?, done, due_order, code_order FROM task WHERE id = ?
    """,
    "milestone": """
        INSERT INTO milestone (task, position, title, due, weight) VALUES (?, ?, ?, ?, ?)
    """,
    "link": "INSERT INTO link (task, kind, other) VALUES (?, ?, ?)",
    "target": """
        INSERT INTO target (id, plan, task, code, dropped, definition) VALUES (?, ?, ?, ?, 0, ?)
        ON CONFLICT (id) DO UPDATE SET
            plan = excluded.plan, task = excluded.task, code = excluded.code, dropped = 0,
            definition = excluded.definition
    """,
    "part-yield": """
        UPDATE part SET until = ?
        WHERE unit = ? AND until IS NULL AND report IS NULL AND exemption IS NULL
          AND task IN (SELECT p.task FROM part p WHERE p.unit = ? AND p.until IS NULL)
    """,
    "part-inherit": """
        INSERT INTO part (task, unit, seq, progress, reported, report, exemption, urged, promised,
                          promised_by)
        SELECT p.task, ?, ?, p.progress, p.reported, p.report, p.exemption, p.urged, p.promised,
               p.promised_by
        FROM part p WHERE p.unit = ? AND p.until IS NULL AND NOT EXISTS (
            SELECT 1 FROM part own
            WHERE own.task = p.task AND own.unit = ? AND own.until IS NULL)
    """,
}
"""In the order in which one batch runs them: names are freed before they are taken again, what is
referred to comes before what refers to it."""


class Batch:
    """The rows that events ask for, by the statement that writes them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {name: [] for name in _STATEMENTS}

    def add(self, statement: str, *values: Any) -> None:
        """Ask for one row."""
        self.rows[statement].append(values)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows."""
        for name, rows in self.rows.items():
            if rows:
                connection.executemany(_STATEMENTS[name], rows)


def fold(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Bring the state up to date with events; the caller holds the write transaction.

    The definitions of one load go in one batch: within it a name may pass from one task to
    another. All other events are folded one by one.
    """
    batch, load = Batch(), None
    loaded, moved = False, set[int]()
    for event in events:
        if load is not None and event.command != load:
            batch.write(connection)
            batch, load = Batch(), None
        if event.kind in DEFINING:
            load, loaded = event.command, True
            _EFFECTS[event.kind](batch, event, json.loads(event.data))
        elif work.fold(connection, event, json.loads(event.data)):
            moved.add(event.task or 0)
    batch.write(connection)
    if loaded:
        work.apply_extensions(connection)
        work.add_up_groups(connection)
    elif moved:
        work.add_up_groups(connection, moved)


def clear(connection: sqlite3.Connection) -> None:
    """Empty the state, to make it anew from the events."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own


def _plan_defined(batch: Batch, event: Event, new: Data) -> None:
    position = "1NX".index(new["tier"])
    values = (new["title"], new["parent"], new["owner"], new["leader"])
    batch.add("plan", new["id"], new["tier"], position, *values, event.data)


def _plan_dropped(batch: Batch, _event: Event, data: Data) -> None:
    batch.add("plan-drop", data["id"])


def _unit_defined(batch: Batch, event: Event, new: Data) -> None:
    unit, position = new["id"], _KIND_ORDER.index(new["kind"])
    _clear(batch, event, unit, "unit-free", "unit_name-clear", "member-clear")
    values = (new["name"], new["en"], new["kind"], int(new["slips"]), position)
    batch.add("unit", unit, *values, event.data)
    batch.add("unit_name", new["name"], unit, "name")
    for key, origin in (("aliases", "alias"), ("formerly", "former")):
        for name in new[key]:
            batch.add("unit_name", name, unit, origin)
    for acting in new["acting"]:
        batch.add("member", unit, acting)


def _unit_dropped(batch: Batch, event: Event, data: Data) -> None:
    unit, heir = data["id"], data["into"]
    batch.add("unit-drop", heir, unit)
    if heir is not None:  # its names now lead to its heir, who goes on where it stood
        batch.add("unit_name-clear", unit)
        batch.add("part-yield", event.seq, heir, unit)
        batch.add("part-inherit", heir, event.seq, unit, heir)
    batch.add("member-clear", unit)


def _task_defined(batch: Batch, event: Event, new: Data) -> None:
    task, deadline = event.task, new["deadline"]
    code = f"{new['plan']}/{new['number']}"
    clears = ("task-free", "assignment-clear", "milestone-clear", "link-clear")
    _clear(batch, event, task, *clears)
    row = (
        *(task, new["plan"], new["number"], code, new["title"], new["section"], new["parent"]),
        *(int(new["group"]), new["start"], deadline, deadline, int(new["inherited"])),
        *(int(new["standing"]), new["leader"], event.day, deadline or NO_DEADLINE),
        *(sort_key(code), event.data),
    )
    batch.add("task", *row)
    for cell in new["assignments"]:
        batch.add("assignment", *cell, task)
    for position, step in enumerate(new["milestones"], 1):
        batch.add("milestone", task, position, step["title"], step["due"], str(step["weight"]))
    for kind in ("advances", "after"):
        for other in new[kind]:
            batch.add("link", task, kind, other)


def _task_dropped(batch: Batch, event: Event, _data: Data) -> None:
    batch.add("task-drop", event.task)
    batch.add("task-drop-cells", event.task)


def _task_kept(batch: Batch, event: Event, _data: Data) -> None:
    batch.add("task-keep", event.task)


def _target_defined(batch: Batch, event: Event, new: Data) -> None:
    target, code = new["id"], f"{new['plan']}#{new['key']}"
    _clear(batch, event, target, "target-free")
    batch.add("target", target, new["plan"], event.task, code, event.data)


def _target_dropped(batch: Batch, _event: Event, data: Data) -> None:
    batch.add("target-drop", data["id"])


def _clear(batch: Batch, event: Event, identity: int | None, *statements: str) -> None:
    """Make room for a new definition; what this very event brings in has nothing to clear."""
    if identity != event.seq:
        for statement in statements:
            batch.add(statement, identity)


_EFFECTS: dict[str, Callable[[Batch, Event, Data], None]] = {
    EventKind.PLAN_DEFINED: _plan_defined,
    EventKind.PLAN_DROPPED: _plan_dropped,
    EventKind.UNIT_DEFINED: _unit_defined,
    EventKind.UNIT_DROPPED: _unit_dropped,
    EventKind.TASK_DEFINED: _task_defined,
    EventKind.TASK_DROPPED: _task_dropped,
    EventKind.TASK_KEPT: _task_kept,
    EventKind.TARGET_DEFINED: _target_defined,
    EventKind.TARGET_DROPPED: _target_dropped,
}
