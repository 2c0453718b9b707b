"""Files that are no plans: each is told in a line or two, and hides nothing else."""

import json
import os
import shutil
import subprocess
from textwrap import dedent

import pytest
from conftest import SMALL, Office


def checked(office: Office, status: int = 1) -> list[str]:
    """What `plan check` says of the folder `plans`."""
    done = office("plan", "check", "plans", "--lang", "en")
    assert done.status == status, done.out
    return done.out.splitlines()


@pytest.fixture
def plans(office):
    """A folder with a sound plan, for bad neighbours."""
    office.write("plans/plan.toml", SMALL)
    return office.folder / "plans"


UNIT = '[[unit]]\nname = "省能源局"\n'

TEXTS = {
    b"": "x.toml:1:1: warning: empty-file: The file holds neither a plan nor units"
    " (delete it, or give it [plan] or [[unit]])",
    b"\xef\xbb\xbf# \xe7\xa9\xba\r\n": "x.toml:1:1: warning: empty-file: The file holds neither",
    UNIT.encode("utf-16"): "x.toml:1:1: error: not-utf8: The text is not UTF-8"
    " (save the file as UTF-8)",
    UNIT.encode("gb18030"): "x.toml:2:10: error: not-utf8: The text is not UTF-8",
    b'\xef\xbb\xbf"\xb5\xa5' + b'"': "x.toml:1:2: error: not-utf8: The text is not UTF-8",
    b"\x7fELF\x02\x01\x01\x00\x00\xff": "x.toml:1:10: error: binary: This is not a text file",
    UNIT.encode() + b"\x00": "x.toml:3:1: error: binary: This is not a text file",
    b"a = [1,\r\n2\r\n\r\nb = 3": "x.toml:4:1: error: syntax: TOML syntax: Unclosed array",
    b"[[unit]]\rname = 1": "x.toml:1:9: error: syntax: TOML syntax: Expected newline",
    b"a = " + b"[" * 5000: "x.toml:1:1: error: too-deep: The tables are nested too deeply",
    b"a = "
    + b"[" * 350
    + b"]" * 350: 'x.toml:1:1: error: unknown-key: Unknown key "a" in this file',
    b"[" + b"a." * 5000 + b"a]": "x.toml:1:1: error: too-deep: The tables are nested too deeply",
    b"[unit]\n[unit]": "x.toml:2:6: error: syntax: TOML syntax: This table stands here a second",
    b'a = """x\\': "x.toml:1:10: error: syntax: TOML syntax: Unescaped",
    b"a = " + b"1" * 5000: "x.toml:1:5: error: syntax: TOML syntax: Too many digits",
}


def test_texts_that_are_no_plans(office):
    for number, data in enumerate(TEXTS):
        office.write(f"{number}/plan.toml", SMALL)
        office.write(f"{number}/x.toml", "").write_bytes(data)
    folders = map(str, range(len(TEXTS)))
    told = office("plan", "check", *folders, "--lang", "en").out.splitlines()
    assert len(told) == len(TEXTS)
    for number, line in enumerate(TEXTS.values()):
        assert told[number].startswith(f"{number}/{line}")


def test_byte_order_mark_and_windows_line_ends_change_nothing(office, plans):
    text = UNIT + 'kind = "departement"\n'
    for data in (text.encode(), b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()):
        (plans / "x.toml").write_bytes(data)
        assert [line.split(": ")[0] for line in checked(office)] == ["x.toml:3:8"]


def test_a_file_too_large_is_not_read(office, plans):
    with (plans / "x.toml").open("wb") as file:
        file.truncate(200 * 1024**2)
    assert checked(office) == ["x.toml:1:1: error: too-large: The file is larger than 128 MB"]


def test_what_is_no_file(office, plans):
    os.mkfifo(plans / "pipe.toml")
    os.mkfifo(plans / "n.toml.txt")
    (plans / "device.toml").symlink_to("/dev/zero")
    (plans / "gone.toml").symlink_to("nowhere.toml")
    (plans / "loop.toml").symlink_to("loop.toml")
    assert checked(office) == [
        "device.toml:1:1: error: not-a-file: This is not a regular file",
        "gone.toml:1:1: error: unreadable-file: The file cannot be read: no such file or folder",
        "loop.toml:1:1: error: unreadable-file: The file cannot be read:"
        " links that lead back to themselves",
        "pipe.toml:1:1: error: not-a-file: This is not a regular file",
    ]
    named = office("plan", "check", "plans/pipe.toml", "--lang", "en")
    assert (named.status, named.out.split(": ")[2]) == (1, "not-a-file")


def test_folders(office, plans):
    """A folder may be named as a file is; what links make of it is followed once."""
    office.write("plans/n.toml/x.toml", "[[unit]]\nnam = 1")
    (plans / "n.toml" / "up").symlink_to(plans)
    (plans / "self").symlink_to("self")
    office.write("elsewhere/units.toml", UNIT + "slips = 0")
    (plans / "linked").symlink_to(office.folder / "elsewhere")
    assert [line.split(": ")[0] for line in checked(office)] == [
        "linked/units.toml:3:9",
        "n.toml/x.toml:1:1",
        "n.toml/x.toml:2:1",
    ]


@pytest.mark.parametrize("name", ["taskmatrix.toml", ".hidden.toml", ".git/x.toml", "x.toml~"])
def test_what_does_not_belong_to_the_programme(office, plans, name):
    office.write(f"plans/{name}", "neither TOML nor a plan")
    office.write(f"plans/n/{name}", "neither TOML nor a plan")
    assert checked(office, status=0) == []


def test_a_name_that_is_not_utf8(office, plans):
    office.write("plans/x.toml", "x = 1").rename(plans / os.fsdecode(b"\xca\xa1\xff.toml"))
    assert office("plan", "check", "plans", "-o", "found.json").status == 1
    found = json.loads((office.folder / "found.json").read_text(encoding="utf-8"))
    assert [problem["file"] for problem in found["problems"]] == ["\u02a1\ufffd.toml"]


class Commoner(Office):
    """Whom the rights of files stop, even where the tests run as root."""

    LIMITED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")

    def command(self, *args):
        return (
            [*self.LIMITED, *super().command(*args)]
            if os.geteuid() == 0
            else super().command(*args)
        )


def test_what_may_not_be_read(office, plans):
    if os.geteuid() == 0 and not can_run(*Commoner.LIMITED, "true"):
        pytest.skip("root may read everything, and setpriv does not help")
    office.write("plans/x.toml", UNIT).chmod(0)
    office.write("plans/n/data.toml", UNIT).parent.chmod(0)
    try:
        assert checked(Commoner(office.folder)) == [
            "x.toml:1:1: error: unreadable-file: The file cannot be read: permission denied",
            "n:1:1: error: unreadable-file: The file cannot be read: permission denied",
        ]
    finally:
        (plans / "n").chmod(0o700)


def can_run(*command: str) -> bool:
    return shutil.which(command[0]) is not None and subprocess.run(command).returncode == 0


ABSURD = {
    "deadline = 0000-00-00": "impossible-date: There is no such day: 0000-00-00",
    "deadline = 2027-2-5": "syntax: TOML syntax: Expected newline",
    "deadline = 07:30:00": '"deadline" must be a date such as 2027-12-31',
    "deadline = '99999年'": 'bad-date: "99999年" cannot be read as a date',
    "deadline = '0000年底'": "impossible-date: There is no such day: 0000年底",
    "deadline = '9999年底'": "after-horizon: The deadline 9999-12-31 lies after the plan's horizon",
    "deadline = ''": 'bad-date: "" cannot be read as a date',
    "target = [{ value = nan }]": '"value" must be a number or [low, high]',
    "target = [{ value = -inf }]": '"value" must be a number or [low, high]',
    "target = [{ value = 1e999 }]": '"value" must be a number or [low, high]',
    "target = [{ value = 0x" + "f" * 4000 + " }]": '"value" must be a number or [low, high]',
    "milestone = [{ weight = 0 }]": '"weight" must be a number above 0',
    'number = "3\\n"': '"number" must be a number such as "12" or "12.1"',
    "number = '1e5'": '"number" must be a number such as "12" or "12.1"',
    "title = '\u3000'": '"title" must be a text that is not blank',
    'lead = ["省\\u001b[31m数据局\\n\\u202e"]': 'Unknown unit "省[31m数据局 "',
    "lead = ['[red]省数据局[/red]']": 'Unknown unit "[red]省数据局[/red]"',
    "lead = ['{name}%s']": 'Unknown unit "{name}%s"',
    f"lead = ['{'局' * 300}']": f'Unknown unit "{"局" * 300}"',
    '"\\u001b[2J" = 1': 'unknown-key: Unknown key "[2J" in [task]',
}


def test_what_nobody_would_write(office):
    for number, line in enumerate(ABSURD):
        task = {"number": "'3'", "title": "'数据要素'", "lead": "['省数据局']"}
        rest = "".join(f"{key} = {task[key]}\n" for key in task if not line.startswith(key))
        office.write(f"{number}/plan.toml", dedent(SMALL) + f"[[task]]\n{rest}{line}\n")
    told = office("plan", "check", *map(str, range(len(ABSURD))), "--lang", "en").out
    for number, problem in enumerate(ABSURD.values()):
        lines = [line for line in told.splitlines() if line.startswith(f"{number}/")]
        assert [line for line in lines if problem in line], (problem, lines)
    assert told.replace("\n", "").isprintable()
