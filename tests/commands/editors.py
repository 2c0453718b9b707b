"""Editors that the tests use: one that follows a script, one for a person at a terminal."""

import json
import sys
from pathlib import Path
from typing import Any

from commands.terminal import Terminal
from commands.working import DATA
from conftest import Done, Office

SCRIPT = """
    import json, os, subprocess, sys
    from pathlib import Path
    path, rounds = Path(sys.argv[1]), Path("rounds.json")
    todo = json.loads(rounds.read_text())
    steps = todo.pop(0)
    rounds.write_text(json.dumps(todo))
    Path(f"seen-{len(list(Path().glob('seen-*')))}").write_bytes(path.read_bytes())
    for what, details in steps:
        if what == "run":
            subprocess.run(details, check=True)
        elif what == "exit":
            sys.exit(details)
        elif what == "signal":
            os.kill(os.getppid(), details)
        elif what == "encode":
            path.write_bytes(path.read_bytes().decode().encode(details))
        elif what == "remove":
            path.unlink()
        else:
            text = path.read_bytes().decode()
            assert what in text, what
            path.write_bytes(text.replace(what, details, 1).encode())
"""
"""An editor that does what `rounds.json` says, and keeps what it was shown."""

TYPED = """
    import signal, sys
    from pathlib import Path
    signal.signal(signal.SIGINT, lambda *_: print("INTERRUPTED"))
    path = Path(sys.argv[1])
    print(path.read_text(), "READY", flush=True)
    for line in sys.stdin:
        old, arrow, new = line.rstrip("\\n").partition(" -> ")
        if not arrow:
            break
        path.write_text(path.read_text().replace(old, new))
        print("CHANGED", flush=True)
"""
"""An editor for a person: `old -> new` replaces, an empty line closes."""

PROGRESS = 'progress = ""'
DONE = 'done     = ""'


def edit(office: Office, *rounds: list[Any], who: tuple[str, ...] = DATA, tasks: str = "") -> Done:
    """Type `update --edit` with an editor that does this, round by round."""
    script = office.write("editor.py", SCRIPT)
    (office.folder / "rounds.json").write_text(json.dumps(rounds))
    (office.folder / "tmp").mkdir(exist_ok=True)
    editor = {"EDITOR": f"{sys.executable} {script}", "VISUAL": None}
    place = {"TMPDIR": str(office.folder / "tmp"), "LANG": "en_US.UTF-8"}
    done = office("update", *tasks.split(), "--edit", *who, **editor, **place)
    assert json.loads((office.folder / "rounds.json").read_text()) == [], "every round was played"
    return done


def seen(office: Office, number: int) -> str:
    """What the editor showed in a round."""
    return (office.folder / f"seen-{number}").read_text("utf-8")


def left(office: Office) -> list[Path]:
    """The files that are left of forms."""
    return list((office.folder / "tmp").iterdir())


def other(office: Office, *args: str) -> tuple[str, list[str]]:
    """A step in which somebody else types a command."""
    return "run", office.command(*args)


def typing(office: Office, *args: str, **env: str | None) -> Terminal:
    """Sit at a terminal with an editor for a person."""
    script = office.write("editor.py", TYPED)
    (office.folder / "tmp").mkdir(exist_ok=True)
    place = {"TMPDIR": str(office.folder / "tmp"), "LANG": "en_US.UTF-8", "VISUAL": None}
    editor = f"{sys.executable} {script}"
    return Terminal(office, *args, columns=100, EDITOR=editor, **place, **env)
