"""Tables to plans and units: what is inherited is filled in, dates are read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from taskmatrix.domain.dates import ImpossibleDate, UnreadableDate, parse_date
from taskmatrix.domain.model import Milestone, Plan, Target, Task, Unit
from taskmatrix.domain.words import Kind, LeadRule, Tier
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.sheet import Sheet, Table

INHERITED = (
    "issued",
    "horizon",
    "coordinator",
    "lead_rule",
    "leader",
    "principal",
    "timezone",
    "language",
)


@dataclass
class Draft:
    """A plan while it is read: its sheet, its [plan] table, its tasks by their index there."""

    sheet: Sheet
    head: Table
    tasks: list[tuple[int, Task]]
    targets: list[tuple[Trail, Target]]
    plan: Plan | None = None


@dataclass(frozen=True)
class Entry:
    """A [[unit]] of the register and where it stands."""

    sheet: Sheet
    index: int
    unit: Unit


def units_of(sheet: Sheet) -> Iterator[Entry]:
    """Read the [[unit]] tables of one file."""
    for index, table in enumerate(sheet.tables.get("unit", ())):
        good = sheet.clean("unit", table, ("unit", index))
        if "name" not in good:
            continue
        for key in ("aliases", "formerly", "members"):
            good[key] = tuple(good.get(key, ()))
        good["kind"] = Kind(good.get("kind", Kind.DEPARTMENT))
        yield Entry(sheet, index, Unit(**good))


def drafts_of(sheets: Iterable[Sheet]) -> list[Draft]:
    """Read every [plan] with its tasks; what N and X plans leave out comes from the parent."""
    drafts = [
        Draft(sheet, sheet.clean("plan", sheet.tables["plan"], ("plan",)), [], [])
        for sheet in sheets
        if "plan" in sheet.tables
    ]
    by_id = {draft.head["id"]: draft for draft in reversed(drafts) if "id" in draft.head}
    overall = next(
        (d.head["id"] for d in drafts if d.head.get("tier") == "1" and "id" in d.head), None
    )
    for draft in drafts:
        _read_head_dates(draft)
    for draft in drafts:
        _fill(draft, by_id, overall)
    return drafts


def _read_head_dates(draft: Draft) -> None:
    head, sheet = draft.head, draft.sheet
    base = None
    for key in ("issued", "horizon"):
        if key in head:
            head[key] = _day(sheet, ("plan", key), head[key], base)
        base = head.get("issued")


def _fill(draft: Draft, by_id: dict[str, Draft], overall: str | None) -> None:
    """Complete a plan: what it inherits, then its tasks, whose dates may lack the year."""
    head = dict(draft.head)
    if head.get("tier") != Tier.OVERALL:
        head.setdefault("parent", overall)
    seen = {head.get("id")}
    above = head.get("parent")
    while above in by_id and above not in seen:
        seen.add(above)
        parent = by_id[above].head
        for key in INHERITED:
            if key in parent:
                head.setdefault(key, parent[key])
        above = parent.get("parent", None if parent.get("tier") == "1" else overall)
    draft.head = head
    sheet, issued = draft.sheet, head.get("issued")
    draft.targets = list(_targets(sheet, sheet.tables, (), issued))
    for index, table in enumerate(sheet.tables.get("task", ())):
        task = _task(draft, table, ("task", index), issued)
        if task:
            draft.tasks.append((index, task))
    if head.keys() >= {"id", "tier", "title"}:
        draft.plan = _plan(draft)


def _plan(draft: Draft) -> Plan:
    head = dict(draft.head)
    return Plan(
        tier=Tier(head.pop("tier")),
        lead_rule=LeadRule(head.pop("lead_rule", LeadRule.FIRST_LISTED)),
        local=tuple(head.pop("local", ())),
        tasks=tuple(task for _, task in draft.tasks),
        targets=tuple(target for trail, target in draft.targets if trail[0] == "target"),
        supervision=_supervision(draft.sheet),
        **head,
    )


def _supervision(sheet: Sheet) -> dict[str, Any]:
    if "supervision" not in sheet.tables:
        return {}
    path: Trail = ("supervision",)
    rules = sheet.clean("supervision", sheet.tables["supervision"], path)
    if "report_every" in rules:
        every = rules["report_every"]
        rules["report_every"] = sheet.clean("report_every", every, (*path, "report_every"))
    return rules


def _task(draft: Draft, table: Table, path: Trail, issued: date | None) -> Task | None:
    sheet = draft.sheet
    good = sheet.clean("task", table, path)
    for key in ("start", "deadline"):
        if key in good:
            good[key] = _day(sheet, (*path, key), good[key], issued)
    if "milestone" in good:
        good["milestones"] = tuple(_milestones(sheet, good.pop("milestone"), path, issued))
    if "target" in good:
        targets = list(_targets(sheet, good, path, issued))
        draft.targets += targets
        good["targets"] = tuple(target for _, target in targets)
        del good["target"]
    if "lead_rule" in good:
        good["lead_rule"] = LeadRule(good["lead_rule"])
    for key in ("responsible", "lead", "support", "local", "advances", "after"):
        if key in good:
            good[key] = tuple(good[key])
    return Task(**good) if "number" in good and "title" in good else None


def _milestones(
    sheet: Sheet, tables: list[Table], path: Trail, issued: date | None
) -> Iterator[Milestone]:
    for index, table in enumerate(tables):
        where = (*path, "milestone", index)
        good = sheet.clean("milestone", table, where)
        if "due" in good:
            good["due"] = _day(sheet, (*where, "due"), good["due"], issued)
        if good.get("due") and "title" in good:
            yield Milestone(**good)


def _targets(
    sheet: Sheet, tables: Table, path: Trail, issued: date | None
) -> Iterator[tuple[Trail, Target]]:
    for index, table in enumerate(tables.get("target", ())):
        where = (*path, "target", index)
        good = sheet.clean("target", table, where)
        if "due" in good:
            good["due"] = _day(sheet, (*where, "due"), good["due"], issued)
        if "baseline" in good:
            good["baseline"] = _baseline(sheet, (*where, "baseline"), good["baseline"], issued)
        if isinstance(good.get("value"), list):
            good["value"] = tuple(good["value"])
        if good.keys() >= {"id", "title", "op", "value", "measure"}:
            yield where, Target(**good)


def _baseline(
    sheet: Sheet, path: Trail, table: Table, issued: date | None
) -> tuple[date, int | float] | None:
    good = sheet.clean("baseline", table, path)
    day = _day(sheet, (*path, "date"), good["date"], issued) if "date" in good else None
    return (day, good["value"]) if day and "value" in good else None


def _day(sheet: Sheet, path: Trail, value: str | date, issued: date | None) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return parse_date(str(value), issued)
    except ImpossibleDate:
        sheet.report("impossible-date", path, name=value)
    except UnreadableDate:
        sheet.report("bad-date", path, name=value)
    return None
