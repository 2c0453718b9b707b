"""What the store knows of units, tasks and targets, as a revision needs it."""

import sqlite3
from dataclasses import dataclass, field

from taskmatrix.domain.events import DEFINING
from taskmatrix.domain.revision import Known

_PLANS = "SELECT id, title, dropped, definition FROM plan"
_UNITS = "SELECT id, name, dropped, definition FROM unit ORDER BY id"
_TASKS = "SELECT id, code, title, dropped, kept, definition FROM task ORDER BY id"
_TARGETS = "SELECT id, code, dropped, definition FROM target ORDER BY id"
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(DEFINING))
_ENGAGED_TASKS = f"""
    SELECT DISTINCT task FROM event WHERE task IS NOT NULL AND kind NOT IN ({_KINDS})
    UNION SELECT id FROM task WHERE dropped = 0 AND state <> 'pending'
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
    for task, code, title, dropped, kept, definition in connection.execute(_TASKS):
        known = Known(task, code, title, task in engaged, bool(dropped), bool(kept))
        result.tasks[task] = (known, definition)
    for target, code, dropped, definition in connection.execute(_TARGETS):
        result.targets[target] = (Known(target, code, dropped=bool(dropped)), definition)
    return result


def _identities(connection: sqlite3.Connection, query: str) -> set[int]:
    return {row[0] for row in connection.execute(query)}
