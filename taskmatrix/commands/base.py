"""What all commands share: the global options, the session, words in two languages."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import click

from taskmatrix.commands.completion import complete_file, complete_unit
from taskmatrix.commands.invocation import GIVEN, session_of
from taskmatrix.errors import Interrupted, Refused, TaskmatrixError
from taskmatrix.language import LANGUAGES, N_, of_tag
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.workspace.session import Session

Function = TypeVar("Function", bound=Callable[..., Any])


def _remember(context: click.Context, option: click.Parameter, value: Any) -> None:
    if value == "":
        raise click.BadParameter(_("the value is empty"), context, option)
    if value not in (None, False) and option.name:
        key = option.name.removeprefix("global_")
        context.meta.setdefault(GIVEN, {})[key] = str(value)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of the help, in the user's language."""
        self.help = self.help and _(self.help)
        return super().get_help_record(ctx)


option = partial(click.option, cls=Option)
answer_in_json = option("--json", "as_json", is_flag=True, help=N_("answer in JSON"))
"""What every command has that changes something."""


def _global(flag: str, text: str, **details: Any) -> Option:
    names = [flag, "global_" + flag.strip("-").replace("-", "_")]
    return Option(names, help=text, expose_value=False, callback=_remember, **details)


_UNIT: dict[str, Any] = {"metavar": "UNIT", "shell_complete": complete_unit}
GLOBAL_OPTIONS = (
    _global("--db", N_("the database"), metavar="PATH", shell_complete=complete_file),
    _global("--as", N_("the unit on whose behalf you act"), **_UNIT),
    _global("--home", N_("your own unit, when you enter for another"), **_UNIT),
    _global("--actor", N_("the person who acts"), metavar="NAME"),
    _global("--today", N_("the business day"), metavar="DATE"),
    _global("--as-of", N_("look back: as it was on this day"), metavar="DATE"),
    _global("--lang", N_("the language"), metavar="zh|en"),
    _global("--no-color", N_("no colours"), is_flag=True),
)
"""They stand before or after any command; only the root's help lists them."""


def _show_help(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


HELP_OPTION = Option(
    ["--help"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_help,
    help=N_("show this message and stop"),
)


class Helped(click.Command):
    """A command whose help is translated when it is shown, and leaves out the global options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += GLOBAL_OPTIONS

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Return `--help`; click's own would load the messages for every command."""
        return HELP_OPTION

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        self.help = self.help and _(self.help)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command is for, in one line."""
        return _(self.help) if self.help else ""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then where to read of the others."""
        every = self.params
        self.params = [each for each in every if each not in GLOBAL_OPTIONS]
        super().format_options(ctx, formatter)
        self.params = every
        formatter.write_paragraph()
        formatter.write_text(_("Global options: taskmatrix --help"))


class Command(Helped):
    """A command that gets the session as its object; `looks_back` where it takes `--as-of`."""

    looks_back = False

    def invoke(self, ctx: click.Context) -> Any:
        """Open the session that the options ask for, run the command, close it."""
        ctx.obj = session_of(ctx)
        ctx.call_on_close(ctx.obj.close)
        _check_language(ctx.obj.settings.get("lang"))
        if ctx.obj.settings.get("as_of") and not self.looks_back:
            raise of_today(self.name)
        from sqlite3 import Error

        try:
            return super().invoke(ctx)
        except TaskmatrixError as error:
            from taskmatrix.commands.hints import as_typed

            error.hint = error.hint and as_typed(error.hint, ctx.obj)
            raise
        except Error as error:
            from taskmatrix.store.connection import explained

            raise explained(error, ctx.obj.path) from error
        except (KeyboardInterrupt, click.Abort) as stop:
            from taskmatrix.workspace.recording import is_recorded

            recorded = _("Stopped after the change was recorded")
            nothing = _("Stopped; nothing was changed")
            raise Interrupted(recorded if is_recorded(ctx.obj) else nothing) from stop


def of_today(name: str | None) -> Refused:
    """Return the refusal of `--as-of` by a command that does not look back."""
    return Refused(
        _("{command} is of today; it does not look back").format(command=name),
        _("leave --as-of out"),
    )


def _check_language(asked: str | None) -> None:
    if asked and not of_tag(asked):
        message = _("“{value}” is none of {known}")
        raise click.UsageError(message.format(value=asked, known=_(", ").join(LANGUAGES)))


class Group(Helped, click.Group):
    """A family of commands."""

    command_class = Command


class LazyGroup(Group):
    """A family of commands that are imported when they are called.

    `table` has for each name, in the order of their use, the module in `commands` and the object.
    """

    def __init__(self, table: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.table = table
        # Known by name only, for "did you mean": `get_command` imports the one that is called.
        self.commands = dict.fromkeys(table)  # type: ignore[assignment]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.table:
            return None
        module, _colon, name = self.table[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"taskmatrix.commands.{module}"), name)
        command.name = cmd_name
        return command


class ListingGroup(Group):
    """A family of commands that lists where none of them is named; the options are the list's."""

    def __init__(self, listing: Command, *commands: Command) -> None:
        params = [each for each in listing.params if each not in GLOBAL_OPTIONS]
        super().__init__(
            listing.name,
            help=listing.help,
            params=params,
            commands=commands,
            invoke_without_command=True,
            callback=self._run,
        )
        self.listing = listing

    def _run(self, **given: Any) -> Any:
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is None:
            return self.listing.invoke(ctx)
        for each in self.listing.params:
            if given.get(each.name or ""):
                message = _("{option} does not go with {command}")
                words = {"option": each.opts[-1], "command": ctx.invoked_subcommand}
                raise click.UsageError(message.format(**words))


def command(
    help: str,  # noqa: A002
    name: str | None = None,
    *,
    looks_back: bool = False,
) -> Callable[[Function], Command]:
    """Make a command of a function whose first argument is the session."""

    def decorate(function: Function) -> Command:
        made = click.command(name, cls=Command, help=help)(click.pass_obj(function))
        made.looks_back = looks_back
        return made

    return decorate


class Word(click.ParamType[str]):
    """A word of a closed list, in English or in Chinese."""

    name = "word"

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        from taskmatrix.workspace.hearing import heard

        value = heard(value)
        for word, chinese in self.words.items():
            if value.casefold() == word.casefold() or value == chinese:
                return word
        known = _(", ").join(f"{word} {chinese}" for word, chinese in self.words.items())
        self.fail(_("“{value}” is none of {known}").format(value=value, known=known), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Show the words themselves where they are few."""
        return "|".join(self.words) if len(self.words) < 4 else "WORD"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Complete a word in either language."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(form, help=other)
            for word, chinese in self.words.items()
            for form, other in ((word, chinese), (chinese, word))
            if form.startswith(incomplete)
        ]


class Text(click.ParamType[str]):
    """A text that says something."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as Unicode; an empty one is a mistake."""
        from taskmatrix.workspace.hearing import heard

        text = heard(value).strip()
        if not text:
            self.fail(_("the value is empty"), param, ctx)
        return text


def understood(*named: Any) -> None:
    """Tell what was understood where it is not what was typed."""
    for each in named:
        if each.said is not None:
            click.echo(f"{each.said} → {each.full}", err=True)


def told_if_simulated(
    session: "Session", pieces: Iterable[str], form: str, path: str | None
) -> Iterable[str]:
    """Return a document that says where its data are simulated.

    Where a line in it would break what programs read, it is said beside it, on standard error.
    """
    if not session.simulated:
        return pieces
    warning = _("Simulated data")
    if form == "md" or (form == "table" and path):
        return (*pieces, f"\n{warning}\n")
    click.echo(warning, err=True)
    return pieces
