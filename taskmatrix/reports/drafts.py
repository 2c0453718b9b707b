"""What a draft of a plan reports beside the plan: counts, what was not understood, differences."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.text import printable

WHY = {
    "no-units": N_("like a clause, but no units were understood in it"),
    "no-role": N_("a list of units without a role, and the only one"),
    "table": N_("a table's row, beside clauses in the text; it was not read"),
    "no-task": N_("a clause, but it belongs to no numbered task"),
    "repeat": N_("what 下同 repeats was not understood"),
    "footnote": N_("a footnote; it was not read"),
}

WHAT = {
    "task": N_("task"),
    "lead": N_("lead"),
    "support": N_("support"),
    "local": N_("local"),
    "deadline": N_("deadline"),
    "open_ended": N_("open-ended"),
}

WHERE = {"notice": N_("only in the notice"), "plan": N_("only in the plan")}


class Unread(Protocol):
    """A passage that was not understood."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102


def draft_lines(tasks: int, clauses: int, units: int, unread: Iterable[Unread]) -> Iterator[str]:
    """Yield the report of a draft, a line each: the counts, then what was not understood."""
    facts = {"tasks": tasks, "clauses": clauses, "units": units}
    yield _("{tasks} tasks, {clauses} clauses, {units} units").format(**facts)
    for each in unread:
        facts_of = {"line": each.line, "why": _(WHY[each.why]), "text": printable(each.text)}
        yield _("line {line}: {why}: {text}").format(**facts_of)


def difference_lines(differences: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each difference between a notice and a plan."""
    for each in differences:
        facts = {
            "task": each.task,
            "where": _(WHERE[each.where]),
            "what": _(WHAT[each.what]),
            "value": printable(each.value),
        }
        yield _("{task}: {where}: {what} {value}").format(**facts) + "\n"
