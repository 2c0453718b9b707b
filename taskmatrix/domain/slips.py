"""Slips as they stand in the register: their numbers, and what becomes of them."""

import re

_NUMBER = re.compile(r"(?:[〔\[(（]?(?P<year>\d{4})[〕\])）]?[-－ ]?)?(?P<number>\d{1,6})号?")


def slip_number(spoken: str, year: int) -> tuple[int, int] | None:
    """Read the number of a slip: 31, 2026-31, 2026-0031, 〔2026〕31号; None where it is none.

    Without a year it is one of this year's.
    """
    found = _NUMBER.fullmatch(spoken.strip())
    if found is None:
        return None
    return int(found["year"] or year), int(found["number"])


def lapsed(status: str, reply_by: str, today: str) -> str:
    """Return the status of a slip on a day: an open one lapses when its reply is overdue."""
    return "lapsed" if status == "open" and today > reply_by else status
