"""`plan check`: every problem of contract §2 at its place, all in one run.

Each of `examples/` is added to a programme that is right; one that begins with [plan] stands in
place of its [plan]. «code» marks the key or value at which that problem must be found, «code|name»
one whose hint must be: did you mean “name”? Nothing else may be found.
"""

import re
import time
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import PLANS, SMALL, Office

from taskmatrix.plans.problems import MESSAGES
from taskmatrix.plans.reader import read_folder

Found = tuple[str, str, str | None]
"""A problem's place as `line:column`, its code, and the name that was perhaps meant."""

WARNINGS = {"no-lead", "after-horizon", "party-lead", "incomplete-plan"}
MARK = re.compile(r"«([a-z-]+)(?:\|(.+?))?»")
BASE = dedent(SMALL).strip().replace('\ndeadline = "2026年底前"', "")


def examples() -> dict[str, str]:
    """Each example by its name: a whole plan file, with marks."""
    texts = {}
    for path in sorted(Path(__file__).parent.glob("examples/*.txt")):
        pieces = re.split("^### (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
            head = re.match(r"\S*\[plan\]\n(.+\n)+", text)
            replaced = re.search(r"\[plan\]\n(.+\n)+", BASE)
            if head and replaced:
                rest = text.removeprefix(head[0])
                texts[name] = f"{BASE.replace(replaced[0], head[0])}\n{rest}"
            else:
                texts[name] = f"{BASE}\n\n{text}"
    return texts


def without_marks(text: str) -> tuple[str, list[Found]]:
    """The file as its writer saw it, and what each mark stands for."""
    found: list[Found] = []
    while mark := MARK.search(text):
        above, newline, before = text[: mark.start()].rpartition("\n")
        place = f"{above.count(chr(10)) + 1 + bool(newline)}:{len(before) + 1}"
        found.append((place, mark[1], mark[2]))
        text = text[: mark.start()] + text[mark.end() :]
    return text, found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Found]]:
    """What one run finds in all examples, each a folder of its own."""
    office = Office(tmp_path_factory.mktemp("check"))
    for name, text in examples().items():
        office.write(f"{name}/plan.toml", without_marks(text)[0])
    done = office("plan", "check", *examples(), "--json", "--lang", "en")
    assert done.status == 1
    problems: dict[str, list[Found]] = {name: [] for name in examples()}
    for p in done.json["problems"]:
        name, file = p["file"].rsplit("/", 1)
        assert file == "plan.toml"
        assert p["severity"] == ("warning" if p["code"] in WARNINGS else "error")
        near = re.fullmatch("did you mean “(.+)”\\?", p["hint"] or "")
        problems[name].append((f"{p['line']}:{p['column']}", p["code"], near and near[1]))
    return problems


@pytest.mark.parametrize("name", examples())
def test_every_problem_at_its_place(name, found):
    assert found[name] == without_marks(examples()[name])[1]


def test_every_code_has_an_example():
    told = "".join(p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*.py"))
    marked = {mark[1] for text in examples().values() for mark in MARK.finditer(text)}
    assert [code for code in MESSAGES if code not in marked and f": {code}: " not in told] == []


DATA_PLAN = dedent("""
    format = 1

    [plan]
    id     = "P-DATA"
    tier   = "N"
    title  = "数据领域行动方案"
    parent = "P"

    [[task]]
    number   = "1"
    title    = "数据归集"
    lead     = ["省数据局"]
    deadline = "6月底前"
""").lstrip()


def checked(office: Office, *paths: str, status: int = 1) -> str:
    """What `plan check` says, in English."""
    done = office("plan", "check", *paths, "--lang", "en")
    assert done.status == status, done.out
    return done.out


def test_several_problems_in_several_files_in_one_run(office):
    office.write("plans/plan.toml", BASE + '\nafter = ["P-DATA/9"]')
    office.write(
        "plans/n/data.toml",
        DATA_PLAN.replace('"P"', '"PP"').replace("1\n\n", "1\n[supervision]\n\n"),
    )
    office.write("plans/n/units.toml", '[[unit]]\nname = "省发改委"\n[[task]]\nnumber = "1"\n')
    assert checked(office, "plans") == dedent(
        """\
        plan.toml:45:10: error: unknown-task: Unknown task "P-DATA/9" (did you mean "P-DATA/1"?)
        n/data.toml:2:1: error: misplaced: [supervision] belongs in the overall plan (tier 1)
        n/data.toml:8:10: error: unknown-parent: Unknown parent plan "PP" (did you mean "P"?)
        n/units.toml:2:8: error: duplicate-unit: The name 省发改委 already belongs to \
省发展改革委: plan.toml line 14
        n/units.toml:3:1: error: no-plan-table: "task" needs a [plan] in the same file \
(move it to the plan's file, or add [plan])
        """
    )


def test_two_overall_plans_are_both_reported_and_so_is_none(office):
    office.write("plans/a.toml", SMALL)
    office.write(
        "plans/b.toml", '[plan]\nid = "P"\ntier = "1"\ntitle = "又一个"\nissued = 2026-01-05'
    )
    office.write("other/n.toml", DATA_PLAN)
    assert checked(office, "plans").splitlines()[:2] == [
        "a.toml:5:15: error: second-overall-plan: More than one overall plan (tier 1): b.toml"
        " (one folder holds one programme)",
        'b.toml:1:1: warning: incomplete-plan: The overall plan lacks "horizon"'
        " (what depends on it stays empty or is refused)",
    ]
    assert "b.toml:2:6: error: duplicate-plan: Plan id P is taken: a.toml line 4\n" in checked(
        office, "plans"
    )
    assert checked(office, "other").splitlines()[-1] == (
        ".:1:1: error: no-overall-plan: No overall plan (tier 1) below this folder"
        ' (one file needs [plan] with tier = "1")'
    )


def test_plans_that_elaborate_one_another_in_a_circle(office):
    office.write("plans/plan.toml", SMALL)
    office.write("plans/a.toml", DATA_PLAN.replace('"P-DATA"', '"P-A"').replace('"P"', '"P-B"'))
    office.write("plans/b.toml", DATA_PLAN.replace('"P-DATA"', '"P-B"').replace('"P"', '"P-A"'))
    assert checked(office, "plans").splitlines() == [
        "a.toml:7:10: error: cycle: A circle: P-A → P-B → P-A",
        "b.toml:7:10: error: cycle: A circle: P-B → P-A → P-B",
    ]


def test_a_long_circle_is_told_in_short(office):
    task = '[[task]]\nnumber = "4.{}"\ntitle = "任务"\nlead = ["省数据局"]\nafter = ["P/4.{}"]\n'
    ring = "".join(task.format(n, n % 30 + 1) for n in range(1, 31))
    office.write("plan.toml", f"{BASE}\n{ring}")
    told = checked(office, ".").splitlines()
    assert len(told) == 30
    assert told[28].endswith(
        "P/4.29 → P/4.30 → P/4.1 → P/4.2 → P/4.3 → P/4.4 → ... → P/4.28 → P/4.29"
    )


def test_what_a_plan_leaves_out_comes_from_the_parent_in_another_file(office):
    """Dates without a year take that of the parent's `issued`, though the file is read before."""
    office.write("plans/plan.toml", SMALL)
    office.write("plans/a.toml", DATA_PLAN.replace('"P"\n', '"P"\nhorizon = "10月底"\n'))
    office.write(
        "plans/b.toml",
        """
        [plan]
        id     = "P-X"
        tier   = "X"
        title  = "甲市方案"
        parent = "P-DATA"

        [[task]]
        number = "1"
        title  = "数据归集"
        lead   = ["甲市政府"]
        """,
    )
    office.ok("plan", "load", "plans")
    tasks = office.ok("list", "--tier", "N", "--tier", "X", "--json").json["tasks"]
    assert {t["code"]: t["deadline"] for t in tasks} == {
        "P-DATA/1": "2026-06-30",
        "P-X/1": "2026-10-31",
    }


@pytest.mark.parametrize(
    ("text", "encoding", "problem"),
    [
        ('[[unit]]\nname = "甲厅"\nkind =\n', "utf-8", "units.toml:3:7: error: syntax"),
        ('[[unit]]\nname = "甲厅"\n', "gb18030", "units.toml:2:9: error: not-utf8"),
    ],
)
def test_units_of_a_file_that_cannot_be_read_are_not_called_unknown(
    office, text, encoding, problem
):
    office.write("plan.toml", BASE + '\nlocal = ["甲厅"]')
    office.write("units.toml", text).write_text(text, encoding)
    assert [line[: len(problem)] for line in checked(office, ".").splitlines()] == [problem]


def test_status_0_with_warnings_only_and_4_where_there_is_nothing(office):
    office.write("plan.toml", BASE.replace('\nlead     = ["省交通运输厅"]', ""))
    done = office("plan", "check", "plan.toml", "--lang", "en")
    assert (done.status, done.out) == (0, "plan.toml:40:1: warning: no-lead: Task 2 has no lead\n")
    assert done.err == "0 errors, 1 warning\n"
    missing = office("plan", "check", "plan.toml", "palns", "--lang", "en")
    assert (missing.status, missing.out) == (4, "")
    assert "There is no file or folder palns" in missing.err


def test_json_tells_the_same_in_both_languages(office):
    office.write("plan.toml", BASE + '\nfoo = 1\nlocal = ["甲市"]\nafter = ["P/1.0"]')
    chinese = office("plan", "check", ".", "--json", "--lang", "zh").json
    english = office("plan", "check", ".", "--json", "--lang", "en").json
    assert english.keys() == {"schema", "kind", "today", "problems"}
    assert (english["schema"], english["kind"]) == (1, "plan-check")
    assert english["problems"][0] == {
        "file": "plan.toml",
        "line": 45,
        "column": 1,
        "severity": "error",
        "code": "unknown-key",
        "message": "Unknown key “foo” in [task]",
        "hint": None,
    }
    for zh, en in zip(chinese["problems"], english["problems"], strict=True):
        assert {**zh, "message": "", "hint": ""} == {**en, "message": "", "hint": ""}
    assert [p["hint"] for p in english["problems"][1:]] == [
        "did you mean “甲市政府”?",
        "did you mean “P/1”?",
    ]


def test_folders_are_a_programme_each_and_files_are_one_together(office):
    office.write("right/plan.toml", SMALL)
    office.write("wrong/plan.toml", BASE.replace('"P"', '"p"'))
    data = office.write("data.toml", DATA_PLAN)
    assert checked(office, "right", status=0) == ""
    assert checked(office, "right/plan.toml", "data.toml", status=0) == ""
    out = checked(office, "right", "wrong", "data.toml")
    assert [line.split(": ")[0] for line in out.splitlines()] == [
        "wrong/plan.toml:4:15",
        "data.toml:7:10",
        "data.toml:12:13",
        "data.toml:13:12",
        ".:1:1",
    ]
    assert checked(office, str(data)).startswith(f"{data}:7:10: error: unknown-parent")


@pytest.mark.parametrize("folder", ["liaoning", "sichuan", "shandong"])
def test_the_shipped_plans_have_no_errors(office, folder):
    assert "error" not in checked(office, str(PLANS / folder), status=0)


def test_thousands_of_unknown_names_are_told_in_seconds_with_their_hints(tmp_path):
    units = "".join(f'[[unit]]\nname = "省{n}厅"\n' for n in range(1, 2001))
    tasks = "".join(
        f'[[task]]\nnumber = "{n}"\ntitle = "任务"\nlead = ["省{n}厅厅"]\nafter = ["P/{n}/"]\n'
        for n in range(3, 2003)
    )
    (tmp_path / "plan.toml").write_text(f"{BASE}\n{units}{tasks}")
    start = time.monotonic()
    problems = read_folder(tmp_path).problems
    assert time.monotonic() - start < 10
    assert len(problems) == 4000
    wrong = [p for p in problems if p.near != str(p.facts["name"])[:-1]]
    assert len(wrong) == 2, wrong  # 省2001厅 and 省2002厅 are not there
