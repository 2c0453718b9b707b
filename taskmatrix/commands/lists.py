"""`list` and `mine`: tasks, and the acting unit's own."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from taskmatrix.commands.base import command, option, told_if_simulated, understood
from taskmatrix.commands.options import Output, filters, ordering, output
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import write
from taskmatrix.workspace.naming import acting_unit, pasted, shown
from taskmatrix.workspace.reading import listed, select
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import provisional_years

Item = dict[str, Any]
FORMS = ("table", "plain", "json", "csv", "md")
explained = option("--explain", is_flag=True, help=N_("why each light is what it is"))


@command(help=N_("List tasks: open ones first, the nearest deadline on top."), looks_back=True)
@filters
@ordering("deadline", "code")
@option("--groups", is_flag=True, help=N_("groups of tasks too"))
@explained
@output(*FORMS)
def list_tasks(session: Session, out: Output, explain: bool, **given: Any) -> None:
    """Write the list of the tasks that were asked for."""
    wanted, named = select(session, given)
    understood(*named)
    pieces = _pieces(session, "list", listed(session, wanted, explain=explain), out)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(
    help=N_("List the assignments of the unit on whose behalf you act (--as)."), looks_back=True
)
@filters
@ordering("deadline", "code")
@option("--groups", is_flag=True, help=N_("groups of tasks too"))
@explained
@output(*FORMS)
def mine(session: Session, out: Output, explain: bool, **given: Any) -> None:
    """Write the acting unit's list."""
    unit = acting_unit(session)
    wanted, named = select(session, given)
    understood(unit, *named)
    items = listed(session, wanted, unit.id, explain)
    promises = _promises(session, unit.id, out.form)
    pieces = _pieces(session, "mine", items, out, promises=promises)
    pieces = chain(_opening(session, unit.label, promises, out), pieces)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


def _promises(session: Session, unit: int, form: str) -> list[Item]:
    """Return what a unit promised, for the forms that show it."""
    if form not in ("table", "json"):
        return []
    from taskmatrix.workspace.promises import recent

    return recent(session, unit)


def _opening(session: Session, unit: str, promises: list[Item], out: Output) -> Iterator[str]:
    """Yield what stands above a unit's own tasks: what it promised, and whether it was kept."""
    if out.form != "table" or not promises:
        return
    from taskmatrix.commands.hints import as_typed
    from taskmatrix.reports.promises import write_recent

    rest = as_typed(f"taskmatrix promises --unit {shown(pasted(unit))}", session)
    yield from write_recent(promises, out.width, out.color, rest)


def _pieces(
    session: Session, kind: str, items: list[Item], out: Output, **heads: Any
) -> Iterator[str]:
    if not items:
        click.echo(_("No task answers to this"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        years = {"provisional_years": provisional_years(session)}
        return json_object(kind, session.today.isoformat(), years, **heads, tasks=items)
    from taskmatrix.reports.tasks import write_tasks

    if items:
        from taskmatrix.commands.telling import tell_if_provisional

        tell_if_provisional(session)
    elif out.form == "table" and not out.path:
        return iter(())
    return write_tasks(items, out.form, out.width, out.color)
