"""The year of docs/year.md, lived through anew: the published table is what the ladder gives."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import Office
from simulated_year import Year
from year_cast import FIRST, LAST
from year_table import DOCUMENT, document

from taskmatrix.domain.policy import LADDERS
from taskmatrix.workspace.details import one_task
from taskmatrix.workspace.naming import find_task
from taskmatrix.workspace.session import CHINA, Session
from taskmatrix.workspace.settings import Settings

Item = dict[str, Any]
MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    """The year, lived through to its last day; in memory where there is such a folder."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        lived = Year(Path(folder))
        lived.live()
        yield lived


@pytest.fixture(scope="module")
def slips(year: Year) -> list[Item]:
    """Its register."""
    return list(year.register())


@pytest.fixture(scope="module")
def desk(year: Year) -> Office:
    """The office at the end of the year."""
    return Office(year.path.parent, {"TASKMATRIX_DB": str(year.path)})


def test_the_published_table_is_what_the_ladder_gives(year: Year) -> None:
    """Where the ladder was changed on purpose: make year."""
    assert document(year) == DOCUMENT.read_text("utf-8")


def test_it_is_a_year_worth_reading(slips: list[Item]) -> None:
    """Every cause and every step is in it, and it is short enough."""
    assert 150 <= len(slips) <= 300
    assert {slip["step"] for slip in slips} == {1, 2, 3, 4, 5}
    assert {cause["rule"] for slip in slips for cause in slip["causes"]} == {
        *("overdue", "behind", "silent", "unsigned", "due", "awaited", "unanswered", "major")
    }
    assert {slip["status"] for slip in slips} >= {"answered", "lapsed", "withdrawn"}
    assert {slip["because"] for slip in slips} == {"first", "anew", "lapsed", "unkept", "major"}


def test_the_record_is_whole(desk: Office) -> None:
    assert desk.ok("db", "check").status == 0


def test_numbers_run_through_the_year_without_holes(slips: list[Item]) -> None:
    assert [slip["number"] for slip in slips] == [f"2026-{n:04}" for n in range(1, len(slips) + 1)]
    days = [slip["issued"] for slip in slips]
    assert days == sorted(days)


def test_slips_go_out_on_working_days_unless_people_order_them(
    year: Year, slips: list[Item]
) -> None:
    on_holidays = [
        slip for slip in slips if not year.days.is_working(date.fromisoformat(slip["issued"]))
    ]
    assert [slip for slip in on_holidays if slip["rule"] != "major"] == []


def chains(slips: list[Item]) -> Iterator[list[Item]]:
    """The slips to one unit on one task, oldest first."""
    for pair in sorted({(slip["task"], slip["unit"]) for slip in slips}):
        yield [slip for slip in slips if (slip["task"], slip["unit"]) == pair]


def test_nobody_gets_two_slips_on_a_matter_in_a_day(slips: list[Item]) -> None:
    for chain in chains(slips):
        days = [slip["issued"] for slip in chain]
        assert len(days) == len(set(days))


def test_no_step_is_skipped_and_each_says_what_it_follows_from(slips: list[Item]) -> None:
    """The step before, which lapsed or whose promised day passed; withdrawn ones do not count."""
    climbed = 0
    for chain in chains(slips):
        for number, slip in enumerate(chain):
            before = [each for each in chain[:number] if each["status"] != "withdrawn"]
            if slip["because"] == "major":
                assert slip["step"] == max(3, before[-1]["step"] + 1 if before else 0)
            elif slip["because"] in ("first", "anew"):
                assert slip["step"] == 1
                assert bool(before) == (slip["because"] == "anew")
            else:
                climbed += 1
                follows_from(slip, before[-1])
    assert climbed > 20


def follows_from(slip: Item, last: Item) -> None:
    assert (slip["step"], slip["after"]) == (last["step"] + 1, last["number"])
    if slip["because"] == "lapsed":
        assert slip["issued"] > last["reply_by"]
        assert last["answered"] is None or last["answered"] > slip["issued"]
    else:
        assert slip["because"] == "unkept"
        assert last["answered"] <= last["promised"] < slip["issued"]


def test_replies_are_due_after_the_working_days_of_each_step(year: Year, slips: list[Item]) -> None:
    names = ("blue", "yellow", "red", "leader", "principal")
    for slip in slips:
        term = int(LADDERS["default"]["steps"][names[slip["step"] - 1]].removesuffix("wd"))
        first = date.fromisoformat(slip["issued"]).toordinal() + 1
        last = date.fromisoformat(slip["reply_by"])
        span = map(date.fromordinal, range(first, last.toordinal() + 1))
        assert sum(year.days.is_working(day) for day in span) == term
        assert year.days.is_working(last)


def test_every_cause_holds_by_what_was_on_record_that_day(year: Year, slips: list[Item]) -> None:
    """Looked up with `--as-of` in what `show` says of the task, and counted anew."""
    for day in sorted({slip["issued"] for slip in slips}):
        settings = Settings({"db": str(year.path), "as_of": day})
        session = Session(settings, True, datetime(2027, 1, 1, tzinfo=CHINA))
        try:
            store = session.read()
            for slip in slips:
                if slip["issued"] == day:
                    task = one_task(session, find_task(store, slip["task"], "LN").id)
                    for cause in slip["causes"]:
                        holds = HOLDS[cause["rule"]]
                        assert holds(cause, task, slip["unit"], day), (slip["number"], cause)
        finally:
            session.close()


def part(task: Item, unit: str) -> Item:
    found: Item = next(each for each in task["assignments"] if each["unit"] == unit)
    return found


def recorded_since(task: Item, unit: str, day: str) -> list[Item]:
    return [
        event
        for event in task["events"]
        if event["kind"] == "reported" and event["unit"] == unit and event["day"] >= day
    ]


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _unanswered(cause: Item, task: Item, unit: str, day: str) -> bool:
    (last,) = [slip for slip in task["slips"] if slip["number"] == cause["slip"]]
    ordered = {"major", "unanswered"} & {each["rule"] for each in last["causes"]}
    return bool(ordered) and last["status"] == "lapsed" and last["unit"] == unit


def _overdue(cause: Item, task: Item, unit: str, day: str) -> bool:
    late = days_between(task["deadline"], day)
    return task["lead"][0] == unit and cause["days"] == late > 0 and "overdue" in task["flags"]


def _behind(cause: Item, task: Item, unit: str, _day: str) -> bool:
    points = task["expected"] - (part(task, unit)["progress"] or 0)
    return cause["points"] == round(points, 1) >= 10


def _silent(cause: Item, task: Item, unit: str, day: str) -> bool:
    weeks = days_between(cause["since"], day)
    monday = date.fromisoformat(cause["since"]).weekday() == 0
    return monday and 7 <= weeks < 14 and not recorded_since(task, unit, cause["since"])


def _unsigned(cause: Item, task: Item, unit: str, day: str) -> bool:
    return task["state"] == "pending" and cause["since"] == FIRST.isoformat()


def _due(cause: Item, task: Item, unit: str, day: str) -> bool:
    left = days_between(day, task["deadline"])
    return cause["days"] == left == task["days_left"] <= 30 and (task["progress"] or 0) < 90


def _awaited(cause: Item, task: Item, unit: str, day: str) -> bool:
    wait = task["wait"]
    return wait["on"] == unit and wait["in_force"] and not recorded_since(task, unit, wait["since"])


HOLDS: dict[str, Callable[[Item, Item, str, str], bool]] = {
    "overdue": _overdue,
    "behind": _behind,
    "silent": _silent,
    "unsigned": _unsigned,
    "due": _due,
    "awaited": _awaited,
    "unanswered": _unanswered,
    "major": lambda _cause, task, unit, _day: task["lead"][0] == unit,
}


def test_replayed_by_its_own_rules_the_year_gives_the_same_slips(
    desk: Office, slips: list[Item]
) -> None:
    order = ("escalate", "--replay", "--since", str(FIRST), "--today", str(LAST), "--json")
    found = desk.ok(*order).json["replay"]
    assert sorted(each["number"] for each in found["slips"]) == [slip["number"] for slip in slips]
    assert found["totals"]["difference"] == 0


def test_by_other_rules_the_same_year_gives_other_slips(desk: Office) -> None:
    """三色 ends at red; 13710 warns a week before a deadline, not a month."""
    order = ("escalate", "--replay", "--since", str(FIRST), "--today", str(LAST), "--json")

    def warned(found: Item) -> list[int]:
        causes = [cause for slip in found["slips"] for cause in slip["causes"]]
        return [cause["days"] for cause in causes if cause["rule"] == "due"]

    colours, week = (desk.ok(*order, "--policy", name).json["replay"] for name in ("三色", "13710"))
    assert colours["totals"]["replayed"]["red"] > 0
    assert colours["totals"]["replayed"]["leader"] == 0
    assert max(warned(desk.ok(*order).json["replay"])) > 7
    assert max(warned(week), default=0) <= 7
