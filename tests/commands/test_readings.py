"""Readings of targets: record, correct, take back, look back; who records."""

import pytest
from commands.targeted import (
    CITY,
    COORDINATOR,
    DATA,
    JUNE,
    MARCH,
    ROADS,
    TARGETS,
    load_targets,
    readings,
    record,
    targets,
)
from commands.working import refused
from conftest import SMALL, Office, made


@pytest.fixture
def office(office: Office) -> Office:
    """An office whose programme has targets, two of them in the plans of two cities too."""
    return made(office, load_targets)


def test_a_correction_is_a_new_reading(office: Office) -> None:
    record(office, MARCH, "compute", "2100")
    done = record(office, MARCH, "compute", "2010", "--note", "多报了一处")
    assert "2,010 PFLOPS; in the place of 2,100" in done.out
    assert targets(office, MARCH)["P#compute"]["reading"]["value"] == 2010
    first, second = readings(office, MARCH, "compute")
    assert (first["value"], first["replaced"], first["note"]) == (2100, True, None)
    assert second == {
        "seq": first["seq"] + 1,
        "date": MARCH,
        "value": 2010,
        "measure": "PFLOPS",
        "day": MARCH,
        "actor": "王芳",
        "unit": COORDINATOR,
        "home": None,
        "note": "多报了一处",
        "redacted": False,
        "contribution": False,
        "late": False,
        "replaced": False,
        "backwards": False,
    }


def test_a_value_of_another_scale_is_marked(office: Office) -> None:
    record(office, MARCH, "share", "35")
    assert "35 on 2026-03-31, or a tenth: is it in" in record(office, JUNE, "share", "0.35").out
    assert "or a tenth" not in record(office, JUNE, "compute", "2100").out


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


# --- who records ---


def test_who_records_and_who_does_not(office: Office) -> None:
    record(office, MARCH, "P#roads", "10", by=ROADS)
    record(office, MARCH, "P-A#compute", "10", by=CITY)
    record(office, MARCH, "P-A#compute", "20", by=COORDINATOR)
    say = ("targets", "record", "--today", MARCH)
    told = refused(office, *say, "P#roads", "5", "--as", DATA)
    assert "this is for 省交通运输厅 to do" in told
    assert "is not the coordinator" in refused(office, *say, "compute", "5", "--as", DATA)
    assert "甲市政府 to do" in refused(office, *say, "P-A#compute", "5", "--as", "乙市政府")
    refused(office, *say, "P#roads", "5")


def test_without_a_coordinator_what_nobody_answers_for_is_not_recorded(office: Office) -> None:
    text = (SMALL + TARGETS).replace('    coordinator = "省发展改革委"\n', "")
    office.write("plans/plan.toml", text)
    office.ok("plan", "load", "plans", "--yes", "--today", MARCH)
    say = ("targets", "record", "compute", "5", "--today", MARCH, "--as", COORDINATOR)
    assert "names no coordinator" in refused(office, *say)
    record(office, MARCH, "P-A#compute", "5", by=CITY)


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


def test_readings_in_another_measure_than_the_plans_now_do_not_count(office: Office) -> None:
    record(office, MARCH, "compute", "2000")
    office.write("plans/plan.toml", (SMALL + TARGETS).replace("PFLOPS", "EFLOPS"))
    office.ok("plan", "load", "plans", "--yes", "--today", JUNE)
    assert targets(office, JUNE)["P#compute"]["reading"] is None
    record(office, JUNE, "compute", "2.5EFLOPS")
    assert targets(office, JUNE)["P#compute"]["reading"]["value"] == 2.5
    old, new = readings(office, JUNE, "compute")
    assert [(each["measure"], each["backwards"]) for each in (old, new)] == [
        *(("PFLOPS", False), ("EFLOPS", False))
    ]
    assert targets(office, JUNE)["P#compute"]["regions"] is None
