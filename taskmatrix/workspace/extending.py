"""Extensions of deadlines: a lead asks, the coordinator decides (contract §5)."""

from datetime import date
from typing import Any

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.waiting import asked, deadlines
from taskmatrix.workspace.history import one_event
from taskmatrix.workspace.rights import must_answer, second_person
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, working, wrong_state

Item = dict[str, Any]


def extend(session: Session, name: str, to: str, reason: str) -> Work:
    """Ask for a later deadline; too late, it is marked, and scored by the original one."""
    with working(session) as work:
        task = work.task(name)
        must_answer(work, task)
        if task.state not in REPORTABLE:
            raise wrong_state(task)
        counts = _deadline(work, task)
        _refuse_two(work, task)
        day = _later(session, task, session.day(to), counts)
        late = session.today.isoformat() > counts
        data = {"to": day, "reason": work.contents.text(reason), "progress": task.progress}
        work.add(EventKind.EXTENSION_ASKED, task, {**data, "deadline": counts, "late": late})
        work.say(EventKind.EXTENSION_ASKED, task, to=day, deadline=counts, late=late)
    return work


def grant(work: Work, task: TaskNow, request: int, told: str | None) -> None:
    """Approve an extension to the date that was asked for, or to another."""
    event = one_event(work.store, request)
    message = _("{code} is the coordinator's own task, and {actor} asked to extend it")
    second_person(work, task, event["actor"], message)
    planned = deadlines(work.store, task.id)[1]
    day = work.session.day(told).isoformat() if told else event["data"]["to"]
    if planned is None or day <= planned:
        raise Refused(
            _("{day} is not after the plan's deadline of {code}, {deadline}").format(
                day=day, code=task.code, deadline=planned or _("none")
            ),
            _(
                "name a later day: taskmatrix approve {code} --to DATE; "
                "or return the request: taskmatrix return {code} --reason TEXT"
            ).format(code=task.code),
        )
    if day < work.session.today.isoformat():
        raise Refused(
            _("{day}, the date that {code} is to be extended to, has passed").format(
                day=day, code=task.code
            ),
            _("set one to come: taskmatrix approve {code} --to DATE").format(code=task.code),
        )
    late = event["data"]["late"]
    data = {"to": day, "late": late, "planned": planned, "asked": request}
    work.add(EventKind.EXTENSION_APPROVED, task, data)
    work.say(EventKind.EXTENSION_APPROVED, task, to=day, planned=planned, late=late)


def give_back(work: Work, task: TaskNow, because: dict[str, str]) -> None:
    """Return a request for an extension."""
    work.add(EventKind.EXTENSION_RETURNED, task, because)
    work.say(EventKind.EXTENSION_RETURNED, task)


def _deadline(work: Work, task: TaskNow) -> str:
    """Return the deadline that counts. Raises Refused where there is none to extend."""
    counts, _planned, standing = deadlines(work.store, task.id)
    if counts is None or standing:
        raise Refused(
            _("{code} {title} has no deadline that could be extended").format(
                code=task.code, title=task.title
            ),
            _("see: taskmatrix show {code}").format(code=task.code),
        )
    return counts


def _refuse_two(work: Work, task: TaskNow) -> None:
    request = asked(work.store, task.id)
    if request is not None:
        event = one_event(work.store, request)
        raise Refused(
            _("{code}: an extension to {to} was asked for on {day} already").format(
                code=task.code, to=event["data"]["to"], day=event["day"]
            ),
            _("the coordinator decides; see: taskmatrix show {code}").format(code=task.code),
        )


def _later(session: Session, task: TaskNow, day: date, counts: str) -> str:
    """Return a day as ISO text. Raises Refused unless it is after the deadline and today."""
    today = session.today.isoformat()
    if day.isoformat() > max(counts, today):
        return day.isoformat()
    past = (
        _("{day} is not after today, {today}").format(day=day, today=today)
        if day.isoformat() > counts
        else _("{day} is not after the deadline of {code}, {deadline}").format(
            day=day, code=task.code, deadline=counts
        )
    )
    raise Refused(past, _("name a later day with --to"))
