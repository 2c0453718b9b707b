"""Reading which milestones were reported as reached, whatever a plan has called them since."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taskmatrix.domain.milestones import Step, followed
from taskmatrix.store.parts import some

_CLAIMS = """
    SELECT r.task, r.seq, r.day, r.happened_on, e.data FROM report r JOIN event e ON e.seq = r.seq
    WHERE r.undone IS NULL AND r.reached IS NOT NULL AND r.task IN ({places}) ORDER BY r.seq
"""
_STEPS = "SELECT task, title, due FROM milestone WHERE task IN ({places}) ORDER BY task, position"


class Claim(NamedTuple):
    """A report that a milestone was reached, by its place among those that the plan then had."""

    task: int
    seq: int
    day: str
    on: str
    place: int
    title: str


def claims(store: sqlite3.Connection, tasks: Sequence[int]) -> Iterator[Claim]:
    """Yield what was reported as reached on some tasks, oldest first."""
    for task, seq, day, on, text in some(store, _CLAIMS, tasks):
        said = json.loads(text)
        yield Claim(task, seq, day, on, said["reached"] - 1, said["milestone"])


def reached(store: sqlite3.Connection, tasks: Sequence[int]) -> dict[tuple[int, int], str]:
    """Return when the milestones of some tasks were first reached, by task and number now."""
    found: dict[tuple[int, int], str] = {}
    steps: dict[int, list[Step]] = {}
    for task, title, due in some(store, _STEPS, tasks):
        steps.setdefault(task, []).append(Step(title, due))
    for claim in claims(store, tasks):
        place = _place_now(store, claim, steps.get(claim.task, []))
        if place is not None:
            key = claim.task, place + 1
            found[key] = min(claim.on, found.get(key, claim.on))
    return found


def _place_now(store: sqlite3.Connection, claim: Claim, steps: Sequence[Step]) -> int | None:
    titles = [step.title for step in steps]
    if titles.count(claim.title) == 1:
        return titles.index(claim.title)
    from taskmatrix.store.facts import versions_of

    versions = [each for each in versions_of(store, [claim.task])[claim.task] if each.exists]
    since = sum(each.seq < claim.seq for each in versions) - 1
    return followed(claim.place, [each.steps for each in versions[max(since, 0) :]])
