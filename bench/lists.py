"""Rows for the list of one agency, side by side with Taskwarrior and sqlite-utils."""

from collections.abc import Iterator

from bench.commands import PYTHON, python, taskmatrix
from bench.measure import LONG, SHORT, Command, time_ratio
from bench.programmes import agency, database
from bench.rows import Row
from bench.taskwarrior import list_of

UNIT = agency(1)
FIRST = "20"

_NAMES = """
    SELECT group_concat(u.name, '、') FROM assignment c JOIN unit u ON u.id = c.unit
    WHERE c.task = t.id AND c.role =
"""
_QUERY = f"""
    SELECT t.code, t.title, t.section, a.role, ({_NAMES} 'lead') AS lead,
        ({_NAMES} 'support') AS support, ({_NAMES} 'local') AS local, t.start, t.deadline,
        julianday(t.deadline) - julianday('now', 'start of day') AS days, t.state
    FROM assignment a JOIN task t ON t.id = a.task JOIN unit me ON me.id = a.unit
    WHERE me.name = :unit AND a.done = 0 AND t.is_group = 0
    ORDER BY a.due_order, a.code_order
"""
"""What `mine --format csv` tells, asked as a user of sqlite-utils would ask it."""


def rows() -> Iterator[Row]:
    """Yield the rows."""
    yield from _taskwarrior(10_000, 0.9, 0.6, SHORT)
    yield from _taskwarrior(100_000, 0.4, 0.06, LONG)
    yield _sqlite_utils(10_000)
    yield _sqlite_utils(100_000)


def _taskwarrior(count: int, limit: float, limit_of_first: float, pairs: int) -> Iterator[Row]:
    name, same = f"list-taskwarrior-{count}", "against Taskwarrior's same list"
    yield Row(
        name,
        f"{count:,} tasks: `mine`, all of one agency's; {same}",
        limit,
        lambda: time_ratio(_mine(count), list_of(UNIT, count), pairs),
    )
    yield Row(
        f"{name}-first",
        f"{count:,} tasks: `mine --limit {FIRST}`; {same}",
        limit_of_first,
        lambda: time_ratio(
            _mine(count, "--limit", FIRST), list_of(UNIT, count, f"limit:{FIRST}"), pairs
        ),
    )


def _sqlite_utils(count: int) -> Row:
    def measure() -> float:
        program, path = PYTHON.with_name("sqlite-utils"), database(count)
        peer = python(program, "query", path, _QUERY, "-p", "unit", UNIT, "--csv")
        return time_ratio(_mine(count, "--format", "csv"), peer, SHORT)

    what = f"{count:,} tasks: `mine --format csv`; against `sqlite-utils query --csv`"
    return Row(f"list-sqlite-utils-{count}", what, 0.4, measure)


def _mine(count: int, *words: str) -> Command:
    return taskmatrix(database(count), "--as", UNIT, "mine", *words)
