"""Reading what waits for whom: signatures, reports, decisions."""

import sqlite3
from typing import Any, NamedTuple

from taskmatrix.domain.events import EventKind
from taskmatrix.store.heirs import HEIRS, heir_of
from taskmatrix.store.parts import BEGUN, PART, REPORTED, RESUMED, STANDS, WAITED

Days = tuple[str, str]
NO_DAYS: Days = ("", "")
"""A period in which no report lies."""

_BEGUN = BEGUN.format(day=":begun")
_NOW = REPORTED.format(first=":now_first", last=":now_last")
_LAST = REPORTED.format(first=":last_first", last=":last_last")
_WAITED_LAST = WAITED.format(first=":last_first", last=":last_last")
_EXCUSED_NOW = f"""
    (a.role = 'lead' AND {WAITED.format(first=":now_first", last=":now_last")})
"""
_EXCUSED_LAST = f"""
    ({RESUMED.format(first=":last_first")} OR (a.role = 'lead' AND {_WAITED_LAST}))
"""

_ASSIGNED = f"""
    SELECT t.code, t.title, t.state, t.start, t.assigned_on, t.deadline, t.code_order, a.rank,
           p.progress, p.reported, p.exemption, p.promised_by,
           CASE WHEN {_NOW} OR {_EXCUSED_NOW} THEN 1 ELSE 0 END,
           CASE WHEN {_LAST} OR {_EXCUSED_LAST} THEN 1 ELSE 0 END,
           CASE WHEN EXISTS (
               SELECT 1 FROM assignment o JOIN part q ON q.task = o.task AND q.unit = o.unit
               WHERE o.task = a.task AND o.role = 'lead' AND q.until IS NULL AND q.progress < 100
           ) OR EXISTS (
               SELECT 1 FROM link l JOIN task b ON b.id = l.other
               WHERE l.task = a.task AND l.kind = 'after' AND b.done = 0
           ) THEN 0 ELSE 1 END
    FROM assignment a JOIN task t ON t.id = a.task LEFT JOIN {PART}
    WHERE a.unit = :unit AND a.done = 0 AND a.role = :role
"""  # noqa: S608 - texts of our own
_SILENT = f"""
    SELECT a.unit, u.name, t.code, t.title, p.reported, p.urged
    FROM task t JOIN assignment a ON a.task = t.id JOIN unit u ON u.id = a.unit LEFT JOIN {PART}
    WHERE t.is_group = 0 AND t.done = 0 AND t.state = 'active' AND a.role = :role AND {_BEGUN}
      AND (p.exemption IS NULL OR a.role = 'lead') AND NOT {_LAST}
      AND NOT {_EXCUSED_LAST}
    ORDER BY u.position, u.id, t.code_order
"""  # noqa: S608
_TO_SIGN = f"""
    SELECT t.code FROM assignment a JOIN task t ON t.id = a.task
    WHERE a.unit = :unit AND a.done = 0 AND a.role = 'lead' AND a.rank = 1
      AND t.state = 'pending' AND {_BEGUN}
    ORDER BY t.code_order
"""  # noqa: S608
_UNSIGNED = f"""
    SELECT COUNT(*) FROM task t
    WHERE t.is_group = 0 AND t.done = 0 AND t.state = 'pending' AND {_BEGUN}
      AND EXISTS (SELECT 1 FROM assignment a WHERE a.task = t.id AND a.role = 'lead')
"""  # noqa: S608

_RETURNED = f"""
    SELECT e.seq, t.code, t.title, t.code_order
    FROM assignment a JOIN task t ON t.id = a.task
    JOIN status s ON s.task = t.id AND s.until IS NULL
    JOIN event e ON e.task = t.id AND e.kind IN ('returned', 'extension-returned')
    LEFT JOIN part p ON p.task = a.task AND p.unit = a.unit AND p.until IS NULL
    WHERE a.unit = :unit AND a.done = 0 AND a.role = 'lead' AND a.rank = 1
      AND (p.report IS NULL OR p.report < e.seq) AND {STANDS.format(event="e")}
      AND NOT EXISTS (
          SELECT 1 FROM event l
          WHERE l.task = t.id AND l.seq > e.seq AND {STANDS.format(event="l")}
            AND (l.kind IN ('finished', 'terminated', 'reopened')
                 OR (l.kind = 'extension-asked' AND e.kind = 'extension-returned')))
    UNION ALL
    SELECT p.seq, t.code, t.title, t.code_order
    FROM part p JOIN event e ON e.seq = p.seq AND e.kind = 'report-exemption-returned'
    JOIN task t ON t.id = p.task
    WHERE p.unit = :unit AND p.until IS NULL AND t.done = 0
"""  # noqa: S608

_ASKED = f"""
    (SELECT MAX(CASE WHEN {{who}} THEN e.seq END) FROM event e
     WHERE e.task = t.id AND e.kind = '{{kind}}' AND {STANDS.format(event="e")})
"""  # noqa: S608
_CLOSURES = f"""
    SELECT {_ASKED.format(kind=EventKind.FINISHED, who="1 = 1")},
           NULL, t.code, t.title, t.code_order
    FROM task t WHERE t.state = 'review' AND t.is_group = 0 AND t.done = 0
"""  # noqa: S608
_ITSELF = f"{heir_of('e.unit')} = a.unit"
_EXEMPTIONS = f"""
    {HEIRS}
    SELECT {_ASKED.format(kind=EventKind.REPORT_EXEMPTION_ASKED, who=_ITSELF)},
           u.name, t.code, t.title, t.code_order
    FROM part p JOIN assignment a ON a.task = p.task AND a.unit = p.unit
    JOIN unit u ON u.id = a.unit JOIN task t ON t.id = a.task
    WHERE p.until IS NULL AND p.exemption = 'asked' AND t.done = 0
"""  # noqa: S608
Asked = tuple[int | None, str | None, str, str, str]
"""The event that asked; the unit that it is for, if any; code, title and order of the task."""


class Duty(NamedTuple):
    """One unit's part of an open task, and whether it reported in two periods.

    So counts, too, that nothing was due, for the task waited for another unit.

    `unhindered` is whether a lead's request for closure would be taken: no other lead below 100,
    no open task that comes first.
    """

    code: str
    title: str
    state: str
    start: str | None
    assigned_on: str
    deadline: str | None
    order: str
    rank: int
    progress: int | None
    reported: str | None
    exemption: str | None
    promised_by: str | None
    reported_now: bool
    reported_last: bool
    unhindered: bool


def duties(
    store: sqlite3.Connection, unit: int, role: str, now: Days | None, last: Days | None
) -> list[Duty]:
    """Return a unit's parts in one role of open tasks, with its reports in two periods."""
    values = {"unit": unit, "role": role, **_days("now", now), **_days("last", last)}
    return list(map(Duty._make, store.execute(_ASSIGNED, values)))


def silent(
    store: sqlite3.Connection, role: str, last: Days
) -> list[tuple[int, str, str, str, str | None, str | None]]:
    """Return who did not report in a period, of those whose clock had begun on its first day.

    Unit, its name, code and title of the task, days of the last report and of the last call.
    """
    values = {"role": role, "begun": last[0], **_days("last", last)}
    return store.execute(_SILENT, values).fetchall()


def to_sign(store: sqlite3.Connection, unit: int, today: str) -> list[str]:
    """Return the codes of the tasks that a unit has to sign for."""
    return [row[0] for row in store.execute(_TO_SIGN, {"unit": unit, "begun": today})]


def returned(store: sqlite3.Connection, unit: int) -> list[tuple[int, str, str, str]]:
    """Return what was given back to a unit that has not reported since.

    The event that returned it; code, title and order of the task.
    """
    return store.execute(_RETURNED, {"unit": unit}).fetchall()


def unsigned(store: sqlite3.Connection, today: str) -> int:
    """Return how many tasks wait for their lead to sign."""
    count: int = store.execute(_UNSIGNED, {"begun": today}).fetchone()[0]
    return count


def closures(store: sqlite3.Connection) -> list[Asked]:
    """Return the requests for closure that are to be decided on."""
    return store.execute(_CLOSURES).fetchall()


def exemptions(store: sqlite3.Connection) -> list[Asked]:
    """Return who says that which task does not concern it, to be decided on."""
    return store.execute(_EXEMPTIONS).fetchall()


def _days(name: str, days: Days | None) -> dict[str, Any]:
    first, last = days or NO_DAYS
    return {f"{name}_first": first, f"{name}_last": last}
