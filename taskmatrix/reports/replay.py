"""What the ladder would have issued by other rules, beside what it did issue."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.domain.policy import STEPS
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import plain_lines
from taskmatrix.reports.escalation import causes_text, slip_number, step_names
from taskmatrix.reports.table import Column, table

Item = Mapping[str, Any]
KINDS = ("actual", "replayed")


def write_replay(found: Item, form: str, width: int, color: bool, explain: bool) -> Iterator[str]:
    """Yield how many slips there were by unit and step; with `explain` each replayed slip too."""
    yield from _units(found, form, width, color)
    if explain:
        yield "\n"
        yield from _slips(found["slips"], form, width, color)


def _units(found: Item, form: str, width: int, color: bool) -> Iterator[str]:
    keys = (*STEPS, "total")
    names = [
        *(_("Blue slips"), _("Yellow slips"), _("Red slips")),
        *(_("To the leader"), _("To the principal"), _("All steps")),
    ]
    rows = [*found["units"], {"unit": _("Total"), **found["totals"]}]
    if form == "plain":
        told = [
            said.format(step=name)
            for name in names
            for said in (_("{step}, issued"), _("{step}, replayed"))
        ]
        numbers = [[row[kind][key] for key in keys for kind in KINDS] for row in rows]
        body = [
            [row["unit"], *its, row["difference"]] for row, its in zip(rows, numbers, strict=True)
        ]
        yield from plain_lines([[_("Unit"), *told, _("Difference")], *body])
        return
    columns = [
        Column(_("Unit"), stretch=True, least=12),
        *(Column(name, right=True, optional=name != names[-1]) for name in names),
        Column(_("Difference"), right=True),
    ]
    yield from table(columns, [_row(row, keys) for row in rows], width, color)


def _row(row: Item, keys: Sequence[str]) -> list[str]:
    pairs = ((row["actual"][key], row["replayed"][key]) for key in keys)
    counts = [f"{actual} / {replayed}" if actual or replayed else "-" for actual, replayed in pairs]
    return [row["unit"], *counts, f"{row['difference']:+}" if row["difference"] else "0"]


def _slips(items: Sequence[Item], form: str, width: int, color: bool) -> Iterator[str]:
    heads = [_("Day"), _("Slip"), _("Code"), _("Unit"), _("Issued as"), _("Because")]
    rows = [_slip(item) for item in items]
    if form == "plain":
        yield from plain_lines([heads, *rows])
        return
    columns = [
        Column(heads[0]),
        Column(heads[1], stretch=True, least=8),
        Column(heads[2]),
        Column(heads[3], stretch=True, least=12),
        Column(heads[4], optional=True),
        Column(heads[5], stretch=True, least=20),
    ]
    yield from table(columns, rows, width, color)


def _slip(item: Item) -> list[str]:
    name = step_names()[item["step"] - 1]
    number = slip_number(item["number"]) if item["number"] else "-"
    return [item["day"], name, item["task"], item["unit"], number, causes_text(item["causes"])]
