"""What is to be decided on a task: closure, extension, objection, 不涉及."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taskmatrix.domain.words import State
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.waiting import asked
from taskmatrix.workspace.naming import find_unit
from taskmatrix.workspace.waiting import wait_of
from taskmatrix.workspace.working import TaskNow, Work, state_name


class Matter(NamedTuple):
    """One thing that waits for the coordinator, as `todo` calls it, and the unit that asks.

    `event` is the request for an extension.
    """

    what: str
    unit: int | None
    name: str
    event: int | None = None


def meant(work: Work, task: TaskNow, unit: str | None, extension: bool) -> Matter:
    """Return what is to be decided on: the closure first, else what alone is pending.

    `unit` names who asked, `extension` is whether only that can be meant. Raises Refused where
    nothing is pending, or it is not clear what is meant.
    """
    found = list(_pending(work, task))
    if extension:
        found = [each for each in found if each.what == "extension"]
        if not found:
            raise _nothing(_("No extension of {code} is asked for").format(code=task.code))
    if unit:
        wanted = find_unit(work.store, unit)
        found = [each for each in found if each.unit == wanted.id]
        if not found:
            raise _nothing(
                _("{unit} has asked for nothing on {code}").format(
                    unit=wanted.label, code=task.code
                )
            )
        return found[0]
    if not found:
        raise _nothing(
            _("Nothing is to be decided on {code} {title}: it is “{state}”").format(
                code=task.code, title=task.title, state=state_name(task.state)
            )
        )
    if len(found) > 1 and found[0].what != "closure":
        raise _several(task, found)
    return found[0]


def _pending(work: Work, task: TaskNow) -> Iterator[Matter]:
    lead, name = task.leads[0] if task.leads else (None, "")
    if task.state == State.REVIEW:
        yield Matter("closure", lead, name)
    request = asked(work.store, task.id)
    if request is not None:
        yield Matter("extension", lead, name, request)
    wait = wait_of(work, task)
    if wait is not None and wait.objection is not None:
        yield Matter("objection", wait.unit, wait.name or "")
    for unit, part in task.parts.items():
        if part.exemption == "asked" and task.role_of(unit) is not None:
            yield Matter("not-applicable", unit, task.units[unit])


def _nothing(message: str) -> Refused:
    return Refused(message, _("see what is pending: taskmatrix todo"))


def _several(task: TaskNow, found: Sequence[Matter]) -> Refused:
    from taskmatrix.reports.duties import duty_names

    names = duty_names()
    listed = _("; ").join(f"{names[each.what]} ({each.name})" for each in found)
    return Refused(
        _("Several things are to be decided on {code}: {things}").format(
            code=task.code, things=listed
        ),
        _("name who asked: --unit UNIT; or approve the extension with --to DATE")
        if found[0].what == "extension"
        else _("name who asked: --unit UNIT"),
    )
