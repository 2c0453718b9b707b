"""The checks of a programme beyond the single key: names, references, roles, dates."""

from collections.abc import Mapping, Sequence

from taskmatrix.domain.circles import circles
from taskmatrix.domain.definitions import leaf_deadline
from taskmatrix.domain.matrix import Clash, assignments, blanket
from taskmatrix.domain.model import Task
from taskmatrix.domain.names import Known
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import Kind, LeadRule, Role, Tier
from taskmatrix.language import gettext as _
from taskmatrix.plans.drafts import Draft, Entry
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.places import Place
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.sheet import Sheet

MOST_SHOWN = 8
LISTS = ("responsible", "lead", "support", "local")
PARTY = ("中共", "中央", "省委", "市委", "区委", "县委", "州委", "盟委", "旗委", "自治区党委")


def check(
    sheets: list[Sheet], drafts: list[Draft], entries: list[Entry], where: str
) -> list[Problem]:
    """Report on the sheets what is wrong in and between them; return what belongs to no file."""
    names = Names(sheets, drafts, Register(entry.unit for entry in entries))
    _check_register(entries, names)
    _check_plans(drafts, names)
    for draft in drafts:
        _check_numbers(draft)
        groups = draft.plan.parents()
        for index, task in draft.tasks:
            path: Trail = ("task", index)
            all_known = _check_units(draft.sheet, path, task, names)
            _check_links(draft.sheet, path, task, names)
            _check_dates(draft, path, task, groups)
            if task.number in groups:
                _check_group(draft.sheet, path, task)
            else:
                lead = _check_roles(draft, path, task, names)
                if all_known and task.number:
                    _check_lead(draft, path, task, lead)
    _check_task_circles(drafts)
    return _check_overall(sheets, drafts, where)


class Names:
    """The names that a programme knows, and whether an unknown one is worth a report."""

    def __init__(self, sheets: list[Sheet], drafts: list[Draft], register: Register) -> None:
        self.register = register
        self.units = Known(register.called)
        self.plans = Known(draft.id for draft in drafts if draft.id)
        codes = (draft.code(task) for draft in drafts for _, task in draft.tasks)
        self.tasks = Known(code for code in codes if code)
        unread = [sheet.text for sheet in sheets if not sheet.readable]
        self._all_read = not unread
        self._none_seen = "" in unread
        self._unread = "\n".join(unread)

    def check(self, sheet: Sheet, path: Trail, name: str, known: Known, code: str) -> bool:
        """Report a name that is not known, under `code`; return whether it is known."""
        if name in known:
            return True
        if not self._may_be_unread(name.rpartition("/")[2]):
            sheet.report(code, path, name=name, near=known.nearest(name))
        return False

    def check_unit(self, sheet: Sheet, path: Trail, name: str) -> bool:
        """Report a unit that is not known; return whether it is."""
        return self.check(sheet, path, name, self.units, "unknown-unit")

    def _may_be_unread(self, name: str) -> bool:
        """Whether a file that could not be read, or parsed, may declare the name."""
        if self._all_read or self._none_seen:
            return self._none_seen
        return f'"{name}"' in self._unread or f"'{name}'" in self._unread


def _at(sheet: Sheet, path: Trail, here: Sheet) -> str:
    """Name a place for a message: the line, and the file where it is another one."""
    line = sheet.places.value(path).line
    if sheet is here:
        return _("line {line}").format(line=line)
    return _("{file} line {line}").format(file=sheet.file, line=line)


def _check_register(entries: list[Entry], names: Names) -> None:
    taken: dict[str, tuple[Entry, Trail]] = {}
    for entry in entries:
        unit, path = entry.unit, ("unit", entry.index)
        claims: list[tuple[str, Trail]] = [(unit.name, (*path, "name"))]
        for key in ("aliases", "formerly"):
            claims += [(name, (*path, key, i)) for i, name in enumerate(getattr(unit, key))]
        for name, where in claims:
            owner, first = taken.setdefault(name, (entry, where))
            if first != where or owner is not entry:
                at = _at(owner.sheet, first, entry.sheet)
                facts = {"name": name, "owner": owner.unit.name, "first": at}
                entry.sheet.report("duplicate-unit", where, **facts)
        for i, member in enumerate(unit.members):
            names.check_unit(entry.sheet, (*path, "members", i), member)
        if unit.members and unit.kind is not Kind.GROUP:
            entry.sheet.report("not-a-group", (*path, "members"), at="key")
    called = names.register.called
    graph = {e.unit.name: {called.get(m, "") for m in e.unit.members} for e in entries}
    found = circles(graph)
    for entry in entries:
        name = entry.unit.name
        if name in found:
            _report_circle(entry.sheet, ("unit", entry.index, "members"), name, found[name])


def _check_plans(drafts: list[Draft], names: Names) -> None:
    ids: dict[str, Draft] = {}
    for draft in drafts:
        sheet = draft.sheet
        if draft.id and ids.setdefault(draft.id, draft) is not draft:
            first = _at(ids[draft.id].sheet, ("plan", "id"), sheet)
            sheet.report("duplicate-plan", ("plan", "id"), name=draft.id, first=first)
        _check_head(draft, names)
        _check_tier(draft)
        if parent := draft.own.get("parent"):
            names.check(sheet, ("plan", "parent"), parent, names.plans, "unknown-parent")
    found = circles({name: {d.head.get("parent") or ""} for name, d in ids.items()})
    for name, circle in found.items():
        _report_circle(ids[name].sheet, ("plan", "parent"), name, circle)


def _check_head(draft: Draft, names: Names) -> None:
    sheet, plan = draft.sheet, draft.plan
    for key in ("coordinator", "principal", "leader", "owner"):
        name = draft.own.get(key)
        if name and names.check_unit(sheet, ("plan", key), name):
            _check_leader(sheet, ("plan", key), key, name, names)
    for i, name in enumerate(plan.local):
        names.check_unit(sheet, ("plan", "local", i), name)
    for clash in blanket(plan, names.register)[1]:
        _report_clash(sheet, ("plan",), clash)
    if plan.issued and plan.horizon and plan.horizon < plan.issued:
        key = "horizon" if draft.own.get("horizon") else "issued"
        facts = {"deadline": plan.horizon, "issued": plan.issued}
        sheet.report("deadline-before-issue", ("plan", key), **facts)
    timezone = draft.own.get("timezone")
    if timezone and not _is_timezone(timezone):
        sheet.report("unknown-timezone", ("plan", "timezone"), name=timezone)


def _check_tier(draft: Draft) -> None:
    sheet, tier = draft.sheet, draft.head.get("tier")
    if tier == Tier.OVERALL:
        for key in ("issued", "horizon", "coordinator"):
            if key not in draft.written:
                sheet.report("incomplete-plan", ("plan",), key=key, severity="warning")
        if "parent" in draft.written:
            sheet.report("overall-with-parent", ("plan", "parent"), at="key")
    elif "supervision" in sheet.tables and tier:
        sheet.report("misplaced", ("supervision",), at="key")


def _check_overall(sheets: list[Sheet], drafts: list[Draft], where: str) -> list[Problem]:
    overall = [draft for draft in drafts if draft.head.get("tier") == Tier.OVERALL]
    if len(overall) > 1:
        for draft in overall:
            others = _(", ").join(d.sheet.file for d in overall if d is not draft)
            draft.sheet.report("second-overall-plan", ("plan", "tier"), others=others)
    unsure = any(not s.readable for s in sheets) or any("tier" not in d.head for d in drafts)
    return [] if overall or unsure else [Problem(where, "no-overall-plan", place=Place(1, 1))]


def _check_numbers(draft: Draft) -> None:
    tasks = [(("task", index), task.number) for index, task in draft.tasks if task.number]
    _check_unique(draft.sheet, "duplicate-task", "number", tasks)
    targets = [(path, target.id) for path, target in draft.targets]
    _check_unique(draft.sheet, "duplicate-target", "id", targets)


def _check_unique(sheet: Sheet, code: str, key: str, named: Sequence[tuple[Trail, str]]) -> None:
    taken: dict[str, Trail] = {}
    for path, name in named:
        first = taken.setdefault(name, path)
        if first is not path:
            at = _at(sheet, (*first, key), sheet)
            sheet.report(code, (*path, key), name=name, first=at)


def _check_units(sheet: Sheet, path: Trail, task: Task, names: Names) -> bool:
    """Report unknown units of a task; return whether all that it lists are known."""
    all_known = not any((*path, key) in sheet.wrong for key in LISTS)
    for key in LISTS:
        for i, name in enumerate(getattr(task, key) or ()):
            if not names.check_unit(sheet, (*path, key, i), name):
                all_known = False
    if task.leader and names.check_unit(sheet, (*path, "leader"), task.leader):
        _check_leader(sheet, (*path, "leader"), "leader", task.leader, names)
    if task.responsible is not None:
        for key in ("lead", "support"):
            if getattr(task, key):
                sheet.report("responsible-beside", (*path, "responsible"), at="key", key=key)
    return all_known


def _check_leader(sheet: Sheet, path: Trail, key: str, name: str, names: Names) -> None:
    unit = names.register.unit(name)
    if key in ("leader", "principal") and unit and unit.kind is not Kind.LEADER:
        sheet.report("not-a-leader", path, name=name)


def _check_group(sheet: Sheet, path: Trail, task: Task) -> None:
    for key in LISTS:
        if getattr(task, key):
            sheet.report("group-with-units", (*path, key), at="key", number=task.number)


def _check_roles(draft: Draft, path: Trail, task: Task, names: Names) -> str | None:
    """Report units that a task names twice; return its lead."""
    cells, clashes = assignments(task, draft.plan, names.register)
    for clash in clashes:
        _report_clash(draft.sheet, path, clash)
    return next((cell.unit for cell in cells if cell.role is Role.LEAD), None)


def _report_clash(sheet: Sheet, path: Trail, clash: Clash) -> None:
    claim, first = clash.claim, clash.first
    same = claim.key == first.key or claim.role == first.role
    code = "unit-twice" if same else "unit-two-roles"
    at = _at(sheet, (*path, first.key, first.place), sheet)
    sheet.report(code, (*path, claim.key, claim.place), unit=claim.unit, first=at)


def _check_lead(draft: Draft, path: Trail, task: Task, lead: str | None) -> None:
    rule = task.lead_rule or draft.plan.lead_rule
    if lead is None:
        draft.sheet.report("no-lead", path, number=task.number, severity="warning")
    elif task.responsible and rule is LeadRule.FIRST_LISTED and lead.startswith(PARTY):
        where = (*path, "responsible", 0)
        draft.sheet.report("party-lead", where, unit=lead, severity="warning")


def _check_dates(draft: Draft, path: Trail, task: Task, groups: Mapping[str, Task]) -> None:
    plan, sheet = draft.plan, draft.sheet
    if task.standing and task.deadline:
        sheet.report("standing-with-deadline", (*path, "deadline"), at="key")
    deadline, inherited = leaf_deadline(plan, task, groups)
    if deadline is None:
        return
    where = (*path, "start" if inherited else "deadline")
    if task.start and deadline < task.start:
        sheet.report("deadline-before-start", where, deadline=deadline, start=task.start)
    if inherited:
        return
    if plan.issued and deadline < plan.issued:
        sheet.report("deadline-before-issue", where, deadline=deadline, issued=plan.issued)
    if plan.horizon and deadline > plan.horizon:
        facts = {"deadline": deadline, "horizon": plan.horizon}
        sheet.report("after-horizon", where, severity="warning", **facts)


def _check_links(sheet: Sheet, path: Trail, task: Task, names: Names) -> None:
    for key in ("advances", "after"):
        for i, code in enumerate(getattr(task, key)):
            names.check(sheet, (*path, key, i), code, names.tasks, "unknown-task")


def _check_task_circles(drafts: list[Draft]) -> None:
    for key in ("advances", "after"):
        graph = {}
        where = {}
        for draft in drafts:
            for index, task in draft.tasks:
                if getattr(task, key):
                    code = draft.code(task)
                    graph[code] = set(getattr(task, key))
                    where[code] = (draft.sheet, ("task", index, key))
        for code, circle in circles(graph).items():
            _report_circle(*where[code], code, circle)


def _report_circle(sheet: Sheet, path: Trail, name: str, circle: tuple[str, ...]) -> None:
    start = circle.index(name)
    way = [*circle[start:], *circle[:start], name]
    if len(way) > MOST_SHOWN:
        way[MOST_SHOWN - 2 : -2] = ["…"]
    sheet.report("cycle", path, members=" → ".join(way))


def _is_timezone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
