"""A bar for whoever waits: after a second, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

    from rich.progress import Progress

SECONDS = 1.0
"""What takes no longer is over before one wonders."""


@contextmanager
def patience(text: str) -> Iterator[None]:
    """Show that work goes on, and for how long, while the block takes longer than a second.

    Nothing may be asked or written in the block.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    done = Event()
    bar = Thread(target=_show, args=(text, done), daemon=True)
    bar.start()
    try:
        yield
    finally:
        done.set()
        bar.join()


def _show(text: str, done: "Event") -> None:
    if done.wait(SECONDS):
        return
    with _bar() as bar:
        bar.add_task(text, total=None)
        done.wait()


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
