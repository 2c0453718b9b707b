"""Where working days come from: adopted with the plans, by hand, and taken back."""

from contextlib import closing
from datetime import UTC, date, datetime
from subprocess import run
from typing import Any

import pytest
from commands.working import COORDINATOR, DATA, nothing_recorded, refused
from conftest import SMALL, Office, made

from taskmatrix.domain.working_days import WorkingDays
from taskmatrix.reports.calendars import provisional_note
from taskmatrix.reports.text import width_of
from taskmatrix.workspace.adopting import Adoption
from taskmatrix.workspace.calendars import working_days
from taskmatrix.workspace.recording import Actors, record
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings

LOADED = "2026-03-02"
BY_HAND = """
    year     = 2027
    holidays = ["2027-01-01/2027-01-03", "2027-02-05/2027-02-11", 2027-10-01]
    workdays = [2027-02-14, "2027-02-20"]
"""
RULES = """
    [supervision]
"""
YEAR_2026 = """
    [[supervision.year]]
    year     = 2026
    holidays = ["2026-01-01", "2026-10-01/2026-10-03"]
"""


def load(office: Office, day: str, more: str = "") -> Any:
    office.write("plans/plan.toml", SMALL + more)
    return office.ok("plan", "load", "plans", "--yes", "--json", "--today", day, "--lang", "en")


def _simulated(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    load(office, LOADED)


@pytest.fixture
def march(office: Office) -> Office:
    """An office that loaded a plan of 2026 and 2027 on 2 March 2026."""
    return made(office, _simulated)


def adopt(office: Office, *args: str, **env: str | None) -> Any:
    return office.ok("calendar", "import", *args, *COORDINATOR, "--json", **env).json


def bases(office: Office, *args: str) -> dict[int, str]:
    years = office.ok("calendar", "show", "--json", *args).json["years"]
    return {year["year"]: year["basis"] for year in years}


def session(office: Office, **settings: str) -> Session:
    given = {"db": str(office.folder / "taskmatrix.db"), "actor": "王芳", **settings}
    return Session(Settings(given), True, datetime.now(UTC))


def days(office: Office, **settings: str) -> WorkingDays:
    with closing(session(office, **settings)) as here:
        here.read()
        return working_days(here)


def calendar_events(office: Office) -> list[dict[str, Any]]:
    events = office.ok("history", "--json").json["events"]
    return [event["data"] for event in events if event["kind"] == "calendar-adopted"]


def test_years_in_a_row_are_told_as_a_span(office: Office) -> None:
    office.write("plans/plan.toml", SMALL.replace("issued", "issued = 2012-08-17 #", 1))
    told = office.ok("plan", "load", "plans", "--yes", "--lang", "en").err
    assert "Working days of 2012 to 2026 follow" in told


def test_a_load_adopts_its_years_and_says_on_what_they_rest(office: Office) -> None:
    office.ok("db", "create", "--simulated")

    said = load(office, LOADED).err

    assert bases(office, "--today", LOADED) == {2026: "notice", 2027: "statutory"}
    assert "Working days of 2026 follow the State Council's notice\n" in said
    assert "Working days of 2027 rest on statutory holidays: the notice is not out\n" in said


def test_the_notice_of_2026(march: Office) -> None:
    (year,) = march.ok("calendar", "show", "2026", "--json").json["years"]

    assert year["workdays"] == [
        *("2026-01-04", "2026-02-14", "2026-02-28"),
        *("2026-05-09", "2026-09-20", "2026-10-10"),
    ]
    assert [day for day in year["holidays"] if day[:7] == "2026-02"] == [
        f"2026-02-{day}" for day in range(15, 24)
    ]
    assert (len(year["holidays"]), year["working_days"], year["adopted"]) == (33, 248, LOADED)
    assert year["source"].startswith("chinesecalendar 1.")


@pytest.mark.parametrize(
    ("day", "term", "ends"),
    [
        ("2026-02-13", "5wd", "2026-02-27"),
        ("2026-02-13", "1wd", "2026-02-14"),
        ("2026-09-30", "3wd", "2026-10-10"),
        ("2026-12-31", "1wd", "2027-01-04"),
        ("2027-02-04", "1wd", "2027-02-09"),
    ],
)
def test_days_around_a_holiday_and_the_turn_of_the_year(
    march: Office, day: str, term: str, ends: str
) -> None:
    assert days(march).add(date.fromisoformat(day), term).isoformat() == ends


def test_what_rests_on_no_notice_says_so(march: Office) -> None:
    known = days(march)

    assert provisional_note(known, [2026]) == ""
    assert provisional_note(known, [2026, 2027]) == (
        "Working days of 2027 rest on statutory holidays: the notice is not out"
    )
    assert provisional_note(known, [2030]) == (
        "Working days of 2030 are Monday to Friday: no calendar is adopted"
    )


def test_a_year_is_adopted_once(march: Office) -> None:
    with nothing_recorded(march):
        again = load(march, "2026-03-09")

    assert again.json["command"] is None
    assert "Working days" not in again.err


def test_a_later_load_adopts_the_years_that_came(march: Office) -> None:
    again = load(march, "2028-01-05").json

    assert (again["changes"], again["changed"]) == ([], [])
    assert bases(march, "--today", "2028-01-05").keys() == {2026, 2027, 2028, 2029}
    assert bases(march, "--as-of", LOADED).keys() == {2026, 2027}

    march.ok("undo", "--today", "2028-01-05")

    assert bases(march, "--today", "2028-01-05").keys() == {2026, 2027}
    assert march.ok("db", "check").status == 0


def test_a_load_that_is_taken_back_takes_its_years_with_it(march: Office) -> None:
    longer = '\n[[task]]\nnumber = "3"\ntitle = "远期展望"\ndeadline = 2030-06-30\n'
    load(march, "2026-03-03", longer)
    assert bases(march).keys() == {2026, 2027, 2028, 2029, 2030}

    march.ok("undo", "--today", "2026-03-04")

    assert bases(march).keys() == {2026, 2027}
    assert march.ok("db", "check").status == 0


def test_a_notice_takes_the_place_of_holidays_by_law(march: Office) -> None:
    before_the_notice = Adoption(2026, "statutory", ["2026-01-01"], [], "holidays 0.80")
    with closing(session(march, today=LOADED)) as here:
        here.store.execute("BEGIN")
        record(here, here.store, [before_the_notice.draft()], Actors(None, None))
        here.store.execute("COMMIT")
    assert bases(march)[2026] == "statutory"

    done = adopt(march, "--today", LOADED)["done"]

    assert [(each["year"], each["basis"]) for each in done] == [(2026, "notice")]
    assert bases(march) == {2026: "notice", 2027: "statutory"}
    assert march.ok("db", "check").status == 0


def test_monday_to_friday_where_the_plan_says_so(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    load(office, LOADED, RULES + 'calendar = "none"\n')

    assert bases(office) == {}
    assert days(office).between("2026-02-16", "2026-02-21") == 5
    assert days(office).provisional([2026, 2027]) == []
    said = refused(office, "calendar", "import", *COORDINATOR, "--today", LOADED)
    assert "Monday to Friday" in said

    load(office, "2026-03-03")

    assert bases(office) == {2026: "notice", 2027: "statutory"}


def test_the_plans_own_calendar_comes_before_the_notice(march: Office) -> None:
    load(march, "2026-03-03", YEAR_2026)

    assert bases(march) == {2026: "hand", 2027: "statutory"}
    assert days(march).between("2026-02-16", "2026-02-21") == 5
    assert calendar_events(march)[-1]["source"] == "P"
    with nothing_recorded(march):
        load(march, "2026-03-04", YEAR_2026)
    office_file = march.write("2026.toml", "year = 2026\nholidays = []\n")
    said = refused(march, "calendar", "import", office_file, *COORDINATOR, "--today", "2026-03-04")
    assert "The plan itself" in said


def test_what_was_said_by_hand_outlives_the_plans_table(march: Office) -> None:
    load(march, "2026-03-03", YEAR_2026)

    load(march, "2026-03-04")

    assert bases(march)[2026] == "hand"


def test_a_year_by_hand(march: Office) -> None:
    march.write("2027.toml", BY_HAND)

    answer = adopt(march, "2027.toml", "--today", "2026-03-04")

    (done,) = answer["done"]
    assert (answer["kind"], answer["changed"]) == ("calendar-import", [])
    assert (done["year"], done["basis"], done["source"]) == (2027, "hand", "2027.toml")
    assert done["unit"] == "省发展改革委"
    (year,) = march.ok("calendar", "show", "2027", "--json").json["years"]
    assert year["workdays"] == ["2027-02-14", "2027-02-20"]
    assert (year["holidays"][3], year["holidays"][9]) == ("2027-02-05", "2027-02-11")
    assert days(march).provisional([2026, 2027]) == []
    assert "2027" in march.ok("history", "--limit", "1").out


def test_the_past_counts_as_it_did(march: Office) -> None:
    march.write("2027.toml", BY_HAND)
    adopt(march, "2027.toml", "--today", "2026-03-04")
    february = ("2027-02-01", "2027-03-01")

    assert days(march, as_of="2026-03-03").between(*february) == 18
    assert days(march, as_of="2026-03-04").between(*february) == 17
    assert days(march, as_of="2026-03-03").provisional([2027]) == [2027]
    assert bases(march, "--as-of", "2026-03-03") == {2026: "notice", 2027: "statutory"}
    assert march.ok("db", "check").status == 0


def test_the_same_year_is_not_adopted_twice(march: Office) -> None:
    march.write("2027.toml", BY_HAND)
    adopt(march, "2027.toml", "--today", "2026-03-04")

    with nothing_recorded(march):
        again = adopt(march, "2027.toml", "--today", "2026-03-05")
        nothing = adopt(march, "--today", "2026-03-05")
        load(march, "2026-03-05")

    assert (again["command"], again["done"]) == (None, [])
    assert (nothing["command"], nothing["done"]) == (None, [])


def test_years_that_came_without_a_load(march: Office) -> None:
    done = adopt(march, "--today", "2029-01-08")["done"]

    assert [each["year"] for each in done] == [2028, 2029, 2030]


def test_undo_gives_back_what_counted_before(march: Office) -> None:
    statutory = days(march).years
    march.write("2027.toml", BY_HAND)
    adopt(march, "2027.toml", "--today", "2026-03-04")
    by_hand = days(march).years
    march.write("2027.toml", BY_HAND.replace("2027-02-11", "2027-02-12"))
    adopt(march, "2027.toml", "--today", "2026-03-04")

    undone = march.ok("undo", "--today", "2026-03-05", "--json").json

    assert [each["of"] for each in undone["done"]] == ["calendar-adopted"]
    assert days(march).years == by_hand
    assert calendar_events(march)[-1]["holidays"][-2] == "2027-02-12", "it stands in history"
    (year,) = march.ok("calendar", "show", "2027", "--json").json["years"]
    assert "2027-02-12" not in year["holidays"]

    march.ok("undo", "--today", "2026-03-05")

    assert days(march).years == statutory
    assert bases(march) == {2026: "notice", 2027: "statutory"}
    assert days(march, as_of="2026-03-04").years != by_hand
    assert march.ok("db", "check").status == 0


def test_undo_leaves_the_years_of_others_alone(march: Office) -> None:
    march.write("2027.toml", BY_HAND)
    march.write("2029.toml", "year = 2029\nholidays = [2029-01-01]\n")
    adopt(march, "2027.toml", "--today", "2026-03-04")
    adopt(march, "2029.toml", "--today", "2026-03-04", TASKMATRIX_ACTOR="李明")

    march.ok("undo", "--today", "2026-03-05")

    assert bases(march) == {2026: "notice", 2027: "statutory", 2029: "hand"}


def test_a_year_that_another_adopted_again_stays(march: Office) -> None:
    march.write("2027.toml", BY_HAND)
    adopt(march, "2027.toml", "--today", "2026-03-04")
    march.write("2027.toml", BY_HAND.replace("2027-02-11", "2027-02-12"))
    adopt(march, "2027.toml", "--today", "2026-03-04", TASKMATRIX_ACTOR="李明")

    said = refused(march, "undo", "--today", "2026-03-05")

    assert "李明" in said


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("holidays = []", ["1:1: error: missing-key"]),
        ("year = 2027", ["1:1: error: missing-key"]),
        (
            'year = 2027\nholidays = ["2027-02-11/2027-02-05", 2026-01-01]\nworkday = []',
            [
                *("2:13: error: bad-span", "2:38: error: other-year"),
                "3:1: error: unknown-key",
            ],
        ),
        ("year = 2027\nholidays = [", ["2:13: error: syntax"]),
    ],
)
def test_a_file_with_problems(march: Office, text: str, places: list[str]) -> None:
    march.write("2027.toml", text)

    said = refused(
        march, "calendar", "import", "2027.toml", *COORDINATOR, "--today", LOADED, status=5
    )

    lines = [line for line in said.splitlines() if line.startswith("2027.toml:")]
    assert [": ".join(line.split(": ")[:3]) for line in lines] == [
        f"2027.toml:{place}" for place in places
    ]


def test_who_may_import_and_what(march: Office) -> None:
    march.write("2027.toml", BY_HAND)
    day = ("--today", LOADED)

    assert "coordinator" in refused(march, "calendar", "import", "2027.toml", *DATA, *day)
    refused(march, "calendar", "import", "2026.toml", *COORDINATOR, *day, status=4)
    refused(march, "calendar", "import", ".", *COORDINATOR, *day, status=5)
    refused(march, "calendar", "show", "2030", *day, status=4)
    refused(march, "calendar", "show", "next", *day, status=2)


@pytest.mark.parametrize("columns", [40, 80, 160])
@pytest.mark.parametrize("args", [(), ("2026",)])
def test_it_fits_the_terminal(march: Office, args: tuple[str, ...], columns: int) -> None:
    for lang in ("zh", "en"):
        out = march.ok("calendar", "show", *args, "--lang", lang, COLUMNS=str(columns)).out
        assert max(map(width_of, out.splitlines())) <= columns


def test_spans_for_people_and_for_programs(march: Office) -> None:
    spans = march.ok("calendar", "show", "2026", "--format", "plain", "--lang", "en").out
    years = march.ok("calendar", "show", "--format", "plain", "--lang", "en").out

    assert "2026-02-15\t2026-02-23\t9\tholiday\n" in spans
    assert "2026-10-10\t2026-10-10\t1\tworking day\n" in spans
    assert len(spans.splitlines()) == 1 + 7 + 6
    assert [line.split("\t")[0] for line in years.splitlines()[1:]] == ["2026", "2027"]


def imported(office: Office, *args: str) -> set[str]:
    """The modules that a command loads."""
    command = office.command(*args)
    command[1:1] = ["-X", "importtime"]
    done = run(command, cwd=office.folder, env=office.environment(), capture_output=True)
    assert done.returncode == 0
    lines = done.stderr.decode().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time")}


def test_calendars_are_loaded_only_where_a_year_is_not_known(march: Office) -> None:
    again = ("plan", "load", "plans", "--yes", "--today")

    assert not imported(march, "list", "--json") & {"holidays", "chinese_calendar"}
    assert not imported(march, "undo", "--help") & {"holidays", "chinese_calendar"}
    assert "holidays" not in imported(march, *again, LOADED)
    assert imported(march, *again, "2028-01-05") >= {"holidays", "chinese_calendar"}
