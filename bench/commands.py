"""The commands that are measured, each as a user runs it."""

import os
import sys
from pathlib import Path

from bench import cache
from bench.measure import Command

PYTHON = Path(sys.executable)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a user; nothing of this process's own but the path."""
    home = cache.folder() / "home"
    home.mkdir(exist_ok=True)
    path = os.environ.get("PATH", os.defpath)
    return {
        "PATH": path,
        "HOME": str(home),
        "LANG": "zh_CN.UTF-8",
        "TERM": "xterm-256color",
        **more,
    }


def taskmatrix(
    database: Path, *words: str | Path, terminal: int | None = None, **env: str
) -> Command:
    """Return a command of taskmatrix on a database; `terminal` is the width of one to write to."""
    given = environment(TASKMATRIX_DB=str(database), TASKMATRIX_ACTOR="王芳", **env)
    words = (PYTHON.with_name("taskmatrix"), *words)
    return Command(words, given, cache.folder(), terminal)


def python(*words: str | Path) -> Command:
    """Return a command of the Python that taskmatrix runs on."""
    return Command((PYTHON, *words), environment(), cache.folder())


def yardstick(name: str, *words: str | Path) -> Command:
    """Return a command that runs one of our yardsticks alone in a process."""
    return python(cache.ROOT / "bench" / "yardsticks.py", name, *words)


def anchor() -> Command:
    """Return the yardstick for a start: Python with sqlite3 imported."""
    return python("-c", "import sqlite3")
