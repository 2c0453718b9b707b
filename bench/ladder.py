"""Rows for the ladder of slips: what is the matter among 100,000 open tasks."""

from bench.cache import TODAY
from bench.commands import taskmatrix, yardstick
from bench.measure import LONG, Command, memory_ratio, time_ratio
from bench.offices import office
from bench.rows import Row

COUNT, FEWER = 100_000, 10_000


def rows() -> list[Row]:
    """Return the rows."""
    what = f"{COUNT:,} open tasks: `escalate --dry-run`"
    return [
        Row(
            "ladder",
            f"{what}; against one SQL pass over the same table with a loop that does nothing",
            3.0,
            _time,
        ),
        Row(
            "ladder-memory",
            f"{what}, memory; against the same on {FEWER:,}",
            1.2,
            lambda: memory_ratio(_dry_run(COUNT), _dry_run(FEWER)),
        ),
    ]


def _time() -> float:
    return time_ratio(_dry_run(COUNT), yardstick("tasks", office(COUNT)), LONG)


def _dry_run(count: int) -> Command:
    return taskmatrix(office(count), "escalate", "--dry-run", "--today", TODAY.isoformat())
