"""Databases that are new, old, newer, of others, or none at all."""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Office
from sqlite_utils import Database, Migrations

from taskmatrix.resources import shipped
from taskmatrix.store.migrate import statements
from taskmatrix.store.version import MIGRATIONS


def database(office: Office) -> Path:
    return office.folder / "taskmatrix.db"


def snapshot(office: Office) -> dict[str, bytes]:
    """Everything that lies in the folder beside the plans."""
    return {path.name: path.read_bytes() for path in office.folder.iterdir() if path.is_file()}


def age(office: Office) -> None:
    """Turn a database into the one that the first version would have left: the events alone."""
    new, old = database(office), office.folder / "old.db"
    migrations = Migrations("taskmatrix")

    @migrations(name="0001_record")
    def record(db: Database) -> None:
        for statement in statements((shipped("migrations") / "0001_record.sql").read_text("utf-8")):
            db.execute(statement)

    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        migrations.apply(Database(connection))
        connection.execute("ATTACH ? AS new", (str(new),))
        for table in ("store", "event"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM new.{table} ORDER BY 1")
    old.replace(new)


def applied(path: Path) -> list[str]:
    """The migrations of a database, as sqlite-utils tells them."""
    with closing(sqlite3.connect(path)) as connection:
        return [each.name for each in Migrations("taskmatrix").applied(Database(connection))]


def test_an_empty_database_says_how_to_fill_it(office: Office) -> None:
    office.ok("db", "create")

    refused = office("list")

    assert (refused.status, "plan load" in refused.err) == (4, True)
    assert office.ok("db", "migrate").out


@pytest.mark.parametrize("option", [(), ("--simulated",)])
def test_a_database_is_made_once(office: Office, option: tuple[str, ...]) -> None:
    office.ok("db", "create", *option)
    before = snapshot(office)

    refused = office("db", "create", *option)

    assert (refused.status, "--db" in refused.err) == (3, True)
    assert snapshot(office) == before


def test_folders_on_the_way_are_made(office: Office) -> None:
    office.ok("db", "create", TASKMATRIX_DB=str(office.folder / "data" / "2026" / "x.db"))

    assert (office.folder / "data" / "2026" / "x.db").exists()


@pytest.mark.parametrize(
    "command", ["list", "db migrate", "db check", "db backup copies", "show P/1"]
)
def test_where_there_is_no_database(office: Office, command: str) -> None:
    refused = office(*command.split())

    assert (refused.status, "plan load" in refused.err) == (4, True)
    assert snapshot(office) == {}


def test_sqlite_utils_knows_the_migrations_as_its_own(loaded: Office) -> None:
    assert applied(database(loaded)) == list(MIGRATIONS)
    assert [path.stem for path in sorted(shipped("migrations").glob("*.sql"))] == list(MIGRATIONS)


def test_an_older_database_is_migrated_at_first_use_after_a_backup(loaded: Office) -> None:
    loaded.ok("accept", "P/1", "--as", "省数据局")
    answers = [("list", "--json"), ("show", "P/1", "--json"), ("matrix", "--json")]
    before = [loaded.ok(*answer).json for answer in answers]
    age(loaded)

    assert [loaded.ok(*answer).json for answer in answers] == before

    assert applied(database(loaded)) == list(MIGRATIONS)
    assert loaded.ok("db", "check")
    copies = [name for name in snapshot(loaded) if name != "taskmatrix.db"]
    assert copies == ["taskmatrix-before-migration.db"]
    assert applied(loaded.folder / copies[0]) == ["0001_record"]
    assert loaded.ok("plan", "load", "plans", "--json").json["changes"] == []


def test_several_commands_meet_an_older_database_at_once(loaded: Office) -> None:
    before = loaded.ok("list", "--json").out
    age(loaded)

    running = [
        subprocess.Popen(
            loaded.command("list", "--json"),
            cwd=loaded.folder,
            env=loaded.environment(),
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(6)
    ]

    assert [process.communicate()[0] for process in running] == [before] * 6
    assert loaded.ok("db", "check")
    copies = loaded.folder.glob("taskmatrix-before-migration*.db")
    assert {tuple(applied(copy)) for copy in copies} == {("0001_record",)}


def test_a_backup_of_an_older_version_is_restored_and_migrated(loaded: Office) -> None:
    before = loaded.ok("list", "--json").json
    age(loaded)
    copy = database(loaded).rename(loaded.folder / "copy.db")
    loaded.ok("plan", "load", "plans")

    loaded.ok("db", "restore", copy, "--yes")

    assert loaded.ok("list", "--json").json == before
    assert applied(database(loaded)) == list(MIGRATIONS)


def test_a_migration_that_fails_leaves_the_database_as_it_was(loaded: Office) -> None:
    age(loaded)
    with closing(sqlite3.connect(database(loaded))) as connection:
        connection.execute("CREATE TABLE milestone (a)")
        connection.commit()

    for _ in range(2):
        assert loaded("list").status == 6
        assert applied(database(loaded)) == ["0001_record"]
        with closing(sqlite3.connect(database(loaded))) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            assert "plan" not in [row[0] for row in tables]

    with closing(sqlite3.connect(database(loaded))) as connection:
        connection.execute("DROP TABLE milestone")
    assert loaded.ok("list", "--json").json["tasks"]


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('taskmatrix', '0999_future', '2030-01-01')"
        )


def another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE note (text TEXT)")


def another_program_of_sqlite_utils(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        others = Migrations("others")
        others(name="0001")(lambda db: db.execute("CREATE TABLE note (text TEXT)"))
        others.apply(Database(connection))


def no_database(path: Path) -> None:
    path.write_text("序号,任务\n" * 1000, "utf-8")


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def half_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def a_few_bytes_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def one_page_of_it(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [
        newer,
        another_program,
        another_program_of_sqlite_utils,
        no_database,
        an_empty_file,
        half_of_it,
        a_few_bytes_of_it,
        one_page_of_it,
        a_folder,
    ],
)
def test_what_cannot_be_used_is_refused_and_not_touched(
    loaded: Office, make: Callable[[Path], None]
) -> None:
    make(database(loaded))
    before = snapshot(loaded)

    for command in (
        ("list",),
        ("plan", "load", "plans", "--yes"),
        ("db", "check"),
        ("db", "migrate"),
    ):
        refused = loaded(*command)
        assert refused.status == 6, (command, refused.out, refused.err)
        assert len(refused.err.splitlines()) >= 2, "it says what to do next"
    assert snapshot(loaded) == before
