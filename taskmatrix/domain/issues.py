"""Issued documents: their numbers as people write them."""

import re

from taskmatrix.domain.slips import slip_number

_NUMBER = re.compile(r"(?:(?P<year>\d{4})(?:年|[-－]))?第?(?P<number>\d{1,6})期?")


def issue_number(kind: str, spoken: str, year: int) -> tuple[int, int] | None:
    """Read the number of a document: 12, 2026-12, 第12期, of a slip as slips are called.

    None where it is none; without a year it is one of this year's.
    """
    if kind == "slip":
        return slip_number(spoken, year)
    found = _NUMBER.fullmatch("".join(spoken.split()))
    if found is None:
        return None
    return int(found["year"] or year), int(found["number"])
