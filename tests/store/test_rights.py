"""Databases that one may read and not write."""

import ctypes
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SMALL, Done, Office


def bound_by_modes() -> None:
    """Give up what lets root pass over the modes of files; nobody else has it."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability)


PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


@pytest.fixture
def database(office: Office) -> Iterator[Path]:
    """A loaded database in a folder of its own, and a revision that changes it."""
    path = office.folder / "data" / "taskmatrix.db"
    office.env["TASKMATRIX_DB"] = str(path)
    office.write("plans/plan.toml", SMALL)
    office.ok("plan", "load", "plans")
    office.write("new/plan.toml", SMALL.replace("人工智能+交通", "人工智能+交通运输"))
    yield path
    path.parent.chmod(0o755)


def without_rights(office: Office, *args: str) -> Done:
    done = subprocess.run(
        office.command(*args),
        cwd=office.folder,
        env=office.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=bound_by_modes,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


READING = [
    ("list",),
    ("matrix",),
    ("show", "P/1"),
    ("plan", "list"),
    ("plan", "diff", "new"),
    ("db", "check"),
]


def reads(office: Office) -> None:
    for command in READING:
        done = without_rights(office, *command)
        assert (done.status, bool(done.out)) == (0, True), (command, done.err)


def refuses_to_write(office: Office, path: Path) -> None:
    before = path.read_bytes()
    refused = without_rights(office, "plan", "load", "new", "--yes")
    assert (refused.status, len(refused.err.splitlines())) == (6, 2), refused.err
    assert str(path) in refused.err
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written(office: Office, database: Path) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o555)

    reads(office)
    refuses_to_write(office, database)
    assert [path.name for path in database.parent.iterdir()] == ["taskmatrix.db"]


def test_a_file_that_may_be_written_in_a_folder_that_may_not(
    office: Office, database: Path
) -> None:
    database.chmod(0o666)
    database.parent.chmod(0o555)

    reads(office)
    refuses_to_write(office, database)


def test_a_file_that_cannot_be_written(office: Office, database: Path) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o777)

    reads(office)
    refuses_to_write(office, database)


def test_a_file_that_cannot_be_read(office: Office, database: Path) -> None:
    database.chmod(0o000)

    refused = without_rights(office, "list")

    assert (refused.status, len(refused.err.splitlines())) == (6, 2), refused.err


def test_while_another_user_writes(office: Office, database: Path) -> None:
    database.chmod(0o444)
    database.parent.chmod(0o555)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE task SET title = 'x'")
        reads(office)
        other.execute("ROLLBACK")


def test_a_log_that_cannot_be_merged_is_not_left_out_of_sight(
    office: Office, database: Path
) -> None:
    """What a dead process committed waits in the log: reading past it would show the day before."""
    log = Path(f"{database}-wal")
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("UPDATE plan SET title = '甲'")
        kept = log.read_bytes()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("UPDATE plan SET title = '乙'")
    log.write_bytes(kept)
    database.parent.chmod(0o555)

    refused = without_rights(office, "list")

    assert (refused.status, len(refused.err.splitlines())) == (6, 2), refused.err


def test_a_copy_opens_from_a_folder_that_cannot_be_written(office: Office, database: Path) -> None:
    office.ok("db", "backup", "copies")
    (copy,) = (office.folder / "copies").iterdir()
    copy.chmod(0o444)
    copy.parent.chmod(0o555)
    office.env["TASKMATRIX_DB"] = str(copy)

    reads(office)


def test_a_copy_is_restored_from_a_folder_that_cannot_be_written(
    office: Office, database: Path
) -> None:
    office.ok("db", "backup", "copies")
    (copy,) = (office.folder / "copies").iterdir()
    copy.parent.chmod(0o555)
    office.env["TASKMATRIX_DB"] = str(office.folder / "mine.db")

    restored = without_rights(office, "db", "restore", str(copy))

    assert restored.status == 0, restored.err
    reads(office)


@pytest.mark.parametrize("command", ["db create", "plan load plans", "db backup data/copies"])
def test_a_folder_where_nothing_can_be_made(office: Office, database: Path, command: str) -> None:
    database.parent.chmod(0o555)
    if "backup" not in command:
        office.env["TASKMATRIX_DB"] = str(database.parent / "other.db")

    refused = without_rights(office, *command.split())

    assert (refused.status, len(refused.err.splitlines())) == (6, 2), refused.err
    assert [path.name for path in database.parent.iterdir()] == ["taskmatrix.db"]
