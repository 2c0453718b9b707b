"""Targets and their readings: record, correct, take back, look back; sums of regions."""

import csv
import io
from typing import Any

import pytest
from commands.working import recorded, refused
from conftest import SMALL, Done, Office, made

TARGETS = """
      [[task.target]]
      id      = "roads"
      title   = "智能网联道路"
      op      = ">="
      value   = 1000
      measure = "公里"
      due     = 2026-12-31

    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 5000
    measure = "PFLOPS"
    due     = 2027-12-31
    baseline = { date = 2026-01-05, value = 1000 }

    [[target]]
    id      = "share"
    title   = "普及率"
    op      = ">"
    value   = 70
    measure = "%"
    due     = 2030-12-31
    soft    = true

    [[target]]
    id      = "vouchers"
    title   = "发放算力券"
    op      = ">="
    value   = 12.5
    measure = "亿元"
    per     = "year"
"""
REGION = """
    format = 1

    [plan]
    id     = "{id}"
    tier   = "X"
    title  = "{owner}方案"
    parent = "P"
    owner  = "{owner}"

    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 500
    measure = "PFLOPS"

    [[target]]
    id      = "share"
    title   = "普及率"
    op      = ">="
    value   = 60
    measure = "%"
"""
COORDINATOR, DATA, ROADS, CITY = "省发展改革委", "省数据局", "省交通运输厅", "甲市政府"
LOADED, MARCH, JUNE = "2026-01-05", "2026-03-31", "2026-06-30"


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose programme has targets, two of them in the plans of two cities too."""
    return made(office, _load)


def _load(office: Office) -> None:
    office.ok("db", "create", "--simulated")
    office.write("plans/plan.toml", SMALL + TARGETS)
    office.write("plans/a.toml", REGION.format(id="P-A", owner="甲市政府"))
    office.write("plans/b.toml", REGION.format(id="P-B", owner="乙市政府"))
    office.ok("plan", "load", "plans", "--today", LOADED)


def record(office: Office, day: str, code: str, value: str, *args: str, by: str = "") -> Done:
    said = ("--as", by or COORDINATOR, "--today", day)
    return office.ok("targets", "record", code, value, *said, *args, LANG="en_US.UTF-8")


def targets(office: Office, day: str, *args: str) -> dict[str, Any]:
    answer = office.ok("targets", "--json", "--today", day, *args).json
    return {item["code"]: item for item in answer["targets"]}


def readings(office: Office, day: str, code: str) -> list[Any]:
    answer = office.ok("targets", "show", code, "--json", "--today", day).json
    listed: list[Any] = answer["target"]["readings"]
    return listed


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


def test_a_correction_is_a_new_reading(office: Office) -> None:
    record(office, MARCH, "compute", "2100")
    record(office, MARCH, "compute", "2010", "--note", "多报了一处")
    assert targets(office, MARCH)["P#compute"]["reading"]["value"] == 2010
    first, second = readings(office, MARCH, "compute")
    assert (first["value"], first["replaced"], first["note"]) == (2100, True, None)
    assert second == {
        "seq": first["seq"] + 1,
        "date": MARCH,
        "value": 2010,
        "day": MARCH,
        "actor": "王芳",
        "unit": COORDINATOR,
        "home": None,
        "note": "多报了一处",
        "redacted": False,
        "late": False,
        "replaced": False,
        "backwards": False,
    }


def test_the_same_value_twice_on_a_day_needs_a_reason(office: Office) -> None:
    record(office, MARCH, "compute", "2100")
    again = ("targets", "record", "compute", "2,100.0", "--as", COORDINATOR)
    told = refused(office, *again, "--today", MARCH)
    assert "P#compute: 2,100 on 2026-03-31 is on record already" in told
    refused(office, *again, "--today", JUNE, "--on", MARCH)
    record(office, JUNE, "compute", "2100")
    record(office, JUNE, "compute", "2100", "--note", "复核无误")
    assert [each["date"] for each in readings(office, JUNE, "compute")] == [MARCH, JUNE, JUNE]


def test_an_older_reading_is_marked_and_does_not_become_the_current_one(office: Office) -> None:
    record(office, JUNE, "compute", "2000")
    done = record(office, JUNE, "compute", "1500", "--on", MARCH)
    assert "recorded late (happened on 2026-03-31), 2,000 on 2026-06-30 still counts" in done.out
    assert targets(office, JUNE)["P#compute"]["reading"] == {"date": JUNE, "value": 2000}
    assert [each["late"] for each in readings(office, JUNE, "compute")] == [True, False]


def test_less_than_before_is_marked_and_told(office: Office) -> None:
    record(office, MARCH, "compute", "2000")
    done = record(office, JUNE, "compute", "1900", "--json").json
    assert (done["kind"], done["changed"]) == ("targets-record", ["P#compute"])
    assert done["done"][0]["backwards"] == {"date": MARCH, "value": 2000}
    assert [each["backwards"] for each in readings(office, JUNE, "compute")] == [False, True]
    assert targets(office, JUNE)["P#compute"]["reading"]["value"] == 1900
    done = record(office, JUNE, "compute", "1800")
    assert "backwards: it was 2,000 on 2026-03-31" in done.out


def test_another_measure_is_refused_naming_the_right_one(office: Office) -> None:
    say = ("targets", "record", "--as", COORDINATOR, "--today", MARCH)
    assert "is counted in PFLOPS, not in TFLOPS" in refused(office, *say, "compute", "5TFLOPS")
    assert "is counted in %, not in PFLOPS" in refused(office, *say, "share", "5PFLOPS")
    assert "“五千” is no amount" in refused(office, *say, "compute", "五千")
    assert "has not come yet" in refused(office, *say, "compute", "5", "--on", JUNE)
    assert "There is no target “流量”" in refused(office, *say, "流量", "5", status=4)
    refused(office, *say, "compute", "5", "--on", "昨前天", status=2)


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


# --- who records ---


def test_who_records_and_who_does_not(office: Office) -> None:
    record(office, MARCH, "P#roads", "10", by=ROADS)
    record(office, MARCH, "P-A#compute", "10", by=CITY)
    record(office, MARCH, "P-A#compute", "20", by=COORDINATOR)
    say = ("targets", "record", "--today", MARCH)
    told = refused(office, *say, "P#roads", "5", "--as", DATA)
    assert "this is for 省交通运输厅 to do" in told
    assert "the coordinator alone" in refused(office, *say, "compute", "5", "--as", DATA)
    assert "甲市政府 to do" in refused(office, *say, "P-A#compute", "5", "--as", "乙市政府")
    refused(office, *say, "P#roads", "5")


def test_the_coordinator_enters_for_others(office: Office) -> None:
    record(office, MARCH, "P#roads", "10", "--home", COORDINATOR, by=ROADS)
    record(office, MARCH, "P-A#compute", "20", "--unit", "甲市")
    assert [(each["unit"], each["home"]) for each in readings(office, MARCH, "P#roads")] == [
        (ROADS, COORDINATOR)
    ]
    (reading,) = readings(office, MARCH, "P-A#compute")
    assert (reading["unit"], reading["home"]) == (CITY, COORDINATOR)
    say = ("targets", "record", "P-A#compute", "9", "--today", MARCH, "--as", ROADS)
    assert "the coordinator alone does so" in refused(office, *say, "--unit", CITY)


# --- undo, as-of, the store ---


def test_readings_are_taken_back_one_by_one(office: Office) -> None:
    record(office, MARCH, "P#roads", "50", by=ROADS)
    record(office, MARCH, "compute", "1100")
    record(office, JUNE, "compute", "1200")
    done = office.ok("undo", "--today", JUNE, "--json").json["done"]
    assert [(each["task"], each["of"]) for each in done] == [("P#compute", "target-recorded")]
    assert targets(office, JUNE)["P#compute"]["reading"] == {"date": MARCH, "value": 1100}
    office.ok("undo", "--today", JUNE)
    assert targets(office, JUNE)["P#compute"]["reading"] is None
    office.ok("undo", "--today", JUNE)
    assert targets(office, JUNE)["P#roads"]["reading"] is None
    assert readings(office, JUNE, "compute") == []
    office.ok("db", "check")
    record(office, JUNE, "compute", "1200")
    assert targets(office, JUNE)["P#compute"]["reading"]["value"] == 1200


@pytest.mark.parametrize("revised", [False, True])
def test_looking_back_shows_what_was_known_then(office: Office, revised: bool) -> None:
    def look(*args: str) -> list[str]:
        asked = ("targets", *args)
        return [office.ok(*asked).out, office.ok("targets", "show", "compute", *args).out]

    record(office, MARCH, "compute", "2000")
    then = look("--today", MARCH)
    assert "2,000" in then[1]
    record(office, JUNE, "compute", "1500", "--on", MARCH)
    office.ok("undo", "--today", JUNE)
    record(office, JUNE, "compute", "2500", "--on", MARCH)
    if revised:
        office.write("plans/plan.toml", (SMALL + TARGETS).replace("5000", "6000"))
        office.ok("plan", "load", "plans", "--yes", "--today", JUNE)
        assert targets(office, JUNE)["P#compute"]["reading"]["value"] == 2500, "it stays"
    assert look("--as-of", MARCH) == then
    assert look("--today", JUNE) != then
    office.ok("db", "check")


def test_a_reading_is_an_event_with_its_exact_value(office: Office) -> None:
    record(office, MARCH, "vouchers", "0.1", "--note", "财政厅")
    (event,) = office.ok("history", "--limit", "1", "--json").json["events"]
    assert (event["kind"], event["task"], event["unit"]) == ("target-recorded", None, COORDINATOR)
    said = {key: event["data"][key] for key in ("value", "code", "measure", "note")}
    assert said == {"value": "0.1", "code": "P#vouchers", "measure": "亿元", "note": "财政厅"}
    office.ok("db", "redact", str(event["seq"]), "--reason", "误录", "--today", MARCH)
    (reading,) = readings(office, MARCH, "vouchers")
    assert (reading["value"], reading["note"], reading["redacted"]) == (0.1, None, True)


# --- the list ---


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
