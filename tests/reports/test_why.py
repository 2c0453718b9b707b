"""Why a light is what it is: a sentence with the numbers for every rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from taskmatrix import domain, language
from taskmatrix.reports.why import far_ahead, why

DAY = "2026-11-09"
PACE = {"expected": 62.5, "progress": 20, "points": 42.5}
EXAMPLES: list[tuple[str, dict[str, Any], str]] = [
    ("closed", {"day": DAY}, "closed on 2026-11-09"),
    ("terminated", {}, "terminated: no light"),
    ("not-begun", {"day": DAY}, "begins on 2026-11-09"),
    ("awaiting", {"day": DAY}, "the first report is awaited before 2026-11-09"),
    ("overdue", {"days": 12, "deadline": DAY}, "12 days overdue (deadline 2026-11-09)"),
    (
        "overdue",
        {"days": 12, "deadline": DAY, "granted": DAY},
        "12 days overdue (extended deadline 2026-11-09)",
    ),
    (
        "overdue",
        {"days": 12, "deadline": DAY, "granted": "2026-12-31"},
        "12 days overdue (deadline 2026-11-09; the extension to 2026-12-31 was asked for too late)",
    ),
    ("far-behind", PACE, "expected 62.5%, reported 20%, 42.5 points behind"),
    (
        "behind",
        {"expected": 12.0, "progress": None, "points": 12.0},
        "expected 12%, no progress reported, 12 points behind",
    ),
    ("unsigned", {"day": DAY}, "handed over on 2026-11-09 and not accepted since"),
    (
        "extension-pending",
        {"deadline": DAY},
        "deadline 2026-11-09 has passed; an extension asked for in time is not decided",
    ),
    (
        "near",
        {"days": 0, "deadline": DAY, "progress": 80},
        "0 days left to the deadline 2026-11-09, reported 80%",
    ),
    (
        "unreported",
        {"reported": DAY, "first": "2026-11-16", "last": "2026-11-22"},
        "no report of 2026-11-16 to 2026-11-22; the latest is of 2026-11-09",
    ),
    (
        "unreported",
        {"reported": None, "first": "2026-11-09", "last": "2026-11-15"},
        "no report of 2026-11-09 to 2026-11-15, nor before",
    ),
    (
        "waiting",
        {"day": "2026-11-09", "until": "2026-11-20"},
        "waits for another unit from 2026-11-09 until 2026-11-20; the clock stands",
    ),
    (
        "recovering",
        {"day": DAY, "until": "2026-12-09"},
        "red up to 2026-11-09; yellow until 2026-12-09",
    ),
    ("on-pace", {"expected": 40, "progress": 45, "points": -5}, "expected 40%, reported 45%"),
    ("on-pace", {}, "nothing calls for yellow or red"),
    ("group", {"red": 1, "green": 12}, "of its tasks: red 1, green 12"),
    ("group", {}, "no task in it has a light"),
]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    language.use("en")
    yield
    language.use("en")


@pytest.mark.parametrize(("rule", "numbers", "sentence"), EXAMPLES)
def test_every_rule_is_a_sentence_with_its_numbers(
    rule: str, numbers: dict[str, Any], sentence: str
) -> None:
    assert why(rule, numbers) == sentence


def test_no_rule_of_the_lights_is_left_out() -> None:
    lights = Path(domain.__file__).with_name("lights.py").read_text("utf-8")
    rules = set(re.findall(r'Verdict\((?:None|"\w+"), "([a-z-]+)"', lights))
    assert {rule for rule, _numbers, _sentence in EXAMPLES} == rules | {"group"}


def test_a_claim_far_ahead_asks_for_its_evidence() -> None:
    assert far_ahead(90, 40.0) == "reported 90%, expected 40%: far ahead, see its evidence"
