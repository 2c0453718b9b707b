"""What the cells of a matrix show: roles, or each unit's progress, last report, task's state."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence

from taskmatrix.domain.grid import Cell, Means, Row, Totals, marks
from taskmatrix.domain.progress import group_progress
from taskmatrix.domain.words import Role
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import role_letters, role_names, state_letters, state_names

NOTHING = "."
"""Where a unit has no part."""

UNREPORTED = "-"
"""Where a unit has a part, and reported nothing."""


class View(ABC):
    """Turns cells into marks, and adds them up below the tasks where that means something.

    `name` is what it is called where it does not show roles.
    """

    name: str | None = None

    def marks(self, row: Row) -> Iterator[tuple[int, str, Cell]]:
        """Yield unit, mark and cell of each cell of a row."""
        for cell in row.cells:
            yield cell.unit, self.mark(row, cell), cell

    @abstractmethod
    def mark(self, row: Row, cell: Cell) -> str:
        """Return the mark of one cell."""

    @abstractmethod
    def together(self, row: Row, cells: Sequence[Cell]) -> str:
        """Return one mark for several cells of a row."""

    def add(self, row: Row) -> None:
        """Take a row into the lines below."""
        return

    def lines(self) -> dict[Role, str]:
        """Return the heads of the lines below, by role."""
        return {}

    def below(self, units: Collection[int], role: Role) -> str:
        """Return what some units add up to in a role."""
        return NOTHING

    @abstractmethod
    def legend(self, regions: int) -> dict[str, str]:
        """Return what the marks mean; `regions` is how many stand in one column, or 0."""


class Roles(View):
    """Who answers for what, and how often."""

    def __init__(self) -> None:
        self.letters = role_letters()
        self.totals = Totals()

    def marks(self, row: Row) -> Iterator[tuple[int, str, Cell]]:
        """Yield unit, mark and cell of each cell of a row."""
        return marks(row.cells, self.letters)

    def mark(self, row: Row, cell: Cell) -> str:
        """Return the letter of a role."""
        return self.letters[cell.role]

    def together(self, row: Row, cells: Sequence[Cell]) -> str:
        """Return how many units have which role."""
        roles = [cell.role for cell in cells]
        return "".join(f"{self.letters[r]}{roles.count(r)}" for r in Role if r in roles)

    def add(self, row: Row) -> None:
        """Count the cells of a row."""
        self.totals.add(row)

    def lines(self) -> dict[Role, str]:
        """Return a line for each role."""
        return {Role(role): name for role, name in role_names().items()}

    def below(self, units: Collection[int], role: Role) -> str:
        """Return how many parts some units have in a role."""
        return str(sum(self.totals.of_unit.get((unit, role), 0) for unit in units) or NOTHING)

    def legend(self, regions: int) -> dict[str, str]:
        """Return what the letters mean."""
        lead, local = self.letters[Role.LEAD], self.letters[Role.LOCAL]
        meanings = {
            lead: _("lead"),
            f"{lead}*": _("inferred lead (first listed)"),
            f"{lead}1 {lead}2": _("joint leads"),
            self.letters[Role.SUPPORT]: _("support"),
            local: _("local"),
        }
        if regions:
            meanings[f"{local}{regions}"] = _("local in {count} regions").format(count=regions)
        return meanings


class Progress(View):
    """How far each unit has come, and the means by role."""

    def __init__(self) -> None:
        self.name = _("Progress")
        self.means = Means()

    def mark(self, row: Row, cell: Cell) -> str:
        """Return the progress that the unit reported."""
        return _whole(cell.progress)

    def together(self, row: Row, cells: Sequence[Cell]) -> str:
        """Return the mean."""
        return _whole(group_progress((row.state, cell.progress) for cell in cells))

    def add(self, row: Row) -> None:
        """Take in what the units reported on a task."""
        self.means.add(row)

    def lines(self) -> dict[Role, str]:
        """Return a line for each role that anybody has here."""
        given = {role for _unit, role in self.means.parts}
        names = role_names()
        return {role: _("{role}, mean").format(role=names[role]) for role in Role if role in given}

    def below(self, units: Collection[int], role: Role) -> str:
        """Return the mean over the tasks that some units have in a role."""
        return _whole(self.means.of(units, role)) if self.means.has(units, role) else NOTHING

    def legend(self, regions: int) -> dict[str, str]:
        """Return what numbers and signs mean."""
        meanings = {
            "40": _("progress that the unit reported"),
            UNREPORTED: _("has a part, no progress reported"),
            NOTHING: _("has no part"),
        }
        if regions:
            meanings[_("regions")] = _("mean of the regions on a task")
        return {**meanings, _("means"): _("units without a report count as 0 beside others")}


class Reported(View):
    """The day of each unit's last report."""

    def __init__(self, today: str, brief: bool) -> None:
        self.name = _("Last report")
        self.year = today[:4]
        self.brief = brief

    def mark(self, row: Row, cell: Cell) -> str:
        """Return a day; in brief, without the year where it is this one."""
        day = cell.reported
        if day is None or not self.brief:
            return day or UNREPORTED
        return day[5:] if day.startswith(self.year) else day[2:]

    def together(self, row: Row, cells: Sequence[Cell]) -> str:
        """Return how many of the units have reported."""
        return f"{sum(cell.reported is not None for cell in cells)}/{len(cells)}"

    def legend(self, regions: int) -> dict[str, str]:
        """Return what days and signs mean."""
        meanings = {
            "11-14": _("day of the unit's last report"),
            "25-11-14": _("the same, in another year"),
            UNREPORTED: _("has a part, never reported"),
            NOTHING: _("has no part"),
        }
        if regions:
            meanings["n/m"] = _("n of m regions have reported")
        return meanings


class States(View):
    """The state of each task, where its units have their parts."""

    def __init__(self) -> None:
        self.name = _("State")
        self.letters = state_letters()

    def mark(self, row: Row, cell: Cell) -> str:
        """Return the state's letter."""
        return self.letters[row.state]

    def together(self, row: Row, cells: Sequence[Cell]) -> str:
        """Return the state's letter, the same for all units."""
        return self.letters[row.state]

    def legend(self, regions: int) -> dict[str, str]:
        """Return what the letters mean."""
        meanings = {self.letters[state]: name for state, name in state_names().items()}
        return {**meanings, NOTHING: _("has no part")}


def _whole(progress: float | None) -> str:
    """Return a progress without fractions, so that only what is done shows as 100."""
    return UNREPORTED if progress is None else str(int(progress))


def view_of(what: str, today: str, brief: bool = True) -> View:
    """Return the view of a word: roles, progress, reported, state; `brief` where room is short."""
    if what == "progress":
        return Progress()
    if what == "reported":
        return Reported(today, brief)
    return States() if what == "state" else Roles()
