"""The JSON Schema that editors use and the reader agree on what a plan file may hold."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomlkit
from conftest import PLANS
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from taskmatrix.plans.reader import read_files
from taskmatrix.plans.schema import schema

VALIDATOR = Draft202012Validator(schema())

# What each complaint of the schema is called by the reader.
CODES = {"additionalProperties": "unknown-key", "required": "missing-key"}
STRUCTURE = {"unknown-key", "missing-key", "wrong-type", "no-plan-table"}


def by_schema(document: dict[str, Any]) -> set[str]:
    """The codes of what the schema finds wrong, dates being strings in JSON."""
    data = json.loads(json.dumps(document, default=date.isoformat))
    errors = VALIDATOR.iter_errors(data)
    return {
        "no-plan-table"
        if error.validator == "dependentRequired"
        else CODES.get(str(error.validator), "wrong-type")
        for error in errors
    }


def by_reader(document: dict[str, Any], folder: Path) -> set[str]:
    """The codes of what the reader finds wrong in the structure of the same file."""
    path = folder / "plan.toml"
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    assert tomli.loads(path.read_text(encoding="utf-8")) == document
    return {problem.code for problem in read_files([(path, "plan.toml")]).problems} & STRUCTURE


# Contract §2 once more, as one reads it.

TEXT = st.text("省市局厅 aA1.", min_size=1, max_size=6).filter(str.strip)
TEXTS = st.lists(TEXT, max_size=3)
DAY = st.dates(date(2025, 1, 1), date(2030, 12, 31)) | st.sampled_from(["2027年底", "6月底前"])
NUMBER = st.integers(-(10**17), 10**17) | st.sampled_from([0.5, -2.25, 10**17 + 0.0])
FLAG = st.booleans()
RHYTHM = st.sampled_from(["week", "half-month", "month", "quarter", "none"])
RULE = st.sampled_from(["first-listed", "all", "none"])


def table(required: str, **keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Tables with the required keys and any of the others."""
    needed = {key: keys.pop(key) for key in required.split()}
    return st.fixed_dictionaries(needed, optional=keys)


def tables(of: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(of, min_size=1, max_size=2)


TARGET = table(
    "id title op value measure",
    id=TEXT,
    title=TEXT,
    op=st.sampled_from([">=", ">", "<=", "<", "=", "~"]),
    value=NUMBER | st.lists(NUMBER, min_size=2, max_size=2).map(sorted),
    measure=TEXT,
    due=DAY,
    per=st.sampled_from(["total", "year", "quarter"]),
    soft=FLAG,
    baseline=table("date value", date=DAY, value=NUMBER),
)
TASK = table(
    "number title",
    number=st.sampled_from(["1", "12.1", "12.0", "3.2.1", "007"]),
    title=TEXT,
    **dict.fromkeys(("section", "summary", "leader"), TEXT),
    **dict.fromkeys(("responsible", "lead", "support", "local", "advances", "after"), TEXTS),
    **dict.fromkeys(("open_ended", "standing"), FLAG),
    **dict.fromkeys(("start", "deadline"), DAY),
    lead_rule=RULE,
    milestone=tables(table("title due", title=TEXT, due=DAY, weight=st.sampled_from([1, 0.5, 30]))),
    target=tables(TARGET),
)
PLAN = table(
    "id tier title",
    id=st.sampled_from(["LN", "LN-X2", "A"]),
    tier=st.sampled_from(["1", "N", "X"]),
    **dict.fromkeys("title issuer document source language timezone".split(), TEXT),
    **dict.fromkeys("coordinator principal leader owner parent".split(), TEXT),
    **dict.fromkeys(("issued", "horizon"), DAY),
    lead_rule=RULE,
    local=TEXTS,
)
UNIT = table(
    "name",
    **dict.fromkeys(("name", "en"), TEXT),
    **dict.fromkeys(("aliases", "formerly", "members"), TEXTS),
    kind=st.sampled_from(["department", "region", "group", "leader"]),
    slips=FLAG,
)
SUPERVISION = table(
    "",
    calendar=st.sampled_from(["CN", "none"]),
    behind=st.sampled_from(["own", "all"]),
    due_soon_days=st.integers(0, 366),
    report_every=table("", lead=RHYTHM, support=RHYTHM, local=RHYTHM),
)
FILES = table(
    "plan",
    format=st.just(1),
    plan=PLAN,
    supervision=SUPERVISION,
    unit=tables(UNIT),
    task=tables(TASK),
    target=tables(TARGET),
) | table("", format=st.just(1), unit=tables(UNIT))

SCALARS = st.sampled_from(
    ["", " ", "1", "N", "ln", "12.", "week", "all", "2027年底", "CN", ">="]
) | st.sampled_from([0, 1, -1, 2, 10**18, 0.5, -2.25, True, False])
ANYTHING = (
    SCALARS
    | st.lists(SCALARS.filter(lambda value: isinstance(value, str)), max_size=3)
    | st.lists(st.integers(0, 9), max_size=3).map(sorted)
    | st.dictionaries(st.sampled_from(["id", "title", "name", "value", "x"]), SCALARS, max_size=2)
)


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A file with one thing changed: a value, a key too many, a key left out."""
    document = draw(FILES)
    places = [(document, key) for key in document]
    for container, key in places:  # which grows meanwhile
        inner = container[key]
        # The schema cannot say that a range's lower end comes first.
        if isinstance(inner, dict | list) and key != "value":
            places += [
                (inner, k) for k in (inner if isinstance(inner, dict) else range(len(inner)))
            ]
    if not places:
        return {"x": draw(ANYTHING)}
    container, key = draw(st.sampled_from(places))
    match draw(st.sampled_from(["value", "more", "less"])):
        case "less":
            del container[key]
        case "more" if isinstance(container, dict):
            container[draw(st.sampled_from(["titel", "plan", "unit", "due", "x"]))] = draw(ANYTHING)
        case _:
            container[key] = draw(ANYTHING)
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schema")


@given(FILES)
@settings(deadline=None)
def test_what_the_contract_allows_both_accept(folder, document):
    assert by_schema(document) == by_reader(document, folder) == set()


@given(spoilt())
@settings(deadline=None, max_examples=500)
def test_what_one_refuses_the_other_refuses_for_the_same_reason(folder, document):
    assert by_reader(document, folder) == by_schema(document)


def test_the_schema_is_one_and_the_command_writes_it(office):
    written = office.ok("plan", "schema").json
    Draft202012Validator.check_schema(written)
    assert written == schema()


@pytest.mark.parametrize("path", sorted(PLANS.rglob("*.toml")), ids=lambda path: path.stem)
def test_shipped_plans_validate(path):
    assert by_schema(tomli.loads(path.read_text(encoding="utf-8"))) == set()
