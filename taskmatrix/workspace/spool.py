"""Many objects, read again and again, that are not held in memory together."""

import json
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

Item = dict[str, Any]

HELD = 1_000_000
"""Bytes that are held in memory before they go to a file."""

_READ = 100_000


class Spool:
    """Objects for JSON, as lines of a file that vanishes with the program."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(HELD)  # noqa: SIM115 - closed when nobody reads it
        finalize(self, self._file.close)
        self._count = 0

    def extend(self, items: Iterable[Item]) -> None:
        """Add objects at the end."""
        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        for item in items:
            self._file.write(f"{encode(item)}\n".encode())
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        place = 0
        while True:
            self._file.seek(place)
            lines = self._file.readlines(_READ)
            if not lines:
                return
            place = self._file.tell()
            yield from map(json.loads, lines)
