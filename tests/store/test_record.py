"""The record: events that nobody alters, and a check that notices if somebody did."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Office
from workspace.revising import work

from taskmatrix.domain.events import CHAIN_STARTS, Event
from taskmatrix.store.events import read_events

Damage = Callable[[sqlite3.Connection], object]


def database(office: Office) -> Path:
    return office.folder / "taskmatrix.db"


@pytest.fixture
def store(loaded: Office) -> Iterator[sqlite3.Connection]:
    """The database of an office, opened as any program may open it."""
    with closing(sqlite3.connect(database(loaded))) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor = '张伟' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event",
        "INSERT INTO event SELECT 99, command, recorded_at, day, happened_on, actor, home, unit,"
        " kind, task, data, hash FROM event WHERE seq = 2",
        "INSERT INTO event SELECT 2, command, recorded_at, day, happened_on, actor, home, unit,"
        " kind, task, data, hash FROM event WHERE seq = 2",
        "INSERT OR REPLACE INTO event SELECT 2, command, recorded_at, day, happened_on, '张伟',"
        " home, unit, kind, task, data, hash FROM event WHERE seq = 2",
    ],
)
def test_nobody_alters_the_record(store: sqlite3.Connection, statement: str) -> None:
    before = store.execute("SELECT * FROM event").fetchall()

    with pytest.raises(sqlite3.IntegrityError, match=r"never|next number"):
        store.execute(statement)

    assert store.execute("SELECT * FROM event").fetchall() == before


def test_nothing_happens_later_than_its_business_day(store: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="happened_on <= day"):
        store.execute(
            "INSERT INTO event SELECT (SELECT MAX(seq) + 1 FROM event), command, recorded_at, day,"
            " '2999-01-01', actor, home, unit, kind, task, data, hash FROM event WHERE seq = 2"
        )


def test_each_event_carries_the_hash_of_the_one_before(store: sqlite3.Connection) -> None:
    before = CHAIN_STARTS[0]
    hashes = [row[0] for row in store.execute("SELECT hash FROM event ORDER BY seq")]

    for event, written in zip(read_events(store), hashes, strict=True):
        before = event.hash(before)
        assert written == before


def test_the_hash_covers_every_field() -> None:
    fields = (
        7,
        "c",
        "2026-01-05T01:00:00Z",
        "2026-01-05",
        "2026-01-04",
        "王芳",
        1,
        2,
        "reported",
        3,
        "{}",
    )
    event = Event(*fields)
    others = [
        Event(
            *fields[:index],
            f"{value}*" if isinstance(value, str) else value + 10,
            *fields[index + 1 :],
        )
        for index, value in enumerate(fields)
    ]

    assert (
        len({each.hash(CHAIN_STARTS[0]) for each in (event, *others)} | {event.hash("1" * 64)})
        == 13
    )


def test_an_empty_database_is_whole(office: Office) -> None:
    office.ok("db", "create")

    assert office.ok("db", "check").out


def test_a_database_with_history_is_whole(loaded: Office) -> None:
    work(loaded, "P/1")

    assert loaded.ok("db", "check").out


def finds(office: Office, damage: Damage, *signs: str) -> None:
    """Do damage as another program might, with the guard taken off and put back; then check."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with closing(sqlite3.connect(database(office), isolation_level=None)) as connection:
        guard = dict(connection.execute(query))
        for name in guard:
            connection.execute(f"DROP TRIGGER {name}")
        damage(connection)
        for text in guard.values():
            connection.execute(text)

    checked = office("db", "check", TASKMATRIX_LANG="en")

    assert checked.status == 1, checked.err
    assert all(sign in checked.out for sign in signs), checked.out
    assert "restore" in checked.err


ALTERED = {
    "an actor": "UPDATE event SET actor = '张伟' WHERE seq = 3",
    "a day": "UPDATE event SET day = '2999-01-01' WHERE seq = 3",
    "a text": "UPDATE event SET data = REPLACE(data, '省', '市') WHERE seq = 3",
    "no JSON": "UPDATE event SET data = 'x' WHERE seq = 3",
    "bytes": "UPDATE event SET data = x'7b7d' WHERE seq = 3",
    "text that is none": "UPDATE event SET data = CAST(x'ff' AS TEXT) WHERE seq = 3",
    "a kind": "UPDATE event SET kind = 'invented' WHERE seq = 3",
    "a hash": "UPDATE event SET hash = 'x' WHERE seq = 3",
    "an event in the middle": "DELETE FROM event WHERE seq = 3",
    "the first event": "DELETE FROM event WHERE seq = 1",
}


@pytest.mark.parametrize("what", ALTERED)
def test_an_event_altered_or_missing_is_found_at_its_place(loaded: Office, what: str) -> None:
    place = {"an event in the middle": "4", "the first event": "2"}.get(what, "3")

    finds(
        loaded, lambda store: store.execute(ALTERED[what]), f"chain of events is broken at {place}"
    )


def test_the_last_event_missing_is_found_by_what_is_left_of_it(loaded: Office) -> None:
    def damage(store: sqlite3.Connection) -> None:
        store.execute("DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)")

    finds(loaded, damage, "calendar is not what the events add up to")


STATE = {
    "task": "UPDATE task SET title = '另一件事' WHERE code = 'P/1'",
    "assignment": "UPDATE assignment SET role = 'lead'",
    "unit": "UPDATE unit SET slips = 0 WHERE name = '省数据局'",
    "unit_name": "DELETE FROM unit_name WHERE origin = 'alias'",
    "member": "DELETE FROM member",
    "plan": "UPDATE plan SET title = 'x'",
}


@pytest.mark.parametrize("table", STATE)
def test_state_that_the_events_do_not_add_up_to_is_found(loaded: Office, table: str) -> None:
    finds(
        loaded,
        lambda store: store.execute(STATE[table]),
        f"{table} is not what the events add up to",
    )


def test_a_broken_reference_is_found(loaded: Office) -> None:
    finds(
        loaded,
        lambda store: store.execute(
            "UPDATE assignment SET unit = 99 WHERE rank = 1 AND role = 'lead'"
        ),
        "assignment refers to what is not there",
    )


def test_a_guard_that_was_taken_off_is_found(loaded: Office) -> None:
    with closing(sqlite3.connect(database(loaded))) as connection:
        connection.execute("DROP TRIGGER event_is_not_altered")

    checked = loaded("db", "check")

    assert (checked.status, "event_is_not_altered" in checked.out) == (1, True)


def test_what_users_add_of_their_own_is_no_fault(loaded: Office) -> None:
    with closing(sqlite3.connect(database(loaded))) as connection:
        connection.execute("CREATE VIEW mine AS SELECT code FROM task")

    loaded.ok("db", "check")


def test_a_text_damaged_on_the_disk_is_found_wherever_it_stands(loaded: Office) -> None:
    whole = database(loaded).read_bytes()
    text = "优化算力支撑底座".encode()
    places = [place for place in range(len(whole)) if whole.startswith(text, place)]
    assert len(places) >= 3, "in the event, in the task and in its definition"

    for place in places:
        for byte in (b"\xff", b"x"):
            database(loaded).write_bytes(whole[: place + 1] + byte + whole[place + 2 :])
            assert loaded("db", "check").status == 1, place


@pytest.mark.parametrize("table", ["event", "task", "unit_name", "event_of_command"])
def test_a_damaged_page_is_found(loaded: Office, table: str) -> None:
    with closing(sqlite3.connect(database(loaded))) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        start = (connection.execute(query, (table,)).fetchone()[0] - 1) * 4096
    whole = database(loaded).read_bytes()
    database(loaded).write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])

    checked = loaded("db", "check")

    assert (checked.status, bool(checked.out)) == (1, True), checked.err


def test_a_page_that_holds_the_list_of_tables_is_a_store_that_cannot_be_used(
    loaded: Office,
) -> None:
    whole = database(loaded).read_bytes()
    database(loaded).write_bytes(whole[:100] + b"\xa5" * 3996 + whole[4096:])

    checked = loaded("db", "check")

    assert (checked.status, "db restore" in checked.err) == (6, True), checked.err
    assert loaded("list").status == 6


def test_a_store_of_real_data_cannot_pass_for_a_simulated_one(loaded: Office) -> None:
    path = loaded.folder / "taskmatrix.db"
    with closing(sqlite3.connect(path)) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.execute("UPDATE store SET simulated = 1")
        store.execute("DROP TRIGGER store_is_not_altered")
        store.execute("UPDATE store SET simulated = 1")
        store.commit()
    done = loaded("db", "check", "--lang", "en")
    assert done.status == 1
    assert "chain of events is broken at 1" in done.out
