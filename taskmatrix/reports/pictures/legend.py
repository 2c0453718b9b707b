"""What the signs of a picture mean: a line of samples with words, broken where it is full."""

from collections.abc import Iterable, Sequence

from taskmatrix.domain.words import LIGHTS
from taskmatrix.reports.labels import light_letters, light_names
from taskmatrix.reports.pictures.model import Square
from taskmatrix.reports.pictures.palette import CALM
from taskmatrix.reports.pictures.svg import chip, element, measured, text

LINE = 24
"""The height of a line."""

_SAMPLE, _GAP = 24, 16

Sample = tuple[str, str]
"""The markup of a sample, 18 wide and high, drawn at 0, 0; what it means."""


def lights(used: Iterable[str]) -> list[Sample]:
    """Return a sample of each light that is used."""
    letters, names = light_letters(), light_names()
    return [(chip(0, 0, letters[each], each), names[each]) for each in _known(used)]


def light_key(used: Iterable[str]) -> list[tuple[Square, str]]:
    """Return each light that is used as a square, with its name."""
    letters, names = light_letters(), light_names()
    return [(Square(letters[each], each), names[each]) for each in _known(used)]


def legend(samples: Sequence[Sample], y: float, width: float) -> tuple[str, float]:
    """Return samples in lines of at most a width below `y`, and where they end."""
    parts, x = [], 0.0
    for drawn, meaning in samples:
        size = _SAMPLE + measured(meaning, 12)
        if x and x + size > width:
            x, y = 0.0, y + LINE
        words = text(_SAMPLE, 13.5, meaning, font_size=12, fill=CALM)
        parts.append(element("g", drawn + words, transform=f"translate({x:.1f} {y:.1f})"))
        x += size + _GAP
    return "".join(parts), y + (LINE if samples else 0)


def _known(used: Iterable[str]) -> list[str]:
    found = set(used)
    return [each for each in LIGHTS if each in found]
