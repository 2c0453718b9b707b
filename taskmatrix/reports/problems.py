"""Problems of plan files and changes of a load, for people and for programs."""

from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from typing import Any, Protocol

from taskmatrix.domain.changes import Change
from taskmatrix.reports.labels import role_names
from taskmatrix.reports.text import printable


class Problem(Protocol):
    """A problem of a plan file, as it is told."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def severity(self) -> str: ...  # noqa: D102
    @property
    def place(self) -> tuple[int, int] | None: ...  # noqa: D102
    @property
    def message(self) -> str: ...  # noqa: D102
    @property
    def hint(self) -> str | None: ...  # noqa: D102


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a line a problem, as compilers write them: `FILE:LINE:COL: error: CODE: message`."""
    for problem in problems:
        line, column = problem.place or (1, 1)
        hint = f" ({problem.hint})" if problem.hint else ""
        text = printable(f"{problem.message}{hint}")
        yield f"{problem.file}:{line}:{column}: {problem.severity}: {problem.code}: {text}\n"


def problem_objects(problems: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    """Yield the contract's JSON object of each problem."""
    for problem in problems:
        line, column = problem.place or (1, 1)
        yield {
            "file": problem.file,
            "line": line,
            "column": column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }


def change_objects(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """Yield each change as an object."""
    for change in changes:
        yield {key: getattr(change, key) for key in Change.__slots__}


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what changes, a line each, then the counts; what is only added is only counted."""
    whats, verbs = _whats(), _verbs()
    for change in changes:
        if change.change != "added":
            yield f"{verbs[change.change]} {whats[change.what]} {_sentence(change)}\n"
    counts: dict[tuple[str, str], set[str]] = {}
    for change in changes:
        counts.setdefault((change.change, change.what), set()).add(change.code)
    for (verb, what), codes in counts.items():
        yield f"{verbs[verb]}: {whats[what]} {len(codes)}\n"
    if not changes:
        yield _("Nothing changes") + "\n"


def _whats() -> dict[str, str]:
    return {"plan": _("plan"), "unit": _("unit"), "task": _("task"), "target": _("target")}


def _verbs() -> dict[str, str]:
    return {
        "added": _("added"),
        "changed": _("changed"),
        "dropped": _("dropped"),
        "kept": _("kept"),
        "merged": _("merged"),
    }


def _sentence(change: Change) -> str:
    title = "" if change.title in (None, change.code) else f" {change.title}"
    text = f"{change.code}{title}"
    if change.change == "merged":
        return f"{text} → {change.new}"
    if change.field == "role":
        names = role_names()
        was, now = names.get(change.old, "-"), names.get(change.new, "-")
        return f"{text}: {change.unit} {was} → {now}"
    if change.field:
        unit = f" {change.unit}" if change.unit else ""
        return f"{text}: {change.field}{unit} {_value(change.old)} → {_value(change.new)}"
    return text


def _value(value: Any) -> str:
    if value is None or value in ("", []):
        return "-"
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values())
    text = printable(str(value))
    return text if len(text) <= 40 else f"{text[:38]}.."
