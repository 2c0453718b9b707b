"""`wait`, `resume`, `extend`: a lead hands the clock over, takes it back, asks for more time."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from taskmatrix.commands.base import Function, Text, answer_in_json, command, option
from taskmatrix.commands.completion import complete_delay, complete_task, complete_unit
from taskmatrix.commands.telling import tell
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.workspace.working import Work

_task = click.argument("task", metavar="TASK", shell_complete=complete_task)


def _reason(required: bool, text: str, **details: Any) -> Callable[[Function], Function]:
    given = {"metavar": "TEXT", "type": Text(), "help": text, **details}
    return option("--reason", required=required, **given)


@command(help=N_("Let a task wait for another unit, or object to being waited for."))
@_task
@option("--on", type=Text(), metavar="UNIT", shell_complete=complete_unit,
        help=N_("the unit that is waited for, or a body outside the programme"))  # fmt: skip
@_reason(True, N_("what it is to do; or why you object"))
@option(
    "--until",
    metavar="DATE",
    help=N_("the last day of waiting; ten working days, if the plan sets no others"),
)
@option("--outside", is_flag=True, help=N_("it is a body outside the programme"))
@option("--object", "objects", is_flag=True, help=N_("your unit is waited for, and objects"))
@answer_in_json
def wait(
    session: Session,
    task: str,
    on: str | None,
    reason: str,
    until: str | None,
    outside: bool,
    objects: bool,
    as_json: bool,
) -> None:
    """Hand the clock over, or object."""
    from taskmatrix.workspace import waiting

    if objects:
        if on or until or outside:
            raise click.UsageError(_("--object goes with --reason alone"))
        work = waiting.object_to(session, task, reason)
        tell(session, "wait", work, as_json, "taskmatrix todo")
        return
    if not on:
        raise click.UsageError(_("say who is waited for: --on UNIT; or object: --object"))
    work = waiting.wait(session, task, on, reason, until, outside)
    tell(session, "wait", work, as_json, f"taskmatrix resume {work.done[0]['task']}")
    if until is None:
        _tell_provisional(session, work)


def _tell_provisional(session: Session, work: "Work") -> None:
    """Say where the last day of waiting rests on working days that no notice has set yet."""
    from taskmatrix.reports.calendars import provisional_note
    from taskmatrix.workspace.calendars import working_days

    last = date.fromisoformat(work.done[0]["until"])
    note = provisional_note(working_days(session), range(session.today.year, last.year + 1))
    if note:
        click.echo(note, err=True)


@command(help=N_("Take the clock back: a task waits no longer."))
@_task
@_reason(False, N_("what has come of it"))
@answer_in_json
def resume(session: Session, task: str, reason: str | None, as_json: bool) -> None:
    """End a wait."""
    from taskmatrix.workspace import waiting

    work = waiting.resume(session, task, reason)
    tell(session, "resume", work, as_json, f"taskmatrix update {work.done[0]['task']}")


@command(help=N_("Ask for a later deadline, before the deadline; the coordinator decides."))
@_task
@option("--to", required=True, metavar="DATE", help=N_("the new deadline"))
@_reason(True, N_("why"), shell_complete=complete_delay)
@answer_in_json
def extend(session: Session, task: str, to: str, reason: str, as_json: bool) -> None:
    """Ask for an extension."""
    from taskmatrix.workspace import extending

    work = extending.extend(session, task, to, reason)
    tell(session, "extend", work, as_json, f"taskmatrix show {work.done[0]['task']}")
