"""`show`: everything about one task or one unit."""

import click

from taskmatrix.commands.base import command, told_if_simulated, understood
from taskmatrix.commands.completion import complete_task_or_unit
from taskmatrix.commands.options import Output, output
from taskmatrix.language import N_
from taskmatrix.reports.data import json_object
from taskmatrix.reports.output import write
from taskmatrix.workspace.details import one_task, one_unit
from taskmatrix.workspace.naming import find_task_or_unit
from taskmatrix.workspace.reading import select
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import provisional_years

FORMS = ("table", "plain", "json")
UNBOUNDED = 100_000


@command(help=N_("Show everything about a task or a unit."), looks_back=True)
@click.argument("name", metavar="TASK|UNIT", shell_complete=complete_task_or_unit)
@output(*FORMS)
def show(session: Session, name: str, out: Output) -> None:
    """Write one task or unit."""
    named = find_task_or_unit(session.read(), name, session.overall["id"])
    understood(named)
    today = session.today.isoformat()
    if named.what == "task":
        item = one_task(session, named.id)
    else:
        item = one_unit(session, named.id, select(session, {})[0])
    width = out.width if out.form == "table" else UNBOUNDED
    if out.form != "json":
        from taskmatrix.commands.telling import tell_if_provisional

        tell_if_provisional(session)
    if out.form == "json":
        head = {"provisional_years": provisional_years(session), named.what: item}
        pieces = json_object("show", today, head)
    elif named.what == "task":
        from taskmatrix.reports.details import task_details

        pieces = task_details(item, width, out.color)
    else:
        from taskmatrix.reports.details import unit_details

        pieces = unit_details(item, width, out.color)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)
