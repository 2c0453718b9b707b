"""`report`: the family of documents."""

from taskmatrix.commands.base import LazyGroup
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

report = LazyGroup(
    COMMANDS, name="report", help=N_("Documents: weekly, monthly, sheets, slips, briefing.")
)
