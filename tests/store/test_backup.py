"""Copies of the database: made while others write, put back when it is needed."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SMALL, Office
from workspace.revising import work

WRITER = """
import sys
from datetime import UTC, datetime
from taskmatrix.workspace.reporting import report
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings
settings = Settings({"db": sys.argv[1], "actor": "李明", "as": "省数据局"})
session = Session(settings, True, datetime.now(UTC))
print("begun", flush=True)
while True:
    report(session, ["P/1"], {"done": "有进展"})
"""
"""A program that writes events one after another until it is killed."""


def database(office: Office) -> Path:
    return office.folder / "taskmatrix.db"


def copies(office: Office, folder: str = "copies") -> list[str]:
    return sorted(path.name for path in (office.folder / folder).iterdir())


def backup(office: Office, *options: str) -> Path:
    """Make a copy; return the newest."""
    office.ok("db", "backup", "copies", *options)
    return max((office.folder / "copies").iterdir(), key=lambda path: path.stat().st_mtime_ns)


def events(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM event").fetchone()[0])


def titles(office: Office) -> list[str]:
    return [task["title"] for task in office.ok("list", "--json").json["tasks"]]


def test_a_copy_is_whole_while_another_process_writes(loaded: Office) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(database(loaded))],
        stdout=subprocess.PIPE,
    )
    try:
        assert writer.stdout
        assert writer.stdout.readline()
        made = [backup(loaded) for _ in range(5)]
        assert writer.poll() is None, "it wrote all the while"
    finally:
        writer.kill()
        writer.communicate()

    counts = [events(copy) for copy in made]
    assert counts == sorted(set(counts)), "each copy has more than the one before"
    for copy in made:
        loaded.ok("db", "check", TASKMATRIX_DB=str(copy))
    assert events(database(loaded)) >= counts[-1]
    loaded.ok("db", "check")


def test_only_the_newest_copies_are_kept(loaded: Office) -> None:
    others = ["taskmatrix.db", "taskmatrix-before-restore.db", "taskmatrix-2026.db", "notes.txt"]
    for name in (*others, "taskmatrix-20250101-120000.db", "taskmatrix-20250101-120000-2.db"):
        loaded.write(f"copies/{name}", "x")

    newest = [backup(loaded, "--keep", "3").name for _ in range(4)][-3:]

    assert copies(loaded) == sorted([*others, *newest])
    loaded.ok("db", "check", TASKMATRIX_DB=f"copies/{newest[-1]}")


def test_among_old_copies_the_oldest_go_first(loaded: Office) -> None:
    for name in ("20250101-120000", "20250101-120000-2", "20250101-120000-10", "20241231-235959"):
        loaded.write(f"copies/taskmatrix-{name}.db", "x")

    newest = backup(loaded, "--keep", "2").name

    assert copies(loaded) == sorted(["taskmatrix-20250101-120000-10.db", newest])


@pytest.mark.parametrize("keep", ["0", "-1"])
def test_a_backup_that_keeps_nothing_is_refused(loaded: Office, keep: str) -> None:
    assert loaded("db", "backup", "copies", "--keep", keep).status == 3
    assert not (loaded.folder / "copies").exists()


def test_a_copy_is_one_file(loaded: Office) -> None:
    copy = backup(loaded)

    assert copies(loaded) == [copy.name]
    assert loaded.ok("list", "--json", TASKMATRIX_DB=str(copy)).json["tasks"]
    assert copies(loaded) == [copy.name]


def test_restore_brings_back_what_was(loaded: Office) -> None:
    copy = backup(loaded)
    before = titles(loaded)
    loaded.write("plans/plan.toml", SMALL.replace("人工智能+交通", "人工智能+交通运输"))
    loaded.ok("plan", "load", "plans", "--yes")
    assert titles(loaded) != before

    loaded.ok("db", "restore", copy, "--yes")

    assert titles(loaded) == before
    kept = loaded.folder / "taskmatrix-before-restore.db"
    assert "人工智能+交通运输" in loaded.ok("list", "--json", TASKMATRIX_DB=str(kept)).out
    for path in (kept, database(loaded)):
        loaded.ok("db", "check", TASKMATRIX_DB=str(path))


def test_each_restore_keeps_what_it_replaced(loaded: Office) -> None:
    copy = backup(loaded)

    for _ in range(2):
        loaded.ok("db", "restore", copy, "--yes")

    assert sorted(path.name for path in loaded.folder.glob("*-before-restore*")) == [
        "taskmatrix-before-restore-2.db",
        "taskmatrix-before-restore.db",
    ]


def test_restore_needs_a_yes(loaded: Office) -> None:
    copy = backup(loaded)
    work(loaded, "P/1")
    before = events(database(loaded))

    refused = loaded("db", "restore", copy, stdin="y\n")

    assert (refused.status, "--yes" in refused.err) == (3, True)
    assert events(database(loaded)) == before


def test_restore_where_nothing_is_lost_needs_none(loaded: Office) -> None:
    copy = backup(loaded)
    before = titles(loaded)
    database(loaded).unlink()

    loaded.ok("db", "restore", copy)

    assert titles(loaded) == before
    assert not list(loaded.folder.glob("*-before-restore*"))


def test_a_copy_that_is_not_there(loaded: Office) -> None:
    assert loaded("db", "restore", "copies/none.db", "--yes").status == 4


def damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * 4096 + whole[12288:])


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def forged(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE task SET title = 'x'")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE _sqlite_migrations SET name = '0999' WHERE name LIKE '0002%'")


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE event (text TEXT)")


def no_database(path: Path) -> None:
    path.write_text("x" * 5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


BROKEN = [damaged, truncated, forged, newer, another_program, no_database, empty]


@pytest.mark.parametrize("breaking", BROKEN)
def test_a_broken_copy_is_refused(loaded: Office, breaking: Callable[[Path], None]) -> None:
    copy = backup(loaded)
    breaking(copy)
    before = database(loaded).read_bytes()

    refused = loaded("db", "restore", copy, "--yes")

    assert (refused.status, len(refused.err.splitlines()) >= 2) == (6, True), refused.err
    assert database(loaded).read_bytes() == before
    assert not list(loaded.folder.glob("*-before-restore*"))


@pytest.mark.parametrize("breaking", [damaged, truncated, no_database, empty, another_program])
def test_restore_over_a_database_that_is_damaged(
    loaded: Office, breaking: Callable[[Path], None]
) -> None:
    copy = backup(loaded)
    before = titles(loaded)
    breaking(database(loaded))
    wreck = database(loaded).read_bytes()
    database(loaded).chmod(0o660)

    loaded.ok("db", "restore", copy, "--yes")

    assert titles(loaded) == before
    loaded.ok("db", "check")
    kept = loaded.folder / "taskmatrix-before-restore.db"
    assert wreck[-4096:] in kept.read_bytes()
    assert database(loaded).stat().st_mode & 0o777 == 0o660


def test_restore_while_others_have_the_database_open(loaded: Office) -> None:
    copy = backup(loaded)
    count = events(copy)
    work(loaded, "P/1")

    with closing(sqlite3.connect(database(loaded), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        query = "SELECT COUNT(*) FROM event"
        assert reader.execute(query).fetchone() == (count + 1,)
        loaded.ok("db", "restore", copy, "--yes")
        assert reader.execute(query).fetchone() == (count + 1,), "it reads on in what it began with"
        reader.execute("COMMIT")
        assert reader.execute(query).fetchone() == (count,)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    loaded.ok("db", "check")


def test_a_log_left_by_a_dead_process_does_not_spoil_what_is_restored(loaded: Office) -> None:
    copy = backup(loaded)
    before = titles(loaded)
    with closing(sqlite3.connect(database(loaded), isolation_level=None)) as connection:
        connection.execute("UPDATE task SET title = 'x'")
        log = Path(f"{database(loaded)}-wal").read_bytes()
    Path(f"{database(loaded)}-wal").write_bytes(log)
    no_database(database(loaded))

    loaded.ok("db", "restore", copy, "--yes")

    assert titles(loaded) == before
    assert (loaded.folder / "taskmatrix-before-restore.db-wal").read_bytes() == log


@pytest.mark.parametrize("name", ["copy#1.db", "copy?x=1.db", "100%41.db", "备份 (2).db"])
def test_names_that_mean_something_in_an_address(loaded: Office, name: str) -> None:
    copy = backup(loaded).rename(loaded.folder / name)

    loaded.ok("db", "restore", copy, "--yes")

    assert loaded.ok("list", "--json", TASKMATRIX_DB=str(copy)).json["tasks"]
