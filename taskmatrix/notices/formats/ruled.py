"""The lines drawn on a page, and the cells that they part: a table's columns, rows and merges."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

NEAR = 2.5
"""Points within which two lines are one; a shape that is thinner is a line."""

MOST_LINES = 2000
"""Lines of a page beyond which it is a drawing."""

MOST_PIECES = 20_000
MOST_CELLS = 10_000

Matrix = Sequence[float]
Point = tuple[float, float]


class Rule(NamedTuple):
    """A line along one axis: where it lies on the other, from where to where it reaches."""

    at: float
    first: float
    last: float


class Rules:
    """The lines of a page, gathered from its drawing operators (ISO 32000-1, 8.5)."""

    def __init__(self, turned: int = 0) -> None:
        self.turned = turned
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self._paths: list[list[Point]] = []

    def place(self, x: float, y: float, matrix: Matrix) -> Point:
        """Return where a point lies on the page as it is read."""
        x, y = (
            x * matrix[0] + y * matrix[2] + matrix[4],
            x * matrix[1] + y * matrix[3] + matrix[5],
        )
        return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(self.turned, (x, y))

    def draw(self, operator: bytes, numbers: Sequence[Any], matrix: Matrix) -> None:
        """Follow one operator; what is no number draws nothing."""
        try:
            self._draw(operator, [float(number) for number in numbers], matrix)
        except (TypeError, ValueError):
            return

    def _draw(self, operator: bytes, numbers: list[float], matrix: Matrix) -> None:
        if operator == b"re" and len(numbers) == 4:
            x, y, width, height = numbers
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            self._paths.append([self.place(*corner, matrix) for corner in corners])
        elif operator == b"m" and len(numbers) == 2:
            self._paths.append([self.place(numbers[0], numbers[1], matrix)])
        elif operator == b"l" and len(numbers) == 2 and self._paths:
            self._paths[-1].append(self.place(numbers[0], numbers[1], matrix))
        elif operator == b"h" and self._paths:
            self._paths[-1].append(self._paths[-1][0])
        elif operator in (b"f", b"F", b"f*"):
            self._fill()
        elif operator in (b"S", b"s", b"B", b"B*", b"b", b"b*"):
            self._stroke()
        elif operator == b"n":
            self._paths.clear()

    def _fill(self) -> None:
        for path in self._paths:
            xs, ys = zip(*path, strict=True)
            self._keep((min(xs), min(ys)), (max(xs), max(ys)))
        self._paths.clear()

    def _stroke(self) -> None:
        for path in self._paths:
            for start, end in pairwise(path):
                self._keep(start, end)
        self._paths.clear()

    def _keep(self, one: Point, other: Point) -> None:
        (left, right), (low, high) = (sorted(pair) for pair in zip(one, other, strict=True))
        if high - low <= NEAR < right - left:
            self.across.append(Rule((low + high) / 2, left, right))
        elif right - left <= NEAR < high - low:
            self.down.append(Rule((left + right) / 2, low, high))


class Span(NamedTuple):
    """A cell: its first row and column, and how many it reaches over."""

    row: int
    column: int
    rows: int
    columns: int


class Grid:
    """The cells between lines that touch each other."""

    def __init__(self, across: list[Rule], down: list[Rule]) -> None:
        self.xs = _apart(rule.at for rule in down)
        self.ys = _apart(-rule.at for rule in across)
        self._across, self._down = across, down
        self._cells = self._merged()

    def cell_at(self, point: Point) -> Span | None:
        """Return the cell in which a point lies."""
        column = bisect_right(self.xs, point[0]) - 1
        row = bisect_right(self.ys, -point[1]) - 1
        return self._cells.get((row, column))

    def width(self, cell: Span) -> float:
        """Return how wide a cell is."""
        return self.xs[cell.column + cell.columns] - self.xs[cell.column]

    def rows(self) -> Iterator[list[Span]]:
        """Yield the cells that begin in each row."""
        begun = sorted(set(self._cells.values()))
        for row in range(len(self.ys) - 1):
            yield [cell for cell in begun if cell.row == row]

    def _merged(self) -> dict[tuple[int, int], Span]:
        cells: dict[tuple[int, int], Span] = {}
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in cells:
                    continue
                columns, rows = 1, 1
                while self._is_open_right(row, column + columns):
                    columns += 1
                while self._is_open_below(row + rows, column):
                    rows += 1
                span = Span(row, column, rows, columns)
                for each in range(row, row + rows):
                    for other in range(column, column + columns):
                        cells.setdefault((each, other), span)
        return cells

    def _is_open_right(self, row: int, wall: int) -> bool:
        middle = -(self.ys[row] + self.ys[row + 1]) / 2
        return wall < len(self.xs) - 1 and not _drawn(self._down, self.xs[wall], middle)

    def _is_open_below(self, wall: int, column: int) -> bool:
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return wall < len(self.ys) - 1 and not _drawn(self._across, -self.ys[wall], middle)


def grids(rules: Rules) -> Iterator[Grid]:
    """Yield the tables of a page, from top to bottom: two columns and two rows at least."""
    if len(rules.across) + len(rules.down) > MOST_PIECES:
        return
    across, down = _whole(rules.across), _whole(rules.down)
    if len(across) + len(down) > MOST_LINES:
        return
    found = [group for group in _touching(across, down) if all(len(each) > 2 for each in group)]
    tables = [Grid(*group) for group in found if len(group[0]) * len(group[1]) <= MOST_CELLS]
    yield from sorted(tables, key=lambda each: each.ys[0])


def _whole(rules: list[Rule]) -> list[Rule]:
    """Join the pieces of each line: the edges of its cells make one line down the table."""
    whole: list[Rule] = []
    begun = 0
    for rule in sorted(rules):
        if not whole or rule.at - whole[begun].at > NEAR:
            begun = len(whole)
        same = Rule(whole[begun].at if begun < len(whole) else rule.at, rule.first, rule.last)
        whole.append(same)
    return [each for at, group in groupby(whole, lambda rule: rule.at) for each in _joined(group)]


def _joined(same: Iterable[Rule]) -> Iterator[Rule]:
    first, *others = sorted(same)
    for rule in others:
        if rule.first > first.last + NEAR:
            yield first
            first = rule
        else:
            first = first._replace(last=max(first.last, rule.last))
    yield first


def _touching(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    left_across, left_down = list(across), list(down)
    while left_across:
        fresh = [left_across.pop()]
        group: tuple[list[Rule], list[Rule]] = ([], [])
        while fresh:
            near = [rule for rule in left_down if any(_meet(each, rule) for each in fresh)]
            left_down = [rule for rule in left_down if rule not in near]
            group[0].extend(fresh)
            group[1].extend(near)
            fresh = [rule for rule in left_across if any(_meet(rule, each) for each in near)]
            left_across = [rule for rule in left_across if rule not in fresh]
        yield group


def _meet(across: Rule, down: Rule) -> bool:
    return (
        across.first - NEAR <= down.at <= across.last + NEAR
        and down.first - NEAR <= across.at <= down.last + NEAR
    )


def _drawn(rules: list[Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= NEAR and rule.first <= middle <= rule.last for rule in rules)


def _apart(places: Iterable[float]) -> list[float]:
    """Return the places that are further from each other than two lines of one edge."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > NEAR:
            kept.append(place)
    return kept
