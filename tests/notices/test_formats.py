"""Notices as they arrive: DOCX, HTML, PDF, standard input, traditional characters."""

import json
import subprocess

import docx
import pytest
from notices.printed import (
    LINES,
    TABLE,
    as_docx,
    as_html,
    as_pdf,
    drafted,
    locked,
    put,
    saved,
    without_lines,
)  # fmt: skip

PRINTED = {
    "notice.txt": "\n".join(LINES).encode(),
    "notice.docx": as_docx(),
    "notice.html": as_html().encode(),
    "notice.pdf": as_pdf([LINES[:9], LINES[9:]]),
}


@pytest.fixture
def as_text(office):
    return without_lines(drafted(office, PRINTED["notice.txt"]).json)


@pytest.mark.parametrize("name", PRINTED)
def test_the_same_notice_in_each_format_gives_the_same_draft(office, as_text, name):
    told = drafted(office, PRINTED[name], name).json
    assert without_lines(told) == as_text
    assert len(told["tasks"]) == 3


@pytest.mark.parametrize("name", PRINTED)
def test_a_format_is_known_by_its_content(office, as_text, name):
    assert without_lines(drafted(office, PRINTED[name], "notice.dat").json) == as_text


@pytest.mark.parametrize("name", PRINTED)
def test_standard_input_takes_every_format(office, as_text, name):
    done = subprocess.run(
        office.command("plan", "draft", "-", "--json"),
        env=office.environment(),
        input=PRINTED[name],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert without_lines(json.loads(done.stdout)) == as_text


def test_a_draft_says_how_its_lines_are_counted(office):
    put(office, "notice.docx", PRINTED["notice.docx"])
    done = office.ok("plan", "draft", "notice.docx", LANG="en_US.UTF-8")
    told = "lines are the document's paragraphs and table rows, counted in order"
    assert f"# {told}" in done.out
    assert told in done.err


TABLES = {
    "docx": as_docx(["某市重点任务分工表"], TABLE),
    "html": as_html(["某市重点任务分工表"], TABLE).encode(),
}


@pytest.mark.parametrize("form", TABLES)
def test_the_rows_of_a_table_are_tasks(office, form):
    tasks = drafted(office, TABLES[form]).json["tasks"]
    assert [each["title"] for each in tasks] == ["建设算力中心", "开放公共数据", "培训人才"]
    assert (tasks[0]["lead"], tasks[0]["support"]) == (["市数据局"], ["市发改委", "市财政局"])
    assert [each["deadline"] for each in tasks] == ["2026-12-31", "2025-06-30", None]


def test_a_clause_in_a_table_that_is_none_of_tasks_is_told(office):
    lines = ["一、任务", "（一）修路。（责任单位：县交通局）"]
    page = as_html(lines, [["事项", "说明"], ["架桥", "先勘察（责任单位：县水利局）"]])
    told = drafted(office, page.encode()).json
    assert told["unread"] == [{"line": 4, "text": "（责任单位：县水利局）", "why": "table"}]


def test_an_empty_first_cell_shifts_no_column(office):
    rows = [TABLE[0], *([["", *row[1:]] for row in TABLE[1:]])]
    tasks = drafted(office, as_html([], rows).encode()).json["tasks"]
    assert [each["lead"] for each in tasks] == [["市数据局"], ["市数据局"], ["市教育局"]]


def test_a_merged_cell_of_a_page_holds_for_every_row_that_it_spans(office):
    page = """<table><tr><th>重点任务<th>牵头单位<th>配合单位</tr>
        <tr><td>修路<td rowspan=2>县交通局<td>县财政局</tr>
        <tr><td>架桥<td>县水利局</tr></table>"""
    tasks = drafted(office, page.encode()).json["tasks"]
    assert [each["lead"] for each in tasks] == [["县交通局"], ["县交通局"]]
    assert [each["support"] for each in tasks] == [["县财政局"], ["县水利局"]]


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_table_that_only_lays_out_the_page_is_read_as_text(office, as_text, form):
    if form == "html":
        text = "".join(f"<p>{line}</p>" for line in LINES)
        page = f"<table><tr><td>{'<p>栏目</p>' * 30}</td><td>{text}</td></tr></table>"
        told = drafted(office, page.encode())
    else:
        document = docx.Document()
        cell = document.add_table(1, 1).cell(0, 0)
        for line in LINES:
            cell.add_paragraph(line)
        told = drafted(office, saved(document))
    assert without_lines(told.json)["tasks"] == as_text["tasks"]


@pytest.mark.parametrize(
    ("said", "charset", "words"),
    [
        ("gb2312", "gb18030", "牵头部门：水利局，配合部门：教育局"),
        ("iso-8859-1", "gb18030", "牵头部门：水利局，配合部门：教育局"),
        ("gb2312", "utf-8", "牵头部门：水利局，配合部门：教育局"),
        ("big5", "big5", "牽頭部門：水利局，配合部門：教育局"),
        ("utf-16", "utf-16", "牵头部门：水利局，配合部门：教育局"),
    ],
)
def test_a_page_is_read_in_its_charset(office, said, charset, words):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={said}">'
    page = as_html([f"（一）平整土地。（{words}）"], head=head)
    tasks = drafted(office, page.encode(charset, "replace")).json["tasks"]
    assert (tasks[0]["lead"], tasks[0]["support"]) == (["水利局"], ["教育局"])


def test_what_frames_a_page_and_what_it_hides_is_not_read(office):
    page = as_html().replace(
        "<footer>", "<p style='display: none'>（一）隐藏。（责任单位：省厅）</p><footer>"
    )
    done = drafted(office, page.encode())
    assert len(done.json["tasks"]) == 3
    assert done.json["unread"] == []


def test_a_line_broken_in_the_source_of_a_page_leaves_no_gap(office):
    page = "<p>（一）修路。（责任单位：县交通\n      运输局、县财<b>政</b>局）</p>"
    assert drafted(office, page.encode()).json["tasks"][0]["responsible"] == [
        "县交通运输局",
        "县财政局",
    ]


def test_a_large_page_takes_bounded_time(office):
    lines = [*LINES[:8], *(f"（{n}）建设。（责任单位：市数据局、市发改委等）" for n in "一二三")]
    page = as_html(lines + ["甲市建设算力中心。" * 30] * 12_000)
    assert len(page.encode()) > 9_000_000
    assert len(drafted(office, page.encode()).json["tasks"]) == 3


@pytest.mark.parametrize("nested", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_a_page_is_read_however_it_is_nested_and_refused_without_end(office, nested):
    text = "（一）修路。（责任单位：县交通局）"
    tasks = drafted(office, f"<html>{nested * 200}{text}".encode()).json["tasks"]
    assert [each["responsible"] for each in tasks] == [["县交通局"]]
    page = put(office, "page.html", f"<html>{nested * 20_000}{text}".encode())
    assert office("plan", "draft", page).status == 5


def test_pages_of_a_pdf_without_text_are_named(office):
    done = drafted(office, as_pdf([LINES, [], []]))
    assert "pages without a text layer were not read: 2、3" in done.err


def test_pages_whose_font_does_not_say_what_it_prints_are_named(office):
    done = drafted(office, as_pdf([LINES]).replace(b"/ToUnicode", b"/OfUnicode"))
    assert "compare them: 1" in done.err


TRADITIONAL = [
    "某縣人民政府辦公室關於印發某縣水利工作方案的通知",
    "一、重點任務",
    "（一）修築堤壩。2026年底前完成。（牽頭單位：縣水利局；配合單位：縣發展和改革局、縣財政局）",
    "（二）疏濬河道。（責任單位：縣農業農村局、各鄉鎮人民政府）",
]


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_traditional_characters_give_a_draft_in_simplified_ones(office, form):
    done = drafted(
        office, "\n".join(TRADITIONAL).encode() if form == "txt" else as_docx(TRADITIONAL)
    )
    tasks = done.json["tasks"]
    assert tasks[0]["title"] == "修筑堤坝"
    assert (tasks[0]["lead"], tasks[0]["support"]) == (["县水利局"], ["县发展和改革局", "县财政局"])
    assert tasks[1]["responsible"] == ["县农业农村局", "各乡镇人民政府"]
    assert "printed in traditional characters" in done.err


def test_a_simplified_notice_that_quotes_a_traditional_name_stays_as_printed(office):
    lines = [*LINES, "（四）宣傳。（责任单位：市檔案局）"]
    tasks = drafted(office, "\n".join(lines).encode()).json["tasks"]
    assert tasks[3]["responsible"] == ["市檔案局"]


def test_a_pdf_that_only_forbids_printing_is_read(office):
    assert len(drafted(office, locked("", owner="geheim")).json["tasks"]) == 3


def test_without_opencc_traditional_names_stay_as_printed(office):
    blocked = office.folder / "blocked" / "opencc"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError")
    office.write("notice.txt", "\n".join(TRADITIONAL))
    done = office.ok(
        "plan", "draft", "notice.txt", "--json",
        PYTHONPATH=str(blocked.parent), LANG="en_US.UTF-8",
    )  # fmt: skip
    assert done.json["tasks"][0]["lead"] == ["縣水利局"]
    assert "taskmatrix[traditional]" in done.err


def test_a_page_may_begin_with_text(office):
    marked = "".join(f"<p>{line}</p>\n" for line in LINES)
    read = drafted(office, f"来源：某市政府网\n{marked}".encode()).json
    whole = drafted(office, as_html().encode()).json
    assert [task["title"] for task in read["tasks"]] == [task["title"] for task in whole["tasks"]]
