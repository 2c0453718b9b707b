"""Who goes on for a unit that was merged into another, and so on to the last (contract §2)."""

import sqlite3

HEIRS = """
    WITH RECURSIVE line (unit, id) AS (
        SELECT id, successor FROM unit WHERE successor IS NOT NULL
        UNION ALL
        SELECT l.unit, u.successor FROM line l JOIN unit u ON u.id = l.id
        WHERE u.successor IS NOT NULL
    ), heir (unit, id) AS (
        SELECT l.unit, l.id FROM line l JOIN unit u ON u.id = l.id WHERE u.successor IS NULL
    )
"""
"""What a query begins with to know the last heir, `heir.id`, of every unit that was merged."""


def heir_of(unit: str) -> str:
    """Return the SQL of the unit that goes on for one, which mostly is that unit itself."""
    return f"COALESCE((SELECT i.id FROM heir i WHERE i.unit = {unit}), {unit})"  # noqa: S608 - ours


def heirs(store: sqlite3.Connection) -> dict[int, int]:
    """Return the units that were merged into others: unit → the last that continues it."""
    return dict(store.execute(f"{HEIRS} SELECT unit, id FROM heir"))  # noqa: S608 - ours
