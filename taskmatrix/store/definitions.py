"""What the store knows of units, tasks and targets, as a revision needs it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from taskmatrix.domain.events import DEFINING
from taskmatrix.domain.revision import Known

_PLANS = "SELECT id, title, dropped, definition FROM plan"
_UNITS = "SELECT id, name, dropped, definition FROM unit ORDER BY id"
_TASKS = "SELECT id, code, title, state, kept, definition FROM task ORDER BY id"
_TARGETS = "SELECT id, code, dropped, definition FROM target ORDER BY id"
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(DEFINING))
_ENGAGED_TASKS = f"""
    SELECT DISTINCT task FROM event WHERE task IS NOT NULL AND kind NOT IN ({_KINDS})
    UNION SELECT id FROM task WHERE state NOT IN ('pending', 'terminated')
"""  # noqa: S608 - the kinds are a closed list of our own
_ENGAGED_UNITS = f"""
    SELECT DISTINCT unit FROM event WHERE unit IS NOT NULL AND kind NOT IN ({_KINDS})
"""  # noqa: S608


@dataclass
class Stored:
    """Everything defined, by identity: what it is known by and its definition as recorded."""

    plans: dict[str, tuple[bool, str]] = field(default_factory=dict)
    units: dict[int, tuple[Known, str]] = field(default_factory=dict)
    tasks: dict[int, tuple[Known, str]] = field(default_factory=dict)
    targets: dict[int, tuple[Known, str]] = field(default_factory=dict)


def stored(connection: sqlite3.Connection) -> Stored:
    """Read all definitions."""
    result = Stored()
    for plan, _title, dropped, definition in connection.execute(_PLANS):
        result.plans[plan] = (bool(dropped), definition)
    engaged = _identities(connection, _ENGAGED_UNITS)
    for unit, name, dropped, definition in connection.execute(_UNITS):
        known = Known(unit, name, engaged=unit in engaged, dropped=bool(dropped))
        result.units[unit] = (known, definition)
    engaged = _identities(connection, _ENGAGED_TASKS)
    for task, code, title, state, kept, definition in connection.execute(_TASKS):
        gone = state == "terminated"
        known = Known(task, code, title, task in engaged, gone, bool(kept))
        result.tasks[task] = (known, definition)
    for target, code, dropped, definition in connection.execute(_TARGETS):
        result.targets[target] = (Known(target, code, dropped=bool(dropped)), definition)
    return result


def _identities(connection: sqlite3.Connection, query: str) -> set[int]:
    return {row[0] for row in connection.execute(query)}


def programme_id(connection: sqlite3.Connection) -> str | None:
    """Return the id of the overall plan, None where nothing is loaded."""
    row = connection.execute("SELECT id FROM plan WHERE tier = '1' AND dropped = 0").fetchone()
    return row[0] if row else None


def overall_definition(connection: sqlite3.Connection) -> str | None:
    """Return the overall plan's definition as JSON text."""
    query = "SELECT definition FROM plan WHERE tier = '1' AND dropped = 0"
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def is_simulated(connection: sqlite3.Connection) -> bool:
    """Whether the store was made for simulated data."""
    row = connection.execute("SELECT simulated FROM store").fetchone()
    return bool(row and row[0])


def labels(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield identity and name of every unit, dropped ones too."""
    yield from connection.execute("SELECT id, name FROM unit")
