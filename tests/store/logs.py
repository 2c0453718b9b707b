"""Logs of a store that is being written."""

from pathlib import Path


def size_of(path: Path) -> int:
    """The bytes of a file that its writer may take away at any moment."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
