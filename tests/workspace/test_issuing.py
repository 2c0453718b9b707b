"""Documents are numbered, kept and follow each other, whatever is issued, withdrawn, taken back."""

import json
from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import SMALL, Office, made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.test_faults import database
from workspace.press import edition_of, press, rendered, said, session_at

from taskmatrix.errors import NotFound, Refused, TaskmatrixError
from taskmatrix.store.documents import Issue, issues
from taskmatrix.store.events import read_events
from taskmatrix.store.inspection import faults
from taskmatrix.store.opening import open_store
from taskmatrix.workspace.documents import monthly, weekly
from taskmatrix.workspace.documents.issued import find_issue, kept_file
from taskmatrix.workspace.documents.issuing import Copy, Edition, issue, withdraw
from taskmatrix.workspace.reporting import report
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.undoing import undo

MONDAY = "2026-12-14"
PEOPLE = ("王芳", "李明")


@pytest.fixture
def shop(office: Office) -> Office:
    """An office with simulated data from a Monday on, two weeks before the new year."""
    return made(office, _open_shop)


def _open_shop(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", MONDAY)


def all_issues(path: Path) -> list[Issue]:
    with closing(open_store(path)) as store:
        return issues(store)


def after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def numbers(path: Path) -> list[tuple[str, int, int]]:
    return [(each.kind, each.year, each.number) for each in all_issues(path)]


def test_numbers_begin_anew_with_the_year(shop: Office) -> None:
    days = ("2026-12-18", "2026-12-25", "2026-12-31", "2027-01-01", "2027-01-08")

    for day in days:
        press(database(shop), "weekly", day)

    assert [
        (each.year, each.number, each.first, each.last) for each in all_issues(database(shop))
    ] == [
        (2026, 1, "2026-12-14", "2026-12-18"),
        (2026, 2, "2026-12-19", "2026-12-25"),
        (2026, 3, "2026-12-26", "2026-12-31"),
        (2027, 1, "2027-01-01", "2027-01-01"),
        (2027, 2, "2027-01-02", "2027-01-08"),
    ]


def test_each_kind_has_numbers_of_its_own(shop: Office) -> None:
    for kind in ("weekly", "monthly", "weekly"):
        report_work(shop, "2026-12-18")
        press(database(shop), kind, "2026-12-18")
    assert numbers(database(shop)) == [
        ("weekly", 2026, 1),
        ("monthly", 2026, 1),
        ("weekly", 2026, 2),
    ]


def report_work(office: Office, day: str) -> None:
    with closing(session_at(database(office), day, unit="省数据局")) as session:
        report(session, ["P/1"], {"done": "有进展"})


def test_the_same_is_not_issued_twice(shop: Office) -> None:
    press(database(shop), "weekly", "2026-12-18")
    with pytest.raises(Refused) as refusal:
        press(database(shop), "weekly", "2026-12-18")
    assert "report reprint weekly 2026-1" in (refusal.value.hint or "")

    report_work(shop, "2026-12-18")
    press(database(shop), "weekly", "2026-12-18")

    assert [said_of(shop, each)["after"] for each in all_issues(database(shop))] == [
        0,
        all_issues(database(shop))[0].upto,
    ]


def said_of(office: Office, found: Issue) -> dict[str, object]:
    with closing(session_at(database(office), None)) as session:
        return said(
            kept_file(session, find_issue(session, found.kind, f"{found.year}-{found.number}"))
        )


def test_the_coordinator_alone_issues(shop: Office) -> None:
    with pytest.raises(Refused):
        press(database(shop), "weekly", "2026-12-18", unit="省数据局")
    assert numbers(database(shop)) == []


def test_nothing_is_issued_as_of_a_day_past(shop: Office) -> None:
    with closing(session_at(database(shop), "2026-12-18", as_of="2026-12-15")) as session:
        make = edition_of(session, "weekly")
        with pytest.raises(Refused):
            issue(session, "weekly", make, rendered, Copy("md", None))
    assert numbers(database(shop)) == []


# --- others who write meanwhile ---


@pytest.mark.parametrize("once", [True, False])
def test_nobody_waits_while_a_document_is_made(shop: Office, once: bool) -> None:
    """Where one reports meanwhile, it is made anew: what was recorded before it is in it."""
    made: list[Edition] = []
    with closing(session_at(database(shop), "2026-12-18")) as session:
        make = edition_of(session, "weekly")

        def edition(year: int, number: int) -> Edition:
            if not once and not made:
                report_work(shop, "2026-12-18")
            made.append(make(year, number))
            return made[-1]

        issue(session, "weekly", edition, rendered, Copy("md", None))

    (found,) = all_issues(database(shop))
    assert len(made) == (1 if once else 2)
    assert made[-1].upto == found.upto == found.seq - 1
    assert said_of(shop, found)["upto"] == found.upto


def test_who_is_overtaken_issues_the_next_number_or_nothing(shop: Office) -> None:
    with closing(session_at(database(shop), "2026-12-18")) as session:
        make = edition_of(session, "weekly")

        def edition(year: int, number: int) -> Edition:
            if not numbers(database(shop)):
                press(database(shop), "weekly", "2026-12-18", actor="李明")
            return make(year, number)

        with pytest.raises(Refused):
            issue(session, "weekly", edition, rendered, Copy("md", None))
    assert numbers(database(shop)) == [("weekly", 2026, 1)]

    with closing(session_at(database(shop), "2026-12-18")) as session:
        make = edition_of(session, "monthly")
        steps = iter(("weekly",))

        def another(year: int, number: int) -> Edition:
            for kind in steps:
                report_work(shop, "2026-12-18")
                press(database(shop), kind, "2026-12-18", actor="李明")
            return make(year, number)

        issue(session, "monthly", another, rendered, Copy("md", None))
    assert numbers(database(shop))[1:] == [("weekly", 2026, 2), ("monthly", 2026, 1)]


# --- the file beside the record ---


def test_the_file_is_what_is_kept(shop: Office) -> None:
    path = shop.folder / "周报.md"
    press(database(shop), "weekly", "2026-12-18", str(path))
    with closing(session_at(database(shop), "2026-12-18")) as session:
        assert kept_file(session, find_issue(session, "weekly", "1")) == path.read_bytes()


@pytest.mark.parametrize("place", ["plans", "nowhere/x.md", "plans/plan.toml/x.md", "/dev/full"])
def test_where_the_file_cannot_be_written_nothing_is_issued(shop: Office, place: str) -> None:
    before = sorted(path.name for path in shop.folder.iterdir())

    with pytest.raises(OSError, match=r"Errno \d+"):
        press(database(shop), "weekly", "2026-12-18", str(shop.folder / place))

    assert numbers(database(shop)) == []
    assert sorted(path.name for path in shop.folder.iterdir()) == before, "no drafts are left"


def test_a_file_that_fails_when_all_is_on_record_can_be_printed_again(shop: Office) -> None:
    path = shop.folder / "周报.md"
    with closing(session_at(database(shop), "2026-12-18")) as session:

        def somebody_takes_the_name(statement: str) -> None:
            if statement == "COMMIT":
                path.mkdir()

        session.store.set_trace_callback(somebody_takes_the_name)
        make = edition_of(session, "weekly")
        with pytest.raises(TaskmatrixError) as failure:
            issue(session, "weekly", make, rendered, Copy("md", str(path)))

    assert "report reprint weekly 2026-1" in (failure.value.hint or "")
    assert numbers(database(shop)) == [("weekly", 2026, 1)]
    assert sorted(shop.folder.glob(".taskmatrix-*")) == []


def test_a_page_that_cannot_be_set_issues_nothing(shop: Office) -> None:
    path = shop.folder / "周报.md"

    def broken(_data: object) -> bytes:
        raise Refused("broken", "mend it")

    with closing(session_at(database(shop), "2026-12-18")) as session:
        make = edition_of(session, "weekly")
        with pytest.raises(Refused):
            issue(session, "weekly", make, broken, Copy("md", str(path)))
    assert (numbers(database(shop)), path.exists()) == ([], False)


# --- any sequence, of the real periodicals ---

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *("work", "weekly", "weekly", "monthly", "weekly past", "monthly past"),
                *("withdraw", "withdraw", "withdraw older", "undo", "undo", "wait", "wait"),
            )
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(("weekly", "weekly", "monthly")),
    ),
    max_size=30,
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database with the programme loaded."""
    office = Office(tmp_path_factory.mktemp("opened"))
    _open_shop(office)
    return database(office).read_bytes()


def take(path: Path, day: str, what: str, who: str, kind: str) -> str:
    """Do one thing, or have it refused; return the day after it."""
    with closing(session_at(path, day, actor=who)) as session:
        if what == "wait":
            return after(day, 6)
        if what == "undo":
            undo(session)
        elif what == "work":
            with closing(session_at(path, day, actor=who, unit="省数据局")) as lead:
                report(lead, ["P/1"], {"done": "有进展"})
        elif what.startswith("withdraw"):
            standing = [each for each in issues(session.store, kind) if not each.withdrawn]
            found = standing[0 if what.endswith("older") else -1] if standing else None
            session.close()
            if found:
                withdraw(session, kind, f"{found.year}-{found.number}", "有误")
        else:
            _publish(session, *what.split())
    return day


def _publish(session: Session, kind: str, past: str = "") -> None:
    """Issue a real weekly or monthly; its data are its page."""
    days = {"weekly": 7, "monthly": 31}[kind]
    period = (session.today - timedelta(days=days)).isoformat() if past else None

    def edition(year: int, number: int) -> Edition:
        if kind == "weekly":
            return weekly.edition(session, period, year, number)
        return monthly.edition(session, period, year, number, ranking=False)

    def rendered(data: dict[str, Any]) -> bytes:
        return json.dumps(data, default=list).encode()

    issue(session, kind, edition, rendered, Copy("md", None))


@given(STEPS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_periods_follow_each_other_whatever_is_done(
    opened: bytes, steps: list[tuple[str, str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        path, day = Path(folder) / "t.db", MONDAY
        path.write_bytes(opened)
        for step in steps:
            try:
                day = take(path, day, *step)
            except (Refused, NotFound):
                continue
            follow_each_other(path)
        with closing(open_store(path)) as store:
            assert faults(store) == []


def follow_each_other(path: Path) -> None:
    """Check numbers and periods of all that was issued."""
    listed = all_issues(path)
    by_year = defaultdict(list)
    for each in listed:
        by_year[each.kind, each.year].append(each.number)
    assert all(found == list(range(1, len(found) + 1)) for found in by_year.values()), "no hole"
    with closing(session_at(path, None)) as session:
        for kind in ("weekly", "monthly"):
            before: Issue | None = None
            of_kind = [each for each in listed if each.kind == kind]
            for each in (each for each in of_kind if not each.withdrawn):
                said = json.loads(kept_file(session, each))
                assert not taken_back(path, each), "what is out stands"
                assert (said["number"], said["first"]) == (each.number, each.first)
                follows(said["previous"], each, before)
                if before is None:
                    assert each.first == min(earlier.first or "" for earlier in upto(of_kind, each))
                before = each


def upto(listed: list[Issue], found: Issue) -> list[Issue]:
    """Those that cover no more than one of them does; they were withdrawn where it is the first."""
    return [each for each in listed if each.upto <= found.upto]


def follows(previous: dict[str, Any] | None, each: Issue, before: Issue | None) -> None:
    """Check that a document begins where the one before it ends, and says so."""
    assert (each.first or "") <= (each.last or "")
    assert (previous is None) == (before is None)
    if before and previous:
        assert (previous["year"], previous["number"]) == (before.year, before.number)
        assert each.upto > before.upto
        assert each.first in (before.last, after(before.last or "", 1))


def taken_back(path: Path, found: Issue) -> bool:
    """Whether something that a document covers was taken back after it was issued."""
    with closing(open_store(path)) as store:
        return any(
            json.loads(event.data)["first"] <= found.upto
            for event in read_events(store)
            if event.kind == "undone" and event.seq > found.seq
        )
