"""Where the output goes: colours on a terminal only, closed pipes, encodings, escape sequences."""

import re
import subprocess
from pathlib import Path
from shlex import join

import pytest
from commands.terminal import Terminal
from conftest import SMALL, Office

ESCAPE = b"\x1b"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a task overdue and titles that hold more than text; for reading only."""
    office = Office(tmp_path_factory.mktemp("streams"))
    steering = "红\\u001b[31m\\u009b2J\\u0007\\r\\u202e头"
    more = f'''
    [[unit]]
    name    = "省{steering}局"
    aliases = ["省红局"]

    [[task]]
    number   = "3"
    title    = "{steering}一🚀"
    section  = "{steering}"
    summary  = "{steering}"
    lead     = ["省红局"]
    deadline = 2026-02-01

    [[task]]
    number = "4"
    title  = "{steering}二"
    '''
    office.write("plans/plan.toml", SMALL + more)
    office.ok("db", "create", "--simulated")
    office.ok("plan", "load", "plans", "--today", "2026-03-01")
    return office


# --- colours and escape sequences ---


def sent(office: Office, *args: str, **env: str | None) -> bytes:
    """All that reached the terminal."""
    with Terminal(office, *args, "--today", "2026-03-01", columns=100, **env) as terminal:
        assert terminal.end() == 0
        return terminal.sent


@pytest.mark.parametrize("line", ["list", "matrix", "show P/3", "matrix --by unit", "plan list"])
def test_colours_are_for_terminals(office: Office, line: str, tmp_path: Path) -> None:
    words = line.split()
    assert ESCAPE in sent(office, *words)
    assert ESCAPE not in sent(office, *words, "--no-color")
    assert ESCAPE not in sent(office, *words, NO_COLOR="1")
    assert ESCAPE not in sent(office, *words, TASKMATRIX_NO_COLOR="1")
    assert ESCAPE not in sent(office, *words, TERM="dumb")
    assert ESCAPE not in office.ok(*words).out.encode(), "a pipe"
    office.ok(*words, "-o", tmp_path / "shown.txt", "--format", "table")
    assert ESCAPE not in (tmp_path / "shown.txt").read_bytes()


def test_the_file_may_say_no_colours(office: Office, tmp_path: Path) -> None:
    here = Office(tmp_path, {"TASKMATRIX_DB": str(office.folder / "taskmatrix.db")})
    for told, colours in (("true", False), ("false", True)):
        (tmp_path / "taskmatrix.toml").write_text(f"no_color = {told}\n")
        assert (ESCAPE in sent(here, "list")) == colours


def test_what_is_overdue_is_red(office: Office) -> None:
    with Terminal(office, "list", "--today", "2026-03-01") as terminal:
        terminal.end()
    found = next(y for y, text in enumerate(terminal.lines) if text.startswith("P/3"))
    row = [terminal.screen.buffer[found][at] for at in range(80)]
    assert "".join(cell.data for cell in row if cell.fg == "red").split() == ["2026-02-01", "-28"]
    assert len({cell.fg for cell in row}) == 3, "red, the colour of its light, none"


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "list --format plain",
        "list --format csv",
        "list --format md",
        "mine --as 省红局",
        "matrix",
        "matrix --by unit",
        "matrix --by section",
        "matrix --format plain",
        "matrix --format csv",
        "matrix --format md",
        "show P/3",
        "show 省红局",
        "show 头一",
        "show 红",
        "show P/33",
        "plan list",
    ],
)
def test_nothing_steers_the_terminal(office: Office, line: str) -> None:
    with Terminal(office, *line.split(), "--no-color", columns=100) as terminal:
        terminal.end()
    shown = re.sub("\r+\n", "\n", terminal.sent.decode())
    assert [char for char in shown if not char.isprintable() and char not in "\n\t"] == []
    assert re.search(r"红\\?\[31m2J头", shown) or line == "plan list"


# --- pipes ---


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with more tasks than a pipe holds."""
    office = Office(tmp_path_factory.mktemp("large"))
    tasks = "".join(
        f'[[task]]\nnumber = "{n}"\ntitle = "第{n}项任务"\nlead = ["省数据局"]\n'
        for n in range(1000, 2500)
    )
    office.write("plans/plan.toml", SMALL.replace("\n    ", "\n") + tasks)
    office.ok("plan", "load", "plans")
    return office


def piped(office: Office, *args: str, then: str) -> list[str]:
    """The status of a command and of what reads from it."""
    line = f"{join(office.command(*args))} | {{ {then}; }}; echo ${{PIPESTATUS[@]}} >&2"
    done = subprocess.run(
        ["bash", "-c", line], env=office.environment(), cwd=office.folder, capture_output=True
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    return done.stderr.decode().splitlines()


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "list --json",
        "list --format csv",
        "matrix",
        "matrix --json",
        "matrix --format html",
        "matrix --by unit",
        "show 省数据局",
    ],
)
def test_a_closed_pipe_is_no_failure(large: Office, line: str) -> None:
    assert len(large.ok(*line.split()).out.encode()) > 65536, "more than a pipe holds"
    *said, status = piped(large, *line.split(), then="head -1")
    assert status == "0 0"
    assert [text for text in said if "2027" not in text] == [], "working days of 2027"


@pytest.mark.parametrize("line", ["--help", "list --help", "list", "plan list --json"])
def test_nobody_reads(office: Office, line: str) -> None:
    env = {"TASKMATRIX_DB": str(office.folder / "taskmatrix.db")}
    assert piped(Office(office.folder, env), *line.split(), then="exec <&-")[-1] == "0 0"


def test_a_full_disk_is_told(office: Office) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            office.command("list"), env=office.environment(), stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 6
    assert done.stderr.count(b"\n") == 4, "what happened, what next; working days; simulated"


def test_a_closed_output_is_no_failure(office: Office) -> None:
    line = f"{join(office.command('list'))} >&-"
    done = subprocess.run(["bash", "-c", line], env=office.environment(), capture_output=True)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


# --- encodings ---

ASCII = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def answer(office: Office, *args: str, **env: str) -> tuple[int, bytes, bytes]:
    command, given = office.command(*args), office.environment(**env)
    done = subprocess.run(command, cwd=office.folder, env=given, capture_output=True)
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("line", ["list", "matrix", "show P/3", "list --format csv"])
def test_tables_are_in_the_terminals_encoding(office: Office, line: str) -> None:
    words, env = line.split(), {"TASKMATRIX_TODAY": "2026-03-01"}
    shown = office.ok(*words, **env).out
    for encoding in ("gb18030", "gbk", "ascii"):
        status, out, _err = answer(office, *words, **env, PYTHONIOENCODING=encoding)
        expected = shown.encode(encoding, "replace")
        assert (status, out.replace(b"\r\n", b"\n")) == (0, expected)
    assert b"?" in answer(office, *words, PYTHONIOENCODING="gbk")[1], "GBK has no rocket"


def test_json_is_utf_8_everywhere(office: Office) -> None:
    shown = office.ok("list", "--json").out.encode()
    assert "红".encode() in shown
    for env in ({"PYTHONIOENCODING": "gb18030"}, ASCII):
        assert answer(office, "list", "--json", **env)[:2] == (0, shown)


def test_a_terminal_that_knows_ascii_only(office: Office) -> None:
    status, out, _err = answer(office, "show", "数据局", **ASCII)
    assert (status, out.isascii()) == (0, True)
    chosen = ("list", "--role", "牵头", "--unit", "交通厅", "--search", "人工", "--json")
    assert b'"P/2"' in answer(office, *chosen, **ASCII)[1]
    status, out, _err = answer(office, "list", "--unit", "没有", **ASCII)
    assert (status, out) == (4, b"")


def test_files_are_utf_8_everywhere(office: Office, tmp_path: Path) -> None:
    for name in ("list.csv", "list.txt", "list.md"):
        status, _out, _err = answer(office, "list", "-o", str(tmp_path / name), **ASCII)
        assert status == 0
        assert "人工智能" in (tmp_path / name).read_text("utf-8")
    assert len(list(tmp_path.iterdir())) == 3
