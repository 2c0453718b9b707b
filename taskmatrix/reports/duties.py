"""What waits for a unit, and who has not reported, as tables or as data."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.labels import role_names

Item = dict[str, Any]
_LATE: dict[str, object] = {"fg": "red", "bold": True}
PROGRAM = "taskmatrix"
"""What every command begins with; in a table the head of the column says it once."""


def duty_names() -> dict[str, str]:
    """Return what each thing that waits is called."""
    return {
        "accept": _("accept"),
        "report": _("report"),
        "finish": _("finish"),
        "returned": _("was returned"),
        "due": _("deadline due"),
        "promise": _("promise due"),
        "closure": _("closure asked"),
        "not-applicable": _("says it is not concerned"),
        "extension": _("extension asked"),
        "objection": _("objects to being waited for"),
        "awaited": _("is waited for"),
        "wait-ended": _("waiting has ended"),
        "slip": _("slip to answer"),
        "slip-lapsed": _("slip lapsed"),
    }


def write_todo(
    items: Sequence[Item], unit: str, today: str, form: str, width: int, color: bool
) -> Iterator[str]:
    """Yield what waits for a unit, as a `table` or as `plain` lines."""
    heads = _todo_heads()
    if form == "table":
        rarely = {
            "unit": any(item["unit"] != unit for item in items),
            **{key: any(item[key] for item in items) for key in ("since", "due", "reason")},
        }
        shown = [key for key in heads if rarely.get(key, True)]
        yield from _todo_table(items, shown, today, width, color)
    else:
        yield from plain_lines([list(heads.values()), *_todo_rows(items, list(heads))])


def _todo_table(
    items: Sequence[Item], keys: Sequence[str], today: str, width: int, color: bool
) -> Iterator[str]:
    from taskmatrix.reports.table import Cell, Column, Text, table

    heads = {**_todo_heads(), "next": f"{PROGRAM} ..."}
    stretch = ("title", "reason", "unit")
    optional = ("task", "reason", "unit", "since")  # the command has the code too
    columns = [
        Column(heads[key], stretch=key in stretch, optional=key in optional, least=12)
        for key in keys
    ]

    def styled(item: Item, row: Sequence[str]) -> list[Cell]:
        late = item["missed"] or (item["due"] or today) < today
        return [
            Text(row[0], _LATE if late else None),
            *row[1:-1],
            row[-1].removeprefix(PROGRAM)[1:],
        ]

    rows = map(styled, items, _todo_rows(items, keys))
    yield from table(columns, rows, width, color)


def _todo_rows(items: Sequence[Item], keys: Sequence[str]) -> Iterator[list[str]]:
    names = duty_names()
    for item in items:
        what = names[item["what"]]
        if item["missed"]:
            what = _("{what} (late)").format(what=what)
        due = " ".join(filter(None, (item["due"], item["due_time"])))
        said = {**item, "what": what, "due": due}
        yield [said[key] or "" for key in keys]


def _todo_heads() -> dict[str, str]:
    return {
        "what": _("To do"),
        "task": _("Code"),
        "title": _("Task"),
        "reason": _("Reason"),
        "due": _("Due"),
        "unit": _("Unit"),
        "since": _("Since"),
        "next": _("Command"),
    }


def write_missing(items: Iterable[Item], form: str, width: int, color: bool) -> Iterator[str]:
    """Yield who has not reported, a row for unit and role: `table`, `plain`, `csv` or `md`."""
    rows = list(_missing_rows(items))
    heads = [
        _("Unit"),
        _("Role"),
        _("Tasks"),
        _("Code"),
        _("Urged on"),
        _("Liaison"),
        _("Phone"),
        _("Last report"),
    ]
    if form != "table":
        writers: Mapping[str, Callable[[], Iterator[str]]] = {
            "md": lambda: markdown_table(heads, rows),
            "csv": lambda: csv_lines([heads, *rows]),
            "plain": lambda: plain_lines([heads, *rows]),
        }
        yield from writers[form]()
        return
    from taskmatrix.reports.table import Column, table

    columns = [
        Column(heads[0], stretch=True, least=16),
        Column(heads[1], optional=True),
        Column(heads[2], right=True),
        Column(heads[3], stretch=True, least=16),
        Column(heads[4], optional=True),
        Column(heads[5], stretch=True),
        Column(heads[6]),
        Column(heads[7], optional=True),
    ]
    told = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    some = [[row[place] for place in told] for row in rows]
    yield from table([columns[place] for place in told], some, width, color)


def _missing_rows(items: Iterable[Item]) -> Iterator[list[str]]:
    """Yield unit, role, how many tasks and which, last call, whom to call, last report."""
    roles = role_names()
    together: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        role = _("waited for") if item["waited_on"] else roles[item["role"]]
        together.setdefault((item["unit"], role), []).append(item)
    for (unit, role), some in together.items():
        days = {
            key: max((item[key] for item in some if item[key]), default="")
            for key in ("urged", "reported")
        }
        codes = " ".join(item["task"] for item in some)
        who = (some[0]["liaison"] or "", some[0]["phone"] or "")
        yield [unit, role, str(len(some)), codes, days["urged"], *who, days["reported"]]


def period_text(role: str, first: str, last: str, due: str) -> str:
    """Return the period for which a role was to report, in words; by when, if not by its end."""
    message = _("{role} {first} to {last}")
    if due != last:
        message = _("{role} {first} to {last}, due {due}")
    return message.format(role=role_names()[role], first=first, last=last, due=due)
