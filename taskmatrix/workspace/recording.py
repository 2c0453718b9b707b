"""Recording what one command did: events appended and state brought up to date, or nothing."""

import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from gettext import gettext as _

from taskmatrix.domain.drafting import Draft
from taskmatrix.domain.events import Event
from taskmatrix.errors import Refused
from taskmatrix.store.events import append, last_event
from taskmatrix.store.state import fold
from taskmatrix.workspace.session import Session


def record(
    session: Session, store: sqlite3.Connection, drafts: Iterable[Draft], unit: int | None = None
) -> str:
    """Append the events of one command; the caller holds the write transaction.

    Returns the command's id. Raises Refused where the business day or the clock is not right
    (contract §5, No back-dating).
    """
    last, _hash, last_at, last_day = last_event(store)
    day = session.today.isoformat()
    at = _clock(session, last_at, last_day, day)
    command, actor = os.urandom(8).hex(), session.actor()
    events = [
        Event(seq, command, at, day, day, actor, None, unit, draft.kind, draft.task, draft.data)
        for seq, draft in enumerate(drafts, last + 1)
    ]
    append(store, events)
    fold(store, events)
    return command


def _clock(session: Session, last_at: str, last_day: str, day: str) -> str:
    now = _stamp(session.now)
    if session.simulated:
        if day < last_day:
            raise Refused(
                _("The simulated day {day} lies before the last event, {last}").format(
                    day=day, last=last_day
                ),
                _("say --today {last} or later").format(last=last_day),
            )
        return max(last_at, day + now[10:])
    if session.today != session.real_day:
        raise Refused(
            _("Nothing is recorded under another day than today, {today}").format(
                today=session.real_day
            ),
            _("leave --today out; to try things out: taskmatrix db create --simulated"),
        )
    if now < last_at:
        raise Refused(
            _("The clock stands at {now}, before the last event at {last}").format(
                now=now, last=last_at
            ),
            _("set the clock of this computer right"),
        )
    return now


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
