"""Files that are there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


@contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """Open a file for writing; it gets its name when all is written and durable.

    A device or a pipe has no whole: it is written as it is. A link stays one.
    """
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):  # noqa: PTH110, PTH112, PTH113
        with open(path, "wb") as device:  # noqa: PTH123
            yield device
        return
    path = os.path.realpath(path)
    try:
        folder = os.path.dirname(path)  # noqa: PTH120
        handle, draft = tempfile.mkstemp(dir=folder, prefix=".taskmatrix-", suffix=".tmp")
    except OSError as error:
        error.filename = path
        raise
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o666 & ~_umask())  # noqa: PTH101 - as any file the user makes
        os.replace(draft, path)  # noqa: PTH105
    except BaseException:
        if os.path.exists(draft):  # noqa: PTH110
            os.unlink(draft)  # noqa: PTH108
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
