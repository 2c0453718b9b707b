"""What one needs to know of the loaded programme before anything else."""

import sqlite3


def overall_plan(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """Return id and definition (JSON text) of the overall plan, None where nothing is loaded."""
    query = "SELECT id, definition FROM plan WHERE tier = '1' AND dropped = 0"
    row: tuple[str, str] | None = connection.execute(query).fetchone()
    return row


def plan_by_id(connection: sqlite3.Connection, plan: str) -> tuple[str, str, str] | None:
    """Return tier, title and definition (JSON text) of a plan, also of one that was dropped."""
    query = "SELECT tier, title, definition FROM plan WHERE id = :plan"
    row: tuple[str, str, str] | None = connection.execute(query, {"plan": plan}).fetchone()
    return row


def is_simulated(connection: sqlite3.Connection) -> bool:
    """Whether the store was made for simulated data."""
    row = connection.execute("SELECT simulated FROM store").fetchone()
    return bool(row and row[0])
