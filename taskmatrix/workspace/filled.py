"""What a filled-in form, or lines of JSON, say of many tasks."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from taskmatrix.errors import BadInput, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.workspace.forms import BLANK, FormRefused, Line, Problem
from taskmatrix.workspace.naming import shown
from taskmatrix.workspace.reporting import Fields, contradictions, evidence, percent

KEYS = (*BLANK, "promise", "by", "kept", "reached", "evidence", "on", "not_applicable", "version")
LONGEST_VALUE = 60


class Raw(NamedTuple):
    """What stands at a line on a task, read but not checked; `places` are the lines of its keys."""

    number: int
    task: str
    given: Fields
    places: dict[str, int]


def read_lines(text: str, name: str) -> list[Line]:
    """Read a form, or lines of JSON. Raises FormRefused with every line that cannot be read."""
    read = _json_lines(text) if text.lstrip().startswith("{") else _form_lines(text)
    problems: list[Problem] = []
    good = []
    for raw in read:
        if isinstance(raw, Problem):
            problems.append(raw)
            continue
        unit = raw.given.pop("unit", None)
        fields, wrong = _checked(raw.given)
        if not isinstance(unit, str | None):
            wrong.append(("unit", _wrong("unit", unit)))
        problems += [
            Problem(raw.places.get(key, raw.number), BadInput(message, _("mend the line")))
            for key, message in wrong
        ]
        if fields.keys() - {"version"}:
            good.append(Line(raw.number, raw.task, fields, unit))
    if problems:
        raise FormRefused(name, problems)
    return good


def _json_lines(text: str) -> Iterator[Raw | Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            json.dumps(given, ensure_ascii=False).encode()  # half a character is no text
            task = given.pop("task")
            if not isinstance(task, str):
                raise TypeError
        except (ValueError, RecursionError) as error:
            hint = _("each line is one JSON object")
            message = _("this is not valid JSON: {detail}").format(detail=error)
            yield Problem(number, BadInput(message, hint))
        except (AttributeError, KeyError, TypeError):
            hint = _('write {"task": "LN/1", "progress": 40, "done": "…"}')
            yield Problem(number, BadInput(_("the line names no task"), hint))
        else:
            yield Raw(number, task, given, {})


def _form_lines(text: str) -> Iterator[Raw | Problem]:
    import tomli

    from taskmatrix.plans.places import places

    try:
        form = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        number = getattr(error, "lineno", None) or 1
        message = _("this is not valid TOML: {detail}").format(detail=getattr(error, "msg", error))
        hint = _("mend the line; texts stand in quotation marks")
        yield Problem(number, BadInput(message, hint))
        return
    found = places(text)
    for task, given in form.items():
        number = found.key((task,)).line
        if isinstance(given, dict):
            yield Raw(number, task, given, {key: found.key((task, key)).line for key in given})
        else:
            message = _("“{key}” stands outside of a task").format(key=task)
            yield Problem(number, BadInput(message, _('put it below a line like ["LN/1"]')))


def _checked(given: Fields) -> tuple[Fields, list[tuple[str, str]]]:
    """Return what was filled in, and what is wrong with it: the key, and why in words."""
    fields: Fields = {}
    wrong = [
        (key, _("“{key}” is no field of a report").format(key=key))
        for key in given
        if key not in KEYS
    ]
    for key in KEYS:
        value = given.get(key)
        if value is None or value is False or (isinstance(value, str) and not value.strip()):
            continue
        try:
            fields[key] = _field(key, value)
        except (TypeError, ValueError):
            wrong.append((key, _wrong(key, value)))
        except TaskmatrixError as error:
            wrong.append((key, error.message))
    return fields, wrong or [("", message) for message in contradictions(fields)]


def _field(key: str, value: Any) -> Any:
    """Return the value of a field. Raises TypeError or ValueError where it is none."""
    if key == "progress":
        return percent(value)
    if key == "evidence":
        places = [value] if isinstance(value, str) else value
        if not isinstance(places, list) or not all(isinstance(each, str) for each in places):
            raise TypeError
        return evidence(places)
    if type(value) not in _KINDS.get(key, (str,)):
        raise TypeError
    return value.strip() if isinstance(value, str) else value


_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("reached", "version"), (int,)),
    **dict.fromkeys(("same", "kept"), (bool,)),
    **dict.fromkeys(("on", "by"), (str, date)),
}
"""The types of values, exactly: a truth is no number here, and a time of day no day."""


def _wrong(key: str, value: Any) -> str:
    text = str(value)
    cut = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return _("{key} = {value}: {rule}").format(key=key, value=shown(cut), rule=_rule(key))


def _rule(key: str) -> str:
    rules = {
        "progress": _("a whole number from 0 to 100"),
        "reached": _("the number of a milestone"),
        "version": _("a number that the form was given; leave it as it is"),
        "same": _("true or false"),
        "kept": _("true or false"),
        "on": _("a date"),
        "by": _("a date"),
    }
    return rules.get(key) or _("a text in quotation marks")
