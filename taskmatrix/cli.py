"""The root command: global options, the lazy table of commands, the one error handler."""

import errno
import os
import sys
from datetime import UTC, datetime
from typing import Any

import click

from taskmatrix import language, versions
from taskmatrix.commands.base import LazyGroup, Option
from taskmatrix.commands.invocation import Invocation
from taskmatrix.errors import Interrupted, TaskmatrixError, reason
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.settings import Settings, chosen_language, read_settings

PROGRAMS = ("taskmatrix", "tm")
COMMANDS = {
    "plan": "plan:plan",
    "matrix": "matrix:matrix",
    "list": "lists:list_tasks",
    "mine": "lists:mine",
    "show": "show:show",
    "todo": "duties:todo",
    "accept": "decisions:accept",
    "update": "update:update",
    "finish": "decisions:finish",
    "approve": "decisions:approve",
    "return": "decisions:give_back",
    "wait": "waiting:wait",
    "resume": "waiting:resume",
    "extend": "waiting:extend",
    "terminate": "decisions:terminate",
    "reopen": "decisions:reopen",
    "missing": "duties:missing",
    "urge": "duties:urge",
    "promises": "promises:promises",
    "targets": "targets:targets",
    "gaps": "gaps:gaps",
    "escalate": "escalation:escalate",
    "slips": "slips:slips",
    "report": "report:report",
    "unit": "unit:unit",
    "calendar": "calendar:calendar",
    "history": "history:history",
    "undo": "history:undo",
    "db": "db:db",
    "demo": "demo:demo",
}
"""Where each command is; none is imported before it is called."""

NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def run(argv: list[str]) -> int:
    """Run one command line and return its exit status; a pipe that was closed is no failure."""
    try:
        return _told(argv)
    except BrokenPipeError:
        _leave_nothing_to_flush()
        return 0


def _told(argv: list[str]) -> int:
    """Run one command line; tell the user what went wrong."""
    language.use(chosen_language(Settings({}), argv, os.environ) or "zh")
    try:
        settings = read_settings(os.environ)
        chosen = chosen_language(settings, argv, os.environ)
        language.use(chosen or "zh")
        return _run(argv, Invocation(settings, chosen is not None, datetime.now(UTC)))
    except Interrupted as stop:
        click.echo(stop.message, err=True)
        return stop.status
    except TaskmatrixError as error:
        return _tell(error)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return Interrupted.status
    except BrokenPipeError:
        raise
    except OSError as error:
        return _tell(_of_system(error))


def _run(argv: list[str], invocation: Invocation) -> int:
    root = Root(name="taskmatrix", help=N_("Responsibility matrix of 1+N+X programme plans."))
    program = os.path.basename(sys.argv[0])  # noqa: PTH119
    name = program if program in PROGRAMS else PROGRAMS[0]
    completion = f"_{name}_complete".upper()
    if completion in os.environ:
        from click.shell_completion import shell_complete

        details = {"obj": invocation}
        return shell_complete(root, details, name, completion, os.environ[completion])
    with root.make_context(name, argv, obj=invocation) as context:
        root.invoke(context)
    return 0


class Root(LazyGroup):
    """All commands, imported when called."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(COMMANDS, **kwargs)
        self.params.append(_version_option())
        self.no_args_is_help = True

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write all options and the commands."""
        click.Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section(_("Commands")):
            formatter.write_dl(list(_purposes().items()))


def _purposes() -> dict[str, str]:
    return {
        "plan": _("plan files: draft, check, load, diff, list, schema"),
        "matrix": _("the matrix of tasks and units"),
        "list": _("the list of tasks"),
        "mine": _("your unit's assignments"),
        "show": _("everything about a task or a unit"),
        "todo": _("what waits for your unit"),
        "accept": _("accept tasks that your unit leads"),
        "update": _("report on your unit's part of tasks"),
        "finish": _("ask for the closure of tasks"),
        "approve": _("approve what is pending: closure, extension, objection"),
        "return": _("return what is pending, with a reason"),
        "wait": _("let a task wait for another unit; or object"),
        "resume": _("end a task's waiting"),
        "extend": _("ask for a later deadline"),
        "terminate": _("end tasks, with a reason"),
        "reopen": _("take closed tasks up again, with a reason"),
        "missing": _("who has not reported, and whom to call"),
        "urge": _("urge units to accept or report"),
        "promises": _("what units promised, kept and missed"),
        "targets": _("targets, their readings, where they are heading"),
        "gaps": _("what the matrix leaves open"),
        "escalate": _("issue the slips that are due"),
        "slips": _("the register of slips; answer, withdraw"),
        "report": _("documents: weekly, monthly, unit, task, slip, briefing"),
        "unit": _("whom to call in a unit"),
        "calendar": _("working days: the years adopted; add one"),
        "history": _("what happened, and who said it"),
        "undo": _("take back your latest command"),
        "db": _("the database: create, check, backup, restore, evidence, redact"),
        "demo": _("a shipped programme to try"),
    }


def _version_option() -> click.Option:
    def show(context: click.Context, _option: click.Parameter, value: bool) -> None:
        if value:
            click.echo(versions())
            context.exit()

    return Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help=N_("show the versions and stop"),
    )


def _tell(error: TaskmatrixError) -> int:
    problems = getattr(error, "problems", None)
    if problems:
        from taskmatrix.reports.problems import problem_lines

        click.echo("".join(problem_lines(problems)), err=True, nl=False)
    from taskmatrix.workspace.naming import shown

    message = "\n".join(map(shown, error.message.split("\n")))
    click.echo(_("Error: {message}").format(message=message), err=True)
    if error.hint:
        click.echo(_("Next: {hint}").format(hint=error.hint), err=True)
    return error.status


def _of_system(error: OSError) -> TaskmatrixError:
    path = error.filename2 or error.filename or ""
    detail = reason(error)
    message = _("{path}: {detail}") if path else _("{detail}")
    failure = TaskmatrixError(
        message.format(path=path, detail=detail), _("check the path, its rights, and the disk")
    )
    failure.status = 4 if error.errno in NOT_THERE else 6
    return failure


def _leave_nothing_to_flush() -> None:
    """Turn output away from a pipe that nobody reads; Python flushes once more at the end."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                os.dup2(nowhere.fileno(), stream.fileno())
