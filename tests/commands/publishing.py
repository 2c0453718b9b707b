"""What tests of issued documents share: an office at work, and how it issues."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands.escalated import C, D, act, supervise
from conftest import Office

FRIDAY, NEXT, LATER = "2026-03-06", "2026-03-13", "2026-03-20"
WHO = ("--as", C, "--today")


@pytest.fixture
def shop(office: Office) -> Office:
    """An office with simulated data, loaded on Monday, 2 March 2026; a report on Thursday."""
    supervise(office)
    act(office, D, "2026-03-05", "update", "P/1", "-p", "20", "-d", "完成选址")
    return office


def publish(office: Office, day: str, kind: str = "weekly", *args: str | Path) -> Any:
    """Issue a document in a form that is quick to make; return what the program answers."""
    form = () if args else ("-o", f"{kind}-{day}.md")
    line = ("report", kind, "--issue", "--json", *form, *args)
    return office.ok(*line, *WHO, day).json["done"][0]


def listed(office: Office, *args: str) -> list[dict[str, Any]]:
    """The documents that were issued."""
    found: list[dict[str, Any]] = office.ok("report", "list", "--json", *args).json["documents"]
    return found


def reprinted(office: Office, kind: str, number: str, day: str = LATER) -> bytes:
    """A document on standard output, byte for byte."""
    done = subprocess.run(
        office.command("report", "reprint", kind, number, "--today", day),
        cwd=office.folder,
        env=office.environment(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
