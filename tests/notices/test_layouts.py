"""The same notice in another layout says the same: half width, wrapped lines, pages with heads."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from notices.score import facts_of

from taskmatrix.notices.draft import draft

EXAMPLES = Path(__file__).parent / "examples"
PROSE = "city-time-limits by-and-with ministries first-leads provinces prose repeat restart".split()
HALF = str.maketrans("（），：；", "(),:;")


def half_width(text: str) -> str:
    return text.translate(HALF)


def wrapped(text: str) -> str:
    """Lines of 28 characters; a paragraph begins with two blanks."""
    lines = []
    for line in text.splitlines():
        line = f"　　{line.strip(' 　')}"
        lines += [line[i : i + 28] for i in range(0, len(line), 28)]
    return "\n".join(lines) + "\n"


def paged(text: str) -> str:
    """Pages of 8 lines, each with its number below and the gazette's name above."""
    pages = []
    for place, line in enumerate(wrapped(text).splitlines()):
        if place and place % 8 == 0:
            pages += [f"— {place // 8} —", "某省人民政府公报"]
        pages.append(line)
    return "\n".join(pages) + "\n"


def spaced(text: str) -> str:
    return text.replace("\n", "\n\n")


def doubled(text: str) -> str:
    """Headings twice, as bold text comes out of some documents."""
    lines = text.splitlines()
    return "\n".join(f"{line}\n{line}" if len(line) < 20 else line for line in lines) + "\n"


def alike(facts: dict[str, Counter]) -> dict[str, Counter]:
    return {
        kind: Counter({tuple(half_width(word) for word in fact): n for fact, n in found.items()})
        for kind, found in facts.items()
    }


@pytest.mark.parametrize("layout", [half_width, wrapped, paged, spaced, doubled])
@pytest.mark.parametrize("name", PROSE)
def test_a_layout_changes_nothing(name: str, layout: Callable[[str], str]):
    text = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    assert alike(facts_of(draft(layout(text)))) == alike(facts_of(draft(text)))
