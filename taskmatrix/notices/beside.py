"""A table of tasks beside clauses in the text: rows of other tasks join the plan.

A row that repeats a task of the text is compared with it: what says the same says nothing new,
what differs is told.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from taskmatrix.notices.model import DraftTask, Unread
from taskmatrix.notices.register import register
from taskmatrix.notices.structure import Item, heading
from taskmatrix.notices.tables import Row, shown
from taskmatrix.notices.tasks import Task
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import LEAD, PLAIN

DIFFERS = "differs"
LONGEST_SECTION = 40
SHORTEST = 4
"""Characters of a title that may be looked for within a text."""

ALIKE = 0.6
"""Share of the shorter title's pairs of characters that two titles of one task have in common."""


def continues(tasks: Iterable[DraftTask], rows: Iterable[DraftTask]) -> bool:
    """Whether the text's tasks go on with the numbers of the table: 1–7 there, 8–11 here."""
    own = {each.number for each in _every(tasks) if each.readings}
    told = {each.number for each in rows}
    return bool(own) and own.isdisjoint(told) and all(number.isdigit() for number in own | told)


def with_rows(
    text: Text, tasks: Sequence[Task], made: Sequence[DraftTask], rows: Sequence[DraftTask],
    printed: Sequence[Row],
) -> tuple[tuple[DraftTask, ...], list[Unread]]:  # fmt: skip
    """Return the tasks of text and table in their order, and the rows that say otherwise."""
    bodies = [_plain(text, each) for task in tasks for each in task.below()]
    told = list(zip(_every(made), bodies, strict=True))
    names = _names([*made, *rows])
    more, differing = [], []
    for row, cells in zip(rows, printed, strict=True):
        found = _twin(row, told)
        if found is None:
            more.append(row)
        elif _says_more(row, found, names):
            differing.append(Unread(row.line, shown(cells), DIFFERS))
    made = _behind(more, made)
    taken = {each.number for each in _every(made)}
    joined = [*made, *(_numbered(row, taken) for row in more)]
    return tuple(sorted(joined, key=lambda each: each.line)), differing


def _behind(rows: Sequence[DraftTask], made: Sequence[DraftTask]) -> Sequence[DraftTask]:
    """Return the text's tasks, numbered on where they stand behind rows with their numbers."""
    own, told = ({each.number for each in tasks} for tasks in (made, rows))
    whole = all(number.isdigit() for number in own | told)
    if not whole or own.isdisjoint(told) or rows[-1].line > made[0].line:
        return made
    last = max(map(int, told))
    return [_renumbered(task, str(last + place)) for place, task in enumerate(made, 1)]


def _renumbered(task: DraftTask, number: str) -> DraftTask:
    below = len(task.number)
    children = [_renumbered(each, f"{number}{each.number[below:]}") for each in task.children]
    return replace(task, number=number, renumbered=True, children=tuple(children))


def headings(text: Text, roots: Sequence[Item], rows: Iterable[Row]) -> dict[int, str]:
    """Return for lines of rows the heading right above their table: 一、聚焦产业升级."""
    spans = [span for span in text.paragraphs() if span[0] < span[1]]
    lines = [text.line(start) for start, _end in spans]
    found: dict[int, str] = {}
    owner, told = None, ""
    for row in rows:
        at = bisect_left(lines, row.line) - 1
        start, end = spans[at] if at >= 0 else (-1, -1)
        above = next((item for item in reversed(roots) if item.start <= start), None)
        if above is not owner:
            owner, told = above, ""
        if above and above.start == start and end - start <= LONGEST_SECTION:
            told = "" if text.plain[end - 1] in "。；：" else heading(text, above.body, end, end)
        if told:
            found[row.line] = told
    return found


def _every(tasks: Iterable[DraftTask]) -> list[DraftTask]:
    return [each for root in tasks for each in root.below()]


def _plain(text: Text, task: Task) -> str:
    return _bare(text.plain[task.item.start : task.item.end])


def _bare(title: str) -> str:
    return "".join(char for char in title.translate(PLAIN) if char.isalnum())


def _twin(row: DraftTask, told: Iterable[tuple[DraftTask, str]]) -> DraftTask | None:
    """Return the task of the text that a row repeats."""
    title, sentence = _bare(row.title), _bare(row.sentence)
    within = None
    for task, body in told:
        own = _bare(task.title)
        if own == title or _alike(own, title) or (len(own) >= SHORTEST and own in sentence):
            return task
        if len(title) >= SHORTEST and title in body and not task.children:
            within = within or task
    return within


def _alike(one: str, other: str) -> bool:
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    fewest = min(map(len, pairs))
    return fewest > 1 and len(pairs[0] & pairs[1]) >= ALIKE * max(map(len, pairs))


def _names(tasks: Iterable[DraftTask]) -> dict[str, str]:
    named = [
        (name, reading.line)
        for task in _every(tasks)
        for reading in task.readings
        for listed in reading.roles.values()
        for name in listed
    ]
    return {name: each.name for each in register(named) for name in (each.name, *each.aliases)}


def _says_more(row: DraftTask, task: DraftTask, names: dict[str, str]) -> bool:
    """Whether a row names units in other roles, or sets another day, than the text does."""
    if _roles(row, names) != _roles(task, names):
        return True
    days = {each.day for each in task.deadlines}
    return any(each.day not in days for each in row.deadlines)


def _roles(task: DraftTask, names: dict[str, str]) -> tuple[set[str], set[str]]:
    held = [reading.by_role() for reading in task.readings]
    leads = {names[name] for roles in held for name in roles.get(LEAD, ())}
    every = {names[name] for roles in held for listed in roles.values() for name in listed}
    return leads, every - leads


def _numbered(row: DraftTask, taken: set[str]) -> DraftTask:
    """Give a row its printed number, or the next one where another task has it."""
    number = row.number
    if any(_clash(number, each) for each in taken):
        heads = [each.partition(".")[0] for each in taken]
        number = str(max(int(head) for head in heads if head.isdigit()) + 1)
    taken.add(number)
    return replace(row, number=number, renumbered=number != row.number)


def _clash(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
