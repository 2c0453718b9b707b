"""The programmes to measure on: one that is shipped, and made-up ones of any size.

Made once for a day and kept below `build/bench`; the same day makes the same programme again.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bench.measure import Command

ROOT = Path(__file__).parent.parent
PYTHON = Path(sys.executable)
TASKMATRIX = PYTHON.with_name("taskmatrix")
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
HORIZON = TODAY + timedelta(days=730)

UNITS_OF_A_TASK = 5
AGENCIES = 200
TASKS_OF_A_PLAN = 10_000
DUE_SOON_OF_1000 = 35

_VERBS = ("推进", "建设", "完善", "实施", "培育", "开展", "优化", "健全")
_FIELDS = ("算力基础设施", "高质量数据集", "行业大模型", "智能装备", "政务服务", "人才引育")
_ENDS = ("应用示范工程", "公共服务平台", "标准规范体系", "协同创新机制")


class Task(NamedTuple):
    """A made-up task; the first of its units leads. Without a deadline it inherits the horizon."""

    plan: str
    number: int
    title: str
    section: str
    units: list[str]
    deadline: date | None

    @property
    def code(self) -> str:
        """The code by which commands name the task."""
        return f"{self.plan}/{self.number}"


def agency(number: int) -> str:
    """Return the name of one of the agencies, counted from 1."""
    return f"省第{number:03}局"


def tasks(count: int, agencies: int = AGENCIES) -> Iterator[Task]:
    """Make up tasks, always the same; 35 of each 1,000 are due within 30 days."""
    random = Random(count)
    names = [agency(number) for number in range(1, agencies + 1)]
    for index in range(count):
        plan, number = divmod(index, TASKS_OF_A_PLAN)
        field = random.choice(_FIELDS)
        title = f"{random.choice(_VERBS)}{field}{random.choice(_ENDS)}（第{index + 1}项）"
        units = random.sample(names, UNITS_OF_A_TASK)
        yield Task(_plan_id(plan), number + 1, title, field, units, _deadline(random, index))


def _deadline(random: Random, index: int) -> date | None:
    if index % 1000 < DUE_SOON_OF_1000:
        return TODAY + timedelta(days=random.randint(0, 30))
    if random.random() < 0.4:
        return None
    return TODAY + timedelta(days=random.randint(31, 700))


def _plan_id(number: int) -> str:
    return f"N{number}" if number else "BIG"


def _plan_toml(plan: str) -> str:
    lines = ["format = 1", "", "[plan]", f'id = "{plan}"', f'title = "第{plan}号方案"']
    if plan == "BIG":
        lines += ['tier = "1"', f"issued = {TODAY - timedelta(days=400)}", f"horizon = {HORIZON}"]
        lines += [f'coordinator = "{agency(1)}"', 'lead_rule = "first-listed"']
    else:
        lines += ['tier = "N"']
    return "\n".join(lines) + "\n"


def _task_toml(task: Task) -> str:
    units = ", ".join(f'"{unit}"' for unit in task.units)
    lines = ["", "[[task]]", f'number = "{task.number}"', f'title = "{task.title}"']
    lines += [f'section = "{task.section}"', f"responsible = [{units}]"]
    if task.deadline:
        lines += [f"deadline = {task.deadline}"]
    return "\n".join(lines) + "\n"


def _write_programme(folder: Path, count: int, agencies: int) -> None:
    units = (f'[[unit]]\nname = "{agency(each)}"\n\n' for each in range(1, agencies + 1))
    (folder / "units.toml").write_text("format = 1\n\n" + "".join(units), "utf-8")
    file = None
    for task in tasks(count, agencies):
        if task.number == 1:
            if file:
                file.close()
            file = (folder / f"{task.plan}.toml").open("w", encoding="utf-8")
            file.write(_plan_toml(task.plan))
        file.write(_task_toml(task))
    file.close()


@cache
def cache_folder() -> Path:
    """Return the folder for what is made once a day; what an earlier day made is deleted."""
    digest = sha256(TODAY.isoformat().encode())
    for source in (Path(__file__), *sorted((ROOT / "migrations").glob("*.sql"))):
        digest.update(source.read_bytes())
    folder = ROOT / "build" / "bench" / digest.hexdigest()[:12]
    if not folder.exists():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
    return folder


def made(name: str, make: Callable[[Path], object]) -> Path:
    """Return a file or folder of the cache; it is made where it is not there, whole or not."""
    path = cache_folder() / name
    if not path.exists():
        print(f"making {name} …", file=sys.stderr)
        draft = path.with_name(f"draft-{name}")
        if draft.is_dir():
            shutil.rmtree(draft)
        draft.unlink(missing_ok=True)
        make(draft)
        draft.rename(path)
    return path


def programme(count: int, agencies: int = AGENCIES) -> Path:
    """Return the folder of plan files of a made-up programme."""

    def make(folder: Path) -> None:
        folder.mkdir()
        _write_programme(folder, count, agencies)

    return made(f"plans-{count}x{agencies}", make)


def database(count: int, agencies: int = AGENCIES) -> Path:
    """Return a database into which a made-up programme was loaded, as users load theirs."""
    plans = programme(count, agencies)
    return made(f"{count}x{agencies}.db", lambda path: taskmatrix(path, "plan", "load", plans).run())


@cache
def liaoning() -> Path:
    """Return a database with the shipped Liaoning programme, loaded anew."""
    path = cache_folder() / "liaoning.db"
    remove_database(path)
    taskmatrix(path, "plan", "load", ROOT / "plans" / "liaoning").run()
    return path


def remove_database(path: Path) -> None:
    """Delete a database with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a user with settings of their own; nothing of this process's."""
    home = cache_folder() / "home"
    home.mkdir(exist_ok=True)
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(home), "LANG": "zh_CN.UTF-8", "TERM": "xterm-256color", **more}


def taskmatrix(
    path: Path, *words: str | Path, terminal: int | None = None, **env: str
) -> Command:
    """Return a command of taskmatrix on a database."""
    settings = {"TASKMATRIX_DB": str(path), "TASKMATRIX_ACTOR": "王芳", **env}
    return Command((TASKMATRIX, *words), environment(**settings), cache_folder(), terminal)


def python(*words: str | Path) -> Command:
    """Return a command of the Python that taskmatrix runs on."""
    return Command((PYTHON, *words), environment(), cache_folder())


def anchor() -> Command:
    """Return the yardstick for a start: Python with sqlite3 imported."""
    return python("-c", "import sqlite3")
