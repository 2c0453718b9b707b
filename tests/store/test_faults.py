"""What goes wrong while one works: many at once, dead processes, locks, full disks, no rights."""

import os
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import SMALL, Done, Office
from store.logs import size_of

from taskmatrix.errors import StoreUnusable
from taskmatrix.store import connection as opening
from taskmatrix.store.connection import connect, translated, writing
from taskmatrix.store.inspection import faults
from taskmatrix.store.opening import open_store

TASKS = 300
ROOT = os.geteuid() == 0


def database(office: Office) -> Path:
    return office.folder / "taskmatrix.db"


def start(office: Office, *args: str, **details: Any) -> subprocess.Popen[str]:
    """Start a command and do not wait for it."""
    return subprocess.Popen(
        office.command(*args),
        cwd=office.folder,
        env=office.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **details,
    )


def end(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err, err
    return Done(process.returncode, out, err)


def run(office: Office, *args: str, **details: Any) -> Done:
    return end(start(office, *args, **details))


def large(title: str = "第{}件事") -> str:
    """A plan that takes a while to load."""
    task = f'[[task]]\nnumber = "{{}}"\ntitle = "{title}"\nresponsible = ["省数据局", "省发改委"]\n'
    return SMALL.split("[[task]]")[0] + "".join(task.format(n, n) for n in range(1, TASKS + 1))


def titles(office: Office) -> list[str]:
    return [each["title"] for each in office.ok("list", "--json").json["tasks"]]


def test_eight_first_loads_at_once_are_one(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    for repetition in range(2):
        office.env["TASKMATRIX_DB"] = str(office.folder / f"{repetition}.db")

        done = [
            end(process) for process in [start(office, "plan", "load", "plans") for _ in range(8)]
        ]

        assert [each.status for each in done] == [0] * 8, [each.err for each in done]
        with closing(sqlite3.connect(office.env["TASKMATRIX_DB"])) as store:
            assert store.execute("SELECT COUNT(DISTINCT command) FROM event").fetchone() == (1,)
        office.ok("db", "check")
        assert not list(office.folder.glob(".taskmatrix-*")), "no drafts are left"


def test_revisions_at_once_are_loaded_one_after_another(loaded: Office) -> None:
    for number in range(6):
        loaded.write(
            f"{number}/plan.toml", SMALL.replace("优化算力支撑底座", f"优化算力底座{number}")
        )

    done = [
        end(process)
        for process in [start(loaded, "plan", "load", str(number), "--yes") for number in range(6)]
    ]

    assert [each.status for each in done] == [0] * 6, [each.err for each in done]
    with closing(sqlite3.connect(database(loaded))) as store:
        times = [row[0] for row in store.execute("SELECT recorded_at FROM event ORDER BY seq")]
        assert store.execute("SELECT COUNT(DISTINCT command) FROM event").fetchone() == (7,)
    assert times == sorted(times)
    loaded.ok("db", "check")


def kill(process: subprocess.Popen[str], log: Path, moment: float | None) -> bool:
    """Kill a load at a moment, or, at None, while it writes; return whether it was running."""
    begun = time.monotonic()
    while process.poll() is None:
        if moment is None and size_of(log):
            break
        if moment is not None and time.monotonic() - begun > moment:
            break
        time.sleep(0.0005)
    process.kill()
    process.communicate()
    return process.returncode != 0


def whole(path: Path) -> bool:
    """What `db check` says, without the time that a process takes to start."""
    with closing(open_store(path)) as store:
        return faults(store) == []


@pytest.fixture
def moments(office: Office) -> list[float | None]:
    """When to kill a load: spread over the time that one takes, and some while it writes."""
    office.write("old/plan.toml", large())
    office.write("new/plan.toml", large("第{}件大事"))
    begun = time.monotonic()
    office.ok("plan", "load", "old")
    duration = time.monotonic() - begun
    return [chance for n in range(6) for chance in (None, duration * (0.4 + n * 0.1))]


def test_a_first_load_that_is_killed_leaves_nothing_or_all(
    office: Office, moments: list[float | None]
) -> None:
    hits = 0
    for number, moment in enumerate(moments):
        path = office.folder / f"{number}.db"
        office.env["TASKMATRIX_DB"] = str(path)
        hits += kill(start(office, "plan", "load", "old"), Path(f"{path}-wal"), moment)

        found = office("list", "--json")

        assert found.status == 4 or len(found.json["tasks"]) == TASKS
        assert not path.exists() or whole(path)
        office.ok("plan", "load", "old")
        assert whole(path)
    assert hits > len(moments) / 3


def test_a_revision_that_is_killed_leaves_the_old_or_the_new(
    office: Office, moments: list[float | None]
) -> None:
    hits = 0
    there, other = "件事", "大事"
    log = Path(f"{database(office)}-wal")
    for moment in moments:
        folder = {"件事": "old", "大事": "new"}[other]
        hits += kill(start(office, "plan", "load", folder, "--yes"), log, moment)

        found = titles(office)

        assert len(found) == TASKS
        endings = {title[-2:] for title in found}
        assert endings in ({there}, {other})
        assert whole(database(office))
        if endings == {other}:
            there, other = other, there
    assert hits > len(moments) / 3


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Another program has begun to write."""
    with closing(sqlite3.connect(database(office), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_readers_go_on_and_a_writer_waits_while_another_writes(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SMALL.replace("人工智能+交通", "人工智能+交通运输"))
    with locked(loaded):
        writer = start(loaded, "plan", "load", "plans", "--yes")
        for command in (
            ("list",),
            ("matrix",),
            ("show", "P/1"),
            ("db", "check"),
            ("plan", "diff", "plans"),
        ):
            loaded.ok(*command)
        loaded.ok("db", "backup", "copies")
        time.sleep(1.5)
        assert writer.poll() is None

    assert end(writer).status == 0
    assert "人工智能+交通运输" in titles(loaded)


def test_who_waits_for_a_lock_can_stop(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SMALL.replace("人工智能+交通", "人工智能+交通运输"))
    with locked(loaded):
        writer = start(loaded, "plan", "load", "plans", "--yes")
        time.sleep(1)
        writer.send_signal(signal.SIGINT)
        begun = time.monotonic()
        assert end(writer).status == 130
        assert time.monotonic() - begun < 5

    assert "人工智能+交通运输" not in titles(loaded)
    loaded.ok("plan", "load", "plans", "--yes")


def test_a_lock_that_stays_is_told(loaded: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 2)
    name = str(database(loaded))

    with (
        locked(loaded),
        closing(connect(name)) as store,
        pytest.raises(StoreUnusable) as told,
        translated(name),
        writing(store),
    ):
        pass

    assert (told.value.status, told.value.hint is not None) == (6, True)


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk with little room."""
    with TemporaryDirectory() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder])
        if made.returncode:
            pytest.skip("no rights to mount a disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not ROOT, reason="only root mounts disks")
def test_a_full_disk(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    office.write("new/plan.toml", large())
    with small_disk("900k") as disk:
        office.env["TASKMATRIX_DB"] = str(disk / "taskmatrix.db")
        office.ok("plan", "load", "plans")
        before = titles(office)

        refused = office("plan", "load", "new", "--yes")

        assert (refused.status, len(refused.err.splitlines()) >= 2) == (6, True), refused.err
        assert titles(office) == before
        office.ok("db", "check")
        assert office("db", "backup", disk / "copies").status in (0, 6)
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        office.ok("plan", "load", "new", "--yes")
        office.ok("db", "check")


@pytest.mark.parametrize("room", [0, 20_000, 200_000])
def test_a_file_that_may_not_grow(loaded: Office, room: int) -> None:
    loaded.write("plans/plan.toml", large())
    before = titles(loaded)
    most = room or 4096

    refused = run(
        loaded,
        *("plan", "load", "plans", "--yes"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )

    assert (refused.status, len(refused.err.splitlines()) >= 2) == (6, True), refused.err
    assert titles(loaded) == before
    loaded.ok("db", "check")
    loaded.ok("plan", "load", "plans", "--yes")
