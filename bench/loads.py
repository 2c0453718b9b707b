"""Rows for plan files: 10,000 tasks × 5 units checked, loaded, and loaded again."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.cache import folder, made, remove
from bench.commands import python, taskmatrix, yardstick
from bench.measure import LONG, Command, time_ratio
from bench.programmes import database, plans
from bench.rows import Row

COUNT = 10_000


def rows() -> list[Row]:
    """Return the rows."""
    size = f"{COUNT:,} tasks × 5 units"
    least = "`tomli.load` and sqlite3's `executemany` of the same rows"
    return [
        Row("load-check", f"{size}: `plan check`; against `tomli.load`", 4, _check),
        Row("load-new", f"{size}: `plan load`; against {least}", 5, _load),
        Row("load-again", f"{size}: `plan load` of no change; against {least}", 3, _load_again),
    ]


def _file() -> Path:
    return plans(COUNT) / "BIG.toml"


def _check() -> float:
    script = f"import tomli; tomli.load(open({str(_file())!r}, 'rb'))"
    command = taskmatrix(folder() / "none.db", "plan", "check", plans(COUNT))
    return time_ratio(command, python("-c", script), LONG)


def _load() -> float:
    path = folder() / "loaded.db"
    command = taskmatrix(path, "plan", "load", plans(COUNT))
    return time_ratio(replace(command, before=partial(remove, path)), _least(), LONG)


def _load_again() -> float:
    return time_ratio(taskmatrix(database(COUNT), "plan", "load", plans(COUNT)), _least(), LONG)


def _least() -> Command:
    """Return the yardstick; the rows that it writes are those of a real load."""
    path = folder() / "least.db"
    same = made(f"rows-{COUNT}", lambda to: yardstick("save_rows", database(COUNT), to).seconds())
    return replace(yardstick("load", _file(), same, path), before=partial(remove, path))
