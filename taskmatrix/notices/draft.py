"""A notice's text to a draft: what its plan would say, each reading with its line."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise

from taskmatrix.notices.beside import continues, headings, with_rows
from taskmatrix.notices.blanks import closed_dates
from taskmatrix.notices.cells import unflattened
from taskmatrix.notices.clauses import Clause
from taskmatrix.notices.deadlines import Deadline, deadlines, is_standing
from taskmatrix.notices.gaps import gaps, left_out
from taskmatrix.notices.head import head_of, years_from
from taskmatrix.notices.leftover import leftover
from taskmatrix.notices.missed import missed
from taskmatrix.notices.model import Draft, DraftTask, Reading, Unread
from taskmatrix.notices.passages import Passages
from taskmatrix.notices.register import register
from taskmatrix.notices.structure import heading, items_of, short_title
from taskmatrix.notices.tables import Row, line_of_rule, lost_rows, rows_of, tasks_of_rows
from taskmatrix.notices.targets import Goals
from taskmatrix.notices.tasks import Task, tasks_of
from taskmatrix.notices.text import Text, text_of, without_format_signs
from taskmatrix.notices.tokens import TIME_LABEL
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT

TABLE = 3
"""Rows for each clause of the text from which on the table holds, not the text beside it."""

_MORE = re.compile(
    rf"{TIME_LABEL.pattern}|[\u4e00-\u9fff]{{0,4}}(?:任务|内容|目标|措施|举措|要求|进展|标准|成果|计划)："
)
"""任务：…, 完成时限：… below the clause still belong to its task."""
_FAR = re.compile("展望|2035|本世纪")


def draft(raw: str, issued: date | None = None) -> Draft:
    """Read a notice's text: a paragraph a line, or wrapped; table rows with tabs between cells.

    What reads other formats (DOCX, HTML, PDF) hands over such a text. `issued` stands for a day
    of issue that the text does not say.
    """
    read = unflattened(closed_dates(without_format_signs(raw)))
    text = text_of(read.text)
    passages = Passages(text)
    roots = items_of(text, passages.between)
    tasks = tasks_of(text, roots, passages)
    size = len(text.printed)
    last = max((item.start for root in roots for item in root.below()), default=0)
    head = head_of(text, roots[0].start if roots else size, last if roots else size)
    head = replace(head, issued=head.issued or issued)
    blanket = passages.blanket
    goals = Goals(text, head.issued)
    made = tuple(_task(goals, task) for task in tasks)
    rows = list(rows_of(text.rows))
    told = list(tasks_of_rows(rows, head.issued, headings(text, roots, rows)))
    tabulated = not continues(made, told) and len(rows) > TABLE * sum(
        len(each.clauses) for task in tasks for each in task.below()
    )
    spans = _goal_spans(text, tasks, rows)
    differing: list[Unread] = []
    if tabulated:
        tasks, made = [], tuple(told)
    else:
        made, differing = with_rows(text, tasks, made, told, rows)
    return Draft(
        head,
        made,
        tuple(dict.fromkeys(blanket.blanket)) if blanket else (),
        blanket.line if blanket else 0,
        passages.rule_line or line_of_rule(text.rows),
        _horizon(text, spans, made, head.issued),
        tuple(each for span in spans for each in goals.targets(*span)),
        tuple(register(chain(_named(made), _named_for_all(blanket)))),
        (
            *leftover(text, tasks, passages, (row.line for row in rows)),
            *differing,
            *(Unread(line, lost, "columns") for line, lost in read.unclear),
            *lost_rows(text.rows),
            *gaps(text, roots, rows),
            *left_out(text, roots, tasks),
            *missed(goals, [*spans, *_own_spans(text, tasks)], rows),
        ),
    )


def _task(goals: Goals, task: Task) -> DraftTask:
    text, issued, item = goals.text, goals.issued, task.item
    end = _own_end(text, task)
    told = [span for clause in task.clauses for span in clause.times]
    labels = [found.span() for found in TIME_LABEL.finditer(text.plain, item.body, end)]
    told += [
        (start, _sentence_end(text, start, following))
        for (_, start), (following, _) in pairwise([*labels, (end, end)])
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
        tuple(goals.targets(item.body, end)),
        task.renumbered,
        tuple(_task(goals, child) for child in task.children),
    )


def _own_spans(text: Text, tasks: list[Task]) -> Iterator[tuple[int, int]]:
    for task in (each for root in tasks for each in root.below()):
        yield task.item.body, _own_end(text, task)


def _own_end(text: Text, task: Task) -> int:
    """Return where a task's text ends: with the paragraph of its last clause."""
    end = min([task.item.end, *(child.item.start for child in task.children)])
    inside = [clause.end for clause in task.clauses if clause.end <= end]
    if not inside:
        return end
    stop = text.printed.find("\n", max(inside) - 1)
    while 0 <= stop < end and _MORE.match(text.plain, stop + 1):
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
            tuple(dict.fromkeys(clause.inferred)),
            clause.repeats,
        )
        start = clause.end


def _goal_spans(text: Text, tasks: list[Task], rows: list[Row]) -> list[tuple[int, int]]:
    """Return the stretches before the first task: there stand the goals of the whole plan."""
    above = bisect_left(text.lines, min((row.line for row in rows), default=0))
    table = [*text.offsets, len(text.printed)][above]
    first = min((task.item.start for task in tasks), default=table)
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
    found += [each for span in spans for each in years_from(text, *span) if not found]
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
