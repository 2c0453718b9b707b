"""The targets that a periodical tells of, with their readings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from taskmatrix.domain.amounts import number
from taskmatrix.store import readings as stored
from taskmatrix.store.targets import targets as all_targets
from taskmatrix.workspace.documents.looks import Look
from taskmatrix.workspace.targets import targets

Item = dict[str, Any]


def aims(look: Look, filters: Mapping[str, Any]) -> list[Item]:
    """Return the targets; of a selection those of its tasks, and of plans that it alone names."""
    found, _named = targets(look.session, filters.get("plans", ()), (), ())
    if any(filters.values()):
        codes = set(look.names.values())
        whole = not any(value for key, value in filters.items() if key != "plans")
        found = [
            each for each in found if (whole if each["task"] is None else each["task"] in codes)
        ]
    known = _readings(look)
    return [{**each, "readings": known.get(each["code"], [])} for each in found]


def _readings(look: Look) -> dict[str, list[Item]]:
    """Return the readings of every target, by day; `replaced` where a later one is of the day."""
    codes = {row.id: row.code for row in all_targets(look.store)}
    found = {}
    for target, rows in stored.values(look.store).items():
        last = {(on, measure): seq for seq, on, _value, measure in rows}
        found[codes.get(target, "")] = [
            {
                "seq": seq,
                "date": on,
                "value": number(Decimal(value)),
                "measure": measure,
                "replaced": last[on, measure] != seq,
            }
            for seq, on, value, measure in sorted(rows, key=lambda row: (row[1], row[0]))
        ]
    return found
