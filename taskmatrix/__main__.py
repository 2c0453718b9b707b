"""The door: `taskmatrix`, `tm` and `python -m taskmatrix`."""

import gc
import os
import sys

from taskmatrix import versions


def main() -> int:
    """Run one command and return its exit status."""
    if sys.argv[1:] == ["--version"]:
        # Answered before the command line is loaded, in a third of the time; where nobody can be
        # answered so, the command line finds out why.
        try:
            sys.stdout.write(f"{versions()}\n")
            sys.stdout.flush()
            return 0
        except (OSError, AttributeError):
            pass
    # One short command: looking for cycles would cost a twentieth of its start.
    gc.disable()
    try:
        from taskmatrix.cli import run
    except KeyboardInterrupt:
        return 130
    return _left(run(sys.argv[1:]))


def _left(status: int) -> int:
    """Leave with an exit status as soon as all is written.

    The store is closed by now; to take the rest of the program apart, piece by piece, would cost
    every command an eighth of its time. Where writing fails Python's own way out tells of it.
    """
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return status
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
