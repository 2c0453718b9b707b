"""What the store knows of units, tasks and targets, as a revision needs it."""

import json
import sqlite3
from dataclasses import dataclass, field

from taskmatrix.domain.revision import Known

_PLANS = "SELECT id, title, dropped, definition FROM plan"
_UNITS = "SELECT id, name, dropped, definition FROM unit ORDER BY id"
_TASKS = "SELECT id, code, title, dropped, kept, definition FROM task ORDER BY id"
_TARGETS = "SELECT id, code, dropped, definition FROM target ORDER BY id"
_ENGAGED_TASKS = """
    SELECT DISTINCT task FROM report WHERE undone IS NULL
    UNION SELECT id FROM task WHERE is_group = 0 AND dropped = 0 AND state <> 'pending'
    UNION SELECT task FROM part WHERE until IS NULL AND (exemption IS NOT NULL OR urged IS NOT NULL)
    UNION SELECT task FROM slip
    UNION SELECT task FROM status WHERE until IS NULL AND (asked IS NOT NULL OR granted IS NOT NULL)
"""
_ENGAGED_UNITS = """
    SELECT DISTINCT unit FROM report WHERE undone IS NULL
    UNION SELECT unit FROM part WHERE until IS NULL AND (exemption IS NOT NULL OR urged IS NOT NULL)
    UNION SELECT unit FROM event WHERE kind IN ('accepted', 'finished')
    UNION SELECT unit FROM slip
    UNION SELECT waits_on FROM status WHERE until IS NULL AND waits_on IS NOT NULL
"""
_ENGAGED_TARGETS = "SELECT DISTINCT target FROM reading WHERE undone IS NULL"


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
    engaged = _identities(connection, _ENGAGED_TARGETS)
    for target, code, dropped, definition in connection.execute(_TARGETS):
        title = json.loads(definition)["title"]
        known = Known(target, code, title, target in engaged, bool(dropped))
        result.targets[target] = (known, definition)
    return result


def _identities(connection: sqlite3.Connection, query: str) -> set[int]:
    return {row[0] for row in connection.execute(query)}
