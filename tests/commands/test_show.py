"""`show`: a task or unit by any name that people use, and everything about it."""

from datetime import date
from pathlib import Path

import pytest
from commands.detailed import detailed_office
from conftest import Office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return detailed_office(tmp_path_factory)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("LN/12.1", "LN/12.1"),
        ("ln/12.1", "LN/12.1"),
        ("12.1", "LN/12.1"),
        ("十二.1", "LN/12.1"),
        ("十二．１", "LN/12.1"),
        ("１２．１", "LN/12.1"),
        ("（五）", "LN/5"),
        ("(五)", "LN/5"),
        ("二十一、", "LN/21"),
        ("第十条", "LN/10"),
        ("LN/（五）", "LN/5"),
        ("12", "LN/12"),
        ("LN-DL/7", "LN-DL/7"),
        ("赋能产业发展", "LN/12"),
        ("算力支撑", "LN/1"),
        ("建强补延", "LN/9"),
        ("“建强补延”", "LN/9"),
        ('产业链"建强补延"', "LN/9"),
        ("人工智能＋交通", "LN/13.3"),
    ],
)
def test_a_task_by_the_names_that_people_use(liaoning: Office, name: str, code: str) -> None:
    done = liaoning.ok("show", name, "--json")
    assert done.json["task"]["code"] == code
    title = done.json["task"]["title"]
    assert done.err == ("" if name == code else f"{name} → {code} {title}\n")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("省交通运输厅", "省交通运输厅"),
        ("省交通厅", "省交通运输厅"),
        ("交通厅", "省交通运输厅"),
        ("交通运输", "省交通运输厅"),
        (" 省 数据局 ", "省数据局"),
        ("发改委", "省发展改革委"),
        ("网络安全和信息化", "省委网信办"),
        ("沈抚", "省沈抚改革创新示范区管委会"),
    ],
)
def test_a_unit_by_the_names_that_people_use(liaoning: Office, name: str, unit: str) -> None:
    done = liaoning.ok("show", name, "--json")
    assert done.json["unit"]["name"] == unit
    assert done.err == ("" if name == unit else f"{name} → {unit}\n")


def test_a_unit_by_its_former_name(office: Office) -> None:
    done = office.ok("show", "省大数据局", "--json")
    assert done.json["unit"]["name"] == "省数据局"
    assert done.err == "省大数据局 → 省数据局\n"


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("市政府", ["甲市政府", "乙市政府", "各市政府"]),
        ("组织", ["P/2.1 人工智能+“组织”数据", "省委组织部"]),
        ("数据", ["P/2.1 人工智能+“组织”数据", "省数据局"]),
    ],
)
def test_what_may_mean_several_is_refused_with_them(
    office: Office, name: str, candidates: list[str]
) -> None:
    done = office("show", name, "--lang", "en")
    assert (done.status, done.out) == (4, "")
    assert [line[2:] for line in done.err.splitlines() if line[:2] == "  "] == candidates


def test_long_lists_of_candidates_are_cut(liaoning: Office) -> None:
    done = liaoning("show", "省", "--lang", "en")
    assert done.status == 4
    assert len(done.err.splitlines()) == 15
    assert "more" in done.err.splitlines()[-2]


@pytest.mark.parametrize(
    ("name", "near"),
    [("省数据居", "省数据局"), ("P/11", "P/1 算力底座"), ("算力底坐", "P/1 算力底座")],
)
def test_near_names_are_offered(office: Office, name: str, near: str) -> None:
    done = office("show", name)
    assert (done.status, done.out) == (4, "")
    assert f"“{near}”" in done.err


@pytest.mark.parametrize(
    "name", ["", "（）", "Q/99/1", "🚀", "%", "_", "\udcff", "'; DROP TABLE task"]
)
def test_what_nothing_is_called(office: Office, name: str) -> None:
    done = office("show", name)
    assert (done.status, done.out) == (4, "")
    assert "taskmatrix list" in done.err


def test_a_task_in_json_is_the_contracts(office: Office) -> None:
    answer = office.ok("show", "1", "--json", "--today", "2026-11-21").json
    task = answer.pop("task")
    head = {"schema": 1, "kind": "show", "today": "2026-11-21"}
    assert answer == {**head, "provisional_years": [2027]}
    events = task.pop("events")
    why = {key: task.pop(key) for key in ("why", "why_rule", "why_numbers")}
    assert [type(each) for each in why.values()] == [str, str, dict]
    (listed,) = office.ok("list", "--search", "P/1", "--plan", "P", "--json").json["tasks"]
    kept = {"days_left", "flags"}
    assert {key: task[key] for key in listed.keys() - kept} == {
        key: value for key, value in listed.items() if key not in kept
    }
    nothing_yet = {"state": "pending", "progress": None, "reported": None}
    keys = "progress reported exemption urged promised_by"
    nobody_yet = dict.fromkeys(keys.split())
    assert {key: task[key] for key in task.keys() - listed.keys()} == {
        "summary": "建设算力。",
        "basis": "first-listed",
        "ahead": None,
        "expected_counts": True,
        "wait": None,
        "extension": None,
        "open_ended": True,
        "standing": False,
        "leader": "常务副省长",
        "advances": [],
        "advanced_by": [{"code": "P-N/1", "title": "建设智算中心", **nothing_yet}],
        "after": [{"code": "P/2.1", "title": "人工智能+“组织”数据", **nothing_yet}],
        "rollup": {"tasks": 1, "closed": 0, "progress": None},
        "children": [],
        "milestones": [
            {"number": 1, "title": "可研获批", "due": "2026-06-30", "weight": 1, "reached": None}
        ],
        "targets": [
            {
                "code": "P#compute",
                "title": "算力规模",
                "op": ">=",
                "value": 5000,
                "measure": "PFLOPS",
                "due": "2027-12-31",
                "per": "total",
                "soft": False,
                "baseline": {"date": "2025-06-05", "value": 0},
                "reading": None,
                "expected": 2843.5,
                "forecast": None,
                "light": "grey",
            }
        ],
        "assignments": [
            {"unit": unit, "role": role, "rank": rank, "basis": basis, **nobody_yet}
            for unit, role, rank, basis in (
                ("省数据局", "lead", 1, "first-listed"),
                ("省发展改革委", "support", 1, "first-listed"),
                ("甲市政府", "local", 1, "blanket"),
                ("乙市政府", "local", 2, "blanket"),
            )
        ],
        "reports": [],
        "slips": [],
    }
    kinds = [(event["kind"], event["task"], event["actor"]) for event in events]
    assert kinds[0] == ("task-defined", "P/1", "王芳")
    keys = "seq at day on actor home unit kind task data command undone"
    assert all(set(event) == set(keys.split()) for event in events)
    assert date.fromisoformat(events[0]["day"])


def test_a_group_of_tasks(office: Office) -> None:
    task = office.ok("show", "2", "--json").json["task"]
    assert (task["group"], task["assignments"], task["basis"]) == (True, [], None)
    nothing_yet = {"state": "pending", "progress": None, "reported": None}
    assert task["children"] == [{"code": "P/2.1", "title": "人工智能+“组织”数据", **nothing_yet}]


def test_a_dropped_task_by_its_code(office: Office) -> None:
    task = office.ok("show", "P/3", "--json").json["task"]
    assert (task["state"], task["title"], task["lead"]) == ("terminated", "数据流通", ["省数据局"])
    assert [event["kind"] for event in task["events"]] == ["task-defined", "task-dropped"]
    assert office("show", "数据流通").status == 4, "only live tasks go by their title"


def test_a_unit_in_json(office: Office) -> None:
    unit = office.ok("show", "省发改委", "--json").json["unit"]
    tasks = unit.pop("tasks")
    assert unit == {
        "name": "省发展改革委",
        "en": "Development and Reform Commission",
        "kind": "department",
        "dropped": False,
        "aliases": ["省发改委", "省发展和改革委员会"],
        "formerly": [],
        "slips": True,
        "members": [],
        "groups": [],
        "counts": {"lead": 0, "support": 1, "local": 0},
        "promises": {"made": 0, "kept": 0, "missed": 0, "open": 0, "kept_rate": None},
        "slips_received": dict.fromkeys(
            ("blue", "yellow", "red", "unanswered", "followed", "ended", "lapsed"), 0
        ),
    }
    assert tasks == office.ok("mine", "--as", "省发改委", "--json").json["tasks"]


def test_a_group_of_units(office: Office) -> None:
    unit = office.ok("show", "各市政府", "--json").json["unit"]
    assert (unit["kind"], unit["members"]) == ("group", ["甲市政府", "乙市政府"])
    assert unit["tasks"] == []
    member = office.ok("show", "甲市政府", "--json").json["unit"]
    assert member["groups"] == ["各市政府"]
    assert member["counts"] == {"lead": 0, "support": 0, "local": 2}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "P/1",
            [
                "P/1 算力底座",
                "Deadline          (2027-12-31)  405 days left  inherited",
                "  lead  省数据局",
                "  support  省发展改革委 and others",
                "  1. 2026-06-30  可研获批",
                "  P#compute  算力规模 >= 5,000 PFLOPS  2027-12-31",
                "  P-N/1 建设智算中心",
            ],
        ),
        ("P/2", ['  P/2.1 人工智能+"组织"数据']),
        ("省委组织部", ["Slips  none; the leader in charge is told"]),
        ("省数据局", ["Formerly  省大数据局", "Tasks     lead 2; support 0; local 0"]),
        ("各市政府", ["Members  甲市政府, 乙市政府"]),
    ],
)
def test_for_people(office: Office, name: str, lines: list[str], tmp_path: Path) -> None:
    told = ("show", name, "--lang", "en", "--today", "2026-11-21")
    shown = office.ok(*told).out
    assert [line for line in lines if f"\n{line}" not in f"\n{shown}"] == []
    office.ok(*told, "-o", tmp_path / "shown.txt")
    assert (tmp_path / "shown.txt").read_text("utf-8") == shown
    unbroken = office.ok(*told, "--format", "plain", COLUMNS="30").out
    assert [line for line in lines if f"\n{line}" not in f"\n{unbroken}"] == []
