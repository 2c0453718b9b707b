"""Taskwarrior holding the same tasks: the lead as project, the other units as tags."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from functools import cache as once
from pathlib import Path

from bench.cache import TODAY, folder, made, remove
from bench.commands import environment
from bench.measure import Command
from bench.programmes import HORIZON, Task, tasks
from bench.rows import Missing, program

_SETTINGS = """\
confirmation=off
news.version=2.6.0
uda.code.type=string
uda.code.label=Code
report.agency.description=What taskmatrix shows of one agency's tasks
report.agency.columns=code,description.truncated,project,due,due.remaining,status
report.agency.labels=Code,Task,Lead,Deadline,Days,State
report.agency.sort=due+,code+
report.agency.filter=status:pending
"""


def list_of(unit: str, count: int, *more: str) -> Command:
    """Return the command for the list of one agency. Raises Missing without Taskwarrior 2."""
    task, data = _taskwarrior(), _data(count)
    # Where nothing tells the width, taskmatrix takes 100 columns and Taskwarrior 80.
    words = (task, f"rc.data.location={data}", "rc.defaultwidth=100")
    asked = ("(", f"project:{unit}", "or", f"+{unit}", ")", *more, "agency")
    return Command((*words, *asked), environment(TASKRC=str(data / "taskrc")))


def done(count: int) -> Command:
    """Return the command that completes a task; its data are as new each time."""
    task, data = _taskwarrior(), _data(count)
    copy = folder() / f"{data.name}-done"

    def renew() -> None:
        remove(copy)
        shutil.copytree(data, copy)

    words = (task, f"rc.data.location={copy}", "1", "done")
    return Command(words, environment(TASKRC=str(copy / "taskrc")), before=renew)


def _data(count: int) -> Path:
    return made(f"taskwarrior-{count}", lambda path: _write(path, count))


@once
def _taskwarrior() -> str:
    """Return the path of Taskwarrior 2: what later versions keep their tasks in is not text."""
    task = program("task", "taskwarrior")
    version = subprocess.run([task, "--version"], capture_output=True, text=True).stdout.strip()
    if not version.startswith("2."):
        raise Missing(f"`taskwarrior` 2.6, not {version}")
    return task


def _write(path: Path, count: int) -> None:
    path.mkdir()
    (path / "taskrc").write_text(_SETTINGS, "utf-8")
    with (path / "pending.data").open("w", encoding="utf-8") as file:
        file.writelines(_line(index, task) for index, task in enumerate(tasks(count)))


def _line(index: int, task: Task) -> str:
    """Return a task as Taskwarrior 2.6 writes it."""
    lead, *others = task.units
    attributes = {
        "code": task.code.replace("/", r"\/"),
        "description": task.title,
        "due": _seconds(task.deadline or HORIZON),
        "entry": _seconds(TODAY),
        "modified": _seconds(TODAY),
        "project": lead,
        "status": "pending",
        "tags": ",".join(others),
        **{f"tags_{unit}": "x" for unit in others},
        "uuid": f"{index:08x}-0000-4000-8000-000000000000",
    }
    return "[" + " ".join(f'{name}:"{value}"' for name, value in attributes.items()) + "]\n"


def _seconds(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
