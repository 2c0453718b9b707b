"""What all commands share: the global options, the session, words in two languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from gettext import gettext as _
from typing import Any, TypeVar

import click

from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings

GIVEN = "taskmatrix.given"
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Invocation:
    """What holds before the command line is read."""

    settings: Settings
    language_is_chosen: bool
    now: datetime


def _remember(context: click.Context, option: click.Parameter, value: Any) -> None:
    if value not in (None, False) and option.name:
        key = option.name.removeprefix("global_")
        context.meta.setdefault(GIVEN, {})[key] = str(value)


def global_options(hidden: bool) -> list[click.Option]:
    """Return the options that stand before or after any command."""
    texts = {
        "db": ("--db", "PATH", _("the database")),
        "as": ("--as", "UNIT", _("the unit on whose behalf you act")),
        "home": ("--home", "UNIT", _("your own unit, when you enter for another")),
        "actor": ("--actor", "NAME", _("the person who acts")),
        "today": ("--today", "DATE", _("the business day")),
        "lang": ("--lang", "zh|en", _("language")),
    }
    options = [
        _global([flag, f"global_{key}"], metavar=metavar, help=text, hidden=hidden)
        for key, (flag, metavar, text) in texts.items()
    ]
    text = _("no colours")
    flag = _global(["--no-color", "global_no_color"], is_flag=True, help=text, hidden=hidden)
    return [*options, flag]


def _global(names: list[str], **details: Any) -> click.Option:
    return click.Option(names, expose_value=False, callback=_remember, **details)


class Command(click.Command):
    """A command that takes the global options and gets the session as its object."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += global_options(hidden=True)

    def invoke(self, context: click.Context) -> Any:
        """Open the session that the options ask for, run the command, close it."""
        context.obj = session_of(context)
        context.call_on_close(context.obj.close)
        return super().invoke(context)

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """End the help with where the global options are told."""
        super().format_epilog(context, formatter)
        formatter.write_paragraph()
        formatter.write_text(_("Global options: taskmatrix --help"))


class Group(click.Group):
    """A family of commands; global options may stand after its name too."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += global_options(hidden=True)


def session_of(context: click.Context) -> Session:
    """Return the session of a command line, or of one that is being completed."""
    invocation: Invocation = context.find_root().obj
    settings = invocation.settings.over(context.meta.get(GIVEN, {}))
    return Session(settings, invocation.language_is_chosen, invocation.now)


def command(help: str, name: str | None = None) -> Callable[[Function], Command]:  # noqa: A002
    """Make a command of a function whose first argument is the session."""

    def decorate(function: Function) -> Command:
        return click.command(name, cls=Command, help=help)(click.pass_obj(function))

    return decorate


class Word(click.ParamType[str]):
    """A word of a closed list, in English or in Chinese."""

    name = "word"

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the English word."""
        for word, chinese in self.words.items():
            if value.casefold() == word or value == chinese:
                return word
        known = ", ".join(f"{word} {chinese}" for word, chinese in self.words.items())
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


def understood(*named: Any) -> None:
    """Tell what was understood where it is not what was typed."""
    for each in named:
        if each.said is not None:
            click.echo(f"{each.said} → {each.label} {_title(each)}".rstrip(), err=True)


def _title(named: Any) -> str:
    return named.detail if "/" in named.label else ""
