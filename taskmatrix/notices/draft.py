"""A notice's text to a draft: what its plan would say, each reading with its line."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from taskmatrix.notices.cells import unflattened
from taskmatrix.notices.clauses import Clause
from taskmatrix.notices.deadlines import Deadline, deadlines, is_standing
from taskmatrix.notices.head import head_of
from taskmatrix.notices.model import Draft, DraftTask, Reading, Unread
from taskmatrix.notices.passages import Passages
from taskmatrix.notices.register import register
from taskmatrix.notices.structure import heading, items_of, short_title
from taskmatrix.notices.tables import rows_of, tasks_of_rows, unread_rows
from taskmatrix.notices.targets import targets
from taskmatrix.notices.tasks import Task, tasks_of
from taskmatrix.notices.text import Text, text_of
from taskmatrix.notices.tokens import TIME_LABEL
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT

TABLE = 3
"""Rows for each clause of the text from which on the table holds, not the text beside it."""

_FAR = re.compile("展望|2035|本世纪")


def draft(raw: str) -> Draft:
    """Read a notice's text: a paragraph a line, or wrapped; table rows with tabs between cells.

    What reads other formats (DOCX, HTML, PDF) hands over such a text.
    """
    text = text_of(unflattened(raw))
    passages = Passages(text)
    roots = items_of(text, passages.between)
    tasks = tasks_of(text, roots, passages)
    size = len(text.printed)
    last = max((item.start for root in roots for item in root.below()), default=0)
    head = head_of(text, roots[0].start if roots else size, last if roots else size)
    blanket = passages.blanket
    made = tuple(_task(text, task, head.issued) for task in tasks)
    rows = list(rows_of(text.rows))
    tabulated = len(rows) > TABLE * sum(
        len(each.clauses) for task in tasks for each in task.below()
    )
    goals = _goal_spans(text, tasks)
    if tabulated:
        tasks, made = [], tuple(tasks_of_rows(rows, head.issued))
    return Draft(
        head,
        made,
        tuple(dict.fromkeys(blanket.blanket)) if blanket else (),
        blanket.line if blanket else 0,
        next((clause.line for clause in passages.clauses if clause.states_rule), 0),
        _horizon(text, goals, made, head.issued),
        tuple(each for span in goals for each in targets(text, *span, head.issued)),
        tuple(register(chain(_named(made), _named_for_all(blanket)))),
        (
            *_unread(text, tasks, passages),
            *([] if tabulated else unread_rows(rows)),
            *_clauses_in_tables(text, {row.line for row in rows}),
        ),
    )


def _task(text: Text, task: Task, issued: date | None) -> DraftTask:
    item = task.item
    end = _own_end(text, task)
    told = [span for clause in task.clauses for span in clause.times]
    told += [
        (found.end(), _sentence_end(text, found.end(), end))
        for found in TIME_LABEL.finditer(text.plain, item.body, end)
    ]
    limits = [each for span in told for each in deadlines(text, *span, issued, told=True)]
    limits += deadlines(text, item.body, end, issued)
    limits = list({each.printed: each for each in limits}.values())
    return DraftTask(
        task.number,
        tuple(each.printed for each in [*item.above(), item]),
        task.title,
        task.sentence,
        task.section,
        task.line,
        tuple(_readings(text, task)),
        tuple(limits),
        not limits and any(is_standing(text.plain[start:stop]) for start, stop in told),
        tuple(targets(text, item.body, end, issued)),
        task.renumbered,
        tuple(_task(text, child, issued) for child in task.children),
    )


def _own_end(text: Text, task: Task) -> int:
    """Return where a task's text ends: with the paragraph of its last clause."""
    end = min([task.item.end, *(child.item.start for child in task.children)])
    inside = [clause.end for clause in task.clauses if clause.end <= end]
    if not inside:
        return end
    stop = text.printed.find("\n", max(inside) - 1)
    while 0 <= stop < end and TIME_LABEL.match(text.plain, stop + 1):
        stop = text.printed.find("\n", stop + 1)
    return min(end, stop) if stop >= 0 else end


def _sentence_end(text: Text, start: int, end: int) -> int:
    found = re.compile("[。；\n（）〕】]").search(text.plain, start, end)
    return found.start() if found else end


def _readings(text: Text, task: Task) -> Iterator[Reading]:
    start = task.item.body
    for clause in task.clauses:
        title = heading(text, start, clause.start, clause.start).lstrip("。；，、 \n")
        roles = {role: tuple(names) for role, names in clause.roles.items() if names}
        yield Reading(
            clause.line,
            clause.printed,
            short_title(title) if title else task.title,
            roles,
            clause.open_ended,
            tuple(clause.inferred),
        )
        start = clause.end


def _goal_spans(text: Text, tasks: list[Task]) -> list[tuple[int, int]]:
    """Return the stretches before the first task: there stand the goals of the whole plan."""
    first = min((task.item.start for task in tasks), default=0)
    return [(0, first)] if first else []


def _horizon(
    text: Text, spans: Iterable[tuple[int, int]], tasks: Iterable[DraftTask], issued: date | None
) -> Deadline | None:
    """Return the day to which the goals reach, or the last of the tasks' deadlines."""
    found = [
        each
        for span in spans
        for each in deadlines(text, *span, issued)
        if each.day and not _FAR.search(each.printed) and each.printed[0] in "到至“"
    ]
    found += [
        each.deadline for root in tasks for each in root.below() if each.deadline and not found
    ]
    return max(found, key=lambda each: each.day or date.min, default=None)


def _named(tasks: Iterable[DraftTask]) -> Iterator[tuple[str, int]]:
    for root in tasks:
        for task in root.below():
            for reading in task.readings:
                for role in (LEAD, RESPONSIBLE, SUPPORT, LOCAL):
                    for name in reading.names(role):
                        yield name, reading.line


def _named_for_all(blanket: Clause | None) -> Iterator[tuple[str, int]]:
    if blanket:
        yield from ((name, blanket.line) for name in blanket.blanket)


def _unread(text: Text, tasks: list[Task], passages: Passages) -> Iterator[Unread]:
    """Yield what looks like a clause and is in no task, in the order of lines."""
    placed = {id(clause) for root in tasks for task in root.below() for clause in task.clauses}
    found = [
        Unread(text.line(start), text.printed[start:end].strip(), why)
        for start, end, why in passages.unread
    ]
    for clause in passages.clauses:
        general = clause.blanket and set(clause.roles) <= {LOCAL}
        if id(clause) not in placed and not general:
            found.append(Unread(clause.line, clause.printed, "no-task"))
        found += [Unread(clause.line, clause.printed, why) for why in clause.unread]
    yield from sorted(found, key=lambda each: each.line)


def _clauses_in_tables(text: Text, read: set[int]) -> Iterator[Unread]:
    """Yield the clauses in rows of tables whose heads name no units: no task has them."""
    lost = [line for line in text.rows if line.number not in read]
    offsets, size = [], 0
    for line in lost:
        offsets.append(size)
        size += len(line.text) + 1
    cells = "\n".join(line.text for line in lost).replace("\t", "\n").replace("|", "\n")
    beside = Text(cells, tuple(offsets), tuple(line.number for line in lost))
    for clause in Passages(beside).clauses:
        yield Unread(clause.line, clause.printed, "table")
