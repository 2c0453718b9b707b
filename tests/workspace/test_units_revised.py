"""A plan revised: departments merge, cities are renamed, units come and go."""

import shlex

import pytest
from conftest import Office, made
from workspace.revising import load, loads, proposed, work

HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
"""

TASKS = """
    [[task]]
    number  = "1"
    title   = "优化算力支撑底座"
    lead    = ["省数据局"]
    support = ["省营商局", "甲市政府"]

    [[task]]
    number = "2"
    title  = "培育标杆企业"
    lead   = ["省营商局"]
"""

UNITS = {"省发展改革委": "", "省数据局": "", "省营商局": "", "甲市政府": 'kind = "region"'}


def plan(units: dict[str, str] = UNITS, tasks: str = TASKS) -> str:
    """A plan with a register of units: name → what else stands there."""
    tables = (f'\n    [[unit]]\n    name = "{name}"\n    {more}\n' for name, more in units.items())
    return HEAD + "".join(tables) + tasks


def without(unit: str, **more: str) -> dict[str, str]:
    """The units without one of them, and with others."""
    return {**{name: rest for name, rest in UNITS.items() if name != unit}, **more}


@pytest.fixture
def departments(office: Office) -> Office:
    return made(office, _load)


def _load(office: Office) -> None:
    loads(office, plan())


def roles(office: Office, unit: str) -> dict[str, str]:
    """The roles of a unit, by task."""
    tasks = office.ok("show", unit, "--json").json["unit"]["tasks"]
    return {task["code"]: task["role"] for task in tasks}


MERGED = plan(
    {
        "省发展改革委": "",
        "省数据和营商局": 'formerly = ["省数据局", "省营商局"]',
        "甲市政府": 'kind = "region"',
    }
)


def test_two_departments_merge_and_the_stronger_role_wins(departments: Office) -> None:
    work(departments, unit="省数据局")
    work(departments, unit="省营商局")

    done = load(departments, MERGED, "--json").json

    assert ("merged", "省营商局", "省数据和营商局") in [
        (change["change"], change["code"], change["new"]) for change in done["changes"]
    ]
    assert roles(departments, "省数据和营商局") == {"P/1": "lead", "P/2": "lead"}
    assert departments.ok("show", "省营商局", "--json").json["unit"]["name"] == "省数据和营商局"
    assert departments.ok("db", "check")


def test_what_the_merged_departments_did_is_theirs(departments: Office) -> None:
    work(departments, "P/1", unit="省数据局")
    work(departments, "P/2", unit="省营商局")

    loads(departments, MERGED)

    events = departments.ok("show", "P/1", "--json").json["task"]["events"]
    assert events[1]["unit"] == "省数据和营商局", (
        "the first of the former goes on under the new name"
    )
    events = departments.ok("show", "P/2", "--json").json["task"]["events"]
    assert events[1]["unit"] == "省营商局", "the other one reported under the name that it had"


def test_a_department_merges_into_one_that_goes_on(departments: Office) -> None:
    work(departments, unit="省营商局")
    tasks = TASKS.replace('"省营商局", ', "").replace("省营商局", "省数据局")
    text = plan(without("省营商局"), tasks)

    done = load(departments, text, "--map", "省营商局=省数据局", "--json").json

    assert [change["change"] for change in done["changes"] if change["code"] == "省营商局"] == [
        "merged"
    ]
    assert roles(departments, "省数据局") == {"P/1": "lead", "P/2": "lead"}


def test_a_merger_is_undone(departments: Office) -> None:
    loads(departments, MERGED)

    loads(departments, plan())

    assert roles(departments, "省营商局") == {"P/1": "support", "P/2": "lead"}
    assert departments.ok("db", "check")


RENAMED = 'kind = "region"\n    formerly = ["甲市政府"]'


def test_a_city_is_renamed_and_says_so(departments: Office) -> None:
    work(departments, "P/1", unit="甲市政府")
    text = plan(without("甲市政府", 乙市政府=RENAMED))

    done = load(departments, text, "--json").json

    assert {(each["code"], each["field"]) for each in done["changes"]} == {
        ("乙市政府", "name"),
        ("乙市政府", "formerly"),
    }
    assert departments.ok("show", "甲市政府", "--json").json["unit"]["name"] == "乙市政府"
    events = departments.ok("show", "P/1", "--json").json["task"]["events"]
    assert [event["unit"] for event in events] == [None, "乙市政府"]


def test_a_city_that_acted_is_not_renamed_without_a_word(departments: Office) -> None:
    work(departments, unit="甲市政府")
    text = plan().replace("甲市政府", "乙市政府")

    line = proposed(load(departments, text))

    assert line == shlex.split("plan load plans --map 甲市政府=乙市政府 --yes")
    departments.ok(*line)
    assert roles(departments, "乙市政府") == {"P/1": "support"}


def test_a_city_that_never_acted_may_go_and_another_come(departments: Office) -> None:
    done = load(departments, plan().replace("甲市政府", "乙市政府"), "--json").json

    changes = [(each["change"], each["code"]) for each in done["changes"] if each["what"] == "unit"]
    assert changes == [("added", "乙市政府"), ("dropped", "甲市政府")]


def test_a_unit_that_acted_is_not_dropped_without_a_word(departments: Office) -> None:
    work(departments, unit="甲市政府")
    text = plan(without("甲市政府"), TASKS.replace(', "甲市政府"', ""))

    line = proposed(load(departments, text))

    assert line == shlex.split("plan load plans --retire 甲市政府 --yes")
    departments.ok(*line)
    assert departments.ok("show", "甲市政府", "--json").json["unit"]["dropped"] is True


def test_a_unit_renamed_or_merged_by_a_word_is_found_by_its_former_name(
    departments: Office,
) -> None:
    renamed = plan().replace("甲市政府", "乙市政府")
    loads(departments, renamed, "--map", "甲市政府=乙市政府")
    tasks = TASKS.replace('"省营商局", "甲市政府"', '"乙市政府"').replace("省营商局", "省数据局")
    merged = plan({"省发展改革委": "", "省数据局": "", "乙市政府": ""}, tasks)
    loads(departments, merged, "--map", "省营商局=省数据局")

    for former, name in (("甲市政府", "乙市政府"), ("省营商局", "省数据局")):
        unit = departments.ok("show", former, "--json").json["unit"]
        assert (unit["name"], unit["formerly"]) == (name, [former])
    assert departments.ok("plan", "diff", "plans", "--json").json["changes"] == []


def test_units_exchange_their_names(departments: Office) -> None:
    work(departments, "P/1", unit="省数据局")
    options = ("--map", "省数据局=省营商局", "--map", "省营商局=省数据局")

    loads(departments, plan(), *options)

    events = departments.ok("show", "P/1", "--json").json["task"]["events"]
    assert events[1]["unit"] == "省营商局"
    assert departments.ok("db", "check")


def test_a_unit_that_comes_back_is_the_same(departments: Office) -> None:
    work(departments, "P/1", unit="甲市政府")
    tasks = TASKS.replace(', "甲市政府"', "")
    loads(departments, plan(without("甲市政府"), tasks), "--retire", "甲市政府")

    loads(departments, plan())
    loads(departments, plan(without("甲市政府", 乙市政府=RENAMED)))

    events = departments.ok("show", "P/1", "--json").json["task"]["events"]
    assert [event["unit"] for event in events if event["unit"]] == ["乙市政府"]


def test_who_takes_over_goes_on_where_the_other_stood(departments: Office) -> None:
    report = ("-p", "70", "--as", "省营商局", "--actor", "李明")
    departments.ok("update", "P/2", *report)

    loads(departments, MERGED)

    task = departments.ok("show", "P/2", "--json").json["task"]
    assert (task["lead"], task["progress"]) == (["省数据和营商局"], 70)
    departments.ok("update", "P/2", "--same", "--as", "省数据和营商局", "--actor", "李明")
    departments.ok("db", "check")
