"""Rows for reports: one, many at once, several people at a time, and looking back."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.cache import folder, made, remove
from bench.commands import PYTHON, anchor, environment, taskmatrix
from bench.measure import LONG, SHORT, Command, CommandFailed, time_ratio
from bench.programmes import LEAD_OF_LIAONING, agency, database, liaoning, tasks
from bench.rows import Row
from bench.starts import ANCHOR
from bench.taskwarrior import done
from bench.years import HALF, REPORTS, year

LARGE = 100_000
LINES = 1_000
AT_ONCE = 200
FIELDS = ("-p", "40", "-d", "按工作方案推进，已完成阶段任务")


def rows() -> Iterator[Row]:
    """Yield the rows."""
    one = "Liaoning: `update 1 -p 40 -d TEXT`"
    yield Row("work-update", f"{one}; against {ANCHOR}", 3.9, _update)
    yield Row("work-update-large", f"{LARGE:,} tasks: `update`; against Liaoning", 1.2, _large)
    for count, limit, pairs in ((10_000, 0.7, SHORT), (LARGE, 0.07, LONG)):
        yield Row(
            f"work-taskwarrior-{count}",
            f"{count:,} tasks: `update`; against Taskwarrior's `done`",
            limit,
            partial(_beside_taskwarrior, count, pairs),
        )
    yield Row(
        "work-at-once",
        f"`seq {AT_ONCE} | xargs -P4` of single updates, all of them kept; against `-P1`",
        1 / 2.5,
        lambda: time_ratio(_at_once(4), _at_once(1), LONG),
    )
    yield Row("work-from", f"{LINES:,} updates by one `--from`; against one `update`", 20, _from)
    for count in (1_000, 10_000):
        yield Row(
            f"work-as-of-{count}",
            f"{REPORTS:,} reports on {count:,} tasks: `list --as-of` half a year back; "
            "against `list`",
            5,
            partial(_as_of, count),
        )


def _update() -> float:
    return time_ratio(_on_liaoning(), anchor(), SHORT)


def _large() -> float:
    return time_ratio(_on(LARGE), _on_liaoning(), SHORT)


def _beside_taskwarrior(count: int, pairs: int) -> float:
    return time_ratio(_on(count), done(count), pairs)


def _from() -> float:
    path = _copy(database(LINES))
    lines = made(f"lines-{LINES}.jsonl", _write_lines)
    many = taskmatrix(path, "--as", agency(1), "update", "--from", lines)
    before, after = partial(_renew, path, database(LINES)), partial(_check_kept, path, LINES)
    many = replace(many, before=before, after=after)
    return time_ratio(many, _on(LINES), LONG)


def _as_of(count: int) -> float:
    path = year(count)
    past = taskmatrix(path, "list", "--as-of", HALF.isoformat())
    return time_ratio(past, taskmatrix(path, "list"), LONG)


def _on_liaoning() -> Command:
    words = ("--as", LEAD_OF_LIAONING, "update", "1", *FIELDS)
    return taskmatrix(_copy(liaoning()), *words)


def _on(count: int) -> Command:
    """Return the command for a report on the first task of a made-up programme."""
    first = next(tasks(count))
    words = ("--as", first.units[0], "update", first.code, *FIELDS)
    return taskmatrix(_copy(database(count)), *words)


def _at_once(processes: int) -> Command:
    """Return the command for many single reports, so many at a time."""
    path = _copy(liaoning())
    single = f"{PYTHON.with_name('taskmatrix')} --as {LEAD_OF_LIAONING} update 1 -p 40 -d 第{{}}次"
    script = f"seq {AT_ONCE} | xargs -P{processes} -I{{}} {single}"
    given = environment(TASKMATRIX_DB=str(path), TASKMATRIX_ACTOR="王芳")
    before, after = partial(_renew, path, liaoning()), partial(_check_kept, path, AT_ONCE)
    return Command(("sh", "-c", script), given, folder(), before=before, after=after)


def _check_kept(path: Path, count: int) -> None:
    """Raise CommandFailed unless every report is on record."""
    store = sqlite3.connect(path)
    query = "SELECT COUNT(*) FROM event WHERE kind = 'reported'"
    kept = store.execute(query).fetchone()[0]
    store.close()
    if kept != count:
        raise CommandFailed(f"of {count} reports {kept} are kept")


def _copy(path: Path) -> Path:
    """Return a copy of a database that may be written to; other rows read the original."""
    copy = path.with_name(f"work-{path.name}")
    _renew(copy, path)
    return copy


def _renew(copy: Path, path: Path) -> None:
    remove(copy)
    shutil.copyfile(path, copy)


def _write_lines(path: Path) -> None:
    reports = (
        {"task": task.code, "unit": task.units[0], "progress": 40, "done": FIELDS[-1]}
        for task in tasks(LINES)
    )
    lines = (json.dumps(report, ensure_ascii=False) + "\n" for report in reports)
    path.write_text("".join(lines), "utf-8")
