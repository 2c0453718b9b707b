"""A terminal as an office has it: a pseudo-terminal, and what a person sees on it."""

import errno
import fcntl
import os
import select
import subprocess
import termios
import time
from pathlib import Path
from types import TracebackType

import pyte
from conftest import Office

LINES = 500
PATIENCE = 30
REACTION = 0.3


class Terminal:
    """Runs one command on a terminal of so many columns; `see` waits, `type` answers."""

    def __init__(self, office: Office, *args: str | Path, columns: int = 80, **env: str | None):
        self.screen = pyte.Screen(columns, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self._keys, theirs = os.openpty()
        termios.tcsetwinsize(theirs, (24, columns))
        given = {"COLUMNS": None, "TERM": "xterm-256color", **env}
        self._process = subprocess.Popen(
            office.command(*args),
            cwd=office.folder,
            env=office.environment(**given),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._keys)

    def see(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        end = time.monotonic() + PATIENCE
        while text not in self.text:
            assert self._read(end), f"“{text}” does not come:\n{self.text}"

    def type(self, keys: str) -> None:
        """Press keys, as slowly as a person: Python misses Ctrl-C just before it begins to read."""
        time.sleep(REACTION)
        os.write(self._keys, keys.encode())

    def end(self) -> int:
        """Wait for the end of the command and return its status."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        status = self._process.wait(PATIENCE)
        assert "Traceback" not in self.text, self.text
        return status

    def _read(self, end: float) -> bool:
        ready, _write, _except = select.select([self._keys], [], [], max(end - time.monotonic(), 0))
        assert ready, f"nothing comes any more:\n{self.text}"
        try:
            piece = os.read(self._keys, 65536)
        except OSError as error:  # Linux's way to say that the other end was closed
            if error.errno != errno.EIO:
                raise
            return False
        self.sent += piece
        self._stream.feed(piece)
        return bool(piece)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as a person reads them."""
        across = range(self.screen.columns)
        return ["".join(self.cell(x, y) for x in across).rstrip() for y in range(self.used)]

    @property
    def used(self) -> int:
        """How many lines of the screen are used."""
        return self.screen.cursor.y + 1

    @property
    def text(self) -> str:
        """All that stands on the screen."""
        return "\n".join(self.lines)

    @property
    def wrapped(self) -> int:
        """How many lines did not fit and were broken by the terminal."""
        return self.screen.cursor.y - self.sent.count(b"\n")

    def cell(self, x: int, y: int) -> str:
        """What stands in one cell; the second half of a wide character is empty."""
        data: str = self.screen.buffer[y][x].data
        return data
