"""What the shell completes: names of units, codes, files."""

from collections.abc import Callable
from typing import Any

import click

from taskmatrix.commands.invocation import session_of

DELAYS = ("审批要素", "资金", "政策调整", "跨部门协调", "外部不可抗力", "工作不力")
MOST_COMPLETIONS = 200


def complete_file(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Let the shell complete a path; `click.Path` would load the messages for every command."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_unit(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete the name of a unit: by its beginning, else by a part of it."""
    from taskmatrix.store.names import unit_names

    return _complete(ctx, incomplete, lambda store: [name for name, _unit in unit_names(store)])


def complete_task(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete the code of a task."""
    from taskmatrix.store.names import tasks_beginning

    def codes(store: Any) -> list[tuple[str, str]]:
        found = tasks_beginning(store, incomplete, MOST_COMPLETIONS)
        return [(code, title) for _id, code, title in found]

    return _complete(ctx, incomplete, codes)


def complete_task_or_unit(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete the code of a task or the name of a unit."""
    return [*complete_task(ctx, param, incomplete), *complete_unit(ctx, param, incomplete)]


def complete_target(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete the code of a target."""
    from json import loads

    from taskmatrix.store.targets import targets

    def codes(store: Any) -> list[tuple[str, str]]:
        return [(row.code, loads(row.definition)["title"]) for row in targets(store)]

    return _complete(ctx, incomplete, codes)


def complete_delay(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete a reason for being late; any other text will do."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(reason) for reason in DELAYS if reason.startswith(incomplete)]


def complete_plan(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """Complete the id of a plan."""
    from taskmatrix.store.names import plan_titles

    return _complete(ctx, incomplete, lambda store: list(plan_titles(store)))


def _complete(ctx: click.Context, incomplete: str, known: Callable[[Any], list[Any]]) -> list[Any]:
    from sqlite3 import Error

    from click.shell_completion import CompletionItem

    from taskmatrix.errors import TaskmatrixError
    from taskmatrix.workspace.naming import shown

    session = session_of(ctx)
    try:
        found = [each if isinstance(each, tuple) else (each, None) for each in known(session.store)]
    except (TaskmatrixError, Error, UnicodeError):
        return []
    finally:
        session.close()
    typed = incomplete.casefold()
    begins = [each for each in found if each[0].casefold().startswith(typed)]
    chosen = begins or [each for each in found if typed in each[0].casefold()]
    return [
        CompletionItem(value, help=text and shown(text))
        for value, text in chosen[:MOST_COMPLETIONS]
    ]
