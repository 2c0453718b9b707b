"""One plan file opened: its tables, and the problems found in them."""

import re
from dataclasses import replace
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli

from taskmatrix.domain.names import Known
from taskmatrix.plans.files import place_at, read_text
from taskmatrix.plans.format import TABLES
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.places import Places, places
from taskmatrix.plans.problems import Problem

Table = dict[str, Any]

_KEYS = {name: Known(fields) for name, fields in TABLES.items()}

_DAY = re.compile(r"(?<=[=,\[\s])\d{4}-\d\d-\d\d(?=[,\]}#\s]|\Z)(?! \d)", re.ASCII)
_STAND_IN = "00:00:00.0"
"""A time where there is no such day: as long, and nothing that the format has a use for."""

_CHINESE_MARKS = dict(zip("“”‘’，：＝【】［］", "\"\"'',:=[][]", strict=True))
"""What an input method leaves in a file, and what was meant."""

_TOO_LONG = re.compile(r"\d[\d_]{4299,}", re.ASCII)


class Sheet:
    """A file's text and tables. What is wrong with it is collected, never raised."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.tables: Table = {}
        self.readable = True
        self.wrong: set[Trail] = set()
        """Where a value stands that the format does not allow: it is left out."""

    def report(self, code: str, path: Trail = (), **details: Any) -> None:
        """Note a problem at a path. Keywords: `at`, `near`, `severity`; all others are facts."""
        known = {key: details.pop(key) for key in ("at", "near", "severity") if key in details}
        self.problems.append(Problem(self.file, code, path, facts=details, **known))

    def stop(self, code: str, position: int, **facts: object) -> None:
        """Note a problem that keeps the rest of the file from being read."""
        place = place_at(self.text, min(position, len(self.text)))
        self.problems.append(Problem(self.file, code, facts=facts, place=place))
        self.readable = False

    def clean(self, name: str, table: Table, path: Trail) -> Table:
        """Return the keys of a table that hold what the format allows; report the others."""
        fields = TABLES[name]
        good = {}
        for key, value in table.items():
            field = fields.get(key)
            if field is None:
                near = _KEYS[name].nearest(key)
                facts = {"key": key, "table": _title(name)}
                self.report("unknown-key", (*path, key), at="key", near=near, **facts)
            elif field.shape.holds(value):
                good[key] = value
            else:
                self._report_wrong((*path, key), value, field.shape.name)
        for key, field in fields.items():
            if field.required and key not in table:
                self.report("missing-key", path, key=key, table=_title(name))
        return good

    def _report_wrong(self, path: Trail, value: object, expected: str) -> None:
        self.wrong.add(path)
        day = _DAY.match(self.text, self.places.offset(path)) if isinstance(value, time) else None
        if day:
            self.report("impossible-date", path, name=day[0])
        else:
            self.report("wrong-type", path, key=path[-1], expected=expected)

    @cached_property
    def places(self) -> Places:
        """Where each key and value stands."""
        return places(self.text)

    def located(self) -> list[Problem]:
        """Return the problems with line and column; the file is searched only if there are any."""
        if all(problem.place for problem in self.problems):
            return self.problems
        return [
            problem
            if problem.place
            else replace(problem, place=getattr(self.places, problem.at)(problem.path))
            for problem in self.problems
        ]


def open_sheet(path: Path, label: str) -> Sheet:
    """Read one file. A file that cannot be read or parsed has problems and no tables."""
    sheet = parsed_sheet(path, label)
    if not sheet.readable:
        return sheet
    tables = sheet.tables
    sheet.tables = sheet.clean("file", tables, ())
    if not tables.keys() - {"format"}:
        sheet.report("empty-file", severity="warning")
    if "plan" not in tables:
        for key in tables.keys() & {"task", "target", "supervision"}:
            sheet.report("no-plan-table", (key,), at="key", key=key)
    return sheet


def parsed_sheet(path: Path, label: str) -> Sheet:
    """Read and parse one file, whatever its tables are."""
    text = read_text(path, label)
    if isinstance(text, Problem):
        sheet = Sheet(label, "")
        sheet.problems.append(text)
        sheet.readable = False
        return sheet
    sheet = Sheet(label, text)
    sheet.tables = _parse(sheet) or {}
    return sheet


def _parse(sheet: Sheet) -> Table | None:
    try:
        return _tables(sheet.text)
    except tomli.TOMLDecodeError as error:
        mark = sheet.text[error.pos : error.pos + 1]
        if mark in _CHINESE_MARKS:
            sheet.stop("full-width", error.pos, mark=mark, ascii=_CHINESE_MARKS[mark])
        else:
            sheet.stop("syntax", error.pos, detail=error.msg)
    except RecursionError:
        sheet.stop("too-deep", 0)
    except ValueError:  # raised by `int`, without a place
        found = _TOO_LONG.search(sheet.text)
        sheet.stop("syntax", found.start() if found else 0, detail="Too many digits")
    return None


def _tables(text: str) -> Table:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        # Impossible days must not hide what else is wrong; `clean` reports them.
        return tomli.loads(_DAY.sub(_possible, text))


def _possible(found: re.Match[str]) -> str:
    try:
        date.fromisoformat(found[0])
    except ValueError:
        return _STAND_IN
    return found[0]


def _title(name: str) -> str:
    return name if name == "file" else f"[{name}]"
