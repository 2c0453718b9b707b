"""How the tests use the program: as a user types it, in a folder of one's own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import Any

import pytest

PLANS = Path(__file__).parent.parent / "plans"

SMALL = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"
    local       = ["各市政府"]

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委"]

    [[unit]]
    name = "省数据局"

    [[unit]]
    name = "省交通运输厅"

    [[unit]]
    name = "甲市政府"
    kind = "region"

    [[unit]]
    name = "乙市政府"
    kind = "region"

    [[unit]]
    name    = "各市政府"
    kind    = "group"
    members = ["甲市政府", "乙市政府"]

    [[task]]
    number      = "1"
    title       = "优化算力支撑底座"
    responsible = ["省数据局", "省发展改革委"]

    [[task]]
    number   = "2"
    title    = "人工智能+交通"
    lead     = ["省交通运输厅"]
    support  = ["省数据局"]
    deadline = "2026年底前"
"""
"""A programme of one plan, as an office would write it."""


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Office:
    """A folder with a database of its own, and a person who types commands there."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def command(self, *args: str | Path) -> list[str]:
        return [sys.executable, "-m", "taskmatrix", *map(str, args)]

    def environment(self, **changes: str | None) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not _is_ours(key)}
        given = {
            **kept,
            "HOME": str(self.folder),
            "LANG": "zh_CN.UTF-8",
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
            "TASKMATRIX_DB": str(self.folder / "taskmatrix.db"),
            "TASKMATRIX_ACTOR": "王芳",
            **self.env,
            **changes,
        }
        return {key: value for key, value in given.items() if value is not None}

    def __call__(self, *args: str | Path, stdin: str | None = None, **env: str | None) -> Done:
        """Type a command; keywords change the environment (None removes)."""
        done = subprocess.run(
            self.command(*args),
            cwd=self.folder,
            env=self.environment(**env),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def ok(self, *args: str | Path, **env: str | None) -> Done:
        """Type a command that must succeed."""
        done = self(*args, **env)
        assert done.status == 0, done.err
        return done

    def write(self, name: str, text: str) -> Path:
        """Write a file as a user would, with the indentation of the test taken off."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path


_MADE: dict[Callable[[Office], None], dict[Path, bytes]] = {}


def made(office: Office, build: Callable[[Office], None]) -> Office:
    """Bring an office to where a function brings one; what it did is done once and then copied."""
    if build not in _MADE:
        with TemporaryDirectory() as name:
            folder = Path(name)
            build(Office(folder))
            files = (path for path in folder.rglob("*") if path.is_file())
            _MADE[build] = {path.relative_to(folder): path.read_bytes() for path in files}
    for path, content in _MADE[build].items():
        (office.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (office.folder / path).write_bytes(content)
    return office


_AS_TYPED = re.compile(r"(?<=taskmatrix)(?: --(?:db|actor|today|as|home) (?:'[^']*'|[^\s']+))+")


def bare(text: str) -> str:
    """A text whose command lines do not repeat the global options that were typed."""
    return _AS_TYPED.sub("", text)


def _is_ours(key: str) -> bool:
    return key.startswith(("TASKMATRIX_", "LC_", "LANG")) or key in ("NO_COLOR", "COLUMNS")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test calls without a command speaks English, whatever was spoken before."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def loaded(office: Office) -> Office:
    """An office with the small programme loaded."""
    return made(office, _load_small)


def _load_small(office: Office) -> None:
    office.write("plans/plan.toml", SMALL)
    office.ok("plan", "load", "plans")


@pytest.fixture(scope="session")
def liaoning(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with the Liaoning programme loaded; for tests that only read."""
    office = Office(tmp_path_factory.mktemp("liaoning"))
    office.ok("plan", "load", PLANS / "liaoning")
    return office


@pytest.fixture
def check(office: Office) -> Callable[[str], list[str]]:
    """Check one plan file; return its problems as `line:column severity code`."""

    def problems(text: str) -> list[str]:
        office.write("plans/plan.toml", text)
        found = office("plan", "check", "plans", "--json").json["problems"]
        return [f"{p['line']}:{p['column']} {p['severity']} {p['code']}" for p in found]

    return problems
