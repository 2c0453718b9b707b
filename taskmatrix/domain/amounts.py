"""Amounts as people type them, exact; and as programs and people read them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from unicodedata import normalize

from taskmatrix.domain.names import plain

_ANY = Context(prec=400)
"""More digits than any number of a plan file has."""

MOST_DIGITS = 15
"""What a floating-point number, as JSON has it, still holds to the letter."""

_TYPED = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(.*)", re.ASCII | re.DOTALL)


class NoAmount(ValueError):
    """What was typed does not begin with a number that can be kept."""


class WrongMeasure(ValueError):
    """What was typed is counted in another unit of measure."""


def amount(typed: str, measure: str) -> Decimal:
    """Read `5000`, `5,000`, `5000PFLOPS` or `94.5%` of a target that is counted in a measure."""
    found = _TYPED.fullmatch(normalize("NFKC", typed).strip())
    if found is None:
        raise NoAmount(typed)
    value = Decimal(found[1].replace(",", ""))
    said = plain(found[2])
    if said and said != plain(measure):
        raise WrongMeasure(found[2].strip())
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise NoAmount(typed)
    return bare(value)


def exact(number: float) -> Decimal:
    """Return a number of a plan file as it is written there."""
    return bare(Decimal(str(number)))


def bare(value: Decimal) -> Decimal:
    """Return an amount without zeros that say nothing: 5000, 94.5."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def places(value: Decimal) -> int:
    """Return how many decimal places an amount has."""
    return max(0, -int(value.as_tuple().exponent))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return an amount with so many decimal places at most."""
    return bare(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ANY))


def number(value: Decimal) -> int | float:
    """Return an amount as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def grouped(value: Decimal | float) -> str:
    """Return an amount for people: 5,000."""
    return f"{exact(value) if not isinstance(value, Decimal) else bare(value):,f}"
