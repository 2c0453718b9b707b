"""`make year`: the year of simulated_year.py lived through, and its slips written down."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from simulated_year import Year
from year_cast import DEADLINES, FIRST, LAST, SEED

from taskmatrix import language
from taskmatrix.domain.ladder import RULES
from taskmatrix.domain.policy import STEPS
from taskmatrix.reports.data import markdown_table
from taskmatrix.reports.escalation import causes_text, move_text, step_names

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "year.md"
BUILD = ROOT / "build" / "year"
Item = dict[str, Any]

HEAD = f"""\
# A year under supervision, simulated

What the ladder of slips does in an office in a year: the Liaoning programme from {FIRST} to {LAST},
made-up work, `escalate` at the end of every working day, the rules as they are by default. No unit
did or left undone any of this: **the data are simulated** (seed {SEED}), and the {len(DEADLINES)}
deadlines within the year are made up too, since the plans name none.

`make year` lives through the year anew and writes this page; a test compares the two byte for byte,
and asks of every slip whether its reason held on its day. The database is left in
`build/year/year.db`, so that any slip can be followed back to its rule:

```console
$ taskmatrix --db build/year/year.db slips show 2026-31
$ taskmatrix --db build/year/year.db show LN/1 --as-of 2026-05-29
$ taskmatrix --db build/year/year.db escalate --replay --since {FIRST} --today {LAST} --policy 13710
```

How units behave: each reports on a day of its own in the week, and now and then misses one; most
keep to their time, some do not. A unit that gets a slip answers within four working days with a
promise, or does not. Five fall silent for weeks, three tasks wait for another unit, extensions are
asked for (one is returned, one is asked for too late), closures are approved or returned, two slips
are withdrawn, one matter is ordered as urgent.
"""


def document(year: Year) -> str:
    """Return the page of a year that was lived through."""
    before = language.current()
    language.use("en")
    try:
        return "".join(_pieces(list(year.register())))
    finally:
        language.use(before)


def _pieces(slips: Sequence[Item]) -> Iterator[str]:
    yield HEAD
    yield f"\n## How many\n\n{len(slips)} slips; {_share(slips, 1)} of them the first step.\n\n"
    yield from _counted("Month", slips, [slip["issued"][:7] for slip in slips])
    yield "\n"
    yield from _counted("Unit", slips, [slip["unit"] for slip in slips], by_size=True)
    yield "\n"
    yield from _counted("Cause", slips, [slip["rule"] for slip in slips], order=RULES)
    yield "\n## Every slip\n\nWhat became of it stands beside the day of its reply.\n\n"
    heads = ("No.", "Day", "Step", "Task", "Unit", "What was the matter", "Why this step", "Reply")
    yield from markdown_table(heads, map(_row, slips))


def _share(slips: Sequence[Item], step: int) -> str:
    return f"{100 * sum(slip['step'] == step for slip in slips) / len(slips):.0f} %"


def _counted(
    head: str,
    slips: Sequence[Item],
    keys: Sequence[str],
    *,
    by_size: bool = False,
    order: Sequence[str] = (),
) -> Iterator[str]:
    counts = Counter((key, slip["step"]) for key, slip in zip(keys, slips, strict=True))
    totals = Counter(keys)
    listed = sorted(totals, key=lambda key: (-totals[key], key)) if by_size else sorted(totals)
    if order:
        listed = [key for key in order if key in totals]
    steps = range(1, len(STEPS) + 1)
    rows = [[key, *(counts[key, step] or "" for step in steps), totals[key]] for key in listed]
    whole = Counter(slip["step"] for slip in slips)
    total = ["All", *(whole[step] for step in steps), len(slips)]
    yield from markdown_table((head, *STEPS, "all"), [*rows, total])


def _row(slip: Item) -> list[Any]:
    why = move_text(slip["because"], after=slip["after"], day=slip["day"])
    if slip["hinders"]:
        why += f"; holds up {', '.join(slip['hinders'])}"
    step = step_names()[slip["step"] - 1]
    became = slip["answered"] or slip["withdrawn"] or ""
    reply = f"{slip['reply_by']}: {slip['status']} {became}".rstrip()
    what = causes_text(slip["causes"])
    number = int(slip["number"].partition("-")[2])
    return [number, slip["issued"], step, slip["task"], slip["unit"], what, why, reply]


def main() -> None:
    """Live through the year and write the page."""
    BUILD.mkdir(parents=True, exist_ok=True)
    year = Year(BUILD)
    year.live()
    DOCUMENT.write_text(document(year), "utf-8")


if __name__ == "__main__":
    main()
