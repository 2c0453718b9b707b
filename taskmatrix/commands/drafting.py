"""`plan draft`: an official notice's text into a plan file."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from taskmatrix.commands.base import command, option
from taskmatrix.commands.completion import complete_file
from taskmatrix.errors import Refused
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.notices.model import Draft
    from taskmatrix.reports.drafts import Counts
    from taskmatrix.workspace.comparing import Difference


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
    from taskmatrix.reports.output import write
    from taskmatrix.workspace import drafting
    from taskmatrix.workspace.notice_files import notice_of

    if walk:
        _may_review(notice, path, as_json or plan is not None)
    given = notice_of(notice)
    if walk:
        from taskmatrix.commands.reviewing import review

        _report(review(session, given, str(path)))
        return
    read = given.draft()
    if as_json or plan or (path and path.lower().endswith(".json")):
        _write_data(session, read, path, as_json, plan)
        _report(read, drafting.counts(read))
        return
    if path:
        may_overwrite(path, lambda: drafting.is_as_drafted(path, read))
    write(drafting.plan_text(read), path, _form_of_plan())
    counts = drafting.counts(read)
    _report(read, counts)
    if path and counts.tasks:
        _tell_next(session, notice, path, counts.waiting)


def _write_data(
    session: Session, read: "Draft", path: str | None, as_json: bool, plan: Path | None
) -> None:
    """Write the draft as JSON, or its differences from a plan."""
    from taskmatrix.reports.drafts import difference_lines
    from taskmatrix.reports.output import write
    from taskmatrix.workspace.comparing import compare

    differences = compare(read, plan) if plan else None
    if as_json or (path and path.lower().endswith(".json")):
        write(_json(session, read, differences), path, "json")
    elif differences is not None:
        write(difference_lines(differences), path, "plain")


def may_overwrite(path: str, is_as_drafted: Callable[[], bool]) -> None:
    """Ask before a plan is written over that was changed by hand; refuse where nobody is asked."""
    from taskmatrix.reports.text import printable

    if not Path(path).is_file() or is_as_drafted():
        return
    shown = printable(path)
    told = _("{path} is not as it was drafted; what was changed there would be lost")
    told = told.format(path=shown)
    if not all(each is not None and each.isatty() for each in (sys.stdin, sys.stderr)):
        raise Refused(told, _("name another file: -o FILE; or move {path} away").format(path=shown))
    click.echo(told, err=True)
    if not click.confirm(_("Write it anew?"), err=True):
        raise Refused(
            _("{path} was left as it is").format(path=shown), _("name another file: -o FILE")
        )


def _tell_next(session: Session, notice: str, path: str, waiting: int) -> None:
    """Say with which commands one goes on."""
    from taskmatrix.commands.hints import as_typed
    from taskmatrix.workspace.naming import pasted

    if waiting and notice != "-":
        review = f"taskmatrix plan draft {pasted(notice)} -o {pasted(path)} --review"
        told = _("To be asked about each of them: {command}")
        click.echo(told.format(command=as_typed(review, session)), err=True)
    check = as_typed(f"taskmatrix plan check {pasted(path)}", session)
    click.echo(_("Then: {command}").format(command=check), err=True)


def _may_review(notice: str, path: str | None, otherwise: bool) -> None:
    """Refuse what cannot go with a review: it writes a plan, and answers beside it."""
    from taskmatrix.commands.reviewing import on_a_terminal

    on_a_terminal()
    if otherwise or path is None or path.lower().endswith(".json"):
        raise click.UsageError(_("--review writes a plan: -o plan.toml, no --json, no --compare"))
    if notice == "-":
        raise click.UsageError(_("--review reads the notice from a file: standard input answers"))


def _report(read: "Draft", counts: "Counts | None" = None) -> None:
    """Tell what was read, and what was not understood."""
    from taskmatrix.reports.drafts import Counts, draft_lines
    from taskmatrix.workspace import drafting

    if counts is None:
        counts = Counts(*drafting.counts(read)[:3])
    for line in (*drafting.notes(read), *draft_lines(counts, read.unread)):
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
