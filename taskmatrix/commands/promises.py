"""`promises`: what units promised, kept and missed; the coordinator's word on it."""

import click

from taskmatrix.commands.base import (
    ListingGroup,
    Text,
    Word,
    answer_in_json,
    command,
    option,
    understood,
)
from taskmatrix.commands.completion import complete_task, complete_unit
from taskmatrix.commands.options import LARGEST, Output, output, write_rows
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.session import Session

STATUSES = {"open": "未到期", "kept": "已兑现", "missed": "未兑现"}


@command(
    help=N_("List what units promised: kept, missed, or not due yet."),
    name="promises",
    looks_back=True,
)
@option("--unit", "units", multiple=True, metavar="UNIT", shell_complete=complete_unit,
        help=N_("promised by this unit"))  # fmt: skip
@option("--task", "tasks", multiple=True, metavar="TASK", shell_complete=complete_task,
        help=N_("promised on this task"))  # fmt: skip
@option("--status", "statuses", multiple=True, type=Word(STATUSES), help=N_("that are so"))
@output("table", "plain", "json", "csv", "md")
def listing(
    session: Session,
    out: Output,
    units: tuple[str, ...],
    tasks: tuple[str, ...],
    statuses: tuple[str, ...],
) -> None:
    """Write the promises that were asked for."""
    from taskmatrix.workspace.promises import promises as find

    items, named = find(session, units, tasks, statuses)
    understood(*named)
    if not items:
        click.echo(_("No promise answers to this"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        pieces = json_object("promises", session.today.isoformat(), {}, promises=items)
    else:
        from taskmatrix.reports.promises import write_promises

        pieces = write_promises(items, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))


@command(help=N_("Say whether a promise was kept; the coordinator's last word counts."))
@click.argument("number", metavar="NUMBER", type=click.IntRange(1, LARGEST))
@option("--kept", is_flag=True, help=N_("it was kept"))
@option("--missed", is_flag=True, help=N_("it was missed"))
@option("--reason", required=True, metavar="TEXT", type=Text(), help=N_("why"))
@answer_in_json
def judge(
    session: Session, number: int, kept: bool, missed: bool, reason: str, as_json: bool
) -> None:
    """Judge a promise."""
    from taskmatrix.commands.telling import tell
    from taskmatrix.workspace import promises as given

    if kept == missed:
        raise click.UsageError(_("say either --kept or --missed"))
    work = given.judge(session, number, kept, reason)
    tell(session, "promises-judge", work, as_json, f"taskmatrix promises --task {work.changed[0]}")


promises = ListingGroup(listing, judge)
