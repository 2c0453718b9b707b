"""Options that several commands share: filters, output, completion of names."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, NamedTuple

import click

from taskmatrix.commands.base import (
    Function,
    Word,
    complete_file,
    option,
    session_of,
    told_if_simulated,
)
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import SUFFIXES, format_of, write

ROLES = {"lead": "牵头", "support": "配合", "local": "属地落实"}
STATES = {
    "pending": "待签收",
    "active": "推进中",
    "review": "办结审核中",
    "closed": "已办结",
    "terminated": "已终止",
}
FLAGS = {
    "overdue": "逾期",
    "due-soon": "即将到期",
    "unreported": "未按期反馈",
    "waiting": "待相关单位配合",
    "extended": "已延期",
    "extension-pending": "延期待批",
    "urged": "已催办",
}
LIGHTS = {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰", "done": "结"}
DELAYS = ("审批要素", "资金", "政策调整", "跨部门协调", "外部不可抗力", "工作不力")
TIERS = {"1": "总体方案", "N": "重点领域行动方案", "X": "分地区方案"}
MOST_COMPLETIONS = 200
LARGEST = 2**63 - 1
"""The largest whole number that the store knows."""


class Light(Word):
    """A light, also as people call it: 红灯, 办结."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        return super().convert(value.removesuffix("灯").replace("办结", "结"), param, ctx)


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


def _several(*names: str, **details: Any) -> Callable[[Function], Function]:
    return option(*names, multiple=True, **details)


def filters(function: Function) -> Function:
    """Add the filters of lists and matrix."""
    for add in reversed(
        (
            _several("--plan", "plans", metavar="ID", shell_complete=complete_plan,
                     help=N_("of this plan")),
            _several("--tier", "tiers", type=Word(TIERS), help=N_("of this tier: 1, N or X")),
            _several("--unit", "units", metavar="UNIT", shell_complete=complete_unit,
                     help=N_("in which this unit has a part")),
            _several("--role", "roles", type=Word(ROLES), help=N_("in this role")),
            _several("--state", "states", type=Word(STATES), help=N_("in this state")),
            _several("--light", "lights", type=Light(LIGHTS), help=N_("with this light")),
            _several("--flag", "flags", type=Word(FLAGS), help=N_("with this flag")),
            _several("--section", "sections", metavar="TEXT", help=N_("whose section has this")),
            _several("--leader", "leaders", metavar="UNIT", shell_complete=complete_unit,
                     help=N_("under this leader in charge")),
            option("--due-by", metavar="DATE", help=N_("due by this day")),
            option("--overdue", is_flag=True, help=N_("past the deadline")),
            _several("--search", metavar="TEXT", help=N_("whose title, section or code has this")),
            option("--all", is_flag=True, help=N_("closed and terminated too")),
        )
    ):  # fmt: skip
        function = add(function)
    return function


def ordering(*orders: str) -> Callable[[Function], Function]:
    """Add order and length; the first of the orders is the default."""

    def decorate(function: Function) -> Function:
        for add in (
            option("--limit", type=click.IntRange(0, LARGEST), metavar="N",
                   help=N_("at most so many")),
            option("--sort", type=click.Choice(orders), default=orders[0],
                   metavar="|".join(orders), help=N_("the order")),
        ):  # fmt: skip
            function = add(function)
        return function

    return decorate


class Output(NamedTuple):
    """The form to write, where to, and whether in colour."""

    form: str
    path: str | None
    color: bool

    @property
    def width(self) -> int:
        """How many columns there are to fill."""
        return width()


def write_rows(session: Any, pieces: Iterable[str], out: Output, has_rows: bool) -> None:
    """Write a document; as a table on the screen no heads without rows."""
    if has_rows or out.path or out.form != "table":
        write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


def output(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--format`, `--json` and `-o`; the function gets what they say as its `out`."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(
            session: Any, form: str | None, as_json: bool, path: str | None, **given: Any
        ) -> Any:
            out = _output(session, form, as_json, path, forms)
            return function(session, out=out, **given)

        for add in (
            option("-o", "--output", "path", metavar="FILE", shell_complete=complete_file,
                   help=N_("into a file; its suffix chooses the format")),
            option("--json", "as_json", is_flag=True, help=N_("same as --format json")),
            option("--format", "form", type=click.Choice(forms), metavar="FORM",
                   help="|".join(forms)),
        ):  # fmt: skip
            run = add(run)
        return run

    return decorate


def _output(
    session: Any, form: str | None, as_json: bool, path: str | None, forms: Sequence[str]
) -> Output:
    by_suffix = format_of(path) if path else None
    if as_json and form not in (None, "json"):
        raise click.UsageError(_("--json and --format {form} disagree").format(form=form))
    chosen = "json" if as_json else form or by_suffix
    if path and chosen is None:
        suffixes = _(", ").join(key for key, each in SUFFIXES.items() if each in forms)
        message = _("-o {path}: no format has this suffix; say --format, or use {suffixes}")
        raise click.UsageError(message.format(path=path, suffixes=suffixes))
    if chosen and chosen not in forms and not (by_suffix == "table" and form is None):
        raise click.UsageError(_("this command does not write {form}").format(form=chosen))
    return Output(chosen or forms[0], path, colored(session) and path is None)


def width() -> int:
    """Return the columns of the terminal."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def colored(session: Any) -> bool:
    """Whether to use colours: on a terminal, unless told otherwise."""
    told = session.settings.get("no_color") or os.environ.get("TERM") == "dumb"
    return not told and sys.stdout is not None and sys.stdout.isatty()
