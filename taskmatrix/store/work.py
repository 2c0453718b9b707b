"""What reports and decisions do to the state; each row of it holds from one event to another."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from taskmatrix.domain.events import Event, EventKind
from taskmatrix.domain.words import State
from taskmatrix.domain.workflow import ENDED, TRANSITIONS
from taskmatrix.store import documents, readings, supervision

Data = dict[str, Any]
Effect = Callable[[sqlite3.Connection, Event, Data], bool]
Part = dict[str, Any]
Status = dict[str, Any]

_PART = ("progress", "reported", "report", "exemption", "urged", "promised", "promised_by")
_COLUMNS = ", ".join(_PART)
_PART_NOW = f"SELECT {_COLUMNS} FROM part WHERE task = ? AND unit = ? AND until IS NULL"  # noqa: S608
_PART_BEFORE = f"""
    SELECT {_COLUMNS} FROM part WHERE task = ? AND unit = ? AND seq < ? ORDER BY seq DESC LIMIT 1
"""  # noqa: S608
_END_PART = "UPDATE part SET until = ? WHERE task = ? AND unit = ? AND until IS NULL"
_BEGIN_PART = f"""
    INSERT INTO part (task, unit, seq, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608
_PARTS_SINCE = "SELECT unit FROM part WHERE task = ? AND seq >= ? AND until IS NULL"
_PARTS_BETWEEN = """
    SELECT task, unit FROM part WHERE seq BETWEEN ? AND ? AND until IS NULL ORDER BY task, unit
"""
_REPORT = """
    INSERT INTO report (seq, task, unit, day, happened_on, reached) VALUES (?, ?, ?, ?, ?, ?)
"""
STATUS = (
    *("state", "day", "resumed"),
    *("wait", "waits_on", "waits_for", "wait_from", "wait_until", "objection"),
    *("waited", "waited_from", "waited_to"),
    *("asked", "asked_on", "asked_to", "granted", "granted_late", "planned"),
)
"""What holds of a task; see migration 0004."""

_STATUS_COLUMNS = ", ".join(STATUS)
_STATUS_NOW = f"SELECT {_STATUS_COLUMNS} FROM status WHERE task = ? AND until IS NULL"  # noqa: S608
_END_STATUS = "UPDATE status SET until = ? WHERE task = ? AND until IS NULL"
_BEGIN_STATUS = f"""
    INSERT INTO status (task, seq, {_STATUS_COLUMNS}) VALUES (?, ?{", ?" * len(STATUS)})
"""  # noqa: S608
_STATUS_SINCE = "SELECT 1 FROM status WHERE task = ? AND seq >= ? AND until IS NULL"
_STATUS_BEFORE = f"""
    SELECT {_STATUS_COLUMNS} FROM status WHERE task = ? AND seq < ? ORDER BY seq DESC LIMIT 1
"""  # noqa: S608
_NO_WAIT = dict.fromkeys(("wait", "waits_on", "waits_for", "wait_from", "wait_until", "objection"))
_NO_REQUEST = dict.fromkeys(("asked", "asked_on", "asked_to"))
_TASK_STATE = """
    UPDATE task SET state = :state, done = CASE WHEN dropped = 1 THEN 1 ELSE :done END
    WHERE id = :task
"""
_CELLS_DONE = "UPDATE assignment SET done = :done WHERE task = :task AND done <> :done"
_UNDONE_REPORTS = """
    UPDATE report SET undone = ? WHERE task = ? AND seq BETWEEN ? AND ? AND undone IS NULL
"""
_UNDOING = "INSERT INTO undoing (command, seq) VALUES (?, ?) ON CONFLICT (command) DO NOTHING"
_REDACTION = """
    INSERT INTO redaction (event, sha256, seq) VALUES (?, ?, ?)
    ON CONFLICT (event, sha256) DO NOTHING
"""

_ADD_UP = """
    WITH RECURSIVE above (id) AS (
        {start}
        UNION
        SELECT t.parent FROM task t JOIN above ON t.id = above.id WHERE t.parent IS NOT NULL
    ), below (top, id) AS (
        SELECT above.id, t.id FROM above JOIN task t ON t.parent = above.id WHERE t.dropped = 0
        UNION ALL
        SELECT below.top, t.id FROM below JOIN task t ON t.parent = below.id WHERE t.dropped = 0
    ), sum_of (top, least) AS (
        SELECT below.top, MIN(CASE t.state
            WHEN 'pending' THEN 0 WHEN 'active' THEN 1 WHEN 'review' THEN 2 ELSE 3 END)
        FROM below JOIN task t ON t.id = below.id WHERE t.is_group = 0 GROUP BY below.top
    )
    UPDATE task SET
        state = CASE sum_of.least
            WHEN 0 THEN 'pending' WHEN 1 THEN 'active' WHEN 2 THEN 'review' ELSE 'closed' END,
        done = CASE WHEN sum_of.least = 3 OR task.dropped = 1 THEN 1 ELSE 0 END
    FROM sum_of WHERE sum_of.top = task.id
"""
_ABOVE_SOME = "SELECT parent FROM task WHERE parent IS NOT NULL AND id IN ({places})"
_ALL_GROUPS = "SELECT id FROM task WHERE is_group = 1"


def fold(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    """Bring the state up to date with one event of work; return whether a task changed state."""
    effect = _EFFECTS.get(event.kind)
    return effect(connection, event, data) if effect else False


def add_up_groups(connection: sqlite3.Connection, tasks: Iterable[int] | None = None) -> None:
    """Give the groups above some tasks, or all, the state of their least advanced open child."""
    if tasks is None:
        connection.execute(_ADD_UP.format(start=_ALL_GROUPS))
        return
    listed = list(tasks)
    start = _ABOVE_SOME.format(places=", ".join("?" * len(listed)))
    connection.execute(_ADD_UP.format(start=start), listed)


_EXTENDED = """
    UPDATE task SET deadline = COALESCE((
        SELECT s.granted FROM status s WHERE s.task = task.id AND s.until IS NULL
        AND s.granted_late = 0 AND s.planned = task.original_deadline), original_deadline)
    WHERE is_group = 0 AND id IN (SELECT task FROM {status} WHERE granted IS NOT NULL)
"""
_GROUPS_EXTENDED = """
    WITH RECURSIVE above (id) AS (
        SELECT t.parent FROM task t WHERE t.parent IS NOT NULL
        AND t.id IN (SELECT task FROM {status} WHERE granted IS NOT NULL)
        UNION
        SELECT t.parent FROM task t JOIN above ON t.id = above.id WHERE t.parent IS NOT NULL
    ), below (top, id) AS (
        SELECT above.id, t.id FROM above JOIN task t ON t.parent = above.id
        WHERE t.dropped = 0
        UNION ALL
        SELECT below.top, t.id FROM below JOIN task t ON t.parent = below.id
        WHERE t.dropped = 0
    ), latest (top, day) AS (
        SELECT below.top, MAX(t.deadline) FROM below JOIN task t ON t.id = below.id
        WHERE t.is_group = 0 GROUP BY below.top
    )
    UPDATE task SET deadline = latest.day FROM latest WHERE latest.top = task.id
"""
_DUE_ORDER = """
    UPDATE task SET due_order = COALESCE(deadline, '9999-12-31')
    WHERE due_order <> COALESCE(deadline, '9999-12-31')
"""
_CELLS_DUE_ORDER = """
    UPDATE assignment SET due_order = t.due_order FROM task t
    WHERE t.id = assignment.task AND t.due_order <> assignment.due_order
      AND t.id IN (SELECT task FROM {status} WHERE granted IS NOT NULL)
"""


def apply_extensions(connection: sqlite3.Connection, status: str = "status") -> None:
    """Give every task that was ever extended the deadline that counts now, and its groups theirs.

    `status` is the table that knows what was ever granted: that of today where one looks back.
    """
    ever = f"SELECT 1 FROM {status} WHERE granted IS NOT NULL LIMIT 1"  # noqa: S608
    if connection.execute(ever).fetchone():
        for text in (_EXTENDED, _GROUPS_EXTENDED, _DUE_ORDER, _CELLS_DUE_ORDER):
            connection.execute(text.format(status=status))


def _reported(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    part = _part(connection, event.task, event.unit)
    part.update(reported=event.on, report=event.seq, exemption=None, urged=None)
    if "progress" in data:
        part["progress"] = data["progress"]
    if data.get("kept"):
        supervision.keep(connection, event, part["promised"])
        part.update(_open_promise(connection, event.task, event.unit))
    if "promise" in data:
        supervision.promise(connection, event, data["by"])
        part.update(promised=event.seq, promised_by=data["by"])
    _set_part(connection, event, event.unit, part)
    row = (event.seq, event.task, event.unit, event.day, event.on, data.get("milestone"))
    connection.execute(_REPORT, row)
    return "state" in data and _set_state(connection, event, data["state"])


def _open_promise(connection: sqlite3.Connection, task: int | None, unit: int | None) -> Part:
    """Return the newest promise of a unit on a task of which nothing was said yet."""
    promised = supervision.open_promise(connection, task, unit) or (None, None)
    return dict(zip(("promised", "promised_by"), promised, strict=True))


def _moved(connection: sqlite3.Connection, event: Event, _data: Data) -> bool:
    return _set_state(connection, event, TRANSITIONS[event.kind][1])


def _wait_begun(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    status = _ended_wait(_status(connection, event.task), event.day)
    status.update(wait=event.seq, waits_on=data["unit"], waits_for=data.get("name"))
    status.update(wait_from=event.day, wait_until=data["until"])
    return _set_status(connection, event, status)


def _wait_objected(connection: sqlite3.Connection, event: Event, _data: Data) -> bool:
    return _set_status(
        connection, event, {**_status(connection, event.task), "objection": event.seq}
    )


def _wait_upheld(connection: sqlite3.Connection, event: Event, _data: Data) -> bool:
    return _set_status(connection, event, {**_status(connection, event.task), "objection": None})


def _wait_ended(connection: sqlite3.Connection, event: Event, _data: Data) -> bool:
    status = _ended_wait(_status(connection, event.task), event.day)
    return _set_status(connection, event, status)


def _ended_wait(status: Status, day: str) -> Status:
    """Return a status without its wait, which then stands among those that ended."""
    if status["wait"] is None:
        return status
    last = min(day, status["wait_until"])
    ended = [*json.loads(status["waited"] or "[]"), [status["wait_from"], last]]
    span = {"waited_from": status["wait_from"], "waited_to": last}
    return {**status, **_NO_WAIT, "waited": json.dumps(ended), **span}


def _extension_asked(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    status = _status(connection, event.task)
    status.update(asked=event.seq, asked_on=event.day, asked_to=data["to"])
    return _set_status(connection, event, status)


def _extension_approved(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    status = {**_status(connection, event.task), **_NO_REQUEST}
    status.update(granted=data["to"], granted_late=int(data["late"]), planned=data["planned"])
    _set_status(connection, event, status)
    apply_extensions(connection)
    return False


def _extension_returned(connection: sqlite3.Connection, event: Event, _data: Data) -> bool:
    status = {**_status(connection, event.task), **_NO_REQUEST}
    return _set_status(connection, event, status)


def _exemption(state: str | None) -> Effect:
    def effect(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
        unit = data["unit"]
        part = _part(connection, event.task, unit)
        _set_part(connection, event, unit, {**part, "exemption": state})
        return False

    return effect


def _urged(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    unit = data["unit"]
    part = _part(connection, event.task, unit)
    _set_part(connection, event, unit, {**part, "urged": event.day})
    return False


def _promise_judged(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    supervision.judge(connection, event, data["promise"], data["kept"])
    part = _part(connection, event.task, data["unit"])
    if part["promised"] == data["promise"]:
        part.update(_open_promise(connection, event.task, data["unit"]))
        _set_part(connection, event, data["unit"], part)
    return False


def _undone(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    """Put a task back to where it stood before a command; nothing else came after it there.

    Of a load, put back what units inherited by it; its definitions are events of their own.
    """
    connection.execute(_UNDOING, (data["command"], event.seq))
    first, last = data["first"], data["last"]
    supervision.take_back(connection, event, first, last)
    readings.take_back(connection, event, first, last)
    documents.take_back(connection, event, first, last)
    if event.task is None:
        for task, unit in connection.execute(_PARTS_BETWEEN, (first, last)).fetchall():
            _restore_part(connection, event, task, unit, first)
        return False
    connection.execute(_UNDONE_REPORTS, (event.seq, event.task, first, last))
    for (unit,) in connection.execute(_PARTS_SINCE, (event.task, first)).fetchall():
        _restore_part(connection, event, event.task, unit, first)
    if not connection.execute(_STATUS_SINCE, (event.task, first)).fetchone():
        return False
    before = connection.execute(_STATUS_BEFORE, (event.task, first)).fetchone()
    _write_status(connection, event, _as_status(before, event.day))
    apply_extensions(connection)
    return True


def _restore_part(
    connection: sqlite3.Connection, event: Event, task: int, unit: int, first: int
) -> None:
    before = connection.execute(_PART_BEFORE, (task, unit, first)).fetchone()
    connection.execute(_END_PART, (event.seq, task, unit))
    connection.execute(_BEGIN_PART, (task, unit, event.seq, *_as_part(before).values()))


def _redacted(connection: sqlite3.Connection, event: Event, data: Data) -> bool:
    rows = [(data["event"], key, event.seq) for key in data["texts"]]
    connection.executemany(_REDACTION, rows)
    return False


def _part(connection: sqlite3.Connection, task: int | None, unit: int | None) -> Part:
    return _as_part(connection.execute(_PART_NOW, (task, unit)).fetchone())


def _as_part(row: tuple[Any, ...] | None) -> Part:
    return dict(zip(_PART, row or (None,) * len(_PART), strict=True))


def _set_part(connection: sqlite3.Connection, event: Event, unit: int | None, part: Part) -> None:
    connection.execute(_END_PART, (event.seq, event.task, unit))
    connection.execute(_BEGIN_PART, (event.task, unit, event.seq, *part.values()))


def _set_state(connection: sqlite3.Connection, event: Event, state: str) -> bool:
    """Take a task to another state on the day of an event; a wait ends where it leaves `active`."""
    status = _status(connection, event.task)
    if state != State.ACTIVE:
        status = _ended_wait(status, event.day)
    if state in ENDED:
        status.update(_NO_REQUEST)
    if state == State.ACTIVE and status["state"] not in (State.PENDING, State.ACTIVE):
        status["resumed"] = event.day
    status.update(state=state, day=event.day)
    _write_status(connection, event, status)
    return True


def _set_status(connection: sqlite3.Connection, event: Event, status: Status) -> bool:
    """Begin a row in which the state is as before."""
    _write_status(connection, event, status)
    return False


def _status(connection: sqlite3.Connection, task: int | None) -> Status:
    return _as_status(connection.execute(_STATUS_NOW, (task,)).fetchone(), "")


def _as_status(row: tuple[Any, ...] | None, day: str) -> Status:
    return dict(zip(STATUS, row or (State.PENDING, day, *[None] * (len(STATUS) - 2)), strict=True))


def _write_status(connection: sqlite3.Connection, event: Event, status: Status) -> None:
    status["day"] = status["day"] or event.day
    connection.execute(_END_STATUS, (event.seq, event.task))
    connection.execute(_BEGIN_STATUS, (event.task, event.seq, *status.values()))
    state = status["state"]
    values = {"task": event.task, "state": state, "done": int(state in ENDED)}
    connection.execute(_TASK_STATE, values)
    connection.execute(_CELLS_DONE, values)


_EFFECTS: dict[str, Effect] = {
    EventKind.REPORTED: _reported,
    EventKind.REPORT_EXEMPTION_ASKED: _exemption("asked"),
    EventKind.REPORT_EXEMPTION_APPROVED: _exemption("approved"),
    EventKind.REPORT_EXEMPTION_RETURNED: _exemption(None),
    EventKind.URGED: _urged,
    EventKind.PROMISE_JUDGED: _promise_judged,
    EventKind.WAIT_BEGUN: _wait_begun,
    EventKind.WAIT_OBJECTED: _wait_objected,
    EventKind.WAIT_UPHELD: _wait_upheld,
    EventKind.WAIT_ENDED: _wait_ended,
    EventKind.EXTENSION_ASKED: _extension_asked,
    EventKind.EXTENSION_APPROVED: _extension_approved,
    EventKind.EXTENSION_RETURNED: _extension_returned,
    EventKind.UNDONE: _undone,
    EventKind.REDACTED: _redacted,
    **supervision.EFFECTS,
    **readings.EFFECTS,
    **documents.EFFECTS,
    **dict.fromkeys(TRANSITIONS, _moved),
}
