"""`db`: the database itself."""

import sys
from pathlib import Path

import click

from taskmatrix.commands.base import Group, Text, command, option
from taskmatrix.commands.options import LARGEST
from taskmatrix.commands.patience import patience
from taskmatrix.errors import Refused
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.workspace import keeping
from taskmatrix.workspace.naming import shown
from taskmatrix.workspace.session import Session


@click.group(cls=Group, help=N_("Create, migrate, check, back up and restore the database."))
def db() -> None:
    """Gather the commands for the database."""


@command(help=N_("Make an empty database."))
@option("--simulated", is_flag=True, help=N_("for simulated data: takes any --today"))
def create(session: Session, simulated: bool) -> None:
    """Make a database."""
    click.echo(_("Made {path}").format(path=keeping.create(session, simulated=simulated)))


@command(help=N_("Bring the database up to date, after a backup beside it."))
def migrate(session: Session) -> None:
    """Bring the database up to date."""
    with patience(session, _("Bringing up to date")):
        newest = keeping.migrate(session)[-1]
    click.echo(_("{path} is up to date: {newest}").format(path=session.path, newest=newest))


@command(help=N_("Check the file, the chain of events, and the state against the events."))
def check(session: Session) -> None:
    """Check the database; status 1 where something is wrong."""
    with patience(session, _("Checking")):
        faults = keeping.check(session)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(_("Next: {hint}").format(hint=_("taskmatrix db restore FILE")), err=True)
        click.get_current_context().exit(1)
    click.echo(_("{path} is whole").format(path=session.path))


@command(help=N_("Copy the database into a folder, while others may write."))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@option("--keep", type=int, metavar="N", help=N_("keep only the newest N copies"))
def backup(session: Session, folder: Path, keep: int | None) -> None:
    """Copy the database."""
    with patience(session, _("Copying")):
        path = keeping.back_up(session, folder, keep)
    click.echo(_("Copied to {path}").format(path=path))


@command(help=N_("Replace the database by a backup; the old one is kept beside it."))
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@option("--yes", is_flag=True, help=N_("do not ask"))
def restore(session: Session, source: Path, yes: bool) -> None:
    """Replace the database."""
    question = _("Replace {path} by {source}?").format(path=session.path, source=source)
    keeping.check_backup(source)
    if Path(session.path).exists() and not yes and not asked(question):
        raise Refused(_("Nothing was changed"), _("say --yes to replace the database"))
    saved = keeping.restore_from(session, source)
    click.echo(_("Restored {path} from {source}").format(path=session.path, source=source))
    if saved:
        click.echo(_("The old one is kept as {path}").format(path=saved))


@command(help=N_("Empty the texts of an event; that it happened, and their hashes, stay."))
@click.argument("event", metavar="EVENT", type=click.IntRange(1, LARGEST))
@option("--reason", required=True, type=Text(), metavar="TEXT", help=N_("why"))
def redact(session: Session, event: int, reason: str) -> None:
    """Empty texts."""
    from taskmatrix.workspace.undoing import redact as empty

    told: list[str] = []
    emptied: list[int] = []

    def agree(numbers: list[int]) -> bool:
        emptied.extend(numbers)
        told.append(_(", ").join(map(str, numbers)))
        question = _("Empty the texts of events {numbers} for good?").format(numbers=told[0])
        return not sys.stdin.isatty() or asked(question)

    gone = empty(session, event, reason, agree)
    click.echo(_("Emptied the texts of events {numbers}").format(numbers=told[0]))
    click.echo(_("Backups made before still hold them"), err=True)
    _tell_documents(session, min(emptied))
    if not gone:
        told.append(_("Another program is reading; traces go from the file when it has ended"))
        click.echo(told[-1], err=True)


def _tell_documents(session: Session, event: int) -> None:
    from taskmatrix.workspace.documents.published import may_hold

    names = may_hold(session, event)
    if names:
        told = _("Issued documents may hold them: {documents}; to empty one, redact its event")
        click.echo(told.format(documents=names), err=True)


@command(help=N_("Write the evidence of a report into a folder."))
@click.argument("event", metavar="EVENT", type=click.IntRange(1, LARGEST))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def evidence(session: Session, event: int, folder: Path) -> None:
    """Write the files that came with a report."""
    for path in keeping.evidence_files(session, event, folder):
        click.echo(_("Wrote {path}").format(path=shown(str(path))))


def asked(question: str) -> bool:
    """Ask on a terminal; elsewhere nobody is there to say yes."""
    return sys.stdin.isatty() and click.confirm(question, err=True)


for each in (create, migrate, check, backup, restore, evidence, redact):
    db.add_command(each)
