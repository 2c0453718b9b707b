"""Measuring whole processes: interleaved pairs, the median of their ratios."""

import errno
import os
import pty
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

SHORT = 25
LONG = 5
"""How many pairs: of commands that take milliseconds, of those that take seconds."""

_PEAK = Path(__file__).with_name("peak.py")


class CommandFailed(Exception):
    """A command that was to be measured did not succeed."""


def _nothing() -> None:
    """Prepare nothing, check nothing."""


@dataclass(frozen=True)
class Command:
    """A program as a user starts it, its output into a pipe or onto a terminal of some width."""

    words: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    terminal: int | None = None
    before: Callable[[], None] = _nothing
    after: Callable[[], None] = _nothing

    def seconds(self) -> float:
        """Run once; return the time on the wall. Raises CommandFailed."""
        return self._run()[0]

    def peak(self) -> float:
        """Run once; return the most memory held at once, in KiB. Raises CommandFailed."""
        words = (sys.executable, "-I", "-S", _PEAK, *self.words)
        return float(replace(self, words=words)._run()[1])

    def _run(self) -> tuple[float, str]:
        """Return the time and the last line on stderr."""
        self.before()
        read, write = self._output()
        with tempfile.TemporaryFile() as errors:
            start = time.perf_counter()
            process = subprocess.Popen(
                [os.fspath(word) for word in self.words],
                env=self.env,
                cwd=self.folder,
                stdin=write if self.terminal else subprocess.DEVNULL,
                stdout=write,
                stderr=errors,
                close_fds=False,
            )
            os.close(write)
            _drain(read)
            status = process.wait()
            seconds = time.perf_counter() - start
            os.close(read)
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()
        last = said.rpartition("\n")[2]
        if status:
            raise CommandFailed(f"`{self}`: {last or status}")
        self.after()
        return seconds, last

    def _output(self) -> tuple[int, int]:
        """Return our end and theirs of a pipe or terminal; only theirs is passed on."""
        ours, theirs = pty.openpty() if self.terminal else os.pipe()
        if self.terminal:
            termios.tcsetwinsize(theirs, (24, self.terminal))
        return ours, theirs

    def __str__(self) -> str:
        return " ".join(Path(word).name for word in self.words)


def time_ratio(one: Command, other: Command, pairs: int) -> float:
    """Return the median ratio of the times of two commands, run in turns."""
    return _ratio(one.seconds, other.seconds, pairs)


def memory_ratio(one: Command, other: Command) -> float:
    """Return the median ratio of the peak memories of two commands."""
    return _ratio(one.peak, other.peak, LONG)


def _ratio(one: Callable[[], float], other: Callable[[], float], pairs: int) -> float:
    one(), other()  # what a first run alone pays: caches of files and of bytecode
    ratios = []
    for number in range(pairs):
        if number % 2:
            below, above = other(), one()
        else:
            above, below = one(), other()
        ratios.append(above / below)
    return median(ratios)


def _drain(source: int) -> None:
    try:
        while os.read(source, 1 << 16):
            pass
    except OSError as error:
        if error.errno != errno.EIO:  # how a terminal says that its last program has gone
            raise
