"""The matrix as data: columns of units, rows of tasks, a mark in each cell."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from taskmatrix.domain.progress import group_progress
from taskmatrix.domain.words import Basis, Role


class Column(NamedTuple):
    """A unit of the matrix. `en` is its English name where the register gives one."""

    id: int
    name: str
    en: str | None
    kind: str


class Cell(NamedTuple):
    """What one unit owes one task."""

    unit: int
    role: str
    rank: int
    basis: str
    progress: int | None = None
    reported: str | None = None


class Row(NamedTuple):
    """A task of the matrix with its cells; a group has none and heads its children."""

    code: str
    plan: str
    number: str
    title: str
    section: str | None
    group: bool
    state: str
    cells: tuple[Cell, ...]


class Grid(NamedTuple):
    """A matrix to be written out. `rows` reads them from the store anew at each call."""

    title: str
    today: str
    simulated: bool
    columns: list[Column]
    rows: Callable[[], Iterator[Row]]


def marks(cells: Iterable[Cell], letters: dict[str, str]) -> Iterator[tuple[int, str, Cell]]:
    """Yield unit, mark and cell of each cell of a row.

    A mark is the role's letter; an inferred lead carries `*`, joint leads their rank.
    """
    listed = list(cells)
    joint = sum(cell.role == Role.LEAD for cell in listed) > 1
    for cell in listed:
        mark = letters[cell.role]
        if cell.role == Role.LEAD and cell.basis == Basis.FIRST_LISTED:
            mark += "*"
        elif cell.role == Role.LEAD and joint:
            mark += str(cell.rank)
        yield cell.unit, mark, cell


class Totals:
    """Counts of the roles by unit, added up row by row."""

    def __init__(self) -> None:
        self.of_unit: dict[tuple[int, str], int] = {}
        self.of_role: dict[str, int] = dict.fromkeys(Role, 0)

    def add(self, row: Row) -> None:
        """Count the cells of a row."""
        for cell in row.cells:
            key = (cell.unit, cell.role)
            self.of_unit[key] = self.of_unit.get(key, 0) + 1
            self.of_role[cell.role] += 1


class Means:
    """Mean progress by unit and role, as of groups: beside others, no report counts as 0."""

    def __init__(self) -> None:
        self.parts: dict[tuple[int, str], list[tuple[str, int | None]]] = {}

    def add(self, row: Row) -> None:
        """Take in the cells of a row."""
        for cell in row.cells:
            self.parts.setdefault((cell.unit, cell.role), []).append((row.state, cell.progress))

    def of(self, units: Iterable[int], role: str) -> float | None:
        """Return the mean of some units in a role; None where none has reported any progress."""
        return group_progress(part for unit in units for part in self.parts.get((unit, role), ()))

    def has(self, units: Iterable[int], role: str) -> bool:
        """Whether any of some units has the role at all."""
        return any((unit, role) in self.parts for unit in units)
