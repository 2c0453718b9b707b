"""Settings: command line over environment over `taskmatrix.toml`; the database, the language."""

import json
import re
from pathlib import Path

import pytest
from conftest import Office

TODAY = "2026-03-0"


EMPTY = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"

    [[unit]]
    name    = "省发展改革委"
    aliases = ["省发改委"]

    [[unit]]
    name = "省数据局"

    [[task]]
    number = "1"
    title  = "算力"
    lead   = ["省数据局"]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose `taskmatrix.toml` says it all; each test works in a folder below it."""
    office = Office(tmp_path_factory.mktemp("settings"))
    office.write("plans/plan.toml", EMPTY)
    office.ok("plan", "load", "plans")
    office.write("taskmatrix.toml", f'db = "taskmatrix.db"\nas = "省数据局"\ntoday = "{TODAY}1"\n')
    return office


def below(office: Office, name: str = "a/b") -> Office:
    """Someone at work in a folder below, with nothing of ours in the environment."""
    folder = office.folder / name
    folder.mkdir(parents=True, exist_ok=True)
    return Office(folder, dict.fromkeys(("TASKMATRIX_DB", "TASKMATRIX_ACTOR"), None))  # type: ignore[arg-type]


# --- which source wins ---


@pytest.mark.parametrize(
    ("line", "env", "today"),
    [
        ("list --json", None, "1"),
        ("list --json", "2", "2"),
        ("--today {}3 list --json", "2", "3"),
        ("list --today {}3 --json", "2", "3"),
        ("list --json --today={}3", "2", "3"),
        ("--today {}3 list --today {}4 --json", "2", "4"),
        ("list --today {}3 --today {}4 --json", None, "4"),
        ("--today {}4 plan --today {}5 list --today {}6 --json", None, "6"),
    ],
)
def test_command_line_over_environment_over_file(
    office: Office, line: str, env: str | None, today: str
) -> None:
    words = line.replace("{}", TODAY).split()
    done = below(office).ok(*words, TASKMATRIX_TODAY=env and TODAY + env)
    assert done.json["today"] == TODAY + today


def test_an_empty_word_is_none_in_the_environment_and_a_mistake_as_an_option(
    office: Office,
) -> None:
    assert below(office).ok("mine", TASKMATRIX_AS="").out
    for option in ("--as", "--db", "--actor", "--today"):
        assert below(office)("mine", option, "").status == 2


def test_the_nearest_file_counts_alone(office: Office) -> None:
    folder = below(office, "own/inner")
    near = office.write("own/taskmatrix.toml", f'today = "{TODAY}9"\n')
    done = folder("list", "--lang", "en")
    assert (done.status, f"{near.parent}/taskmatrix.db" in done.err) == (4, True)
    done = folder.ok("list", "--json", TASKMATRIX_DB=str(office.folder / "taskmatrix.db"))
    assert done.json["today"] == f"{TODAY}9"


def test_a_relative_path_is_relative_to_where_it_is_said(office: Office) -> None:
    inner = below(office)
    assert inner.ok("list").out, "that of the file, beside it"
    assert inner("list", "--db", "taskmatrix.db").status == 4, "that of the command line, here"
    assert inner.ok("list", "--db", "../../taskmatrix.db").out
    assert inner.ok("list", "--db", "~/taskmatrix.db", HOME=str(office.folder)).out


# --- a file that is wrong ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('db = "a\n', "line 1"),
        ("db = 1\n", "db"),
        ('database = "x.db"\n', "database"),
        ('[settings]\ndb = "x.db"\n', "settings"),
        ("as = 省数据局\n", "column 6"),
        ('as = "数据局"\n'.encode("gb18030"), "taskmatrix.toml"),
    ],
)
def test_a_file_that_cannot_be_used(
    office: Office, tmp_path: Path, text: str | bytes, told: str
) -> None:
    path = tmp_path / "taskmatrix.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = Office(tmp_path)("list", "--lang", "en")
    assert (done.status, done.out) == (5, "")
    assert str(path) in done.err
    assert told in done.err
    assert "Next: " in done.err


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "taskmatrix.toml").write_text('lang = "en"\n', "utf-8-sig")
    assert Office(tmp_path).ok("--help").out.startswith(ENGLISH)


# --- which database ---


@pytest.mark.parametrize("create", [("db", "create"), ("--lang", "zh", "db", "create")])
def test_the_database_is_beside_the_file(tmp_path: Path, create: tuple[str, ...]) -> None:
    (tmp_path / "taskmatrix.toml").touch()
    inner = below(Office(tmp_path))
    inner.ok(*create)
    assert (tmp_path / "taskmatrix.db").exists()


def test_else_among_the_users_data(tmp_path: Path) -> None:
    here = below(Office(tmp_path / "work"))
    refused = here("list", "--lang", "en", XDG_DATA_HOME=str(tmp_path / "data"))
    assert refused.status == 4
    assert f"{tmp_path}/data/taskmatrix/taskmatrix.db" in refused.err
    assert "taskmatrix plan load" in refused.err
    here.ok("db", "create", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (tmp_path / "data/taskmatrix/taskmatrix.db").exists()


# --- who acts ---


def test_root_is_nobodys_name(tmp_path: Path) -> None:
    office = Office(tmp_path, {"TASKMATRIX_LANG": "en"})
    office.write("plans/plan.toml", EMPTY)
    done = office("plan", "load", "plans", TASKMATRIX_ACTOR=None, LOGNAME="root")
    assert (done.status, done.out) == (3, "")
    assert "--actor NAME" in done.err
    assert not (tmp_path / "taskmatrix.db").exists()
    office.ok("plan", "load", "plans", TASKMATRIX_ACTOR=None, LOGNAME="李娜")
    shown = office.ok("show", "1", "--json").json["task"]
    assert [event["actor"] for event in shown["events"]] == ["李娜"]


# --- which language ---

ENGLISH, CHINESE = "Usage:", "用法："


@pytest.mark.parametrize(
    ("line", "env", "begins"),
    [
        ("--help", {"LANG": "zh_CN.UTF-8"}, CHINESE),
        ("--help", {"LANG": "en_GB.UTF-8"}, ENGLISH),
        ("--help", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US"}, ENGLISH),
        ("--help", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN", "LC_ALL": "en_GB"}, ENGLISH),
        ("--help", {"LANG": "en_GB.UTF-8", "LC_ALL": ""}, ENGLISH),
        ("--help", {"LANG": "C"}, CHINESE),
        ("--help", {"LANG": "fr_FR.UTF-8"}, CHINESE),
        ("--help", {"LANG": "zh_CN.UTF-8", "TASKMATRIX_LANG": "en"}, ENGLISH),
        ("--lang zh --help", {"TASKMATRIX_LANG": "en"}, CHINESE),
        ("--lang=en list --help", {"TASKMATRIX_LANG": "zh"}, ENGLISH),
        ("list --help --lang en", {}, ENGLISH),
        ("plan load --lang zh --help --lang=en", {}, ENGLISH),
        ("", {"TASKMATRIX_LANG": "en_GB"}, ENGLISH),
    ],
)
def test_language(tmp_path: Path, line: str, env: dict[str, str], begins: str) -> None:
    done = Office(tmp_path)(*line.split(), **env)
    assert (done.out or done.err).startswith(begins)


@pytest.mark.parametrize(
    "line", ["lst --lang en", "--lang en list --nope", "list --limit x --lang=en"]
)
def test_mistakes_are_told_in_the_language_that_was_asked_for(tmp_path: Path, line: str) -> None:
    done = Office(tmp_path)(*line.split())
    assert (done.status, done.err[:6]) == (2, ENGLISH)


@pytest.mark.parametrize(("line", "env"), [("--lang fr list", None), ("list", "français")])
def test_there_are_two_languages(office: Office, line: str, env: str | None) -> None:
    done = office(*line.split(), TASKMATRIX_LANG=env)
    assert (done.status, done.out) == (2, "")
    assert re.search("zh.*en", done.err)


def test_the_file_may_say_the_language(tmp_path: Path) -> None:
    (tmp_path / "taskmatrix.toml").write_text('lang = "en"\n')
    assert Office(tmp_path).ok("--help").out.startswith(ENGLISH)
    assert Office(tmp_path).ok("--help", TASKMATRIX_LANG="zh").out.startswith(CHINESE)


@pytest.mark.parametrize(("language", "head"), [("zh-CN", "编号"), ("en", "Code")])
def test_where_nobody_says_it_the_programme_does(tmp_path: Path, language: str, head: str) -> None:
    office = Office(tmp_path)
    told = f"language = {json.dumps(language)}\n    title "
    office.write("plans/plan.toml", EMPTY.replace("title ", told, 1))
    office.ok("plan", "load", "plans")
    assert office.ok("list", LANG="C").out.startswith(head)
    assert office.ok("list", LANG=None).out.startswith(head)
    assert office.ok("list", LANG="en_GB.UTF-8").out.startswith("Code")
