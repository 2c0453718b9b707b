"""Problems of plan files, for people and for programs."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from taskmatrix.language import gettext as _
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
        text = problem.message
        if problem.hint:
            text = _("{message} ({hint})").format(message=text, hint=problem.hint)
        where = f"{problem.file}:{line}:{column}"
        yield printable(f"{where}: {problem.severity}: {problem.code}: {text}") + "\n"


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
