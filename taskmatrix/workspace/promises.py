"""Promises kept and missed: the list, a unit's latest, counts, and the coordinator's word."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from taskmatrix.domain.promises import KEPT, MISSED, OPEN, Said, kept_rate, outcome
from taskmatrix.errors import NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import promises as stored
from taskmatrix.store.names import acting_units
from taskmatrix.store.promises import PromiseRow
from taskmatrix.workspace.naming import Named, find_task, find_unit
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.workspace.working import Work

Item = dict[str, Any]
Key = tuple[int, str]
"""An event, and the SHA-256 of a text in it."""

RECENT_DAYS = 31
"""For how long a unit is told again how its promises ended: a month, that of the longest rhythm
of reporting but one."""


def promises(
    session: Session, units: Iterable[str], tasks: Iterable[str], statuses: Collection[str]
) -> tuple[list[Item], list[Named]]:
    """Return promises, the newest due first: of some units, on some tasks, as they turned out."""
    store = session.read()
    by = [find_unit(store, name) for name in units]
    on = [find_task(store, name, session.overall["id"]) for name in tasks]
    acting = [each for unit in by for each in acting_units(store, unit.id)]
    rows = stored.promises(store, acting if by else None, [task.id for task in on] if on else None)
    chosen = [row for row in rows if not statuses or _outcome(session, row)[0] in statuses]
    return _items(session, chosen), [*by, *on]


def recent(session: Session, unit: int) -> list[Item]:
    """Return a unit's promises that are open, or were decided of late, the newest due first."""
    since = (session.today - timedelta(days=RECENT_DAYS)).isoformat()
    rows = [
        row
        for row in stored.promises(session.store, [unit])
        if (_outcome(session, row)[1] or since) >= since
    ]
    return _items(session, rows)


def statuses_on(session: Session, task: int) -> dict[int, str]:
    """Return the status of every promise on a task, by the number of the report that made it."""
    rows = stored.promises(session.store, tasks=[task])
    return {row.number: _outcome(session, row)[0] for row in rows}


def tally(session: Session, unit: int) -> Item:
    """Return how many promises a unit made, how they turned out, and the share that it kept."""
    rows = stored.promises(session.store, acting_units(session.store, unit))
    counts = Counter(_outcome(session, row)[0] for row in rows)
    rate = kept_rate(counts[KEPT], counts[MISSED])
    sums = {status: counts[status] for status in (KEPT, MISSED, OPEN)}
    return {"made": len(rows), **sums, "kept_rate": rate if rate is None else round(rate, 4)}


def slips_received(session: Session, unit: int) -> Item:
    """Return how many slips of each colour a unit received, and how many it has not answered.

    Those withdrawn do not count. Of the unanswered some are `followed` by a later slip, or their
    task has `ended`; of the others some are `lapsed`.
    """
    from taskmatrix.workspace.register import FOLLOWED, TASK_ENDED, not_answered

    units, today = acting_units(session.store, unit), session.today.isoformat()
    colours = Counter(
        colour
        for colour, status, _reply_by in stored.slips_received(session.store, units)
        if status != "withdrawn"
    )
    left = [(row, why) for row, why in not_answered(session) if row.unit in units]
    settled = Counter(why for _row, why in left)
    return {
        **{colour: colours[colour] for colour in ("blue", "yellow", "red")},
        "unanswered": len(left),
        "followed": settled[FOLLOWED],
        "ended": settled[TASK_ENDED],
        "lapsed": sum(why is None and row.reply_by < today for row, why in left),
    }


def judge(session: Session, number: int, kept: bool, reason: str) -> "Work":
    """Record the coordinator's word on a promise; its last word counts."""
    from taskmatrix.domain.events import EventKind
    from taskmatrix.workspace.working import TaskNow, working

    with working(session) as work:
        work.must_coordinate()
        row = _standing(stored.promise_numbered(work.store, number), number)
        task = TaskNow(work.store, Named("task", row.task, row.code, row.title))
        said = {"promise": number, "unit": row.unit, "kept": kept}
        data = {**said, "reason": work.contents.text(reason)}
        work.add(EventKind.PROMISE_JUDGED, task, data)
        status = KEPT if kept else MISSED
        told = {"other": row.unit_name, "number": number, "status": status}
        work.say(EventKind.PROMISE_JUDGED, task, **told)
    return work


def _standing(row: PromiseRow | None, number: int) -> PromiseRow:
    """Return a promise that stands. Raises NotFound, or Refused where it was taken back."""
    see = _("the numbers stand in: taskmatrix promises")
    if row is None:
        raise NotFound(_("There is no promise {number}").format(number=number), see)
    if row.undone is not None:
        raise Refused(_("Promise {number} was taken back").format(number=number), see)
    return row


def _outcome(session: Session, row: PromiseRow) -> tuple[str, str | None]:
    said = Said(bool(row.kept), bool(row.judged), row.day) if row.day else None
    return outcome(row.due, said, session.today.isoformat())


def _items(session: Session, rows: Sequence[PromiseRow]) -> list[Item]:
    """Return promises as the objects that programs read, with their texts."""
    keys = [key for row in rows for key in (_promise_key(row), _reason_key(row)) if key]
    readable = _readable(session, keys) if keys else {}
    items = []
    for row in rows:
        status, decided = _outcome(session, row)
        reason = _reason_key(row)
        items.append(
            {
                "number": row.number,
                "unit": row.unit_name,
                "task": row.code,
                "title": row.title,
                "text": readable.get(_promise_key(row)),
                "made": row.made,
                "due": row.due,
                "status": status,
                "decided": decided,
                "said": None if row.judged else row.day,
                "judged_by": row.judged_by,
                "reason": readable.get(reason) if reason else None,
            }
        )
    return items


def _promise_key(row: PromiseRow) -> Key:
    return row.number, json.loads(row.report)["promise"]


def _reason_key(row: PromiseRow) -> Key | None:
    if row.judged_in is None or row.judgement is None:
        return None
    return row.judged_in, json.loads(row.judgement)["reason"]


def _readable(session: Session, keys: Collection[Key]) -> dict[Key, str]:
    """Return the texts that events refer to; none that was redacted."""
    from taskmatrix.store.contents import redactions, texts

    known = texts(session.store, (sha for _number, sha in keys))
    hidden = redactions(session.store)
    return {key: known[key[1]] for key in keys if key[1] in known and key not in hidden}
