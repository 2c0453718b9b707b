"""Finding units, tasks and plans by the names that people use."""

import sqlite3
from collections.abc import Iterator

Found = tuple[int, str, str]
UnitRow = tuple[int, str, str, str | None, str, int]


def literal(text: str) -> str:
    """Return a text that LIKE … ESCAPE '!' takes to the letter."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def unit_called(store: sqlite3.Connection, name: str) -> list[Found]:
    """Return identity, name and kind of the units that go by exactly this name."""
    text = """
        SELECT DISTINCT u.id, u.name, u.kind, u.dropped
        FROM unit_name n JOIN unit u ON u.id = n.unit WHERE n.name = :name
    """
    found = store.execute(text, {"name": name}).fetchall()
    live = [each[:3] for each in found if not each[3]]
    return live or [each[:3] for each in found]


def unit_names(store: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield every name that finds a unit, English ones last, with the unit's identity."""
    yield from store.execute("SELECT name, unit FROM unit_name ORDER BY unit, origin DESC")
    yield from store.execute(
        "SELECT en, id FROM unit WHERE en IS NOT NULL AND dropped = 0 ORDER BY id"
    )


def english_names(store: sqlite3.Connection) -> dict[str, str]:
    """Return the units that have an English name: name → English name, those in use winning."""
    text = "SELECT name, en FROM unit WHERE en IS NOT NULL ORDER BY dropped DESC, id"
    return dict(store.execute(text))


def unit_by_id(store: sqlite3.Connection, unit: int) -> UnitRow:
    """Return identity, name, kind, English name, definition, and whether a unit is dropped."""
    text = "SELECT id, name, kind, en, definition, dropped FROM unit WHERE id = :unit"
    row: UnitRow = store.execute(text, {"unit": unit}).fetchone()
    return row


def unit_name(store: sqlite3.Connection, unit: int) -> str:
    """Return the name of a unit."""
    row = store.execute("SELECT name FROM unit WHERE id = :unit", {"unit": unit}).fetchone()
    return str(row[0])


def acting_units(store: sqlite3.Connection, unit: int) -> tuple[int, ...]:
    """Return the units that act for a group; of any other unit, itself."""
    text = "SELECT unit FROM member WHERE team = :unit ORDER BY unit"
    return tuple(row[0] for row in store.execute(text, {"unit": unit})) or (unit,)


def regions(store: sqlite3.Connection) -> set[int]:
    """Return the units that are regions."""
    return {row[0] for row in store.execute("SELECT id FROM unit WHERE kind = 'region'")}


def task_coded(store: sqlite3.Connection, code: str) -> list[Found]:
    """Return identity, code and title of the task with this code; of dropped ones the last."""
    live = "SELECT id, code, title FROM task WHERE code = :code AND dropped = 0"
    dropped = """
        SELECT id, code, title FROM task WHERE code = :code AND dropped = 1
        ORDER BY id DESC LIMIT 1
    """
    found = store.execute(live, {"code": code}).fetchall()
    return found or store.execute(dropped, {"code": code}).fetchall()


def tasks_titled(store: sqlite3.Connection, part: str) -> list[Found]:
    """Return identity, code and title of the live tasks whose title has this part."""
    text = """
        SELECT id, code, title FROM task
        WHERE dropped = 0 AND title LIKE :part ESCAPE '!' ORDER BY code_order
    """
    escaped = literal(part)
    return store.execute(text, {"part": f"%{escaped}%"}).fetchall()


def task_titles(store: sqlite3.Connection) -> Iterator[Found]:
    """Yield identity, code and title of every live task."""
    text = "SELECT id, code, title FROM task WHERE dropped = 0 ORDER BY code_order"
    yield from store.execute(text)


def tasks_beginning(store: sqlite3.Connection, beginning: str, limit: int) -> list[Found]:
    """Return identity, code and title of live tasks whose code begins so."""
    text = """
        SELECT id, code, title FROM task
        WHERE dropped = 0 AND code LIKE :part ESCAPE '!'
        ORDER BY code_order LIMIT :limit
    """
    escaped = literal(beginning)
    return store.execute(text, {"part": f"{escaped}%", "limit": limit}).fetchall()


def plan_titles(store: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield id and title of every plan."""
    yield from store.execute("SELECT id, title FROM plan WHERE dropped = 0 ORDER BY position, id")


def groups_of(store: sqlite3.Connection, unit: int) -> list[str]:
    """Return the names of the groups for which a unit acts."""
    text = "SELECT g.name FROM member m JOIN unit g ON g.id = m.team WHERE m.unit = :unit"
    return [row[0] for row in store.execute(f"{text} ORDER BY g.id", {"unit": unit})]
