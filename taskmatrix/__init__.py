"""Responsibility matrix and supervision of 1+N+X programme plans."""

__version__ = "0.1.0"


def versions() -> str:
    """Return the versions that a bug report needs, in one line."""
    import sqlite3
    import sys

    python = ".".join(map(str, sys.version_info[:3]))
    return f"taskmatrix {__version__} (Python {python}, SQLite {sqlite3.sqlite_version})"
