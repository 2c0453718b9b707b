"""The form of a slip: `report slip NUMBER`, from the reminder to the report to the principal."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands.escalated import C, D, act, issued, slip, supervise
from conftest import Office
from pypdf import PdfReader

LADDER = [
    ("2026-03-09", "提醒函", "2026年3月16日", ["一般"]),
    ("2026-03-17", "催办函", "2026年3月24日", ["加急"]),
    ("2026-03-25", "督办单", "2026年3月30日", ["特急"]),
    ("2026-03-31", "督办单", "2026年4月3日", ["特急", "李副省长"]),
    ("2026-04-06", "督办单", "2026年4月9日", ["特急", "王省长"]),
]
ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.fixture
def watched(office: Office) -> Office:
    return supervise(office)


def climbed(office: Office, steps: int) -> None:
    """Let so many slips be issued on a task, none of them answered."""
    for day, _name, _reply_by, _words in LADDER[:steps]:
        issued(office, day, "P/1")


def form(office: Office, day: str, number: str, *args: str) -> str:
    line = ("report", "slip", number, "--format", "md", "--today", day, *args)
    return office.ok(*line, **ENGLISH).out


def data(office: Office, day: str, number: str) -> Any:
    return office.ok("report", "slip", number, "--json", "--today", day).json


def test_the_data_are_those_of_the_register(watched: Office) -> None:
    climbed(watched, 3)
    day = LADDER[2][0]
    sheet = data(watched, day, "3")
    assert sheet["kind"] == "report-slip"
    assert (sheet["draft"], sheet["simulated"], sheet["issuer"]) == (True, True, C)
    assert sheet["slip"] == slip(watched, day, "3")
    assert sheet["earlier"] == [slip(watched, day, "1"), slip(watched, day, "2")]
    task = watched.ok("show", "P/1", "--json", "--today", day).json["task"]
    shared = ("code", "title", "lead", "support", "local", "deadline", "leader")
    assert {key: sheet["task"][key] for key in shared} == {key: task[key] for key in shared}


@pytest.mark.parametrize("step", range(1, 6))
def test_every_step_has_its_name_its_number_and_its_day_of_reply(
    watched: Office, step: int
) -> None:
    climbed(watched, step)
    day, name, reply_by, words = LADDER[step - 1]
    titles = [
        "Reminder",
        "Urging Letter",
        "Supervision Slip",
        "Supervision Slip (Report to the Leader in Charge)",
        "Supervision Slip (Report to the Principal)",
    ]
    english = form(watched, day, str(step))
    assert f"# {titles[step - 1]}\n" in english
    assert f"No. {step} of 2026" in english
    assert english.count("not answered by") == step - 1, "each slip before it is told of"
    assert ("the next step follows" in english) == (step < 5)
    assert ("Leader's instructions" in english) == (step > 3)
    chinese = watched.ok("report", "slip", str(step), "--format", "md", "--today", day).out
    assert f"〔2026〕{step}号" in chinese
    assert reply_by in chinese
    assert all(word in chinese for word in words if not word.endswith("急") and word != "一般")
    assert name in watched.ok("slips", "show", str(step), "--today", day).out


def test_what_is_the_matter_stands_there_with_its_numbers(watched: Office) -> None:
    issued(watched, "2026-05-11", "P/1")
    (cause,) = [each for each in slip(watched, "2026-05-11", "1")["causes"] if "days" in each]
    text = form(watched, "2026-05-11", "1")
    told = f"The task was due on 30 April 2026; by 11 May it was {cause['days']} days overdue."
    assert told in text
    assert "say why the deadline was not met" in text


def test_each_cause_is_a_sentence_of_its_own(watched: Office) -> None:
    issued(watched, "2026-03-09", "P/1")
    told = "The task was handed over on 2 March 2026; by 9 March it had not been accepted."
    assert told in form(watched, "2026-03-09", "1")
    assert "“优化算力支撑底座” (P/1)" in form(watched, "2026-03-09", "1")


def test_a_span_of_silence_is_told_with_both_ends(watched: Office) -> None:
    day = "2026-03-24"
    act(watched, D, "2026-03-02", "update", "P/1", "-p", "5", "-d", "启动")
    issued(watched, day, "P/1")
    (cause,) = [each for each in slip(watched, day, "1")["causes"] if each["rule"] == "silent"]
    first = int(cause["since"].rpartition("-")[2])
    told = f"For {first}–24 March 2026 no progress was reported."
    assert told in form(watched, day, "1")
    shown = watched.ok("report", "slip", "1", "--format", "md", "--today", day).out
    assert shown.count("P/1") == 1, "the code stands once, beside the title"


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_simple_slip_is_one_page(watched: Office) -> None:
    climbed(watched, 2)
    folder = watched.folder
    watched.ok("report", "slip", "2", "--today", LADDER[1][0], "-o", "slip.docx")
    office = ("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless")
    line = (*office, "--convert-to", "pdf", "--outdir", folder, folder / "slip.docx")
    subprocess.run(line, check=True, capture_output=True, timeout=300)
    assert len(PdfReader(folder / "slip.pdf").pages) == 1


def test_a_reply_is_printed_where_there_was_room_for_it(watched: Office) -> None:
    climbed(watched, 1)
    before = form(watched, "2026-03-10", "1")
    assert "Reply of the unit" in before
    act(watched, D, "2026-03-10", "slips", "answer", "1", "--reply", "本周签收", "--by", "3月20日")
    after = form(watched, "2026-03-10", "1")
    assert "10 March 2026: 本周签收。" in after
    assert "in order by 20 March 2026" in after
    looked_back = form(watched, "2026-03-10", "1", "--as-of", "2026-03-09")
    assert looked_back == before, "the reply was not there yet"


def test_a_late_reply_says_so(watched: Office) -> None:
    climbed(watched, 1)
    act(watched, D, "2026-03-17", "slips", "answer", "1", "--reply", "已签收", "--by", "3月20日")
    assert "17 March 2026, late: 已签收。" in form(watched, "2026-03-17", "1")


def test_a_withdrawn_slip_says_so_and_why(watched: Office) -> None:
    climbed(watched, 1)
    act(watched, C, "2026-03-10", "slips", "withdraw", "1", "--reason", "已当面说明")
    text = form(watched, "2026-03-10", "1")
    assert "**Slip withdrawn**" in text
    assert "withdrawn on 10 March 2026: 已当面说明。" in text


def test_an_urgent_matter_is_most_urgent_and_gives_its_reason(watched: Office) -> None:
    major = ("escalate", "P/1", "--major", "--reason", "省长批示", "--yes")
    act(watched, C, "2026-03-10", *major)
    text = form(watched, "2026-03-10", "1")
    assert "extra urgent" in text
    assert "major and urgent" in text
    assert "Reason: 省长批示。" in text


def test_a_redacted_reply_is_shown_as_such(watched: Office) -> None:
    climbed(watched, 1)
    act(watched, D, "2026-03-10", "slips", "answer", "1", "--reply", "某人生病", "--by", "3月20日")
    event = watched.ok("history", "P/1", "--json", "--today", "2026-03-10").json["events"][-1]
    act(watched, C, "2026-03-11", "db", "redact", str(event["seq"]), "--reason", "个人信息")
    text = form(watched, "2026-03-11", "1")
    assert "某人生病" not in text
    assert r"\[redacted\]" in text


@pytest.mark.parametrize("spoken", ["1", "2026-1", "2026-0001", "〔2026〕1号"])
def test_a_number_may_be_typed_as_it_is_printed(watched: Office, spoken: str) -> None:
    climbed(watched, 1)
    assert data(watched, "2026-03-09", spoken)["slip"]["number"] == "2026-0001"


def test_a_slip_that_is_not_there(watched: Office) -> None:
    done = watched("report", "slip", "9", "--today", "2026-03-09", **ENGLISH)
    assert (done.status, done.out) == (4, "")
    assert "Next: " in done.err


def test_a_suffix_that_means_no_format_is_told_with_those_that_do(watched: Office) -> None:
    climbed(watched, 1)
    done = watched("report", "slip", "1", "--today", "2026-03-09", "-o", "a.xyz", **ENGLISH)
    assert (done.status, done.out) == (2, "")
    assert ".docx" in done.err
    assert ".csv" not in done.err, "a document is no table"


def test_the_form_in_word_has_all_that_the_page_has(watched: Office) -> None:
    from docx import Document
    from lxml import html

    climbed(watched, 4)
    line = ("report", "slip", "4", "--today", "2026-03-31")
    watched.ok(*line, "-o", "slip.docx")
    watched.ok(*line, "-o", "slip.html")
    (table,) = Document(str(watched.folder / "slip.docx")).tables
    cells = {cell.text for row in table.rows for cell in row.cells}
    assert {"〔2026〕4号", "李副省长", D, "2026年4月3日", C} <= cells
    page = html.parse(str(watched.folder / "slip.html"))
    assert {cell.text_content().strip() for cell in page.xpath("//dt | //dd")} == cells


def test_issued_it_is_kept_under_the_number_of_the_slip(watched: Office, tmp_path: Path) -> None:
    climbed(watched, 1)
    line = ("report", "slip", "1", "--issue")
    act(watched, C, "2026-03-09", *line, "-o", "first.docx")
    act(watched, C, "2026-03-10", "report", "reprint", "slip", "1", "-o", "again.docx")
    first = (watched.folder / "first.docx").read_bytes()
    assert (watched.folder / "again.docx").read_bytes() == first
    from docx import Document

    heads = [p.text for s in Document(io.BytesIO(first)).sections for p in s.header.paragraphs]
    draft = watched.ok("report", "slip", "1", "--format", "md", "--today", "2026-03-10", **ENGLISH)
    assert "Draft" in draft.out
    assert not any("草稿" in head or "Draft" in head for head in heads)
    again = watched(*line, "--as", C, "--today", "2026-03-10")
    assert again.status == 3


def test_progress_is_said_once_though_two_things_are_the_matter(watched: Office) -> None:
    act(watched, D, "2026-04-24", "update", "P/1", "-p", "17", "-d", "完成选址")
    issued(watched, "2026-04-27", "P/1")
    causes = data(watched, "2026-04-27", "1")["slip"]["causes"]
    assert {"behind", "due"} <= {cause["rule"] for cause in causes}
    said = form(watched, "2026-04-27", "1")
    assert said.count("17%") == 1
    assert "The task is due on 30 April 2026; on 27 April 3 days were left." in said
