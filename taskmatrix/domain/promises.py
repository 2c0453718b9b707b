"""Promises: whether what a unit said it would do by a day was done."""

from datetime import date, timedelta
from typing import NamedTuple

OPEN, KEPT, MISSED = "open", "kept", "missed"


class Said(NamedTuple):
    """What was last said of a promise, on a day: by the unit, or `judged` by the coordinator."""

    kept: bool
    judged: bool
    day: str


def outcome(due: str, said: Said | None, today: str) -> tuple[str, str | None]:
    """Return the status of a promise on a day, and since when it is decided.

    The coordinator's word counts. Else it is kept if the unit said so by the day due, and missed
    once that day has passed: said later, it is said too late.
    """
    if said and (said.judged or said.day <= due):
        return KEPT if said.kept else MISSED, said.day
    if due < today:
        return MISSED, (date.fromisoformat(due) + timedelta(days=1)).isoformat()
    return OPEN, None


def kept_rate(kept: int, missed: int) -> float | None:
    """Return the share of promises kept among those decided, None where none is."""
    decided = kept + missed
    return kept / decided if decided else None
