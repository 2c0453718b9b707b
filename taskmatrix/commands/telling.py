"""What commands say beside their data.

One that changes something answers a line a task, what next, how to undo; one that shows what was
judged says on which years without a notice of working days it rests (contract §5).
"""

from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import understood
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.workspace.session import Session
    from taskmatrix.workspace.working import Work


NOT_TAKEN_BACK = ("undo", "escalate", "report-weekly", "report-monthly", "report-slip")
"""What is not undone: slips and documents that are out are withdrawn."""


def tell(session: "Session", kind: str, work: "Work", as_json: bool, following: str) -> None:
    """Say what was done; `following` is the next command that one may want."""
    from taskmatrix.reports.output import write

    understood(*work.named)
    if as_json:
        from taskmatrix.reports.data import json_object

        head = {"command": work.command, "changed": list(dict.fromkeys(work.changed))}
        write(json_object(kind, session.today.isoformat(), head, done=work.done), None, "json")
    else:
        from taskmatrix.reports.done import done_lines
        from taskmatrix.workspace.naming import shown

        write((f"{shown(line)}\n" for line in done_lines(work.done)), None, "plain")
        from taskmatrix.commands.hints import as_typed

        hint = following
        if kind not in NOT_TAKEN_BACK:
            back = _("take it back: taskmatrix undo")
            hint = _("{following}; {back}").format(following=following, back=back)
        click.echo(_("Next: {hint}").format(hint=as_typed(hint, session)), err=True)
    if session.simulated:
        click.echo(_("Simulated data"), err=True)


def tell_if_provisional(session: "Session") -> None:
    """Say on which years without a notice that rests which was judged."""
    from taskmatrix.workspace.standing import provisional_years

    years = provisional_years(session)
    if session.judge and years:
        from taskmatrix.commands.options import width
        from taskmatrix.reports.calendars import provisional_note
        from taskmatrix.reports.text import wrap

        note = provisional_note(session.judge.days, years)
        click.echo("\n".join(wrap(note, width())), err=True)
