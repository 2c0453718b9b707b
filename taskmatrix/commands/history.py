"""`history` and `undo`: what happened, by whom; a command taken back."""

import click

from taskmatrix.commands.base import (
    Text,
    answer_in_json,
    command,
    option,
    told_if_simulated,
    understood,
)
from taskmatrix.commands.completion import complete_task_or_unit
from taskmatrix.commands.options import LARGEST, Output, output
from taskmatrix.commands.telling import tell
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object
from taskmatrix.reports.output import write
from taskmatrix.workspace.session import Session

FORMS = ("table", "plain", "json", "csv", "md")


@command(
    help=N_("Show what happened, and who said it: of a task, a unit, a person, a period."),
    looks_back=True,
)
@click.argument("name", metavar="[TASK|UNIT]", required=False, shell_complete=complete_task_or_unit)
@option("--by", type=Text(), metavar="NAME", help=N_("what this person did"))
@option("--day", metavar="DATE", help=N_("what was recorded on this day"))
@option("--since", metavar="DATE", help=N_("from this day on"))
@option("--until", metavar="DATE", help=N_("up to this day"))
@option("--limit", type=click.IntRange(0, LARGEST), metavar="N", help=N_("the newest N only"))
@output(*FORMS)
def history(
    session: Session,
    name: str | None,
    by: str | None,
    day: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    out: Output,
) -> None:
    """Write what happened, oldest first."""
    from taskmatrix.workspace.history import KEYS, past

    if day and (since or until):
        raise click.UsageError(_("--day goes without --since and --until"))
    events, named = past(session, name, by=by, since=since or day, until=until or day, limit=limit)
    if named:
        understood(named)
    if not events:
        click.echo(_("Nothing is on record for this"), err=True)
    if out.form == "json":
        today = session.today.isoformat()
        keys = (*KEYS, "title", "redacted", "undone")
        items = ({key: event[key] for key in keys} for event in events)
        pieces = json_object("history", today, {}, events=items)
    else:
        from taskmatrix.reports.history import write_history

        pieces = write_history(events, out.form, out.width, out.color)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(help=N_("Take back your latest command; again, the one before it."))
@answer_in_json
def undo(session: Session, as_json: bool) -> None:
    """Take back a command."""
    from taskmatrix.workspace.undoing import undo as take_back

    work = take_back(session)
    tell(session, "undo", work, as_json, _("see what is left: taskmatrix history --limit 5"))
