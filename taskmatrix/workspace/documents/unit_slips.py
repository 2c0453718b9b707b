"""The slips to a unit as its sheet shows them, and what it promised in its answers."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from taskmatrix.domain.lights import Judge
from taskmatrix.domain.words import State
from taskmatrix.store.slips import SlipRow, register, unanswered
from taskmatrix.workspace.promises import RECENT_DAYS
from taskmatrix.workspace.register import as_item
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
OPEN, SETTLED, STANDING = "open", "settled", "standing"
"""A promise in an answer: not due yet; due, and what the slip was about has ended, or has not."""
_ENDED = (State.CLOSED, State.TERMINATED)


def slips_to(session: Session, unit: int) -> list[SlipRow]:
    """Return the slips to a unit, by number."""
    return [row for row in register(session.store) if row.unit == unit]


def shown_slips(session: Session, rows: Sequence[SlipRow], first: str) -> list[Item]:
    """Return the last slip of each open task, those not answered, and those of late."""
    last = {row.task: row.seq for row in rows if row.state not in _ENDED}
    waiting = {row.seq for row in unanswered(session.store)}
    return [
        as_item(session, row)
        for row in rows
        if row.seq in waiting
        or last.get(row.task) == row.seq
        or max(row.issued, row.day or "") >= first
    ]


def answered_promises(session: Session, rows: Sequence[SlipRow], judge: Judge) -> list[Item]:
    """Return by when a unit promised to have in order what slips were about; of late or open."""
    today = session.today.isoformat()
    since = (session.today - timedelta(days=RECENT_DAYS)).isoformat()
    given = [row for row in rows if row.status == "answered" and (row.promised or "") >= since]
    over = any((row.promised or "") < today for row in given)
    standing = _standing(session, judge) if over else {}
    return [
        {
            "slip": row.label,
            "task": row.code,
            "title": row.title,
            "answered": row.day,
            "due": row.promised,
            "status": _status(row, standing, today),
        }
        for row in given
    ]


def _standing(session: Session, judge: Judge) -> dict[tuple[int, int], set[str]]:
    """Return what is the matter today, by task and unit."""
    from taskmatrix.workspace.matters import Eyes, matters

    found = matters(session, Eyes(session, judge))
    return {(each.task, each.unit): {cause.rule for cause in each.causes} for each in found}


def _status(row: SlipRow, standing: dict[tuple[int, int], set[str]], today: str) -> str:
    if (row.promised or "") >= today:
        return OPEN
    rules: Collection[str] = {rule for rule, _numbers in row.reasons["causes"]}
    return STANDING if standing.get((row.task, row.unit), set()) & set(rules) else SETTLED
