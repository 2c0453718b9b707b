"""Targets: the list, their names, quotas, sums of regions."""

import csv
import io

import pytest
from commands.targeted import (
    CITY,
    COORDINATOR,
    JUNE,
    MARCH,
    ROADS,
    TARGETS,
    load_targets,
    readings,
    record,
    targets,
)
from commands.working import recorded, refused
from conftest import SMALL, Office, made


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose programme has targets, two of them in the plans of two cities too."""
    return made(office, load_targets)


def test_targets_in_json_are_the_contracts(office: Office) -> None:
    record(office, MARCH, "compute", "1,200")
    record(office, JUNE, "compute", "2000PFLOPS")
    answer = office.ok("targets", "--json", "--today", JUNE, "--plan", "P").json
    assert (answer["schema"], answer["kind"], answer["today"]) == (1, "targets", JUNE)
    codes = [item["code"] for item in answer["targets"]]
    assert codes == ["P#roads", "P#compute", "P#share", "P#vouchers"], "by due day"
    item = answer["targets"][1]
    assert item == {
        "code": "P#compute",
        "title": "算力规模",
        "op": ">=",
        "value": 5000,
        "measure": "PFLOPS",
        "due": "2027-12-31",
        "per": "total",
        "soft": False,
        "baseline": {"date": "2026-01-05", "value": 1000},
        "reading": {"date": JUNE, "value": 2000},
        "expected": 1971,
        "forecast": 6826.4,
        "light": "green",
        "plan": "P",
        "task": None,
        "rule": "on-pace",
        "points_behind": -0.7,
        "trajectory": {
            "basis": "baseline",
            "from": {"date": "2026-01-05", "value": 1000},
            "to": {"date": "2027-12-31", "value": 5000},
        },
        "forecast_basis": {"readings": 2, "from": MARCH, "to": JUNE},
        "phase": {"number": 1, "of": 2},
        "budget": False,
        "regions": {"sum": None, "read": 0, "plans": 2},
    }


def test_a_task_shows_how_its_targets_stand(office: Office) -> None:
    record(office, JUNE, "P#roads", "100", by=ROADS)
    (item,) = office.ok("show", "P/2", "--json", "--today", JUNE).json["task"]["targets"]
    told = {key: item[key] for key in ("reading", "expected", "forecast", "light")}
    assert told == {
        "reading": {"date": JUNE, "value": 100},
        "expected": 488.9,
        "forecast": None,
        "light": "red",
    }
    assert item == {key: targets(office, JUNE)["P#roads"][key] for key in item}
    shown = office.ok("show", "P/2", "--today", JUNE).out
    assert "488.9" in shown
    assert "P#roads  智能网联道路 >= 1,000 公里  2026-12-31" in shown


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(("compute", "P#compute"), ("p#COMPUTE", "P#compute"), ("P-A#compute", "P-A#compute")),
        *(("发放", "P#vouchers"), ("智能网联道路", "P#roads")),
    ],
)
def test_targets_by_the_names_that_people_use(office: Office, said: str, code: str) -> None:
    assert record(office, MARCH, said, "5", "--json").json["changed"] == [code]


def test_what_may_mean_several_is_refused_with_them(office: Office) -> None:
    told = refused(office, "targets", "show", "普及", "--today", MARCH, status=4)
    assert [line.split()[0] for line in told.splitlines() if line[:2] == "  "] == [
        *("P#share", "P-A#share", "P-B#share")
    ]
    assert "“P#share 普及率”" in refused(office, "targets", "show", "P#shar", status=4)


def test_a_quota_counts_what_was_read_in_its_year(office: Office) -> None:
    record(office, "2026-12-31", "vouchers", "13")
    assert targets(office, "2026-12-31")["P#vouchers"]["light"] == "green"
    item = targets(office, "2027-03-01")["P#vouchers"]
    assert (item["reading"], item["light"], item["expected"]) == (None, "grey", 2.03)
    record(office, "2027-03-01", "vouchers", "0.5")
    item = targets(office, "2027-03-01")["P#vouchers"]
    assert (item["points_behind"], item["light"]) == (12.2, "yellow")
    assert [each["backwards"] for each in readings(office, "2027-03-01", "vouchers")] == [
        *(False, False)
    ]


def test_a_region_without_a_plan_contributes_to_the_provinces_target(office: Office) -> None:
    record(office, MARCH, "compute", "20", "--unit", CITY)
    record(office, MARCH, "P-B#compute", "30")
    record(office, JUNE, "compute", "25", by=CITY)
    item = targets(office, JUNE)["P#compute"]
    assert item["regions"] == {"sum": 55, "read": 2, "plans": 2}
    assert item["reading"] is None, "the province's own is another"
    assert [each["contribution"] for each in readings(office, JUNE, "compute")] == [True, True]
    by = ("--as", COORDINATOR, "--unit", CITY)
    refused(office, "targets", "record", "share", "20", *by, "--today", JUNE)


def test_what_regions_read_is_summed_beside_the_provinces_own(office: Office) -> None:
    record(office, MARCH, "P-A#compute", "100.1", by=CITY)
    regions = targets(office, MARCH)["P#compute"]["regions"]
    assert regions == {"sum": 100.1, "read": 1, "plans": 2}
    record(office, MARCH, "P-B#compute", "200.2")
    item = targets(office, MARCH)["P#compute"]
    assert (item["regions"]["sum"], item["reading"]) == (300.3, None), "never instead"
    assert targets(office, MARCH)["P#share"]["regions"] is None, "shares do not add up"
    assert targets(office, MARCH)["P-A#compute"]["regions"] is None
    assert "300.3 (2" in office.ok("targets", "show", "compute", LANG="en_US.UTF-8").out


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        (("--plan", "P-A"), ["P-A#compute", "P-A#share"]),
        (("--task", "交通"), ["P#roads"]),
        (("--unit", "交通厅"), ["P#roads"]),
        (("--unit", "甲市"), ["P#roads", "P-A#compute", "P-A#share"]),
        (("--unit", "省发改委"), ["P#compute", "P#share", "P#vouchers"]),
        (("--plan", "P", "--unit", "甲市"), ["P#roads"]),
        (("--task", "P/1"), []),
    ],
)
def test_targets_of_a_plan_a_unit_a_task(
    office: Office, chosen: tuple[str, ...], codes: list[str]
) -> None:
    assert list(targets(office, MARCH, *chosen)) == codes


def test_the_list_in_every_form(office: Office) -> None:
    record(office, MARCH, "compute", "1200")
    rows = list(csv.reader(io.StringIO(office.ok("targets", "--format", "csv").out)))
    assert [row[0] for row in rows[1:]] == list(targets(office, MARCH))
    for form in ("table", "plain", "md"):
        lines = office.ok("targets", "--format", form, "--today", MARCH).out.splitlines()
        assert sum("PFLOPS" in line for line in lines) == 3, form
    for width in ("60", "100"):
        lines = office.ok("targets", "--today", MARCH, COLUMNS=width).out.splitlines()
        assert max(map(len, lines)) <= int(width)


def test_it_reads_and_writes_nothing_else(office: Office) -> None:
    before = recorded(office)
    office.ok("targets", "show", "vouchers")
    office.ok("targets")
    assert recorded(office) == before
    refused(office, "targets", "--unit", "甲市", "record", "compute", "5", status=2)


@pytest.mark.parametrize(
    ("value", "low"), [("9e17", "9e17"), ("1e-300", "1e-300"), ("[0, 0]", "0")]
)
def test_whatever_number_a_plan_gives(office: Office, value: str, low: str) -> None:
    text = (SMALL + TARGETS).replace("value   = 5000", f"value   = {value}")
    office.write("plans/plan.toml", text)
    office.ok("plan", "load", "plans", "--yes", "--today", MARCH)
    record(office, MARCH, "compute", "0.00000000000001")
    item = targets(office, MARCH)["P#compute"]
    assert item["trajectory"]["to"]["value"] == float(low)
    assert office.ok("targets", "show", "compute", "--today", MARCH).out
    assert office.ok("targets", "--today", MARCH).out


def test_budgets_and_phases_are_named_as_such(office: Office) -> None:
    budget = (
        SMALL
        + """
      [[task.target]]
      id = "funds"
      title = "支持资金"
      op = "="
      value = 10
      measure = "亿元"
      due = 2026-12-31

    [[target]]
    id = "scale"
    title = "产业规模"
    op = ">="
    value = 1000
    measure = "亿元"
    due = 2027-12-31
"""
    )
    office.write("plans/plan.toml", budget)
    office.ok("plan", "load", "plans", "--yes", "--today", MARCH)
    item = targets(office, MARCH, "--plan", "P")
    assert [item[code]["budget"] for code in ("P#funds", "P#scale")] == [True, False]
    assert item["P#scale"]["phase"] is None, "one phase is none"
