"""Waiting: a lead hands the clock over to another unit, which answers or objects (contract §5)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.words import Kind, State
from taskmatrix.errors import NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import waiting as store_waiting
from taskmatrix.store.names import unit_called, unit_names
from taskmatrix.store.standing import statuses
from taskmatrix.workspace.naming import MOST_NEAR, find_unit, shown
from taskmatrix.workspace.rights import must_answer
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.terms import Wait, wait_in
from taskmatrix.workspace.working import TaskNow, Work, enter_for, working, wrong_state

Item = dict[str, Any]


def wait(
    session: Session, name: str, on: str, reason: str, until: str | None, outside: bool
) -> Work:
    """Let a task wait for a unit, or for a body outside the programme, until a day."""
    with working(session) as work:
        task = work.task(name)
        must_answer(work, task)
        if task.state != State.ACTIVE:
            raise wrong_state(task)
        _refuse_two(work, task)
        unit, whom = _waited_on(work, on, outside)
        day = _last_day(session, until).isoformat()
        data = {"unit": unit, "reason": work.contents.text(reason), "until": day}
        if unit is None:
            data["name"] = work.contents.text(whom)
        work.add(EventKind.WAIT_BEGUN, task, data)
        work.say(EventKind.WAIT_BEGUN, task, other=whom, outside=unit is None, until=day)
    return work


def resume(session: Session, name: str, reason: str | None) -> Work:
    """Take the clock back: a task waits no longer."""
    with working(session) as work:
        task = work.task(name)
        must_answer(work, task)
        if wait_of(work, task) is None:
            raise _waits_for_nobody(task)
        data = {"reason": work.contents.text(reason)} if reason else {}
        work.add(EventKind.WAIT_ENDED, task, data)
        work.say(EventKind.WAIT_ENDED, task)
    return work


def object_to(session: Session, name: str, reason: str) -> Work:
    """Let the unit that is waited on say that it is not its turn; the coordinator decides."""
    with working(session) as work:
        task = work.task(name)
        now = wait_of(work, task)
        if now is None or not now.in_force:
            raise _waits_for_nobody(task)
        if now.unit != work.unit.id:
            whom = _words(now)
            raise Refused(
                _("{code} waits for {whom}, not for {unit}").format(
                    code=task.code, whom=whom, unit=work.unit.label
                ),
                enter_for(work, whom)
                if now.unit is not None
                else _("see: taskmatrix show {code}").format(code=task.code),
            )
        _refuse_again(work, task, now)
        work.add(EventKind.WAIT_OBJECTED, task, {"reason": work.contents.text(reason)})
        work.say(EventKind.WAIT_OBJECTED, task)
    return work


def settle(work: Work, task: TaskNow, unit: str, upheld: Mapping[str, str] | None) -> None:
    """Decide on a unit's objection: the wait goes on, with the reason, or ends."""
    if upheld is not None:
        work.add(EventKind.WAIT_UPHELD, task, dict(upheld))
        work.say(EventKind.WAIT_UPHELD, task, other=unit)
        return
    work.add(EventKind.WAIT_ENDED, task, {"objection": True})
    work.say(EventKind.WAIT_ENDED, task, other=unit)


def wait_of(work: Work, task: TaskNow) -> Wait | None:
    """Return the wait of a task that nobody has ended, also where its last day has passed."""
    status = statuses(work.store, [task.id]).get(task.id)
    return status and wait_in(work.session, status)


def is_waited_on(work: Work, task: TaskNow) -> bool:
    """Whether a task waits for the acting unit now."""
    now = wait_of(work, task)
    return now is not None and now.in_force and now.unit == work.unit.id


def _words(now: Wait) -> str:
    return _("[redacted]") if now.name is None else now.name


def _waits_for_nobody(task: TaskNow) -> Refused:
    return Refused(
        _("{code} {title} waits for nobody").format(code=task.code, title=task.title),
        _("see: taskmatrix show {code}").format(code=task.code),
    )


def _refuse_two(work: Work, task: TaskNow) -> None:
    """Raise Refused where a task waits already."""
    now = wait_of(work, task)
    if now is not None and now.in_force:
        raise Refused(
            _("{code} waits for {whom} already, until {day}").format(
                code=task.code, whom=_words(now), day=now.until
            ),
            _("end that first: taskmatrix resume {code}").format(code=task.code),
        )


def _refuse_again(work: Work, task: TaskNow, now: Wait) -> None:
    """Raise Refused where the unit has objected to this wait before."""
    day = store_waiting.objected_on(work.store, task.id, now.event)
    if day is None:
        return
    raise Refused(
        _("{unit} objected on {day} already").format(unit=work.unit.label, day=day),
        _("the coordinator decides; see: taskmatrix show {code}").format(code=task.code)
        if now.objection is not None
        else _("the wait was upheld; report on it: taskmatrix update {code}").format(
            code=task.code
        ),
    )


def _waited_on(work: Work, spoken: str, outside: bool) -> tuple[int | None, str]:
    """Return whom a task is to wait for: identity and name of a unit, or a body in words.

    Raises NotFound where what was said is nearly a unit's name, Refused for groups and oneself.
    """
    if outside:
        _refuse_unit(work, spoken)
        return None, spoken
    try:
        named = find_unit(work.store, spoken)
    except NotFound as error:
        hint = _slip_of_the_hand(work, spoken, error)
        if hint is None:
            return None, spoken
        more = _("{hint} (a body outside the programme: add --outside)")
        raise NotFound(error.message, more.format(hint=hint)) from error
    work.named.append(named)
    if named.detail == Kind.GROUP:
        raise Refused(
            _("{name} is a group, and a group cannot act").format(name=named.label),
            _("name the member that is waited for: --on UNIT"),
        )
    if named.id == work.unit.id:
        raise Refused(
            _("{unit} cannot wait for itself").format(unit=named.label),
            _("name the unit that is waited for: --on UNIT"),
        )
    return named.id, named.label


def _slip_of_the_hand(work: Work, spoken: str, error: NotFound) -> str | None:
    """Return the advice where words that name no unit may mean one, or several; else None.

    Also where two thirds of the characters are those of one: 交道厅 is sooner asked about than
    taken for a body outside.
    """
    from difflib import SequenceMatcher

    from taskmatrix.domain.names import nearest, readings

    def shares(name: str) -> bool:
        same = SequenceMatcher(None, name, spoken).get_matching_blocks()
        return 3 * sum(block.size for block in same) >= 2 * len(spoken)

    known = [name for name, _unit in unit_names(work.store)]
    if any(readings(spoken, known)) or nearest(spoken, known):
        return error.hint
    near = list(filter(shares, known))[:MOST_NEAR]
    listed = _(" or ").join(f"“{shown(each)}”" for each in near)
    return _("did you mean {names}?").format(names=listed) if near else None


def _refuse_unit(work: Work, spoken: str) -> None:
    """Raise Refused where a body that is said to be outside is a unit of the programme."""
    if unit_called(work.store, spoken):
        raise Refused(
            _("{unit} is a unit of the programme").format(unit=spoken), _("leave --outside out")
        )


def _last_day(session: Session, told: str | None) -> date:
    """Return the last day of a wait: as told, else some working days from today on."""
    if told is None:
        from taskmatrix.workspace.calendars import working_days
        from taskmatrix.workspace.standing import policy_of

        return working_days(session).after(session.today, policy_of(session).wait_days)
    day = session.day(told)
    if day <= session.today:
        raise Refused(
            _("{day} is not after today, {today}").format(day=day, today=session.today),
            _("name a day to come with --until"),
        )
    return day
