"""Documents are issued once, and printed again to the byte."""

import hashlib
from typing import Any

import pytest
from commands.escalated import C, D, act, issued
from commands.publishing import FRIDAY, LATER, NEXT, WHO, listed, publish, reprinted, shop
from commands.terminal import Terminal
from commands.working import refused
from conftest import Office

__all__ = ["shop"]

ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.mark.parametrize("form", ["docx", "html", "md"])
@pytest.mark.parametrize("kind", ["weekly", "monthly"])
def test_a_document_comes_back_to_the_byte(shop: Office, kind: str, form: str) -> None:
    path = shop.folder / f"第一期.{form}"
    said = publish(shop, FRIDAY, kind, "-o", path)
    content = path.read_bytes()
    assert (said["number"], said["form"]) == (1, form)
    act(shop, D, NEXT, "update", "P/1", "-p", "40", "-d", "开工")

    (item,) = listed(shop)

    assert item["sha256"] == said["sha256"] == hashlib.sha256(content).hexdigest()
    assert reprinted(shop, kind, "1") == content
    shop.ok("report", "reprint", kind, "1", "-o", f"again.{form}", "--today", LATER)
    assert (shop.folder / f"again.{form}").read_bytes() == content


@pytest.mark.parametrize("spoken", ["1", "2026-01", "第1期", "2026年第1期", "２０２６－１"])
def test_a_number_is_said_as_people_say_it(shop: Office, spoken: str) -> None:
    publish(shop, FRIDAY)
    content = (shop.folder / f"weekly-{FRIDAY}.md").read_bytes()
    assert reprinted(shop, "weekly", spoken) == content
    assert reprinted(shop, "周报", spoken) == content


@pytest.mark.parametrize("spoken", ["2", "2025-1", "第一期", "1月", "2026", "-1"])
def test_what_was_not_issued_is_not_printed(shop: Office, spoken: str) -> None:
    publish(shop, FRIDAY)
    line = ("report", "reprint", "--today", FRIDAY, "weekly", "--", spoken)
    assert "report list" in refused(shop, *line, status=4)


def test_without_a_file_it_is_kept_and_told_how_to_print_it(shop: Office) -> None:
    done = shop.ok("report", "weekly", "--issue", *WHO, FRIDAY, LANG="en_US.UTF-8")
    hint = next(line for line in done.err.splitlines() if "reprint weekly 2026-1" in line)
    assert "undo" not in done.err, "what is out is not taken back"

    shop.ok("report", *hint.partition(" report ")[2].split(), "--today", FRIDAY)

    (path,) = shop.folder.glob("*.docx")
    assert path.read_bytes() == reprinted(shop, "weekly", "1")


def test_a_document_is_printed_in_its_own_form_alone(shop: Office) -> None:
    publish(shop, FRIDAY)
    line = ("report", "reprint", "weekly", "1", "--today", FRIDAY, "-o")
    for name in ("周报.docx", "周报.pdf"):
        assert ".md" in refused(shop, *line, name)
        assert not (shop.folder / name).exists()
    shop.ok(*line, "周报")
    assert (shop.folder / "周报").read_bytes() == reprinted(shop, "weekly", "1")


def test_a_terminal_is_spared_the_bytes_of_docx(shop: Office) -> None:
    shop.ok("report", "weekly", "--issue", *WHO, FRIDAY)
    with Terminal(shop, "report", "reprint", "weekly", "1", "--today", FRIDAY) as screen:
        screen.see(".docx")
        assert screen.end() == 2


@pytest.mark.parametrize("args", [("--unit", D), ("--light", "red"), ("--plan", "P")])
def test_what_is_issued_leaves_nothing_out(shop: Office, args: tuple[str, str]) -> None:
    assert "--issue" in refused(shop, "report", "weekly", "--issue", *args, *WHO, FRIDAY)
    shop.ok("report", "weekly", "--json", *args, *WHO, FRIDAY)


def test_nobody_else_issues_or_withdraws(shop: Office) -> None:
    other = ("--as", D, "--today", FRIDAY)
    assert C in refused(shop, "report", "weekly", "--issue", *other)
    publish(shop, FRIDAY)
    assert C in refused(shop, "report", "withdraw", "weekly", "1", "--reason", "有误", *other)


def test_an_issue_is_of_today(shop: Office) -> None:
    line = ("report", "weekly", "--issue", *WHO, FRIDAY)
    assert "--as-of" in refused(shop, *line, "--as-of", "2026-03-05")


@pytest.mark.parametrize("name", ["周报.txt", "周报.json"])
def test_a_file_that_cannot_be_kept_is_refused(shop: Office, name: str) -> None:
    refused(shop, "report", "weekly", "--issue", "-o", name, *WHO, FRIDAY, status=2)
    assert not (shop.folder / name).exists()


def test_a_broken_template_issues_nothing(shop: Office) -> None:
    shop.write("taskmatrix.toml", 'actor = "王芳"\n')
    shop.write("templates/weekly.md", "# {{ document.title }}\n{{ documnet.title }}\n")
    line = ("report", "weekly", "--issue", "-o", "周报.md", *WHO, FRIDAY)
    assert "weekly.md:2" in refused(shop, *line, status=5)
    assert (listed(shop), (shop.folder / "周报.md").exists()) == ([], False)


def test_the_list_is_for_programs_and_people(shop: Office) -> None:
    assert listed(shop) == []
    publish(shop, FRIDAY)
    publish(shop, FRIDAY, "monthly")
    for form in ("plain", "csv", "md"):
        out = shop.ok("report", "list", "--format", form, "--today", FRIDAY).out
        assert out.count(FRIDAY) >= 4
    assert [each["kind"] for each in listed(shop, "--kind", "通报")] == ["monthly"]
    assert (len(listed(shop, "--year", "2026")), listed(shop, "--year", "2025")) == (2, [])


# --- looking back ---


def test_the_past_does_not_know_what_was_issued_later(shop: Office) -> None:
    publish(shop, FRIDAY)
    before = listed(shop, "--as-of", FRIDAY)
    draft = ("report", "weekly", "--json", "--as-of", "2026-03-05")
    was = shop.ok(*draft).out
    publish(shop, NEXT)
    shop.ok("report", "withdraw", "weekly", "2", "--reason", "有误", *WHO, LATER)

    assert listed(shop, "--as-of", FRIDAY) == before
    assert listed(shop, "--as-of", "2026-03-05") == []
    assert [each["withdrawn"] for each in listed(shop, "--as-of", NEXT)] == [None, None]
    assert [each["withdrawn"] for each in listed(shop)] == [None, LATER]
    assert shop.ok(*draft).out == was


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_history_tells_of_documents(shop: Office, lang: str) -> None:
    publish(shop, FRIDAY)
    shop.ok("report", "withdraw", "weekly", "1", "--reason", "数据有误", *WHO, FRIDAY)
    for form in ("table", "plain", "csv", "md"):
        out = shop.ok("history", "--limit", "2", "--format", form, "--lang", lang).out
        assert ("数据有误" in out, FRIDAY in out) == (True, True)
        if lang == "en":
            assert "document withdrawn" in out
            assert out.count("weekly no. 1 of 2026") == 2
    events = shop.ok("history", "--limit", "2", "--json").json["events"]
    assert [each["kind"] for each in events] == ["document-issued", "document-withdrawn"]
    assert events[0]["data"]["sha256"]["file"] == listed(shop)[0]["sha256"]


# --- slips ---


@pytest.fixture
def slipped(shop: Office) -> Office:
    """An office that has issued slips on 17 March."""
    assert issued(shop, "2026-03-17")
    return shop


def test_the_paper_of_a_slip_bears_its_number_and_is_issued_once(slipped: Office) -> None:
    day = "2026-03-18"
    said = publish(slipped, day, "slip", "1", "-o", "督办单.docx")
    assert (said["kind"], said["year"], said["number"]) == ("slip", 2026, 1)
    assert said["task"] == listed(slipped)[0]["task"] == slips_of(slipped, day)[0]["task"]
    line = ("report", "slip", "1", "--issue", *WHO, day)
    assert "report reprint slip 2026-1" in refused(slipped, *line)
    content = (slipped.folder / "督办单.docx").read_bytes()
    for spoken in ("1", "2026-0001", "〔2026〕1号"):
        assert reprinted(slipped, "slip", spoken) == content

    back = slipped.ok("report", "withdraw", "slip", "1", "--reason", "有误", *WHO, day)
    assert "slips withdraw 2026-1 --reason" in back.err, "the slip itself stands"
    assert slips_of(slipped, day)[0]["status"] == "open"
    publish(slipped, day, "slip", "1", "-o", "督办单.docx")

    papers = [(each["number"], each["withdrawn"]) for each in listed(slipped)]
    assert papers == [(1, day), (1, None)]
    undo = refused(slipped, "undo", "--today", day)
    assert "report withdraw slip 2026-1" in undo
    slipped.ok("db", "check")


def test_a_slip_that_is_withdrawn_gets_no_paper(slipped: Office) -> None:
    day = "2026-03-18"
    slipped.ok("slips", "withdraw", "1", "--reason", "有误", *WHO, day)
    assert day in refused(slipped, "report", "slip", "1", "--issue", *WHO, day)


def test_what_stands_on_the_paper_of_a_slip_is_not_taken_back(slipped: Office) -> None:
    day, clerk = "2026-03-18", {"TASKMATRIX_ACTOR": "李明"}
    one, other = slips_of(slipped, day)[:2]
    report = ("-d", "在办", "--today", day)
    slipped.ok("update", one["task"], *report, "--as", one["unit"], **clerk)
    publish(slipped, day, "slip", one["number"], "-o", "督办单.docx")
    told = refused(slipped, "undo", "--today", day, **clerk)
    assert "slip paper No. 1 of 2026" in told
    assert f"report withdraw slip {number_of(one)}" in told

    slipped.ok("update", other["task"], *report, "--as", other["unit"], **clerk)
    slipped.ok("undo", "--today", day, **clerk)
    slipped.ok("report", "withdraw", "slip", one["number"], "--reason", "有误", *WHO, day)
    slipped.ok("undo", "--today", day, **clerk)

    events = slipped.ok("history", one["task"], "--json").json["events"]
    assert events[-1]["kind"] == "undone"
    slipped.ok("db", "check")


def test_of_what_came_after_its_paper_a_slip_knows_nothing(slipped: Office) -> None:
    day, clerk = "2026-03-18", {"TASKMATRIX_ACTOR": "李明"}
    (of, *_others) = slips_of(slipped, day)
    publish(slipped, day, "slip", of["number"], "-o", "督办单.docx")
    line = ("update", of["task"], "-d", "在办", "--as", of["unit"], "--today", day)
    slipped.ok(*line, **clerk)
    slipped.ok("undo", "--today", day, **clerk)


def test_the_paper_of_a_slip_that_was_withdrawn_says_so(slipped: Office) -> None:
    day, later = "2026-03-18", "2026-03-19"
    for number in ("1", "2"):
        publish(slipped, day, "slip", number, "-o", f"{number}.docx")
    publish(slipped, day)
    slipped.ok("slips", "withdraw", "1", "--reason", "已答复", *WHO, later)

    papers = [each["slip"] for each in listed(slipped, "--today", later)]
    assert papers == [
        {"status": "withdrawn", "withdrawn": later},
        {"status": "open", "withdrawn": None},
        None,
    ]
    said = "the slip itself was withdrawn on 2026-03-19"
    for form in ("plain", "csv", "md"):
        out = slipped.ok("report", "list", "--format", form, "--today", later, **ENGLISH).out
        assert out.count("slip paper No. 1 of 2026 (slip withdrawn)") == 1
        assert out.count("(slip withdrawn)") == 1
    for number in ("1", "2"):
        line = ("report", "reprint", "slip", number, "-o", "again.docx", "--today", later)
        done = slipped.ok(*line, **ENGLISH)
        assert (said in done.err) == (number == "1")
        assert (slipped.folder / "again.docx").read_bytes() == (
            slipped.folder / f"{number}.docx"
        ).read_bytes()
    assert [each["slip"]["status"] for each in listed(slipped, "--as-of", day)[:2]] == ["open"] * 2


def number_of(slip: dict[str, Any]) -> str:
    """The number of a slip as hints say it."""
    year, number = slip["number"].split("-")
    return f"{year}-{int(number)}"


def slips_of(office: Office, day: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("slips", "--json", "--today", day).json["slips"]
    return found
