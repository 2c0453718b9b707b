"""What units promised: kept, missed, and the coordinator's word on it."""

import pytest
from commands.promising import (
    COORDINATOR,
    DATA,
    DUE,
    LATE,
    MADE,
    judge,
    keep,
    number,
    one_promise,
    promise,
    promises,
    turned_out,
)
from commands.supervised import MONDAY, act, todo
from commands.working import refused
from conftest import SMALL, Office, made


@pytest.fixture
def office(office: Office) -> Office:
    """An office in which 省数据局 has promised something on P/1 by 20 March."""
    return made(office, one_promise)


def test_a_promise_with_all_that_is_known_of_it(office: Office) -> None:
    done = office.ok("promises", "--json", "--today", "2026-03-05").json
    assert done["kind"] == "promises"
    (item,) = done["promises"]
    (report,) = office.ok("show", "P/1", "--json").json["task"]["reports"]
    assert item == {
        "number": report["seq"],
        "unit": DATA,
        "task": "P/1",
        "title": "优化算力支撑底座",
        "text": "建成平台",
        "made": MADE,
        "due": DUE,
        "status": "open",
        "decided": None,
        "said": None,
        "judged_by": None,
        "reason": None,
    }


@pytest.mark.parametrize(
    ("said_on", "status"), [("2026-03-09", "kept"), (DUE, "kept"), ("2026-03-21", "missed")]
)
def test_it_is_kept_if_an_update_says_so_by_its_day(
    office: Office, said_on: str, status: str
) -> None:
    keep(office, "P/1", said_on)
    (item,) = promises(office, LATE)
    assert (item["status"], item["said"]) == (status, said_on)


def test_it_is_missed_when_the_day_passes_and_waits_until_it_is_reported_on(office: Office) -> None:
    assert turned_out(office, DUE) == {"建成平台": "open"}
    assert turned_out(office, "2026-03-21") == {"建成平台": "missed"}
    assert "promise" in [item["what"] for item in todo(office, DATA, LATE)]
    keep(office, "P/1", LATE)
    assert "promise" not in [item["what"] for item in todo(office, DATA, LATE)]
    assert turned_out(office, LATE) == {"建成平台": "missed"}, "said too late"


def test_to_date_back_the_report_does_not_save_it(office: Office) -> None:
    act(office, DATA, LATE, "update", "P/1", "--kept", "--on", "2026-03-19")
    assert turned_out(office, LATE) == {"建成平台": "missed"}


def test_a_new_promise_does_not_settle_the_old_one(office: Office) -> None:
    promise(office, "P/1", "印发方案", "2026-04-10", "2026-03-09")
    assert turned_out(office, "2026-03-09") == {"印发方案": "open", "建成平台": "open"}
    keep(office, "P/1", "2026-03-10")
    assert turned_out(office, LATE) == {"印发方案": "kept", "建成平台": "missed"}


def test_one_report_keeps_the_old_promise_and_makes_the_next(office: Office) -> None:
    said = ("update", "P/1", "--kept", "--promise", "印发方案", "--by", "2026-04-10")
    act(office, DATA, "2026-03-09", *said)
    assert turned_out(office, "2026-03-09") == {"印发方案": "open", "建成平台": "kept"}


def test_a_report_taken_back_takes_its_promise_and_its_word_with_it(office: Office) -> None:
    keep(office, "P/1", "2026-03-09")
    office.ok("undo", "--today", "2026-03-09")
    assert turned_out(office, "2026-03-09") == {"建成平台": "open"}
    office.ok("undo", "--today", "2026-03-09")
    assert promises(office, "2026-03-09") == []


# --- the coordinator's word ---


def test_the_coordinator_overrules_and_its_last_word_counts(office: Office) -> None:
    keep(office, "P/1", "2026-03-09")
    answer = judge(office, "建成平台", "2026-03-10", "--missed", "平台未上线")
    assert (answer["kind"], answer["changed"]) == ("promises-judge", ["P/1"])
    (item,) = promises(office, "2026-03-10")
    assert (item["status"], item["decided"], item["judged_by"], item["reason"]) == (
        *("missed", "2026-03-10"),
        *("王芳", "平台未上线"),
    )
    judge(office, "建成平台", LATE, "--kept", "已上线")
    (item,) = promises(office, LATE)
    assert (item["status"], item["reason"]) == ("kept", "已上线")

    office.ok("undo", "--today", LATE)
    (item,) = promises(office, LATE)
    assert (item["status"], item["judged_by"], item["reason"]) == ("missed", "王芳", "平台未上线")
    office.ok("undo", "--today", LATE)
    assert turned_out(office, LATE) == {"建成平台": "kept"}, "the unit's own word again"
    office.ok("db", "check")


def test_a_judgement_settles_what_was_open(office: Office) -> None:
    judge(office, "建成平台", "2026-03-19", "--kept")
    assert "promise" not in [item["what"] for item in todo(office, DATA, DUE)]
    refused(office, "update", "P/1", "--kept", "--as", DATA, "--today", DUE)
    assert turned_out(office, LATE) == {"建成平台": "kept"}


def test_it_can_be_judged_when_the_task_is_done_with(office: Office) -> None:
    because = ("--reason", "合并")
    act(office, COORDINATOR, "2026-03-09", "terminate", "P/1", *because)
    judge(office, "建成平台", "2026-03-09", "--kept")
    assert turned_out(office, LATE) == {"建成平台": "kept"}


def test_the_judgement_reads_well(office: Office) -> None:
    judge(office, "建成平台", "2026-03-10", "--missed", "平台未上线")
    (event,) = [
        each
        for each in office.ok("history", DATA, "--json").json["events"]
        if each["kind"] == "promise-judged"
    ]
    (made_in,) = [each["number"] for each in promises(office, LATE)]
    said = {key: event["data"][key] for key in ("promise", "kept", "reason", "unit")}
    assert said == {"promise": made_in, "kept": False, "reason": "平台未上线", "unit": DATA}
    told = office.ok("history", "P/1", LANG="en_US.UTF-8").out
    assert f"of event {made_in}" in told
    assert "promise missed" in told


def test_it_is_as_it_was_when_one_looks_back(office: Office) -> None:
    keep(office, "P/1", "2026-03-09")
    judge(office, "建成平台", LATE, "--missed")
    seen = {
        day: [item["status"] for item in office.ok("promises", "--json", "--as-of", day).json[
            "promises"
        ]]
        for day in (MONDAY, MADE, "2026-03-10", LATE)
    }  # fmt: skip
    assert seen == {MONDAY: [], MADE: ["open"], "2026-03-10": ["kept"], LATE: ["missed"]}


def test_who_may_not_judge_and_what_cannot_be_judged(office: Office) -> None:
    made_in = number(office, "建成平台", MADE)
    said = ("--reason", "x", "--today", MADE)
    told = refused(office, "promises", "judge", made_in, "--kept", *said, "--as", DATA)
    assert f"{DATA} is not the coordinator" in told
    own = ("--as", COORDINATOR)
    refused(office, "promises", "judge", "1", "--kept", *said, *own, status=4)
    refused(office, "promises", "judge", made_in, *said, *own, status=2)
    refused(office, "promises", "judge", made_in, "--kept", "--missed", *said, *own, status=2)
    refused(office, "promises", "judge", made_in, "--kept", "--today", MADE, *own, status=2)

    office.ok("undo", "--today", MADE)
    told = refused(office, "promises", "judge", made_in, "--kept", *said, *own)
    assert "was taken back" in told


def test_what_a_merged_unit_promised_counts_for_its_heir(office: Office) -> None:
    two = 'name = "省数据局"\n\n    [[unit]]\n    name = "省交通运输厅"\n'
    text = SMALL.replace(two, 'name = "省交通运输厅"\n    formerly = ["省数据局"]\n')
    text = text.replace('    support  = ["省数据局"]\n', "")
    text = text.replace('responsible = ["省数据局", ', 'responsible = ["省交通运输厅", ')
    office.write("plans/plan.toml", text)
    office.ok("plan", "load", "plans", "--yes", "--retire", "P/3", "--retire", "P/4",
              "--today", "2026-03-09")  # fmt: skip

    (item,) = promises(office, "2026-03-09", "--unit", "省交通运输厅")
    assert (item["unit"], item["status"]) == ("省交通运输厅", "open")
    keep(office, "P/1", "2026-03-10", "省交通运输厅")
    unit = office.ok("show", "省交通运输厅", "--json", "--today", LATE).json["unit"]
    assert (unit["promises"]["made"], unit["promises"]["kept"]) == (1, 1)
    judge(office, "建成平台", LATE, "--missed")
    assert turned_out(office, LATE) == {"建成平台": "missed"}
    office.ok("db", "check")


def test_a_text_that_was_emptied_is_shown_so(office: Office) -> None:
    made_in = number(office, "建成平台", MADE)
    judge(office, "建成平台", MADE, "--kept", "已核实")
    told = ("--reason", "误录", "--today", MADE)
    office.ok("db", "redact", made_in, *told)
    (item,) = promises(office, MADE)
    assert (item["text"], item["status"], item["reason"]) == (None, "kept", "已核实")
    assert "建成平台" not in office.ok("promises", "--today", MADE).out
    office.ok("db", "check")
