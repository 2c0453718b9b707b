"""What a notice says about itself: title, issuer, document number, date of issue."""

import re
from dataclasses import dataclass
from datetime import date

from taskmatrix.notices.labels import chinese_number
from taskmatrix.notices.text import Text
from taskmatrix.notices.units import ends_a_unit

_KINDS = (
    "方案|意见|措施|计划|规划|要点|分工|清单|办法|决定|行动|条例|纲要|政策|台账|任务书|分解表|举措"
    "|若干条|通知|分工表|通报|函"
)
_TITLE = re.compile(rf"[^。；，：]{{4,70}}(?:{_KINDS})(?:（[^（）]{{2,24}}）)?")
_NAMED = re.compile(rf"《([^《》]{{4,70}}(?:{_KINDS})(?:（[^（）]{{2,24}}）)?)》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[（【](?:19|20)\d\d[〕\]）】]第?\d{1,5}号")
_DAY = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_CHINESE_DAY = re.compile(
    "([二〇零一三四五六七八九○]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
NEAR_THE_END = 12
"""Paragraphs at the end among which a date may stand."""


@dataclass(frozen=True)
class Head:
    """The facts of a notice's head, None where it does not say."""

    title: str | None = None
    issuer: str | None = None
    document: str | None = None
    issued: date | None = None


def head_of(text: Text, first_item: int, last_item: int) -> Head:
    """Read the head: what stands before the first item, and the signature at the end."""
    spans = text.paragraphs()
    before = [span for span in spans if span[0] < first_item]
    after = [span for span in spans if span[0] >= last_item][-NEAR_THE_END:]
    title = _title(text, before)
    issued, signed = _issued(text, [*before, *after])
    return Head(
        title,
        _issuer(text, before, [*before, *after], signed),
        _document(text, before),
        issued,
    )


def _title(text: Text, spans: list[tuple[int, int]]) -> str | None:
    """The last heading of its own that names a kind of document; a 通知 names it in 《》."""
    found: list[str] = []
    for i, (start, end) in enumerate(spans):
        plain = text.plain[start:end].strip()
        if not _TITLE.fullmatch(plain):
            continue
        first = spans[i - 1] if i and _broken(text, spans[i - 1]) else (start, start)
        printed = text.printed[first[0] : first[1]] + text.printed[start:end]
        found.append(printed.replace("\n", "").strip())
    own = [each for each in found if not each.endswith("通知") and "《" not in each]
    if own:
        return own[-1]
    for start, end in spans:
        named = _NAMED.search(text.plain, start, min(end, start + 200))
        if named and re.search("印发|现将|转发", text.plain[start : named.start()]):
            return text.printed[named.start(1) : named.end(1)]
    return found[-1] if found else None


def _broken(text: Text, span: tuple[int, int]) -> bool:
    """Whether a line is the first half of a title: 国务院关于促进综合保税区."""
    plain = text.plain[span[0] : span[1]].strip()
    whole = _TITLE.fullmatch(plain) or _NUMBER.search(plain) or _DAY.search(plain)
    return (
        bool(plain)
        and not whole
        and len(plain) <= 40
        and not re.search("[。，：）]$", plain)
        and ("关于" in plain or plain.endswith(("人民政府", "办公厅", "省", "市", "的")))
    )


def _document(text: Text, spans: list[tuple[int, int]]) -> str | None:
    for start, end in spans:
        found = _NUMBER.search(text.plain, start, end)
        if found and end - start < 40 and "《" not in text.plain[start:end]:
            return text.printed[found.start() : found.end()]
    return None


def _issued(text: Text, spans: list[tuple[int, int]]) -> tuple[date | None, int]:
    """Return the day on a short line of its own, and where it stands."""
    for start, end in spans:
        plain = text.plain[start:end].strip()
        if len(plain) > 40:
            continue
        if found := _DAY.search(plain):
            year, month, day = (int(part) for part in found.groups())
        elif found := _CHINESE_DAY.search(plain):
            year, month, day = (chinese_number(p.replace("○", "〇")) for p in found.groups())
        else:
            continue
        if plain[found.end() :].strip(" ）") and not plain[found.end() :].strip().startswith("印"):
            continue
        try:
            return date(year, month, day), start
        except ValueError:
            continue
    return None, 0


def _issuer(
    text: Text, before: list[tuple[int, int]], spans: list[tuple[int, int]], signed: int
) -> str | None:
    """The signature before the date, else who writes 关于印发… in the heading."""
    for i, (start, _end) in enumerate(spans):
        if start == signed and i and signed:
            above = text.printed[spans[i - 1][0] : spans[i - 1][1]].strip()
            if 2 <= len(above) <= 30 and (ends_a_unit(above) or above.endswith("院")):
                return above
    for start, end in before:
        plain = text.plain[start:end]
        if len(plain) > 80 or "，" in plain:
            continue
        head, about, _ = plain.partition("关于")
        if about and 2 <= len(head.strip()) <= 30 and ends_a_unit(head.strip()):
            return text.printed[start : start + len(head)].strip()
    return None
