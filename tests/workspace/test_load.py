"""`plan load`: what it changes, what it shows first, and what it refuses."""

import os
import pty
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import SMALL, Office

SOONER = SMALL.replace('"2026年底前"', "2026-06-30")


@pytest.fixture
def programme(office: Office) -> Office:
    """An office with the small programme in a folder, not loaded yet."""
    office.write("plans/plan.toml", SMALL)
    return office


def deadline(office: Office) -> str:
    """The deadline of the second task, as the database has it."""
    return str(office.ok("show", "P/2", "--json").json["task"]["deadline"])


class Terminal:
    """A person before whom a command runs that asks on a terminal."""

    def __init__(self, office: Office, *args: str) -> None:
        self.screen, keyboard = pty.openpty()
        self.process = subprocess.Popen(
            office.command(*args),
            cwd=office.folder,
            env=office.environment(),
            stdin=keyboard,
            stdout=subprocess.DEVNULL,
            stderr=keyboard,
        )
        os.close(keyboard)

    def wait_for(self, shown: str) -> None:
        """Read until a question stands below what must be shown."""
        seen = b""
        while b"[y/N]" not in seen.partition(shown.encode())[2]:
            seen += os.read(self.screen, 4096)

    def type(self, word: str) -> None:
        os.write(self.screen, f"{word}\n".encode())

    def end(self) -> int:
        """Wait until the command ends; return its status."""
        with suppress(OSError):  # how Linux says that nobody writes to the screen any more
            while os.read(self.screen, 4096):
                pass
        os.close(self.screen)
        return self.process.wait(60)


def test_the_first_load_makes_the_database_and_says_what_it_brought(programme: Office) -> None:
    done = programme.ok("plan", "load", "plans")

    assert [line.split()[-1] for line in done.out.splitlines()] == ["1", "6", "2"]
    assert "某省人工智能实施方案" in done.err
    assert [task["code"] for task in programme.ok("list", "--json").json["tasks"]] == ["P/2", "P/1"]
    assert programme.ok("db", "check")


def test_a_first_load_in_json(programme: Office) -> None:
    answer = programme.ok("plan", "load", "plans", "--json").json

    assert (answer["schema"], answer["kind"]) == (1, "plan-load")
    assert answer["command"]
    assert {"P", "省数据局", "各市政府", "P/1", "P/2"} <= set(answer["changed"])
    assert {change["change"] for change in answer["changes"]} == {"added"}


def test_loading_again_changes_nothing_and_records_nothing(loaded: Office) -> None:
    before = (loaded.folder / "taskmatrix.db").read_bytes()

    again = loaded.ok("plan", "load", "plans", "--json").json

    assert (again["command"], again["changed"], again["changes"]) == (None, [], [])
    assert (loaded.folder / "taskmatrix.db").read_bytes() == before


def test_a_dry_run_only_shows(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SOONER)

    shown = loaded.ok("plan", "load", "plans", "--dry-run", "--json").json

    assert [(change["code"], change["new"]) for change in shown["changes"]] == [
        ("P/2", "2026-06-30")
    ]
    assert (shown["command"], shown["changed"]) == (None, [])
    assert loaded.ok("plan", "diff", "plans", "--json").json["changes"] == shown["changes"]


@pytest.mark.parametrize("command", [("plan", "load", "--dry-run"), ("plan", "diff")])
def test_looking_makes_no_database(programme: Office, command: tuple[str, ...]) -> None:
    shown = programme.ok(*command, "plans", "--json").json

    assert [change["code"] for change in shown["changes"] if change["what"] == "task"] == [
        "P/1",
        "P/2",
    ]
    assert sorted(path.name for path in programme.folder.iterdir()) == ["plans"]


def test_more_than_adding_needs_a_yes_that_nobody_at_a_pipe_can_give(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SOONER)

    refused = loaded("plan", "load", "plans", stdin="y\n")

    assert refused.status == 3
    assert "2026-06-30" in refused.err, "it shows what it would have asked about"
    assert "--yes" in refused.err
    assert deadline(loaded) == "2026-12-31"


@pytest.mark.parametrize(
    ("word", "status", "day"), [("n", 3, "2026-12-31"), ("y", 0, "2026-06-30")]
)
def test_on_a_terminal_it_shows_and_asks(loaded: Office, word: str, status: int, day: str) -> None:
    loaded.write("plans/plan.toml", SOONER)

    person = Terminal(loaded, "plan", "load", "plans")
    person.wait_for("2026-12-31 → 2026-06-30")
    person.type(word)

    assert (person.end(), deadline(loaded)) == (status, day)


def test_what_others_load_before_the_answer_is_shown_and_asked_about(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SOONER)
    loaded.write("others/plan.toml", SMALL.replace('"2026年底前"', "2026-09-30"))

    person = Terminal(loaded, "plan", "load", "plans")
    person.wait_for("2026-12-31 → 2026-06-30")
    loaded.ok("plan", "load", "others", "--yes")
    person.type("y")
    person.wait_for("2026-09-30 → 2026-06-30")
    person.type("y")

    assert (person.end(), deadline(loaded)) == (0, "2026-06-30")


def test_another_programme_needs_another_database(loaded: Office) -> None:
    loaded.write("other/plan.toml", SMALL.replace('"P"', '"Q"'))

    refused = loaded("plan", "load", "other", "--yes")

    assert refused.status == 3
    assert "--db" in refused.err
    assert [plan["id"] for plan in loaded.ok("plan", "list", "--json").json["plans"]] == ["P"]
    assert loaded.ok("plan", "load", "other", "--db", "other.db")


def test_every_error_is_told_and_nothing_is_made(office: Office) -> None:
    office.write(
        "plans/plan.toml", SMALL.replace("2026年底前", "待定").replace("省数据局", "数据局", 1)
    )

    refused = office("plan", "load", "plans")

    assert refused.status == 5
    assert refused.err.count(": error: ") == 3, refused.err
    assert "plan.toml:45:12: error: bad-date: " in refused.err
    assert sorted(path.name for path in office.folder.iterdir()) == ["plans"]


def test_errors_leave_what_is_loaded(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SMALL.replace("省数据局", "数据局", 1) + 'standing = "always"')

    refused = loaded("plan", "load", "plans", "--yes")

    assert refused.status == 5
    loaded.write("plans/plan.toml", SMALL)
    assert loaded.ok("plan", "load", "plans", "--json").json["changes"] == []


def test_warnings_do_not_stand_in_the_way(office: Office) -> None:
    office.write("plans/plan.toml", SMALL.replace("horizon     = 2027-12-31", ""))

    done = office.ok("plan", "load", "plans")

    assert "plan check plans" in done.err
    assert len(office.ok("list", "--json").json["tasks"]) == 2


@pytest.mark.parametrize("folder", ["nowhere", "plans/plan.toml"])
def test_a_folder_that_is_none(programme: Office, folder: str) -> None:
    refused = programme("plan", "load", folder)

    assert (refused.status, Path(programme.folder / "taskmatrix.db").exists()) == (4, False)


def test_a_load_whose_report_is_lost_says_that_it_is_on_record(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    done = office("plan", "load", "plans", "-o", "nowhere/changes.json", "--lang", "en")
    assert done.status == 6
    assert "The load is on record" in done.err
    assert len(office.ok("list", "--json").json["tasks"]) == 2


def test_the_history_of_a_task_says_what_a_revision_changed(loaded: Office) -> None:
    loaded.write("plans/plan.toml", SMALL.replace('"2026年底前"', '"2026年9月底前"'))
    loaded.ok("plan", "load", "plans", "--yes")
    assert loaded.ok("show", "2", "--lang", "en").out.splitlines()[-1].endswith("revised: deadline")


def test_an_advance_whose_code_now_means_another_task_shows_both(office: Office) -> None:
    regional = """
    [plan]
    id = "X"
    tier = "X"
    title = "甲市方案"

    [[task]]
    number = "1"
    title = "布局算力"
    lead = ["甲市政府"]
    advances = ["P/1"]
    """
    office.write("plans/plan.toml", SMALL)
    office.write("plans/x.toml", regional)
    office.ok("plan", "load", "plans")
    swapped = SMALL.replace('number      = "1"', 'number      = "3"')
    swapped = swapped.replace('number   = "2"', 'number   = "1"')
    office.write("plans/plan.toml", swapped)
    out = office.ok("plan", "diff", "plans", "--lang", "en").out
    assert "advances P/1 优化算力支撑底座 → P/1 人工智能+交通" in out
