"""Reading what the lint of the matrix looks at: no task that was dropped or terminated."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from taskmatrix.store.parts import batches

Row = tuple[Any, ...]

_LIVE = "t.dropped = 0 AND t.state <> 'terminated'"
_ANY = "CASE WHEN EXISTS ({rows}) THEN 1 ELSE 0 END"
_STEPS = "SELECT 1 FROM milestone m WHERE m.task = t.id"
_GOALS = "SELECT 1 FROM target g WHERE g.task = t.id AND g.dropped = 0"
_SUPPORT = "SELECT 1 FROM assignment a WHERE a.task = t.id AND a.role = 'support'"
_TASKS = f"""
    SELECT t.id, t.code, t.title, t.plan, p.tier, t.parent, t.is_group, 1 - t.done,
           CASE WHEN t.deadline_inherited = 0 OR t.deadline <> t.original_deadline
                THEN t.deadline END,
           {_ANY.format(rows=f"{_STEPS} UNION ALL {_GOALS}")},
           {_ANY.format(rows=_SUPPORT)}
    FROM task t JOIN plan p ON p.id = t.plan
    WHERE {_LIVE} ORDER BY p.position, p.id, t.code_order
"""  # noqa: S608 - texts of our own
_LEADS = f"""
    SELECT a.task, a.unit FROM assignment a JOIN task t ON t.id = a.task
    WHERE a.role = 'lead' AND {_LIVE} ORDER BY a.task, a.rank
"""  # noqa: S608
_ADVANCES = f"""
    SELECT l.task, l.other FROM link l
    JOIN task t ON t.id = l.task JOIN task o ON o.id = l.other
    WHERE l.kind = 'advances' AND o.dropped = 0 AND {_LIVE} ORDER BY l.task, l.other
"""  # noqa: S608
_PLANS = "SELECT id, tier, title, owner FROM plan WHERE dropped = 0 ORDER BY position, id"
_PART = f"""
    SELECT 1 FROM assignment a JOIN task t ON t.id = a.task JOIN plan p ON p.id = t.plan
    WHERE a.unit = u.id AND {_LIVE}
"""  # noqa: S608
_LOCAL = f"{_PART} AND a.role = 'local' AND p.tier = '1'"
_UNITS = f"""
    SELECT u.id, u.name, u.kind, {_ANY.format(rows=_PART)}, {_ANY.format(rows=_LOCAL)}
    FROM unit u WHERE u.dropped = 0 ORDER BY u.position, u.id
"""  # noqa: S608
_NAMES = "SELECT unit, name FROM unit_name ORDER BY unit, name"
_TARGETS = f"""
    SELECT g.code, g.plan, g.definition
    FROM target g JOIN plan p ON p.id = g.plan LEFT JOIN task t ON t.id = g.task
    WHERE g.dropped = 0 AND (g.task IS NULL OR ({_LIVE})) ORDER BY p.position, p.id, g.id
"""  # noqa: S608


def tasks(store: sqlite3.Connection) -> list[Row]:
    """Return the live tasks in the order of the plans, groups too.

    Identity, code, title, plan, tier, parent, whether a group, whether open, its own deadline
    (also one that was extended), whether it has a milestone or target, whether a support.
    """
    return store.execute(_TASKS).fetchall()


def leads(store: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield task and unit of every lead of a live task, by rank."""
    yield from store.execute(_LEADS)


def advances(store: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield every live task that carries out another, and the other."""
    yield from store.execute(_ADVANCES)


def plans(store: sqlite3.Connection) -> list[Row]:
    """Return id, tier, title and owner of the plans in order."""
    return store.execute(_PLANS).fetchall()


def units(store: sqlite3.Connection) -> list[Row]:
    """Return the units: identity, name, kind, any part, a local one in the overall plan."""
    return store.execute(_UNITS).fetchall()


def unit_names(store: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield every unit with each of its names."""
    yield from store.execute(_NAMES)


def targets(store: sqlite3.Connection) -> list[Row]:
    """Return code, plan and definition of the targets that are not those of a dead task."""
    return store.execute(_TARGETS).fetchall()


def tasks_of(store: sqlite3.Connection, units: Sequence[int]) -> set[int]:
    """Return the tasks in which any of some units has a part."""
    found: set[int] = set()
    for some, places in batches(units):
        text = f"SELECT task FROM assignment WHERE unit IN ({places})"  # noqa: S608
        found.update(row[0] for row in store.execute(text, some))
    return found
