"""What a notice says about itself: title, issuer, document number, date of issue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from taskmatrix.notices.deadlines import Deadline
from taskmatrix.notices.labels import chinese_number
from taskmatrix.notices.text import Text
from taskmatrix.notices.units import ends_a_unit
from taskmatrix.notices.words import PLAIN

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
_WRITTEN_DAY = re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_PUBLISHED = re.compile("发布|公布|更新|浏览|来源|上网")
"""Lines of a web page that say when it went on line."""
_JOINT = re.compile(
    r"^(?P<who>.{2,20}等(?:\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:部门|单位|部委|厅局))关于"
)
_YEARS = re.compile(
    r"(?:自|从)?(20\d\d)年(?:起|开始)，?用?(\d{1,2}|[一二三四五六七八九十])年(?:内|时间)"
)
_INDEX = {
    "document": "文号 发文字号 文件编号 公文号",
    "issued": "成文日期 发文日期 签发日期 印发日期",
    "published": "发布日期 公开日期 公布日期",
    "issuer": "发布机构 发文机关 发文单位 制发机关 发布单位",
}
"""What the index above a document on a government's site calls its facts."""
NEAR_THE_END = 12
"""Paragraphs at the end among which a date may stand."""
FLAT_HEAD = 400
"""Characters of a text without breaks among which its head stands."""


@dataclass(frozen=True)
class Head:
    """The facts of a notice's head, None where it does not say."""

    title: str | None = None
    issuer: str | None = None
    document: str | None = None
    issued: date | None = None
    joint: int = 0
    """How many bodies signed, where several did."""


def head_of(text: Text, first_item: int, last_item: int) -> Head:
    """Read the head: what stands before the first item, the signature, a web page's index."""
    spans = text.paragraphs()
    before = [span for span in spans if span[0] < first_item]
    after = [span for span in spans if span[0] >= last_item][-NEAR_THE_END:]
    flat = [(start, min(end, first_item, start + FLAT_HEAD)) for start, end in before]
    index = dict(_index(text))
    issued, signed = _issued(text, before, spans, after)
    signers = _signers(text, spans, signed)
    return Head(
        _title(text, before),
        _issuer(text, before, signers) or index.get("issuer"),
        _document(text, before) or index.get("document") or _document_inside(text, flat),
        issued
        or _day(index.get("issued", ""))
        or _day_inside(text, flat)
        or _day(index.get("published", "")),
        len(signers) if len(signers) > 1 else 0,
    )


def _index(text: Text) -> Iterator[tuple[str, str]]:
    """Yield what the index of a document says: 文号 | 穗字〔2012〕17号."""
    kinds = {label: kind for kind, labels in _INDEX.items() for label in labels.split()}
    for row in reversed(text.rows):
        cells = [cell.strip() for cell in re.split(r"[\t|]", row.text)]
        for head, cell in pairwise(cells):
            kind = kinds.get(re.sub(r"[\s：]", "", head.translate(PLAIN)))
            if kind and _fits(kind, cell.translate(PLAIN)):
                yield kind, cell


def _fits(kind: str, plain: str) -> bool:
    if kind == "document":
        return _NUMBER.fullmatch(plain) is not None
    return ends_a_unit(plain) if kind == "issuer" else _day(plain) is not None


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


def _document_inside(text: Text, spans: list[tuple[int, int]]) -> str | None:
    """Return the number behind the title of a text without breaks: …的通知粤办函〔2025〕56号."""
    for start, end in spans:
        found = re.search(rf"(?:{_KINDS})({_NUMBER.pattern})", text.plain[start:end])
        if found:
            number = re.sub(rf"^.*(?:{_KINDS})(?=[\u4e00-\u9fff])", "", found.group(1))
            return text.printed[start + found.end() - len(number) : start + found.end()]
    return None


def _issued(
    text: Text,
    before: list[tuple[int, int]],
    spans: list[tuple[int, int]],
    after: list[tuple[int, int]],
) -> tuple[date | None, int]:
    """Return the day on a short line of its own, and where it stands.

    A covering letter may have points of its own: then its date stands behind them, signed.
    """
    signed = [
        span
        for above, span in pairwise(spans)
        if _bodies(text, above) and _is_day(text.plain[span[0] : span[1]])
    ]
    for start, end in [*before, *signed, *after]:
        plain = text.plain[start:end].strip()
        if len(plain) > 40 or _PUBLISHED.search(plain):
            continue
        found = _DAY.search(plain) or _CHINESE_DAY.search(plain)
        behind = plain[found.end() :].strip(" ）") if found else ""
        if found and (not behind or behind.startswith("印")) and (day := _day(plain)):
            return day, start
    return None, 0


def _is_day(plain: str) -> bool:
    return bool(_DAY.fullmatch(plain.strip()) or _CHINESE_DAY.fullmatch(plain.strip()))


def _day(plain: str) -> date | None:
    """Return the day in a few words, None where there is none."""
    if found := _DAY.search(plain) or _WRITTEN_DAY.search(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _CHINESE_DAY.search(plain):
        year, month, day = (chinese_number(p.replace("○", "〇")) for p in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_inside(text: Text, spans: list[tuple[int, int]]) -> date | None:
    """Return the date behind the signature in a text without breaks: 省政府办公厅2025年4月11日."""
    for start, end in spans:
        for found in _DAY.finditer(text.plain, start, end):
            if found.start() > start and ends_a_unit(text.plain[start : found.start()][-12:]):
                return _day(found.group())
    return None


def _signers(text: Text, spans: list[tuple[int, int]], signed: int) -> list[str]:
    """Return who signed: the bodies on the lines right above the date."""
    at = next((i for i, (start, _end) in enumerate(spans) if start == signed), 0)
    names: list[str] = []
    while signed and at and (found := _bodies(text, spans[at - 1])):
        names = [*found, *names]
        at -= 1
    return names


def _bodies(text: Text, span: tuple[int, int]) -> list[str]:
    """Return the names of a line that holds nothing but names of bodies."""
    above = text.printed[span[0] : span[1]].strip()
    names = above.split()
    if len(names) > 1 and all(len(name) > 2 and ends_a_unit(name) for name in names):
        return names
    whole = 2 <= len(above) <= 30 and (ends_a_unit(above) or above.endswith("院"))
    return [above] if whole else []


def _issuer(text: Text, before: list[tuple[int, int]], signers: list[str]) -> str | None:
    """Who signed; of several the title's 某部等八部门, else the first; else who writes 关于…."""
    for start, end in before:
        if len(signers) > 1 and (found := _JOINT.search(text.plain[start:end].strip())):
            return found.group("who")
    if signers:
        return signers[0]
    for start, end in before:
        plain = text.plain[start:end]
        if start and (len(plain) > 80 or "，" in plain):
            continue
        head, about, _ = plain.partition("关于")
        if about and 2 <= len(head.strip()) <= 30 and ends_a_unit(head.strip()):
            return text.printed[start : start + len(head)].strip()
    return None


def years_from(text: Text, start: int, end: int) -> Iterator[Deadline]:
    """Yield the last day of runs of years: 2012年起5年内 ends with 2016."""
    for found in _YEARS.finditer(text.plain, start, end):
        count = found.group(2)
        years = int(count) if count.isdigit() else chinese_number(count)
        day = date(int(found.group(1)) + max(years, 1) - 1, 12, 31)
        yield Deadline(text.printed[found.start() : found.end()], day, text.line(found.start()))
