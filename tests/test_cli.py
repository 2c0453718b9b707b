"""The door of the program: help, versions, mistakes, start-up, and the wheel that is installed."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import Office

import taskmatrix
from taskmatrix.cli import COMMANDS

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(sys.executable).parent

VERSIONS = (
    rf"taskmatrix {re.escape(taskmatrix.__version__)} \(Python 3\.\d+\.\d+, SQLite 3\.\d+\.\d+\)\n"
)


def typed(office: Office, *words: str, **env: str) -> tuple[int, str, str]:
    """Run the very words, not `python -m taskmatrix`."""
    done = subprocess.run(
        words, cwd=office.folder, env=office.environment(**env), capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


# --- versions, help, mistakes ---


@pytest.mark.parametrize("line", ["--version", "--lang en --version", "--db x --version list"])
def test_versions(office: Office, line: str) -> None:
    assert re.fullmatch(VERSIONS, office.ok(*line.split()).out)


@pytest.mark.parametrize("line", ["", "plan", "db"])
def test_without_a_command_the_help_is_shown(office: Office, line: str) -> None:
    bare = office(*line.split(), TASKMATRIX_LANG="en")
    assert bare.status == 2
    helped = office.ok(*line.split(), "--help", "--lang", "en")
    assert bare.out + bare.err == helped.out
    assert f"Usage: taskmatrix{line and ' '}{line} [OPTIONS] COMMAND [ARGS]..." in helped.out


def test_the_help_names_every_command(office: Office) -> None:
    shown = office.ok("--help", "--lang", "en").out
    listed = shown.partition("Commands:\n")[2]
    assert re.findall(r"^  (\w+)  ", listed, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize(
    ("line", "meant"),
    [("lst", "list"), ("matirx", "matrix"), ("plan lod x", "load"), ("list --untl x", "--unit")],
)
def test_what_is_misspelt_is_suggested(office: Office, line: str, meant: str) -> None:
    done = office(*line.split())
    assert (done.status, done.out) == (2, "")
    assert meant in done.err


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("list", 0),
        ("plan check plans", 0),
        ("plan check bad", 1),
        ("list --nope", 2),
        ("nope", 2),
        ("mine", 3),
        ("plan load other --yes", 3),
        ("show nothing", 4),
        ("list --db none.db", 4),
        ("plan load bad", 5),
        ("list --db plans/plan.toml", 6),
    ],
)
def test_exit_statuses(loaded: Office, line: str, status: int) -> None:
    plan = (loaded.folder / "plans/plan.toml").read_text("utf-8")
    loaded.write("bad/plan.toml", plan.replace("省交通运输厅", "省交通厅", 1))
    loaded.write("other/plan.toml", plan.replace('"P"', '"Q"', 1))
    done = loaded(*line.split())
    assert done.status == status, done.err
    if status > 2:
        assert done.out == ""
        assert len(done.err.splitlines()) >= 2, "what is wrong, and what to do next"


# --- how it is started ---


@pytest.mark.parametrize("program", ["taskmatrix", "tm"])
def test_the_installed_commands(liaoning: Office, program: str) -> None:
    path = str(SCRIPTS / program)
    assert re.fullmatch(VERSIONS, typed(liaoning, path, "--version")[1])
    as_module = liaoning.ok("show", "12.1")
    assert typed(liaoning, path, "show", "12.1") == (0, as_module.out, as_module.err)
    assert f"Usage: {program} list" in typed(liaoning, path, "list", "--help", "--lang", "en")[1]


def imported(office: Office, *args: str) -> set[str]:
    """The modules that a command loads."""
    command = [sys.executable, "-X", "importtime", "-m", "taskmatrix", *args]
    status, _out, err = typed(office, *command)
    assert status == 0
    return {line.rpartition("|")[2].strip() for line in err.splitlines() if "|" in line}


NEVER_NEEDED = """
    argparse asyncio babel csv dataclasses dateutil decimal difflib getpass hashlib html logging
    pathlib pkg_resources platformdirs random rich secrets shutil sqlite_utils tempfile tomli
    unicodedata urllib wcwidth
"""


def of_click() -> set[str]:
    """What click itself loads, which depends on its version."""
    code = "import sys, sqlite3, json, click; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "line", ["list --json", "mine --as 省数据局 --json", "list --plan LN --json"]
)
def test_a_list_loads_only_what_it_needs(liaoning: Office, line: str) -> None:
    loaded = imported(liaoning, *line.split()) - of_click()
    assert loaded & set(NEVER_NEEDED.split()) == set()
    assert not any(
        name.startswith(("taskmatrix.plans", "taskmatrix.domain.model")) for name in loaded
    )


def test_help_imports_no_command(office: Office) -> None:
    ours = {name for name in imported(office, "--help") if name.startswith("taskmatrix")}
    commands = {name for name in ours if name.startswith("taskmatrix.commands.")}
    shared = ("base", "completion", "invocation")
    assert commands == {f"taskmatrix.commands.{name}" for name in shared}
    assert not any(name.startswith(("taskmatrix.store", "taskmatrix.reports")) for name in ours)


def test_versions_load_nothing_of_ours(office: Office) -> None:
    ours = {name for name in imported(office, "--version") if name.startswith("taskmatrix")}
    assert ours == {"taskmatrix"}
    assert "click" not in imported(office, "--version")


# --- the wheel ---

SOURCES = ("pyproject.toml", "build_messages.py", "README.md", "LICENSE")
OFFLINE = ("No matching distribution", "Connection", "Temporary failure", "Network is unreachable")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the sources, unzipped; the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    sources.mkdir()
    for name in SOURCES:
        shutil.copy(ROOT / name, sources)
    compiled = shutil.ignore_patterns("__pycache__", "*.mo")
    for name in ("taskmatrix", "plans", "migrations"):
        shutil.copytree(ROOT / name, sources / name, ignore=compiled)
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, sources],
        capture_output=True,
        text=True,
    )
    if built.returncode and any(sign in built.stderr for sign in OFFLINE):
        pytest.skip("the build's own requirements cannot be fetched")
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_wheel_holds_what_the_program_reads(unpacked: Path) -> None:
    shipped = unpacked / "taskmatrix/shipped"
    for name in ("plans", "migrations"):
        files = {path.relative_to(ROOT) for path in (ROOT / name).rglob("*") if path.is_file()}
        assert {path.relative_to(shipped) for path in (shipped / name).rglob("*.*")} == files
    package = unpacked / "taskmatrix"
    assert (package / "locale/zh/LC_MESSAGES/taskmatrix.mo").stat().st_size > 10_000
    styles = {path.name for path in (ROOT / "taskmatrix/reports/styles").iterdir()}
    assert {path.name for path in (package / "reports/styles").iterdir()} == styles
    templates = {path.name for path in (ROOT / "taskmatrix/reports/templates").iterdir()}
    assert {path.name for path in (package / "reports/templates").iterdir()} == templates
    assert {path.name for path in unpacked.iterdir()} == {
        "taskmatrix",
        f"taskmatrix-{taskmatrix.__version__}.dist-info",
    }
    written = (
        unpacked / f"taskmatrix-{taskmatrix.__version__}.dist-info/entry_points.txt"
    ).read_text()
    assert "tm = taskmatrix.__main__:main" in written


@pytest.mark.parametrize("programme", ["liaoning", "sichuan", "shandong"])
def test_the_wheel_works_anywhere(unpacked: Path, tmp_path: Path, programme: str) -> None:
    office = Office(tmp_path)
    command = (sys.executable, "-m", "taskmatrix")
    env = {"PYTHONPATH": str(unpacked), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    where = typed(office, sys.executable, "-c", "import taskmatrix as t; print(t.__file__)", **env)
    assert where[1].startswith(str(unpacked))
    status, out, err = typed(office, *command, "demo", programme, **env)
    assert (status, "Traceback" in err) == (0, False)
    database = str(tmp_path / "cache/taskmatrix/demo" / f"{programme}.db")
    assert f"taskmatrix --db {database} " in out
    assert "牵头" in out, "the Chinese catalogue is there"
    status, out, _err = typed(office, *command, "--db", database, "plan", "list", "--json", **env)
    assert (status, '"tier": "1"' in out) == (0, True)
    page = typed(office, *command, "--db", database, "matrix", "-o", "matrix.html", **env)
    assert page[0] == 0
    assert "<style>" in (tmp_path / "matrix.html").read_text("utf-8")


def test_the_demo_minds_nobody_s_settings(tmp_path: Path) -> None:
    office = Office(tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    office.write("taskmatrix.toml", 'as = "某局"\nhome = "某厅"\n')
    assert "SC/1" in office.ok("demo", "sichuan").out
    assert not (tmp_path / "taskmatrix.db").exists()
