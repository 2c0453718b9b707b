"""Slips issued by several at once, by a process that is killed, by a clock that was set back."""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands.escalated import PLAN
from conftest import Office
from store.test_faults import database, end, locked, start, whole
from store.test_killed import killed

from taskmatrix.domain.events import Event, EventKind
from taskmatrix.store.connection import writing
from taskmatrix.store.events import append, last_event
from taskmatrix.store.opening import open_store

LEADS = ("省数据局", "省交通运输厅", "省财政厅")
TASKS = 60
AT_ONCE = 4
LOADED, DAYS = "2026-03-02", ("2026-03-09", "2026-03-17", "2026-03-25", "2026-03-31")
WHO = ("--as", "省发展改革委")


@pytest.fixture
def crowded(office: Office) -> Office:
    """An office with sixty tasks that nobody signs for."""
    task = '[[task]]\nnumber = "{0}"\ntitle = "第{0}件事"\nlead = ["{1}"]\n'
    tasks = (task.format(number, LEADS[number % 3]) for number in range(1, TASKS + 1))
    office.write("plans/plan.toml", PLAN.partition("    [[task]]")[0])
    with (office.folder / "plans/plan.toml").open("a", encoding="utf-8") as file:
        file.write("".join(tasks))
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", LOADED)
    return office


def numbers(path: Path) -> list[int]:
    """The numbers of all slips in the order in which they were issued."""
    with closing(sqlite3.connect(path)) as store:
        return [number for (number,) in store.execute("SELECT number FROM slip ORDER BY seq")]


def once_each(path: Path) -> bool:
    """Whether no task was sent two slips on one day, nor two of one step."""
    doubles = """
        SELECT 1 FROM slip GROUP BY task, unit, issued HAVING COUNT(*) > 1
        UNION SELECT 1 FROM slip GROUP BY task, unit, step HAVING COUNT(*) > 1
    """
    with closing(sqlite3.connect(path)) as store:
        return store.execute(doubles).fetchone() is None


def test_of_several_at_the_same_instant_one_issues_each_slip(crowded: Office) -> None:
    path = database(crowded)
    for round_, day in enumerate(DAYS, 1):
        line = ("escalate", "--yes", "--json", *WHO, "--today", day)
        with locked(crowded):
            begun = [start(crowded, *line) for _each in range(AT_ONCE)]
            time.sleep(1.5)  # all have seen what is due, and wait to issue it

        done = [end(process) for process in begun]

        assert [each.status for each in done] == [0] * AT_ONCE, [each.err for each in done]
        told = sorted(len(each.json["changed"]) for each in done)
        assert told == [0] * (AT_ONCE - 1) + [TASKS]
        assert numbers(path) == list(range(1, round_ * TASKS + 1))
        assert once_each(path)
    crowded.ok("db", "check")


def test_of_several_who_issue_different_slips_none_takes_another_s_number(
    crowded: Office,
) -> None:
    for round_, day in enumerate(DAYS[:2], 1):
        lines = [("escalate", unit, "--yes", *WHO, "--today", day) for unit in LEADS]
        done = [end(each) for each in [start(crowded, *line) for line in lines]]
        assert [each.status for each in done] == [0] * 3, [each.err for each in done]
        assert numbers(database(crowded)) == list(range(1, round_ * TASKS + 1))
        assert once_each(database(crowded))
    crowded.ok("db", "check")


def test_slips_of_a_process_that_is_killed_are_all_there_or_none(crowded: Office) -> None:
    """Each escalation follows eight days after the one before, until the ladder has ended."""
    path, log = database(crowded), Path(f"{database(crowded)}-wal")
    fresh = path.read_bytes()
    line = ("escalate", "--yes", *WHO, "--today", DAYS[0])
    begun = time.monotonic()
    crowded.ok(*line)
    duration = time.monotonic() - begun
    hits = 0
    for moment in [chance for n in range(6) for chance in (None, duration * (0.4 + n * 0.12))]:
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        path.write_bytes(fresh)
        hit, said = killed(start(crowded, *line), log, moment)
        hits += hit

        there = numbers(path)

        assert there in ([], list(range(1, TASKS + 1)))
        assert there or not said, "done means durable"
        assert whole(path)
        crowded.ok(*line)
        assert numbers(path) == list(range(1, TASKS + 1)), "no hole, no double"
    assert hits >= 4
    crowded.ok("escalate", "--yes", *WHO, "--today", DAYS[1])
    assert numbers(path) == list(range(1, 2 * TASKS + 1))
    crowded.ok("db", "check")


def real(office: Office) -> Office:
    """Load a programme in which urgent slips may be issued today, by the real clock."""
    office.write("plans/plan.toml", PLAN)
    office.ok("plan", "load", "plans")
    return office


def urge(office: Office, task: str, *options: str) -> int:
    line = ("escalate", task, "--major", "--reason", "省政府督办", *WHO)
    return office(*line, *options).status


@pytest.mark.parametrize("days", [-40, -1, 1, 40])
def test_no_slip_bears_another_day_than_the_real_one(office: Office, days: int) -> None:
    real(office)
    other = datetime.now(UTC).date() + timedelta(days=days + (days > 0))
    assert urge(office, "P/1", "--today", other.isoformat()) == 3
    assert numbers(database(office)) == []
    assert urge(office, "P/1") == 0
    assert numbers(database(office)) == [1]


def test_no_slip_is_issued_while_the_clock_stands_behind_the_last_event(office: Office) -> None:
    real(office)
    assert urge(office, "P/1") == 0
    store = open_store(database(office))
    with writing(store):
        seq, _hash, _at, day = last_event(store)
        at = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        who = ("later", at, day, day, "王芳", None, None)
        append(store, [Event(seq + 1, *who, EventKind.URGED, None, "{}")])
    store.close()

    assert urge(office, "P/4") == 3

    assert numbers(database(office)) == [1]
    office.ok("slips")


def test_a_simulated_day_is_not_set_back_either(crowded: Office) -> None:
    crowded.ok("escalate", "--yes", *WHO, "--today", DAYS[1])
    line = ("escalate", "--yes", *WHO, "--today", DAYS[0])
    before = numbers(database(crowded))
    assert crowded(*line).status in (0, 3)
    assert numbers(database(crowded)) == before
    line = ("escalate", "P/1", "--major", "--reason", "急", *WHO, "--today", DAYS[0])
    assert crowded(*line).status == 3
    assert numbers(database(crowded)) == before
