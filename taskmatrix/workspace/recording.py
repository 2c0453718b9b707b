"""Recording what one command did: events appended and state brought up to date, or nothing."""

import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from taskmatrix.domain.events import Draft, Event
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.store.events import append, has_command, last_event
from taskmatrix.store.state import fold
from taskmatrix.workspace.session import Session


class Actors(NamedTuple):
    """Identities of the unit on whose behalf one acts, and of one's own where it is another."""

    unit: int | None
    home: int | None


def record(
    session: Session, store: sqlite3.Connection, drafts: Iterable[Draft], actors: Actors
) -> str:
    """Append the events of one command; the caller holds the write transaction.

    Returns the command's id, which the session keeps too. Raises Refused where the business day
    or the clock is not right (contract §5, No back-dating).
    """
    refuse_another_day(session)
    last, _hash, last_at, last_day = last_event(store)
    # Midnight may pass while one waits for the lock: business days do not go back.
    day = max(session.today.isoformat(), last_day)
    at = _clock(session, last_at, last_day)
    command = session.command = os.urandom(8).hex()
    person, events = session.actor(), []
    for seq, draft in enumerate(drafts, last + 1):
        unit, home = draft.actors or actors
        who = (person, home, unit)
        what = (str(draft.kind), draft.task, draft.data)
        events.append(Event(seq, command, at, day, draft.on or day, *who, *what))
    append(store, events)
    fold(store, events)
    session.recent = {}
    return command


def is_recorded(session: Session) -> bool:
    """Whether the session's command is on record, also when its answer was cut off."""
    if session.command is None:
        return False
    session.close()
    return has_command(session.store, session.command)


def refuse_another_day(session: Session) -> None:
    """Refuse a business day other than the real one, unless the data are simulated."""
    simulated = os.path.exists(session.path) and session.simulated  # noqa: PTH110
    if not simulated and session.today != session.real_day:
        raise Refused(
            _("Nothing is recorded under another day than today, {today}").format(
                today=session.real_day
            ),
            _("leave --today out; to try things out: taskmatrix db create --simulated"),
        )


def _clock(session: Session, last_at: str, last_day: str) -> str:
    if session.simulated:
        day = session.today.isoformat()
        if day < last_day:
            raise Refused(
                _("The simulated day {day} lies before the last event, {last}").format(
                    day=day, last=last_day
                ),
                _("say --today {last} or later").format(last=last_day),
            )
        return max(last_at, day + _stamp(session.now)[10:])
    # Read anew: others may have recorded while one waited for the lock, or for an answer.
    now = _stamp(datetime.now(UTC))
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
