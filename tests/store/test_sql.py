"""SQL stays in the subset that runs unchanged on SQLite and PostgreSQL."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from taskmatrix import store
from taskmatrix.resources import shipped

TOKEN = re.compile(
    r"""
    (?P<skip>   \s+ | --[^\n]* | /\*.*?\*/ )
  | (?P<text>   '(?:[^']|'')*' )
  | (?P<word>   [A-Za-z_][A-Za-z_0-9]* )
  | (?P<sign>   ->> | -> | == | \S )
    """,
    re.VERBOSE | re.DOTALL,
)
SIGNS = frozenset({"->", "->>", "==", "`"})
WORDS = frozenset({"rowid", "_rowid_", "oid", "strict", "autoincrement", "glob", "match", "regexp"})
FUNCTIONS = (
    "instr|group_concat|json.*|ifnull|iif|printf|format|total|typeof|char|hex|quote|random|"
    "date|time|datetime|julianday|strftime|unixepoch|last_insert_rowid|changes|likely|unlikely"
)


def tokens(sql: str) -> list[str]:
    """The words and signs of SQL in lower case; texts in quotes are worth one quote."""
    return [
        "'" if token.lastgroup == "text" else token[0].casefold()
        for token in TOKEN.finditer(sql)
        if token.lastgroup != "skip"
    ]


def outside_the_subset(sql: str) -> Iterator[str]:
    """Name what PostgreSQL would not take, or would take otherwise."""
    listed = [*tokens(sql), "", "", ""]
    for place, token in enumerate(listed[:-3]):
        following = listed[place + 1 :]
        called = following[0] == "("
        if token in SIGNS | WORDS or (called and re.fullmatch(FUNCTIONS, token)):
            yield token
        elif called and token in ("max", "min") and "," in arguments(following):
            yield f"{token} of several"
        elif called and token == "sum" and {*arguments(following)} & {"=", "case"} == {"="}:
            yield "sum of a condition"
        elif token in ("insert", "update") and following[0] == "or":
            yield f"{token} or"
        elif token == "replace" and following[0] == "into":
            yield "replace into"
        elif [token, *following[:3]] == ["view", "if", "not", "exists"]:
            yield "view if not exists"


def arguments(following: list[str]) -> list[str]:
    """The signs between a bracket and its end, those in inner brackets left out."""
    depth, found = 0, []
    for token in following:
        depth += (token == "(") - (token == ")")
        if depth == 0:
            break
        if depth == 1:
            found.append(token)
    return found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("SELECT instr(title, 'x') FROM task", ["instr"]),
        ("SELECT GROUP_CONCAT(name) FROM unit", ["group_concat"]),
        ("SELECT json_extract(data, '$.id') FROM event", ["json_extract"]),
        ("SELECT data ->> 'id' FROM event", ["->>"]),
        ("SELECT max(a, coalesce(b, 0)) FROM t", ["max of several"]),
        ("SELECT date('now')", ["date"]),
        ("SELECT rowid FROM task", ["rowid"]),
        ("CREATE TABLE t (a TEXT) STRICT", ["strict"]),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", ["autoincrement"]),
        ("CREATE VIEW IF NOT EXISTS v AS SELECT 1", ["view if not exists"]),
        ("INSERT OR IGNORE INTO t VALUES (1)", ["insert or"]),
        ("REPLACE INTO t VALUES (1)", ["replace into"]),
        ("SELECT SUM(state = 'closed') FROM task", ["sum of a condition"]),
        ("SELECT * FROM task WHERE code == 'x'", ["=="]),
        ("SELECT ifnull(a, 1), b GLOB 'x*' FROM t", ["ifnull", "glob"]),
    ],
)
def test_what_is_outside_the_subset_is_seen(sql: str, found: list[str]) -> None:
    assert list(outside_the_subset(sql)) == found


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT MAX(seq), date, SUM(CASE WHEN a = 1 THEN 1 END) FROM event -- not date('now')",
        "SELECT COALESCE(MAX(seq), 0) + 1 FROM event WHERE title = 'rowid -> it''s STRICT'",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = excluded.a",
        "CREATE TABLE IF NOT EXISTS t (a TEXT) /* AUTOINCREMENT */",
    ],
)
def test_what_is_inside_the_subset_passes(sql: str) -> None:
    assert list(outside_the_subset(sql)) == []


def texts(module: Path) -> Iterator[str]:
    """The texts in a module that may be SQL: neither docstrings nor messages for people."""
    tree = ast.parse(module.read_text("utf-8"))
    spoken = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
        for argument in node.args
    }
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in spoken | told | inner:
            continue
        if isinstance(node, ast.JoinedStr):
            yield " ".join(
                str(part.value) for part in node.values if isinstance(part, ast.Constant)
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


MODULES = sorted(Path(str(store.__file__)).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.stem))
def test_the_store_keeps_to_the_subset(module: Path) -> None:
    assert {
        text: list(outside_the_subset(text))
        for text in texts(module)
        if any(outside_the_subset(text))
    } == {}


def test_the_migrations_keep_to_the_subset() -> None:
    for script in shipped("migrations").glob("*.sql"):
        assert list(outside_the_subset(script.read_text("utf-8"))) == [], script.name


def test_the_scan_sees_the_sql_of_the_store() -> None:
    seen = "\n".join(text for module in MODULES for text in texts(module))

    for sign in ("INSERT INTO event", "ON CONFLICT (id) DO UPDATE", "BEGIN IMMEDIATE", "ORDER BY"):
        assert sign in seen
    assert "Return" not in seen, "docstrings are not SQL"


def test_sql_stays_in_the_store() -> None:
    package = Path(str(store.__file__)).parent.parent
    sql = re.compile(r"\b(SELECT\b.*\bFROM|INSERT INTO|DELETE FROM|UPDATE\b.*\bSET)\b", re.DOTALL)

    elsewhere = [
        path.name
        for path in package.rglob("*.py")
        if path not in MODULES and any(sql.search(text) for text in texts(path))
    ]

    assert elsewhere == []
