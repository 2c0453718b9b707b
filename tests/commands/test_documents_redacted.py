"""What was redacted is shown as such in every document, and counted as before (`db redact`)."""

from typing import Any

import pytest
from commands.escalated import C, D, F, act, supervise
from conftest import Office, made

FRIDAY = "2026-03-27"
SECRET = "涉密内容"
TEXTS = ("done", "issue", "next", "ask", "promise", "reason", "name", "answer")


def busy(office: Office) -> None:
    """Reports with every text, an extension, a wait, slips; all of it in secret words."""
    supervise(office)
    act(office, D, "2026-03-05", "update", "P/1", "-p", "20", "-d", f"{SECRET}一", "-i",
        f"{SECRET}二", "-n", f"{SECRET}三", "--ask", f"{SECRET}四", "--promise", f"{SECRET}五",
        "--by", "2026-04-01")  # fmt: skip
    act(office, F, "2026-03-05", "update", "P/4", "-p", "5", "-d", f"{SECRET}六", "--promise",
        f"{SECRET}七", "--by", "2026-03-20")  # fmt: skip
    act(office, F, "2026-03-06", "extend", "P/4", "--to", "2026-12-31", "--reason", f"{SECRET}八")
    act(office, C, "2026-03-06", "report", "weekly", "--issue", "-o", "first.md")
    act(office, F, "2026-03-09", "update", "P/3.1", "-d", f"{SECRET}九", "--on", "2026-03-03")
    act(office, C, "2026-03-16", "escalate", "P/1", "--major", "--reason", f"{SECRET}十", "--yes")
    act(office, D, "2026-03-17", "slips", "answer", "2026-1", "--reply", f"{SECRET}甲", "--by",
        "2026-03-26")  # fmt: skip
    act(office, D, "2026-03-18", "update", "P/2", "-p", "1", "-d", f"{SECRET}乙")
    act(office, D, "2026-03-18", "update", "P/1", "-p", "21", "-d", f"{SECRET}丙", "-i",
        f"{SECRET}丁", "-n", f"{SECRET}戊", "--ask", f"{SECRET}己")  # fmt: skip


def redact_all(office: Office) -> None:
    """The same, with all these words redacted."""
    made(office, busy)
    while seq := next(secret(office), None):
        office.ok("db", "redact", str(seq), "--reason", "误录", "--today", FRIDAY)


def secret(office: Office) -> Any:
    """The events that hold secret words."""
    for event in office.ok("history", "--json", "--today", FRIDAY).json["events"]:
        if any(SECRET in (event["data"].get(key) or "") for key in TEXTS):
            yield event["seq"]


@pytest.fixture
def open_words(office: Office) -> Office:
    return made(office, busy)


@pytest.fixture
def gone(office: Office) -> Office:
    return made(office, redact_all)


def report(office: Office, *args: str) -> Any:
    return office.ok("report", *args, "--json", "--today", FRIDAY).json


def read(office: Office, *args: str) -> str:
    """A document in English."""
    told = ("report", *args, "--format", "md", "--lang", "en", "--today", FRIDAY)
    return office.ok(*told).out.replace("\\[", "[").replace("\\]", "]")


DOCUMENTS = (
    ("weekly",),
    ("monthly",),
    ("briefing",),
    ("unit", D),
    ("unit", F),
    ("task", "P/1"),
    ("task", "P/4"),
    ("slip", "2026-1"),
)
COUNTED = ("progress", "problems", "asks", "decisions", "corrections", "behind")


@pytest.mark.parametrize("kind", DOCUMENTS, ids=" ".join)
def test_no_document_holds_it_and_each_says_that_it_is_gone(
    gone: Office, kind: tuple[str, ...]
) -> None:
    assert "[redacted]" in read(gone, *kind)
    for form in ("md", "html"):
        told = gone.ok("report", *kind, "--format", form, "--today", FRIDAY).out
        assert "已清除" in told
        assert SECRET not in told
    assert SECRET not in gone.ok("report", *kind, "--json", "--today", FRIDAY).out


@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_all_is_counted_as_before(office: Office, kind: str) -> None:
    made(office, busy)
    before = report(office, kind)
    assert {each["text"] for each in before["asks"]} == {f"{SECRET}己"}
    made(office, redact_all)
    after = report(office, kind)
    for key in COUNTED:
        assert [item["code"] for item in after[key]] == [item["code"] for item in before[key]], key
    assert after["activity"] == before["activity"]
    assert [item["code"] for item in after["ahead"]["plans"]] == [
        item["code"] for item in before["ahead"]["plans"]
    ]
    assert {item["done"] for item in after["progress"]} == {None}
    for late in after["corrections"]:
        assert (late["text"], late["redacted"]) == (None, True)
    (task,) = [item for item in after["tasks"] if item["code"] == "P/1"]
    assert (task["done"], task["redacted_texts"]) == (None, ["ask", "done", "issue", "next"])


def test_the_weekly_reads_well_without_it(gone: Office) -> None:
    told = read(gone, "weekly")
    assert "[redacted]. Progress 21%, up 1 point." in told
    assert "1 April 省数据局: [redacted] (on “优化算力支撑底座”)" in told
    assert "To 31 December 2026; the reason: [redacted]." in told
    assert "The lead says: [redacted]." in told


def test_a_missed_promise_that_is_gone_says_on_which_task_it_was(gone: Office) -> None:
    missed = "省财政厅, [redacted] (on “算力调度平台”) (due 20 March)"
    assert missed in read(gone, "monthly"), read(gone, "monthly")


def test_the_form_of_a_slip_has_a_place_for_what_is_gone(gone: Office) -> None:
    told = read(gone, "slip", "2026-1")
    assert "Reason: [redacted]." in told
    assert "17 March 2026: [redacted]." in told


def test_the_last_words_are_those_that_are_gone(gone: Office) -> None:
    data = report(gone, "task", "P/1")
    assert (data["last_words"]["on"], data["last_words"]["done"]) == ("2026-03-18", None)
    assert "Progress so far**: [redacted]." in read(gone, "task", "P/1")


def test_a_body_outside_that_is_gone_is_still_waited_for(open_words: Office) -> None:
    act(open_words, F, "2026-03-19", "wait", "P/4", "--on", f"{SECRET}处", "--reason", "等函",
        "--until", "2026-04-30")  # fmt: skip
    assert f"Waiting for {SECRET}处." in read(open_words, "weekly")
    (seq,) = [
        event["seq"]
        for event in open_words.ok("history", "--json", "--today", FRIDAY).json["events"]
        if event["kind"] == "wait-begun"
    ]
    open_words.ok("db", "redact", str(seq), "--reason", "误录", "--today", FRIDAY)
    assert "Waiting for [redacted]." in read(open_words, "weekly")
