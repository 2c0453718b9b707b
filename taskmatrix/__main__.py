"""The door: `taskmatrix`, `tm` and `python -m taskmatrix`."""

import gc
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
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
