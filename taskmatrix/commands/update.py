"""`update`: a unit reports on its own part of tasks."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from taskmatrix.commands.base import Function, Text, answer_in_json, command, option
from taskmatrix.commands.completion import complete_file
from taskmatrix.commands.telling import tell
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.workspace.working import Work


def _tasks(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    from taskmatrix.commands.completion import complete_task

    return complete_task(ctx, param, incomplete)


class Percent(click.ParamType[int]):
    """A progress from 0 to 100, with or without the sign."""

    name = "0-100"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the whole number."""
        from taskmatrix.workspace.reporting import percent

        try:
            return percent(value)
        except (TypeError, ValueError):
            from taskmatrix.workspace.naming import shown

            message = _("“{value}” is not a whole number from 0 to 100").format(
                value=shown(str(value))
            )
            self.fail(message, param, ctx)


def _text(*names: str, help: str) -> Callable[[Function], Function]:  # noqa: A002
    return option(*names, type=Text(), metavar="TEXT", help=help)


@command(help=N_("Report on your unit's part of tasks; without fields it asks for them."))
@click.argument("tasks", metavar="[TASK...]", nargs=-1, shell_complete=_tasks)
@option("-p", "--progress", type=Percent(), metavar="0-100", help=N_("progress"))
@_text("-d", "--done", help=N_("what was done"))
@_text("-i", "--issue", help=N_("problems"))
@_text("-n", "--next", help=N_("next steps"))
@_text("--ask", help=N_("what others must decide or coordinate"))
@_text("--promise", help=N_("what you promise, with --by"))
@option("--by", metavar="DATE", help=N_("the day by which it is promised"))
@option("--kept", is_flag=True, default=None, help=N_("the last promise was kept"))
@option(
    "--reached", type=click.IntRange(1, 1_000_000), metavar="N", help=N_("milestone N is reached")
)
@option(
    "--evidence",
    multiple=True,
    metavar="PATH|URL",
    shell_complete=complete_file,
    help=N_("a file, which is copied, or an address"),
)
@option("--on", metavar="DATE", help=N_("the day on which it happened"))
@option("--same", is_flag=True, default=None, help=N_("no change in this period"))
@_text("--not-applicable", help=N_("it does not concern your unit; why"))
@option("--edit", is_flag=True, help=N_("write into a form in your editor"))
@option(
    "--from",
    "source",
    metavar="FILE|-",
    shell_complete=complete_file,
    help=N_("read a filled-in form, or lines of JSON"),
)
@answer_in_json
def update(
    session: Session,
    tasks: tuple[str, ...],
    edit: bool,
    source: str | None,
    as_json: bool,
    evidence: tuple[str, ...],
    **given: Any,
) -> None:
    """Record reports: from options, a file, an editor, or questions."""
    fields = {key: value for key, value in given.items() if value is not None}
    if evidence:
        from taskmatrix.workspace.reporting import evidence as read_evidence

        fields["evidence"] = read_evidence(evidence)
    ways = [bool(fields), edit, source is not None]
    if sum(ways) > 1 or (source is not None and tasks):
        raise click.UsageError(_("fields, --edit and --from exclude each other"))
    work: Work | None
    if source is not None:
        from taskmatrix.commands.forms import from_file

        work = from_file(session, source)
    elif edit:
        from taskmatrix.commands.forms import from_editor

        work = from_editor(session, tasks)
    elif fields:
        work = _from_options(session, tasks, fields)
    elif _on_a_terminal():
        from taskmatrix.commands.forms import from_questions

        work = from_questions(session, tasks)
    else:
        raise click.UsageError(
            _("say what to report: taskmatrix update TASK -p 40 -d TEXT; or --edit, or --from FILE")
        )
    if work is not None:
        tell(session, "update", work, as_json, _following(work))


def _on_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _from_options(session: Session, tasks: tuple[str, ...], fields: dict[str, Any]) -> "Work":
    from taskmatrix.workspace.reporting import contradictions, report

    if not tasks:
        raise click.UsageError(_("name the task that you report on"))
    for wrong in contradictions(fields):
        raise click.UsageError(wrong)
    return report(session, tasks, fields)


def _following(work: "Work") -> str:
    """Return the next command: ask for closure where all is done, else see what is left."""
    from taskmatrix.workspace.reporting import is_complete

    complete = [item["task"] for item in work.done if is_complete(item)]
    return f"taskmatrix finish {' '.join(complete)}" if complete else "taskmatrix todo"
