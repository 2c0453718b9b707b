"""Programmes at the edges of what documents tell of, in the third week of March 2026."""

from collections.abc import Callable, Iterator

from commands.supervised import act
from conftest import Office, made

LOADED, DAY = "2026-03-02", "2026-03-20"
OFFICE, DATA, MONEY = "省发展改革委", "省数据局", "省财政厅"
NAMES = (
    *("某省人工智能实施方案", OFFICE, DATA, MONEY, "王芳"),
    *("优化算力支撑底座", "完善数据制度", "重点工作", "完成选址。", "完成选址", "全面完成。"),
    *("全面完成", "算力规模", "算力券", "台", "亿元"),
)
"""What a document repeats as it was written, in whatever language it is."""

HEAD = f"""
    format = 1

    [plan]
    id      = "P"
    tier    = "1"
    title   = "某省人工智能实施方案"
    issued  = 2026-01-05
    horizon = 2027-12-31
    {{coordinator}}

    [supervision]
    calendar = "none"

    [[unit]]
    name = "{OFFICE}"

    [[unit]]
    name = "{DATA}"

    [[unit]]
    name = "{MONEY}"
"""
COORDINATED = HEAD.format(coordinator=f'coordinator = "{OFFICE}"')
TARGETS = """
    [[target]]
    id      = "compute"
    title   = "算力规模"
    op      = ">="
    value   = 5000
    measure = "台"
    due     = 2027-12-31

    [[target]]
    id      = "vouchers"
    title   = "算力券"
    op      = ">="
    value   = 10
    measure = "亿元"
    due     = 2027-12-31
"""
ONE_TARGET = TARGETS.rpartition("    [[target]]")[0]


def _task(number: int, title: str, more: str = f'lead = ["{DATA}"]') -> str:
    return f'\n    [[task]]\n    number = "{number}"\n    title = "{title}"\n    {more}\n'


ONE = _task(1, "优化算力支撑底座")
TWO = ONE + _task(2, "完善数据制度")
LATE = "deadline = 2026-03-10"
RED = "".join(_task(n, f"重点工作{n}", f'lead = ["{DATA}"]\n    {LATE}') for n in range(1, 201))
LEADERLESS = _task(1, "优化算力支撑底座", f'support = ["{MONEY}"]\n    {LATE}')

PLANS = {
    "without tasks": COORDINATED,
    "without work": COORDINATED + TWO,
    "of one task": COORDINATED + ONE,
    "all closed": COORDINATED + TWO,
    "200 red": COORDINATED + RED,
    "of one target": COORDINATED + ONE_TARGET,
    "of targets": COORDINATED + TARGETS,
    "without a coordinator": HEAD.format(coordinator="") + TWO,
    "without a lead": COORDINATED + LEADERLESS,
}


def programme(office: Office, name: str) -> Office:
    """Bring an office to the day on which its documents are written."""
    return made(office, _BUILDERS[name])


def documents(name: str) -> Iterator[tuple[str, ...]]:
    """The documents that can be written of a programme."""
    yield from (("weekly",), ("monthly",), ("briefing",))
    yield "unit", MONEY if name == "without a lead" else DATA
    if "[[task]]" in PLANS[name]:
        yield "task", "P/1"


def _builder(name: str) -> Callable[[Office], None]:
    def build(office: Office) -> None:
        office.ok("db", "create", "--simulated")
        office.write("plans/plan.toml", PLANS[name])
        office.ok("plan", "load", "plans", "--today", LOADED)
        if name == "of one task":
            act(office, DATA, "2026-03-19", "update", "P/1", "-p", "10", "-d", "完成选址")
        if name == "all closed":
            for code in ("P/1", "P/2"):
                act(office, DATA, "2026-03-19", "update", code, "-p", "100", "-d", "全面完成")
                act(office, DATA, "2026-03-19", "finish", code)
                act(office, OFFICE, "2026-03-19", "approve", code)

    return build


_BUILDERS = {name: _builder(name) for name in PLANS}
