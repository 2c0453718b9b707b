"""`report`: the family of documents; each is imported when it is called."""

from importlib import import_module
from typing import Any

import click

from taskmatrix.commands.base import Group
from taskmatrix.language import N_

COMMANDS = {
    "weekly": "weekly:weekly",
    "monthly": "monthly:monthly",
    "briefing": "briefing:briefing",
    "unit": "sheets:unit",
    "task": "sheets:task",
    "slip": "sheets:slip",
    "list": "issued:listing",
    "reprint": "issued:reprint",
    "withdraw": "issued:withdraw",
}


class Reports(Group):
    """Documents by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Known by name only, for "did you mean": `get_command` imports the one that is called.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the documents in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a document's command."""
        if cmd_name not in COMMANDS:
            return None
        module, _colon, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"taskmatrix.commands.{module}"), name)
        command.name = cmd_name
        return command


report = Reports(name="report", help=N_("Documents: weekly, monthly, sheets, slips, briefing."))
