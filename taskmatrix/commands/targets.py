"""`targets`: quantified goals, what was read of them, and where they are heading."""

import click

from taskmatrix.commands.base import (
    ListingGroup,
    Text,
    answer_in_json,
    command,
    option,
    told_if_simulated,
    understood,
)
from taskmatrix.commands.completion import (
    complete_plan,
    complete_target,
    complete_task,
    complete_unit,
)
from taskmatrix.commands.options import Output, output, write_rows
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import write
from taskmatrix.workspace.session import Session

UNBOUNDED = 100_000


@command(
    help=N_("List targets: what was read, what is expected by now, the forecast, the light."),
    name="targets",
    looks_back=True,
)
@option("--plan", "plans", multiple=True, metavar="ID", shell_complete=complete_plan,
        help=N_("targets of this plan"))  # fmt: skip
@option("--unit", "units", multiple=True, metavar="UNIT", shell_complete=complete_unit,
        help=N_("targets in which this unit has a part"))  # fmt: skip
@option("--task", "tasks", multiple=True, metavar="TASK", shell_complete=complete_task,
        help=N_("targets of this task"))  # fmt: skip
@output("table", "plain", "json", "csv", "md")
def listing(
    session: Session,
    out: Output,
    plans: tuple[str, ...],
    units: tuple[str, ...],
    tasks: tuple[str, ...],
) -> None:
    """Write the targets that were asked for."""
    from taskmatrix.workspace.targets import targets as find

    items, named = find(session, plans, units, tasks)
    understood(*named)
    if not items:
        click.echo(_("No target answers to this"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        pieces = json_object("targets", session.today.isoformat(), {}, targets=items)
    else:
        from taskmatrix.reports.targets import write_targets

        pieces = write_targets(items, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))


@command(help=N_("Show one target with all its readings."), looks_back=True)
@click.argument("code", metavar="CODE", shell_complete=complete_target)
@output("table", "plain", "json")
def show(session: Session, out: Output, code: str) -> None:
    """Write one target."""
    from taskmatrix.workspace.readings import one_target

    item, named = one_target(session, code)
    understood(named)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        pieces = json_object("targets-show", session.today.isoformat(), {"target": item})
    else:
        from taskmatrix.reports.targets import target_details

        drawn = out.form == "table"
        width, today = (out.width, session.today.isoformat()) if drawn else (UNBOUNDED, None)
        pieces = target_details(item, width, out.color, today)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(help=N_("Record what was read of a target; a correction is a new reading."))
@click.argument("code", metavar="CODE", shell_complete=complete_target)
@click.argument("value", metavar="VALUE", type=Text())
@option("--on", metavar="DATE", help=N_("the day on which it was read; default today"))
@option("--unit", metavar="UNIT", shell_complete=complete_unit,
        help=N_("enter for this unit; the coordinator does so"))  # fmt: skip
@option("--note", metavar="TEXT", type=Text(), help=N_("where it is from, or why it changed"))
@answer_in_json
def record(
    session: Session,
    code: str,
    value: str,
    on: str | None,
    unit: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Record a reading."""
    from taskmatrix.commands.telling import tell
    from taskmatrix.workspace import readings

    work = readings.record(session, code, value, on=on, unit=unit, note=note)
    tell(session, "targets-record", work, as_json, f"taskmatrix targets show {work.changed[0]}")


targets = ListingGroup(listing, record, show)
