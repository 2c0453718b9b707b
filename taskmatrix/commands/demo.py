"""`demo`: from nothing to a programme at work for half a year, in a scratch database."""

import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import command
from taskmatrix.commands.invocation import Invocation
from taskmatrix.commands.options import colored, width
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.demo import PROGRAMMES, make_demo
from taskmatrix.workspace.demo_cast import REVIEWER, liaison_of
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings

if TYPE_CHECKING:
    from taskmatrix.workspace.demo import Demo

_ROWS = "8"
_HEAD = 2
_LINES = 13
"""How much is shown: rows of a table below its head, and lines of what would run on."""

Piece = tuple[tuple[str, ...], int, Iterable[str]]


@command(help=N_("Load a shipped programme into a scratch database and show what one can do."))
@click.argument("programme", type=click.Choice(PROGRAMMES), default=PROGRAMMES[0])
def demo(session: Session, programme: str) -> None:
    """Show what half a year of made-up work looks like, and what to try next."""
    made = make_demo(session, programme)
    click.echo(_("Simulated data: the plan is real, all work on it is made up"))
    for words in _listed(made):
        _heading(words)
        _run(session, made, words)
    _show_beginnings(session, made)
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


def _listed(made: "Demo") -> Iterator[tuple[str, ...]]:
    """Yield the commands that are run as they stand: they are told how much to show."""
    yield "matrix", "--limit", _ROWS
    if made.unit:
        yield "list", "--light", "red", "--light", "yellow", "--explain", "--limit", _ROWS


def _run(session: Session, made: "Demo", words: tuple[str, ...]) -> None:
    """Run a command as if it were typed."""
    from taskmatrix.commands import lists, matrix

    commands: dict[str, click.Command] = {"matrix": matrix.matrix, "list": lists.list_tasks}
    name, *args = words
    invocation = Invocation(made.settings, session.language_is_chosen, session.now)
    root = click.Context(click.Group("taskmatrix"), obj=invocation)
    with commands[name].make_context(name, args, parent=root) as context:
        commands[name].invoke(context)


def _show_beginnings(session: Session, made: "Demo") -> None:
    """Write the beginnings of what other commands show, and how much more there is."""
    from taskmatrix.reports.output import write

    values = {"db": made.settings.db, "today": session.today.isoformat()}
    settings = Settings({**values, **({"as": made.coordinator} if made.coordinator else {})})
    scratch = Session(settings, session.language_is_chosen, session.now)
    try:
        scratch.read()
        for words, count, text in _texts(scratch, made, colored(session)):
            lines = "".join(text).splitlines(keepends=True)
            rest = len(lines) - count
            more = ["  " + _("{count} more lines").format(count=rest) + "\n"] if rest > 0 else []
            _heading(words)
            write([*lines[:count], *more], None, "table")
    finally:
        scratch.close()


def _texts(scratch: Session, made: "Demo", color: bool) -> Iterator[Piece]:
    """Yield commands, how many lines of them are shown, and what they show on a terminal."""
    from taskmatrix.reports.details import task_details
    from taskmatrix.workspace.details import one_task
    from taskmatrix.workspace.naming import find_task

    if made.coordinator and made.unit:
        for words, text in _supervision(scratch, made, width(), color):
            yield words, int(_ROWS) + _HEAD, text
    task = find_task(scratch.read(), made.task, scratch.overall["id"])
    yield ("show", made.task), _LINES, task_details(one_task(scratch, task.id), width(), color)
    if made.coordinator and made.unit:
        yield ("report", "weekly"), _LINES, _weekly(scratch, width(), color)


def _supervision(
    scratch: Session, made: "Demo", columns: int, color: bool
) -> Iterator[tuple[tuple[str, ...], Iterable[str]]]:
    """Yield what the coordinator looks at in a week, from Monday to Friday."""
    from taskmatrix.reports import duties as duty_texts
    from taskmatrix.reports.escalation import write_proposals
    from taskmatrix.reports.slips import write_slips
    from taskmatrix.workspace import duties, escalating, missing, register

    silent, _named = missing.missing(scratch, ("lead",))
    words: tuple[str, ...] = "missing", "--role", "lead"
    yield words, duty_texts.write_missing(silent, "table", columns, color)
    unit, items = duties.todo(scratch)
    today = scratch.today.isoformat()
    words = "todo", "--as", unit.label
    yield words, duty_texts.write_todo(items, unit.label, today, "table", columns, color)
    found = escalating.proposals(scratch, escalating.Wanted())
    due = [escalating.as_item(scratch, each) for each in found if each.move.step or each.to_leader]
    yield ("escalate", "--dry-run"), write_proposals(due, "table", columns, color, explain=False)
    slips, _named = register.listed_slips(scratch, tasks=[made.task])
    yield ("slips", "--task", made.task), write_slips(slips, "table", columns, color)


def _weekly(scratch: Session, columns: int, color: bool) -> Iterable[str]:
    from taskmatrix.reports.documents.weekly import compose
    from taskmatrix.reports.writers.screen import screen
    from taskmatrix.workspace.documents.english import in_language
    from taskmatrix.workspace.documents.weekly import draft

    return screen(compose(in_language(scratch, draft(scratch, None, {})[0])), columns, color)


def _to_try(session: Session, made: "Demo") -> Iterator[str]:
    """Yield command lines that work as they stand."""
    yield "matrix --by unit"
    yield "matrix -o matrix.html"
    yield "plan list"
    yield "gaps"
    yield f"show {made.task}"
    if not (made.coordinator and made.unit):
        return
    liaison = liaison_of(made.unit)
    yield f"list --as-of {session.today - timedelta(weeks=13)}"
    yield f"history {made.active} --limit 10"
    yield "escalate --dry-run"
    yield "slips"
    yield "report weekly -o weekly.docx"
    yield "report weekly -o weekly.html"
    yield f"report unit {made.unit}"
    if made.review:
        yield f"approve {made.review} --as {made.coordinator} --actor {REVIEWER}"
    yield f"update {made.active} -p 96 -d 完成阶段任务 --as {made.unit} --actor {liaison}"
    yield f"undo --actor {liaison}"
