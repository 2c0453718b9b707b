"""What units did, as others read it: in the matrix, in lists, beside a task."""

import csv
import io
from pathlib import Path

import pytest
from commands.detailed import KEY_AREA, PLAN
from conftest import Office

from taskmatrix.reports.text import width_of

LONG = "数据" * 2_500
NASTY = "[red]x[/red] \x1b[31m=1+1 \u202eRTL 👩‍👩‍👧\n|第二行"
COORDINATOR = "省发展改革委"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that has worked through 2026; for tests that only read on 21 November."""
    office = Office(tmp_path_factory.mktemp("done"))
    office.write("plans/n.toml", KEY_AREA)
    office.write("plans/plan.toml", PLAN)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", "2026-01-10")

    def did(day: str, unit: str, *line: str) -> None:
        office.ok(*line, "--as", unit, "--today", day)

    did("2026-02-02", "省数据局", "accept", "P/1")
    address = ("--evidence", "https://example.com/a")
    promise = ("--promise", "完成报批", "--by", "6月底")
    first = ("update", "P/1", "-p", "30", "-d", LONG, "-n", "招标", "--reached", "1")
    did("2026-03-02", "省数据局", *first, *promise, *address)
    late = ("update", "P/1", "-p", "20", "-i", "缺电", "--on", "2026-01-20")
    did("2026-03-05", "甲市政府", *late, "--home", COORDINATOR)
    did("2026-03-06", "乙市政府", "update", "P/1", "--not-applicable", "没有机房")
    did("2026-03-09", COORDINATOR, "approve", "P/1")
    did("2026-04-01", "省数据局", "update", "P-N/1", "-p", "60")
    did("2026-05-06", "省委组织部", "update", "P/2.1", "-p", "80", "-d", "写错的话")
    did("2026-05-07", "省委组织部", "finish", "P/2.1", "--reason", "目标已达到")
    did("2026-05-08", COORDINATOR, "return", "P/2.1", "--reason", "材料不全")
    did("2026-05-11", "省委组织部", "update", "P/2.1", "-p", "99")
    did("2026-05-11", "省委组织部", "undo")
    did("2026-11-14", "省数据局", "update", "P/1", "-p", "45", "-d", NASTY)
    office.env["TASKMATRIX_TODAY"] = "2026-11-21"
    wrong = next(
        event["seq"]
        for event in office.ok("show", "P/2.1", "--json").json["task"]["events"]
        if event["kind"] == "reported"
    )
    office.ok("db", "redact", str(wrong), "--reason", "误录")
    return office


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def screen(office: Office, *args: str, columns: str = "100") -> list[list[str]]:
    out = office.ok(*args, "--lang", "en", COLUMNS=columns).out
    return [line.split() for line in out.splitlines()]


# --- the matrix ---


@pytest.mark.parametrize("what", ["progress", "reported"])
def test_a_cell_shows_what_its_unit_reported(office: Office, what: str) -> None:
    cells = office.ok("matrix", "--json").json["cells"]
    told = {(cell["task"], cell["unit"]): cell[what] for cell in cells}
    assert told["P/1", "甲市政府"] == {"progress": 20, "reported": "2026-01-20"}[what]
    listed = rows(office.ok("matrix", "--what", what, "--format", "csv", "--lang", "en").out)
    shown = {
        (row["Code"], unit): mark
        for row in listed
        for unit, mark in row.items()
        if mark and unit not in ("Code", "Task")
    }
    assert shown == {key: "-" if value is None else str(value) for key, value in told.items()}


def test_the_words_are_chinese_too(office: Office) -> None:
    for word, chinese in (
        ("roles", "分工"),
        ("progress", "进度"),
        ("reported", "反馈"),
        ("state", "状态"),
    ):
        told = office.ok("matrix", "--what", chinese).out
        assert told == office.ok("matrix", "--what", word).out
    assert office.ok("matrix").out == office.ok("matrix", "--what", "roles").out
    assert office("matrix", "--what", "colour").status == 2
    assert office("matrix", "--what", "progress", "--by", "unit").status == 2


def test_progress_with_means_below(office: Office) -> None:
    """Columns: 省发展改革委, 省数据局, 省委组织部, the regions together."""
    lines = screen(office, "matrix", "--what", "progress", "--plan", "P")
    assert "P/1 算力底座 - 45 . 10".split() in lines
    assert 'P/2.1 人工智能+"组织"数据 . . 80 -'.split() in lines
    assert "lead, mean . 22 80 .".split() in lines, "P/1 at 45, P/3 without a report"
    assert "support, mean - . . .".split() in lines
    one_by_one = screen(office, "matrix", "--what", "progress", "--plan", "P", "--no-fold")
    assert "P/1 算力底座 - 45 . 20 -".split() in one_by_one


def test_the_day_of_the_last_report(office: Office) -> None:
    line = ("matrix", "--what", "reported", "--search", "P/1", "--plan", "P")
    assert "P/1 算力底座 - 11-14 1/2".split() in screen(office, *line)
    later = screen(office, *line, "--no-fold", "--today", "2027-02-01")
    assert "P/1 算力底座 - 26-11-14 26-01-20 -".split() in later
    earlier = screen(office, *line, "--no-fold", "--as-of", "2026-03-04")
    assert "P/1 算力底座 - 03-02 - -".split() in earlier


def test_the_state_is_a_letter(office: Office) -> None:
    lines = screen(office, "matrix", "--what", "state", "--plan", "P")
    assert "P/1 算力底座 A A . A".split() in lines
    assert "P/3 数据流通 . P . P".split() in lines
    states = {task["code"]: task["state"] for task in office.ok("matrix", "--json").json["tasks"]}
    assert (states["P/1"], states["P/3"]) == ("active", "pending")


@pytest.mark.parametrize("what", ["progress", "reported", "state"])
def test_pages_and_tables_name_what_they_show(office: Office, what: str) -> None:
    name = {"progress": "Progress", "reported": "Last report", "state": "State"}[what]
    page = office.ok("matrix", "--what", what, "--format", "html", "--lang", "en").out
    assert f"Responsibility matrix - {name}</title>" in page
    mark = {"progress": "45", "reported": "11-14", "state": "A"}[what]
    assert f'title="省数据局: lead (first listed)">{mark}</td>' in page
    assert ("<tfoot>" in page) == (what == "progress")
    heading = office.ok("matrix", "--what", what, "--lang", "en").out.splitlines()[0]
    assert heading == f"某省方案  {name}  2026-11-21"


@pytest.mark.parametrize("columns", ["40", "80", "160"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "line",
    ["matrix --what progress", "matrix --what reported --no-fold", "list --groups", "show P/1",
     "mine --as 省数据局", "show 省数据局"],
)  # fmt: skip
def test_all_of_it_fits_the_terminal(office: Office, line: str, lang: str, columns: str) -> None:
    out = office.ok(*line.split(), "--lang", lang, COLUMNS=columns).out
    assert [text for text in out.splitlines() if width_of(text) > int(columns)] == []
    assert out.replace("\n", "").isprintable()


# --- lists ---


def test_lists_show_progress_and_the_last_report(office: Office) -> None:
    (line,) = (row for row in screen(office, "list", columns="120") if row[:1] == ["P/1"])
    shown = ["P/1", "算力底座", "省数据局", "45", "R", "(2027-12-31)", "under", "way", "405"]
    assert line == [*shown, "2026-11-14"]
    (narrow,) = (row for row in screen(office, "list", columns="80") if row[:1] == ["P/1"])
    assert narrow == shown[:-1]


def test_lists_for_other_programs(office: Office) -> None:
    told = {task["code"]: task for task in office.ok("list", "--json").json["tasks"]}
    listed = rows(office.ok("list", "--format", "csv", "--lang", "en").out)
    shown = {row["Code"]: (row["Progress"], row["Last report"]) for row in listed}
    assert shown == {
        code: tuple("" if task[key] is None else str(task[key]) for key in ("progress", "reported"))
        for code, task in told.items()
    }
    flags = {row["Code"]: row["Flags"] for row in listed}
    assert flags["P/2.1"] == "unreported"


def test_a_group_shows_what_its_children_add_up_to(office: Office) -> None:
    (group,) = (row for row in screen(office, "list", "--groups") if row[:1] == ["P/2"])
    shown = ["P/2", "赋能行业", "80", "Y", "2027-12-31", "under", "way", "405"]
    assert group == [*shown, "2026-05-06"]
    tasks = office.ok("list", "--groups", "--json").json["tasks"]
    assert {task["code"]: task["reported"] for task in tasks if task["group"]} == {
        "P/2": "2026-05-06"
    }


def test_mine_shows_ones_own_progress(office: Office) -> None:
    lines = screen(office, "mine", "--as", "甲市政府", columns="80")
    (line,) = (row for row in lines if row[:1] == ["P/1"])
    assert line[:7] == ["P/1", "算力底座", "local", "20", "45", "R", "(2027-12-31)"]
    listed = rows(office.ok("mine", "--as", "甲市政府", "--format", "csv", "--lang", "en").out)
    assert [row["Own progress"] for row in listed if row["Code"] == "P/1"] == ["20"]
    assert line in screen(office, "show", "甲市政府", columns="80")


# --- one task ---


def shown(office: Office, task: str) -> str:
    return office.ok("show", task, "--format", "plain", "--lang", "en").out


def test_a_task_with_what_was_done_on_it(office: Office) -> None:
    lines = shown(office, "P/1").splitlines()
    for line in (
        "Light             red: expected 100%, reported 45%, 55 points behind",
        "Progress          45, expected 100",
        "Last report       2026-11-14",
        "Carried out by    tasks of other plans: 1, closed: 0, mean progress: 60",
        "  lead  省数据局 [45 2026-11-14] (first listed)",
        "  local  甲市政府 [20 2026-01-20], 乙市政府 [not concerned, approved] (blanket)",
        "  1. 2026-06-30  可研获批  reached 2026-03-02",
        "  P-N/1 建设智算中心  under way  60",
    ):
        assert line in lines


def test_reports_stand_newest_first(office: Office) -> None:
    reports = shown(office, "P/1").partition("\nReports\n")[2].partition("\n\n")[0].splitlines()
    heads = [line.split() for line in reports if not line.startswith("      ")]
    assert [(head[0], head[1]) for head in heads] == [
        ("2026-11-14", "省数据局"),
        ("2026-01-20", "甲市政府"),
        ("2026-03-02", "省数据局"),
    ]
    assert COORDINATOR in " ".join(heads[1]), "entered by another"
    assert "recorded late, 2026-03-05" in " ".join(heads[1])
    texts = "\n".join(line.strip() for line in reports)
    for text in (
        LONG,
        "招标",
        "缺电",
        "完成报批",
        "2026-06-30",
        "https://example.com/a",
        "可研获批",
    ):
        assert text in texts
    assert "[red]x[/red] [31m=1+1 RTL" in texts, "to the letter, but for what steers a terminal"


def test_history_says_what_happened_in_words(office: Office) -> None:
    history = shown(office, "P/2.1").partition("\nHistory\n")[2].splitlines()
    told = [" ".join(line.split()[2:]) for line in history]
    assert told[0] == "王芳 set by the plan"
    assert told[1] == "省委组织部 王芳 reported progress 80%"
    assert told[2].startswith("省委组织部 王芳 asked for closure")
    assert told[2].endswith("目标已达到")
    assert told[3].startswith(f"{COORDINATOR} 王芳 closure returned")
    assert told[3].endswith("材料不全")
    assert told[4] == "省委组织部 王芳 reported progress 99% taken back"


def test_what_was_redacted_or_taken_back_is_not_read_again(office: Office) -> None:
    text = shown(office, "P/2.1")
    reports = text.partition("\nReports\n")[2].partition("\n\n")[0]
    assert "写错的话" not in text
    assert "[redacted]" in reports
    assert "80" in reports
    assert "99" not in reports


def test_a_group_lists_its_children_with_their_state(office: Office) -> None:
    assert '  P/2.1 人工智能+"组织"数据  under way  80' in shown(office, "P/2").splitlines()


def test_nothing_is_said_where_nothing_was_done(office: Office) -> None:
    text = shown(office, "P/3")
    assert "Last report" not in text
    assert "Reports" not in text
    assert "[" not in text


def test_into_files(office: Office, tmp_path: Path) -> None:
    office.ok("matrix", "--what", "progress", "-o", tmp_path / "matrix.md", "--lang", "en")
    row = next(line for line in (tmp_path / "matrix.md").read_text("utf-8").splitlines()
               if line.startswith("| P/1 "))  # fmt: skip
    assert [cell.strip() for cell in row.split("|")][3:5] == ["-", "45"]
