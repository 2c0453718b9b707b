"""Which items of a notice are tasks, what belongs to each, and what number it gets in the plan.

Tasks are the items that have a clause, and their peers in the same sections; where a notice has
no clause at all, its numbered items. What an item with a clause enumerates without any is text.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from taskmatrix.notices.clauses import Clause
from taskmatrix.notices.labels import Label
from taskmatrix.notices.numbers import contradict
from taskmatrix.notices.passages import Passages
from taskmatrix.notices.structure import Item, heading, short_title
from taskmatrix.notices.text import Text
from taskmatrix.notices.tokens import TIME_LABEL

_NO_TASKS = re.compile(
    "总体要求|总体目标|总体思路|指导思想|基本原则|工作目标|主要目标|发展目标|工作原则|总则|附则"
    "|保障措施|组织保障|组织实施|组织领导|工作要求|有关要求|工作背景|基本情况"
)
_ABOUT_THE_PLAN = re.compile(f"(?:加强|强化|健全|完善|落实|其他)?(?:{_NO_TASKS.pattern})")
_LIMIT = re.compile(rf"(?m)^{TIME_LABEL.pattern}(?P<when>.*)$")
LONGEST_HEAD = 30
"""Characters of the sentence that heads an unnumbered item."""


@dataclass(eq=False)
class Task:
    """A task of the notice: its clauses, its own text, and the tasks below it."""

    item: Item
    title: str
    sentence: str
    section: str | None
    line: int
    clauses: list[Clause]
    children: list["Task"] = field(default_factory=list)
    number: str = ""
    renumbered: bool = False

    def set_section(self, section: str) -> None:
        """Put the task and all below it under a heading."""
        for task in self.below():
            task.section = section

    def below(self) -> Iterator["Task"]:
        """Yield the task and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.below()


def is_about_the_plan(text: Text, item: Item) -> bool:
    """Whether an item is headed 总体要求, 保障措施 and the like: no tasks are looked for there."""
    return bool(_ABOUT_THE_PLAN.match(heading(text, item.body, item.end, item.end)))


def tasks_of(text: Text, roots: list[Item], passages: Passages) -> list[Task]:
    """Return the tasks of a notice, each with those below it."""
    return _Choice(text, roots, passages).tasks()


class _Choice:
    """The choice of tasks among the items of one notice."""

    def __init__(self, text: Text, roots: list[Item], passages: Passages) -> None:
        self.text, self.roots = text, roots
        self.clauses: dict[Item, list[Clause]] = {}
        for root in roots:
            for item in root.below():
                found = passages.between(item.start, item.end)
                acting = [clause for clause in found if not clause.watches]
                self.clauses[item] = acting or found
        self.any = any(self.clauses.values())
        self._clausal: dict[Item, bool] = {}
        for root in roots:
            self._mark(root)
        self.shares = self._shares()
        for root in roots:
            self._raise_run(root)

    def _mark(self, item: Item) -> bool:
        below = [self._mark(child) for child in item.children]
        self._clausal[item] = any(below) or bool(self.clauses[item])
        return self._clausal[item]

    def _shares(self) -> dict[str, float]:
        """Return for each style of label how many of its items have a clause of their own."""
        leaves = [
            item
            for root in self.roots
            if self._clausal[root]
            for item in root.below()
            if not item.children
        ]
        all_of = Counter(item.label.style for item in leaves)
        having = Counter(item.label.style for item in leaves if self.clauses[item])
        return {style: having[style] / count for style, count in all_of.items()}

    def _raise_run(self, item: Item) -> None:
        """Give a clause behind the last of several items to the item that holds them all."""
        for child in item.children:
            self._raise_run(child)
        if not item.children:
            return
        *others, last = item.children
        found = self.clauses[last]
        if len(found) != 1 or last.children or any(self._clausal[child] for child in others):
            return
        alone = self.text.printed[found[0].start - 1] == "\n"
        listed = alone and self._are_announced(item.children)
        if self.clauses[item]:
            if listed:
                self.clauses[item][-1].join(found[0])
                self._take_from(last, self.clauses[item][-1])
            return
        rare = self.shares.get(last.label.style, 1) < 0.5
        about = heading(self.text, item.body, item.end, item.end)
        run = others and (alone or (rare and not _ABOUT_THE_PLAN.match(about)))
        if listed or run:
            found[0].inferred.append("run")
            self._take_from(last, found[0])
            self.clauses[item] = found

    def _are_announced(self, items: list[Item]) -> bool:
        """Whether 整改措施： stands before items, so that a line behind them is not the last's."""
        start = items[0].start
        return self.text.plain[max(0, start - 4) : start].rstrip().endswith("：")

    def _take_from(self, last: Item, clause: Clause) -> None:
        """Take its clause from the last of several items, and give it the time limits beside it."""
        for found in _LIMIT.finditer(self.text.plain, last.start, last.end):
            clause.times.append(found.span("when"))
        self.clauses[last], self._clausal[last] = [], False

    def tasks(self) -> list[Task]:
        """Return the tasks, numbered."""
        found: list[Task] = []
        for root in self.roots:
            if self.any and not self._clausal[root]:
                continue
            if self.clauses[root] or not root.children:
                if self.clauses[root] or self._is_task_section(root):
                    found.append(self._task(root, None))
            elif self._is_task_section(root):
                section = heading(self.text, root.body, root.end, root.end)
                found += [self._task(child, section) for child in root.children]
        found = _without_headings(found)
        _number(found)
        return found

    def _is_task_section(self, root: Item) -> bool:
        if self.any:
            return self._clausal[root]
        title = heading(self.text, root.body, root.end, root.end)
        return not _NO_TASKS.search(title)

    def _task(self, item: Item, section: str | None) -> Task:
        clauses = self.clauses[item]
        sentence = self._sentence(item, clauses)
        task = Task(
            item, short_title(sentence), sentence, section, self.text.line(item.start), clauses
        )
        deeper = any(self._clausal[child] for child in item.children)
        if deeper or (not self.any and item.children):
            task.children = [self._task(child, section or sentence) for child in item.children]
        elif len(clauses) > 1:
            self._part(task)
        return task

    def _sentence(self, item: Item, clauses: list[Clause]) -> str:
        body = max([item.body, *(clause.end for clause in clauses if clause.heads_a_duty)])
        first = min((each.start for each in clauses if each.start >= body), default=item.end)
        return heading(self.text, body, item.end, first) or item.printed

    def _part(self, task: Task) -> None:
        """Make items of the unnumbered paragraphs that each have a heading and a clause."""
        item = task.item
        starts = [start for start in self._paragraphs(item) if item.body < start < item.end]
        places = [clause.start for clause in task.clauses]
        parts = []
        for start, end in pairwise([*starts, item.end]):
            own = task.clauses[bisect_left(places, start) : bisect_left(places, end)]
            title = heading(self.text, start, end, end)
            if own and title and len(title) <= LONGEST_HEAD and own[0].start > start + len(title):
                parts.append((start, end, title, own))
        if len(parts) < 2:
            return
        for start, end, title, own in parts:
            label = Label("paragraph", (), start)
            child = Item(label, start, end, title, parent=item)
            task.children.append(
                Task(child, short_title(title), title, task.section, self.text.line(start), own)
            )
        given = {clause for *_, own in parts for clause in own}
        task.clauses = [clause for clause in task.clauses if clause not in given]
        item.end = parts[0][0]

    def _paragraphs(self, item: Item) -> Iterator[int]:
        start = item.start
        for piece in self.text.printed[item.start : item.end].split("\n"):
            yield start
            start += len(piece) + 1


def _without_headings(tasks: list[Task]) -> list[Task]:
    """Take headings for sections where the numbers below them run on: （一） 1. 2. （二） 3. 4."""
    groups = {task: None for task in tasks if task.children and not task.clauses}
    counts = [child.item.label.number for group in groups for child in group.children]
    numbers = [number[0] if len(number) == 1 else 0 for number in counts]
    runs_on = len(groups) > 1 and all(b > a > 0 for a, b in pairwise(numbers))
    flat = [each for task in tasks for each in (task.children if task in groups else [task])]
    if not runs_on or len({each.item.label.number for each in flat}) < len(flat):
        return tasks
    for group in groups:
        for task in group.children:
            task.set_section(group.sentence)
    return flat


def _number(tasks: list[Task]) -> None:
    """Number the tasks: the counts of the levels, the section's in front where they restart."""
    counts = Counter((task.item.label.style, task.item.label.number) for task in tasks)
    restarts = any(count > 1 for count in counts.values())
    mixed = len({task.item.parent is None for task in tasks}) > 1
    taken: dict[str, int] = {}
    for place, task in enumerate(tasks, 1):
        label = task.item.label
        above = [each.ordinal for each in task.item.above() if not each.label.leads_to(label)]
        in_front = list(filter(None, above)) if restarts or mixed else []
        _assign(task, ".".join([*in_front, _own_number(task, place)]), taken)
    if contradict(pair for task in tasks for each in task.below() for pair in _planned(each)):
        _count_anew(tasks, "")


def _planned(task: Task) -> Iterator[tuple[str, bool]]:
    """Yield the numbers that a task takes in the plan, and whether each is a group's."""
    parts = len(task.clauses)
    if task.children:
        yield task.number, True
        yield from [(f"{task.number}.0", parts > 1)] if parts else []
    else:
        yield task.number, parts > 1
        yield from ((f"{task.number}.{i + 1}", False) for i in range(parts if parts > 1 else 0))


def _count_anew(tasks: list[Task], prefix: str) -> None:
    """Number tasks by their places, where the printed numbers contradict each other."""
    for place, task in enumerate(tasks, 1):
        task.number, task.renumbered = f"{prefix}{place}", True
        _count_anew(task.children, f"{task.number}.")


def _own_number(task: Task, place: int, group: Task | None = None) -> str:
    """Return what a task's label counts: the whole of 2.1.3, within the group 2.1 its 3."""
    number = task.item.label.number
    if not number:
        return str(place)
    if group and group.item.label.leads_to(task.item.label):
        number = number[len(group.item.label.number) :]
    return ".".join(map(str, number))


def _assign(task: Task, number: str, taken: dict[str, int]) -> None:
    """Give a number that no other task has: the next free one beside it."""
    above, dot, last = number.rpartition(".")
    if number in taken:
        task.renumbered = True
        count = max(int(last), taken[f"{above}{dot}"]) + 1
        number, last = f"{above}{dot}{count}", str(count)
    taken[number] = 0
    taken[f"{above}{dot}"] = max(int(last), taken.get(f"{above}{dot}", 0))
    task.number = number
    for place, child in enumerate(task.children, 1):
        _assign(child, f"{number}.{_own_number(child, place, task)}", taken)
