"""`demo`: from nothing to a programme at work for half a year, in a scratch database."""

import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from gettext import gettext as _
from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import Invocation, command
from taskmatrix.language import N_
from taskmatrix.workspace.demo import PROGRAMMES, make_demo
from taskmatrix.workspace.demo_cast import REVIEWER, liaison_of
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.workspace.demo import Demo

_ROWS = "8"
_LINES = 18
"""How much is shown: rows of a table, and lines of what would run on."""


@command(help=N_("Load a shipped programme into a scratch database and show what one can do."))
@click.argument("programme", type=click.Choice(PROGRAMMES), default=PROGRAMMES[0])
def demo(session: Session, programme: str) -> None:
    """Show what half a year of made-up work looks like, and what to try next."""
    made = make_demo(session, programme)
    click.echo(_("Simulated data: the plan is real, all work on it is made up"))
    for words in _shown(made):
        _heading(words)
        _run(session, made, words)
    _heading(("show", made.task))
    _show_beginning(session, made)
    program = f"{_program()} --db {shlex.quote(made.settings.db)}"
    if session.today != session.real_day:
        program += f" --today {session.today}"
    click.echo("\n" + _("Now try:"))
    for line in _to_try(session, made):
        click.echo(f"  {program} {line}")


def _heading(words: tuple[str, ...]) -> None:
    click.echo(f"\n$ taskmatrix {' '.join(words)}")


def _program() -> str:
    """Return how the program can be called from here."""
    if shutil.which("taskmatrix"):
        return "taskmatrix"
    return "python3 -m taskmatrix" if sys.argv[0].endswith("__main__.py") else sys.argv[0]


def _shown(made: "Demo") -> Iterator[tuple[str, ...]]:
    """Yield the commands that are shown."""
    yield "matrix", "--limit", _ROWS
    if made.coordinator and made.unit:
        yield "matrix", "--limit", _ROWS, "--what", "progress"
        yield "list", "--unit", made.unit, "--limit", _ROWS
        yield "todo", "--as", made.coordinator
        yield "missing", "--role", "lead"


def _run(session: Session, made: "Demo", words: tuple[str, ...]) -> None:
    """Run a command as if it were typed."""
    from taskmatrix.commands import duties, lists, matrix

    commands: dict[str, click.Command] = {
        "matrix": matrix.matrix,
        "list": lists.list_tasks,
        "todo": duties.todo,
        "missing": duties.missing,
    }
    name, *args = words
    invocation = Invocation(made.settings, session.language_is_chosen, session.now)
    root = click.Context(click.Group("taskmatrix"), obj=invocation)
    with commands[name].make_context(name, args, parent=root) as context:
        commands[name].invoke(context)


def _show_beginning(session: Session, made: "Demo") -> None:
    """Write the beginning of what `show` tells of a task."""
    from taskmatrix.commands.options import colored, width
    from taskmatrix.reports.details import task_details
    from taskmatrix.reports.output import write
    from taskmatrix.workspace.details import one_task
    from taskmatrix.workspace.naming import find_task

    scratch = Session(made.settings, session.language_is_chosen, session.now)
    try:
        task = find_task(scratch.read(), made.task, scratch.overall["id"])
        text = "".join(task_details(one_task(scratch, task.id), width(), colored(session)))
    finally:
        scratch.close()
    lines = text.splitlines(keepends=True)
    rest = len(lines) - _LINES
    more = ["  " + _("{count} more lines").format(count=rest) + "\n"] if rest > 0 else []
    write([*lines[:_LINES], *more], None, "table")


def _to_try(session: Session, made: "Demo") -> Iterator[str]:
    """Yield command lines that work as they stand."""
    yield "matrix --by unit"
    yield "matrix -o matrix.html"
    yield "plan list"
    yield f"show {made.task}"
    if not (made.coordinator and made.unit):
        return
    liaison = liaison_of(made.unit)
    yield f"list --as-of {session.today - timedelta(weeks=13)}"
    yield f"history {made.active} --limit 10"
    if made.review:
        yield f"approve {made.review} --as {made.coordinator} --actor {REVIEWER}"
    yield f"update {made.active} -p 96 -d 完成阶段任务 --as {made.unit} --actor {liaison}"
    yield f"undo --actor {liaison}"
