"""The plan format, version 1 (contract §2): the keys of each table and what they may hold.

The reader checks files against these tables, and the JSON Schema for editors is made of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from taskmatrix.domain.words import Kind, LeadRule, Tier

FORMAT = 1
OVERALL_ID = r"^[A-Z][A-Z0-9-]*$"
TOO_LARGE = 1e18
MOST_DAYS = 3660
DURATION = r"^[0-9]{1,4}(wd|d)$"
TASK_NUMBER = r"^[0-9]+(\.[0-9]+)*$"


@dataclass(frozen=True)
class Shape:
    """What a value must look like: a name for messages, a test, its JSON Schema."""

    name: str
    holds: Callable[[Any], bool]
    schema: dict[str, Any]


@dataclass(frozen=True)
class Field:
    """One key of a table."""

    shape: Shape
    required: bool = False


def _is_text(value: Any) -> bool:
    return type(value) is str and not value.isspace() and value != ""


def _is_duration(value: Any) -> bool:
    return type(value) is str and re.fullmatch(DURATION, value) is not None


def _is_texts(value: Any) -> bool:
    return type(value) is list and all(type(item) is str and item.strip() for item in value)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and abs(value) < TOO_LARGE


def _is_value(value: Any) -> bool:
    if type(value) is not list:
        return _is_number(value)
    return len(value) == 2 and all(map(_is_number, value)) and value[0] <= value[1]


def _is_day(value: Any) -> bool:
    return type(value) is str or (isinstance(value, date) and not isinstance(value, datetime))


def _is_tables(value: Any) -> bool:
    return type(value) is list and all(type(item) is dict for item in value)


def _choice(*values: str) -> Shape:
    return Shape(
        " | ".join(f'"{value}"' for value in values),
        lambda value: type(value) is str and value in values,
        {"type": "string", "enum": list(values)},
    )


def _matching(name: str, pattern: str) -> Shape:
    return Shape(
        name,
        lambda value: type(value) is str and re.fullmatch(pattern, value) is not None,
        {"type": "string", "pattern": pattern},
    )


def _table(name: str) -> Shape:
    return Shape("table", lambda value: type(value) is dict, {"$ref": f"#/$defs/{name}"})


def _tables(name: str) -> Shape:
    schema = {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
    return Shape("tables", _is_tables, schema)


NON_BLANK = {"type": "string", "pattern": r"\S"}
TEXT = Shape("text", _is_text, NON_BLANK)
TEXTS = Shape("texts", _is_texts, {"type": "array", "items": NON_BLANK})
FLAG = Shape("flag", lambda value: type(value) is bool, {"type": "boolean"})
FINITE = {"type": "number", "exclusiveMinimum": -TOO_LARGE, "exclusiveMaximum": TOO_LARGE}
NUMBER = Shape("number", _is_number, FINITE)
WEIGHT = Shape(
    "weight",
    lambda value: _is_number(value) and value > 0,
    {**FINITE, "exclusiveMinimum": 0},
)
VALUE = Shape(
    "value",
    _is_value,
    {
        "anyOf": [
            FINITE,
            {"type": "array", "items": FINITE, "minItems": 2, "maxItems": 2},
        ]
    },
)
DAY = Shape("day", _is_day, {"type": "string"})
DAYS = Shape(
    "days",
    lambda value: type(value) is int and 0 <= value <= MOST_DAYS,
    {"type": "integer", "minimum": 0, "maximum": MOST_DAYS},
)
TERM = Shape(
    "term",
    lambda value: (
        value is False or (type(value) is str and re.fullmatch(DURATION, value) is not None)
    ),
    {"anyOf": [{"type": "string", "pattern": DURATION}, {"const": False}]},
)


def _whole(name: str, least: int, most: int) -> Shape:
    return Shape(
        name,
        lambda value: type(value) is int and least <= value <= most,
        {"type": "integer", "minimum": least, "maximum": most},
    )


def _whole_or_false(name: str, least: int, most: int) -> Shape:
    whole = _whole(name, least, most)
    return Shape(
        name,
        lambda value: value is False or whole.holds(value),
        {"anyOf": [whole.schema, {"const": False}]},
    )


def _is_days(value: Any) -> bool:
    return type(value) is list and all(map(_is_day, value))


DAY_LIST = Shape("day-list", _is_days, {"type": "array", "items": {"type": "string"}})
POINTS = _whole("points", 1, 100)
RHYTHM = _choice("week", "half-month", "month", "quarter", "none")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBER_TEXT = _matching("task-number", TASK_NUMBER)

TARGET = {
    "id": Field(TEXT, required=True),
    "title": Field(TEXT, required=True),
    "op": Field(_choice(">=", ">", "<=", "<", "=", "~"), required=True),
    "value": Field(VALUE, required=True),
    "measure": Field(TEXT, required=True),
    "due": Field(DAY),
    "per": Field(_choice("total", "year", "quarter")),
    "soft": Field(FLAG),
    "baseline": Field(_table("baseline")),
}

TABLES: dict[str, dict[str, Field]] = {
    "file": {
        "format": Field(
            Shape(
                "format-1",
                lambda value: type(value) is int and value == FORMAT,
                {"type": "integer", "const": FORMAT},
            )
        ),
        "plan": Field(_table("plan")),
        "unit": Field(_tables("unit")),
        "task": Field(_tables("task")),
        "target": Field(_tables("target")),
        "supervision": Field(_table("supervision")),
    },
    "plan": {
        "id": Field(_matching("plan-id", OVERALL_ID), required=True),
        "tier": Field(_choice(*Tier), required=True),
        "title": Field(TEXT, required=True),
        "issuer": Field(TEXT),
        "document": Field(TEXT),
        "source": Field(TEXT),
        "language": Field(TEXT),
        "timezone": Field(TEXT),
        "issued": Field(DAY),
        "horizon": Field(DAY),
        "coordinator": Field(TEXT),
        "principal": Field(TEXT),
        "leader": Field(TEXT),
        "owner": Field(TEXT),
        "parent": Field(TEXT),
        "lead_rule": Field(_choice(*LeadRule)),
        "local": Field(TEXTS),
    },
    "unit": {
        "name": Field(TEXT, required=True),
        "aliases": Field(TEXTS),
        "formerly": Field(TEXTS),
        "kind": Field(_choice(*Kind)),
        "members": Field(TEXTS),
        "slips": Field(FLAG),
        "en": Field(TEXT),
    },
    "task": {
        "number": Field(NUMBER_TEXT, required=True),
        "title": Field(TEXT, required=True),
        "section": Field(TEXT),
        "summary": Field(TEXT),
        "lead_rule": Field(_choice(*LeadRule)),
        "responsible": Field(TEXTS),
        "lead": Field(TEXTS),
        "support": Field(TEXTS),
        "local": Field(TEXTS),
        "leader": Field(TEXT),
        "open_ended": Field(FLAG),
        "start": Field(DAY),
        "deadline": Field(DAY),
        "standing": Field(FLAG),
        "advances": Field(TEXTS),
        "after": Field(TEXTS),
        "milestone": Field(_tables("milestone")),
        "target": Field(_tables("target")),
    },
    "milestone": {
        "title": Field(TEXT, required=True),
        "due": Field(DAY, required=True),
        "weight": Field(WEIGHT),
    },
    "target": TARGET,
    "baseline": {
        "date": Field(DAY, required=True),
        "value": Field(NUMBER, required=True),
    },
    "supervision": {
        "calendar": Field(_choice("CN", "none")),
        "year": Field(_tables("year")),
        "report_every": Field(_table("report_every")),
        "report_by": Field(_table("report_by")),
        "behind": Field(_choice("own", "all")),
        "due_soon_days": Field(DAYS),
        "behind_points": Field(POINTS),
        "far_behind_points": Field(POINTS),
        "nearly_done": Field(POINTS),
        "unsigned_months": Field(_whole("months", 1, 120)),
        "recovery_days": Field(DAYS),
        "wait_days": Field(DAYS),
        "ladder": Field(_choice("default", "三色", "13710")),
        "triggers": Field(_table("triggers")),
        "steps": Field(_table("steps")),
    },
    "year": {
        "year": Field(_whole("year", 1950, 2200), required=True),
        "holidays": Field(DAY_LIST, required=True),
        "workdays": Field(DAY_LIST),
    },
    "report_every": {
        "lead": Field(RHYTHM),
        "support": Field(RHYTHM),
        "local": Field(RHYTHM),
    },
    "report_by": {
        "lead": Field(_table("due")),
        "support": Field(_table("due")),
        "local": Field(_table("due")),
    },
    "due": {
        "weekday": Field(_choice(*WEEKDAYS)),
        "day": Field(_whole("day-of-month", 1, 31)),
        "last_working_day": Field(_whole("day-of-month", 1, 31)),
        "time": Field(_matching("time", r"^([01][0-9]|2[0-3]):[0-5][0-9]$")),
        "roll": Field(_whole("roll", -10, 10)),
    },
    "triggers": {
        "due": Field(TERM),
        "overdue": Field(TERM),
        "behind": Field(_whole_or_false("points", 1, 100)),
        "silent": Field(_whole_or_false("periods", 1, 100)),
        "unsigned": Field(TERM),
        "unanswered": Field(TERM),
    },
    "steps": {step: Field(TERM) for step in ("blue", "yellow", "red", "leader", "principal")},
}
