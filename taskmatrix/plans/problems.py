"""What can be wrong with plan files: a code each, in the user's language, with a hint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.plans.places import Path, Place

MESSAGES = {
    "unreadable-file": N_("The file cannot be read: {detail}"),
    "not-a-file": N_("This is not a regular file"),
    "too-large": N_("The file is larger than {limit} MB"),
    "not-utf8": N_("The text is not UTF-8"),
    "binary": N_("This is not a text file"),
    "syntax": N_("TOML syntax: {detail}"),
    "full-width": N_("“{mark}” is a Chinese mark; TOML wants {ascii}"),
    "too-deep": N_("The tables are nested too deeply"),
    "empty-file": N_("The file holds neither a plan nor units"),
    "unknown-key": N_("Unknown key “{key}” in {table}"),
    "missing-key": N_("{table} lacks “{key}”"),
    "wrong-type": N_("“{key}” must be {expected}"),
    "no-plan-table": N_("“{key}” needs a [plan] in the same file"),
    "misplaced": N_("[supervision] belongs in the overall plan (tier 1)"),
    "no-overall-plan": N_("No overall plan (tier 1) below this folder"),
    "second-overall-plan": N_("More than one overall plan (tier 1): {others}"),
    "overall-with-parent": N_("The overall plan (tier 1) has no parent"),
    "duplicate-plan": N_("Plan id {name} is taken: {first}"),
    "duplicate-task": N_("Task number {name} is taken: {first}"),
    "duplicate-target": N_("Target id {name} is taken: {first}"),
    "duplicate-unit": N_("The name {name} already belongs to {owner}: {first}"),
    "unknown-unit": N_("Unknown unit “{name}”"),
    "unknown-parent": N_("Unknown parent plan “{name}”"),
    "unknown-task": N_("Unknown task “{name}”"),
    "unknown-timezone": N_("Unknown time zone “{name}”"),
    "not-a-leader": N_("{name} is not a unit of kind leader"),
    "not-a-group": N_("Only units of kind group have members"),
    "cycle": N_("A circle: {members}"),
    "group-with-units": N_("Task {number} has children, so it carries no units itself"),
    "responsible-beside": N_("“responsible” stands beside “{key}”"),
    "unit-twice": N_("{unit} is named twice: {first}"),
    "unit-two-roles": N_("{unit} has two roles in this task: {first}"),
    "bad-date": N_("“{name}” cannot be read as a date"),
    "no-year": N_("“{name}” names no year, and the plan has no “issued” to take it from"),
    "impossible-date": N_("There is no such day: {name}"),
    "deadline-before-start": N_("The deadline {deadline} lies before the start {start}"),
    "deadline-before-issue": N_("The deadline {deadline} lies before the issue {issued}"),
    "standing-with-deadline": N_("A standing task has no deadline"),
    "bad-span": N_("“{name}” is neither a day nor a span of days"),
    "other-year": N_("{name} is no day of {year}"),
    "thresholds": N_("behind_points, {low}, must be below far_behind_points, {high}"),
    "report-by": N_("A report is due on one of weekday, day and last_working_day"),
    "report-by-rhythm": N_("“{key}” does not go with the rhythm {every}"),
    "no-lead": N_("Task {number} has no lead"),
    "after-horizon": N_("The deadline {deadline} lies after the plan's horizon {horizon}"),
    "party-lead": N_("The Party body {unit} is listed first and so read as the lead"),
    "incomplete-plan": N_("The overall plan lacks “{key}”"),
}

HINTS = {
    "not-utf8": N_("save the file as UTF-8"),
    "no-plan-table": N_("move it to the plan's file, or add [plan]"),
    "second-overall-plan": N_("one folder holds one programme"),
    "group-with-units": N_("write a clause of the parent's own as child {number}.0"),
    "responsible-beside": N_("“responsible” (责任单位) is for lists that name no lead"),
    "no-year": N_("write the year, or add “issued” to [plan]"),
    "bad-date": N_("write 2027-12-31, 2027年12月31日, 2027年底 or 2026年第三季度"),
    "bad-span": N_("write 2027-02-05 or 2027-02-05/2027-02-11"),
    "report-by-rhythm": N_("weekday goes with week; day with half-month, month, quarter"),
    "incomplete-plan": N_("what depends on it stays empty or is refused"),
    "party-lead": N_("if another unit leads, name it under “lead”"),
    "missing-key": N_("add “{key}”"),
    "empty-file": N_("delete it, or give it [plan] or [[unit]]"),
    "no-overall-plan": N_('one file needs [plan] with tier = "1"'),
}

DID_YOU_MEAN = N_("did you mean “{name}”?")

EXPECTED = {
    "text": N_("a text that is not blank"),
    "texts": N_("a list of texts"),
    "flag": N_("true or false"),
    "number": N_("a number"),
    "weight": N_("a number above 0"),
    "value": N_("a number or [low, high]"),
    "day": N_("a date such as 2027-12-31, or a phrase such as “2027年底”"),
    "days": N_("a whole number of days"),
    "term": N_("days such as “5wd” (working days) or “7d”, or false for never"),
    "points": N_("a whole number from 1 to 100"),
    "periods": N_("a whole number of periods, or false for never"),
    "months": N_("a whole number of months"),
    "year": N_("a year"),
    "day-of-month": N_("a whole number from 1 to 31"),
    "time": N_("a time such as 12:00"),
    "roll": N_("a whole number of working days, negative for before"),
    "day-list": N_("a list of days"),
    "table": N_("a table"),
    "tables": N_("tables in double brackets"),
    "format-1": N_("1, the only format that this version reads"),
    "plan-id": N_("capital letters, digits and “-”, a letter first"),
    "task-number": N_("a number such as “12” or “12.1”"),
}

SYNTAX = {
    "Invalid statement": N_("Invalid statement"),
    "Invalid value": N_("Invalid value"),
    "Invalid date": N_("Invalid date or datetime"),
    "Invalid hex": N_("Invalid hex value"),
    "Invalid initial": N_("Invalid initial character for a key part"),
    "Expected newline": N_("Expected newline or end of document after a statement"),
    "Expected '='": N_("Expected '=' after a key in a key/value pair"),
    "Expected ']]'": N_("Expected ']]' at the end of an array declaration"),
    "Expected ']'": N_("Expected ']' at the end of a table declaration"),
    "Expected": N_("Unterminated string"),
    "Unterminated string": N_("Unterminated string"),
    "Unclosed array": N_("Unclosed array"),
    "Unclosed inline": N_("Unclosed inline table"),
    "Unescaped": N_("Unescaped '\\' in a string"),
    "Escaped": N_("Escaped character is not a Unicode scalar value"),
    "Illegal character": N_("A line end or control character inside a string"),
    "Found invalid": N_("A line end or control character where none may stand"),
    "Cannot overwrite": N_("This key stands here a second time"),
    "Duplicate inline": N_("This key stands here a second time"),
    "Cannot declare": N_("This table stands here a second time"),
    "Cannot redefine": N_("This table stands here a second time"),
    "Cannot mutate": N_("This table or array was closed before"),
    "Too many digits": N_("Too many digits"),
}
"""How what tomli says begins, and what we say for it: translatable, without Python's notation."""


@dataclass(frozen=True)
class Problem:
    """A problem at a key or value: `path` leads to it inside the file."""

    file: str
    code: str
    path: Path = ()
    at: Literal["key", "value"] = "value"
    facts: dict[str, object] = field(default_factory=dict)
    near: str | None = None
    severity: Literal["error", "warning"] = "error"
    place: Place | None = None

    @property
    def message(self) -> str:
        """What is wrong, in the user's language."""
        facts = dict(self.facts)
        if "expected" in facts:
            facts["expected"] = _translated(EXPECTED, facts["expected"])
        if facts.get("table") == "file":
            facts["table"] = _("this file")
        if self.code == "syntax":
            begins = (start for start in SYNTAX if str(facts["detail"]).startswith(start))
            facts["detail"] = _translated(SYNTAX, next(begins, facts["detail"]))
        return _(MESSAGES[self.code]).format(**facts)

    @property
    def hint(self) -> str | None:
        """What to do next: the nearest known name, or the way out; None where it is plain."""
        if self.near:
            return _(DID_YOU_MEAN).format(name=self.near)
        hint = HINTS.get(self.code)
        return _(hint).format(**self.facts) if hint else None


def _translated(words: Mapping[str, str], name: object) -> str:
    return _(words[str(name)]) if name in words else str(name)
