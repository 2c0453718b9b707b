"""`escalate`: the ladder of slips, listed, asked for and issued."""

import sys
from typing import Any

import click

from taskmatrix.commands.base import Text, answer_in_json, command, of_today, option, understood
from taskmatrix.commands.completion import complete_file, complete_task_or_unit
from taskmatrix.commands.options import colored, width
from taskmatrix.commands.patience import patience
from taskmatrix.commands.telling import tell, tell_if_provisional
from taskmatrix.errors import Refused
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object
from taskmatrix.reports.output import write
from taskmatrix.workspace import escalating
from taskmatrix.workspace.escalating import Proposal, Wanted
from taskmatrix.workspace.session import Session

MOST_NAMED = 8
FOLLOWING = "taskmatrix slips --status open"


@command(help=N_("Issue the slips that are due today; or show which, and why."), looks_back=True)
@click.argument("names", metavar="[TASK|UNIT...]", nargs=-1, shell_complete=complete_task_or_unit)
@option(
    "--except",
    "excepted",
    multiple=True,
    metavar="TASK|UNIT",
    shell_complete=complete_task_or_unit,
    help=N_("but not on this task, or to this unit"),
)
@option("--dry-run", is_flag=True, help=N_("only show what is due, and why"))
@option(
    "--explain", is_flag=True, help=N_("also what is the matter and has no slip today, and why")
)
@option("--yes", is_flag=True, help=N_("do not ask"))
@option("--major", is_flag=True, help=N_("an urgent matter: red at once, or one step higher"))
@option("--reason", type=Text(), metavar="TEXT", help=N_("why it is urgent, with --major"))
@option("--replay", is_flag=True, help=N_("what would have been issued by other rules"))
@option(
    "--policy",
    metavar="FILE|PRESET",
    shell_complete=complete_file,
    help=N_("the rules of the replay: a file with [supervision], or a preset"),
)
@option("--since", metavar="DATE", help=N_("replay from this day until today"))
@answer_in_json
def escalate(
    session: Session,
    names: tuple[str, ...],
    excepted: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
    explain: bool,
    yes: bool,
    major: bool,
    reason: str | None,
    replay: bool,
    policy: str | None,
    since: str | None,
) -> None:
    """Show the slips that are due, ask, and issue them; or replay the ladder."""
    if replay or policy or since:
        alone = replay and since and not (dry_run or yes or major or reason)
        _replay(session, names, excepted, policy, since if alone else None, as_json, explain)
        return
    if session.settings.get("as_of") and not dry_run:
        raise of_today("escalate")
    if major or reason:
        plain = major and not (excepted or dry_run)
        _escalate_major(session, names, reason, as_json, plain)
        return
    wanted, named = escalating.wanted_of(session, names, excepted)
    understood(*named)
    found = escalating.proposals(session, wanted)
    due = [each for each in found if each.move.step]
    shown = found if explain else [each for each in found if each.move.step or each.to_leader]
    if due and not dry_run and (yes or _can_ask()):
        escalating.must_coordinate(session)
    if dry_run or not due:
        _show(session, shown, as_json, explain)
        _tell_nothing(session, due, explain)
        if explain:
            _tell_leadless(session)
        return
    if not yes:
        _show(session, shown, False, explain)
        _must_agree(len(due))
    else:
        _tell_leaders([escalating.as_item(session, each) for each in found if each.to_leader])
    _issue(session, wanted, due, as_json)


def _replay(
    session: Session,
    names: tuple[str, ...],
    excepted: tuple[str, ...],
    policy: str | None,
    since: str | None,
    as_json: bool,
    explain: bool,
) -> None:
    """Show what the ladder would have issued by other rules; nothing is written."""
    if since is None:
        raise click.UsageError(
            _("say it so: taskmatrix escalate --replay --since DATE [--policy FILE]")
        )
    from taskmatrix.workspace.replaying import replay

    wanted, named = escalating.wanted_of(session, names, excepted)
    understood(*named)
    with patience(session, _("Replaying")):
        found = replay(session, policy, session.day(since), wanted)
    if as_json:
        head: dict[str, Any] = {"command": None, "changed": [], "replay": found}
        write(json_object("escalate", session.today.isoformat(), head, due=[]), None, "json")
    else:
        from taskmatrix.reports.replay import write_replay

        form = "table" if sys.stdout is not None and sys.stdout.isatty() else "plain"
        write(write_replay(found, form, width(), colored(session), explain), None, form)
        tell_if_provisional(session)
        click.echo(
            _("Issued / replayed on the {count} working days from {since} to {until}").format(
                count=found["working_days"], since=found["since"], until=found["until"]
            ),
            err=True,
        )
    if session.simulated:
        click.echo(_("Simulated data"), err=True)


def _issue(session: Session, wanted: Wanted, due: list[Proposal], as_json: bool) -> None:
    session.close()  # the store is read anew in the transaction that writes
    work = escalating.escalate(session, wanted, [each.key for each in due])
    tell(session, "escalate", work, as_json, FOLLOWING)


def _escalate_major(
    session: Session, names: tuple[str, ...], reason: str | None, as_json: bool, plain: bool
) -> None:
    if not names or not reason or not plain:
        raise click.UsageError(_("say it so: taskmatrix escalate TASK --major --reason TEXT"))
    work = escalating.escalate_major(session, names, reason)
    tell(session, "escalate", work, as_json, FOLLOWING)


def _show(session: Session, shown: list[Proposal], as_json: bool, explain: bool) -> None:
    items = (escalating.as_item(session, each) for each in shown)
    if as_json:
        head: dict[str, Any] = {"command": None, "changed": []}
        pieces = json_object("escalate", session.today.isoformat(), head, due=items)
        write(pieces, None, "json")
    elif shown:
        from taskmatrix.reports.escalation import write_proposals

        form = "table" if sys.stdout is not None and sys.stdout.isatty() else "plain"
        write(write_proposals(items, form, width(), colored(session), explain), None, form)


def _tell_nothing(session: Session, due: list[Proposal], explain: bool) -> None:
    if not due:
        click.echo(_("No slip is due today"), err=True)
        if not explain:
            click.echo(_("Next: {hint}").format(hint="taskmatrix escalate --explain"), err=True)
    if session.simulated:
        click.echo(_("Simulated data"), err=True)


def _tell_leadless(session: Session) -> None:
    """Name the tasks that no slip can reach."""
    from taskmatrix.store.escalation import leadless

    codes = leadless(session.store)
    if codes:
        told = _("No lead, so no slip: {codes}").format(codes=_(", ").join(codes[:MOST_NAMED]))
        if len(codes) > MOST_NAMED:
            told += " " + _("and {count} more").format(count=len(codes) - MOST_NAMED)
        click.echo(told, err=True)


def _tell_leaders(items: list[dict[str, Any]]) -> None:
    from taskmatrix.reports.escalation import causes_text, move_text

    for item in items:
        told = move_text("told", leader=item["leader"])
        click.echo(
            f"{item['task']} {item['unit']}  {told}  {causes_text(item['causes'])}", err=True
        )


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _must_agree(count: int) -> None:
    if not _can_ask():
        raise Refused(
            _("{count} slips are due; nothing was issued").format(count=count),
            _("issue them: taskmatrix escalate --yes"),
        )
    if not click.confirm(_("Issue {count} slips?").format(count=count), err=True):
        raise Refused(_("Nothing was changed"), _("issue them: taskmatrix escalate --yes"))
