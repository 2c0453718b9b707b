"""One slip as a printed form: what it is about, what came before it, what was answered."""

import json

from taskmatrix.store import query
from taskmatrix.store.names import unit_name
from taskmatrix.store.slips import SlipRow, slips_of_tasks
from taskmatrix.workspace.documents.sheets import Item, head, plan_of, units_by_role
from taskmatrix.workspace.register import find_slip, one_slip
from taskmatrix.workspace.session import Session


def slip_sheet(session: Session, spoken: str) -> Item:
    """Return all that the form of a slip shows. Raises NotFound."""
    row = find_slip(session, spoken)
    return {
        **head(session),
        "draft": True,
        "slip": one_slip(session, row.label),
        "task": _task(session, row),
        "earlier": [
            one_slip(session, each.label)
            for each in slips_of_tasks(session.store, [row.task])
            if each.unit == row.unit and each.seq < row.seq
        ],
    }


def _task(session: Session, row: SlipRow) -> Item:
    """Return what the plan says of the task of a slip."""
    store = session.store
    task = query.task_by_id(store, row.task)
    definition = json.loads(task["definition"])
    leader = definition["leader"]
    return {
        "code": task["code"],
        "title": task["title"],
        "section": task["section"],
        "plan": plan_of(session, task["plan"]),
        "summary": definition["summary"],
        **units_by_role(session, row.task),
        "leader": unit_name(store, leader) if leader is not None else None,
        "standing": bool(task["standing"]),
        "deadline": task["deadline"],
        "original_deadline": task["original_deadline"],
    }
