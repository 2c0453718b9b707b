"""`todo`, `missing` and `urge`: what waits, who has not reported, and calling them."""

from typing import Any

import click

from taskmatrix.commands.base import (
    Text,
    Word,
    answer_in_json,
    command,
    option,
    understood,
)
from taskmatrix.commands.completion import complete_task_or_unit, complete_unit
from taskmatrix.commands.hints import as_typed
from taskmatrix.commands.options import ROLES, Output, output, write_rows
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object
from taskmatrix.workspace import duties
from taskmatrix.workspace import missing as silence
from taskmatrix.workspace.naming import coordinator, pasted, shown
from taskmatrix.workspace.session import Session

WAYS = {"phone": "电话", "message": "信息"}
MOST_PROPOSED = 3
MOST_NAMED = 5


@command(help=N_("What waits for the unit on whose behalf you act (--as)."), looks_back=True)
@output("table", "plain", "json")
def todo(session: Session, out: Output) -> None:
    """Write what waits for the acting unit."""
    unit, items = duties.todo(session)
    understood(unit)
    today = session.today.isoformat()
    if not items:
        click.echo(_("Nothing waits for {unit}").format(unit=unit.full), err=True)
    if out.form == "json":
        pieces = json_object("todo", today, {"unit": unit.label}, items=items)
    else:
        from taskmatrix.reports.duties import write_todo

        pieces = write_todo(items, unit.label, today, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))
    if unit.id == session.overall["coordinator"]:
        _tell_slips_due(session)


@command(help=N_("Who has not reported in the last completed period, and whom to call."),
         looks_back=True)  # fmt: skip
@option("--role", "roles", multiple=True, type=Word(ROLES), help=N_("in this role"))
@option("--unit", "units", multiple=True, metavar="UNIT", shell_complete=complete_unit,
        help=N_("this unit alone"))  # fmt: skip
@output("table", "plain", "json", "csv", "md")
def missing(session: Session, out: Output, roles: tuple[str, ...], units: tuple[str, ...]) -> None:
    """Write who has not reported."""
    items, named = silence.missing(session, roles, units)
    stale = silence.stale_wording(session, roles, named)
    understood(*named)
    if out.form == "json":
        pieces = json_object("missing", session.today.isoformat(), {}, missing=items, stale=stale)
    else:
        from taskmatrix.reports.duties import write_missing

        pieces = write_missing(items, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))
    _tell_periods(session, roles)
    if not items:
        click.echo(_("No report is missing"), err=True)
    if not roles and not units:
        _tell_unsigned(session)
    _tell_stale(stale)
    _propose(session, items)


def _tell_slips_due(session: Session) -> None:
    from taskmatrix.workspace.escalating import Wanted, proposals

    count = sum(each.move.step is not None for each in proposals(session, Wanted()))
    if count:
        hint = as_typed("taskmatrix escalate", session)
        click.echo(_("Slips due today: {count}; {hint}").format(count=count, hint=hint), err=True)


def _tell_periods(session: Session, roles: tuple[str, ...]) -> None:
    from taskmatrix.reports.duties import period_text

    told = [
        period_text(role, term.first, term.last, term.due)
        for role, term in silence.periods(session).items()
        if not roles or role in roles
    ]
    if told:
        click.echo(_("Last period: {periods}").format(periods=_("; ").join(told)), err=True)


def _tell_unsigned(session: Session) -> None:
    from taskmatrix.store.duties import unsigned

    count = unsigned(session.store, session.today.isoformat())
    if count:
        message = _("{count} tasks are to be accepted: taskmatrix list --state pending")
        click.echo(message.format(count=count), err=True)


def _tell_stale(stale: list[dict[str, Any]]) -> None:
    codes = list(dict.fromkeys(item["task"] for item in stale))
    if codes:
        some = " ".join(codes[:MOST_NAMED]) + (" ..." if len(codes) > MOST_NAMED else "")
        message = _("Tasks with stale wording, three reports running: {count} ({codes})")
        click.echo(shown(message.format(count=len(codes), codes=some)), err=True)


def _propose(session: Session, items: list[dict[str, Any]]) -> None:
    """Propose to urge those whom nobody has called since their reports were due."""
    uncalled = (item["unit"] for item in items if (item["urged"] or "") <= item["due"])
    names = dict.fromkeys(uncalled)
    names.pop(coordinator(session) or "", None)
    if names:
        some = " ".join(shown(pasted(name)) for name in list(names)[:MOST_PROPOSED])
        hint = as_typed(f"taskmatrix urge {some}", session)
        click.echo(_("Next: {hint}").format(hint=hint), err=True)


@command(help=N_("Urge the leads of a task, or a unit about all that it has not accepted "
                 "or reported."))  # fmt: skip
@click.argument("names", metavar="TASK|UNIT...", nargs=-1, required=True,
                shell_complete=complete_task_or_unit)  # fmt: skip
@option("--by", type=Word(WAYS), help=N_("how it was done"))
@option("--note", type=Text(), metavar="TEXT", help=N_("what was said"))
@answer_in_json
def urge(
    session: Session, names: tuple[str, ...], by: str | None, note: str | None, as_json: bool
) -> None:
    """Urge, and say whom to call."""
    from taskmatrix.commands.telling import tell
    from taskmatrix.workspace import urging

    work, contacts = urging.urge(session, names, by, note)
    tell(session, "urge", work, as_json, "taskmatrix missing")
    for name, contact in contacts.items():
        told = " ".join(filter(None, contact))
        click.echo(shown(f"{name}  {told}"), err=True)
