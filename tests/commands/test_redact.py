"""`db redact` empties a text that should never have been there; `db evidence` gives files back."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from commands.terminal import Terminal
from commands.working import (
    CITY,
    COORDINATOR,
    DATA,
    ROADS,
    desk,
    loaded_once,
    nothing_recorded,
    recorded,
    refused,
    reports,
)
from conftest import Office

__all__ = ["desk", "loaded_once"]

WRONG, OTHER = "王某身份证号110101", "完成算力摸底"
WHY = ("--reason", "含个人信息")


def events(office: Office, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("history", "--json", *options).json["events"]
    return found


def last(office: Office) -> str:
    """The number of the last event."""
    return str(recorded(office))


def bytes_of(office: Office) -> bytes:
    return b"".join(path.read_bytes() for path in office.folder.glob("taskmatrix.db*"))


def test_redact_empties_the_text_everywhere(desk: Office) -> None:
    desk.ok("update", "1", "-p", "40", "-d", WRONG, "-i", "资金未到位", *DATA)
    seq = last(desk)
    assert WRONG.encode() in bytes_of(desk)

    assert seq in desk.ok("db", "redact", seq, *WHY).out

    event, why = events(desk)[-2:]
    assert (event["redacted"], event["data"]["done"], event["data"]["progress"]) == (True, None, 40)
    assert len(event["data"]["sha256"]["done"]) == 64
    assert (why["kind"], why["data"]["reason"]) == ("redacted", "含个人信息")
    assert WRONG.encode() not in bytes_of(desk)
    for line in ("history", "show P/1", "show P/1 --json", "history --json"):
        told = desk.ok(*line.split()).out
        assert (WRONG in told, "含个人信息" in told) == (False, True), line
    assert "[已清除]" in desk.ok("history").out
    desk.ok("db", "check")


@pytest.mark.parametrize(("event", "status"), [("1", 3), ("999", 4), ("x", 2), ("0", 2)])
def test_only_what_has_a_text_is_emptied(desk: Office, event: str, status: int) -> None:
    refused(desk, "db", "redact", event, *WHY, status=status)


def test_all_events_that_hold_the_text_are_told(desk: Office) -> None:
    desk.ok("update", "1", "-d", WRONG, *DATA)
    first = last(desk)
    desk.ok("update", "2", "-i", WRONG, "-d", OTHER, *ROADS)
    second = last(desk)
    desk.ok("update", "1", "-d", OTHER, *CITY)

    told = desk.ok("db", "redact", first, *WHY, "--lang", "en").out

    assert f"{first}, {second}" in told
    assert [each["data"]["event"] for each in events(desk)[-2:]] == [int(first), int(second)]
    kept = {each["task"]: each["data"] for each in events(desk, "省交通运输厅")}
    assert (kept["P/2"]["issue"], kept["P/2"]["done"]) == (None, OTHER), "only what is shared"
    assert [report["done"] for report in reports(desk, "P/1")] == [None, OTHER]
    desk.ok("db", "check")


def test_a_text_that_comes_again_is_there_again(desk: Office) -> None:
    desk.ok("update", "1", "-d", OTHER, *DATA)
    desk.ok("db", "redact", last(desk), *WHY)
    desk.ok("update", "2", "-d", OTHER, *ROADS)
    assert [each["done"] for each in reports(desk, "P/2")] == [OTHER]
    assert [each["done"] for each in reports(desk, "P/1")] == [None], "what was emptied stays so"
    again = last(desk)
    assert again in desk.ok("db", "redact", again, "--reason", "再次误填").out
    assert [each["done"] for each in reports(desk, "P/2")] == [None]
    assert OTHER.encode() not in bytes_of(desk)
    desk.ok("db", "check")


def test_a_redaction_does_not_hold_the_text(desk: Office) -> None:
    for number in ("1", "4"):
        desk.ok("update", number, "-d", OTHER, *DATA)
        seq = last(desk)
        desk.ok("db", "redact", seq, *WHY)
    redacted = [each["data"]["event"] for each in events(desk) if each["kind"] == "redacted"]
    kinds = {each["seq"]: each["kind"] for each in events(desk)}
    assert {kinds[each] for each in redacted} == {"reported"}


def test_the_reason_does_not_say_it_again(desk: Office) -> None:
    desk.ok("update", "1", "-d", WRONG, *DATA)
    refused(desk, "db", "redact", last(desk), "--reason", WRONG)
    assert WRONG in desk.ok("show", "P/1").out, "nothing was emptied"
    desk.ok("db", "check")


def test_an_emptied_text_is_not_brought_back(desk: Office) -> None:
    desk.ok("update", "1", "-p", "40", "-d", WRONG, *DATA)
    desk.ok("db", "redact", last(desk), *WHY)
    refused(desk, "undo")
    desk.ok("update", "2", "-p", "5", *ROADS)
    desk.ok("undo")
    refused(desk, "undo")
    desk.ok("db", "check")


def test_somebody_elses_undo_leaves_the_text_empty(desk: Office) -> None:
    desk.ok("update", "1", "-p", "40", "-d", WRONG, *DATA, "--actor", "李明")
    desk.ok("db", "redact", last(desk), *WHY)
    done = desk("undo", "--actor", "李明")
    assert (done.status, WRONG in desk.ok("history").out) in [(0, False), (3, False)]
    desk.ok("db", "check")


@pytest.mark.parametrize(
    ("answer", "status", "emptied"), [("y\n", 0, True), ("n\n", 3, False), ("\x03", 130, False)]
)
def test_redact_asks_on_a_terminal(desk: Office, answer: str, status: int, emptied: bool) -> None:
    desk.ok("update", "1", "-d", WRONG, *DATA)
    first = last(desk)
    desk.ok("update", "2", "-d", WRONG, *ROADS)
    desk.env["TASKMATRIX_LANG"] = "en"
    with Terminal(desk, "db", "redact", first, *WHY, columns=100) as terminal:
        terminal.see("[y/N]")
        assert f"{first}, {last(desk)}" in terminal.text
        terminal.type(answer)
        assert terminal.end() == status
    assert (WRONG.encode() in bytes_of(desk)) == (not emptied)
    assert [each["done"] is None for each in reports(desk, "P/2")] == [emptied]
    desk.ok("db", "check")


def test_others_write_while_somebody_thinks(desk: Office) -> None:
    desk.ok("update", "1", "-d", WRONG, *DATA)
    desk.env["TASKMATRIX_LANG"] = "en"
    with Terminal(desk, "db", "redact", last(desk), *WHY, columns=100) as terminal:
        terminal.see("[y/N]")
        desk.ok("update", "2", "-d", WRONG, *ROADS)
        terminal.type("y\n")
        assert terminal.end() == 0
    assert [each["done"] for each in reports(desk, "P/2")] == [None]
    assert WRONG.encode() not in bytes_of(desk)
    desk.ok("db", "check")


def test_who_reads_meanwhile_keeps_traces_until_the_end(desk: Office) -> None:
    desk.ok("update", "1", "-d", WRONG, *DATA)
    with closing(sqlite3.connect(desk.folder / "taskmatrix.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM content").fetchone()
        told = desk.ok("db", "redact", last(desk), *WHY, LANG="en_US.UTF-8").err
        assert "Another program is reading" in told
        assert WRONG not in desk.ok("show", "P/1").out
    assert WRONG.encode() not in bytes_of(desk)


# --- evidence ---


def evidence(office: Office, *files: tuple[str, bytes]) -> str:
    """Report with files as evidence; return the number of the event."""
    options: list[str | Path] = []
    for name, content in files:
        path = office.folder / name
        path.write_bytes(content)
        options += ["--evidence", path]
    office.ok("update", "1", "-d", "见附件", *options, *DATA)
    return last(office)


def written(office: Office, folder: str = "附件") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (office.folder / folder).iterdir()}


def test_evidence_comes_out_as_it_went_in(desk: Office) -> None:
    files = {"方案 一.pdf": b"\0\xff%PDF", "空.txt": b"", "大.bin": bytes(range(256)) * 4096}
    seq = evidence(desk, *files.items())
    out = desk.ok("db", "evidence", seq, "附件").out
    assert [name in out for name in files] == [True] * 3
    assert written(desk) == files


def test_no_file_is_overwritten(desk: Office) -> None:
    seq = evidence(desk, ("方案.pdf", b"1"))
    (desk.folder / "附件").mkdir()
    (desk.folder / "附件" / "方案.pdf").write_bytes(b"mine")
    for _time in range(2):
        desk.ok("db", "evidence", seq, "附件")
    assert written(desk) == {"方案.pdf": b"mine", "方案-2.pdf": b"1", "方案-3.pdf": b"1"}


@pytest.mark.parametrize("name", ["a\x1b[31mb.pdf", "甲\n乙.pdf", "\u202e.pdf", ".隐藏", "..."])
def test_names_are_safe(desk: Office, name: str) -> None:
    seq = evidence(desk, (name, b"1"))
    done = desk.ok("db", "evidence", seq, "附件")
    (kept,) = written(desk).items()
    assert (kept[0].isprintable(), kept[1]) == (True, b"1")
    assert (done.out + done.err).replace("\n", "").isprintable()


def test_a_name_from_a_form_stays_in_the_folder(desk: Office) -> None:
    (desk.folder / "deep").mkdir()
    (desk.folder / "deep" / "甲.pdf").write_bytes(b"1")
    line = {"task": "P/1", "done": "好", "evidence": ["deep/../deep/甲.pdf"]}
    desk.write("lines.json", json.dumps(line))
    desk.ok("update", "--from", "lines.json", *DATA)
    desk.ok("db", "evidence", last(desk), "附件")
    assert written(desk) == {"甲.pdf": b"1"}


def test_where_there_is_no_file(desk: Office) -> None:
    desk.ok("update", "1", "--evidence", "https://example.org", *DATA)
    refused(desk, "db", "evidence", last(desk), "附件")
    refused(desk, "db", "evidence", "1", "附件")
    refused(desk, "db", "evidence", "999", "附件", status=4)
    assert not (desk.folder / "附件").exists()


def test_redacted_evidence_is_gone(desk: Office) -> None:
    seq = evidence(desk, ("方案.pdf", b"%PDF secret"))
    desk.ok("db", "redact", seq, *WHY)
    refused(desk, "db", "evidence", seq, "附件")
    desk.ok("db", "check")


def test_a_folder_that_is_a_file(desk: Office) -> None:
    seq = evidence(desk, ("方案.pdf", b"1"))
    (desk.folder / "附件").write_bytes(b"mine")
    with nothing_recorded(desk):
        for folder in ("附件", "附件/里面"):
            assert desk("db", "evidence", seq, folder).status in (2, 4, 5)
    assert (desk.folder / "附件").read_bytes() == b"mine"


def test_a_decision_has_its_reason_emptied(desk: Office) -> None:
    desk.ok("update", "1", "--not-applicable", WRONG, *CITY)
    desk.ok("return", "1", "--reason", OTHER, *COORDINATOR)
    desk.ok("db", "redact", str(recorded(desk) - 1), *WHY)
    assert WRONG not in desk.ok("history", "--json").out
    assert OTHER in desk.ok("todo", *CITY).out
    desk.ok("db", "redact", str(recorded(desk) - 1), *WHY)
    assert OTHER not in desk.ok("todo", *CITY).out
