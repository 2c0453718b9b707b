"""Reading the targets of plans and tasks."""

import sqlite3
from typing import NamedTuple

_TARGETS = """
    SELECT g.id, g.code, g.definition, p.id, p.tier, p.owner, p.definition,
           t.id, t.code, t.start, t.deadline
    FROM target g JOIN plan p ON p.id = g.plan LEFT JOIN task t ON t.id = g.task
    WHERE {condition} ORDER BY p.position, p.id, g.id
"""


class TargetRow(NamedTuple):
    """A target, its plan and, where it is bound to one, its task. Definitions are JSON text."""

    id: int
    code: str
    definition: str
    plan: str
    tier: str
    owner: int | None
    plan_definition: str
    task: int | None
    task_code: str | None
    start: str | None
    deadline: str | None


def targets(store: sqlite3.Connection) -> list[TargetRow]:
    """Return every live target, those of the overall plan first."""
    rows = store.execute(_TARGETS.format(condition="g.dropped = 0"))
    return list(map(TargetRow._make, rows))


def target_by_id(store: sqlite3.Connection, target: int) -> TargetRow:
    """Return one target that is there, also one that was dropped."""
    row = store.execute(_TARGETS.format(condition="g.id = ?"), (target,)).fetchone()
    return TargetRow._make(row)
