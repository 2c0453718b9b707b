"""Reading the register of slips."""

from collections.abc import Collection, Sequence
from typing import Any

from taskmatrix.domain.slips import lapsed, slip_number
from taskmatrix.errors import NotFound
from taskmatrix.language import gettext as _
from taskmatrix.store.names import acting_units, unit_name
from taskmatrix.store.slips import SlipRow, register, slip_by_number, slips_of_tasks, unanswered
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.history import one_event
from taskmatrix.workspace.naming import Named, find_task, find_unit
from taskmatrix.workspace.session import Session

Item = dict[str, Any]

FOLLOWED, TASK_ENDED = "followed", "task-ended"
"""Why nobody waits for the answer to a slip any more."""


def find_slip(session: Session, spoken: str) -> SlipRow:
    """Find a slip by its number. Raises NotFound."""
    store, spoken = session.read(), heard(spoken)
    number = slip_number(spoken, session.today.year)
    found = slip_by_number(store, *number) if number else None
    if found is None:
        raise NotFound(
            _("There is no slip “{name}”").format(name=spoken),
            _("the numbers stand in: taskmatrix slips"),
        )
    return found


def listed_slips(
    session: Session,
    *,
    units: Sequence[str] = (),
    tasks: Sequence[str] = (),
    statuses: Collection[str] = (),
    colours: Collection[str] = (),
) -> tuple[list[Item], list[Named]]:
    """Return the slips of the register, by number, and what was understood by names."""
    store = session.read()
    named_units = [find_unit(store, name) for name in units]
    named_tasks = [find_task(store, name, session.overall["id"]) for name in tasks]
    wanted = {each for unit in named_units for each in acting_units(store, unit.id)}
    numbers = {task.id for task in named_tasks}
    rows = slips_of_tasks(store, sorted(numbers)) if numbers else register(store)
    items = [
        as_item(session, row)
        for row in rows
        if (not units or {row.unit, row.leader} & wanted) and (not colours or row.colour in colours)
    ]
    chosen = [item for item in items if not statuses or item["status"] in statuses]
    return chosen, [*named_units, *named_tasks]


def slips_to_answer(session: Session, unit: int) -> list[SlipRow]:
    """Return the slips that wait for a unit's answer."""
    return [row for row in unanswered(session.store) if row.unit == unit]


def not_answered(session: Session) -> list[tuple[SlipRow, str | None]]:
    """Return every slip that is open or lapsed, the nearest reply first.

    With each stands why nobody waits for an answer any more: a later slip took its place, or its
    task has ended; None where it is still waited for.
    """
    waiting = {row.seq for row in unanswered(session.store)}
    rows = sorted(
        (row for row in register(session.store) if row.status == "open"),
        key=lambda row: (row.reply_by, row.seq),
    )
    return [(row, None if row.seq in waiting else _settled_by(row)) for row in rows]


def _settled_by(row: SlipRow) -> str:
    return TASK_ENDED if row.done else FOLLOWED


def slips_lapsed(session: Session) -> list[SlipRow]:
    """Return the slips that nobody answered in time."""
    today = session.today.isoformat()
    return [row for row in unanswered(session.store) if row.reply_by < today]


def as_item(session: Session, row: SlipRow) -> Item:
    """Return a slip as the contract's JSON object, with what it rests on."""
    store, reasons = session.store, row.reasons
    return {
        "number": row.label,
        "colour": row.colour,
        "step": row.step,
        "task": row.code,
        "title": row.title,
        "unit": unit_name(store, row.unit),
        "sent_to": unit_name(store, row.sent_to),
        "copies": [unit_name(store, unit) for unit in row.copied],
        "to": unit_name(store, row.leader) if row.leader is not None else None,
        "issued": row.issued,
        "reply_by": row.reply_by,
        "status": lapsed(row.status, row.reply_by, session.today.isoformat()),
        "rule": row.rule,
        "causes": [{"rule": rule, **numbers} for rule, numbers in reasons["causes"]],
        "because": reasons["why"],
        "after": reasons["after"],
        "day": reasons["day"],
        "hinders": reasons["hinders"],
        "answered": row.day if row.status == "answered" else None,
        "late": row.status == "answered" and (row.day or "") > row.reply_by,
        "promised": row.promised,
        "withdrawn": row.day if row.status == "withdrawn" else None,
    }


def one_slip(session: Session, spoken: str) -> Item:
    """Return everything about one slip: who issued it, why, what was answered."""
    row = find_slip(session, spoken)
    item = as_item(session, row)
    issued = one_event(session.store, row.seq)
    item.update(actor=issued["actor"], reason=issued["data"].get("reason"))
    ended = one_event(session.store, row.ended) if row.ended else None
    item["answer"] = ended["data"].get("answer") if ended else None
    item["withdrawn_because"] = ended["data"].get("reason") if ended else None
    item["ended_by"] = ended["actor"] if ended else None
    return item
