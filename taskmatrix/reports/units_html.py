"""The tasks of each unit, for the HTML page of the matrix by unit."""

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from taskmatrix.domain.grid import Grid, marks
from taskmatrix.language import gettext as _
from taskmatrix.reports.html import by_kind, element, heads_of_kinds, look_of, unit_name
from taskmatrix.reports.labels import role_letters, role_names


def unit_lists(grid: Grid) -> Iterator[str]:
    """Yield an index of the units, then for each its tasks by role."""
    kinds = by_kind(grid.columns)
    heads, names = heads_of_kinds(), role_names()
    yield "<nav>\n"
    for kind, same in kinds.items():
        links = (element("a", unit_name(unit), f' href="#unit-{unit.id}"') for unit in same)
        yield f"<p><b>{heads[kind]}</b> {' '.join(links)}</p>\n"
    yield "</nav>\n<main>\n"
    duties = _duties(grid)
    for unit in (unit for same in kinds.values() for unit in same):
        own = {name: duties[unit.id, role] for role, name in names.items()}
        own = {name: lines for name, lines in own.items() if lines}
        counts = _(", ").join(f"{name} {len(lines)}" for name, lines in own.items())
        yield f'<section id="unit-{unit.id}">\n{element("h2", unit_name(unit))}\n'
        yield f"<p>{counts}</p>\n<table>\n"
        for name, lines in own.items():
            yield f'<tbody>\n<tr><th colspan="3" scope="rowgroup">{name}</th></tr>\n'
            yield f"{''.join(lines)}</tbody>\n"
        yield "</table>\n</section>\n"
    yield "</main>\n"


def _duties(grid: Grid) -> dict[tuple[int, str], list[str]]:
    """Collect the lines of each unit and role: mark, code and title of a task."""
    letters = role_letters()
    duties = defaultdict(list)
    for row in grid.rows():
        task = f"<td>{escape(row.code)}</td>{element('td', row.title)}"
        for unit, mark, cell in marks(row.cells, letters):
            sample = f'<td><b class="mark {look_of(cell)}">{mark}</b></td>'
            duties[unit, cell.role].append(f"<tr>{sample}{task}</tr>\n")
    return duties
