"""Who may act on a task: its first lead answers for it; four eyes see the coordinator's own."""

from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.workspace.working import TaskNow, Work, enter_for, without_lead


def must_answer(work: Work, task: TaskNow) -> None:
    """Raise Refused unless the acting unit is the first lead, which alone answers for a task."""
    leads = task.leads
    if leads and leads[0][0] == work.unit.id:
        return
    if not leads:
        raise without_lead(task)
    raise Refused(
        _("{unit} does not answer for {code} {title}; its first lead is {lead}").format(
            unit=work.unit.label, code=task.code, title=task.title, lead=leads[0][1]
        ),
        enter_for(work, leads[0][1]),
    )


def second_person(work: Work, task: TaskNow, asked_by: str | None, message: str) -> None:
    """Raise Refused where the person who asked would approve what the coordinator itself leads.

    `message` is what is refused, with places for `code` and `actor`.
    """
    if work.coordinator not in [unit for unit, _name in task.leads]:
        return
    if asked_by == work.session.actor():
        raise Refused(
            message.format(code=task.code, actor=asked_by),
            _("a second person approves it: --actor NAME"),
        )
