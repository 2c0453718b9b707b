"""The matrix as one HTML page, to be read on a screen, a phone or A3 paper."""

from collections import Counter
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from html import escape
from math import ceil
from typing import Literal

from taskmatrix.domain.grid import Grid, Row, Totals, marks
from taskmatrix.domain.words import Basis, Role
from taskmatrix.reports.html import by_kind, element, heads_of_kinds, look_of, page, unit_name
from taskmatrix.reports.labels import basis_names, role_letters, role_names


def matrix_html(grid: Grid, by: Literal["section", "unit"] | None = None) -> Iterator[str]:
    """Yield one self-contained page: the grid, row by row, or the tasks of each unit."""
    if by == "unit":
        from taskmatrix.reports.units_html import unit_lists

        yield from page(grid, "lists", unit_lists(grid))
    else:
        yield from page(grid, "sheet", _Sheet(grid).table(by == "section"))


class _Sheet:
    """The grid: units side by side by kind, tasks below one another, totals at both ends."""

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.rows
        self.letters = role_letters()
        self.meanings = _meanings()
        self.kinds = by_kind(grid.columns)
        self.names = {unit.id: unit_name(unit) for same in self.kinds.values() for unit in same}
        firsts: list[int | str] = [same[0].id for same in self.kinds.values()]
        self.edges = {*firsts[1:], Role.LEAD} if firsts else set()
        self.blank: dict[int | str, str] = {unit: self._cell(unit) for unit in self.names}
        self.span = len(self.names) + len(Role)

    def table(self, by_section: bool) -> Iterator[str]:
        """Yield heads, a line for each task below its bands, the totals of the units."""
        yield f'<table class="sheet" style="--breadth: {_breadth(self.names.values()):.0f}">\n'
        yield from self._heads()
        yield "<tbody>\n"
        totals, tasks = Totals(), 0
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
                totals.add(row)
                tasks += 1
        yield "</tbody>\n"
        yield from self._foot(totals, tasks)
        yield "</table>\n"

    def _heads(self) -> Iterator[str]:
        yield f"<colgroup>{'<col>' * (2 + self.span)}</colgroup>\n<thead>\n"
        yield '<tr class="kinds">'
        for look, head in (("code", _("Code")), ("title", _("Task"))):
            yield f'<th class="{look}" rowspan="2" scope="col">{head}</th>'
        names = heads_of_kinds() | {"": _("Total")}
        for kind, same in (self.kinds | {"": list(Role)}).items():
            yield f'<th colspan="{len(same)}" scope="colgroup">{names[kind]}</th>'
        yield "</tr>\n<tr>"
        for key, name in (self.names | role_names()).items():
            look = "unit edge" if key in self.edges else "unit"
            yield f'<th class="{look}" scope="col">{element("span", name)}</th>'
        yield "</tr>\n</thead>\n"

    def _wide(self, look: str, head: str) -> str:
        return f'<tr class="{look}">{head}<td colspan="{self.span}"></td></tr>\n'

    def _task(self, row: Row, within: bool) -> str:
        cells = self.blank.copy()
        for unit, mark, cell in marks(row.cells, self.letters):
            told = f"{self.names[unit]}: {self.meanings[cell.role, cell.basis]}"
            cells[unit] = self._cell(unit, mark, look_of(cell), told)
        counts = Counter(cell.role for cell in row.cells)
        for role in Role:
            cells[role] = self._cell(role, counts[role] or "", "sum")
        if not counts[Role.LEAD]:
            cells[Role.LEAD] = self._cell(Role.LEAD, 0, "sum gap")
        look = ' class="within"' if within else ""
        return f"<tr{look}>{_task_heads(row)}{''.join(cells.values())}</tr>\n"

    def _foot(self, totals: Totals, tasks: int) -> Iterator[str]:
        told = _("{count} tasks").format(count=tasks)
        corner = f'<th class="code" rowspan="{len(Role)}">{told}</th>'
        yield "<tfoot>\n"
        for role, name in role_names().items():
            counts = [(unit, totals.of_unit.get((unit, role), "")) for unit in self.names]
            cells = "".join(self._cell(unit, count, "sum") for unit, count in counts)
            for other in Role:
                cells += self._cell(other, totals.of_role[role] if other == role else "", "sum")
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


def _breadth(names: Iterable[str]) -> float:
    """Guess the ems that turned names need side by side, so that print is never cut off."""
    lines = (ceil(len(name) / (32 if name.isascii() else 14)) for name in names)
    return sum(max(2.1, 1.3 * count) for count in lines)


def _meanings() -> dict[tuple[str, str], str]:
    """Return what each role means on each basis."""
    roles, bases = role_names(), basis_names()
    told = {(role, basis): f"{roles[role]} ({bases[basis]})" for role in roles for basis in bases}
    # That a support was "first listed" says how its lead was found, nothing about itself.
    told[Role.SUPPORT, Basis.FIRST_LISTED] = roles[Role.SUPPORT]
    return told
