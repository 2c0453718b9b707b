"""The rules of supervision: `[supervision]` of the overall plan, or a file of its own."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from taskmatrix.domain.periods import REPORT_EVERY
from taskmatrix.domain.policy import Policy
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.sheet import Sheet, Table, open_sheet

ROLES = ("lead", "support", "local")
DAYS_OF = {"weekday": ("week",), "day": ("half-month", "month", "quarter")}
"""The rhythms in which a report can be due on a day of the week, or on a numbered one."""

LONGEST_HOLIDAY = 60


def supervision(sheet: Sheet) -> dict[str, Any]:
    """Return the rules that a sheet sets; what the format does not allow is reported."""
    if "supervision" not in sheet.tables:
        return {}
    path: Trail = ("supervision",)
    rules = sheet.clean("supervision", sheet.tables["supervision"], path)
    for key in ("report_every", "report_by", "triggers", "steps"):
        if key in rules:
            rules[key] = sheet.clean(key, rules[key], (*path, key))
    for role in ROLES:
        if role in rules.get("report_by", {}):
            where = (*path, "report_by", role)
            due = sheet.clean("due", rules["report_by"][role], where)
            rules["report_by"][role] = due
            every = {**REPORT_EVERY, **rules.get("report_every", {})}[role]
            _check_due(sheet, due, where, every)
    levels = Policy(rules)
    if levels.behind_points >= levels.far_behind_points:
        key = "behind_points" if "behind_points" in rules else "far_behind_points"
        low, high = levels.behind_points, levels.far_behind_points
        sheet.report("thresholds", (*path, key), low=low, high=high)
    if "year" in rules:
        rules["year"] = [
            year_of_days(sheet, table, (*path, "year", index))
            for index, table in enumerate(rules["year"])
        ]
    return rules


def read_rules(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Read `[supervision]` from a file that holds nothing else that counts."""
    sheet = open_sheet(path, str(path))
    sheet.problems = [each for each in sheet.problems if each.code != "no-plan-table"]
    rules = supervision(sheet)
    return rules, sheet.located()


def read_year(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Read one year's holidays and make-up days from a file of its own."""
    from taskmatrix.plans.sheet import parsed_sheet

    sheet = parsed_sheet(path, str(path))
    year = year_of_days(sheet, sheet.tables, ()) if sheet.readable else {}
    return year, sheet.located()


def year_of_days(sheet: Sheet, table: Table, path: Trail) -> dict[str, Any]:
    """Return year, holidays and workdays as ISO texts; `2027-02-05/2027-02-11` is a span."""
    good = sheet.clean("year", table, path)
    days: dict[str, Any] = {"year": good.get("year"), "holidays": [], "workdays": []}
    for key in ("holidays", "workdays"):
        for index, written in enumerate(good.get(key, ())):
            where = (*path, key, index)
            for day in _span(sheet, written, where):
                if good.get("year") not in (None, day.year):
                    sheet.report("other-year", where, name=day.isoformat(), year=good["year"])
                    break
                days[key].append(day.isoformat())
    return days


def _span(sheet: Sheet, written: str | date, path: Trail) -> Iterator[date]:
    try:
        first, last = (
            (written, written)
            if isinstance(written, date)
            else tuple(map(date.fromisoformat, (written.split("/") * 2)[:2]))
        )
    except ValueError:
        sheet.report("bad-span", path, name=written)
        return
    if not 0 <= (last - first).days <= LONGEST_HOLIDAY:
        sheet.report("bad-span", path, name=written)
        return
    yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def _check_due(sheet: Sheet, due: Table, path: Trail, every: str) -> None:
    said = due.keys() & {"weekday", "day", "last_working_day"}
    if len(said) != 1:
        sheet.report("report-by", path)
        return
    (how,) = said
    if every not in DAYS_OF.get(how, (every,)):
        sheet.report("report-by-rhythm", (*path, how), key=how, every=every)
