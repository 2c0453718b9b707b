"""Gaps in runs of printed numbers, （三） then （五）: a net for tasks that were swallowed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from taskmatrix.notices.model import Unread
from taskmatrix.notices.structure import Item
from taskmatrix.notices.tables import NUMBER, Row, printed_number
from taskmatrix.notices.tasks import Task, is_about_the_plan
from taskmatrix.notices.text import Text

SHOWN = 60
"""Characters that are kept of the item behind a gap."""


class Printed(NamedTuple):
    """A printed number: the run that it belongs to, what it counts, where, before which text."""

    run: tuple[object, ...]
    number: int
    line: int
    text: str


def gaps(text: Text, roots: Iterable[Item], rows: Iterable[Row]) -> Iterator[Unread]:
    """Yield the items before which numbers are missing; （一） 1. 2. （二） 3. 4. runs on."""
    last: dict[tuple[object, ...], int] = {}
    of_rows = list(_of_rows(rows))
    in_rows = {each.number for each in of_rows}  # a table 1–7, and 8–11 in the text
    for each in (*_of_items(text, roots), *of_rows):
        if each.number > last.get(each.run, 0) + 1 and each.number - 1 not in in_rows:
            yield Unread(each.line, each.text, "gap")
        last[each.run] = each.number


def left_out(text: Text, roots: Iterable[Item], tasks: Iterable[Task]) -> Iterator[Unread]:
    """Yield the items that go on counting the tasks and are none: they have no clause."""
    taken = {id(task.item) for root in tasks for task in root.below()}
    last: dict[str, tuple[int, ...]] = {}
    for item in (each for root in roots for each in root.below()):
        label = item.label
        above = item.above()
        if id(item) in taken:
            last[label.style] = label.number
            continue
        if not label.number or any(id(each) in taken for each in above):
            continue
        *front, count = label.number
        if last.get(label.style) != (*front, count - 1):
            last.pop(label.style, None)
            continue
        last[label.style] = label.number
        if not item.children and not any(is_about_the_plan(text, each) for each in [*above, item]):
            yield _shown(text, item, "bare")


def _shown(text: Text, item: Item, why: str) -> Unread:
    shown = text.printed[item.start : item.start + SHOWN].partition("\n")[0]
    return Unread(text.line(item.start), shown, why)


def _of_items(text: Text, roots: Iterable[Item]) -> Iterator[Printed]:
    for item in (each for root in roots for each in root.below()):
        if item.label.number:
            *above, count = item.label.number
            shown = text.printed[item.start : item.start + SHOWN].partition("\n")[0]
            yield Printed((item.label.style, *above), count, text.line(item.start), shown)


def _of_rows(rows: Iterable[Row]) -> Iterator[Printed]:
    for row in rows:
        if number := printed_number(row.cells.get(NUMBER, "")):
            *above, count = map(int, number.split("."))
            yield Printed(("row", *above), count, row.line, " | ".join(row.cells.values()))
