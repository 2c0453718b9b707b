"""Many reports from one file, a form or lines of JSON: all recorded, or every bad line told."""

import json
from pathlib import Path

import pytest
from commands.working import (
    COORDINATOR,
    DATA,
    ROADS,
    desk,
    loaded_once,
    mine,
    nothing_recorded,
    refused,
    reports,
    task,
)
from conftest import Done, Office

__all__ = ["desk", "loaded_once"]

FORM = """
    ["P/1"]  # 优化算力支撑底座
    version  = 0
    progress = 40
    done     = "已完成选址"
    same     = false

    ["P/2"]
    progress = ""
    issue    = "数据未归集"

    ["P/4"]
    version  = 0
    progress = ""
    done     = ""
"""


def lines(*given: object) -> str:
    """Lines of JSON, as a program writes them."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in given)


def send(office: Office, text: str, *who: str) -> Done:
    """Hand a text over on standard input."""
    return office("update", "--from", "-", *who, stdin=text, LANG="en_US.UTF-8")


def turned_down(office: Office, text: str, status: int, *who: str) -> str:
    """Hand over a text of which nothing may be recorded; return what is said of it."""
    with nothing_recorded(office):
        done = send(office, text, *(who or DATA))
    assert (done.status, done.out) == (status, ""), (done.out, done.err)
    assert "Next: " in done.err
    return done.err


def test_a_form_is_one_command(desk: Office) -> None:
    path = desk.write("form.toml", FORM)

    done = desk.ok("update", "--from", path, *DATA, "--json").json

    assert done["changed"] == ["P/1", "P/2"], "untouched lines say nothing"
    (report,) = reports(desk, "P/1")
    assert (report["progress"], report["done"], report["same"]) == (40, "已完成选址", None)
    assert mine(desk, "P/2", "省数据局")["reported"] is not None
    events = [task(desk, code)["events"][-1]["command"] for code in done["changed"]]
    assert set(events) == {done["command"]}


@pytest.mark.parametrize("text", [FORM, lines({"task": "P/1", "progress": 40})])
@pytest.mark.parametrize("change", ["bom", "crlf", "both"])
def test_how_windows_saves_it(desk: Office, text: str, change: str) -> None:
    content = text.encode("utf-8" if change == "crlf" else "utf-8-sig")
    path = desk.folder / "表.toml"
    path.write_bytes(content if change == "bom" else content.replace(b"\n", b"\r\n"))
    desk.ok("update", "--from", path, *DATA)
    assert task(desk, "P/1")["progress"] == 40


@pytest.mark.parametrize("text", ["", "\n\n", "# 备注\n", '["P/1"]\nversion = 0\n', '{"task":"1"}'])
def test_a_form_that_says_nothing(desk: Office, text: str) -> None:
    turned_down(desk, text, 3)


def test_what_is_no_utf8(desk: Office) -> None:
    path = desk.folder / "form.toml"
    path.write_bytes(FORM.encode("gb18030"))
    assert "UTF-8" in refused(desk, "update", "--from", path, *DATA, status=5)
    path.write_bytes(FORM.encode("utf-16"))
    refused(desk, "update", "--from", path, *DATA, status=5)


def test_every_bad_line_of_a_form_is_told(desk: Office) -> None:
    text = (
        'outside = 1\n["P/1"]\ndone = "好"\nprogress = 140\nprogres = 5\n'
        '["P/2"]\nsame = "是"\n["P/4"]\nprogress = 5\nby = "明天"\n["P/3.1"]\ndone = "好"\n'
    )
    told = turned_down(desk, text, 5)
    numbers = [line.split(":")[1] for line in told.replace("Error: ", "").splitlines()[:-1]]
    assert numbers == ["1", "5", "4", "7", "8"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('["P/1"]\n\ndone = “好”\n', 3),
        ('["P/1"]\ndone = "好\n"\n', 2),
        ('["P/1"]\ndone = "好"\n["P/1"]\ndone = "再"\n', 3),
        ('["P/1"]\ndone = "好"\ndone = "再"\n', 3),
        ('["P/1"]\nprogress = 1' + "0" * 5000, 1),
        ('["P/1"]\ndone = ' + "[" * 20_000, 1),
        ('[["P/1"]]\ndone = "好"\n', 1),
    ],
)
def test_a_form_that_is_no_toml(desk: Office, text: str, number: int) -> None:
    assert f"stdin:{number}: " in turned_down(desk, text, 5)


@pytest.mark.parametrize(
    "value",
    [
        *("progress = 101", "progress = 4.5", "progress = true", 'progress = "4_0"', "done = 5"),
        *("same = 1", 'kept = "是"', 'reached = "一"', "reached = true", 'version = "0"'),
        *("on = 5", "on = 2026-11-01T10:00:00", "on = 10:00:00", "evidence = 5", "evidence = [5]"),
        *('evidence = "没有.pdf"', "done = {}", "done = []", "unit = 5", 'promise = "好"'),
        *('on = "今天"', 'on = "不知何日"'),
    ],
)
def test_a_field_of_the_wrong_kind(desk: Office, value: str) -> None:
    other = "" if value.startswith("on = 20") or value == 'on = "今天"' else 'issue = "好"\n'
    assert "stdin:" in turned_down(desk, f'["P/1"]\n{other}{value}\n', 5)


def test_what_the_rules_forbid_is_told_by_its_line(desk: Office) -> None:
    text = lines(
        {"task": "P/1", "progress": 5},
        {"task": "P/3.2", "progress": 5},
        {"task": "P/3", "progress": 5},
        {"task": "P/4", "on": "明天", "done": "好"},
        {"task": "P/1", "kept": True},
    )
    told = turned_down(desk, text, 3)
    assert [f"stdin:{n}: " in told for n in range(1, 6)] == [False, True, True, True, True]
    missing = lines({"task": "P/99", "done": "好"})
    assert "P/99" in turned_down(desk, missing, 4)
    assert turned_down(desk, missing + text, 5).count("stdin:") == 5


def test_nobody_is_named(desk: Office) -> None:
    with nothing_recorded(desk):
        done = send(desk, lines({"task": "1", "progress": 5}, {"task": "4", "progress": 5}))
    assert (done.status, done.err.count("--as")) == (3, 1), "that is said once"


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "5", "null", '{"progress": 5}', '{"task": 5, "progress": 5}', '"P/1"'),
        *('{"task": "\\ud800", "progress": 5}', '{"task": "P/1", "done": "\\udcff"}'),
        *('{"task": "P/1", "unit": ["省数据局"], "done": "好"}', '{"task": "P/1", "做": 1}'),
        *('{"task": "P/1", "progress": NaN}', '{"task": "P/1", "progress": 1e999}'),
        pytest.param('{"task": "P/1", "progress": 1' + "0" * 5000 + "}", id="long number"),
        pytest.param('{"task": "P/1", "done": ' + "[" * 100_000, id="deep"),
    ],
)
def test_a_line_that_is_no_report(desk: Office, line: str) -> None:
    text = lines({"task": "P/1", "progress": 5}) + "\n" + line + "\n"
    assert "stdin:3: " in turned_down(desk, text, 5)


def test_lines_of_json_say_all_that_options_say(desk: Office) -> None:
    text = lines(
        {
            "task": "人工智能+交通",
            "progress": "60%",
            "done": "甲\u2028乙\x85丙\0丁",
            "promise": "建成",
            "by": "明天",
            "reached": 2,
            "on": "今天",
            "evidence": ["https://example.org", "form.toml"],
            "kept": None,
            "same": False,
            "next": "",
        }
    )
    desk.write("form.toml", FORM)
    done = send(desk, text, *ROADS)
    assert done.status == 0, done.err
    (report,) = reports(desk, "P/2")
    assert (report["progress"], report["done"]) == (60, "甲\u2028乙\x85丙\0丁")
    assert (report["reached"], len(report["evidence"])) == (2, 2)
    desk.ok("db", "check")


def test_nought_is_something(desk: Office) -> None:
    assert send(desk, lines({"task": "1", "progress": 0}), *DATA).status == 0
    assert send(desk, '["4"]\nprogress = 0\n', *DATA).status == 0
    assert [task(desk, code)["progress"] for code in ("P/1", "P/4")] == [0, 0]


def test_the_coordinator_enters_for_many(desk: Office) -> None:
    text = lines(
        {"task": "1", "unit": "数据局", "progress": 5},
        {"task": "1", "done": "已协调"},
        {"task": "2", "unit": "省交通运输厅", "progress": 6},
        {"task": "2", "unit": "甲市政府", "progress": 7},
    )
    assert "--as 省数据局" not in turned_down(desk, text, 3, "--as", "省财政厅")
    with nothing_recorded(desk):
        assert send(desk, text).status == 3, "the second line is nobody's"

    assert send(desk, text, *COORDINATOR).status == 0

    said = [(each["unit"], each["home"]) for each in reports(desk, "P/1")]
    assert said == [("省数据局", "省发展改革委"), ("省发展改革委", None)]
    assert task(desk, "P/2")["progress"] == 6


def test_the_same_task_twice_is_two_reports(desk: Office) -> None:
    text = '["P/1"]\nprogress = 5\nversion = 0\n["算力"]\nprogress = 6\nversion = 0\n'
    assert send(desk, text, *DATA).status == 0
    assert [report["progress"] for report in reports(desk, "P/1")] == [5, 6]


def test_a_line_that_somebody_else_has_changed_is_refused(desk: Office) -> None:
    desk.ok("update", "1", "-p", "55", "-d", "李强\x1b[31m写的", *DATA, "--actor", "李强")
    told = turned_down(desk, FORM, 3)
    assert "stdin:2: " in told
    assert [word in told for word in ("李强", "55", "李强[31m写的")] == [True] * 3

    version = reports(desk, "P/1")[-1]["seq"]
    assert send(desk, FORM.replace("= 0", f"= {version}", 1), *DATA).status == 0
    assert turned_down(desk, FORM.replace("= 0", f"= {version}", 1), 3)


def test_a_line_whose_report_was_taken_back_is_refused(desk: Office) -> None:
    desk.ok("update", "1", "-p", "55", *DATA)
    form = FORM.replace("= 0", f"= {reports(desk, 'P/1')[-1]['seq']}", 1)
    desk.ok("undo", *DATA)
    assert "stdin:2: P/1" in turned_down(desk, form, 3)
    turned_down(desk, lines({"task": "1", "same": True}), 3)
    assert send(desk, FORM, *DATA).status == 0


def test_untouched_lines_and_other_units_do_not_conflict(desk: Office) -> None:
    desk.ok("update", "4", "-p", "55", *DATA)
    desk.ok("update", "1", "-d", "已配合", *COORDINATOR)
    assert send(desk, FORM, *DATA).status == 0


def test_a_very_long_text(desk: Office) -> None:
    text = "很长的进展" * 70_000
    path = desk.folder / "form.toml"
    path.write_text(f'["P/1"]\ndone = """\n{text}"""\n', "utf-8")
    desk.ok("update", "--from", path, *DATA)
    assert reports(desk, "P/1")[0]["done"] == text
    desk.ok("db", "check")
    assert len(turned_down(desk, f'["P/1"]\nprogress = "{text}"\n', 5)) < 1000


def test_two_hundred_lines(desk: Office) -> None:
    given = [{"task": "1", "progress": n % 100, "done": f"第{n}次"} for n in range(200)]
    assert send(desk, lines(*given), *DATA).status == 0
    assert [each["done"] for each in reports(desk, "P/1")] == [each["done"] for each in given]


def test_standard_input_that_is_closed(desk: Office, tmp_path: Path) -> None:
    import subprocess

    for line in (["update", "--from", "-"], ["update", "1"]):
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" <&-', "sh", *desk.command(*line, *DATA)],
            cwd=desk.folder,
            env=desk.environment(),
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == (3 if "--from" in line else 2)
