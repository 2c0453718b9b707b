"""Rows for large matrices: as CSV against the sqlite3 shell, as text against rich."""

from pathlib import Path

from bench.cache import made
from bench.commands import environment, taskmatrix, yardstick
from bench.measure import LONG, Command, memory_ratio, time_ratio
from bench.programmes import database
from bench.rows import Row, program

WIDE = 1400
"""Columns of a terminal in which rich shows 100 units without leaving any out."""


def rows() -> list[Row]:
    """Return the rows."""
    csv = "10,000 × 200: `matrix --format csv`"
    return [
        Row("matrix-csv", f"{csv}; against the sqlite3 shell writing the same cells", 5, _as_csv),
        Row(
            "matrix-csv-memory",
            f"{csv}, memory; against 1,000 × 200",
            1.2,
            lambda: memory_ratio(_csv(10_000), _csv(1_000)),
        ),
        Row(
            "matrix-rich",
            "1,000 × 100: `matrix`; against `rich.table.Table` of the same cells",
            1 / 50,
            _as_text,
        ),
    ]


def _as_csv() -> float:
    shell, csv = program("sqlite3", "sqlite3"), _saved_csv(10_000, 200)
    grid = made("grid.db", lambda to: yardstick("save_grid", csv, to).seconds())
    words = (shell, "-batch", "-header", "-csv", grid, "SELECT * FROM grid")
    return time_ratio(_csv(10_000), Command(words, environment()), LONG)


def _csv(count: int) -> Command:
    return taskmatrix(database(count), "matrix", "--format", "csv")


def _as_text() -> float:
    text = taskmatrix(database(1_000, 100), "matrix", COLUMNS=str(WIDE))
    return time_ratio(text, yardstick("rich_table", _saved_csv(1_000, 100), str(WIDE)), LONG)


def _saved_csv(count: int, agencies: int) -> Path:
    def save(path: Path) -> None:
        taskmatrix(database(count, agencies), "matrix", "--format", "csv", "-o", path).seconds()

    return made(f"matrix-{count}x{agencies}.csv", save)
