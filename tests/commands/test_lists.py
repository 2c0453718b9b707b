"""`list` and `mine`: the contract's objects, their order, what is near and past, the filters."""

from pathlib import Path

import pytest
from commands.programme import DATED
from conftest import Office

DROPPED = DATED.replace('number   = "4"', 'number   = "41"').replace("今日到期", "另一件全新的事情")
TODAY = "2026-06-01"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office on 1 June 2026; for tests that only read."""
    office = Office(tmp_path_factory.mktemp("lists"), {"TASKMATRIX_TODAY": TODAY})
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", DATED)
    office.ok("plan", "load", "plans")
    return office


def codes(office: Office, *args: str) -> list[str]:
    return [task["code"] for task in office.ok(*args, "--json").json["tasks"]]


NOTHING_YET = {"progress": None, "slip": None, "reported": None}


def test_list_is_the_contracts(office: Office) -> None:
    answer = office.ok("list", "--search", "物流", "--json").json
    assert answer == {
        "schema": 1,
        "kind": "list",
        "today": TODAY,
        "provisional_years": [],
        "tasks": [
            {
                "code": "P/2.10",
                "plan": "P",
                "tier": "1",
                "title": "人工智能+物流",
                "section": None,
                "group": False,
                "lead": ["省交通运输厅", "省数据局"],
                "support": [],
                "local": ["乙市政府"],
                "state": "pending",
                "start": "2026-03-01",
                "deadline": "2026-05-31",
                "original_deadline": "2026-05-31",
                "deadline_inherited": False,
                "days_left": -1,
                "expected": 100.0,
                "light": "grey",
                "flags": ["overdue"],
                **NOTHING_YET,
            }
        ],
    }


def test_mine_adds_the_role(office: Office) -> None:
    listed = office.ok("list", "--unit", "省数据局", "--json").json["tasks"]
    answer = office.ok("mine", "--as", "省数据局", "--json").json
    assert answer["kind"] == "mine"
    roles = {"P/2.10": "lead", "P/1": "lead", "P/3": "lead"}
    nothing = {"my_progress": None, "my_report": None, "my_exemption": None}
    added = [{"role": roles[task["code"]], **nothing} for task in listed]
    assert answer["tasks"] == [task | more for task, more in zip(listed, added, strict=True)]


@pytest.mark.parametrize(
    ("code", "deadline", "inherited", "days_left", "flags"),
    [
        ("P/2.9", "2026-05-31", False, -1, ["overdue"]),
        ("P/4", "2026-06-01", False, 0, ["due-soon"]),
        ("P/2.1", "2026-06-30", True, 29, ["due-soon"]),
        ("P/5", "2026-07-02", False, 31, []),
        ("P/1", "2027-12-31", True, 578, []),
        ("P/3", None, False, None, []),
    ],
)
def test_deadlines(
    office: Office, code: str, deadline: str, inherited: bool, days_left: int, flags: list[str]
) -> None:
    (task,) = (each for each in office.ok("list", "--json").json["tasks"] if each["code"] == code)
    assert task["deadline"] == task["original_deadline"] == deadline
    assert task["deadline_inherited"] == inherited
    assert (task["days_left"], task["flags"]) == (days_left, flags)


@pytest.mark.parametrize(
    ("today", "days_left", "flags"),
    [
        ("2026-06-01", 31, []),
        ("2026-06-02", 30, ["due-soon"]),
        ("2026-07-02", 0, ["due-soon"]),
        ("2026-07-03", -1, ["overdue"]),
    ],
)
def test_thirty_days_are_soon(office: Office, today: str, days_left: int, flags: list[str]) -> None:
    (task,) = office.ok("list", "--search", "三十一天", "--json", "--today", today).json["tasks"]
    assert (task["days_left"], task["flags"]) == (days_left, flags)
    for flag in ("overdue", "due-soon"):
        chosen = codes(office, "list", "--flag", flag, "--today", today)
        assert ("P/5" in chosen) == (flag in flags)


def test_how_soon_is_soon_is_the_plans_to_say(office: Office, tmp_path: Path) -> None:
    other = Office(office.folder, {**office.env, "TASKMATRIX_DB": str(tmp_path / "other.db")})
    other.write("other/plan.toml", DATED + "\n[supervision]\ndue_soon_days = 31\n")
    other.ok("db", "create", "--simulated")
    other.ok("plan", "load", "other")
    assert codes(other, "list", "--flag", "due-soon") == ["P/4", "P/2.1", "P/5"]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("", "P/2.9 P/2.10 P/4 P/2.1 P/5 P/1 P/3"),
        ("--groups", "P/2.9 P/2.10 P/4 P/2 P/2.1 P/5 P/1 P/3"),
        ("--sort code", "P/1 P/2.1 P/2.9 P/2.10 P/3 P/4 P/5"),
        ("--limit 2", "P/2.9 P/2.10"),
        ("--limit 0", ""),
        ("--role 牵头 --unit 数据局", "P/2.10 P/1 P/3"),
        ("--role support", "P/1"),
        ("--role LOCAL", "P/2.10 P/2.1 P/1"),
        ("--unit 各市政府", "P/2.10 P/2.1 P/1"),
        ("--unit 甲市政府 --role 属地落实", "P/2.1 P/1"),
        ("--state 待签收 --search 交通", "P/2.1"),
        ("--state active", ""),
        ("--state 已终止", ""),
        ("--section 基础", "P/1"),
        ("--search p/2", "P/2.9 P/2.10 P/2.1"),
        ("--search 100% --search _", ""),
        ("--overdue", "P/2.9 P/2.10"),
        ("--flag 即将到期", "P/4 P/2.1"),
        ("--due-by 今天", "P/2.9 P/2.10 P/4"),
        ("--due-by 周一", "P/2.9 P/2.10 P/4"),
        ("--due-by 6月底", "P/2.9 P/2.10 P/4 P/2.1"),
        ("--due-by ２０２６年第三季度", "P/2.9 P/2.10 P/4 P/2.1 P/5"),
        ("--due-by “十五五”末 --tier 1", "P/2.9 P/2.10 P/4 P/2.1 P/5 P/1"),
    ],
)
def test_order_and_filters(office: Office, args: str, expected: str) -> None:
    assert codes(office, "list", *args.split()) == expected.split()


def test_days_are_spoken_on_the_business_day(office: Office) -> None:
    """1 June 2026 is a Monday; the year of `6月底` is that of the business day too."""
    assert codes(office, "list", "--due-by", "周五", "--today", "2026-05-25") == []
    assert codes(office, "list", "--due-by", "周日", "--today", "2026-05-25") == [
        "P/2.9",
        "P/2.10",
    ]
    assert codes(office, "list", "--due-by", "6月底", "--today", "2027-06-01") == [
        "P/2.9",
        "P/2.10",
        "P/4",
        "P/2.1",
        "P/5",
    ]


def test_what_was_dropped_is_last_and_shown_only_when_asked_for(
    office: Office, tmp_path: Path
) -> None:
    other = Office(office.folder, {**office.env, "TASKMATRIX_DB": str(tmp_path / "other.db")})
    other.ok("db", "create", "--simulated")
    other.ok("plan", "load", "plans")
    other.write("revised/plan.toml", DROPPED)
    other.ok("plan", "load", "revised", "--yes")
    assert "P/4" not in codes(other, "list")
    assert codes(other, "list", "--all")[-1] == "P/4"
    assert codes(other, "mine", "--as", "省发改委", "--state", "terminated") == ["P/4"]
    (task,) = other.ok("list", "--state", "已终止", "--json").json["tasks"]
    assert (task["code"], task["flags"]) == ("P/4", [])


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("", "P/2.9 P/2.10 P/2.1 P/1"),
        ("--role 牵头", "P/2.9 P/2.10 P/2.1"),
        ("--role support", "P/1"),
        ("--role lead --unit 各市政府", "P/2.10 P/2.1"),
        ("--sort code --limit 3", "P/1 P/2.1 P/2.9"),
        ("--overdue", "P/2.9 P/2.10"),
    ],
)
def test_mine(office: Office, args: str, expected: str) -> None:
    assert codes(office, "mine", "--as", "省交通运输厅", *args.split()) == expected.split()


def test_mine_needs_a_unit_that_can_act(office: Office) -> None:
    nobody = office("mine", "--lang", "en")
    assert (nobody.status, nobody.out) == (3, "")
    assert "--as UNIT" in nobody.err
    assert "TASKMATRIX_AS" in nobody.err
    group = office("mine", "--as", "各市政府")
    assert (group.status, group.out) == (3, "")
    assert "各市政府" in group.err
    assert office("mine", "--as", "没有这个单位").status == 4


@pytest.mark.parametrize(
    ("args", "named"),
    [
        ("--role 领导", "牵头"),
        ("--state done", "待签收"),
        ("--flag red", "due-soon"),
        ("--tier 2", "1"),
        ("--due-by 周八", "周八"),
        ("--due-by 2026-02-30", "2026-02-30"),
        ("--today 某日", "某日"),
        ("--limit -1", "--limit"),
        ("--sort title", "deadline"),
        ("--format xml", "plain"),
        ("--json --format csv", "csv"),
    ],
)
def test_what_cannot_be_read_is_a_mistake_of_usage(office: Office, args: str, named: str) -> None:
    done = office("list", *args.split())
    assert (done.status, done.out) == (2, "")
    assert named in done.err


def test_the_table(office: Office) -> None:
    out = office.ok("list", "--lang", "en", COLUMNS="80").out
    heads, _rule, first, *_, last_but_one, last = (line.split() for line in out.splitlines())
    waits = ["to", "be", "accepted"]
    assert heads == ["Code", "Task", "Lead", "%", "Light", "Deadline", "State"]
    assert first == ["P/2.9", "人工智能+口岸", "省交通运输厅", "-", "-", "2026-05-31", *waits]
    assert last_but_one[-4:] == ["(2027-12-31)", *waits], "inherited"
    assert last == ["P/3", "常态化宣传", "省数据局", "-", "-", "none", *waits], "standing"


def test_simulated_data_say_so(office: Office) -> None:
    assert "Simulated data" in office.ok("list", "--lang", "en").err
