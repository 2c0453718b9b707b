"""What is asked on a terminal, and what the answers do."""

from pathlib import Path

import pytest
import tomli
from commands.terminal import Terminal
from conftest import SMALL, Office

QUESTION = "Load these changes? [y/N]"
OFFER = "act for 省发展改革委 from now on? [y/N]"


@pytest.fixture
def revised(loaded: Office) -> Office:
    """An office with a programme loaded, and a revision of it in the folder."""
    loaded.write("plans/plan.toml", SMALL.replace("2026年底前", "2026年9月底前"))
    loaded.env["TASKMATRIX_LANG"] = "en"
    return loaded


def deadline(office: Office) -> str:
    task = office.ok("show", "2", "--json").json["task"]
    return str(task["deadline"])


@pytest.mark.parametrize(
    ("answer", "status", "after"),
    [
        ("y\n", 0, "2026-09-30"),
        ("n\n", 3, "2026-12-31"),
        ("\n", 3, "2026-12-31"),
        ("\x03", 130, "2026-12-31"),
        ("\x04", 130, "2026-12-31"),
        ("what?\ny\n", 0, "2026-09-30"),
    ],
    ids=["yes", "no", "enter", "ctrl-c", "ctrl-d", "again"],
)
def test_a_revision_is_asked_for(revised: Office, answer: str, status: int, after: str) -> None:
    (revised.folder / "taskmatrix.toml").write_text('as = "省数据局"\n')
    with Terminal(revised, "plan", "load", "plans", columns=100) as terminal:
        terminal.see(QUESTION)
        assert "P/2 人工智能+交通" in terminal.text, "the changes are shown before"
        terminal.type(answer)
        assert terminal.end() == status
    assert deadline(revised) == after
    if status == 130:
        assert "nothing was changed" in terminal.text


def test_scripts_are_not_asked(revised: Office) -> None:
    refused = revised("plan", "load", "plans")
    assert (refused.status, refused.out) == (3, "")
    assert "--yes" in refused.err
    assert deadline(revised) == "2026-12-31"
    with Terminal(revised, "plan", "load", "plans", "--yes", columns=100) as terminal:
        assert terminal.end() == 0
    assert QUESTION not in terminal.text
    assert OFFER not in terminal.text
    assert deadline(revised) == "2026-09-30"


def fresh(tmp_path: Path) -> Office:
    """An office with plan files and nothing loaded."""
    office = Office(tmp_path, {"TASKMATRIX_LANG": "en"})
    office.write("plans/plan.toml", SMALL)
    return office


def test_a_first_load_offers_to_remember_for_whom_one_acts(tmp_path: Path) -> None:
    office = fresh(tmp_path)
    with Terminal(office, "plan", "load", "plans", columns=100) as terminal:
        terminal.see(OFFER)
        terminal.type("y\n")
        assert terminal.end() == 0
    assert QUESTION not in terminal.text, "what only adds is not asked for"
    written = tomli.loads((tmp_path / "taskmatrix.toml").read_text("utf-8"))
    coordinator = {"as": "省发展改革委", "home": "省发展改革委"}
    assert written == {"db": str(tmp_path / "taskmatrix.db"), **coordinator}
    mine = office.ok("mine", "--json", TASKMATRIX_DB=None).json["tasks"]
    assert [(task["code"], task["role"]) for task in mine] == [("P/1", "support")]
    with Terminal(office, "plan", "load", "plans", columns=100) as again:
        assert again.end() == 0, "never asked twice"


@pytest.mark.parametrize("told", [{"TASKMATRIX_AS": "省数据局"}, {}])
def test_the_offer_may_be_declined_or_is_not_needed(tmp_path: Path, told: dict[str, str]) -> None:
    office = fresh(tmp_path)
    with Terminal(office, "plan", "load", "plans", columns=100, **told) as terminal:
        if not told:
            terminal.see(OFFER)
            terminal.type("n\n")
        assert terminal.end() == 0
    assert not (tmp_path / "taskmatrix.toml").exists()


def test_a_restore_is_asked_for(revised: Office) -> None:
    revised.ok("db", "backup", "copies")
    (copy,) = (revised.folder / "copies").iterdir()
    revised.ok("plan", "load", "plans", "--yes")
    with Terminal(revised, "db", "restore", copy, columns=200) as terminal:
        terminal.see("[y/N]")
        terminal.type("\x03")
        assert terminal.end() == 130
    assert deadline(revised) == "2026-09-30"
    with Terminal(revised, "db", "restore", copy, columns=200) as terminal:
        terminal.see("[y/N]")
        terminal.type("y\n")
        assert terminal.end() == 0
    assert deadline(revised) == "2026-12-31"
