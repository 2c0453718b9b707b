"""`plan`: plan files, checked, compared, loaded."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from taskmatrix.commands.base import Group, command, option, told_if_simulated
from taskmatrix.commands.completion import complete_task_or_unit
from taskmatrix.commands.drafting import draft
from taskmatrix.commands.options import Output, output
from taskmatrix.commands.patience import patience
from taskmatrix.domain.changes import Change
from taskmatrix.domain.revision import Directives
from taskmatrix.errors import TaskmatrixError, reason
from taskmatrix.language import N_, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object
from taskmatrix.reports.output import write
from taskmatrix.reports.text import printable
from taskmatrix.workspace import loading
from taskmatrix.workspace.session import Session

FOLDER = click.Path(path_type=Path)


@click.group(cls=Group, help=N_("Check, load, compare and list plan files."))
def plan() -> None:
    """Gather the commands for plan files."""


@command(help=N_("Check plan files; every problem with its file, line and column."))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=FOLDER)
@output("plain", "json")
def check(session: Session, paths: tuple[Path, ...], out: Output) -> None:
    """Write every problem; status 1 where one is an error."""
    from taskmatrix.reports.problems import problem_lines, problem_objects

    with patience(session, _("Checking")):
        problems = loading.check_paths(paths)
    if out.form == "json":
        today = session.today.isoformat()
        pieces = json_object("plan-check", today, {}, problems=problem_objects(problems))
    else:
        pieces = problem_lines(problems)
    write(pieces, out.path, out.form)
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(_counted(errors, len(problems) - errors), err=True)
    if errors:
        click.get_current_context().exit(1)


def _counted(errors: int, warnings: int) -> str:
    told = ngettext("{count} error", "{count} errors", errors).format(count=errors)
    more = ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings)
    return _("{errors}, {warnings}").format(errors=told, warnings=more)


@command(help=N_("Load a programme, all or nothing; again for a revision."))
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@option("--map", "maps", metavar="OLD=NEW", multiple=True, help=N_("OLD is now NEW"))
@option(
    "--keep",
    metavar="CODE",
    multiple=True,
    shell_complete=complete_task_or_unit,
    help=N_("keep this task, though the plan has it no more"),
)
@option(
    "--retire",
    metavar="CODE",
    multiple=True,
    shell_complete=complete_task_or_unit,
    help=N_("let this task or unit go; its history stays"),
)
@option("--yes", is_flag=True, help=N_("do not ask"))
@option("--dry-run", is_flag=True, help=N_("only show what would change"))
@output("plain", "json")  # fmt: skip
def load(
    session: Session,
    folder: Path,
    maps: tuple[str, ...],
    keep: tuple[str, ...],
    retire: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    out: Output,
) -> None:
    """Load a folder and say what changed."""
    word = _word(maps, keep, retire)
    if dry_run or yes:
        with patience(session, _("Loading")):
            loaded = _loaded(session, folder, word, dry_run)
    else:
        loaded = loading.load_folder(session, folder, word, _agreed)
    try:
        _write_changes("plan-load", session, loaded, out)
    except OSError as error:
        if loaded.command is None or isinstance(error, BrokenPipeError):
            raise
        raise ReportLost(out.path, reason(error)) from error
    if loaded.problems:
        click.echo(
            _("{counts}; see: taskmatrix plan check {folder}").format(
                counts=_counted(0, len(loaded.problems)), folder=folder
            ),
            err=True,
        )
    if dry_run:
        click.echo(_("Nothing was loaded (--dry-run)"), err=True)
    elif loaded.command:
        title = printable(loaded.programme.overall.title)
        message = _("Loaded {title} into {path}").format(title=title, path=session.path)
        click.echo(message, err=True)
        _tell_adopted(loaded)
        if not yes:
            _offer_settings(session, loaded.programme.overall.coordinator)


def _loaded(session: Session, folder: Path, word: Directives, dry_run: bool) -> loading.Loaded:
    if dry_run:
        return loading.compare(session, folder, word)
    return loading.load_folder(session, folder, word, lambda _changes: True)


@command(help=N_("Show what loading a folder would change."))
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@output("plain", "json")
def diff(session: Session, folder: Path, out: Output) -> None:
    """Write the changes between the store and a folder."""
    loaded = loading.compare(session, folder, Directives())
    _write_changes("plan-diff", session, loaded, out)


@command(help=N_("List the plans of the programme."), name="list", looks_back=True)
@output("table", "plain", "json", "csv", "md")
def list_plans(session: Session, out: Output) -> None:
    """Write the list of plans."""
    from taskmatrix.reports.plans import write_plans
    from taskmatrix.workspace.reading import plan_list

    items = plan_list(session)
    today = session.today.isoformat()
    pieces = write_plans(items, today, out.form, out.width, out.color)
    write(told_if_simulated(session, pieces, out.form, out.path), out.path, out.form)


@command(help=N_("Write the JSON Schema of plan files, for editors."))
@option("-o", "--output", "path", metavar="FILE", help=N_("into a file"))
def schema(_session: Session, path: str | None) -> None:
    """Write the schema."""
    import json

    from taskmatrix.workspace.loading import plan_schema

    text = json.dumps(plan_schema(), ensure_ascii=False, indent=2)
    write([f"{text}\n"], path, "json")


for each in (check, load, diff, list_plans, schema, draft):
    plan.add_command(each)


class ReportLost(TaskmatrixError):
    """The load is on record, but what it changed could not be written."""

    status = 6

    def __init__(self, path: str | None, detail: str) -> None:
        super().__init__(
            _("The load is on record, but {path} was not written: {detail}").format(
                path=path or "stdout", detail=detail
            ),
            _("do not load again; see: taskmatrix plan list"),
        )


def _word(maps: Sequence[str], keep: Sequence[str], retire: Sequence[str]) -> Directives:
    pairs: dict[str, str] = {}
    for text in maps:
        old, equals, new = text.partition("=")
        if not (old and equals and new):
            raise click.BadParameter(_("“{text}” is not OLD=NEW").format(text=text))
        if pairs.setdefault(old, new) != new:
            raise click.BadParameter(_("{name} is mapped twice").format(name=old))
    return Directives(pairs, frozenset(keep), frozenset(retire))


def _agreed(changes: Sequence[Change]) -> bool:
    from taskmatrix.reports.changes import change_lines

    click.echo("".join(change_lines(changes)), err=True, nl=False)
    return sys.stdin.isatty() and click.confirm(_("Load these changes?"), err=True)


def _write_changes(kind: str, session: Session, loaded: loading.Loaded, out: Output) -> None:
    from taskmatrix.reports.changes import change_lines, change_objects

    if out.form == "json":
        codes = sorted({change.code for change in loaded.changes})
        head = {"command": loaded.command, "changed": codes if loaded.command else []}
        today = session.today.isoformat()
        pieces = json_object(
            kind,
            today,
            head if kind == "plan-load" else {},
            changes=change_objects(loaded.changes),
        )
    else:
        pieces = change_lines(loaded.changes)
    write(pieces, out.path, out.form)


def _tell_adopted(loaded: loading.Loaded) -> None:
    """Say on what the working days of the years that are new now rest."""
    from taskmatrix.reports.calendars import adopted_lines

    for line in adopted_lines((each.year, each.basis) for each in loaded.adopted):
        click.echo(line, err=True)


def _offer_settings(session: Session, coordinator: str | None) -> None:
    """On a terminal, offer to remember for whom and where one works."""
    settings = session.settings
    if settings.folder or settings.get("as") or not coordinator:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    question = _("Write taskmatrix.toml here, to act for {unit} from now on?")
    if click.confirm(question.format(unit=coordinator), err=True):
        from taskmatrix.workspace.settings import write_settings

        values = {"db": str(Path(session.path).absolute())}
        values.update({"as": coordinator, "home": coordinator})
        click.echo(_("Wrote {path}").format(path=write_settings(str(Path.cwd()), values)), err=True)
