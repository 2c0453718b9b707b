"""Reading the matrix: its columns, its rows in the order of the plans, the cells of each row."""

import sqlite3
from collections.abc import Iterator

from taskmatrix.domain.selection import Selection
from taskmatrix.store.parts import has_parts, parts
from taskmatrix.store.query import STATE, Query, Row

Cell = tuple[int, str, int, str, int | None, str | None]


def columns(store: sqlite3.Connection, wanted: Selection) -> list[tuple[int, str, str | None, str]]:
    """Return identity, name, English name and kind of the units with a cell, departments first."""
    query = Query(wanted)
    text = f"""
        SELECT u.id, u.name, u.en, u.kind FROM unit u
        WHERE u.id IN (SELECT c.unit FROM assignment c WHERE c.task IN ({query.identities()}))
        ORDER BY u.position, u.id
    """  # noqa: S608
    return store.execute(text, query.parameters).fetchall()


def rows(store: sqlite3.Connection, wanted: Selection, groups: bool) -> Iterator[Row]:
    """Yield the selected tasks in order, with `groups` below the groups that they are in."""
    query = Query(wanted)
    text = f"""
        WITH RECURSIVE above (id, parent) AS (
            SELECT t.id, t.parent FROM task t WHERE t.id IN ({query.identities()})
            UNION
            SELECT t.id, t.parent FROM task t JOIN above ON t.id = above.parent
        )
        SELECT t.id, t.code, t.plan, t.number, t.title, t.section, t.is_group, {STATE}
        FROM task t JOIN plan p ON p.id = t.plan
        WHERE t.id IN (SELECT id FROM above) AND t.is_group <= :groups
        ORDER BY {query.order}
    """  # noqa: S608
    query.parameters["groups"] = int(groups)
    cursor = store.cursor()
    cursor.row_factory = sqlite3.Row
    for row in cursor.execute(text, query.parameters):  # noqa: UP028 - left open when a pipe closes
        yield row


def cells(store: sqlite3.Connection, tasks: list[int]) -> dict[int, list[Cell]]:
    """Return unit, role, rank, basis, progress and day of report of the cells of rows, by task."""
    known = parts(store, tasks) if has_parts(store) else {}
    places = ", ".join("?" * len(tasks))
    found: dict[int, list[Cell]] = {task: [] for task in tasks}
    text = f"SELECT task, unit, role, rank, basis FROM assignment WHERE task IN ({places})"  # noqa: S608
    for task, unit, role, rank, basis in store.execute(text, tasks):
        part = known.get((task, unit))
        done = (part.progress, part.reported) if part else (None, None)
        found[task].append((unit, role, rank, basis, *done))
    return found
