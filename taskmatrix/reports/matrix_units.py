"""The matrix read by unit: what each unit leads, supports and carries out."""

from collections.abc import Iterator

from taskmatrix.domain.grid import Grid, marks
from taskmatrix.domain.words import Role
from taskmatrix.reports.labels import role_letters, role_names
from taskmatrix.reports.table import styled
from taskmatrix.reports.text import fit, printable, width_of, wrap


def matrix_units(grid: Grid, width: int, color: bool, english: bool) -> Iterator[str]:
    """Yield, unit by unit, its tasks with their marks: leads first."""
    letters, names = role_letters(), role_names()
    tasks: dict[int, list[tuple[str, str, str, str]]] = {c.id: [] for c in grid.columns}
    for row in grid.rows():
        for unit, mark, cell in marks(row.cells, letters):
            tasks[unit].append((cell.role, mark, row.code, printable(row.title)))
    widest = max((width_of(each[1]) for unit in tasks.values() for each in unit), default=0)
    code = max((width_of(each[2]) for unit in tasks.values() for each in unit), default=0)
    for column in grid.columns:
        own = tasks[column.id]
        counts = "  ".join(
            f"{names[role]} {sum(each[0] == role for each in own)}"
            for role in Role
            if any(each[0] == role for each in own)
        )
        name = printable(column.en or column.name if english else column.name)
        yield "\n"
        for line in wrap(f"{name}  {counts}", width):
            yield (styled(line, {"bold": True}) if color else line) + "\n"
        for _role, mark, number, title in sorted(own, key=lambda each: _order(each[0])):
            line = f"  {fit(mark, widest)} {fit(number, code)}  {title}"
            yield (fit(line, width).rstrip() if width_of(line) > width else line) + "\n"


def _order(role: str) -> int:
    return list(Role).index(Role(role))
