"""Rows for documents: a weekly over 10,000 tasks and 100,000 events."""

from datetime import timedelta

from bench.cache import TODAY
from bench.commands import taskmatrix, yardstick
from bench.measure import LONG, Command, memory_ratio, time_ratio
from bench.rows import Row
from bench.years import REPORTS, year

COUNT, FEWER = 10_000, REPORTS // 10


def rows() -> list[Row]:
    """Return the rows."""
    what = f"{REPORTS:,} reports on {COUNT:,} tasks: `report weekly --format"
    rows_read = "against sqlite3 reading the rows that it rests on"
    return [
        Row("weekly-md", f"{what} md`; {rows_read}", 5.0, lambda: _time("md")),
        Row("weekly-docx", f"{what} docx`; {rows_read}", 5.0, lambda: _time("docx")),
        Row(
            "weekly-memory",
            f"{what} md`, memory; against {FEWER:,} reports on as many tasks",
            1.2,
            lambda: memory_ratio(_weekly("md"), _weekly("md", FEWER)),
        ),
    ]


def _time(form: str) -> float:
    return time_ratio(_weekly(form), yardstick("record", year(COUNT)), LONG)


def _weekly(form: str, reports: int = REPORTS) -> Command:
    day = (TODAY + timedelta(days=1)).isoformat()
    return taskmatrix(year(COUNT, reports), "report", "weekly", "--format", form, "--today", day)
