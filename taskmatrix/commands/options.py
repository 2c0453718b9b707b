"""Options that several commands share: filters, output, completion of names."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, NamedTuple

import click

from taskmatrix.commands.base import Function, Word, option, told_if_simulated
from taskmatrix.commands.completion import complete_file, complete_plan, complete_unit
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
TIERS = {"1": "总体方案", "N": "重点领域行动方案", "X": "分地区方案"}
LARGEST = 2**63 - 1
"""The largest whole number that the store knows."""


class Light(Word):
    """A light, also as people call it: 红灯, 办结."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        return super().convert(value.removesuffix("灯").replace("办结", "结"), param, ctx)


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
