"""The store as it was: on one connection, temporary tables and views hide those of today.

Every query then reads the past without knowing; nothing is written to the file.
"""

import sqlite3
from bisect import bisect_right

from taskmatrix.domain.events import DEFINING
from taskmatrix.store.events import last_event, read_events
from taskmatrix.store.state import TABLES, fold
from taskmatrix.store.work import STATUS, add_up_groups, apply_extensions

OF_WORK = (
    *("document_end", "document", "reading", "calendar", "verdict", "promise", "slip_end", "slip"),
    *("undoing", "part", "status", "assignment", "task"),
)
"""The tables that work changes, those that refer to others first. What is redacted now was never
there to read, so `redaction` stays that of today."""

_DAY = "SELECT day FROM event WHERE seq = ?"
_VIEWS = (
    "CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE seq <= {last}",
    """
    CREATE TEMP VIEW report AS
    SELECT seq, task, unit, day, happened_on, reached,
           CASE WHEN undone <= {last} THEN undone END AS undone
    FROM main.report WHERE seq <= {last}
    """,
)
"""What is long and never changes but for its end is looked at through these, and not copied."""

_OF_TODAY = ("redaction", "report")

_SCHEMA = """
    SELECT type, name, sql FROM sqlite_master
    WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC, name
"""
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(DEFINING))
_DEFINED_SINCE = f"SELECT 1 FROM main.event WHERE seq > ? AND kind IN ({_KINDS}) LIMIT 1"  # noqa: S608

_PAST_ROWS = """
    SELECT {columns} FROM main.{table} WHERE seq <= :last AND (until IS NULL OR until > :last)
"""
_PARTS = "progress, reported, report, exemption, urged, promised, promised_by"


def _copy(table: str, *columns: str) -> str:
    """Return what copies the rows that held then."""
    listed = ", ".join(columns)
    past = _PAST_ROWS.format(table=table, columns=listed)
    return f"INSERT INTO temp.{table} ({listed}){past}"


_COPIES = {
    "status": _copy("status", "task", "seq", *STATUS),
    "part": _copy("part", "task", "unit", "seq", _PARTS),
    "undoing": "INSERT INTO temp.undoing SELECT command, seq FROM main.undoing WHERE seq <= :last",
    "slip": "INSERT INTO temp.slip SELECT * FROM main.slip WHERE seq <= :last",
    "slip_end": _copy("slip_end", "slip", "seq", "status", "day", "promised"),
    "promise": """
        INSERT INTO temp.promise (seq, task, unit, made, due, undone)
        SELECT seq, task, unit, made, due, CASE WHEN undone <= :last THEN undone END
        FROM main.promise WHERE seq <= :last
    """,
    "verdict": _copy("verdict", "promise", "seq", "kept", "judged", "day"),
    "calendar": _copy("calendar", "year", "seq", "basis", "days"),
    "reading": """
        INSERT INTO temp.reading (seq, target, unit, day, happened_on, value, measure, undone)
        SELECT seq, target, unit, day, happened_on, value, measure,
               CASE WHEN undone <= :last THEN undone END
        FROM main.reading WHERE seq <= :last
    """,
    "document": "INSERT INTO temp.document SELECT * FROM main.document WHERE seq <= :last",
    "document_end": _copy("document_end", "document", "seq", "day"),
}
_STATES = """
    UPDATE temp.task SET
        state = COALESCE((SELECT s.state FROM temp.status s WHERE s.task = task.id), 'pending')
    WHERE is_group = 0 AND id IN (SELECT task FROM main.status)
"""
_OTHERWISE = """
    SELECT id FROM temp.task WHERE is_group = 0 AND id IN (SELECT task FROM main.status)
    AND done <> CASE WHEN dropped = 1 OR state IN ('closed', 'terminated') THEN 1 ELSE 0 END
"""
"""Tasks that had ended then and have not in what was copied, or the other way about."""

_CELLS_DONE = f"UPDATE temp.assignment SET done = 1 - done WHERE task IN ({_OTHERWISE})"  # noqa: S608
_DONE = f"UPDATE temp.task SET done = 1 - done WHERE id IN ({_OTHERWISE})"  # noqa: S608


def go_back(store: sqlite3.Connection, day: str) -> None:
    """Show the store as it was at the end of a business day (ISO text), until it is closed.

    Begins the transaction in which the past is read; the connection cannot write afterwards.
    """
    _begin(store)
    _show(store, last_event_on(store, day))


def go_back_to(store: sqlite3.Connection, last: int) -> None:
    """Show the store as it was after an event, given by its number, in the same way."""
    _begin(store)
    _show(store, last)


def last_event_on(store: sqlite3.Connection, day: str) -> int:
    """Return the number of the last event recorded up to a business day; 0 where there is none."""
    newest = last_event(store)[0]
    return bisect_right(range(newest + 1), day, lo=1, key=lambda seq: _day(store, seq)) - 1


def _begin(store: sqlite3.Connection) -> None:
    store.execute("PRAGMA foreign_keys = OFF")
    store.execute("PRAGMA temp_store = FILE")
    store.execute("BEGIN")


def _show(store: sqlite3.Connection, last: int) -> None:
    if last >= last_event(store)[0]:
        return
    redefined = store.execute(_DEFINED_SINCE, (last,)).fetchone() is not None
    for view in _VIEWS:
        store.execute(view.format(last=last))
    kept = [] if redefined else ["assignment", "task"]
    hidden = [table for table in TABLES if table not in _OF_TODAY] if redefined else OF_WORK
    for table in reversed(hidden):
        _shadow(store, table)
    for table in reversed(kept):
        store.execute(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")  # noqa: S608
    if redefined:
        fold(store, (event for event in read_events(store) if event.kind in DEFINING))
    for copy in _COPIES.values():
        store.execute(copy, {"last": last})
    for update in (_STATES, _CELLS_DONE, _DONE):
        store.execute(update)
    apply_extensions(store, "main.status")
    add_up_groups(store)


def first_day(store: sqlite3.Connection) -> str | None:
    """Return the business day on which the record begins, None of an empty one."""
    row = store.execute("SELECT day FROM main.event WHERE seq = 1").fetchone()
    return row[0] if row else None


def _day(store: sqlite3.Connection, seq: int) -> str:
    return str(store.execute(_DAY, (seq,)).fetchone()[0])


def _shadow(store: sqlite3.Connection, table: str) -> None:
    """Make an empty temporary table like one of the store, with its indexes."""
    for kind, name, text in store.execute(_SCHEMA, (table,)).fetchall():
        if kind == "table":
            store.execute(text.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
        else:
            store.execute(text.replace(f"INDEX {name} ", f"INDEX temp.{name} ", 1))
