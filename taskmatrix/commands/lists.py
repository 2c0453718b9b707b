"""`list` and `mine`: tasks, and the acting unit's own."""

from gettext import gettext as _
from typing import Any

from taskmatrix.commands.base import command, understood
from taskmatrix.commands.options import filters, ordering, output, output_of
from taskmatrix.reports.output import write
from taskmatrix.reports.tasks import write_tasks
from taskmatrix.workspace.reading import acting_unit, listed, select
from taskmatrix.workspace.session import Session

FORMS = ("table", "plain", "json", "csv", "md")


@command(help=_("List tasks: open ones first, the nearest deadline on top."))
@filters
@ordering
@output(*FORMS)
def list_tasks(
    session: Session, form: str | None, as_json: bool, path: str | None, **given: Any
) -> None:
    """Write the list of the tasks that were asked for."""
    out = output_of(session, form, as_json, path, *FORMS)
    wanted, named = select(session, _with_overdue(given))
    understood(*named)
    items = listed(session, wanted)
    today = wanted.today
    write(write_tasks("list", items, today, out.form, out.width, out.color), out.path, out.form)


@command(help=_("List the assignments of the unit on whose behalf you act (--as)."))
@filters
@ordering
@output(*FORMS)
def mine(session: Session, form: str | None, as_json: bool, path: str | None, **given: Any) -> None:
    """Write the acting unit's list."""
    out = output_of(session, form, as_json, path, *FORMS)
    unit = acting_unit(session)
    wanted, named = select(session, _with_overdue(given))
    understood(unit, *named)
    items = listed(session, wanted, unit.id)
    today = wanted.today
    write(write_tasks("mine", items, today, out.form, out.width, out.color), out.path, out.form)


def _with_overdue(given: dict[str, Any]) -> dict[str, Any]:
    if given.pop("overdue"):
        given["flags"] = (*given["flags"], "overdue")
    return given
