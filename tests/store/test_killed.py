"""Reports whose process is killed, or whose disk is full: whole or not at all."""

import os
import resource
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import SMALL, Office
from store.logs import size_of
from store.test_faults import ROOT, database, run, small_disk, start, whole

LINES = 200
DATA = ("--as", "省数据局")


def count(path: Path) -> int:
    """How many reports are on record."""
    with closing(sqlite3.connect(path)) as store:
        found: int = store.execute("SELECT COUNT(*) FROM report").fetchone()[0]
    return found


@pytest.fixture
def many(loaded: Office) -> Path:
    """A file of two hundred reports."""
    line = '{{"task": "P/1", "progress": {0}, "done": "第{1}次{2}"}}\n'
    text = "".join(line.format(n % 100, n, "很长" * 200) for n in range(LINES))
    return loaded.write("many.jsonl", text)


def killed(process: subprocess.Popen[str], log: Path, moment: float | None) -> tuple[bool, bool]:
    """Kill at a moment, or, at None, while it writes: was it running, and had it said done?"""
    begun = time.monotonic()
    while process.poll() is None:
        if moment is None and size_of(log):
            break
        if moment is not None and time.monotonic() - begun > moment:
            break
        time.sleep(0.0005)
    process.kill()
    out, _err = process.communicate()
    return process.returncode == -signal.SIGKILL, bool(out)


@pytest.mark.parametrize("size", [1, LINES])
def test_reports_that_are_killed_are_there_or_not(loaded: Office, many: Path, size: int) -> None:
    one = ("update", "P/1", "-p", "5", "-d", "选址", "--evidence", str(many), *DATA)
    line = one if size == 1 else ("update", "--from", str(many), *DATA)
    begun = time.monotonic()
    loaded.ok(*line)
    duration = time.monotonic() - begun
    there, hits = count(database(loaded)), 0
    assert there == size
    log = Path(f"{database(loaded)}-wal")
    for moment in [chance for n in range(6) for chance in (None, duration * (0.5 + n * 0.1))]:
        hit, said = killed(start(loaded, *line), log, moment)
        hits += hit

        now = count(database(loaded))

        assert now in (there, there + size)
        assert now == there + size or not said, "done means durable"
        assert whole(database(loaded))
        there = now
    assert hits >= 4
    loaded.ok(*line)
    loaded.ok("db", "check")


@pytest.mark.parametrize("room", [4096, 60_000, 150_000])
def test_a_file_that_may_not_grow(loaded: Office, many: Path, room: int) -> None:
    refused = run(
        loaded,
        *("update", "--from", str(many), "--json", *DATA),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert (refused.status, refused.out) == (6, ""), refused.err
    assert len(refused.err.splitlines()) >= 2
    assert (count(database(loaded)), whole(database(loaded))) == (0, True)
    loaded.ok("update", "--from", many, *DATA)
    assert count(database(loaded)) == LINES


@pytest.mark.skipif(not ROOT, reason="only root mounts disks")
def test_a_full_disk(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    proof = office.folder / "附件.bin"
    proof.write_bytes(os.urandom(2_000_000))
    with small_disk("900k") as disk:
        office.env["TASKMATRIX_DB"] = str(disk / "taskmatrix.db")
        office.ok("plan", "load", "plans")
        refused = office("update", "1", "-p", "5", "--evidence", proof, *DATA)
        assert (refused.status, len(refused.err.splitlines()) >= 2) == (6, True), refused.err
        assert count(disk / "taskmatrix.db") == 0
        office.ok("update", "1", "-p", "5", *DATA)
        office.ok("db", "check")
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        office.ok("update", "1", "-p", "6", "--evidence", proof, *DATA)
        office.ok("db", "check")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_while_waiting_has_changed_nothing(loaded: Office, number: int) -> None:
    with closing(sqlite3.connect(database(loaded), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        process = start(loaded, "update", "1", "-p", "5", *DATA)
        time.sleep(0.8)
        process.send_signal(number)
        process.communicate(timeout=10)
        assert process.returncode == (130 if number == signal.SIGINT else -number)
        other.execute("ROLLBACK")
    assert (count(database(loaded)), whole(database(loaded))) == (0, True)
