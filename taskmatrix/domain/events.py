"""What is recorded: events, their kinds, and the chain that ties each to the one before."""

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

# As in the standard library's `random`: to load OpenSSL for it would cost every command that
# writes a fifth of its start.
try:
    from _sha2 import sha256
except ImportError:
    try:
        from _sha256 import sha256  # before Python 3.12
    except ImportError:
        from hashlib import sha256


class EventKind(StrEnum):
    """Everything that can happen, a closed list. `-defined` carries a whole definition.

    Texts and evidence of people stand in an event by their SHA-256 only, so that a text can be
    redacted while the event and its hash stay (contract §5, Record).
    """

    PLAN_DEFINED = "plan-defined"
    PLAN_DROPPED = "plan-dropped"
    UNIT_DEFINED = "unit-defined"
    UNIT_DROPPED = "unit-dropped"
    TASK_DEFINED = "task-defined"
    TASK_DROPPED = "task-dropped"
    TASK_KEPT = "task-kept"
    TARGET_DEFINED = "target-defined"
    TARGET_DROPPED = "target-dropped"

    ACCEPTED = "accepted"
    REPORTED = "reported"
    REPORT_EXEMPTION_ASKED = "report-exemption-asked"
    REPORT_EXEMPTION_APPROVED = "report-exemption-approved"
    REPORT_EXEMPTION_RETURNED = "report-exemption-returned"
    FINISHED = "finished"
    APPROVED = "approved"
    RETURNED = "returned"
    TERMINATED = "terminated"
    REOPENED = "reopened"

    WAIT_BEGUN = "wait-begun"
    WAIT_OBJECTED = "wait-objected"
    WAIT_UPHELD = "wait-upheld"
    WAIT_ENDED = "wait-ended"
    EXTENSION_ASKED = "extension-asked"
    EXTENSION_APPROVED = "extension-approved"
    EXTENSION_RETURNED = "extension-returned"

    URGED = "urged"
    SLIP_ISSUED = "slip-issued"
    SLIP_ANSWERED = "slip-answered"
    SLIP_WITHDRAWN = "slip-withdrawn"
    PROMISE_JUDGED = "promise-judged"

    TARGET_RECORDED = "target-recorded"
    DOCUMENT_ISSUED = "document-issued"
    DOCUMENT_WITHDRAWN = "document-withdrawn"
    CALENDAR_ADOPTED = "calendar-adopted"
    REDACTED = "redacted"
    UNDONE = "undone"


DEFINING = frozenset(list(EventKind)[: list(EventKind).index(EventKind.ACCEPTED)])
"""The kinds that a load writes; any other kind on a task means that work on it has begun."""

CHAIN_STARTS = ("0" * 64, "1" * 64)
"""What the first event is tied to: in a store of real data, and of simulated ones."""


TEXTS = frozenset(
    (
        *("done", "issue", "next", "ask", "promise", "reason", "note", "answer"),
        *("name", "url", "file"),
    )
)
"""The keys of an event's data under which a text, or a file, stands by its SHA-256."""


class Draft:
    """An event before it is recorded: its kind, its task's identity, its data as JSON text.

    `on` is the day it happened where that is not today, `actors` the unit for which one acts and
    one's own, where those are not the command's. Plain classes here: to make a data class costs
    every command.
    """

    __slots__ = ("actors", "data", "kind", "on", "task")

    def __init__(
        self,
        kind: EventKind,
        task: int | None,
        data: str,
        on: str | None = None,
        actors: tuple[int | None, int | None] | None = None,
    ) -> None:
        self.kind = kind
        self.task = task
        self.data = data
        self.on = on
        self.actors = actors


class Event:
    """One thing that happened. `unit`, `home` and `task` are permanent identities.

    `at` is the real clock in UTC, `day` the business day of recording, `on` the day it happened,
    `data` JSON text.
    """

    __slots__ = (
        *("seq", "command", "at", "day", "on", "actor"),
        *("home", "unit", "kind", "task", "data"),
    )

    def __init__(
        self,
        seq: int,
        command: str,
        at: str,
        day: str,
        on: str,
        actor: str,
        home: int | None,
        unit: int | None,
        kind: str,
        task: int | None,
        data: str,
    ) -> None:
        self.seq = seq
        self.command = command
        self.at = at
        self.day = day
        self.on = on
        self.actor = actor
        self.home = home
        self.unit = unit
        self.kind = kind
        self.task = task
        self.data = data

    def hash(self, before: str) -> str:
        """Return the SHA-256 that ties this event to the hash of the one before it."""
        fields = [
            before,
            self.seq,
            self.command,
            self.at,
            self.day,
            self.on,
            self.actor,
            self.home,
            self.unit,
            self.kind,
            self.task,
            self.data,
        ]
        # `repr` serves what damage may have left here, so that it is found and not stumbled over.
        return digest(json.dumps(fields, ensure_ascii=False, default=repr).encode())


def canonical(data: Any) -> str:
    """Return JSON text that is the same for equal data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: bytes) -> str:
    """Return the SHA-256 by which a text or a file is kept."""
    found: str = sha256(content).hexdigest()
    return found


def texts_in(kind: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the SHA-256 of every text and file that an event refers to; a load refers to none."""
    if kind in DEFINING:
        return
    for piece in (data, *data.get("evidence", ())):
        for key in sorted(TEXTS & piece.keys()):
            if isinstance(piece[key], str):  # a judgement names its promise by number
                yield piece[key]
