"""The targets that a periodical tells of, with their readings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from taskmatrix.domain.amounts import number
from taskmatrix.store import readings as stored
from taskmatrix.workspace.documents.looks import Look
from taskmatrix.workspace.targets import Book, targets

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
    known, book = stored.values(look.store), Book(look.session)
    found = {}
    for target in book.rows:
        rows = [
            each for each in known.get(target.id, ()) if not book.contributor(target, each.unit)
        ]
        last = {(each.on, each.measure): each.number for each in rows}
        found[target.code] = [
            {
                "seq": each.number,
                "date": each.on,
                "value": number(Decimal(each.value)),
                "measure": each.measure,
                "replaced": last[each.on, each.measure] != each.number,
            }
            for each in sorted(rows, key=lambda each: (each.on, each.number))
        ]
    return found
