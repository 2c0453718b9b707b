"""What the sheets about one unit, one task, one slip have in common."""

import json
from typing import Any

from taskmatrix.domain.words import Role
from taskmatrix.store.parts import cells_of_task
from taskmatrix.store.programme import plan_by_id
from taskmatrix.workspace.naming import coordinator
from taskmatrix.workspace.session import Session

Item = dict[str, Any]

TEXTS = ("done", "issue", "next", "ask")
"""What a unit says in a report, to be told in its words."""


def head(session: Session) -> Item:
    """Return of which programme a sheet is, who issues it, and the day on which it stands."""
    return {
        "programme": session.overall["title"],
        "issuer": coordinator(session),
        "simulated": session.simulated,
        "day": session.today.isoformat(),
    }


def plan_of(session: Session, plan: str) -> Item:
    """Return id, tier, title and source of a plan, also of one that was dropped."""
    row = plan_by_id(session.store, plan)
    if row is None:
        return {"id": plan, "tier": None, "title": None, "source": None}
    tier, title, definition = row
    return {"id": plan, "tier": tier, "title": title, "source": json.loads(definition)["source"]}


def units_by_role(session: Session, task: int) -> dict[str, list[str]]:
    """Return the names of a task's units in each role, in their order."""
    cells = cells_of_task(session.store, task)
    return {role: [name for _u, its, _r, _b, name in cells if its == role] for role in Role}
