"""`calendar`: the working days that count, year by year."""

from pathlib import Path

import click

from taskmatrix.commands.base import Group, answer_in_json, command, told_if_simulated
from taskmatrix.commands.completion import complete_file
from taskmatrix.commands.options import Output, output
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import write
from taskmatrix.workspace.session import Session


@click.group(cls=Group, help=N_("Working days: the years adopted, and how to add one."))
def calendar() -> None:
    """Gather the commands for working days."""


@command(
    help=N_("Show on what the working days of each year rest, or the days off of one year."),
    looks_back=True,
)
@click.argument("year", metavar="[YEAR]", required=False, type=int)
@output("table", "plain", "json")
def show(session: Session, year: int | None, out: Output) -> None:
    """Write the adopted years, or the holidays and make-up days of one."""
    from taskmatrix.reports.calendars import write_days, write_years
    from taskmatrix.workspace.calendars import calendar_years, counts_notices

    items = calendar_years(session, year)
    if not counts_notices(session):
        click.echo(_("The plan counts Monday to Friday as working days"), err=True)
    elif not items:
        click.echo(_("No calendar is adopted; Monday to Friday count"), err=True)
    if year is None or out.form == "json":
        today = session.today.isoformat()
        pieces = write_years(items, today, out.form, out.width, out.color)
    else:
        pieces = write_days(items[0], out.form, out.width, out.color)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(
    help=N_("Adopt the notices that are known and not adopted yet; or one year from a file."),
    name="import",
)
@click.argument(
    "path",
    metavar="[FILE]",
    required=False,
    type=click.Path(path_type=Path),
    shell_complete=complete_file,
)
@answer_in_json
def import_years(session: Session, path: Path | None, as_json: bool) -> None:
    """Adopt years."""
    from taskmatrix.commands.telling import tell
    from taskmatrix.workspace import adopting

    work = adopting.import_file(session, path) if path else adopting.import_known(session)
    if work.command is None and not as_json:
        click.echo(_("Nothing new is known; nothing was adopted"), err=True)
        return
    tell(session, "calendar-import", work, as_json, "taskmatrix calendar show")


for each in (show, import_years):
    calendar.add_command(each)
