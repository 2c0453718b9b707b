"""The demo: a shipped programme after half a year of made-up work."""

import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Done, Office

TODAY = "2026-11-22"


def demo(folder: Path, *args: str) -> tuple[Office, Done]:
    """Make a demo; return an office that looks at it, and what the demo showed."""
    maker = Office(folder, {"XDG_CACHE_HOME": str(folder / "cache"), "TASKMATRIX_ACTOR": None})
    shown = maker.ok("demo", *args)
    database = next((folder / "cache/taskmatrix/demo").glob("*.db"))
    return Office(folder, {"TASKMATRIX_DB": str(database), "TASKMATRIX_TODAY": TODAY}), shown


def events(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("history", "--json").json["events"]
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Done]:
    return demo(tmp_path_factory.mktemp("demo"), "--today", TODAY)


@pytest.fixture(scope="module")
def lived(made: tuple[Office, Done]) -> Office:
    """The demo of Liaoning, for tests that only read."""
    return made[0]


@pytest.fixture(scope="module")
def record(lived: Office) -> list[dict[str, Any]]:
    return events(lived)


@pytest.fixture(scope="module")
def slips(lived: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lived.ok("slips", "--json").json["slips"]
    return found


def test_it_lasts_half_a_year_up_to_yesterday(record: list[dict[str, Any]]) -> None:
    days = [event["day"] for event in record]
    assert days == sorted(days)
    assert (days[0], days[-1]) == ("2026-05-18", "2026-11-20")
    assert all("01:00" <= event["at"][11:16] <= "09:00" for event in record), "office hours, UTC"


def test_everything_that_happens_in_an_office_happens(record: list[dict[str, Any]]) -> None:
    kinds = {event["kind"] for event in record}
    assert kinds >= {
        *("accepted", "reported", "finished", "approved", "returned", "terminated", "urged"),
        *("report-exemption-asked", "report-exemption-approved", "report-exemption-returned"),
        *("slip-issued", "slip-answered", "slip-withdrawn", "wait-begun", "wait-ended"),
        *("extension-asked", "extension-approved"),
    }
    reports = [event for event in record if event["kind"] == "reported"]
    said = {key for event in reports for key, value in event["data"].items() if value}
    assert said >= {
        *("progress", "done", "issue", "next", "ask", "promise", "by", "kept", "same"),
    }
    assert any(event["home"] == "省发展改革委" != event["unit"] for event in reports), "代录"
    assert any(event["on"] < event["day"] for event in reports), "补录"


def test_tasks_stand_in_every_state_and_at_every_pace(lived: Office) -> None:
    tasks = lived.ok("list", "--all", "--json").json["tasks"]
    assert {task["state"] for task in tasks} == {
        *("pending", "active", "review", "closed", "terminated"),
    }
    assert len({task["progress"] for task in tasks if task["state"] == "active"}) > 20
    silent = [task["code"] for task in tasks if "unreported" in task["flags"]]
    assert 3 < len(silent) < len(tasks) / 2
    assert any("urged" in task["flags"] for task in tasks)
    nobody = [task for task in tasks if not task["lead"]]
    assert nobody
    assert {(task["state"], task["progress"]) for task in nobody} == {("pending", None)}


def test_every_light_is_lit_by_what_the_plans_say(lived: Office) -> None:
    tasks = lived.ok("list", "--all", "--json").json["tasks"]
    assert {task["light"] for task in tasks} == {"green", "yellow", "red", "done", None}
    assert [task["state"] for task in tasks if task["light"] is None] == ["terminated"]
    red = {task["state"] for task in tasks if task["light"] == "red" and task["lead"]}
    assert red == {"pending", "active"}, "not signed for, and far behind a deadline of its own"
    flags = {flag for task in tasks for flag in task["flags"]}
    assert flags >= {"unreported", "urged", "waiting", "extended", "extension-pending"}
    # Nothing in the plans begins after the load: grey is the first week alone.
    first = lived.ok("list", "--as-of", "2026-05-20", "--json").json["tasks"]
    assert {task["light"] for task in first} == {"grey"}


def test_the_ladder_is_climbed_and_answered(slips: list[dict[str, Any]]) -> None:
    assert {slip["colour"] for slip in slips} == {"blue", "yellow", "red"}
    assert {slip["step"] for slip in slips} >= {1, 2, 3, 4}
    assert {slip["rule"] for slip in slips} >= {"silent", "behind", "unsigned", "awaited"}
    statuses = [slip["status"] for slip in slips]
    assert set(statuses) >= {"answered", "lapsed", "withdrawn"}
    assert statuses.count("answered") > len(statuses) / 2
    assert all(slip["answered"] <= slip["reply_by"] for slip in slips if slip["answered"])
    assert all(slip["promised"] for slip in slips if slip["status"] == "answered")


def test_numbers_have_no_holes_and_only_working_fridays(slips: list[dict[str, Any]]) -> None:
    numbers = [slip["number"] for slip in slips]
    assert numbers == [f"2026-{number:04}" for number in range(1, len(slips) + 1)]
    issued = {date.fromisoformat(slip["issued"]) for slip in slips}
    assert {day.weekday() for day in issued} == {4}
    assert date(2026, 10, 2) not in issued, "a holiday"
    assert max(issued) == date(2026, 11, 13)


def test_targets_were_counted_and_weeklies_issued(lived: Office) -> None:
    read = [item for item in lived.ok("targets", "--json").json["targets"] if item["reading"]]
    assert len({item["light"] for item in read}) > 1
    issued = lived.ok("report", "list", "--json").json["documents"]
    assert [item["number"] for item in issued] == list(range(1, len(issued) + 1))
    assert {item["kind"] for item in issued} == {"weekly"}
    trend = lived.ok("report", "weekly", "--json").json["trend"]
    assert len(trend) == len(issued) + 1 > 6


def test_the_slips_of_the_last_friday_are_left_to_issue(tmp_path: Path) -> None:
    office, _shown = demo(tmp_path, "--today", TODAY)
    office = Office(tmp_path, {**office.env, "TASKMATRIX_AS": "省发展改革委"})
    found = office.ok("escalate", "--dry-run", "--json").json["due"]
    due = [slip for slip in found if slip["step"]]  # the rest are told to the leader in charge
    assert len({slip["step"] for slip in due}) > 1
    before = len(office.ok("slips", "--json").json["slips"])
    office.ok("escalate", "--yes")
    open_slips = office.ok("slips", "--status", "open", "--json").json["slips"]
    assert [slip["number"] for slip in open_slips] == [
        f"2026-{before + number:04}" for number in range(1, len(due) + 1)
    ]
    assert office("db", "check").status == 0


def test_tasks_wait_and_some_come_back(record: list[dict[str, Any]], lived: Office) -> None:
    begun = [event["task"] for event in record if event["kind"] == "wait-begun"]
    ended = [event["task"] for event in record if event["kind"] == "wait-ended"]
    assert len(begun) > len(ended) > 0
    waiting = lived.ok("list", "--flag", "waiting", "--json").json["tasks"]
    assert [task["code"] for task in waiting] == begun[-1:], "another ended by itself"


def test_one_extension_is_approved_and_one_is_asked_for(lived: Office) -> None:
    extended, asked = (
        lived.ok("list", "--flag", flag, "--json").json["tasks"]
        for flag in ("extended", "extension-pending")
    )
    assert [(task["deadline"], task["original_deadline"]) for task in extended] == [
        ("2028-06-30", "2027-12-31")
    ]
    assert [(task["deadline"], task["deadline_inherited"]) for task in asked] == [
        ("2027-12-31", True)
    ]


def test_promises_are_kept_and_missed(lived: Office) -> None:
    promises = lived.ok("promises", "--json").json["promises"]
    statuses = [promise["status"] for promise in promises]
    assert set(statuses) == {"kept", "missed", "open"}
    assert statuses.count("kept") > statuses.count("missed")


def test_something_waits_for_the_coordinator(lived: Office) -> None:
    items = lived.ok("todo", "--as", "省发展改革委", "--json").json["items"]
    assert {item["what"] for item in items} >= {"closure", "extension", "not-applicable"}
    assert "slip-lapsed" in {item["what"] for item in items}
    assert lived.ok("missing", "--json").json["missing"]


def test_nobody_s_name_and_no_figure_is_made_up(record: list[dict[str, Any]]) -> None:
    people = {event["actor"] for event in record}
    assert all(person.endswith(("联络员", "经办人", "复核人")) for person in people)
    texts = {
        value.replace(event["title"] or "", "")
        for event in record
        if not event["kind"].endswith("-defined")
        for key, value in event["data"].items()
        if key in ("done", "issue", "next", "ask", "promise", "reason", "note", "answer")
    }
    assert len(texts) > 20
    assert not any(re.search(r"[0-9%]", text) for text in texts)


def test_the_record_is_whole(lived: Office) -> None:
    assert lived("db", "check").status == 0


def test_the_same_day_gives_the_same_data(record: list[dict[str, Any]], tmp_path: Path) -> None:
    again = events(demo(tmp_path, "--today", TODAY)[0])
    assert [{**event, "command": None} for event in again] == [
        {**event, "command": None} for event in record
    ]


def test_what_is_shown_is_short_and_says_what_it_is(made: tuple[Office, Done]) -> None:
    shown = made[1]
    assert len(shown.out.splitlines()) < 130
    assert "模拟数据" in shown.out
    pieces = re.split(r"\n\n\$ taskmatrix |\n\n可接着试用", shown.out)[1:-1]
    names = [piece.split()[0] for piece in pieces]
    assert names == ["matrix", "list", "missing", "todo", "escalate", "slips", "show", "report"]
    lines = {name: piece.count("\n") for name, piece in zip(names, pieces, strict=True)}
    assert all(lines[name] <= 8 + 3 for name in names[1:-2]), "head, rows, and how many more"
    assert max(lines["show"], lines["report"]) <= 13 + 1


@pytest.mark.parametrize(
    ("programme", "today"),
    [("liaoning", TODAY), ("liaoning", "2028-03-01"), ("shandong", "2026-11-23")],
)
def test_what_is_proposed_works_as_typed(tmp_path: Path, programme: str, today: str) -> None:
    office, shown = demo(tmp_path, programme, "--today", today)
    lines = [line for line in shown.out.splitlines() if line.startswith("  ") and " --db " in line]
    assert len(lines) >= 4
    typed = [line.split(" --db ")[1].split(maxsplit=1)[1] for line in lines]
    assert any(line.endswith("gaps") for line in typed)
    if programme == "liaoning":
        assert any(line.endswith("escalate --dry-run") for line in typed)
        assert any(line.endswith("slips") for line in typed)
    nobody = {"TASKMATRIX_DB": None, "TASKMATRIX_ACTOR": None, "TASKMATRIX_TODAY": None}
    for line in lines:
        _program, words = line.split(" --db ")
        office.ok("--db", *shlex.split(words), **nobody)
    undone = [event for event in events_of(office, today) if event["kind"] == "undone"]
    assert len(undone) == (programme == "liaoning")


def events_of(office: Office, today: str) -> list[dict[str, Any]]:
    return events(Office(office.folder, {**office.env, "TASKMATRIX_TODAY": today}))


@pytest.mark.parametrize(("programme", "tasks"), [("sichuan", 14), ("shandong", 8)])
def test_without_units_nobody_works(tmp_path: Path, programme: str, tasks: int) -> None:
    office, shown = demo(tmp_path, programme, "--today", TODAY)
    assert {event["day"] for event in events(office)} == {"2026-05-18"}
    states = [task["state"] for task in office.ok("list", "--json").json["tasks"]]
    assert states == ["pending"] * tasks
    assert "taskmatrix show S" in shown.out
