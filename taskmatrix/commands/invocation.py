"""What holds before a command line is read, and the session that it leads to."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from taskmatrix.workspace.settings import Settings

if TYPE_CHECKING:
    from taskmatrix.workspace.session import Session

GIVEN = "taskmatrix.given"
"""Where the global options of a command line are remembered in click's context."""


class Invocation(NamedTuple):
    """What holds before the command line is read."""

    settings: Settings
    language_is_chosen: bool
    now: datetime


def session_of(context: click.Context) -> "Session":
    """Return the session of a command line, or of one that is being completed."""
    from taskmatrix.workspace.session import Session

    invocation: Invocation = context.find_root().obj
    settings = invocation.settings.over(context.meta.get(GIVEN, {}))
    return Session(settings, invocation.language_is_chosen, invocation.now)
