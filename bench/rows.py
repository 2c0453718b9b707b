"""The rows of the table: what is measured, against what limit."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.measure import CommandFailed


class Missing(Exception):
    """A peer is not installed; the message is the name of its Debian package."""


@dataclass(frozen=True)
class Row:
    """One line: its name for the command line, what it says, its limit, how it is measured."""

    name: str
    what: str
    limit: float
    measure: Callable[[], float]


HEAD = "| what | limit | measured | ok |\n| --- | ---: | ---: | :---: |"


def table(rows: Iterable[Row]) -> Iterator[str]:
    """Measure the rows; yield the lines of a Markdown table, then how many exceed their limit."""
    exceeding, measured = 0, 0
    yield HEAD
    for row in rows:
        figure, verdict = "", "–"
        try:
            value = row.measure()
        except Missing as package:
            figure = f"needs the Debian package `{package}`"
        except CommandFailed as failure:
            figure = f"failed: {failure}"
        else:
            measured += 1
            exceeds = value > row.limit
            exceeding += exceeds
            figure, verdict = f"{_times(value)}", "no" if exceeds else "yes"
        yield f"| {row.what} | ≤ {_times(row.limit)} | {figure} | {verdict} |"
    yield f"\n{exceeding} of {measured} rows exceed their limit."


def program(name: str, package: str) -> str:
    """Return the path of a peer. Raises Missing with its package where it is not installed."""
    path = shutil.which(name)
    if path is None:
        raise Missing(package)
    return path


def _times(value: float) -> str:
    return f"{value:.2f} ×" if value >= 0.1 else f"{value:.3f} ×"
