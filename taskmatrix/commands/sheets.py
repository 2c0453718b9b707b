"""`report unit`, `report task`, `report slip`: all about one of them, on a sheet."""

from typing import Any

import click

from taskmatrix.commands.base import command, option, understood
from taskmatrix.commands.completion import complete_task, complete_unit
from taskmatrix.commands.documents import document_output, emit, issue_option
from taskmatrix.commands.options import Output, filters
from taskmatrix.language import N_
from taskmatrix.workspace.session import Session


@command(
    help=N_("A sheet for a talk with a unit: promised, led, supported, owed, waited for."),
    looks_back=True,
)
@click.argument("name", metavar="UNIT", shell_complete=complete_unit)
@option("--contacts", is_flag=True, help=N_("with liaison and phone"))
@filters
@document_output()
def unit(session: Session, name: str, contacts: bool, out: Output, **given: Any) -> None:
    """Write the sheet of one unit."""
    from taskmatrix.reports.documents.unit import compose
    from taskmatrix.workspace.documents.unit import unit_sheet

    data, named = unit_sheet(session, name, given, contacts)
    understood(*named)
    emit(session, "report-unit", data, compose, out)


@command(help=N_("All about one task: plan, standing, its story, pictures."), looks_back=True)
@click.argument("name", metavar="TASK", shell_complete=complete_task)
@document_output()
def task(session: Session, name: str, out: Output) -> None:
    """Write the dossier of one task."""
    from taskmatrix.reports.documents.task import compose
    from taskmatrix.workspace.documents.task import dossier

    data, named = dossier(session, name)
    understood(named)
    emit(session, "report-task", data, compose, out)


@command(help=N_("A slip as a form to print, send and sign."), looks_back=True)
@click.argument("number", metavar="NUMBER")
@issue_option
@document_output()
def slip(session: Session, number: str, issue: bool, out: Output) -> None:
    """Write the form of one slip."""
    from taskmatrix.reports.documents.slip import compose
    from taskmatrix.workspace.documents.slip import slip_sheet

    if not issue:
        emit(session, "report-slip", slip_sheet(session, number), compose, out)
        return
    from taskmatrix.commands.issuing import put_out_slip

    put_out_slip(
        session, number, lambda: {**slip_sheet(session, number), "draft": False}, compose, out
    )
