"""Measuring whole processes: interleaved pairs, the median of their ratios."""

import errno
import os
import pty
import subprocess
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import IO, NamedTuple

SHORT = 25
LONG = 5
"""How many pairs: of commands that take milliseconds, of those that take seconds."""


class CommandFailed(Exception):
    """A command that was to be measured did not succeed."""


class Run(NamedTuple):
    """What one run took: the time on the wall and, in KiB, the most memory at once."""

    seconds: float
    peak: int


def _nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Command:
    """A program as a user starts it, its output into a pipe or onto a terminal of some width."""

    words: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    terminal: int | None = None
    before: Callable[[], None] = _nothing

    def run(self) -> Run:
        """Run once. Raises CommandFailed where the exit status is not 0."""
        self.before()
        with tempfile.TemporaryFile() as errors:
            read, write = self._output()
            start = time.perf_counter()
            process = subprocess.Popen(
                [os.fspath(word) for word in self.words],
                env=self.env,
                cwd=self.folder,
                stdin=subprocess.DEVNULL if self.terminal is None else write,
                stdout=write,
                stderr=errors,
                close_fds=False,
            )
            os.close(write)
            _drain(read)
            # A child's peak begins with the size of the process that started it: keep that small.
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            os.close(read)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise CommandFailed(f"{self}: {_last_line(errors) or process.returncode}")
        return Run(seconds, usage.ru_maxrss)

    def _output(self) -> tuple[int, int]:
        if self.terminal is None:
            return os.pipe()
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, self.terminal))
        return ours, theirs

    def __str__(self) -> str:
        return " ".join(Path(word).name for word in self.words)


def ratio(
    one: Command, other: Command, pairs: int, of: Callable[[Run], float] = attrgetter("seconds")
) -> float:
    """Return the median ratio of one command to the other, run in turns after one run to warm."""
    one.run(), other.run()
    ratios = []
    for number in range(pairs):
        if number % 2:
            below, above = of(other.run()), of(one.run())
        else:
            above, below = of(one.run()), of(other.run())
        ratios.append(above / below)
    return median(ratios)


def memory_ratio(one: Command, other: Command) -> float:
    """Return the ratio of the peak memories of two commands."""
    return ratio(one, other, LONG, attrgetter("peak"))


def _drain(source: int) -> None:
    try:
        while os.read(source, 1 << 16):
            pass
    except OSError as error:
        if error.errno != errno.EIO:  # how a terminal says that its last program has gone
            raise


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    return errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
