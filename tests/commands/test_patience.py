"""A bar for whoever waits: on a terminal, after a second, gone when all is done."""

import sys
from pathlib import Path

import pytest
from commands.terminal import Terminal
from conftest import Office

WAITS = """
from datetime import UTC, datetime
from time import sleep
from taskmatrix.commands.patience import patience
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.settings import Settings
session = Session(Settings({settings}), True, datetime.now(UTC))
with patience(session, "Checking [bold]"):
    sleep({seconds})
print("done")
"""


class Waiting(Office):
    """An office where a command does nothing but take time."""

    def command(self, *args: str | Path) -> list[str]:
        return [
            sys.executable,
            "-c",
            WAITS.format(seconds=args[0], settings=dict.fromkeys(args[1:], "1")),
        ]


def test_after_a_second_a_bar_says_what_goes_on_and_then_leaves(tmp_path: Path) -> None:
    with Terminal(Waiting(tmp_path), "2.5") as terminal:
        terminal.see("Checking [bold]")
        assert terminal.end() == 0
        assert terminal.text.split() == ["done"]


@pytest.mark.parametrize(("settings", "coloured"), [((), True), (("no_color",), False)])
def test_its_colours_are_those_of_the_rest(
    tmp_path: Path, settings: tuple[str, ...], coloured: bool
) -> None:
    with Terminal(Waiting(tmp_path), "2.5", *settings) as terminal:
        terminal.see("Checking [bold]")
        colours = {cell.fg for row in terminal.screen.buffer.values() for cell in row.values()}
        assert (len(colours) > 1) == coloured


def test_what_is_done_in_time_says_nothing(tmp_path: Path) -> None:
    with Terminal(Waiting(tmp_path), "0.1") as terminal:
        assert terminal.end() == 0
        assert terminal.text.split() == ["done"]


def test_nothing_of_it_where_nobody_looks(tmp_path: Path) -> None:
    done = Waiting(tmp_path).ok("1.5")
    assert (done.out, done.err) == ("done\n", "")
