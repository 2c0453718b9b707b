"""One look at a programme, at one end of a span: its leaves and how each of them stands.

They are read so many at a time, and of most no more is held than state and light.
"""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
from typing import Any, NamedTuple

from taskmatrix.domain.lights import Verdict, Work
from taskmatrix.domain.selection import Selection
from taskmatrix.domain.summary import CHANGES, ENDED, Mark, attention, band, changed, mark
from taskmatrix.domain.words import State
from taskmatrix.reports.why import why
from taskmatrix.store import summary as stored
from taskmatrix.store.query import Row
from taskmatrix.workspace.documents.happened import emptied, readable
from taskmatrix.workspace.documents.spool import Spool
from taskmatrix.workspace.explaining import expected_counts
from taskmatrix.workspace.reading import listed_rows, select
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.standing import Standing, Standings

Item = dict[str, Any]

BATCH = 1_000
"""Tasks that are looked at together."""

AHEAD = timedelta(days=14)
"""How far a weekly looks ahead: the next two weeks."""

MOST_URGENT = 40
"""Tasks that a heat map shows."""

TEXTS = ("done", "issue", "next", "ask")
_SILENT: Item = {**dict.fromkeys(TEXTS), "redacted_texts": []}
_BRIEF = ("code", "title", "lead", "state", "light", "progress")
_CHANGED = ("closed", "newly_red", "caught_up")


class Before(NamedTuple):
    """How tasks stood at the beginning of a span, and how far units had come on some of them."""

    marks: dict[int, Mark]
    progress: dict[tuple[int, int], int | None]


class Ranked(NamedTuple):
    """A task with its place among those that need attention."""

    rank: tuple[int, int, float]
    place: int
    task: int
    verdict: Verdict
    item: Item


class Remembered(Standings):
    """Standings that look at each task once: they are asked for in several places."""

    def of(self, row: Row) -> Standing:
        """Return the standing of a leaf."""
        if row[0] not in self.judged:
            self.judged[row[0]] = super().of(row)
        return self.judged[row[0]]

    def work(self, task: int, state: str) -> Work:
        """Return what the work on a leaf adds up to."""
        if task not in self.worked:
            self.worked[task] = super().work(task, state)
        return self.worked[task]

    @cached_property
    def judged(self) -> dict[int, Standing]:
        """What was judged so far."""
        return {}

    @cached_property
    def worked(self) -> dict[int, Work]:
        """What was added up so far."""
        return {}


class Look:
    """The selected leaves of a programme at the end of a span, in the order of the plans.

    `tasks` are all of them: the objects of the contract's list, with what reports tell of them.
    `items` are those that are `behind` or `due` soon, the most `urgent`, and in brief the wanted
    ones. `names` are the codes of all, `changes` those by what changed, `codes` find those that
    were not terminated. `yellow` counts the rules of the yellow lights, `unjudged` the tasks whose
    expected progress is just shown. `unled` are the open tasks without a lead.
    """

    def __init__(
        self,
        session: Session,
        filters: Mapping[str, Any],
        was: Mapping[int, Mark],
        wanted: Container[int],
        ahead: timedelta = AHEAD,
        returned: Container[int] = (),
    ) -> None:
        self.session = session
        self.store = session.read()
        self.until = (session.today + ahead).isoformat()
        self.tasks = Spool()
        self.marks: dict[int, Mark] = {}
        self.names: dict[int, str] = {}
        self.changes: dict[str, list[str]] = {name: [] for name in CHANGES}
        self.codes: dict[str, int] = {}
        self.leads: dict[int, Sequence[int]] = {}
        self.yellow: Counter[str] = Counter()
        self.unjudged = 0
        self.unled: list[Item] = []
        self._items: dict[int, Item] = {}
        self._behind: list[Ranked] = []
        self._urgent: list[Ranked] = []
        self._due: list[int] = []
        self._was = was
        self._wanted = wanted
        self._returned = returned
        self._leaders = stored.leaders(self.store)
        selection = _all_leaves(session, filters)
        lights, selection.lights = selection.lights, ()
        for rows in _batches(self.store, selection):
            self._take(rows, lights)

    @cached_property
    def items(self) -> dict[int, Item]:
        """The tasks that stand out, in the order of the plans."""
        found = {**self._items, **{each.task: each.item for each in self._urgent}}
        return {task: found[task] for task in self.marks if task in found}

    @property
    def behind(self) -> list[Ranked]:
        """The tasks that are red, or yellow because they lie behind, the gravest first."""
        return sorted(self._behind)

    @property
    def due(self) -> list[Item]:
        """The tasks due soon, in the order of their days."""
        return sorted((self._items[task] for task in self._due), key=itemgetter("deadline"))

    @property
    def urgent(self) -> list[int]:
        """The open tasks that need most attention, in the order of the plans."""
        chosen = {each.task for each in self._urgent}
        return [task for task in self.items if task in chosen]

    def leader(self, code: str) -> str | None:
        """Return the leader in charge of a task."""
        return self._leaders.get(self.codes[code])

    def _take(self, rows: Sequence[Row], lights: Container[str]) -> None:
        """Look at some tasks."""
        standings, items = listed_rows(self.session, rows, Remembered)
        found = [
            (row, item, standings.of(row).verdict)
            for row, item in zip(rows, items, strict=True)
            if not lights or item["light"] in lights
        ]
        texts = _last_texts(self.store, standings, [row[0] for row, *_rest in found])
        whys: dict[Any, str] = {}
        for row, item, verdict in found:
            reason = (verdict.rule, *verdict.numbers.items())
            if reason not in whys:  # looking up messages is slow, and many are alike
                whys[reason] = why(verdict.rule, verdict.numbers)
            now = mark(item["state"], item["light"])
            self.yellow[verdict.rule] += item["light"] == "yellow"
            measured = _is_measured(standings, row, item, verdict)
            self.unjudged += item["expected"] is not None and not measured
            item.update(
                standing=bool(row["standing"]),
                leader=self._leaders.get(row[0]),
                why=whys[reason],
                why_rule=verdict.rule,
                measured=measured,
                band=band(
                    item["state"],
                    verdict.rule,
                    item["progress"],
                    item["expected"] if measured else None,
                    standings.judge.policy.behind_points,
                ),
                **texts.get(row[0], _SILENT),
                **self._changed(row[0], item["code"], now),
            )
            self.marks[row[0]] = now
            self.names[row[0]] = item["code"]
            if item["state"] != State.TERMINATED:  # its code may be another's now
                self.codes[item["code"]] = row[0]
            self._keep(row[0], item, verdict)
            if row[0] in self._items:
                self.leads[row[0]] = standings.leads[row[0]]
        self.tasks.extend(item for _row, item, _verdict in found)
        self._urgent = nsmallest(MOST_URGENT, self._urgent)

    def _changed(self, task: int, code: str, now: Mark) -> Item:
        """Return what changed on a task, and the most telling of it."""
        found = list(changed(self._was.get(task), now))
        if task in self._returned:
            found.append("returned")
        for name in found:
            self.changes[name].append(code)
        told = next((name.replace("_", "-") for name in _CHANGED if name in found), None)
        return {"changed": told, "changes": found}

    def _keep(self, task: int, item: Item, verdict: Verdict) -> None:
        """Keep a task that stands out."""
        if task in self._wanted:
            self._items[task] = {key: item[key] for key in _BRIEF}
        if item["state"] in ENDED:
            return
        if not item["lead"]:
            self.unled.append({key: item[key] for key in ("code", "title")})
        ranked = Ranked(attention(*verdict), len(self.marks), task, verdict, item)
        self._urgent.append(ranked)
        if item["light"] == "red" or verdict.rule == "behind":
            self._behind.append(ranked)
            self._items[task] = item
        if self.session.today.isoformat() <= (item["deadline"] or "") <= self.until:
            self._due.append(task)
            self._items[task] = item


def before(session: Session, some: Container[int]) -> Before | None:
    """Look at all leaves at the beginning of a span; at how far `some` of them had come.

    None where nothing was loaded then.
    """
    if not session.overall:
        return None
    found = Before({}, {})
    for rows in _batches(session.store, _all_leaves(session, {})):
        standings = Remembered(session, rows, stored.leads(session.store, [row[0] for row in rows]))
        for row in rows:
            found.marks[row[0]] = mark(row["state"], standings.of(row).verdict.light)
        for (task, unit), part in standings.parts.items():
            if task in some:
                found.progress[task, unit] = part.progress
    return found


def said_in(store: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Item]:
    """Return day, unit and data of some events, with their texts."""
    found = {
        seq: (day, unit, data) for seq, day, unit, data in stored.events_numbered(store, numbers)
    }
    said = readable(store, {seq: data for seq, (_day, _unit, data) in found.items()})
    return {
        seq: {"day": day, "unit": unit, "data": said[seq]}
        for seq, (day, unit, _data) in found.items()
    }


def _all_leaves(session: Session, filters: Mapping[str, Any]) -> Selection:
    """Return the selection of leaves, ended ones too, in the order of the plans."""
    if any(filters.values()):
        wanted, _named = select(session, filters)
    else:
        today = session.today.isoformat()
        wanted = Selection(today, today)
    wanted.all, wanted.sort = True, "plan"
    return wanted


def _batches(store: sqlite3.Connection, wanted: Selection) -> Iterator[list[Row]]:
    tasks = stored.leaves(store, wanted)
    for first in range(0, len(tasks), BATCH):
        yield stored.rows_of(store, tasks[first : first + BATCH])


def _last_texts(
    store: sqlite3.Connection, standings: Standings, tasks: Sequence[int]
) -> dict[int, Item]:
    """Return what the first lead of each task that has reported said last."""
    last = {}
    for task in tasks:
        first = next(iter(standings.leads[task]), None)
        part = standings.parts.get((task, first)) if first is not None else None
        if part is not None and part.report is not None:
            last[task] = part.report
    events = stored.events_numbered(store, list(last.values()))
    said = readable(store, {seq: data for seq, _day, _unit, data in events})
    return {task: _texts(said[seq]) for task, seq in last.items()}


def _texts(data: Item) -> Item:
    return {**{key: data.get(key) for key in TEXTS}, "redacted_texts": emptied(data)}


def _is_measured(standings: Standings, row: Row, item: Item, verdict: Verdict) -> bool:
    """Whether the expected progress of a task is a yardstick of its own, and not just shown."""
    if item["expected"] is None:
        return False
    if verdict.rule == "on-pace" or "points" in verdict.numbers:
        return bool(verdict.numbers)
    return expected_counts(standings, row)
