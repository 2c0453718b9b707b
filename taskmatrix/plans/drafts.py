"""Tables to plans and units: what is inherited is filled in, dates are read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from taskmatrix.domain.dates import ImpossibleDate, UnreadableDate, parse_date
from taskmatrix.domain.model import Milestone, Plan, Target, Task, Unit
from taskmatrix.domain.words import Kind, LeadRule, Tier
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.rules import supervision
from taskmatrix.plans.sheet import Sheet, Table

DATES = ("issued", "horizon")
INHERITED = (
    *DATES,  # `issued` first: it gives the year of all other dates
    "coordinator",
    "lead_rule",
    "leader",
    "principal",
    "timezone",
    "language",
)


@dataclass(eq=False)
class Draft:
    """A plan while it is read: its sheet, its [plan] table, its tasks by their index there.

    `own` is what [plan] says and the format allows, `head` has what is inherited too. An id or
    number of the wrong type is read as it was meant, so that the rest is checked in the same run.
    """

    sheet: Sheet
    own: Table
    head: Table
    tasks: list[tuple[int, Task]] = field(default_factory=list)
    targets: list[tuple[Trail, Target]] = field(default_factory=list)
    plan: Plan = field(init=False)

    @property
    def id(self) -> str:
        """The plan's id; empty where it has none."""
        return _label(self.written.get("id"))

    @property
    def written(self) -> Table:
        """The [plan] table as it stands in the file."""
        table: Table = self.sheet.tables["plan"]
        return table

    def code(self, task: Task) -> str:
        """Return a task's code; empty where the plan has no id or the task no number."""
        return f"{self.id}/{task.number}" if self.id and task.number else ""


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
    drafts: list[Draft] = []
    by_id: dict[object, Draft] = {}
    for sheet in sheets:
        if "plan" in sheet.tables:
            own = sheet.clean("plan", sheet.tables["plan"], ("plan",))
            draft = Draft(sheet, own, dict(own))
            drafts.append(draft)
            by_id.setdefault(draft.id, draft)
    overall = next((draft for draft in drafts if draft.head.get("tier") == Tier.OVERALL), None)
    for draft in drafts:
        if overall and draft.head.get("tier") != Tier.OVERALL:
            draft.head.setdefault("parent", overall.id)
    for key in INHERITED:
        for draft in drafts:
            if key in DATES and key in draft.head:
                draft.head[key] = _day(draft, ("plan", key), draft.head[key])
        for draft in drafts:
            _inherit(draft, key, by_id, overall)
    for draft in drafts:
        _fill(draft)
    return drafts


def _inherit(draft: Draft, key: str, by_id: Mapping[object, Draft], overall: Draft | None) -> None:
    """Take what a plan leaves out from the plans above it, in the end from the overall plan."""
    passed: list[Draft] = []
    above: Draft | None = draft
    while above and key not in above.head and above not in passed:
        passed.append(above)
        above = by_id.get(above.head.get("parent"))
    giver = above if above and key in above.head else overall
    if giver and key in giver.head:
        draft.head[key] = giver.head[key]


def _fill(draft: Draft) -> None:
    """Read a plan's targets and tasks, whose dates may lack the year."""
    draft.targets = list(_targets(draft, draft.sheet.tables, ()))
    for index, table in enumerate(draft.sheet.tables.get("task", ())):
        draft.tasks.append((index, _task(draft, table, ("task", index))))
    head = {"id": draft.id, "tier": "1", "title": "", **draft.head}
    draft.plan = Plan(
        tier=Tier(head.pop("tier")),
        lead_rule=LeadRule(head.pop("lead_rule", LeadRule.FIRST_LISTED)),
        local=tuple(head.pop("local", ())),
        tasks=tuple(task for _, task in draft.tasks),
        targets=tuple(target for trail, target in draft.targets if trail[0] == "target"),
        supervision=supervision(draft.sheet),
        **head,
    )


def _label(written: object) -> str:
    """Return an id or number as it was meant, though it be no text: 12.1 for “12.1”."""
    return str(written) if type(written) in (str, int, float) else ""


def _task(draft: Draft, table: Table, path: Trail) -> Task:
    good = draft.sheet.clean("task", table, path)
    good = {"number": _label(table.get("number")), "title": "", **good}
    for key in ("start", "deadline"):
        if key in good:
            good[key] = _day(draft, (*path, key), good[key])
    if "milestone" in good:
        good["milestones"] = tuple(_milestones(draft, good.pop("milestone"), path))
    if "target" in good:
        targets = list(_targets(draft, good, path))
        draft.targets += targets
        good["targets"] = tuple(target for _, target in targets)
        del good["target"]
    if "lead_rule" in good:
        good["lead_rule"] = LeadRule(good["lead_rule"])
    for key in ("responsible", "lead", "support", "local", "advances", "after"):
        if key in good:
            good[key] = tuple(good[key])
    return Task(**good)


def _milestones(draft: Draft, tables: list[Table], path: Trail) -> Iterator[Milestone]:
    for index, table in enumerate(tables):
        where = (*path, "milestone", index)
        good = draft.sheet.clean("milestone", table, where)
        if "due" in good:
            good["due"] = _day(draft, (*where, "due"), good["due"])
        if good.get("due") and "title" in good:
            yield Milestone(**good)


def _targets(draft: Draft, tables: Table, path: Trail) -> Iterator[tuple[Trail, Target]]:
    for index, table in enumerate(tables.get("target", ())):
        where = (*path, "target", index)
        good = draft.sheet.clean("target", table, where)
        if "due" in good:
            good["due"] = _day(draft, (*where, "due"), good["due"])
        if "baseline" in good:
            good["baseline"] = _baseline(draft, (*where, "baseline"), good["baseline"])
        if isinstance(good.get("value"), list):
            good["value"] = tuple(good["value"])
        if good.keys() >= {"id", "title", "op", "value", "measure"}:
            yield where, Target(**good)


def _baseline(draft: Draft, path: Trail, table: Table) -> tuple[date, int | float] | None:
    good = draft.sheet.clean("baseline", table, path)
    day = _day(draft, (*path, "date"), good["date"]) if "date" in good else None
    return (day, good["value"]) if day and "value" in good else None


def _day(draft: Draft, path: Trail, value: str | date) -> date | None:
    if isinstance(value, date):
        return value
    issued = draft.head.get("issued")
    try:
        return parse_date(value, issued if isinstance(issued, date) else None)
    except ImpossibleDate:
        draft.sheet.report("impossible-date", path, name=value)
    except UnreadableDate:
        if path[-1] == "issued" or not _lacks_year(value):
            draft.sheet.report("bad-date", path, name=value)
        elif "issued" not in draft.head and ("plan", "issued") not in draft.sheet.wrong:
            draft.sheet.report("no-year", path, name=value)
    return None


def _lacks_year(phrase: str) -> bool:
    try:
        parse_date(phrase, date(2000, 1, 1))
    except ImpossibleDate:
        return True
    except UnreadableDate:
        return False
    return True
