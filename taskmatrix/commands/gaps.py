"""`gaps`: the lint of the matrix."""

import sys
from collections.abc import Callable

import click

from taskmatrix.commands.base import Word, command, option, understood
from taskmatrix.commands.completion import complete_plan, complete_unit
from taskmatrix.commands.hints import as_typed
from taskmatrix.commands.options import Output, output, write_rows
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.naming import pasted
from taskmatrix.workspace.session import Session

KINDS = {
    "no-lead": "无牵头单位",
    "no-yardstick": "无衡量依据",
    "uncovered": "无方案承接",
    "orphan": "未承接上级任务",
    "no-plan": "无分地区方案",
    "quota": "指标分解不足",
    "overload": "牵头过多",
    "same-month": "集中到期",
    "overlap": "地区任务雷同",
    "no-support": "无配合单位",
    "idle": "无任务单位",
}


@command(help=N_("Look for gaps: no lead, no yardstick, overload, tasks that no plan carries out, "
                 "overlaps."), looks_back=True)  # fmt: skip
@option("--plan", "plans", multiple=True, metavar="ID", shell_complete=complete_plan,
        help=N_("on this plan"))  # fmt: skip
@option("--unit", "units", multiple=True, metavar="UNIT", shell_complete=complete_unit,
        help=N_("on this unit and its tasks"))  # fmt: skip
@option("--code", "codes", multiple=True, metavar="CODE", type=Word(KINDS),
        help=N_("of this kind, as in brackets behind its name"))  # fmt: skip
@option("--strict", is_flag=True, help=N_("exit status 1 where anything is found"))
@output("table", "plain", "json", "csv", "md")
def gaps(
    session: Session,
    out: Output,
    plans: tuple[str, ...],
    units: tuple[str, ...],
    codes: tuple[str, ...],
    strict: bool,
) -> None:
    """Write what is found, kind by kind."""
    from taskmatrix.workspace.gaps import gaps as find

    found, named = find(session, codes, plans, units)
    understood(*named)
    if not found:
        click.echo(_("No gaps found"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object
        from taskmatrix.reports.gaps import gap_objects

        pieces = json_object("gaps", session.today.isoformat(), {}, findings=gap_objects(found))
    else:
        from taskmatrix.reports.gaps import write_gaps

        rest = None if codes or not _on_terminal(out) else _rest(session, plans, units)
        pieces = write_gaps(found, out.form, out.width, out.color, rest)
    write_rows(session, pieces, out, bool(found))
    if strict and found:
        click.get_current_context().exit(1)


def _on_terminal(out: Output) -> bool:
    return out.path is None and sys.stdout is not None and sys.stdout.isatty()


def _rest(session: Session, plans: tuple[str, ...], units: tuple[str, ...]) -> Callable[[str], str]:
    """Return what makes the command that shows all findings of a kind."""
    given = [f" --plan {pasted(plan)}" for plan in plans]
    given += [f" --unit {pasted(unit)}" for unit in units]
    if session.settings.get("as_of"):
        given.append(f" --as-of {session.today}")
    return lambda code: as_typed(f"taskmatrix gaps --code {code}{''.join(given)}", session)
