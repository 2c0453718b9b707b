"""What issued documents do to the state, and what they are; see migration 0006."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from taskmatrix.domain.events import Event, EventKind

Data = dict[str, Any]

_ISSUE = """
    INSERT INTO document (seq, kind, year, number, first_day, last_day, upto, day, form, sha256,
                          counts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WITHDRAW = "INSERT INTO document_end (document, seq, day) VALUES (?, ?, ?)"
_STAND_AGAIN = "UPDATE document_end SET until = ? WHERE seq BETWEEN ? AND ? AND until IS NULL"
_ISSUES = """
    SELECT d.seq, d.kind, d.year, d.number, d.first_day, d.last_day, d.upto, d.day, d.form,
           d.sha256, d.counts, e.actor, w.day, w.seq, t.code
    FROM document d JOIN event e ON e.seq = d.seq LEFT JOIN task t ON t.id = e.task
    LEFT JOIN document_end w ON w.document = d.seq AND w.until IS NULL
    WHERE {condition} ORDER BY d.seq
"""
_STANDING_BELOW = "d.kind = ? AND w.seq IS NULL AND d.upto < ?"
_COVERING = "w.seq IS NULL AND d.upto >= ?"
_LAST_NUMBER = "SELECT COALESCE(MAX(number), 0) FROM document WHERE kind = ? AND year = ?"
_BETWEEN = """
    SELECT 1 FROM event WHERE seq > ? AND seq <= ?
    AND kind NOT IN ('document-issued', 'document-withdrawn') LIMIT 1
"""
_UNDONE_SINCE = "SELECT data FROM event WHERE seq > ? AND kind = 'undone'"
_IS_REDACTED = "SELECT 1 FROM redaction WHERE event = ? AND sha256 = ?"
_BOUNDLESS = 2**63 - 1


class Issue(NamedTuple):
    """A document that was issued; `withdrawn` and `ended` are day and event of its withdrawal.

    `task` is the code of the task that a slip is about.
    """

    seq: int
    kind: str
    year: int
    number: int
    first: str | None
    last: str | None
    upto: int
    day: str
    form: str
    sha256: str
    counts: str
    actor: str
    withdrawn: str | None
    ended: int | None
    task: str | None

    @property
    def tally(self) -> Data:
        """What was counted in it: lights, closed, tasks."""
        return dict(json.loads(self.counts))


def issues(store: sqlite3.Connection, kind: str | None = None) -> list[Issue]:
    """Return the documents that were issued, withdrawn ones too, oldest first."""
    if kind is None:
        return _found(store, "1 = 1")
    return _found(store, "d.kind = ?", kind)


def by_number(store: sqlite3.Connection, kind: str, year: int, number: int) -> Issue | None:
    """Return the document of a number; of several for one slip the last one."""
    found = _found(store, "d.kind = ? AND d.year = ? AND d.number = ?", kind, year, number)
    return found[-1] if found else None


def by_event(store: sqlite3.Connection, seq: int) -> Issue:
    """Return the document that an event issued."""
    return _found(store, "d.seq = ?", seq)[0]


def latest(store: sqlite3.Connection, kind: str, upto: int | None = None) -> Issue | None:
    """Return the last document that stands; with `upto`, of those that end before this event."""
    found = _found(store, _STANDING_BELOW, kind, _BOUNDLESS if upto is None else upto)
    return found[-1] if found else None


def covering(store: sqlite3.Connection, seq: int) -> list[Issue]:
    """Return the documents that stand and were issued after an event; slip papers too."""
    return _found(store, _COVERING, seq)


def is_kept(store: sqlite3.Connection, issue: Issue) -> bool:
    """Whether the file of a document was not redacted."""
    return store.execute(_IS_REDACTED, (issue.seq, issue.sha256)).fetchone() is None


def anything_between(store: sqlite3.Connection, after: int, upto: int) -> bool:
    """Whether anything but documents was recorded after an event, up to another."""
    return store.execute(_BETWEEN, (after, upto)).fetchone() is not None


def taken_back_since(store: sqlite3.Connection, seq: int, upto: int) -> bool:
    """Whether anything recorded up to an event, `upto`, was taken back after another."""
    undone = store.execute(_UNDONE_SINCE, (seq,))
    return any(json.loads(data)["first"] <= upto for (data,) in undone)


def last_number(store: sqlite3.Connection, kind: str, year: int) -> int:
    """Return the highest number of a kind in a year, 0 before the first."""
    number: int = store.execute(_LAST_NUMBER, (kind, year)).fetchone()[0]
    return number


def trend(store: sqlite3.Connection, upto: int, most: int) -> list[Data]:
    """Return what the last weeklies counted that stand and end before an event, oldest first."""
    found = _found(store, _STANDING_BELOW, "weekly", upto)[-most:] if most else []
    return [
        {"number": each.number, "year": each.year, "last": each.last, **each.tally}
        for each in found
    ]


def take_back(connection: sqlite3.Connection, event: Event, first: int, last: int) -> None:
    """Take back the withdrawals of a command, whose events are those from `first` to `last`."""
    connection.execute(_STAND_AGAIN, (event.seq, first, last))


def _found(store: sqlite3.Connection, condition: str, *values: Any) -> list[Issue]:
    return list(map(Issue._make, store.execute(_ISSUES.format(condition=condition), values)))


def _issued(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    heads = (event.seq, data["kind"], data["year"], data["number"])
    span = (data["first"], data["last"], data["upto"], event.day)
    counts = json.dumps(data["counts"], sort_keys=True)
    connection.execute(_ISSUE, (*heads, *span, data["form"], data["file"], counts))
    return False


def _withdrawn(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    connection.execute(_WITHDRAW, (data["document"], event.seq, event.day))
    return False


EFFECTS: dict[str, Callable[[sqlite3.Connection, Event, Data], bool]] = {
    EventKind.DOCUMENT_ISSUED: _issued,
    EventKind.DOCUMENT_WITHDRAWN: _withdrawn,
}
