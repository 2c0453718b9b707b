"""The matrix as one HTML page, to be read on a screen, a phone or A3 paper."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from math import ceil
from typing import Literal

from taskmatrix.domain.grid import Column, Grid, Row
from taskmatrix.domain.words import Basis, Role
from taskmatrix.language import gettext as _
from taskmatrix.reports.html import by_kind, element, heads_of_kinds, look_of, page, unit_name
from taskmatrix.reports.labels import basis_names, role_names
from taskmatrix.reports.matrix_views import NOTHING, Roles, View


def matrix_html(
    grid: Grid, by: Literal["section", "unit"] | None = None, view: View | None = None
) -> Iterator[str]:
    """Yield one self-contained page: the grid, row by row, or the tasks of each unit."""
    view = view or Roles()
    if by == "unit":
        from taskmatrix.reports.units_html import unit_lists

        yield from page(grid, "lists", unit_lists(grid), view)
    else:
        yield from page(grid, "sheet", _Sheet(grid, view).table(by == "section"), view)


class _Sheet:
    """The grid: units side by side by kind, tasks below one another, totals at both ends."""

    def __init__(self, grid: Grid, view: View) -> None:
        self.rows = grid.rows
        self.view = view
        self.counts = view.totals if isinstance(view, Roles) else None
        self.roles = list(Role) if self.counts else []
        self.meanings = _meanings()
        self.kinds = by_kind(grid.columns)
        self.names = {unit.id: unit_name(unit) for same in self.kinds.values() for unit in same}
        firsts: list[int | str] = [same[0].id for same in self.kinds.values()]
        self.edges = {*firsts[1:], *self.roles[:1]} if firsts else set()
        self.blank: dict[int | str, str] = {unit: self._cell(unit) for unit in self.names}
        self.span = len(self.names) + len(self.roles)

    def table(self, by_section: bool) -> Iterator[str]:
        """Yield heads, a line for each task below its bands, the totals of the units."""
        breadth = _breadth(self.names.values(), self._digits())
        yield f'<table class="sheet" style="--breadth: {breadth:.0f}">\n'
        yield from self._heads()
        yield "<tbody>\n"
        tasks = 0
        plan = section = group = None
        for row in self.rows():
            if row.plan != plan:
                yield "</tbody>\n<tbody>\n" if plan else ""
                yield self._wide("plan", _band(_("Plan {id}").format(id=row.plan)))
                plan, section, group = row.plan, None, None
            if by_section and row.section != section:
                section = row.section
                yield self._wide("section", _band(section or _("no section")))
            if row.group:
                group = f"{row.number}."
                yield self._wide("group", _task_heads(row))
            else:
                yield self._task(row, within=bool(group and row.number.startswith(group)))
                self.view.add(row)
                tasks += 1
        yield "</tbody>\n"
        yield from self._foot(tasks)
        yield "</table>\n"

    def _digits(self) -> int:
        """Return how many digits the widest mark has; where it is a role's, two at most."""
        if isinstance(self.view, Roles):
            return 2
        marks = (mark for row in self.rows() for _unit, mark, _cell in self.view.marks(row))
        return max(map(len, marks), default=2)

    def _heads(self) -> Iterator[str]:
        yield f"<colgroup>{'<col>' * (2 + self.span)}</colgroup>\n<thead>\n"
        yield '<tr class="kinds">'
        for look, head in (("code", _("Code")), ("title", _("Task"))):
            yield f'<th class="{look}" rowspan="2" scope="col">{head}</th>'
        names = heads_of_kinds() | {"": _("Total")}
        kinds: dict[str, list[Column] | list[Role]] = {**self.kinds}
        if self.roles:
            kinds[""] = self.roles
        for kind, same in kinds.items():
            yield f'<th colspan="{len(same)}" scope="colgroup">{names[kind]}</th>'
        yield "</tr>\n<tr>"
        for key, name in (self.names | (role_names() if self.roles else {})).items():
            look = "unit edge" if key in self.edges else "unit"
            yield f'<th class="{look}" scope="col">{element("span", name)}</th>'
        yield "</tr>\n</thead>\n"

    def _wide(self, look: str, head: str) -> str:
        return f'<tr class="{look}">{head}<td colspan="{self.span}"></td></tr>\n'

    def _task(self, row: Row, within: bool) -> str:
        cells = self.blank.copy()
        for unit, mark, cell in self.view.marks(row):
            told = f"{self.names[unit]}: {self.meanings[cell.role, cell.basis]}"
            cells[unit] = self._cell(unit, mark, look_of(cell), told)
        counts = Counter(cell.role for cell in row.cells)
        for role in self.roles:
            cells[role] = self._cell(role, counts[role] or "", "sum")
        if self.roles and not counts[Role.LEAD]:
            cells[Role.LEAD] = self._cell(Role.LEAD, 0, "sum gap")
        look = ' class="within"' if within else ""
        return f"<tr{look}>{_task_heads(row)}{''.join(cells.values())}</tr>\n"

    def _foot(self, tasks: int) -> Iterator[str]:
        lines = self.view.lines()
        if not lines:
            return
        told = _("{count} tasks").format(count=tasks)
        corner = f'<th class="code" rowspan="{len(lines)}">{told}</th>'
        yield "<tfoot>\n"
        for role, name in lines.items():
            sums = [(unit, self.view.below([unit], role)) for unit in self.names]
            cells = "".join(
                self._cell(unit, "" if text == NOTHING else text, "sum") for unit, text in sums
            )
            for other in self.roles:
                count = self.counts.of_role[role] if self.counts and other == role else ""
                cells += self._cell(other, count, "sum")
            yield f'<tr>{corner}<th class="title" scope="row">{name}</th>{cells}</tr>\n'
            corner = ""
        yield "</tfoot>\n"

    def _cell(self, key: int | str, text: str | int = "", look: str = "", told: str = "") -> str:
        looks = f"{look} edge".strip() if key in self.edges else look
        attributes = f' class="{looks}"' if looks else ""
        if told:
            attributes += f' title="{escape(told)}"'
        return f"<td{attributes}>{text}</td>"


def _task_heads(row: Row) -> str:
    code = f'<th class="code">{escape(row.code)}</th>'
    return code + element("th", row.title, ' class="title" scope="row"')


def _band(text: str) -> str:
    return element("th", text, ' class="band" colspan="2" scope="rowgroup"')


def _breadth(names: Iterable[str], digits: int) -> float:
    """Guess the ems that turned names and marks need side by side, so that print is not cut off."""
    lines = (ceil(len(name) / (32 if name.isascii() else 14)) for name in names)
    return sum(max(2.1, 0.6 * digits, 1.3 * count) for count in lines)


def _meanings() -> dict[tuple[str, str], str]:
    """Return what each role means on each basis."""
    roles, bases = role_names(), basis_names()
    told = {(role, basis): f"{roles[role]} ({bases[basis]})" for role in roles for basis in bases}
    # That a support was "first listed" says how its lead was found, nothing about itself.
    told[Role.SUPPORT, Basis.FIRST_LISTED] = roles[Role.SUPPORT]
    return told
