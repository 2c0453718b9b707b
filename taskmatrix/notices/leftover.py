"""What a draft leaves unread and a person should look at, each passage with its line."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from taskmatrix.notices.model import Unread
from taskmatrix.notices.overlooked import lists_bodies, overlooked
from taskmatrix.notices.passages import Passages
from taskmatrix.notices.tasks import Task
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import LOCAL


def leftover(
    text: Text, tasks: list[Task], passages: Passages, rows: Iterable[int]
) -> Iterator[Unread]:
    """Yield what looks like a clause and is in no task; `rows`: lines of rows that were read."""
    found = [
        Unread(text.line(start), text.printed[start:end].strip(), why)
        for start, end, why in passages.unread
    ]
    found += _without_task(tasks, passages)
    found += _overlooked(text, tasks, passages, min(read := set(rows), default=0))
    found += [Unread(line.number, line.text, "page") for line in text.dropped]
    yield from sorted(found, key=lambda each: each.line)
    yield from _in_tables(text, read)


def _without_task(tasks: list[Task], passages: Passages) -> Iterator[Unread]:
    placed = {id(clause) for root in tasks for task in root.below() for clause in task.clauses}
    for clause in passages.clauses:
        general = clause.blanket and set(clause.roles) <= {LOCAL}
        if id(clause) not in placed and not general:
            why = "part" if clause.watches else "no-task"
            yield Unread(clause.line, clause.printed, why)
        yield from (Unread(clause.line, clause.printed, why) for why in clause.unread)


def _overlooked(text: Text, tasks: list[Task], passages: Passages, table: int) -> Iterator[Unread]:
    """Yield what no rule has read, beside clauses too; `table`: the line of the first row, or 0."""
    starts = [task.item.start for root in tasks for task in root.below()]
    owners = dict(zip(starts, (task for root in tasks for task in root.below()), strict=True))
    starts.sort()
    told = [(start, end) for start, end, _ in passages.unread] + passages.general
    if passages.blanket:
        first = set(passages.blanket.blanket)
        yield from (
            Unread(each.line, each.printed, "general")
            for each in passages.blankets
            if not first.issuperset(each.blanket)
        )
    first_item = min(starts, default=0)
    first_item = 0 if 0 < table < text.line(first_item) else first_item
    for start, end, why in overlooked(text, first_item, passages.clauses, told):
        at = bisect_right(starts, start) - 1
        beside = why == "prose" and at >= 0 and owners[starts[at]].clauses
        yield Unread(text.line(start), text.printed[start:end].strip(), "beside" if beside else why)


def _in_tables(text: Text, read: set[int]) -> Iterator[Unread]:
    """Yield the clauses in rows of tables whose heads name no units: no task has them."""
    lost = [line for line in text.rows if line.number not in read]
    offsets, size = [], 0
    for line in lost:
        offsets.append(size)
        size += len(line.text) + 1
    cells = "\n".join(line.text for line in lost).replace("\t", "\n").replace("|", "\n")
    beside = Text(cells, tuple(offsets), tuple(line.number for line in lost))
    told = Passages(beside).clauses
    yield from (Unread(each.line, each.printed, "table") for each in told)
    lines = {each.line for each in told}
    for line in lost:
        row = re.split(r"[\t|]", line.text)
        if not read and line.number not in lines and any(map(lists_bodies, row)):
            yield Unread(line.number, line.text, "table")
