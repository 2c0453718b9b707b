"""What the calendar says of a task: days left, near or past its deadline."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=1024)
def days_left(deadline: str | None, today: date) -> int | None:
    """Return calendar days until a deadline (ISO text), negative after it."""
    return (date.fromisoformat(deadline) - today).days if deadline else None


def flags(state: str, left: int | None, due_soon_days: int) -> list[str]:
    """Return `overdue` or `due-soon` where the deadline of an open task says so (contract §1)."""
    if left is None or state in ("closed", "terminated"):
        return []
    if left < 0:
        return [] if state == "review" else ["overdue"]
    return ["due-soon"] if left <= due_soon_days else []
