"""Rows for the start: commands on the Liaoning programme against Python with sqlite3 imported."""

from bench.commands import anchor, taskmatrix
from bench.measure import SHORT, time_ratio
from bench.programmes import LEAD_OF_LIAONING, liaoning
from bench.rows import Row

COLUMNS = 100
ANCHOR = "`python -c 'import sqlite3'`"


def rows() -> list[Row]:
    """Return the rows."""
    return [
        _row("version", 1.2, "--version"),
        _row("help", 3.3, "--help"),
        _row("list", 3.5, "list", "--json"),
        _row("mine", 3.5, "--as", LEAD_OF_LIAONING, "mine", "--json"),
        _row("show", 3.5, "show", "12.1", "--json"),
        _row("matrix", 4.2, "matrix", "--plan", "LN", "--json"),
        _row("list-terminal", 6, "list", terminal=COLUMNS),
        _row("matrix-terminal", 6, "matrix", "--plan", "LN", terminal=COLUMNS),
    ]


def _row(name: str, limit: float, *words: str, terminal: int | None = None) -> Row:
    where = ", on a terminal" if terminal else ""
    return Row(
        f"start-{name}",
        f"Liaoning: `{' '.join(words)}`{where}; against {ANCHOR}",
        limit,
        lambda: time_ratio(taskmatrix(liaoning(), *words, terminal=terminal), anchor(), SHORT),
    )
