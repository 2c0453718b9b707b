"""How the tests revise a plan: short plans, loads, work on record, and who is who after it."""

import shlex

from conftest import Done, Office

HEAD = """
    format = 1

    [plan]
    id          = "P"
    tier        = "1"
    title       = "某省人工智能实施方案"
    issued      = 2026-01-05
    horizon     = 2027-12-31
    coordinator = "省发展改革委"

    [[unit]]
    name = "省发展改革委"

    [[unit]]
    name = "省数据局"
"""


def plan(*titles: str, **numbered: str) -> str:
    """A plan whose tasks have these titles, numbered from 1 on, or as `_12_1`."""
    numbers = {f"_{number}": title for number, title in enumerate(titles, 1)} | numbered
    tasks = [
        f'\n[[task]]\nnumber = "{number[1:].replace("_", ".")}"\ntitle = "{title}"\n'
        + ('lead = ["省数据局"]\n' if f"{number}_1" not in numbers else "")
        for number, title in numbers.items()
    ]
    return HEAD + "".join(tasks)


def load(office: Office, text: str, *options: str) -> Done:
    office.write("plans/plan.toml", text)
    return office("plan", "load", "plans", "--yes", *options)


def loads(office: Office, text: str, *options: str) -> None:
    done = load(office, text, *options)
    assert done.status == 0, done.err


def proposed(refused: Done) -> list[str]:
    """The command line that a refusal proposes, as a shell would read it."""
    assert refused.status == 3, refused.err
    line = refused.err.splitlines()[-1]
    return shlex.split(line[line.index("taskmatrix plan load") :])[1:]


def work(office: Office, code: str | None = None, unit: str | None = None) -> None:
    """Put work on record: somebody reported on a task, or a unit did on one of its own."""
    if code is None:
        tasks = office.ok("show", str(unit), "--json").json["unit"]["tasks"]
        code = tasks[0]["code"]
    task = office.ok("show", code, "--json").json["task"]
    assigned = [cell["unit"] for cell in task["assignments"]]
    office.ok("update", code, "-d", "有进展", "--as", unit or assigned[0], "--actor", "李明")


def identity(office: Office, code: str) -> int:
    """The number of the event that brought a task in: its identity."""
    return int(office.ok("show", code, "--json").json["task"]["events"][0]["seq"])


def kinds(office: Office, code: str) -> list[str]:
    events = office.ok("show", code, "--json").json["task"]["events"]
    return [event["kind"] for event in events]


def codes(office: Office, *options: str) -> list[str]:
    tasks = office.ok("list", "--sort", "code", "--json", *options).json["tasks"]
    return [task["code"] for task in tasks]
