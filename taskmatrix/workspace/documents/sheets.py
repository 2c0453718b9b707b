"""What the sheets about one unit, one task, one slip have in common."""

import json
from typing import Any

from taskmatrix.domain.words import Role
from taskmatrix.store import query
from taskmatrix.store.parts import cells_of_task
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
    """Return id, tier, title and source of a plan; of one that was dropped its id alone."""
    for row in query.plans(session.store):
        if row["id"] == plan:
            source = json.loads(row["definition"])["source"]
            return {"id": plan, "tier": row["tier"], "title": row["title"], "source": source}
    return {"id": plan, "tier": None, "title": None, "source": None}


def units_by_role(session: Session, task: int) -> dict[str, list[str]]:
    """Return the names of a task's units in each role, in their order."""
    cells = cells_of_task(session.store, task)
    return {role: [name for _u, its, _r, _b, name in cells if its == role] for role in Role}
