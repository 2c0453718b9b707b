"""Colours of pictures: told apart by those who see no red or green, and in grey by lightness."""

from taskmatrix.domain.words import LIGHTS
from taskmatrix.reports.labels import light_letters
from taskmatrix.reports.pictures.model import Square

ACCENT, TINT, RULE, INK_OF_TEXT, CALM = "#1d5287", "#dce8f4", "#dde1e6", "#20262d", "#5f6973"
"""Those of the pages (templates/document.css)."""

STRIPE = "#f6f8fa"

FILL = {
    "green": "#86cbaa",
    "yellow": "#ffdd75",
    "red": "#b3261e",
    "grey": "#e4e7eb",
    "done": "#a3bfda",
    "bar": ACCENT,
    "rest": "#cfdfee",
    "line": "#ffffff",
    "": "#ffffff",
}
"""The background of each look."""

INK = {
    "green": "#0f3826",
    "yellow": "#443400",
    "red": "#ffffff",
    "grey": "#3f474f",
    "done": "#12304d",
    "bar": "#ffffff",
    "rest": "#12304d",
    "line": INK_OF_TEXT,
    "": INK_OF_TEXT,
}
"""What is written on it."""

_MARKS = {"bar": "#", "rest": "-", "line": "|"}


def mark(square: Square) -> str:
    """Return what stands for a square where there are no colours."""
    if square.text:
        return square.text
    if square.look in LIGHTS:
        return light_letters()[square.look]
    return _MARKS.get(square.look, "")
