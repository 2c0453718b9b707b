"""Texts in WordprocessingML: runs and paragraphs, as XML."""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from taskmatrix.reports.document import Inline, Span

_ILLEGAL = re.compile(
    "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 does not allow (2.2), and what turns the direction of a text about."""

_EITHER = re.compile("[“”‘’—…·×°±×÷]")
"""What Word sets in the Latin font unless it is told (ECMA-376, 17.3.2.26, hint)."""


class Look(NamedTuple):
    """How a document looks: ids of styles by their names, fills, the width of a line in twips."""

    chinese: bool
    styles: Mapping[str, str]
    fills: Mapping[str, str]
    width: int


def clean(text: str) -> str:
    """Return a text without what no XML may hold or what turns its direction."""
    return text if text.isascii() and text.isprintable() else _ILLEGAL.sub("", text)


def run(text: str, look: Look, style: str = "", properties: str = "") -> str:
    """Return a text as a run, in a character style by its name; a line's end breaks the line."""
    if not (text := clean(text)):
        return ""
    named = f'<w:rStyle w:val="{look.styles[style]}"/>' if style else ""
    if look.chinese and _EITHER.search(text):
        named += '<w:rFonts w:hint="eastAsia"/>'
    shown = f"<w:rPr>{named}{properties}</w:rPr>" if named or properties else ""
    lines = escape(text.replace("\t", " "), quote=False).split("\n")
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{shown}{body}</w:r>"


def runs(inline: Inline, look: Look) -> str:
    """Return a text, or several pieces of it, as runs."""
    if isinstance(inline, str):
        return run(inline, look)
    return "".join(run(span.text, look, style_of(span.look)) for span in inline)


def style_of(look: str) -> str:
    """Return the name of the character style that a look has."""
    return f"TM {look.capitalize()}" if look else ""


def lone_light(inline: Inline, look: Look) -> Span | None:
    """Return the light that a text is, where it is nothing else."""
    if isinstance(inline, str) or len(inline) != 1 or inline[0].look not in look.fills:
        return None
    return inline[0]


def paragraph(content: str, look: Look, style: str, properties: str = "") -> str:
    """Return runs as a paragraph in a style by its name; `properties` stand beside the style."""
    named = f'<w:pStyle w:val="{look.styles[style]}"/>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{content}</w:p>"


def thin(properties: str = "") -> str:
    """Return a paragraph that is hardly there: Word wants one between tables and at an end."""
    spacing = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" '
    size = '<w:rPr><w:sz w:val="2"/></w:rPr>'
    return f'<w:p><w:pPr>{spacing}w:lineRule="exact"/>{size}{properties}</w:pPr></w:p>'
