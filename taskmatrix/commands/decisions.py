"""`accept`, `finish`, and the coordinator's `approve`, `return`, `terminate`, `reopen`."""

from collections.abc import Callable
from typing import Any

import click

from taskmatrix.commands.base import Command, Function, Text, answer_in_json, command, option
from taskmatrix.commands.completion import complete_task, complete_unit
from taskmatrix.commands.telling import tell
from taskmatrix.language import N_
from taskmatrix.workspace import deciding
from taskmatrix.workspace.session import Session

_UNIT: dict[str, Any] = {
    "metavar": "UNIT",
    "shell_complete": complete_unit,
    "help": N_("the unit that asked, where several did"),
}


def on_tasks(text: str, name: str | None = None) -> Callable[[Function], Command]:
    """Make a command that changes one or several tasks and answers in words or JSON."""

    def decorate(function: Function) -> Command:
        tasks = click.argument(
            "tasks", metavar="TASK...", nargs=-1, required=True, shell_complete=complete_task
        )
        return command(help=text, name=name)(tasks(answer_in_json(function)))

    return decorate


def _reason(required: bool, text: str) -> Callable[[Function], Function]:
    return option("--reason", required=required, metavar="TEXT", type=Text(), help=text)


@on_tasks(N_("Accept tasks: your unit answers for them as first lead."))
def accept(session: Session, tasks: tuple[str, ...], as_json: bool) -> None:
    """Sign for tasks."""
    work = deciding.accept(session, tasks)
    tell(session, "accept", work, as_json, f"taskmatrix update {work.done[0]['task']} -p 10 -d …")


@on_tasks(N_("Ask for the closure of tasks: at progress 100, or with a reason."))
@_reason(False, N_("why it ends below 100"))
def finish(session: Session, tasks: tuple[str, ...], reason: str | None, as_json: bool) -> None:
    """Ask for closure."""
    work = deciding.finish(session, tasks, reason)
    tell(session, "finish", work, as_json, f"taskmatrix show {work.done[0]['task']}")


@on_tasks(N_("Approve what is pending: a closure, an extension, an objection to being waited for, "
             "or that a task does not concern a unit."))  # fmt: skip
@option("--unit", **_UNIT)
@option("--to", metavar="DATE", help=N_("the new deadline, where it is another than asked for"))
def approve(
    session: Session, tasks: tuple[str, ...], unit: str | None, to: str | None, as_json: bool
) -> None:
    """Approve what is pending."""
    work = deciding.approve(session, tasks, unit, to)
    tell(session, "approve", work, as_json, "taskmatrix todo")


@on_tasks(N_("Return what is pending to the unit that asked."), name="return")
@_reason(True, N_("what is missing"))
@option("--unit", **_UNIT)
def give_back(
    session: Session, tasks: tuple[str, ...], reason: str, unit: str | None, as_json: bool
) -> None:
    """Return what is pending."""
    work = deciding.give_back(session, tasks, reason, unit)
    tell(session, "return", work, as_json, "taskmatrix todo")


@on_tasks(N_("End tasks that will not be carried out."))
@_reason(True, N_("why"))
def terminate(session: Session, tasks: tuple[str, ...], reason: str, as_json: bool) -> None:
    """End tasks."""
    work = deciding.terminate(session, tasks, reason)
    tell(session, "terminate", work, as_json, f"taskmatrix show {work.done[0]['task']}")


@on_tasks(N_("Take closed or terminated tasks up again."))
@_reason(True, N_("why"))
def reopen(session: Session, tasks: tuple[str, ...], reason: str, as_json: bool) -> None:
    """Reopen tasks."""
    work = deciding.reopen(session, tasks, reason)
    tell(session, "reopen", work, as_json, f"taskmatrix show {work.done[0]['task']}")
