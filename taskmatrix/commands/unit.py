"""`unit`: what is known of units beside the plans."""

import click

from taskmatrix.commands.base import Group, Text, answer_in_json, command, option, understood
from taskmatrix.commands.completion import complete_unit
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import write
from taskmatrix.workspace import contacts
from taskmatrix.workspace.naming import shown
from taskmatrix.workspace.session import Session


@click.group(cls=Group, help=N_("Whom to call in a unit."))
def unit() -> None:
    """Gather the commands for units."""


@command(help=N_("Show or set a unit's liaison and phone; they stand in no plan and no record."))
@click.argument("name", metavar="UNIT", shell_complete=complete_unit)
@option("--liaison", type=Text(), metavar="NAME", help=N_("the liaison"))
@option("--phone", type=Text(), metavar="TEXT", help=N_("the liaison's phone"))
@option("--clear", is_flag=True, help=N_("forget both"))
@answer_in_json
def contact(
    session: Session, name: str, liaison: str | None, phone: str | None, clear: bool, as_json: bool
) -> None:
    """Show or set whom to call."""
    if clear and (liaison or phone):
        raise click.UsageError(_("--clear goes with neither --liaison nor --phone"))
    if clear:
        named, known = contacts.clear_contact(session, name)
    elif liaison or phone:
        named, known = contacts.set_contact(session, name, liaison, phone)
    else:
        named, known = contacts.contact(session, name)
    understood(named)
    if as_json:
        from taskmatrix.reports.data import json_object

        head = {"unit": named.label, **known._asdict()}
        write(json_object("unit-contact", session.today.isoformat(), head), None, "json")
        return
    told = " ".join(filter(None, known)) or _("nobody is known")
    write([shown(f"{named.label}  {told}") + "\n"], None, "plain")


unit.add_command(contact)
