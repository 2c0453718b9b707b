"""A bar for whoever waits: after a second, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event

    from rich.progress import Progress

    from taskmatrix.workspace.session import Session

SECONDS = 1.0
"""What takes no longer is over before one wonders."""

WIDTH = 16
"""Signs of the bar: on one line too where a terminal shows each in two columns."""


@contextmanager
def patience(session: "Session", text: str) -> Iterator[None]:
    """Show that work goes on, and for how long, while the block takes longer than a second.

    Nothing may be asked or written in the block.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from threading import Event, Thread

    done = Event()
    plain = bool(session.settings.get("no_color"))
    bar = Thread(target=_show, args=(text, done, plain), daemon=True)
    bar.start()
    try:
        yield
    finally:
        done.set()
        bar.join()


def _show(text: str, done: "Event", plain: bool) -> None:
    if done.wait(SECONDS):
        return
    with _bar(plain) as bar:
        bar.add_task(text, total=None)
        done.wait()


def _bar(plain: bool) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    name = TextColumn("{task.description}", markup=False)
    columns = (name, BarColumn(WIDTH), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True, no_color=plain or None), transient=True)
