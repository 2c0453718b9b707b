"""Reading who waits for whom, and which extensions are asked for."""

import sqlite3
from typing import NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import STANDS

_IN_FORCE = "s.wait IS NOT NULL AND :today BETWEEN s.wait_from AND s.wait_until"
_LEAD = """
    LEFT JOIN assignment l ON l.task = t.id AND l.role = 'lead' AND l.rank = 1
    LEFT JOIN unit n ON n.id = l.unit
"""
_AWAITED = f"""
    {HEIRS}
    SELECT s.wait, n.name, t.code, t.title, t.code_order, s.wait_until
    FROM status s JOIN task t ON t.id = s.task {_LEAD}
    LEFT JOIN part p ON p.task = t.id AND p.unit = :unit AND p.until IS NULL
    WHERE s.until IS NULL AND t.done = 0 AND {_IN_FORCE} AND s.objection IS NULL
      AND {heir_of("s.waits_on")} = :unit AND (p.report IS NULL OR p.report < s.wait)
"""  # noqa: S608 - texts of our own
_LAPSED = f"""
    SELECT s.wait, n.name, t.code, t.title, t.code_order, s.wait_until
    FROM status s JOIN task t ON t.id = s.task {_LEAD}
    LEFT JOIN part p ON p.task = t.id AND p.unit = l.unit AND p.until IS NULL
    LEFT JOIN event e ON e.seq = p.report
    WHERE s.until IS NULL AND t.done = 0 AND s.wait IS NOT NULL AND s.wait_until < :today
      AND (e.day IS NULL OR e.day <= s.wait_until)
"""  # noqa: S608
_OBJECTIONS = f"""
    {HEIRS}
    SELECT s.objection, h.name, t.code, t.title, t.code_order, s.wait_until
    FROM status s JOIN task t ON t.id = s.task
    JOIN unit h ON h.id = {heir_of("s.waits_on")}
    WHERE s.until IS NULL AND t.done = 0 AND s.objection IS NOT NULL
"""  # noqa: S608
_REQUESTS = f"""
    SELECT s.asked, n.name, t.code, t.title, t.code_order, s.asked_to
    FROM status s JOIN task t ON t.id = s.task {_LEAD}
    WHERE s.until IS NULL AND t.done = 0 AND s.asked IS NOT NULL
"""  # noqa: S608
_SILENT = f"""
    {HEIRS}
    SELECT h.id, h.name, t.code, t.title, p.reported, p.urged, a.role
    FROM status s JOIN task t ON t.id = s.task
    JOIN unit h ON h.id = {heir_of("s.waits_on")}
    LEFT JOIN part p ON p.task = t.id AND p.unit = h.id AND p.until IS NULL
    LEFT JOIN assignment a ON a.task = t.id AND a.unit = h.id
    WHERE s.until IS NULL AND t.done = 0 AND {_IN_FORCE} AND s.objection IS NULL
      AND s.wait_from <= :begun AND (p.report IS NULL OR p.report < s.wait)
    ORDER BY h.position, h.id, t.code_order
"""  # noqa: S608
_HEIR = f"""
    {HEIRS}
    SELECT u.id, u.name FROM unit u WHERE u.id = {heir_of(":unit")}
"""  # noqa: S608
_STANDS = STANDS.format(event="e")
_OBJECTED = f"""
    SELECT MAX(e.day) FROM event e
    WHERE e.task = ? AND e.seq > ? AND e.kind = '{EventKind.WAIT_OBJECTED}' AND {_STANDS}
"""  # noqa: S608
_ASKED = "SELECT asked FROM status WHERE task = ? AND until IS NULL"
_APPROVED = f"""
    SELECT MAX(e.seq) FROM event e
    WHERE e.task = ? AND e.kind = '{EventKind.EXTENSION_APPROVED}' AND {_STANDS}
"""  # noqa: S608
_DEADLINES = "SELECT deadline, original_deadline, standing FROM task WHERE id = ?"


class Matter(NamedTuple):
    """What somebody is to act on: the event that brought it, and for whom it speaks.

    `unit` is the name of who waits, objects or asks; `day` is the last one of the wait, or the
    one to which an extension is asked for.
    """

    event: int
    unit: str | None
    code: str
    title: str
    order: str
    day: str


def awaited(store: sqlite3.Connection, unit: int, today: str) -> list[Matter]:
    """Return the waits for a unit to which it has neither reported nor objected."""
    return list(map(Matter._make, store.execute(_AWAITED, {"unit": unit, "today": today})))


def lapsed(store: sqlite3.Connection, today: str, unit: int | None = None) -> list[Matter]:
    """Return the waits that ended by themselves, of all first leads or one.

    None whose lead has reported since.
    """
    text = _LAPSED if unit is None else f"{_LAPSED} AND l.unit = :unit"
    return list(map(Matter._make, store.execute(text, {"unit": unit, "today": today})))


def objections(store: sqlite3.Connection) -> list[Matter]:
    """Return the objections to waits that are to be decided on."""
    return list(map(Matter._make, store.execute(_OBJECTIONS)))


def requests(store: sqlite3.Connection) -> list[Matter]:
    """Return the requests for an extension that are to be decided on."""
    return list(map(Matter._make, store.execute(_REQUESTS)))


def silent_awaited(
    store: sqlite3.Connection, begun: str, today: str
) -> list[tuple[int, str, str, str, str | None, str | None, str | None]]:
    """Return the units that were waited on from a day on, are so still, and have not answered.

    Unit, its name, code and title of the task, days of its last report and of the last call, its
    role on the task.
    """
    return store.execute(_SILENT, {"begun": begun, "today": today}).fetchall()


def heir(store: sqlite3.Connection, unit: int) -> tuple[int, str]:
    """Return identity and name of a unit, or of the one that continues it."""
    found: tuple[int, str] = store.execute(_HEIR, {"unit": unit}).fetchone()
    return found


def objected_on(store: sqlite3.Connection, task: int, wait: int) -> str | None:
    """Return the day on which somebody objected to a wait, whatever was decided since."""
    day: str | None = store.execute(_OBJECTED, (task, wait)).fetchone()[0]
    return day


def asked(store: sqlite3.Connection, task: int) -> int | None:
    """Return the event that asks for an extension of a task and is not decided, if there is one."""
    row = store.execute(_ASKED, (task,)).fetchone()
    return row[0] if row else None


def approved(store: sqlite3.Connection, task: int) -> int | None:
    """Return the event that last approved an extension of a task, if there is one."""
    seq: int | None = store.execute(_APPROVED, (task,)).fetchone()[0]
    return seq


def deadlines(store: sqlite3.Connection, task: int) -> tuple[str | None, str | None, bool]:
    """Return the deadline of a task that counts, the plan's, and whether the task is standing."""
    counts, planned, standing = store.execute(_DEADLINES, (task,)).fetchone()
    return counts, planned, bool(standing)
