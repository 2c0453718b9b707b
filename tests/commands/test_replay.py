"""`escalate --replay`: what the ladder would have issued by other rules, against what it did."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from commands.random_year import FIRST, RandomYear
from commands.supervised import MONDAY, NEXT_MONDAY, act, supervise
from commands.terminal import Terminal
from commands.working import refused
from conftest import Office
from hypothesis import given, settings
from hypothesis import strategies as st

SINCE = FIRST.isoformat()
STEPS = ("blue", "yellow", "red", "leader", "principal")


def replay(office: Office, until: date | str, *args: str | Path, since: str = SINCE) -> Any:
    done = office.ok(
        "escalate", "--replay", "--json", "--since", since, "--today", str(until), *args
    )
    return done.json["replay"]


def replayed(found: Any) -> list[tuple[Any, ...]]:
    return [(each["day"], each["step"], each["task"], each["unit"]) for each in found["slips"]]


def issued(office: Office, until: date | str, since: str = SINCE) -> list[tuple[Any, ...]]:
    slips = office.ok("slips", "--json", "--today", str(until)).json["slips"]
    return [
        (each["issued"], each["step"], each["task"], each["unit"])
        for each in slips
        if each["issued"] >= since
    ]


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10**6), busy=st.sampled_from([0.3, 0.55, 0.75]))
def test_by_its_own_rules_the_ladder_issues_again_exactly_what_it_issued(
    seed: int, busy: float
) -> None:
    """From the first day, from the middle, and seen from a day long past."""
    with TemporaryDirectory() as name:
        office = Office(Path(name))
        last = RandomYear(office, seed, busy).live(120)
        middle, past = "2026-05-06", "2026-06-10"
        assert sorted(replayed(replay(office, last))) == sorted(issued(office, last))
        assert sorted(replayed(replay(office, last, since=middle))) == sorted(
            issued(office, last, middle)
        )
        back = office.ok("escalate", "--replay", "--json", "--since", SINCE, "--as-of", past).json
        then = [each for each in issued(office, last) if each[0] <= past]
        assert sorted(replayed(back["replay"])) == sorted(then)


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in which the ladder climbed every working day of a spring."""
    office = Office(tmp_path_factory.mktemp("spring"))
    RandomYear(office, 3, 0.55).live(90)
    return office


UNTIL = "2026-05-30"


def test_every_slip_that_was_issued_is_named_and_nothing_differs(spring: Office) -> None:
    found = replay(spring, UNTIL)
    register = spring.ok("slips", "--json", "--today", UNTIL).json["slips"]
    assert sorted(each["number"] for each in found["slips"]) == [s["number"] for s in register]
    assert [unit["difference"] for unit in found["units"]] == [0] * len(found["units"])
    assert (found["since"], found["until"], found["working_days"]) == (SINCE, UNTIL, 62)


def test_the_totals_are_those_of_the_units_by_step(spring: Office) -> None:
    found = replay(spring, UNTIL, "--policy", "13710")
    for kind in ("actual", "replayed"):
        for step in (*STEPS, "total"):
            assert found["totals"][kind][step] == sum(unit[kind][step] for unit in found["units"])
    steps = [each["step"] for each in found["slips"]]
    assert [found["totals"]["replayed"][step] for step in STEPS] == [
        steps.count(number) for number in range(1, 6)
    ]
    assert found["totals"]["difference"] == len(steps) - found["totals"]["actual"]["total"]


def test_shorter_terms_issue_more_and_three_colours_end_at_red(spring: Office) -> None:
    strict = spring.write(
        "strict.toml",
        """
        [supervision.steps]
        blue = "1d"
        yellow = "1d"
        red = "1d"
        """,
    )
    there = len(issued(spring, UNTIL))
    found = replay(spring, UNTIL, "--policy", strict)
    assert len(found["slips"]) > there
    assert found["steps"] == {
        **dict.fromkeys(("blue", "yellow", "red"), "1d"),
        **dict.fromkeys(("leader", "principal"), "3wd"),
    }
    assert max(each["step"] for each in replay(spring, UNTIL, "--policy", "三色")["slips"]) == 3


def test_where_no_trigger_holds_only_what_people_ordered_is_left(spring: Office) -> None:
    none = spring.write(
        "none.toml",
        """
        format = 1
        [supervision.triggers]
        due = false
        overdue = false
        behind = false
        silent = false
        unsigned = false
        """,
    )
    found = replay(spring, UNTIL, "--policy", none)
    rules = [[cause["rule"] for cause in each["causes"]] for each in found["slips"]]
    assert [rule for rule in rules if rule not in (["major"], ["unanswered"], ["awaited"])] == []
    assert found["totals"]["difference"] < 0


def test_a_preset_takes_the_place_of_the_plans_own_triggers_and_steps(office: Office) -> None:
    supervise(office)
    plan = office.folder / "plans/plan.toml"
    own = '[supervision]\nbehind_points = 20\n[supervision.steps]\nblue = "9d"\n'
    plan.write_text(plan.read_text("utf-8") + own, "utf-8")
    office.ok("plan", "load", "plans", "--yes", "--today", MONDAY)
    assert replay(office, MONDAY)["steps"]["blue"] == "9d"
    assert replay(office, MONDAY, "--policy", "三色")["steps"]["blue"] == "5wd"
    some = office.write("some.toml", '[supervision]\nladder = "13710"\nsteps = {red = "2d"}\n')
    found = replay(office, MONDAY, "--policy", some)
    assert (found["steps"]["blue"], found["steps"]["red"]) == ("3d", "2d")


def test_another_rhythm_is_another_silence(office: Office) -> None:
    """Who reports once a month is not silent after a week."""
    supervise(office)
    act(office, "省交通运输厅", MONDAY, "update", "P/2", "-p", "30")
    monthly = office.write("monthly.toml", '[supervision.report_every]\nlead = "month"\n')

    def silent(*args: str | Path) -> list[str]:
        slips = replay(office, "2026-03-27", "--except", "P/4", *args)["slips"]
        return [
            each["day"]
            for each in slips
            if each["task"] == "P/2" and each["causes"][0]["rule"] == "silent"
        ]

    assert silent()[0] == "2026-03-16", "the first Monday after a week without a report"
    assert silent("--policy", monthly) == []


def test_an_answer_counts_where_it_lies_in_the_time_for_the_reply(office: Office) -> None:
    """The slip was issued on Monday and answered on Friday: too late where two days are given."""
    supervise(office)
    office.ok("escalate", "P/4", "--yes", "--as", "省发展改革委", "--today", NEXT_MONDAY)
    answer = ("slips", "answer", "1", "--reply", "正在办", "--by", "2026-03-31")
    act(office, "省数据局", "2026-03-13", *answer)
    short = office.write("short.toml", '[supervision.steps]\nblue = "2d"\n')

    def steps(since: str, *args: str | Path) -> list[tuple[str, int]]:
        found = replay(office, "2026-03-20", "P/4", *args, since=since)
        return [(each["day"], each["step"]) for each in found["slips"]]

    assert steps(SINCE) == [(NEXT_MONDAY, 1)], "the slip that was issued had its answer"
    assert steps("2026-03-10") == [], "it stands at the beginning"
    assert steps(SINCE, "--policy", short) == [(NEXT_MONDAY, 1), ("2026-03-12", 2)]
    later = office.write(
        "later.toml",
        """
        [supervision.triggers]
        unsigned = false
        behind = false
        due = "3d"
        """,
    )
    other = steps(SINCE, "--policy", later)
    assert other == [("2026-03-10", 1)], "a slip that was not issued has the answer to the real one"


def test_it_writes_nothing(spring: Office) -> None:
    """Not even with a policy; neither a byte of the file, nor another file beside it."""

    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in spring.folder.glob("taskmatrix.db*")}

    before = files()
    replay(spring, UNTIL, "--policy", "13710")
    spring.ok("escalate", "--replay", "--since", SINCE, "--explain", "--as-of", "2026-04-01")
    assert files() == before


def test_tasks_and_units_can_be_named_or_left_out(spring: Office) -> None:
    every = replay(spring, UNTIL)["slips"]
    only = replay(spring, UNTIL, "P/2")["slips"]
    assert only == [each for each in every if each["task"] == "P/2"] != []
    rest = replay(spring, UNTIL, "--except", "省数据局")["slips"]
    assert rest == [each for each in every if each["unit"] != "省数据局"] != []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[supervision]\nladdr = "13710"\n', "bad.toml:2:1: error: unknown-key"),
        ("[supervision.steps]\nblue = 5\n", "bad.toml:2:8: error: wrong-type"),
        ("[supervision\n", "bad.toml:1:13: error: syntax"),
        ("format = 1\n", "sets no rules"),
        (
            "[[supervision.year]]\nyear = 2026\nholidays = []\n",
            "The working days of a year are adopted, not replayed",
        ),
    ],
)
def test_a_bad_file_is_told_with_its_place(office: Office, text: str, told: str) -> None:
    supervise(office)
    office.write("bad.toml", text)
    order = ("escalate", "--replay", "--since", SINCE, "--today", MONDAY, "--policy", "bad.toml")
    assert told in refused(office, *order, status=5)


def test_what_cannot_be_replayed_is_refused(office: Office) -> None:
    supervise(office)
    today = ("--today", MONDAY)
    refused(office, "escalate", "--replay", *today, status=2)
    refused(office, "escalate", "--since", SINCE, *today, status=2)
    refused(office, "escalate", "--replay", "--since", SINCE, "--dry-run", *today, status=2)
    refused(office, "escalate", "--replay", "--since", "2026-03-04", *today)
    there_is_none = ("--policy", "none.toml")
    refused(office, "escalate", "--replay", "--since", SINCE, *there_is_none, *today, status=4)
    assert "does not look back" in refused(office, "escalate", "--yes", "--as-of", MONDAY)


def test_a_dry_run_looks_back(spring: Office) -> None:
    now = spring.ok("escalate", "--dry-run", "--explain", "--json", "--as-of", "2026-04-01").json
    assert now["today"] == "2026-04-01"
    assert {item["because"] for item in now["due"]} <= {
        "today",
        "open",
        "promised",
        "top",
        "nobody",
    }


def test_plain_lines_have_a_column_for_each_number(spring: Office) -> None:
    out = spring.ok("escalate", "--replay", "--since", SINCE, "--today", UNTIL, "--explain").out
    units, slips = (part.splitlines() for part in out.split("\n\n"))
    found = replay(spring, UNTIL)
    rows = [line.split("\t") for line in units]
    assert {len(row) for row in rows} == {14}
    totals = found["totals"]
    assert rows[-1][1:3] == [str(totals[kind]["blue"]) for kind in ("actual", "replayed")]
    assert len(slips) == 1 + len(found["slips"])


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_it_fits(spring: Office, columns: int) -> None:
    order = ("escalate", "--replay", "--since", SINCE, "--today", UNTIL, "--policy", "三色")
    with Terminal(spring, *order, "--explain", columns=columns) as terminal:
        assert terminal.end() == 0
        assert terminal.wrapped == 0
        assert "省数据局" in terminal.text
