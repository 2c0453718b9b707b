"""The red head of a periodical and the signature at an end (GB/T 9704-2012, 7.3.5)."""

from collections.abc import Iterator

from taskmatrix.reports.document import Masthead, Signature
from taskmatrix.reports.text import width_of
from taskmatrix.reports.writers.word_styles import EM, MASTHEAD, RED, TITLE
from taskmatrix.reports.writers.word_text import Look, paragraph, run

_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{RED}"/></w:pBdr>'

_CLOSEST = 1.06
"""How much too long a line of a title may be: its characters are set closer then."""


def masthead(head: Masthead, look: Look) -> Iterator[str]:
    """Yield the name in red, the number, issuer and day in one line where they fit, a red rule."""
    size = _size_of_name(head.name, look)
    yield paragraph(run(head.name, look, properties=size), look, "TM Masthead")
    if head.number:
        yield paragraph(run(head.number, look), look, "TM Number")
    issuer, day = run(head.issuer, look), run(head.day, look)
    if (_ems(head.issuer) + _ems(head.day) + 4) * EM <= look.width:
        end = f'<w:tabs><w:tab w:val="right" w:pos="{look.width - EM}"/></w:tabs>'
        begin = f'<w:ind w:firstLine="{EM}"/>'
        line = f"{issuer}<w:r><w:tab/></w:r>{day}"
        yield paragraph(line, look, "TM Issuer", _RULE + end + begin)
    else:
        yield paragraph(issuer, look, "TM Issuer", "<w:keepNext/>")
        yield paragraph(day, look, "TM Issuer", _RULE + '<w:jc w:val="right"/>')


def _size_of_name(name: str, look: Look) -> str:
    """Return the size in which a long name still stands in one line."""
    fitting = int(look.width * 0.95 / 10 / max(_ems(name), 1))
    return f'<w:sz w:val="{max(fitting, 44)}"/>' if fitting < MASTHEAD else ""


def title(text: str, look: Look) -> str:
    """Return a title; a long one is broken behind a name in it, where its sense is (7.3.1)."""
    head, mark, rest = text.partition("》")
    longer = max(_ems(head + mark), _ems(rest))
    fitting = look.width / TITLE
    if not rest or _ems(text) <= fitting or longer > fitting * _CLOSEST:
        return run(text, look)
    closer = min(int(look.width / longer) - TITLE - 1, 0) if longer > fitting else 0
    properties = f'<w:spacing w:val="{closer}"/>' if closer else ""
    return run(f"{head}{mark}\n{rest}", look, properties=properties)


def signature(block: Signature, look: Look) -> Iterator[str]:
    """Yield who signs and the day, the day two characters further in (7.3.5.2)."""
    room_of_name, room_of_day = _rooms(block) if look.chinese else (0.0, 0.0)
    yield paragraph("", look, "TM Signature", "<w:keepNext/>")
    where = f'<w:keepNext/><w:ind w:right="{round(room_of_name * EM)}"/>'
    yield paragraph(run(block.name, look), look, "TM Signature", where)
    where = f'<w:ind w:right="{round(room_of_day * EM)}"/>'
    yield paragraph(run(block.day, look), look, "TM Signature", where)


def _rooms(block: Signature) -> tuple[float, float]:
    """Return how many characters are free behind the name and behind the day."""
    longer = _ems(block.name) - _ems(block.day)
    return (2, longer) if longer >= 2 else (4 - longer, 2)


def _ems(text: str) -> float:
    return width_of(text) / 2
