"""`plan draft`: an official notice's text into a plan file."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import command, option
from taskmatrix.commands.completion import complete_file
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
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
@option("--review", "walk", is_flag=True,
        help=N_("ask about what was inferred or not understood; needs -o"))  # fmt: skip
def draft(
    session: Session, notice: str, path: str | None, as_json: bool, plan: Path | None, walk: bool
) -> None:
    """Write the draft, or its differences from a plan; the report goes to standard error."""
    from taskmatrix.reports.drafts import difference_lines
    from taskmatrix.reports.output import write
    from taskmatrix.workspace import drafting
    from taskmatrix.workspace.notice_files import draft_of

    if walk:
        _may_review(notice, path, as_json or plan is not None)
    read = draft_of(notice)
    if walk:
        from taskmatrix.commands.reviewing import review

        _report(review(session, read, notice, str(path)))
        return
    differences = drafting.compare(read, plan) if plan else None
    if as_json or (path and path.lower().endswith(".json")):
        pieces, form = _json(session, read, differences), "json"
    elif differences is not None:
        pieces, form = difference_lines(differences), "plain"
    else:
        pieces, form = drafting.plan_text(read), _form_of_plan()
    write(pieces, path, form)
    _report(read)


def _may_review(notice: str, path: str | None, otherwise: bool) -> None:
    """Refuse what cannot go with a review: it writes a plan, and answers beside it."""
    from taskmatrix.commands.reviewing import on_a_terminal

    on_a_terminal()
    if otherwise or path is None or path.lower().endswith(".json"):
        raise click.UsageError(_("--review writes a plan: -o plan.toml, no --json, no --compare"))
    if notice == "-":
        raise click.UsageError(_("--review reads the notice from a file: standard input answers"))


def _report(read: "Draft") -> None:
    """Tell what was read, and what was not understood."""
    from taskmatrix.reports.drafts import draft_lines
    from taskmatrix.workspace import drafting

    tasks = sum(1 for _task in read.every())
    for line in drafting.notes(read):
        click.echo(line, err=True)
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
