"""The matrix as data: the cells one by one (JSON), or the grid (CSV, Markdown, plain lines)."""

from collections.abc import Callable, Iterator
from typing import Any

from taskmatrix.domain.grid import Cell, Grid
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import (
    csv_lines,
    csv_of_harmless,
    harmless,
    json_object,
    markdown_table,
    plain_lines,
)
from taskmatrix.reports.matrix_views import View


def matrix_json(grid: Grid) -> Iterator[str]:
    """Yield the contract's object: units, tasks and cells."""
    names = {column.id: column.name for column in grid.columns}
    yield from json_object(
        "matrix",
        grid.today,
        {},
        units=({"name": column.name, "kind": column.kind} for column in grid.columns),
        tasks=(
            {
                "code": row.code,
                "plan": row.plan,
                "number": row.number,
                "title": row.title,
                "section": row.section,
                "group": row.group,
                "state": row.state,
            }
            for row in grid.rows()
        ),
        cells=(
            {
                "task": row.code,
                "unit": names[cell.unit],
                "role": cell.role,
                "rank": cell.rank,
                "basis": cell.basis,
                "progress": cell.progress,
                "reported": cell.reported,
            }
            for row in grid.rows()
            for cell in sorted(row.cells, key=_by_role_and_rank)
        ),
    )


def _by_role_and_rank(cell: Cell) -> tuple[int, int]:
    return ("lead", "support", "local").index(cell.role), cell.rank


def matrix_grid(grid: Grid, view: View, form: str) -> Iterator[str]:
    """Yield the grid, a line a task, as `csv`, `md` or `plain`."""
    heads = [_("Code"), _("Task"), *(column.name for column in grid.columns)]
    if form == "md":
        yield from markdown_table(heads, _lines(grid, view))
        return
    if form == "csv":
        yield from csv_lines([heads])
        yield from csv_of_harmless(_lines(grid, view, harmless))
    else:
        yield from plain_lines([heads])
        yield from plain_lines(_lines(grid, view))


def _lines(grid: Grid, view: View, clean: Callable[[str], Any] = str) -> Iterator[list[Any]]:
    place = {column.id: number for number, column in enumerate(grid.columns, 2)}
    empty = [""] * len(place)
    for row in grid.rows():
        line = [clean(row.code), clean(row.title), *empty]
        for unit, mark, _cell in view.marks(row):
            line[place[unit]] = mark
        yield line
