"""A lead signs for a task and asks for its closure; the coordinator decides."""

from collections.abc import Sequence
from gettext import gettext as _

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.errors import Refused
from taskmatrix.store.parts import last_actor, open_predecessors
from taskmatrix.workspace.naming import find_unit
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, enter_for, state_name, working, wrong_state


def accept(session: Session, names: Sequence[str]) -> Work:
    """Sign for tasks (签收): the first lead answers for them from now on."""
    with working(session) as work:

        def sign(task: TaskNow) -> None:
            _must_answer(work, task)
            work.move(EventKind.ACCEPTED, task)

        work.each_task(names, sign)
    return work


def finish(session: Session, names: Sequence[str], reason: str | None) -> Work:
    """Ask for closure (办结申请): at progress 100, or with a reason."""
    with working(session) as work:

        def ask(task: TaskNow) -> None:
            _must_answer(work, task)
            if task.state != "active":
                raise wrong_state(task)
            _may_finish(work, task, reason)
            work.move(EventKind.FINISHED, task, _because(work, reason))

        work.each_task(names, ask)
    return work


def approve(session: Session, names: Sequence[str], unit: str | None) -> Work:
    """Approve what is pending on tasks: closure, or that a task does not concern a unit."""
    with working(session) as work:
        work.must_coordinate()

        def decide(task: TaskNow) -> None:
            asking = _asking(work, task, unit)
            if asking is not None:
                _settle_exemption(work, task, asking, EventKind.REPORT_EXEMPTION_APPROVED, {})
                return
            _must_be_pending(task)
            _second_person(work, task)
            work.move(EventKind.APPROVED, task)

        work.each_task(names, decide)
    return work


def give_back(session: Session, names: Sequence[str], reason: str, unit: str | None) -> Work:
    """Return what is pending on tasks to the unit that asked (退回)."""
    with working(session) as work:
        work.must_coordinate()

        def decide(task: TaskNow) -> None:
            data = _because(work, reason)
            asking = _asking(work, task, unit)
            if asking is not None:
                _settle_exemption(work, task, asking, EventKind.REPORT_EXEMPTION_RETURNED, data)
                return
            _must_be_pending(task)
            work.move(EventKind.RETURNED, task, data)

        work.each_task(names, decide)
    return work


def terminate(session: Session, names: Sequence[str], reason: str) -> Work:
    """End tasks that will not be carried out."""
    return _coordinate(session, names, EventKind.TERMINATED, reason)


def reopen(session: Session, names: Sequence[str], reason: str) -> Work:
    """Take closed or terminated tasks up again."""
    return _coordinate(session, names, EventKind.REOPENED, reason)


def _coordinate(session: Session, names: Sequence[str], kind: EventKind, reason: str) -> Work:
    with working(session) as work:
        work.must_coordinate()

        def decide(task: TaskNow) -> None:
            work.move(kind, task, _because(work, reason))

        work.each_task(names, decide)
    return work


def _because(work: Work, reason: str | None) -> dict[str, str]:
    return {"reason": work.contents.text(reason)} if reason else {}


def _must_answer(work: Work, task: TaskNow) -> None:
    """Raise Refused unless the acting unit is the first lead, which alone answers for a task."""
    leads = task.leads
    if leads and leads[0][0] == work.unit.id:
        return
    if not leads:
        raise Refused(
            _("{code} has no lead that could answer for it").format(code=task.code),
            _("name one in the plan file and load it again"),
        )
    raise Refused(
        _("{unit} does not answer for {code} {title}; its first lead is {lead}").format(
            unit=work.unit.label, code=task.code, title=task.title, lead=leads[0][1]
        ),
        enter_for(work, leads[0][1]),
    )


def _may_finish(work: Work, task: TaskNow, reason: str | None) -> None:
    before = open_predecessors(work.store, task.id)
    if before:
        raise Refused(
            _("{code} cannot finish before {others}").format(
                code=task.code, others=_(", ").join(f"{code} {title}" for code, title in before)
            ),
            _("see: taskmatrix show {code}").format(code=before[0][0]),
        )
    if task.progress != COMPLETE and not reason:
        shown = "-" if task.progress is None else task.progress
        raise Refused(
            _("{code} stands at {progress}, not at 100").format(code=task.code, progress=shown),
            _(
                "report it: taskmatrix update {code} -p 100; or say why it ends here: "
                "taskmatrix finish {code} --reason TEXT"
            ).format(code=task.code),
        )


def _must_be_pending(task: TaskNow) -> None:
    if task.state != "review":
        raise Refused(
            _("Nothing is to be decided on {code} {title}: it is “{state}”").format(
                code=task.code, title=task.title, state=state_name(task.state)
            ),
            _("see what is pending: taskmatrix todo"),
        )


def _second_person(work: Work, task: TaskNow) -> None:
    """A task that the coordinator leads itself is approved by another than who asked."""
    if work.coordinator not in [unit for unit, _name in task.leads]:
        return
    asked = last_actor(work.store, task.id, EventKind.FINISHED)
    if asked == work.session.actor():
        raise Refused(
            _("{code} is the coordinator's own task, and {actor} asked for its closure").format(
                code=task.code, actor=asked
            ),
            _("a second person approves it: --actor NAME"),
        )


def _asking(work: Work, task: TaskNow, unit: str | None) -> int | None:
    """Return the unit whose 不涉及 is to be decided on; None where it is the closure.

    Raises Refused where nothing is pending, or it is not clear what is meant.
    """
    asking = [
        each
        for each, part in task.parts.items()
        if part.exemption == "asked" and task.role_of(each) is not None
    ]
    if unit:
        wanted = find_unit(work.store, unit)
        if wanted.id in asking:
            return wanted.id
        raise Refused(
            _("{unit} has asked for nothing on {code}").format(unit=wanted.label, code=task.code),
            _("see what is pending: taskmatrix todo"),
        )
    if task.state == "review" or not asking:
        return None
    if len(asking) > 1:
        raise Refused(
            _("Several units say that {code} does not concern them: {units}").format(
                code=task.code, units=_(", ").join(task.units[each] for each in asking)
            ),
            _("name one: --unit UNIT"),
        )
    return asking[0]


def _settle_exemption(
    work: Work, task: TaskNow, unit: int, kind: EventKind, data: dict[str, str]
) -> None:
    work.add(kind, task, {**data, "unit": unit})
    work.say(kind, task, other=task.units.get(unit))
