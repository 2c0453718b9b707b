"""`plan draft`: an official notice's text into a plan file."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import command, complete_file, option
from taskmatrix.language import N_
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.notices.model import Draft
    from taskmatrix.workspace.drafting import Difference


@command(name="draft", help=N_("Draft a plan from the text of an official notice."))
@click.argument("notice", metavar="NOTICE", shell_complete=complete_file)
@option(
    "-o", "--output", "path", metavar="FILE", shell_complete=complete_file, help=N_("into a file")
)
@option("--json", "as_json", is_flag=True, help=N_("answer in JSON"))
@option("--compare", "plan", metavar="PLAN", type=click.Path(path_type=Path),
        help=N_("show where this plan, made by hand, differs from the notice"))  # fmt: skip
def draft(
    session: Session, notice: str, path: str | None, as_json: bool, plan: Path | None
) -> None:
    """Write the draft, or its differences from a plan; the report goes to standard error."""
    from taskmatrix.reports.drafts import difference_lines, draft_lines
    from taskmatrix.reports.output import write
    from taskmatrix.workspace import drafting

    read = drafting.draft_of(notice)
    differences = drafting.compare(read, plan) if plan else None
    if as_json or (path and path.lower().endswith(".json")):
        pieces, form = _json(session, read, differences), "json"
    elif differences is not None:
        pieces, form = difference_lines(differences), "plain"
    else:
        pieces, form = drafting.plan_text(read), _form_of_plan()
    write(pieces, path, form)
    tasks = sum(1 for _task in read.every())
    for line in draft_lines(tasks, read.clauses, len(read.units), read.unread):
        click.echo(line, err=True)


def _form_of_plan() -> str:
    """Return `plain` for a terminal's own encoding; a file is UTF-8, as plans are, like HTML."""
    return "plain" if sys.stdout is not None and sys.stdout.isatty() else "html"


def _json(session: Session, read: "Draft", differences: "list[Difference] | None") -> Iterator[str]:
    from taskmatrix.reports.data import json_object
    from taskmatrix.workspace import drafting

    lists: dict[str, Iterable[object]] = {
        "tasks": drafting.task_objects(read.tasks),
        "blanket": read.blanket,
        "targets": drafting.target_objects(read.targets),
        "unread": ({"line": u.line, "text": u.text, "why": u.why} for u in read.unread),
    }
    if differences is not None:
        lists["differences"] = (each._asdict() for each in differences)
    today = session.today.isoformat()
    return json_object("plan-draft", today, drafting.head_object(read), **lists)
