"""The programmes to measure on: the shipped one of Liaoning, and made-up ones of any size."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache as once
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.cache import ROOT, TODAY, folder, made, remove
from bench.commands import taskmatrix

AGENCIES = 200
UNITS_OF_A_TASK = 5
TASKS_OF_A_PLAN = 10_000
DUE_SOON_OF_1000 = 35
HORIZON = TODAY + timedelta(days=730)
LEAD_OF_LIAONING = "省数据局"

_VERBS = ("推进", "建设", "完善", "实施", "培育", "开展", "优化", "健全")
_SECTIONS = ("算力基础设施", "高质量数据集", "行业大模型", "智能装备", "政务服务", "人才引育")
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
    """Make up tasks, always the same ones; 35 of each 1,000 are due within 30 days."""
    random = Random(count)
    names = [agency(number) for number in range(1, agencies + 1)]
    for index in range(count):
        plan, before = divmod(index, TASKS_OF_A_PLAN)
        section = random.choice(_SECTIONS)
        title = f"{random.choice(_VERBS)}{section}{random.choice(_ENDS)}（第{index + 1}项）"
        units = random.sample(names, UNITS_OF_A_TASK)
        deadline = _deadline(random, due_soon=index % 1000 < DUE_SOON_OF_1000)
        yield Task(f"N{plan}" if plan else "BIG", before + 1, title, section, units, deadline)


def _deadline(random: Random, *, due_soon: bool) -> date | None:
    if due_soon:
        return TODAY + timedelta(days=random.randint(0, 30))
    if random.random() < 0.4:
        return None
    return TODAY + timedelta(days=random.randint(31, 700))


def plans(count: int, agencies: int = AGENCIES) -> Path:
    """Return the folder of the plan files of a made-up programme."""
    return made(f"plans-{count}x{agencies}", lambda path: _write_plans(path, count, agencies))


def _write_plans(path: Path, count: int, agencies: int) -> None:
    path.mkdir()
    units = (f'\n[[unit]]\nname = "{agency(each)}"\n' for each in range(1, agencies + 1))
    (path / "units.toml").write_text("format = 1\n" + "".join(units), "utf-8")
    made_up = tasks(count, agencies)
    for first in made_up:
        with (path / f"{first.plan}.toml").open("w", encoding="utf-8") as file:
            file.write(_plan_toml(first.plan))
            file.write(_task_toml(first))
            for _number, task in zip(range(1, TASKS_OF_A_PLAN), made_up, strict=False):
                file.write(_task_toml(task))


def _plan_toml(plan: str) -> str:
    lines = ["format = 1", "", "[plan]", f'id = "{plan}"', f'title = "{plan}方案"']
    if plan == "BIG":
        lines += ['tier = "1"', f'coordinator = "{agency(1)}"', 'lead_rule = "first-listed"']
        lines += [f"issued = {TODAY - timedelta(days=400)}", f"horizon = {HORIZON}"]
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


def database(count: int, agencies: int = AGENCIES) -> Path:
    """Return a database into which a made-up programme was loaded as users load theirs."""
    folder_of_plans = plans(count, agencies)
    return made(
        f"{count}x{agencies}.db",
        lambda path: taskmatrix(path, "plan", "load", folder_of_plans).seconds(),
    )


@once
def liaoning() -> Path:
    """Return a database with the shipped Liaoning programme, loaded anew."""
    path = folder() / "liaoning.db"
    remove(path)
    taskmatrix(path, "plan", "load", ROOT / "plans" / "liaoning").seconds()
    return path
