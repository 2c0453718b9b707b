"""`demo`: from nothing to a loaded programme, in a scratch database."""

import shutil
import sys
from gettext import gettext as _

import click

from taskmatrix import language
from taskmatrix.commands.base import command
from taskmatrix.commands.options import colored, width
from taskmatrix.language import N_
from taskmatrix.reports.details import task_details
from taskmatrix.reports.matrix_text import matrix_text
from taskmatrix.reports.output import write
from taskmatrix.reports.tasks import write_tasks
from taskmatrix.workspace.demo import PROGRAMMES, load_demo
from taskmatrix.workspace.details import one_task
from taskmatrix.workspace.reading import listed, matrix, select
from taskmatrix.workspace.session import Session


@command(help=N_("Load a shipped programme into a scratch database and show what one can do."))
@click.argument("programme", type=click.Choice(PROGRAMMES), default=PROGRAMMES[0])
def demo(session: Session, programme: str) -> None:
    """Show the matrix, a unit's list, one task, and what to try next."""
    scratch = load_demo(session, programme)
    try:
        _show(scratch, colored(session))
    finally:
        scratch.close()
    database = f"{_program()} --db {scratch.path}"
    click.echo("\n" + _("Now try:"))
    for line in (
        "matrix --by unit",
        "matrix -o matrix.html",
        "list --unit 交通厅" if programme == "liaoning" else "list",
        "show 12.1" if programme == "liaoning" else "show 1",
        "plan list",
    ):
        click.echo(f"  {database} {line}")


def _program() -> str:
    """Return how the program can be called from here."""
    if shutil.which("taskmatrix"):
        return "taskmatrix"
    return "python3 -m taskmatrix" if sys.argv[0].endswith("__main__.py") else sys.argv[0]


def _show(scratch: Session, color: bool) -> None:
    room, english = width(), language.current() == "en"
    overall = scratch.overall["id"]
    wanted, _named = select(scratch, {"plans": [overall]})
    write(matrix_text(matrix(scratch, wanted), room, color, None, None, english), None, "table")
    items = listed(scratch, wanted)
    lead = next((name for item in items for name in item["lead"]), None)
    if lead:
        _heading(f"taskmatrix list --unit {lead} --limit 8")
        wanted, _named = select(scratch, {"units": [lead], "limit": 8})
        write(write_tasks(listed(scratch, wanted), "table", room, color), None, "table")
    if items:
        from taskmatrix.store.names import task_coded

        _heading(f"taskmatrix show {items[0]['code']}")
        task = task_coded(scratch.store, items[0]["code"])[0][0]
        write(task_details(one_task(scratch, task), room, color), None, "table")


def _heading(text: str) -> None:
    click.echo(f"\n$ {text}")
