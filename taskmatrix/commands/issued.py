"""`report list`, `report reprint`, `report withdraw`: the documents that were issued."""

import os
import sys

import click

from taskmatrix.commands.base import Text, Word, answer_in_json, command, option
from taskmatrix.commands.completion import complete_file
from taskmatrix.commands.options import Output, output, write_rows
from taskmatrix.errors import Refused
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace.session import Session

KINDS = {"weekly": "周报", "monthly": "通报", "slip": "督办单"}


@command(help=N_("List the documents that were issued."), looks_back=True)
@option("--kind", type=Word(KINDS), help=N_("of this kind: weekly, monthly or slip"))
@option("--year", type=click.IntRange(1900, 9999), metavar="YEAR", help=N_("of this year"))
@output("table", "plain", "json", "csv", "md")
def listing(session: Session, out: Output, kind: str | None, year: int | None) -> None:
    """Write the documents that were asked for."""
    from taskmatrix.workspace.documents.issued import listed_issues

    items = listed_issues(session, kind, year)
    if not items:
        click.echo(_("No such document was issued"), err=True)
    if out.form == "json":
        from taskmatrix.reports.data import json_object

        pieces = json_object("report-list", session.today.isoformat(), {}, documents=items)
    else:
        from taskmatrix.reports.issued import write_issues

        pieces = write_issues(items, out.form, out.width, out.color)
    write_rows(session, pieces, out, bool(items))


@command(help=N_("Print a document again, byte for byte as it was issued."), looks_back=True)
@click.argument("kind", metavar="weekly|monthly|slip", type=Word(KINDS))
@click.argument("number", metavar="NUMBER")
@option("-o", "--output", "path", metavar="FILE", shell_complete=complete_file,
        help=N_("into a file, in the format in which it is kept"))  # fmt: skip
def reprint(session: Session, kind: str, number: str, path: str | None) -> None:
    """Write the file that was kept."""
    from taskmatrix.reports.issued import named, stem_of
    from taskmatrix.reports.output import write
    from taskmatrix.workspace.documents.issued import find_issue, kept_file, slip_of

    found = find_issue(session, kind, number)
    name = named(found._asdict())
    if path is None and found.form == "docx" and sys.stdout is not None and sys.stdout.isatty():
        message = _("DOCX is nothing for a terminal; say -o {name}.docx")
        raise click.UsageError(message.format(name=stem_of(found._asdict())))
    if path:
        _refuse_form(name, found.form, path)
    content = kept_file(session, found)
    if found.withdrawn:
        withdrawn = _("{document} was withdrawn on {day}")
        click.echo(withdrawn.format(document=name, day=found.withdrawn), err=True)
    slip = slip_of(session, found)
    if slip and slip["withdrawn"]:
        withdrawn = _("{document}: the slip itself was withdrawn on {day}")
        click.echo(withdrawn.format(document=name, day=slip["withdrawn"]), err=True)
    if session.simulated:
        click.echo(_("Simulated data"), err=True)
    write([content], path, "docx")


def _refuse_form(name: str, form: str, path: str) -> None:
    """Raise Refused where a document is wanted in another form than the one that is kept."""
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if suffix not in ("", f".{form}"):
        raise Refused(
            _("{document} is kept as {form}, not as {suffix}").format(
                document=name, form=form.upper(), suffix=suffix
            ),
            _("give the file the suffix .{form}").format(form=form),
        )


@command(help=N_("Withdraw a document; it keeps its number, and its period falls to the next."))
@click.argument("kind", metavar="weekly|monthly|slip", type=Word(KINDS))
@click.argument("number", metavar="NUMBER")
@option("--reason", required=True, metavar="TEXT", type=Text(), help=N_("why"))
@answer_in_json
def withdraw(session: Session, kind: str, number: str, reason: str, as_json: bool) -> None:
    """Withdraw a document."""
    from taskmatrix.commands.telling import tell
    from taskmatrix.workspace.documents.issued import find_issue, slip_of
    from taskmatrix.workspace.documents.issuing import withdraw as record

    work = record(session, kind, number, reason)
    following = "taskmatrix report list"
    slip = slip_of(session, find_issue(session, kind, number))
    if slip and not slip["withdrawn"]:
        done = work.done[0]
        text = _("the slip itself stands; withdraw it: {hint}")
        number = f"{done['year']}-{done['number']}"
        following = text.format(hint=f"taskmatrix slips withdraw {number} --reason TEXT")
    tell(session, "report-withdraw", work, as_json, following)
