"""A slip is answered by the unit that it is addressed to, or withdrawn by the coordinator."""

from typing import Any

from taskmatrix.domain.events import EventKind
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.reports.escalation import slip_number
from taskmatrix.store.names import unit_name
from taskmatrix.store.slips import SlipRow, unanswered
from taskmatrix.workspace.naming import Named
from taskmatrix.workspace.register import find_slip
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, enter_for, working

Item = dict[str, Any]


def answer(session: Session, spoken: str, text: str, by: str) -> Work:
    """Answer a slip: what is being done, and the day by which it is in order.

    Raises Refused unless the unit that it is addressed to acts, or where it is closed.
    """
    with working(session) as work:
        row = find_slip(session, spoken)
        if work.unit.id != row.unit:
            name = unit_name(work.store, row.unit)
            raise Refused(
                _("{number} is addressed to {unit}").format(
                    number=slip_number(row.label), unit=name
                ),
                enter_for(work, name),
            )
        _must_be_open(row)
        day = session.day(by)
        if day < session.today:
            raise Refused(
                _("{day} is past already").format(day=day),
                _("--by is the day by which it will be in order"),
            )
        data = {"slip": row.seq, "by": day.isoformat(), "answer": work.contents.text(text)}
        others = (each for each in unanswered(work.store) if each.unit == row.unit)
        later = next((each.label for each in others if _is_later(each, row)), None)
        _end(work, row, EventKind.SLIP_ANSWERED, data, by=day.isoformat(), later=later)
    return work


def withdraw(session: Session, spoken: str, reason: str) -> Work:
    """Withdraw a slip that should not have been issued; it keeps its number."""
    with working(session) as work:
        work.must_coordinate()
        row = find_slip(session, spoken)
        _must_be_open(row)
        data = {"slip": row.seq, "reason": work.contents.text(reason)}
        _end(work, row, EventKind.SLIP_WITHDRAWN, data)
    return work


def _is_later(one: SlipRow, other: SlipRow) -> bool:
    """Whether a slip took the place of another on the same task."""
    return one.task == other.task and one.seq > other.seq


def _must_be_open(row: SlipRow) -> None:
    if row.status == "open":
        return
    messages = {
        "answered": _("{number} was answered on {day}"),
        "withdrawn": _("{number} was withdrawn on {day}"),
    }
    raise Refused(
        messages[row.status].format(number=slip_number(row.label), day=row.day),
        _("see: taskmatrix slips show {number}").format(number=row.label),
    )


def _end(work: Work, row: SlipRow, kind: EventKind, data: Item, **details: Any) -> None:
    task = TaskNow(work.store, Named("task", row.task, row.code, row.title))
    work.add(kind, task, {**data, "number": row.label})
    other = unit_name(work.store, row.unit)
    work.say(kind, task, slip=row.label, other=other, **details)
