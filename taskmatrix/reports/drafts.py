"""What a draft of a plan reports beside the plan: counts, what was not understood, differences."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from taskmatrix.language import N_, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.text import printable

WHY = {
    "no-units": N_("like a clause, but no units were understood in it"),
    "no-role": N_("a list of units without a role, and the only one"),
    "table": N_("a table's row, beside clauses in the text; it was not read"),
    "differs": N_("a table's row says otherwise than the clause in the text, which was read"),
    "row": N_("a table's row without units, or without a task; it was not read"),
    "columns": N_("a table whose columns are not clear; it was not read"),
    "no-task": N_("a clause, but it belongs to no numbered task"),
    "repeat": N_("what 下同 repeats was not understood"),
    "label": N_("units behind a label that is not known"),
    "by-unit": N_("a duty in a list by unit, beside clauses in the text; it was not read"),
    "prose": N_("a sentence says who acts, and the task has no clause"),
    "page": N_("a line that comes again and again between pages, and names units; left out"),
    "beside": N_("a sentence says who acts, beside the clause of its task; it was not read"),
    "general": N_("it speaks of more than one task, or of who leads; it was not read"),
    "part": N_("a clause was read, but not every name in it"),
    "time": N_("like a deadline, but not understood"),
    "times": N_("one deadline for several tasks; it was not set on any of them"),
    "goal": N_("like a target, but not understood"),
    "gap": N_("numbers are missing before this one: was a task overlooked?"),
    "bare": N_("an item that counts on behind the tasks, without a clause; it was not read"),
    "footnote": N_("a footnote; it was not read"),
}

WHAT = {
    "task": N_("task"),
    "title": N_("title"),
    "target": N_("target"),
    "lead": N_("lead"),
    "support": N_("support"),
    "local": N_("local"),
    "deadline": N_("deadline"),
    "open_ended": N_("open-ended"),
}

LONGEST = 60
"""Characters of a passage that are shown; its line number leads to the rest."""

MOST_LINES = 10
"""Lines of tasks without a clause that are told."""

WHERE = {"notice": N_("only in the notice"), "plan": N_("only in the plan")}


class Unread(Protocol):
    """A passage that was not understood."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def why(self) -> str: ...  # noqa: D102


class Counts(NamedTuple):
    """How much was read, and how much of it waits for a person."""

    tasks: int
    clauses: int
    units: int
    inferred: int = 0
    unread: int = 0
    bare: int = 0
    bare_lines: tuple[int, ...] = ()

    @property
    def waiting(self) -> int:
        """How much waits for a person."""
        return self.inferred + self.unread + self.bare


def draft_lines(counts: Counts, unread: Iterable[Unread]) -> Iterator[str]:
    """Yield the report of a draft, a line each: the counts, then what was not understood."""
    yield _counted(counts)
    if not counts.tasks:
        yield _("No task was found: is this the text of the notice itself, not only of its letter?")
        yield _("Pictures and scans hold no text: recognise it (OCR) first, and draft that")
    for each in unread:
        text = each.text if len(each.text) <= LONGEST else f"{each.text[:LONGEST]}…"
        facts = {"line": each.line, "why": _(WHY[each.why]), "text": printable(text)}
        yield _("line {line}: {why}: {text}").format(**facts)


def _counted(counts: Counts) -> str:
    """Return the counts in a line; what waits for a person only where something does."""
    task = ngettext("{count} task read", "{count} tasks read", counts.tasks)
    clause = ngettext("{count} clause", "{count} clauses", counts.clauses)
    unit = ngettext("{count} unit", "{count} units", counts.units)
    read = _("{tasks}, {clauses}, {units}").format(
        tasks=task.format(count=counts.tasks),
        clauses=clause.format(count=counts.clauses),
        units=unit.format(count=counts.units),
    )
    bare = ngettext("{count} task without a clause", "{count} tasks without a clause", counts.bare)
    waits = (
        (counts.inferred, _("{count} inferred")),
        (counts.unread, _("{count} not understood")),
        (counts.bare, _with_lines(bare, counts.bare_lines)),
    )
    told = _(", ").join(text.format(count=count) for count, text in waits if count)
    return _("{read}; to be looked at: {told}").format(read=read, told=told) if told else read


def _with_lines(bare: str, lines: tuple[int, ...]) -> str:
    """Return how many tasks have no clause, and on which lines the first of them stand."""
    if not lines:
        return bare
    shown = [*map(str, lines[:MOST_LINES]), *(["…"] if len(lines) > MOST_LINES else [])]
    told = ngettext("{tasks} (line {lines})", "{tasks} (lines {lines})", len(lines))
    return told.format(tasks=bare, lines=_(", ").join(shown))


def difference_lines(differences: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each difference between a notice and a plan."""
    for each in differences:
        facts = {
            "task": each.task,
            "where": _(WHERE[each.where]),
            "what": _(WHAT[each.what]),
            "value": printable(each.value),
        }
        told = _("{task}: {where}: {what} {value}").format(**facts)
        if each.line:
            told = _("line {line}: {text}").format(line=each.line, text=told)
        yield told + "\n"
