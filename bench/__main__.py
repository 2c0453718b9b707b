"""`python -m bench [NAME…]`: the table of all rows, or of those whose names begin so."""

import os
import platform
import sqlite3
import sys
from itertools import chain

from bench import documents, ladder, large, lists, loads, matrices, notices, starts, work
from bench.cache import TODAY
from bench.rows import table


def main(names: list[str]) -> None:
    """Measure and print; the exit status is 0, whatever is found: this is a report."""
    groups = (starts, large, lists, loads, matrices, work, ladder, documents, notices)
    rows = list(chain.from_iterable(group.rows() for group in groups))
    chosen = [row for row in rows if not names or row.name.startswith(tuple(names))]
    if not chosen:
        print("There are:", *(row.name for row in rows), sep="\n  ")
        return
    print(_where(), end="\n\n")
    for line in table(chosen):
        print(line, flush=True)


def _where() -> str:
    return (
        f"{TODAY}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}. "
        "Whole processes; medians of the ratios of interleaved pairs."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
