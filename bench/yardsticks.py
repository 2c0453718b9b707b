"""Yardsticks that are no program of their own: each the least that the same work takes.

Run as a script, one in a process, with nothing imported that it does not need.
"""

import sys
from pathlib import Path


def load(toml: str, rows: str, database: str) -> None:
    """Read a plan file with tomli; write the rows that it becomes with sqlite3 alone."""
    import marshal
    import sqlite3

    import tomli

    with Path(toml).open("rb") as file:
        tomli.load(file)
    with Path(rows).open("rb") as file:
        schema, tables = marshal.load(file)
    connection = sqlite3.connect(database)
    for statement in schema:
        connection.execute(statement)
    for table, records in tables.items():
        marks = ", ".join("?" * len(records[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", records)
    connection.commit()


def save_rows(database: str, rows: str) -> None:
    """Keep the rows of a loaded database, and its tables and indexes, for `load`."""
    import marshal
    import sqlite3

    connection = sqlite3.connect(database)
    names = ("event", "task", "assignment")
    schema = connection.execute(
        f"SELECT sql FROM sqlite_master WHERE tbl_name IN {names} AND type IN ('table', 'index')"
        " AND sql IS NOT NULL ORDER BY type DESC"
    )
    statements = [statement for (statement,) in schema]
    tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    with Path(rows).open("wb") as file:
        marshal.dump((statements, tables), file)


def save_grid(csv_file: str, database: str) -> None:
    """Put a matrix into a table as wide, a column a unit, empty cells NULL."""
    import csv
    import sqlite3

    with Path(csv_file).open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    columns, marks = ", ".join(f'"{head}"' for head in heads), ", ".join("?" * len(heads))
    connection = sqlite3.connect(database)
    connection.execute(f"CREATE TABLE grid ({columns})")
    filled = ([cell or None for cell in row] for row in rows)
    connection.executemany(f"INSERT INTO grid VALUES ({marks})", filled)
    connection.commit()


def tasks(database: str) -> None:
    """Read every open task, and do nothing with it."""
    import sqlite3

    connection = sqlite3.connect(database)
    for _row in connection.execute("SELECT * FROM task WHERE is_group = 0 AND done = 0"):
        pass


def record(database: str) -> None:
    """Read every task, assignment, what work adds up to, and every event; do nothing with them."""
    import sqlite3

    connection = sqlite3.connect(database)
    for table in ("task", "assignment", "status", "part", "report", "event"):
        for _row in connection.execute(f"SELECT * FROM {table}"):
            pass


def rich_table(csv_file: str, width: str) -> None:
    """Write a matrix with rich, without borders, as wide as told."""
    import csv

    from rich.console import Console
    from rich.table import Table

    with Path(csv_file).open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    table = Table(*heads, box=None)
    for row in rows:
        table.add_row(*row)
    Console(width=int(width)).print(table)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
