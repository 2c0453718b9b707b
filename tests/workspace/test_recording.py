"""Who records, when, and on which business day."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from conftest import SMALL, Office

from taskmatrix.domain.events import Event, EventKind
from taskmatrix.store.connection import writing
from taskmatrix.store.events import append, last_event
from taskmatrix.store.opening import open_store

RETITLED = SMALL.replace("人工智能+交通", "人工智能+交通运输")


def last(office: Office, column: str) -> str:
    with closing(sqlite3.connect(office.folder / "taskmatrix.db")) as connection:
        query = f"SELECT {column} FROM event ORDER BY seq DESC LIMIT 1"
        return str(connection.execute(query).fetchone()[0])


def revise(office: Office, *options: str, **env: str | None) -> int:
    office.write("plans/plan.toml", RETITLED)
    return office("plan", "load", "plans", "--yes", *options, **env).status


def test_an_event_carries_the_real_clock_and_the_day_of_the_programme(loaded: Office) -> None:
    before = datetime.now(UTC)
    assert revise(loaded) == 0
    after = datetime.now(UTC)

    at = datetime.fromisoformat(last(loaded, "recorded_at"))

    assert before <= at <= after
    assert last(loaded, "day") == str((at + timedelta(hours=8)).date())
    assert last(loaded, "happened_on") == last(loaded, "day")
    assert last(loaded, "actor") == "王芳"


@pytest.mark.parametrize("day", ["2020-01-02", "2099-01-02"])
def test_nothing_is_recorded_under_another_day(loaded: Office, day: str) -> None:
    before = last(loaded, "seq")

    assert revise(loaded, "--today", day) == 3

    assert last(loaded, "seq") == before
    assert loaded.ok("list", "--today", day, "--json").json["today"] == day, "one may look"


def test_a_refused_first_load_makes_no_database(office: Office) -> None:
    assert revise(office, "--today", "2020-01-02") == 3
    assert not (office.folder / "taskmatrix.db").exists()


def test_the_real_day_may_be_said(loaded: Office) -> None:
    assert revise(loaded, "--today", "今天") == 0


def test_a_simulated_database_takes_any_day_from_the_last_one_on(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL)
    office.ok("plan", "load", "plans", "--today", "2026-03-02")

    assert revise(office, "--today", "2026-03-01") == 3
    assert last(office, "day") == "2026-03-02"
    assert revise(office, "--today", "2026-03-05") == 0
    assert (last(office, "day"), last(office, "recorded_at")[:10]) == ("2026-03-05", "2026-03-05")
    office.ok("db", "check")


def test_a_clock_behind_the_last_event_is_refused(loaded: Office) -> None:
    store = open_store(loaded.folder / "taskmatrix.db")
    with writing(store):
        seq, _hash, _at, day = last_event(store)
        at = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        who = ("later", at, day, day, "王芳", None, None)
        append(store, [Event(seq + 1, *who, EventKind.URGED, None, "{}")])
    store.close()

    assert revise(loaded) == 3

    assert last(loaded, "recorded_at") == at
    loaded.ok("list")


def test_midnight_does_not_turn_days_back(loaded: Office) -> None:
    """Whoever waited for the lock over midnight records under the day that others began."""
    store = open_store(loaded.folder / "taskmatrix.db")
    with writing(store):
        seq, _hash, at, day = last_event(store)
        tomorrow = str(datetime.fromisoformat(day).date() + timedelta(days=1))
        who = ("tomorrow", at, tomorrow, tomorrow, "李明", None, None)
        append(store, [Event(seq + 1, *who, EventKind.URGED, None, "{}")])
    store.close()

    assert revise(loaded) == 0

    assert last(loaded, "day") == tomorrow


def test_root_is_nobody_s_name(office: Office) -> None:
    nobody = {"TASKMATRIX_ACTOR": None, "LOGNAME": "root"}
    office.write("plans/plan.toml", SMALL)

    refused = office("plan", "load", "plans", **nobody)

    assert (refused.status, "--actor" in refused.err) == (3, True)
    assert not (office.folder / "taskmatrix.db").exists()
    office.ok("plan", "load", "plans", "--actor", "李明", **nobody)
    assert last(office, "actor") == "李明"
    office.ok("list", **nobody)


def test_the_user_of_the_system_is_the_actor_unless_told(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)

    office.ok("plan", "load", "plans", TASKMATRIX_ACTOR=None, LOGNAME="liming")

    assert last(office, "actor") == "liming"


def test_an_event_says_who_acted_for_which_unit_and_from_where(office):
    office.write("plans/plan.toml", SMALL)
    who = ("--as", "省发改委", "--home", "省数据局")
    office.ok("plan", "load", "plans", *who)
    (event,) = office.ok("show", "1", "--json").json["task"]["events"]
    assert (event["actor"], event["unit"], event["home"]) == ("王芳", "省发展改革委", "省数据局")


def test_a_load_for_a_unit_that_the_plan_files_do_not_know_is_refused(office):
    office.write("plans/plan.toml", SMALL)
    done = office("plan", "load", "plans", "--as", "省外办")
    assert done.status == 4
    assert "省外办" in done.err
