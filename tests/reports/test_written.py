"""Dates and goals as documents write them."""

import pytest

from taskmatrix.reports.written import between, goal_said, span_text

SPANS = [
    ("2026-11-14", "2026-11-22", "2026年11月14日—22日", "2026年11月14日至22日"),
    ("2026-10-26", "2026-11-06", "2026年10月26日—11月6日", "2026年10月26日至11月6日"),
    ("2026-12-28", "2027-01-03", "2026年12月28日—2027年1月3日", "2026年12月28日至2027年1月3日"),
]
GOALS = [
    (">=", 5000, "PFLOPS", "total", "at least 5,000 PFLOPS"),
    (">", 20, "%", "total", "more than 20%"),
    ("<=", 1.5, "ms", "total", "at most 1.5 ms"),
    ("<", 3, "%", "year", "less than 3% a year"),
    ("~", 30, "%", "quarter", "about 30% a quarter"),
    ("=", [2, 3], "sites", "total", "2-3 sites"),
]


@pytest.mark.parametrize(("first", "last", "span", "said"), SPANS)
def test_a_span_names_the_month_and_the_year_once(
    monkeypatch: pytest.MonkeyPatch, first: str, last: str, span: str, said: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    assert (span_text(first, last), between(first, last)) == (span, said)


@pytest.mark.parametrize(("op", "value", "measure", "per", "said"), GOALS)
def test_a_goal_is_said_in_words(
    monkeypatch: pytest.MonkeyPatch, op: str, value: object, measure: str, per: str, said: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert goal_said({"op": op, "value": value, "measure": measure, "per": per}) == said
