"""README says what is true: its tour runs, its reference is what the program says of itself.

`python tests/test_readme.py` writes the reference anew.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taskmatrix.plans.format import TABLES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- reference -->\n", "<!-- /reference -->"
COMMANDS = (
    "",
    "plan check",
    "plan load",
    "plan diff",
    "plan draft",
    "plan list",
    "plan schema",
    "matrix",
    "list",
    "mine",
    "show",
    "todo",
    "accept",
    "update",
    "finish",
    "approve",
    "return",
    "terminate",
    "reopen",
    "wait",
    "resume",
    "extend",
    "missing",
    "urge",
    "escalate",
    "slips",
    "slips show",
    "slips answer",
    "slips withdraw",
    "targets",
    "targets show",
    "targets record",
    "report weekly",
    "report monthly",
    "report briefing",
    "report unit",
    "report task",
    "report slip",
    "report list",
    "report reprint",
    "report withdraw",
    "promises",
    "promises judge",
    "gaps",
    "calendar show",
    "calendar import",
    "unit contact",
    "history",
    "undo",
    "db create",
    "db migrate",
    "db check",
    "db backup",
    "db restore",
    "db evidence",
    "db redact",
    "demo",
)


def reference() -> str:
    """Return the help of every command, as README shows it."""
    return "\n".join(
        f"```text\n$ taskmatrix {_asked(name)}\n{_help(name)}```\n" for name in COMMANDS
    )


def _asked(name: str) -> str:
    return f"{name} --help".strip()


def _help(name: str) -> str:
    command = [sys.executable, "-m", "taskmatrix", *name.split(), "--help", "--lang", "en"]
    env = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def _tour() -> list[str]:
    text = README.read_text("utf-8")
    blocks = re.findall(r"<!-- tour -->\n```console\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 6
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


def test_the_reference_is_what_the_program_says():
    text = README.read_text("utf-8")
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == reference()


def test_the_tour_runs_from_top_to_bottom(office):
    for name in ("plans", "docs"):
        shutil.copytree(ROOT / name, office.folder / name)
    for line in _tour():
        program, *words = shlex.split(line)
        if program == "mkdir":
            (office.folder / words[0]).mkdir()
            continue
        assert program == "taskmatrix"
        done = office(*words)
        assert done.status == 0, f"{line}: {done.err}"
        assert done.out or done.err or "-o" in words, line


def test_the_plan_of_the_readme_has_no_problem(office):
    plan = re.search(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    office.write("plans/plan.toml", plan[1])
    done = office("plan", "check", "plans")
    assert (done.status, done.out) == (0, "")


@pytest.mark.parametrize("key", TABLES["supervision"])
def test_every_key_of_supervision_is_told(key):
    assert f"| `{key}` |" in README.read_text("utf-8")


def test_every_link_leads_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        for link in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert link.startswith("http") or (ROOT / link).exists(), link


if __name__ == "__main__":
    text = README.read_text("utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    README.write_text(text[:start] + reference() + text[end:], "utf-8")
