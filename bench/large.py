"""Rows for 100,000 tasks and 500,000 assignments: an answer takes what its own size takes."""

from bench.commands import anchor, taskmatrix
from bench.measure import SHORT, Command, memory_ratio, time_ratio
from bench.programmes import LEAD_OF_LIAONING, agency, database, liaoning
from bench.rows import Row
from bench.starts import ANCHOR

COUNT = 100_000


def rows() -> list[Row]:
    """Return the rows."""
    mine = f"{COUNT:,} tasks: `mine --limit 20 --json`"
    show = f"{COUNT:,} tasks: `show CODE --json`"
    soon = f"{COUNT:,} tasks: `list --flag due-soon --json` of 3,500"
    same = "against the same on Liaoning"
    return [
        Row("large-mine", f"{mine}; {same}", 1.2, lambda: time_ratio(*_mine(), SHORT)),
        Row("large-mine-memory", f"{mine}, memory; {same}", 1.2, lambda: memory_ratio(*_mine())),
        Row("large-show", f"{show}; {same}", 1.2, lambda: time_ratio(*_show(), SHORT)),
        Row("large-show-memory", f"{show}, memory; {same}", 1.2, lambda: memory_ratio(*_show())),
        Row("large-due-soon", f"{soon}; against {ANCHOR}", 8, _due_soon),
    ]


def _mine() -> tuple[Command, Command]:
    words = ("mine", "--limit", "20", "--json")
    return (
        taskmatrix(database(COUNT), "--as", agency(1), *words),
        taskmatrix(liaoning(), "--as", LEAD_OF_LIAONING, *words),
    )


def _show() -> tuple[Command, Command]:
    return (
        taskmatrix(database(COUNT), "show", "N5/5000", "--json"),
        taskmatrix(liaoning(), "show", "LN/12.1", "--json"),
    )


def _due_soon() -> float:
    command = taskmatrix(database(COUNT), "list", "--flag", "due-soon", "--json")
    return time_ratio(command, anchor(), SHORT)
