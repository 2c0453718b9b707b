"""The matrix in a terminal: pages of columns as wide as it is, heads turned, tasks repeated.

A table library would lay out every cell; here a row is joined from marks padded once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taskmatrix.domain.grid import Column, Grid, Row
from taskmatrix.domain.words import Kind, Role
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import role_letters
from taskmatrix.reports.matrix_views import NOTHING, Roles, View
from taskmatrix.reports.table import styled
from taskmatrix.reports.text import fit, printable, width_of, wrap

TALLEST_HEAD = 12
WIDEST_TASK = 44
LEAST_TASK = 8
FOLDED = -1
_BOLD: dict[str, object] = {"bold": True}


@dataclass(frozen=True)
class Layout:
    """How wide things are: the task column, one unit, and the room for all."""

    width: int
    task: int
    unit: int
    folded: int
    total: int = 4

    def of(self, column: Column) -> int:
        """Return the width of a unit's column."""
        return self.folded if column.id == FOLDED else self.unit

    def pages(self, columns: Sequence[Column]) -> Iterator[list[Column]]:
        """Yield the columns that stand beside the task column, page by page."""
        room = self.width - self.task - 1
        last = max(self.unit, self.folded)
        fitting = max(1, (room - last) // self.unit + 1) if columns else 1
        count = max(1, -(-len(columns) // fitting))
        size = -(-len(columns) // count)  # as even as possible: no last page of two columns
        for first in range(0, max(len(columns), 1), max(size, 1)):
            yield list(columns[first : first + size])


def matrix_text(
    grid: Grid,
    width: int,
    color: bool,
    fold: bool | None,
    by: str | None,
    english: bool,
    view: View | None = None,
) -> Iterator[str]:
    """Yield a matrix for a terminal; `by` is None, `section` or `unit`."""
    view = view or Roles()
    head = (printable(grid.title), view.name, grid.today)
    for line in wrap("  ".join(filter(None, head)), width):
        yield f"{styled(line, _BOLD) if color else line}\n"
    if by == "unit":
        from taskmatrix.reports.matrix_units import matrix_units

        yield from matrix_units(grid, width, color, english)
    else:
        yield from MatrixText(grid, view, width, color, fold, english).lines(by == "section")
    if grid.simulated:
        yield _("Simulated data") + "\n"


class MatrixText:
    """Writes one matrix as lines. `fold` gathers the regions into one column of counts."""

    def __init__(
        self, grid: Grid, view: View, width: int, color: bool, fold: bool | None, english: bool
    ) -> None:
        self.grid = grid
        self.view = view
        self.color = color
        self.english = english
        self.rows = list(grid.rows())
        self.tasks = [f"{row.code} {printable(row.title)}" for row in self.rows]
        self.marks = [list(view.marks(row)) for row in self.rows]
        self.several = len({row.plan for row in self.rows}) > 1
        for row in self.rows:
            view.add(row)
        self.sums = view.lines()
        self.regions = {c.id for c in grid.columns if c.kind == Kind.REGION}
        self.folded = self._folds() if fold is None else fold and len(self.regions) > 1
        self.columns = self._columns()
        self.layout = self._layout(width)
        self.labels = [fit(task, self.layout.task) for task in self.tasks]
        self.padded: dict[tuple[str, int, bool], str] = {}

    def lines(self, by_section: bool) -> Iterator[str]:
        """Yield all pages, then the legend."""
        pages = list(self.layout.pages(self.columns)) if self.rows else []
        first = 1
        for page in pages:
            yield "\n"
            if len(pages) > 1:
                last, count = first + len(page) - 1, len(self.columns)
                of = _("Units {first}-{last} of {count}")
                yield from self._flow([of.format(first=first, last=last, count=count)])
                first += len(page)
            yield from self._page(page, by_section, last=page is pages[-1])
        if pages:
            yield from self._legend()

    def _folds(self) -> bool:
        """Whether all that regions do is 属地落实, so that a count says it as well."""
        if len(self.regions) < 2:
            return False
        cells = (cell for row in self.rows for cell in row.cells)
        return all(cell.role == Role.LOCAL for cell in cells if cell.unit in self.regions)

    def _columns(self) -> list[Column]:
        if not self.folded:
            return self.grid.columns
        kept = [column for column in self.grid.columns if column.id not in self.regions]
        name = _("regions")
        return [*kept, Column(FOLDED, name, name, Kind.REGION)]

    def _layout(self, width: int) -> Layout:
        widest = max(map(width_of, self.tasks), default=0)
        shown = {column.id for column in self.columns}
        marked = {mark for row in self.marks for unit, mark, _cell in row if unit in shown}
        marked |= {self.view.below([unit], role) for unit in shown for role in self.sums}
        if self.english:
            marked.add(str(len(self.columns)))
        unit = max([2, *map(width_of, marked)]) + 1
        folded = max(map(width_of, self._regional()), default=0) + 1 if self.folded else 0
        task = min(widest, WIDEST_TASK, max(12, width * 2 // 5))
        task = max(LEAST_TASK, min(task, width - 1 - max(unit, folded)))
        return Layout(max(width, task + 1 + max(unit, folded)), task, unit, folded)

    def _page(self, page: Sequence[Column], by_section: bool, last: bool) -> Iterator[str]:
        place = {column.id: i for i, column in enumerate(page)}
        shows_totals = last and self._room_for_totals(page)
        yield from self._heads(page, shows_totals)
        yield "-" * self._line_width(page, shows_totals) + "\n"
        band = None
        empty = [self._pad(NOTHING, self.layout.of(column)) for column in page]
        for number, row in enumerate(self.rows):
            above = (row.plan, row.section if by_section else None)
            if above != band:
                band = above
                yield from self._band(row, by_section)
            yield self._row(number, place, empty, shows_totals)
        if self.sums:
            yield "-" * self._line_width(page, shows_totals) + "\n"
            yield from self._unit_totals(page)

    def _room_for_totals(self, page: Sequence[Column]) -> bool:
        return isinstance(self.view, Roles) and self._line_width(page, True) <= self.layout.width

    def _line_width(self, page: Sequence[Column], with_totals: bool) -> int:
        totals = 3 * self.layout.total + 1 if with_totals else 0
        return self.layout.task + 1 + sum(map(self.layout.of, page)) + totals

    def _heads(self, page: Sequence[Column], with_totals: bool) -> Iterator[str]:
        prefix = _common_first(page)
        names = [self._head(column, prefix) for column in page]
        height = max(map(len, names), default=1)
        label = _("Task")
        for level in range(height):
            first = label if level == height - 1 else ""
            line = fit(first, self.layout.task) + " "
            for column, name in zip(page, names, strict=True):
                # Turned heads stand on the rule: short ones begin lower.
                at = level - (height - len(name))
                line += fit(name[at] if at >= 0 else "", self.layout.of(column))
            if with_totals and level == height - 1:
                letters = role_letters().values()
                line += " " + "".join(self._right(each, self.layout.total) for each in letters)
            yield line.rstrip() + "\n"

    def _head(self, column: Column, prefix: str) -> list[str]:
        if self.english:
            return [str(self.columns.index(column) + 1)]
        name = printable(column.name)
        if prefix and name.startswith(prefix) and column.id != FOLDED:
            name = name[len(prefix) :]
        return list(name[: TALLEST_HEAD - 1] + "." if len(name) > TALLEST_HEAD else name)

    def _band(self, row: Row, by_section: bool) -> Iterator[str]:
        if by_section and row.section:
            yield self._bold(fit(printable(row.section), self.layout.width).rstrip()) + "\n"
        elif self.several:
            yield self._bold(f"{row.plan}") + "\n"

    def _row(self, number: int, place: dict[int, int], empty: list[str], totals: bool) -> str:
        row, label = self.rows[number], self.labels[number]
        if row.group:
            return self._bold(label.rstrip()) + "\n"
        cells, width, leads = empty.copy(), self.layout.unit, str(Role.LEAD)
        for unit, mark, cell in self.marks[number]:
            if unit in place:
                cells[place[unit]] = self._pad(mark, width, cell.role == leads)
        if FOLDED in place:
            cells[place[FOLDED]] = self._pad(self._regions_in(row), self.layout.folded)
        line = f"{label} {''.join(cells)}"
        if totals:
            roles = [cell.role for cell in row.cells]
            counts = [roles.count(role) for role in Role]
            shown = [str(counts[0]), *(str(count or NOTHING) for count in counts[1:])]
            line += " " + "".join(count.rjust(self.layout.total) for count in shown)
        return line.rstrip() + "\n"

    def _regions_in(self, row: Row) -> str:
        """Return one mark for all regions on a task."""
        cells = [cell for cell in row.cells if cell.unit in self.regions]
        return self.view.together(row, cells) if cells else NOTHING

    def _regional(self) -> Iterator[str]:
        """Yield all that stands in the column of the regions."""
        yield from map(self._regions_in, self.rows)
        for role in self.sums:
            yield self.view.below(self.regions, role)

    def _pad(self, mark: str, width: int, leads: bool = False) -> str:
        key = (mark, width, leads)
        if key not in self.padded:
            text = fit(mark, width)
            if self.color and leads:
                text = styled(text, {"fg": "cyan", "bold": True})
            elif self.color and mark == NOTHING:
                text = styled(text, {"dim": True})
            self.padded[key] = text
        return self.padded[key]

    def _unit_totals(self, page: Sequence[Column]) -> Iterator[str]:
        for role, name in self.sums.items():
            line = fit(name, self.layout.task) + " "
            for column in page:
                units = self.regions if column.id == FOLDED else {column.id}
                line += fit(self.view.below(units, role), self.layout.of(column))
            yield line.rstrip() + "\n"

    def _legend(self) -> Iterator[str]:
        yield "\n"
        meanings = self.view.legend(len(self.regions) if self.folded else 0)
        yield from self._flow([f"{mark} {meaning}" for mark, meaning in meanings.items()])
        if self.english:
            yield from self._flow(
                [f"{i} {printable(c.en or c.name)}" for i, c in enumerate(self.columns, 1)]
            )

    def _flow(self, parts: Sequence[str]) -> Iterator[str]:
        lines: list[str] = []
        for part in parts:
            if lines and width_of(lines[-1]) + 3 + width_of(part) <= self.layout.width:
                lines[-1] += f"   {part}"
            else:
                lines.append(part)
        for line in lines:
            yield from (f"{piece}\n" for piece in wrap(line, self.layout.width))

    def _right(self, text: str, width: int) -> str:
        return " " * (width - width_of(text)) + text

    def _bold(self, text: str) -> str:
        return styled(text, _BOLD) if self.color else text


def _common_first(page: Sequence[Column]) -> str:
    """Return the character that all departments' names begin with (省), to leave it out."""
    firsts = {column.name[0] for column in page if column.kind == Kind.DEPARTMENT}
    return firsts.pop() if len(firsts) == 1 and len(page) > 1 else ""
