"""Traditional characters to simplified ones, in which plans are written."""

from collections import Counter
from dataclasses import replace

from taskmatrix.notices.formats.source import Source
from taskmatrix.notices.model import Note
from taskmatrix.notices.words import TRADITIONAL

SAMPLE = 100_000
"""Characters that show in which script a notice is printed."""


def simplified(source: Source) -> Source:
    """Return a source in simplified characters, or as printed where OpenCC is not there."""
    if not is_traditional(source.text):
        return source
    try:
        from opencc import OpenCC
    except ImportError:
        return source._replace(notes=(*source.notes, Note("as-printed")))
    convert = OpenCC("t2s").convert
    return Source(
        convert(source.text),
        (*source.notes, Note("traditional")),
        tuple(replace(each, text=convert(each.text)) for each in source.aside),
    )


def is_traditional(text: str) -> bool:
    """Whether common words are mostly printed in traditional characters."""
    counts = Counter(text[:SAMPLE])
    printed = sum(counts[chr(old)] for old in TRADITIONAL)
    return printed > sum(counts[chr(new)] for new in {*TRADITIONAL.values()})
