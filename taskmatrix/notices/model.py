"""What a notice says, as a plan would: the draft's own data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from taskmatrix.notices.deadlines import Deadline
from taskmatrix.notices.head import Head
from taskmatrix.notices.register import Entry
from taskmatrix.notices.targets import Target
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT


@dataclass(frozen=True)
class Reading:
    """One clause as read: where it stands, what it says, and which readings are inferred."""

    line: int
    text: str
    title: str
    roles: dict[str, tuple[str, ...]]
    open_ended: bool
    inferred: tuple[str, ...] = ()
    repeats: tuple[int, str] | None = None
    """Line and words of the clause that 同上 repeats."""

    def names(self, role: str) -> tuple[str, ...]:
        """Return the names in one role, in printed order."""
        return self.roles.get(role, ())

    def by_role(self) -> dict[str, tuple[str, ...]]:
        """Return the names by what they mean; of 责任单位 the first one leads, the rest support."""
        listed = self.names(RESPONSIBLE)
        held = {
            LEAD: (*self.names(LEAD), *listed[:1]),
            SUPPORT: (*listed[1:], *self.names(SUPPORT)),
            LOCAL: self.names(LOCAL),
        }
        return {role: names for role, names in held.items() if names}


@dataclass(frozen=True)
class DraftTask:
    """A task of the draft; of several clauses each is a reading of its own."""

    number: str
    label: tuple[str, ...]
    title: str
    sentence: str
    section: str | None
    line: int
    readings: tuple[Reading, ...]
    deadlines: tuple[Deadline, ...] = ()
    standing: bool = False
    targets: tuple[Target, ...] = ()
    renumbered: bool = False
    children: tuple["DraftTask", ...] = ()

    def below(self) -> Iterator["DraftTask"]:
        """Yield the task and all below it."""
        yield self
        for child in self.children:
            yield from child.below()

    def planned(self) -> Iterator[tuple[str, str, Reading | None]]:
        """Yield number, title and clause of each task that a plan makes of this one.

        A group carries no units: its own clause is child 0; several clauses are a task each.
        """
        single = self.readings[0] if len(self.readings) == 1 else None
        own = self.number
        if self.children and self.readings:
            yield own, self.title, None
            own = f"{own}.0"
        yield own, self.title, single
        if not single:
            for count, reading in enumerate(self.readings, 1):
                yield f"{own}.{count}", reading.title, reading

    def numbers(self) -> Iterator[tuple[str, bool]]:
        """Yield each number that a plan gives to this task, and whether a group has it."""
        for number, _title, reading in self.planned():
            yield number, reading is None and bool(self.readings or self.children)

    @property
    def deadline(self) -> Deadline | None:
        """The latest deadline that can be read as a day; a start is none."""
        days = [each for each in self.deadlines if each.day and not each.is_start]
        return max(days, key=lambda each: each.day or date.min, default=None)


@dataclass(frozen=True)
class Unread:
    """A passage like a clause that was not understood, and why: a word of the report's table."""

    line: int
    text: str
    why: str


class Note(NamedTuple):
    """What to know about how a file was read: a word of the writer's table, and a detail."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Draft:
    """What a notice says, as a plan would."""

    head: Head
    tasks: tuple[DraftTask, ...]
    blanket: tuple[str, ...] = ()
    blanket_line: int = 0
    rule_line: int = 0
    horizon: Deadline | None = None
    targets: tuple[Target, ...] = ()
    units: tuple[Entry, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()

    def every(self) -> Iterator[DraftTask]:
        """Yield every task, parents before children."""
        for task in self.tasks:
            yield from task.below()

    @property
    def clauses(self) -> int:
        """How many clauses were read."""
        return sum(len(task.readings) for task in self.every())
