"""What people write and attach: kept as it is, shown harmless."""

import hashlib

import pytest
from commands.working import DATA, desk, loaded_once, refused, reports
from conftest import Office

__all__ = ["desk", "loaded_once"]


@pytest.mark.parametrize("content", [b"", b"\0\xff%PDF", "附件".encode() * 300_000])
def test_evidence_is_copied(desk: Office, content: bytes) -> None:
    path = desk.folder / "附件 一.pdf"
    path.write_bytes(content)

    desk.ok("update", "1", "-d", "见附件", "--evidence", path, *DATA)
    path.unlink()

    (piece,) = reports(desk, "P/1")[0]["evidence"]
    assert (piece["name"], piece["size"]) == (path.name, len(content))
    assert piece["sha256"]["file"] == hashlib.sha256(content).hexdigest()
    desk.ok("db", "check")


def test_several_pieces_of_evidence_or_none(desk: Office) -> None:
    (desk.folder / "甲.pdf").write_bytes(b"1")
    several = ("--evidence", "甲.pdf", "--evidence", "https://example.org", "--evidence")
    refused(desk, "update", "1", *several, "没有.pdf", *DATA, status=4)
    desk.ok("update", "1", *several, "甲.pdf", *DATA)
    assert len(reports(desk, "P/1")[0]["evidence"]) == 3


def test_evidence_without_end_is_not_read_without_end(desk: Office) -> None:
    assert "URL" in refused(desk, "update", "1", "--evidence", "/dev/zero", *DATA, status=5)


NASTY = {
    "escape": "\x1b[31m红\x1b[0m\x1b]0;标题\x07\x9b2J",
    "lines": "甲\n乙\r\n丙\t丁\u2028戊\x85己\x0c",
    "emoji": "火箭🚀与家庭👨‍👩‍👧‍👦、手👍🏽",
    "right to left": "从右\u202eאבג\u202c完",
    "zero width": "零\u200b宽\u200d字\ufeff",
    "markup": "[red]标记[/red] {done} %s <b>&amp;</b>",
    "formula": "=1+1",
    "plane": "𠮷野家",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_text_is_kept_as_it_is_and_shown_harmless(desk: Office, text: str) -> None:
    kept = text.strip()
    answer = desk.ok("update", "1", "-d", text, "-i", text, *DATA)
    assert reports(desk, "P/1")[0]["done"] == kept
    desk.ok("db", "check")
    for screen in (answer.out + answer.err, desk.ok("show", "P/1").out):
        assert not [c for c in screen if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize("line", ["show P/1", "history P/1"])
def test_a_text_keeps_its_lines(desk: Office, line: str) -> None:
    desk.ok("update", "1", "-d", "一、选址完成\n\n二、设备到位\x1b[31m\r\n三、待验收", *DATA)
    shown = [each.strip() for each in desk.ok(*line.split()).out.splitlines()]
    first = next(at for at, each in enumerate(shown) if each.endswith("一、选址完成"))
    assert shown[first + 1 : first + 4] == ["", "二、设备到位[31m", "三、待验收"]
    one_line = desk.ok("history", "P/1", "--format", "plain").out
    assert len(one_line.splitlines()) == 3, "a line an event for other programs"


def test_bytes_that_are_no_text_are_kept_as_such(desk: Office) -> None:
    bad = b"\xff\xd6\xd0".decode("utf-8", "surrogateescape")
    path = desk.folder / f"{bad}.pdf"
    path.write_bytes(b"1")
    desk.ok("update", "1", "-d", f"中{bad}文", "--evidence", path, *DATA)
    (report,) = reports(desk, "P/1")
    assert (report["done"][0], report["done"][-1], "\ufffd" in report["done"]) == ("中", "文", True)
    assert report["evidence"][0]["name"].endswith("\ufffd.pdf")
    desk.ok("db", "check")
    refused(desk, "update", bad, "-p", "5", *DATA, status=4)
    refused(desk, "update", "1", "-p", "5", "--as", bad, status=4)
    refused(desk, "update", "1", "-p", bad, *DATA, status=2)
    refused(desk, "update", "1", "-d", "甲", "--on", bad, *DATA, status=2)


def test_the_person_may_have_any_name(desk: Office) -> None:
    for name in ("王\x1b[31m芳", b"\xff\xd6".decode("utf-8", "surrogateescape")):
        desk.ok("update", "1", "-p", "5", *DATA, "--actor", name)
    assert "\x1b" not in desk.ok("show", "P/1").out
    assert "\ufffd" in reports(desk, "P/1")[-1]["actor"]
    desk.ok("db", "check")
