"""`list` and `mine`: tasks, and the acting unit's own."""

from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

import click

from taskmatrix.commands.base import command, option, told_if_simulated, understood
from taskmatrix.commands.options import Output, filters, ordering, output
from taskmatrix.language import N_
from taskmatrix.reports.output import write
from taskmatrix.workspace.naming import acting_unit
from taskmatrix.workspace.reading import listed, select
from taskmatrix.workspace.session import Session

FORMS = ("table", "plain", "json", "csv", "md")


@command(help=N_("List tasks: open ones first, the nearest deadline on top."), looks_back=True)
@filters
@ordering("deadline", "code")
@option("--groups", is_flag=True, help=N_("groups of tasks too"))
@output(*FORMS)
def list_tasks(session: Session, out: Output, **given: Any) -> None:
    """Write the list of the tasks that were asked for."""
    wanted, named = select(session, given)
    understood(*named)
    pieces = _pieces("list", listed(session, wanted), wanted.today, out)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(
    help=N_("List the assignments of the unit on whose behalf you act (--as)."), looks_back=True
)
@filters
@ordering("deadline", "code")
@option("--groups", is_flag=True, help=N_("groups of tasks too"))
@output(*FORMS)
def mine(session: Session, out: Output, **given: Any) -> None:
    """Write the acting unit's list."""
    unit = acting_unit(session)
    wanted, named = select(session, given)
    understood(unit, *named)
    pieces = _pieces("mine", listed(session, wanted, unit.id), wanted.today, out)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


def _pieces(kind: str, items: list[dict[str, Any]], today: str, out: Output) -> Iterator[str]:
    if not items:
        click.echo(_("No task answers to this"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        return json_object(kind, today, {}, tasks=items)
    from taskmatrix.reports.tasks import write_tasks

    return write_tasks(items, out.form, out.width, out.color)
