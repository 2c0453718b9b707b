"""Many objects, read again and again, that are not held in memory together."""

import marshal
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any
from weakref import finalize

Item = dict[str, Any]

HELD = 1_000_000
"""Bytes that are held in memory before they go to a file."""

_TOGETHER = 100
"""Objects that are written and read at once: a call costs more than an object."""


class Spool:
    """Objects for JSON, kept in a file that vanishes with the program."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(HELD)  # noqa: SIM115 - closed when nobody reads it
        finalize(self, self._file.close)
        self._sizes: list[int] = []
        self._count = 0

    def extend(self, items: Iterable[Item]) -> None:
        """Add objects at the end."""
        rest = iter(items)
        self._file.seek(0, os.SEEK_END)
        while some := list(islice(rest, _TOGETHER)):
            self._sizes.append(self._file.write(marshal.dumps(some)))
            self._count += len(some)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        place = 0
        for size in self._sizes:
            self._file.seek(place)
            yield from marshal.loads(self._file.read(size))  # noqa: S302 - what we wrote ourselves
            place += size
