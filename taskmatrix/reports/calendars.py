"""Working days: which years rest on what, and the days off of one."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from taskmatrix.domain.working_days import HAND, NOTICE, STATUTORY, WorkingDays
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import json_object, plain_lines
from taskmatrix.reports.labels import calendar_bases

Item = dict[str, Any]


def provisional_note(days: WorkingDays, years: Iterable[int]) -> str:
    """Return what an output says that depends on years without a notice; empty where none is.

    Contract §5: for a year whose notice is not out, statutory holidays are used and it says so.
    """
    without = days.provisional(years)
    by_law = [year for year in without if year in days.years]
    unknown = [year for year in without if year not in days.years]
    notes = [_rests_on(STATUTORY, by_law)] if by_law else []
    if unknown:
        text = _("Working days of {years} are Monday to Friday: no calendar is adopted")
        notes.append(text.format(years=_listed(unknown)))
    return _("; ").join(notes)


def adopted_lines(adopted: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield a line for each basis on which years newly rest."""
    pairs = list(adopted)
    for basis in (NOTICE, HAND, STATUTORY):
        years = [year for year, its_basis in pairs if its_basis == basis]
        if years:
            yield _rests_on(basis, years)


def write_years(
    items: Sequence[Item], today: str, form: str, width: int, color: bool
) -> Iterator[str]:
    """Yield the adopted years in one of the forms `table`, `plain`, `json`."""
    if form == "json":
        yield from json_object("calendar-show", today, {}, years=items)
        return
    bases = calendar_bases()
    heads = [_("Year"), _("Basis"), _("Working days"), _("Adopted"), _("Source")]
    rows = [
        [
            *(str(item["year"]), bases[item["basis"]], str(item["working_days"])),
            *(item["adopted"], item["source"]),
        ]
        for item in items
    ]
    yield from _write(heads, rows, form, width, color)


def write_days(item: Item, form: str, width: int, color: bool) -> Iterator[str]:
    """Yield the holidays and make-up days of a year in one of the forms `table`, `plain`."""
    heads = [_("From"), _("To"), _("Length"), _("What")]
    kinds = (("holidays", _("holiday")), ("workdays", _("working day")))
    spans = sorted((*span, name) for key, name in kinds for span in _spans(item[key]))
    rows = [[first, last, str(count), name] for first, last, count, name in spans]
    yield from _write(heads, rows, form, width, color)


def _write(
    heads: Sequence[str], rows: Sequence[Sequence[str]], form: str, width: int, color: bool
) -> Iterator[str]:
    if form == "plain":
        yield from plain_lines([heads, *rows])
        return
    from taskmatrix.reports.table import Column, table

    wide = len(heads) > 4
    columns = [
        Column(heads[0]),
        Column(heads[1], stretch=wide, least=16),
        Column(heads[2], right=True),
        Column(heads[3], stretch=not wide, optional=wide),
        *(Column(head, stretch=True, optional=True) for head in heads[4:]),
    ]
    yield from table(columns, rows, width, color)


def _spans(days: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    """Yield first and last of the days that follow on each other, and how many they are."""
    run: list[date] = []
    for day in map(date.fromisoformat, sorted(set(days))):
        if run and day != run[-1] + timedelta(days=1):
            yield _ends(run)
            run = []
        run.append(day)
    if run:
        yield _ends(run)


def _ends(run: Sequence[date]) -> tuple[str, str, int]:
    return run[0].isoformat(), run[-1].isoformat(), len(run)


def _rests_on(basis: str, years: Sequence[int]) -> str:
    sentences = {
        NOTICE: _("Working days of {years} follow the State Council's notice"),
        HAND: _("Working days of {years} follow the plan's own calendar"),
        STATUTORY: _("Working days of {years} rest on statutory holidays: the notice is not out"),
    }
    return sentences[basis].format(years=_listed(years))


def _listed(years: Iterable[int]) -> str:
    """Return years in words, three and more in a row as a span."""
    told: list[str] = []
    for _offset, run in groupby(enumerate(sorted(years)), lambda each: each[1] - each[0]):
        first, *more = (year for _place, year in run)
        if len(more) > 1:
            told.append(_("{first} to {last}").format(first=first, last=more[-1]))
        else:
            told += map(str, (first, *more))
    return _(", ").join(told)
