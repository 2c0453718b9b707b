"""`slips`: the register of supervision; one slip; answering and withdrawing."""

import click

from taskmatrix.commands.base import (
    ListingGroup,
    Text,
    Word,
    answer_in_json,
    command,
    option,
    told_if_simulated,
    understood,
)
from taskmatrix.commands.completion import complete_task, complete_unit
from taskmatrix.commands.hints import as_typed
from taskmatrix.commands.options import Output, output, write_rows
from taskmatrix.commands.telling import tell
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object
from taskmatrix.reports.output import write
from taskmatrix.workspace import register
from taskmatrix.workspace.session import Session

STATUSES = {"open": "未回复", "answered": "已回复", "lapsed": "逾期未回复", "withdrawn": "已撤回"}
COLOURS = {"blue": "蓝", "yellow": "黄", "red": "红"}
UNBOUNDED = 100_000


@command(help=N_("List the slips of the register."), name="slips", looks_back=True)
@option(
    "--unit",
    "units",
    multiple=True,
    metavar="UNIT",
    shell_complete=complete_unit,
    help=N_("addressed to this unit"),
)
@option(
    "--task",
    "tasks",
    multiple=True,
    metavar="TASK",
    shell_complete=complete_task,
    help=N_("on this task"),
)
@option("--status", "statuses", multiple=True, type=Word(STATUSES), help=N_("in this status"))
@option("--colour", "colours", multiple=True, type=Word(COLOURS), help=N_("of this colour"))
@output("table", "plain", "json", "csv", "md")
def listing(
    session: Session,
    out: Output,
    units: tuple[str, ...],
    tasks: tuple[str, ...],
    statuses: tuple[str, ...],
    colours: tuple[str, ...],
) -> None:
    """Write the slips that were asked for."""
    items, named = register.listed_slips(
        session, units=units, tasks=tasks, statuses=statuses, colours=colours
    )
    understood(*named)
    if not items:
        click.echo(_("No slip answers to this"), err=True)
    if out.form == "json":
        pieces = json_object("slips", session.today.isoformat(), {}, slips=items)
    else:
        from taskmatrix.reports.slips import write_slips

        pieces = write_slips(items, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))


@command(help=N_("Show everything about one slip."), looks_back=True)
@click.argument("number", metavar="NUMBER")
@output("table", "plain", "json")
def show(session: Session, out: Output, number: str) -> None:
    """Write one slip."""
    item = register.one_slip(session, number)
    if out.form == "json":
        pieces = json_object("slips-show", session.today.isoformat(), {"slip": item})
    else:
        from taskmatrix.reports.slips import slip_details

        width = out.width if out.form == "table" else UNBOUNDED
        pieces = slip_details(item, width, out.color)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)
    if item["status"] in ("open", "lapsed"):
        hint = f"taskmatrix slips answer {item['number']} --reply TEXT --by DATE"
        click.echo(_("Next: {hint}").format(hint=as_typed(hint, session)), err=True)


@command(help=N_("Answer a slip that is addressed to your unit."))
@click.argument("number", metavar="NUMBER")
@option("--reply", required=True, metavar="TEXT", type=Text(), help=N_("what is being done"))
@option("--by", required=True, metavar="DATE", help=N_("the day by which it is in order"))
@answer_in_json
def answer(session: Session, number: str, reply: str, by: str, as_json: bool) -> None:
    """Answer a slip."""
    from taskmatrix.workspace.slips import answer as record

    work = record(session, number, reply, by)
    later = work.done[0]["later"]
    following = f"slips show {later}" if later else f"update {work.changed[0]}"
    tell(session, "slips-answer", work, as_json, f"taskmatrix {following}")


@command(help=N_("Withdraw a slip; it keeps its number."))
@click.argument("number", metavar="NUMBER")
@option("--reason", required=True, metavar="TEXT", type=Text(), help=N_("why"))
@answer_in_json
def withdraw(session: Session, number: str, reason: str, as_json: bool) -> None:
    """Withdraw a slip."""
    from taskmatrix.workspace.slips import withdraw as record

    work = record(session, number, reason)
    tell(session, "slips-withdraw", work, as_json, "taskmatrix slips")


slips = ListingGroup(listing, show, answer, withdraw)
