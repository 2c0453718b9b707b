"""SVG, element by element: texts escaped, numbers short, Chinese measured as it is drawn."""

from collections.abc import Iterable
from html import escape
from unicodedata import combining, east_asian_width

from taskmatrix.reports.pictures.palette import FILL, INK, INK_OF_TEXT, RULE
from taskmatrix.reports.text import visible

SIZE = 13
"""Of letters, in units of the drawing."""

_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF))
_ASCII_WIDTHS = {**dict.fromkeys(" .,:;'|!()[]il-", 0.34), **dict.fromkeys("mwMW%@#", 0.9)}

Value = str | float


def drawing(
    width: float, height: float, title: str, body: Iterable[str], scrolls: bool = False
) -> str:
    """Return a whole drawing, as wide as its page allows; on a phone one may scroll instead."""
    style, more = f"display:block;width:100%;max-width:{number(width * 1.2)}px;height:auto", ""
    least = round(width * 0.8)
    if scrolls:
        rule = f"@media screen and (max-width:700px){{.least{least}{{min-width:{least}px}}}}"
        more = element("style", rule)
    return element(
        "svg",
        _title(title) + more + "".join(body),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        font_size=SIZE,
        fill=INK_OF_TEXT,
        style=style,
        **({"class": f"least{least}"} if scrolls else {}),
    )


def element(name: str, content: str = "", /, **attributes: Value) -> str:
    """Return an element; its content is markup, `_` in the names of attributes stands for `-`."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def rect(
    x: float, y: float, width: float, height: float, fill: str, title: str = "", /, **more: Value
) -> str:
    """Return a rectangle; `title` is told to who points at it."""
    return element("rect", _title(title), x=x, y=y, width=width, height=height, fill=fill, **more)


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    stroke: str = RULE,
    width: float = 1,
    /,
    **more: Value,
) -> str:
    """Return a line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width, **more)


def path(points: Iterable[tuple[float, float]], stroke: str, width: float, /, **more: Value) -> str:
    """Return a line through points."""
    along = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polyline", points=along, fill="none", stroke=stroke, stroke_width=width, **more)


def diamond(x: float, y: float, half: float, fill: str, stroke: str, title: str = "") -> str:
    """Return a square that stands on its corner."""
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    along = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return element(
        "polygon", _title(title), points=along, fill=fill, stroke=stroke, stroke_width=1.5
    )


def text(x: float, y: float, content: str, title: str = "", /, **more: Value) -> str:
    """Return a text whose foot is at `y`; `title` where it is a short form of something."""
    return element("text", _title(title) + escape(clean(content), quote=False), x=x, y=y, **more)


def chip(x: float, y: float, letter: str, look: str, title: str = "") -> str:
    """Return a letter on its colour, 18 wide and high."""
    box = rect(x, y, 18, 18, FILL[look], title, rx=3)
    return box + text(
        x + 9, y + 13.5, letter, fill=INK[look], text_anchor="middle", pointer_events="none"
    )


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def clean(content: str) -> str:
    """Return a text in one line, of characters that may stand in XML."""
    return visible(content).translate(_NOT_IN_XML)


def measured(content: str, size: float = SIZE) -> float:
    """Return about how wide a text is drawn."""
    return sum(map(_width, content)) * size


def cut(content: str, width: float, size: float = SIZE) -> str:
    """Return a text that is no wider than `width`, with an ellipsis where it was cut."""
    content = clean(content)
    if measured(content, size) <= width:
        return content
    room, kept = width / size - 1, 0
    for char in content:
        room -= _width(char)
        if room < 0:
            break
        kept += 1
    return content[:kept].rstrip() + "…"


def _width(char: str) -> float:
    if char.isascii():
        return _ASCII_WIDTHS.get(char, 0.7 if char.isupper() else 0.57)
    if combining(char):
        return 0
    return 1 if east_asian_width(char) in "WFA" else 0.7


def _title(content: str) -> str:
    return f"<title>{escape(clean(content), quote=False)}</title>" if content else ""
