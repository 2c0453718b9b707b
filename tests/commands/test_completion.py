"""Completion in the shells that people use: bash, zsh and fish, each with its own script."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Office

from taskmatrix.cli import COMMANDS
from taskmatrix.commands.options import FLAGS

SCRIPTS = Path(sys.executable).parent

BASH = """
eval "$(_{upper}_COMPLETE=bash_source {program})"
COMP_WORDS=({words}) COMP_CWORD={last}
_{program}_completion {program}
printf '%s\\n' "${{COMPREPLY[@]}}"
"""

ZSH = """
compdef() {{ }}
compadd() {{ print -rl -- $completions }}
_describe() {{ print -rl -- ${{completions_with_descriptions%%:*}} }}
eval "$(_{upper}_COMPLETE=zsh_source {program})"
words=({words}) CURRENT=$(({last} + 1))
_{program}_completion
"""

FISH = """
_{upper}_COMPLETE=fish_source {program} | source
complete -C '{line}'
"""


def completed(office: Office, shell: str, line: str, program: str = "taskmatrix") -> list[str]:
    """What the shell offers where the cursor stands, at the end of a line."""
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    words = f"{program} {line}".split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    script = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell].format(
        program=program,
        upper=program.upper(),
        words=quoted,
        last=len(words) - 1,
        line=" ".join(words),
    )
    path = f"{SCRIPTS}:{office.environment()['PATH']}"
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [shell, *options, "-c", script],
        env=office.environment(PATH=path, LC_ALL="C.UTF-8", TASKMATRIX_LANG="zh"),
        cwd=office.folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return [each.partition("\t")[0] for each in done.stdout.splitlines() if each]


SHELLS = pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])


@SHELLS
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("ma", ["matrix"]),
        ("plan ", ["check", "diff", "draft", "list", "load", "schema"]),
        ("list --ro", ["--role"]),
        ("show LN/12", ["LN/12", "LN/12.1", "LN/12.2", "LN/12.3"]),
        ("list --unit 大连", ["大连市政府", "大连市人民政府"]),
        ("list --unit 交通", ["省交通运输厅", "省交通厅"]),
        ("list --role 牵", ["牵头"]),
        ("targets show LN#co", ["LN#compute"]),
    ],
)
def test_in_every_shell(liaoning: Office, shell: str, line: str, offered: list[str]) -> None:
    assert sorted(completed(liaoning, shell, line)) == sorted(offered)


@SHELLS
def test_the_short_name_completes_too(liaoning: Office, shell: str) -> None:
    assert completed(liaoning, shell, "show LN/13.3", "tm") == ["LN/13.3"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", list(COMMANDS)),
        ("nothing", []),
        ("--as 数据", ["省数据局"]),
        ("mine --as 省数", ["省数据局"]),
        ("matrix --leader 主要", ["省政府主要领导同志", "省政府主要领导"]),
        ("show ln/12.", ["LN/12.1", "LN/12.2", "LN/12.3"]),
        ("show 省数", ["省数据局"]),
        ("show %", []),
        ("list --plan ln-t", ["LN-TALENT", "LN-TRANSPORT", "LN-TL"]),
        ("list --role l", ["lead", "local"]),
        ("list --role ", ["lead", "牵头", "support", "配合", "local", "属地落实"]),
        ("list --state 待", ["待签收"]),
        ("list --flag ", [form for flag in FLAGS.items() for form in flag]),
        ("matrix --what p", ["progress"]),
        ("matrix --what 反", ["反馈"]),
        ("list --unit 省数据局 --role s", ["support"]),
        ("list --format ", ["table", "plain", "json", "csv", "md"]),
        ("plan load --retire LN/21", ["LN/21"]),
        ("demo s", ["sichuan", "shandong"]),
    ],
)
def test_what_is_offered(liaoning: Office, line: str, offered: list[str]) -> None:
    assert completed(liaoning, "bash", line) == offered


@pytest.mark.parametrize("line", ["show ", "list --unit 省", "list --plan L", "--as 省"])
@pytest.mark.parametrize("name", ["none.db", "text.db", "empty.db", "."])
def test_without_a_database_nothing_is_offered(tmp_path: Path, line: str, name: str) -> None:
    (tmp_path / "text.db").write_text("no database" * 100)
    (tmp_path / "empty.db").touch()
    office = Office(tmp_path, {"TASKMATRIX_DB": str(tmp_path / name)})
    assert completed(office, "bash", line) == []


def test_the_database_that_the_line_names_is_asked(liaoning: Office, tmp_path: Path) -> None:
    elsewhere = Office(tmp_path)
    database = liaoning.folder / "taskmatrix.db"
    assert completed(elsewhere, "bash", "show LN/21") == []
    for line in (f"--db {database} show LN/21", f"show --db {database} LN/21"):
        assert completed(elsewhere, "bash", line) == ["LN/21"]


def test_titles_are_told_beside_the_codes(liaoning: Office) -> None:
    env = {"_TASKMATRIX_COMPLETE": "zsh_complete", "COMP_WORDS": "taskmatrix show LN/13.3"}
    done = liaoning.ok(COMP_CWORD="2", **env)
    assert done.out.splitlines() == ["plain", "LN/13.3", "人工智能+交通"]
