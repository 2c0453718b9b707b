"""The rows of the table: what is measured, against what limit."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.measure import CommandFailed

HEAD = "| what | limit | measured | ok |\n| --- | ---: | ---: | :---: |"


class Missing(Exception):
    """A peer is not installed; the message is what Debian calls it."""


@dataclass(frozen=True)
class Row:
    """One line: its name for the command line, what it says, its limit, how it is measured."""

    name: str
    what: str
    limit: float
    measure: Callable[[], float]


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Measure the rows; yield the lines of a Markdown table, then how many exceed their limit."""
    measured, exceeding = 0, []
    yield HEAD
    for row in rows:
        figure, verdict = "", "–"
        try:
            ratio = row.measure()
        except Missing as package:
            figure = f"needs the Debian package {package}"
        except CommandFailed as failure:
            figure = f"failed: {failure}".replace("|", "\\|")
        else:
            figure, verdict = _times(ratio), "yes" if ratio <= row.limit else "**no**"
            measured += 1
            exceeding += [row.name] if ratio > row.limit else []
        yield f"| {row.what} | {_times(row.limit)} | {figure} | {verdict} |"
    names = f": {', '.join(exceeding)}" if exceeding else ""
    yield f"\n{len(exceeding)} of {measured} rows exceed their limit{names}."


def program(name: str, package: str) -> str:
    """Return the path of a peer. Raises Missing with its package where it is not installed."""
    path = shutil.which(name)
    if path is None:
        raise Missing(f"`{package}`")
    return path


def _times(ratio: float) -> str:
    return f"{ratio:.2f} ×" if ratio >= 0.1 else f"{ratio:.3f} ×"
