"""One plan file opened: its tables, and the problems found in them."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli

from taskmatrix.plans.files import place_at, read_text
from taskmatrix.plans.format import TABLES
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.places import Places, places
from taskmatrix.plans.problems import Problem

Table = dict[str, Any]

_IMPOSSIBLE = "Invalid date or datetime"


class Sheet:
    """A file's text and tables. What is wrong with it is collected, never raised."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.tables: Table = {}
        self.readable = True

    def report(self, code: str, path: Trail = (), **details: Any) -> None:
        """Note a problem at a path. Keywords: `at`, `near`, `severity`; all others are facts."""
        known = {key: details.pop(key) for key in ("at", "near", "severity") if key in details}
        self.problems.append(Problem(self.file, code, path, facts=details, **known))

    def clean(self, name: str, table: Table, path: Trail) -> Table:
        """Return the keys of a table that hold what the format allows; report the others."""
        fields = TABLES[name]
        good = {}
        for key, value in table.items():
            field = fields.get(key)
            if field is None:
                near = _nearest(key, fields)
                facts = {"key": key, "table": _title(name)}
                self.report("unknown-key", (*path, key), at="key", near=near, **facts)
            elif field.shape.holds(value):
                good[key] = value
            else:
                self.report("wrong-type", (*path, key), key=key, expected=field.shape.name)
        for key, field in fields.items():
            if field.required and key not in table:
                self.report("missing-key", path, key=key, table=_title(name))
        return good

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
    text = read_text(path, label)
    if isinstance(text, Problem):
        sheet = Sheet(label, "")
        sheet.problems.append(text)
        sheet.readable = False
        return sheet
    sheet = Sheet(label, text)
    tables = _parse(sheet)
    if tables is None:
        sheet.readable = False
        return sheet
    sheet.tables = sheet.clean("file", tables, ())
    if not tables.keys() - {"format"}:
        sheet.report("empty-file", severity="warning")
    if "plan" not in tables:
        for key in tables.keys() & {"task", "target", "supervision"}:
            sheet.report("no-plan-table", (key,), at="key", key=key)
    return sheet


def _parse(sheet: Sheet) -> Table | None:
    text = sheet.text
    while True:
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            day = _impossible_day(text, error)
            if day is None:
                place = place_at(sheet.text, min(error.pos, len(sheet.text)))
                facts: dict[str, object] = {"detail": error.msg}
                sheet.problems.append(Problem(sheet.file, "syntax", facts=facts, place=place))
                return None
            # Quoted, the day is reported where it stands and the rest of the file is read too.
            text = f'{text[: error.pos]}"{day}"{text[error.pos + len(day) :]}'
        except RecursionError:
            sheet.report("too-deep")
            return None


def _impossible_day(text: str, error: tomli.TOMLDecodeError) -> str | None:
    if error.msg != _IMPOSSIBLE:
        return None
    day = text[error.pos : error.pos + len("2027-02-30")]
    return day if len(day) == 10 and day.replace("-", "").isdigit() else None


def _title(name: str) -> str:
    return "this file" if name == "file" else f"[{name}]"


def _nearest(name: str, known: Any) -> str | None:
    from taskmatrix.domain.names import nearest

    return next(iter(nearest(name, known)), None)
