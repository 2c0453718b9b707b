"""A lead signs for a task and asks for its closure; the coordinator decides."""

from collections.abc import Sequence

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.parts import last_actor, open_predecessors
from taskmatrix.store.standing import statuses
from taskmatrix.workspace import extending, waiting
from taskmatrix.workspace.pending import Matter, meant
from taskmatrix.workspace.rights import must_answer, second_person
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, working, wrong_state


def accept(session: Session, names: Sequence[str]) -> Work:
    """Sign for tasks (签收): the first lead answers for them from now on."""
    with working(session) as work:

        def sign(task: TaskNow) -> None:
            must_answer(work, task)
            work.move(EventKind.ACCEPTED, task)

        work.each_task(names, sign)
    return work


def finish(session: Session, names: Sequence[str], reason: str | None) -> Work:
    """Ask for closure (办结申请): at progress 100, or with a reason."""
    with working(session) as work:

        def ask(task: TaskNow) -> None:
            must_answer(work, task)
            if task.state != "active":
                raise wrong_state(task)
            _may_finish(work, task, reason)
            work.move(EventKind.FINISHED, task, _because(work, reason))

        work.each_task(names, ask)
    return work


def approve(
    session: Session, names: Sequence[str], unit: str | None, to: str | None = None
) -> Work:
    """Approve what is pending on tasks; an extension to the day asked for, or to another."""
    with working(session) as work:
        work.must_coordinate()

        def decide(task: TaskNow) -> None:
            matter = meant(work, task, unit, extension=to is not None)
            if matter.what == "extension" and matter.event is not None:
                extending.grant(work, task, matter.event, to)
            elif matter.what == "objection":
                waiting.settle(work, task, matter.name, None)
            elif matter.what == "not-applicable":
                _settle_exemption(work, task, matter, EventKind.REPORT_EXEMPTION_APPROVED, {})
            else:
                _close(work, task)

        work.each_task(names, decide)
    return work


def give_back(session: Session, names: Sequence[str], reason: str, unit: str | None) -> Work:
    """Return what is pending on tasks to the unit that asked (退回)."""
    with working(session) as work:
        work.must_coordinate()

        def decide(task: TaskNow) -> None:
            data = _because(work, reason)
            matter = meant(work, task, unit, extension=False)
            if matter.what == "extension":
                extending.give_back(work, task, data)
            elif matter.what == "objection":
                waiting.settle(work, task, matter.name, data)
            elif matter.what == "not-applicable":
                _settle_exemption(work, task, matter, EventKind.REPORT_EXEMPTION_RETURNED, data)
            else:
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


def _close(work: Work, task: TaskNow) -> None:
    asked_by = last_actor(work.store, task.id, EventKind.FINISHED)
    message = _("{code} is the coordinator's own task, and {actor} asked for its closure")
    second_person(work, task, asked_by, message)
    work.move(EventKind.APPROVED, task)
    status = statuses(work.store, [task.id]).get(task.id)
    if status and status.asked_on:
        work.say("extension-lapsed", task)


def _settle_exemption(
    work: Work, task: TaskNow, matter: Matter, kind: EventKind, data: dict[str, str]
) -> None:
    work.add(kind, task, {**data, "unit": matter.unit})
    work.say(kind, task, other=matter.name)
