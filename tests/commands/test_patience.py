"""A bar for whoever waits: on a terminal, after a second, gone when all is done."""

import sys
from pathlib import Path

from commands.terminal import Terminal
from conftest import Office

WAITS = """
from time import sleep
from taskmatrix.commands.patience import patience
with patience("Checking [bold]"):
    sleep({seconds})
print("done")
"""


class Waiting(Office):
    """An office where a command does nothing but take time."""

    def command(self, *args: str | Path) -> list[str]:
        return [sys.executable, "-c", WAITS.format(seconds=args[0])]


def test_after_a_second_a_bar_says_what_goes_on_and_then_leaves(tmp_path: Path) -> None:
    with Terminal(Waiting(tmp_path), "2.5") as terminal:
        terminal.see("Checking [bold]")
        assert terminal.end() == 0
        assert terminal.text.split() == ["done"]


def test_what_is_done_in_time_says_nothing(tmp_path: Path) -> None:
    with Terminal(Waiting(tmp_path), "0.1") as terminal:
        assert terminal.end() == 0
        assert terminal.text.split() == ["done"]


def test_nothing_of_it_where_nobody_looks(tmp_path: Path) -> None:
    done = Waiting(tmp_path).ok("1.5")
    assert (done.out, done.err) == ("done\n", "")
