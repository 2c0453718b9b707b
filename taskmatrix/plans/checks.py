"""The checks of a programme beyond the single key: names, references, roles, dates."""

from collections.abc import Iterable
from datetime import date

from taskmatrix.domain.circles import circles
from taskmatrix.domain.matrix import assignments
from taskmatrix.domain.model import Plan, Task
from taskmatrix.domain.names import nearest
from taskmatrix.domain.register import Register
from taskmatrix.domain.words import Kind, LeadRule, Role, Tier
from taskmatrix.plans.drafts import Draft, Entry
from taskmatrix.plans.places import Path as Trail
from taskmatrix.plans.places import Place
from taskmatrix.plans.problems import Problem
from taskmatrix.plans.sheet import Sheet, Table

LISTS = ("responsible", "lead", "support", "local")
PARTY = ("中共", "中央", "省委", "市委", "区委", "县委", "州委", "盟委", "旗委", "自治区党委")


def check(
    sheets: list[Sheet], drafts: list[Draft], entries: list[Entry], where: str
) -> list[Problem]:
    """Report on the sheets what is wrong in and between them; return what belongs to no file."""
    register = Register(entry.unit for entry in entries)
    names = Names(sheets, register)
    _check_register(entries, names)
    _check_plans(drafts, names)
    general = _check_overall(sheets, drafts, where)
    codes = {f"{d.head.get('id')}/{task.number}" for d in drafts for _, task in d.tasks}
    groups = {code.rpartition(".")[0] for code in codes} & codes
    for draft in drafts:
        _check_numbers(draft)
        for index, task in draft.tasks:
            path: Trail = ("task", index)
            _check_units(draft, path, task, names)
            _check_dates(draft, path, task)
            _check_links(draft, path, task, codes, names)
            if f"{draft.head.get('id')}/{task.number}" in groups:
                _check_group(draft.sheet, path, task)
            elif draft.plan:
                _check_roles(draft.sheet, path, task, draft.plan, names)
    _check_task_circles(drafts)
    return general


class Names:
    """Known names, and whether an unknown one is worth a report."""

    def __init__(self, sheets: Iterable[Sheet], register: Register) -> None:
        self.register = register
        self._unread = "\n".join(sheet.text for sheet in sheets if not sheet.readable)
        self._near: dict[str, str | None] = {}

    def near(self, name: str, known: Iterable[str]) -> str | None:
        """Return the known name that looks most like `name`."""
        if name not in self._near:
            self._near[name] = next(iter(nearest(name, known)), None)
        return self._near[name]

    def declared_in_unread(self, name: str) -> bool:
        """Whether a file that could not be parsed may declare the name."""
        return bool(self._unread) and f'"{name}"' in self._unread

    def check_unit(self, sheet: Sheet, path: Trail, name: str) -> bool:
        """Report a unit that no register knows; return whether it is known."""
        if name in self.register.called:
            return True
        if not self.declared_in_unread(name):
            near = self.near(name, self.register.called)
            sheet.report("unknown-unit", path, name=name, near=near)
        return False


def _at(sheet: Sheet, path: Trail, here: Sheet) -> str:
    """Name a place for a message: the line, and the file where it is another one."""
    line = sheet.places.value(path).line
    return f"{sheet.file}:{line}" if sheet is not here else f":{line}"


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
        if entry.unit.name in found:
            _report_circle(entry.sheet, ("unit", entry.index, "members"), found[entry.unit.name])


def _check_plans(drafts: list[Draft], names: Names) -> None:
    ids: dict[str, Draft] = {}
    for draft in drafts:
        head, sheet = draft.head, draft.sheet
        if "id" in head and ids.setdefault(head["id"], draft) is not draft:
            first = _at(ids[head["id"]].sheet, ("plan", "id"), sheet)
            sheet.report("duplicate-plan", ("plan", "id"), name=head["id"], first=first)
        _check_head(draft, names)
    for draft in drafts:
        parent = draft.sheet.tables["plan"].get("parent")
        known = parent in ids or names.declared_in_unread(str(parent))
        if isinstance(parent, str) and not known:
            near = names.near(parent, ids)
            draft.sheet.report("unknown-parent", ("plan", "parent"), name=parent, near=near)
    found = circles({name: {str(d.head.get("parent"))} for name, d in ids.items()})
    for name, circle in found.items():
        _report_circle(ids[name].sheet, ("plan", "parent"), circle)


def _check_head(draft: Draft, names: Names) -> None:
    sheet, written = draft.sheet, draft.sheet.tables["plan"]
    for key in ("coordinator", "principal", "leader", "owner"):
        name = written.get(key)
        if isinstance(name, str) and names.check_unit(sheet, ("plan", key), name):
            _check_leader(sheet, ("plan", key), key, name, names)
    for i, name in enumerate(draft.head.get("local", ())):
        names.check_unit(sheet, ("plan", "local", i), name)
    issued, horizon = draft.head.get("issued"), draft.head.get("horizon")
    if "horizon" in written and issued and horizon and horizon < issued:
        facts = {"deadline": horizon, "issued": issued}
        sheet.report("deadline-before-issue", ("plan", "horizon"), **facts)
    if isinstance(written.get("timezone"), str) and not _is_timezone(written["timezone"]):
        sheet.report("unknown-timezone", ("plan", "timezone"), name=written["timezone"])
    _check_tier(sheet, written, draft.head.get("tier"))


def _check_tier(sheet: Sheet, written: Table, tier: str | None) -> None:
    if tier == Tier.OVERALL:
        for key in ("issued", "horizon", "coordinator"):
            if key not in written:
                sheet.report("incomplete-plan", ("plan",), key=key, severity="warning")
        if "parent" in written:
            sheet.report("overall-with-parent", ("plan", "parent"), at="key")
    elif "supervision" in sheet.tables and tier:
        sheet.report("misplaced", ("supervision",), at="key")


def _check_overall(sheets: list[Sheet], drafts: list[Draft], where: str) -> list[Problem]:
    overall = [draft for draft in drafts if draft.head.get("tier") == Tier.OVERALL]
    if len(overall) > 1:
        for draft in overall:
            others = ", ".join(d.sheet.file for d in overall if d is not draft)
            draft.sheet.report("second-overall-plan", ("plan", "tier"), others=others)
    unsure = any(not s.readable for s in sheets) or any("tier" not in d.head for d in drafts)
    return [] if overall or unsure else [Problem(where, "no-overall-plan", place=Place(1, 1))]


def _check_numbers(draft: Draft) -> None:
    sheet = draft.sheet
    numbers: dict[str, Trail] = {}
    for index, task in draft.tasks:
        path: Trail = ("task", index, "number")
        first = numbers.setdefault(task.number, path)
        if first is not path:
            facts = {"name": task.number, "first": _at(sheet, first, sheet)}
            sheet.report("duplicate-task", path, **facts)
    targets: dict[str, Trail] = {}
    for where, target in draft.targets:
        path = (*where, "id")
        first = targets.setdefault(target.id, path)
        if first is not path:
            facts = {"name": target.id, "first": _at(sheet, first, sheet)}
            sheet.report("duplicate-target", path, **facts)


def _check_units(draft: Draft, path: Trail, task: Task, names: Names) -> None:
    called, sheet = names.register.called, draft.sheet
    for key in LISTS:
        listed = getattr(task, key) or ()
        for i, name in enumerate(listed):
            if name not in called:
                names.check_unit(sheet, (*path, key, i), name)
    if task.leader and names.check_unit(sheet, (*path, "leader"), task.leader):
        _check_leader(sheet, (*path, "leader"), "leader", task.leader, names)
    if task.responsible is not None:
        for key in ("lead", "support"):
            if getattr(task, key):
                sheet.report("responsible-beside", (*path, "responsible"), at="key", key=key)


def _check_leader(sheet: Sheet, path: Trail, key: str, name: str, names: Names) -> None:
    unit = names.register.unit(name)
    if key in ("leader", "principal") and unit and unit.kind is not Kind.LEADER:
        sheet.report("not-a-leader", path, name=name)


def _check_group(sheet: Sheet, path: Trail, task: Task) -> None:
    for key in LISTS:
        if getattr(task, key):
            sheet.report("group-with-units", (*path, key), at="key", number=task.number)


def _check_roles(sheet: Sheet, path: Trail, task: Task, plan: Plan, names: Names) -> None:
    cells, clashes = assignments(task, plan, names.register)
    for clash in clashes:
        claim, first = clash.claim, clash.first
        code = "unit-twice" if claim.role == first.role else "unit-two-roles"
        at = _at(sheet, (*path, first.key, first.index), sheet)
        sheet.report(code, (*path, claim.key, claim.index), unit=claim.unit, first=at)
    lead = next((cell.unit for cell in cells if cell.role is Role.LEAD), None)
    if lead is None:
        sheet.report("no-lead", path, number=task.number, severity="warning")
    elif (
        task.responsible
        and (task.lead_rule or plan.lead_rule) is LeadRule.FIRST_LISTED
        and lead.startswith(PARTY)
    ):
        sheet.report("party-lead", (*path, "responsible", 0), unit=lead, severity="warning")


def _check_dates(draft: Draft, path: Trail, task: Task) -> None:
    deadline, sheet = task.deadline, draft.sheet
    issued, horizon = draft.head.get("issued"), draft.head.get("horizon")
    if deadline is None:
        return
    where = (*path, "deadline")
    if task.start and deadline < task.start:
        sheet.report("deadline-before-start", where, deadline=deadline, start=task.start)
    if issued and deadline < issued:
        sheet.report("deadline-before-issue", where, deadline=deadline, issued=issued)
    if horizon and deadline > horizon:
        facts: dict[str, date] = {"deadline": deadline, "horizon": horizon}
        sheet.report("after-horizon", where, severity="warning", **facts)


def _check_links(draft: Draft, path: Trail, task: Task, codes: set[str], names: Names) -> None:
    for key in ("advances", "after"):
        for i, code in enumerate(getattr(task, key)):
            if code not in codes and not names.declared_in_unread(code.rpartition("/")[2]):
                near = names.near(code, codes)
                draft.sheet.report("unknown-task", (*path, key, i), name=code, near=near)


def _check_task_circles(drafts: list[Draft]) -> None:
    for key in ("advances", "after"):
        graph = {}
        where = {}
        for draft in drafts:
            for index, task in draft.tasks:
                if getattr(task, key):
                    code = f"{draft.head.get('id')}/{task.number}"
                    graph[code] = set(getattr(task, key))
                    where[code] = (draft.sheet, ("task", index, key))
        for code, circle in circles(graph).items():
            _report_circle(*where[code], circle)


def _report_circle(sheet: Sheet, path: Trail, circle: tuple[str, ...]) -> None:
    sheet.report("cycle", path, members=" → ".join((*circle, circle[0])))


def _is_timezone(name: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
