"""Adopting working days: what is known of the years that a programme needs, as events."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.domain.working_days import HAND, NOTICE, STATUTORY, Year
from taskmatrix.errors import Refused, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.store import history
from taskmatrix.store.calendars import adopted_years, span_of_tasks
from taskmatrix.store.names import unit_name
from taskmatrix.store.supervision import year_of_signs
from taskmatrix.workspace.calendars import counts_notices
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, working

if TYPE_CHECKING:
    from taskmatrix.domain.model import Programme
    from taskmatrix.plans.problems import Problem

YEARS = range(1950, 2101)
"""The years whose holidays by law can be told."""

Rules = Mapping[str, Any]
Known = Mapping[int, Year]


class CalendarProblems(TaskmatrixError):
    """The file of a year has errors, so nothing was adopted."""

    status = 5

    def __init__(self, problems: "list[Problem]") -> None:
        super().__init__(
            _("The calendar file has errors; nothing was adopted"),
            _("mend them, then import again"),
        )
        self.problems = sorted(problems, key=lambda problem: problem.place or (0, 0))


class Adoption(NamedTuple):
    """The working days of a year, where they are from, and what they rest on. Days are ISO."""

    year: int
    basis: str
    holidays: list[str]
    workdays: list[str]
    source: str

    def draft(self, actors: tuple[int | None, int | None] | None = None) -> Draft:
        """Return the event that adopts the year."""
        data = canonical(self._asdict())
        return Draft(EventKind.CALENDAR_ADOPTED, None, data, None, actors)

    def is_news(self, known: Known) -> bool:
        """Whether other days are adopted, or the same that rest on holidays by law only."""
        days = year_of_signs(self.year, self.holidays, self.workdays)
        basis, before = known.get(self.year, (STATUTORY, None))
        return days != before or basis == STATUTORY


def adoptions_of_load(
    store: sqlite3.Connection, programme: "Programme", today: date
) -> list[Adoption]:
    """Return what a load adopts for the years from its first day to its last."""
    rules = programme.overall.supervision
    if rules.get("calendar") == "none":
        return []
    years = _years((day.year for day in _days_of(programme)), today)
    return _adoptions(adopted_years(store), years, rules, programme.overall.id)


def import_known(session: Session) -> Work:
    """Adopt what is better known than what is adopted."""
    with working(session) as work:
        _may_import(work)
        known = adopted_years(work.store)
        days = (*span_of_tasks(work.store), session.overall["issued"], session.overall["horizon"])
        years = _years((*known, *(int(day[:4]) for day in days if day)), session.today)
        plan = session.overall
        _adopt(work, _adoptions(known, years, plan["supervision"], plan["id"]))
    return work


def import_file(session: Session, path: Path) -> Work:
    """Adopt the year that a file tells. Raises CalendarProblems where the file has errors."""
    from taskmatrix.errors import no_path
    from taskmatrix.plans.rules import read_year

    if not path.exists():
        raise no_path(path)
    table, problems = read_year(path)
    if problems:
        raise CalendarProblems(problems)
    with working(session) as work:
        _may_import(work)
        by_hand = Adoption(basis=HAND, source=path.name, **table)
        if by_hand.year in _by_plan(session.overall["supervision"]):
            raise Refused(
                _("The plan itself says the working days of {year}").format(year=by_hand.year),
                _("mend them under [[supervision.year]] and load the plan again"),
            )
        _adopt(work, [by_hand] if by_hand.is_news(adopted_years(work.store)) else [])
    return work


def take_back_years(work: Work, events: list[history.Recorded], data: str) -> None:
    """Take back the years that a command adopted, none of which was adopted again."""
    if not events:
        return
    work.drafts.append(Draft(EventKind.UNDONE, None, data))
    for year in sorted(map(_year_of, events)):
        told = _("the working days of {year}").format(year=year)
        work.tell_undone("", told, None, EventKind.CALENDAR_ADOPTED)


def adopted_later(work: Work, events: list[history.Recorded], last: int) -> list[history.Recorded]:
    """Return what adopts the same years again, after an event."""
    years = set(map(_year_of, events))
    later = history.later(work.store, last) if years else []
    return [each for each in adopting(later) if _year_of(each) in years]


def adopting(events: Iterable[history.Recorded]) -> list[history.Recorded]:
    """Return those of some events that adopt a year."""
    return [event for event in events if event.kind == EventKind.CALENDAR_ADOPTED]


def _year_of(event: history.Recorded) -> int:
    import json

    year: int = json.loads(event.data)["year"]
    return year


def _may_import(work: Work) -> None:
    work.must_coordinate()
    if not counts_notices(work.session):
        raise Refused(
            _("The plan counts Monday to Friday as working days"),
            _('to count by notices, take calendar = "none" out of [supervision] and load again'),
        )


def _adopt(work: Work, adoptions: list[Adoption]) -> None:
    home = work.home()
    who = {"unit": work.unit.label, "home": unit_name(work.store, home) if home else None}
    for each in adoptions:
        work.drafts.append(each.draft((work.unit.id, home)))
        year = {"year": each.year, "basis": each.basis, "source": each.source}
        work.done.append({"what": "calendar-adopted", "task": None, "title": None, **who, **year})


def _days_of(programme: "Programme") -> Iterator[date]:
    """Yield every day that a programme names, the earliest and the latest among them."""
    for plan in programme.plans:
        tasks = plan.tasks
        targets = (*plan.targets, *(target for task in tasks for target in task.targets))
        found = [plan.issued, plan.horizon, *(target.due for target in targets)]
        for task in tasks:
            found += [task.start, task.deadline, *(step.due for step in task.milestones)]
        yield from (day for day in found if day)


def _years(named: Iterable[int], today: date) -> list[int]:
    """Return the years from the first to the last, with today's and the next."""
    listed = [*named, today.year, today.year + 1]
    return [year for year in range(min(listed), max(listed) + 1) if year in YEARS]


def _adoptions(known: Known, years: list[int], rules: Rules, plan: str) -> list[Adoption]:
    """Return what is better known of some years than what is adopted.

    The plan's own tables come before all; a notice comes before holidays by law, and neither
    before what was adopted by hand.
    """
    by_plan = _by_plan(rules)
    found = [Adoption(basis=HAND, source=plan, **table) for table in by_plan.values()]
    found = [each for each in found if each.is_news(known)]
    open_years = [
        year
        for year in years
        if year not in by_plan and (year not in known or known[year][0] == STATUTORY)
    ]
    noticed = list(_notices(open_years)) if open_years else []
    told = {each.year for each in noticed}
    rest = [year for year in open_years if year not in known and year not in told]
    lawful = _statutory(rest) if rest else []
    return sorted((*found, *noticed, *lawful))


def _by_plan(rules: Rules) -> dict[int, dict[str, Any]]:
    return {table["year"]: table for table in rules.get("year", ())}


def _notices(years: Iterable[int]) -> Iterator[Adoption]:
    """Yield the State Council's notices that the installed chinesecalendar knows whole.

    At its end it may know the first days of a year whose notice is not out.
    """
    import chinese_calendar as known  # type: ignore[import-untyped]

    source = f"chinesecalendar {known.__version__}"
    for year in years:
        if all(date(year, month, 1) in known.holidays for month in (1, 5, 10)):
            off, on = _of_year(year, known.holidays), _of_year(year, known.workdays)
            yield Adoption(year, NOTICE, off, on, source)


def _statutory(years: Iterable[int]) -> Iterator[Adoption]:
    """Yield the holidays by law, without the days that a notice would move."""
    from holidays import country_holidays
    from holidays.version import __version__

    source = f"holidays {__version__}"
    for year in years:
        by_law = country_holidays("CN", years=[year], observed=False)
        yield Adoption(year, STATUTORY, _of_year(year, by_law), [], source)


def _of_year(year: int, days: Iterable[date]) -> list[str]:
    return sorted(day.isoformat() for day in days if day.year == year)
