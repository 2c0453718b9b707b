"""What documents share: dates, shares, numbered headings, lights, lists of names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from taskmatrix.language import current, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Heading, Note, Paragraph, Span
from taskmatrix.reports.labels import light_letters

Item = Mapping[str, Any]

_NUMERALS = "〇一二三四五六七八九"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?<!from )(\d{4}-\d\d-\d\d)(?: to |至)(\d{4}-\d\d-\d\d)(?!\d)")
_BESIDE_FIGURES = re.compile(r"(?<=[一-鿿]) (?=\d)|(?<=[\d%]) (?=[一-鿿])")


def numeral(number: int) -> str:
    """Return a whole number below 100 in Chinese: 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones else "")


def heading(level: int, number: int, text: str) -> Heading:
    """Return a numbered heading: 一、 （一） 1. (GB/T 9704-2012, 7.3.3); in English 1. (1) (a)."""
    if current() == "zh":
        marks = {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}."}
    else:
        marks = {1: f"{number}. ", 2: f"({number}) ", 3: f"({chr(96 + number)}) "}
    return Heading(level, marks[level] + text)


def day_text(day: str) -> str:
    """Return an ISO date as documents write it: 2026年11月20日, 20 November 2026."""
    when = date.fromisoformat(day)
    if current() == "zh":
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(day: str) -> str:
    """Return an ISO date without its year: 11月20日, 20 November."""
    when = date.fromisoformat(day)
    if current() == "zh":
        return f"{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]}"


def short_month(day: str) -> str:
    """Return the month of an ISO date, as short as can be: 11月, Nov."""
    when = date.fromisoformat(day)
    return f"{when.month}月" if current() == "zh" else _MONTHS[when.month - 1][:3]


def month_text(month: str) -> str:
    """Return a month such as 2026-11 as documents write it: 2026年11月, November 2026."""
    year, number = map(int, month.split("-"))
    return f"{year}年{number}月" if current() == "zh" else f"{_MONTHS[number - 1]} {year}"


def months_text(first: str, last: str) -> str:
    """Return two months as one span: 2026年3月—4月, March–April 2026."""
    if first == last:
        return month_text(last)
    dash = "—" if current() == "zh" else "–"
    if first[:4] != last[:4]:
        return month_text(first) + dash + month_text(last)
    if current() == "zh":
        return f"{month_text(first)}{dash}{int(last[5:])}月"
    return f"{_MONTHS[int(first[5:]) - 1]}{dash}{month_text(last)}"


def day_beside(day: str, other: str) -> str:
    """Return an ISO date, without its year where another date has the same."""
    return short_day(day) if day[:4] == other[:4] else day_text(day)


def span_text(first: str, last: str) -> str:
    """Return two days as one span: 2026年11月16日—11月20日, 16–20 November 2026."""
    if first == last:
        return day_text(first)
    zh = current() == "zh"
    dash = "—" if zh else " – "
    if first[:4] != last[:4]:
        return day_text(first) + dash + day_text(last)
    if zh:
        return day_text(first) + dash + short_day(last)
    if first[:7] == last[:7]:
        return f"{date.fromisoformat(first).day}–{day_text(last)}"
    return short_day(first) + dash + day_text(last)


def between(first: str, last: str) -> str:
    """Return two days as a sentence names them: 2026年10月26日至11月6日, 26–30 October 2026."""
    if current() != "zh":
        return span_text(first, last)
    return f"{day_text(first)}至{day_beside(last, first)}"


def days_text(first: str, last: str) -> str:
    """Return two days as a span without its year: 11月9日—15日, 9–15 November."""
    dash = "—" if current() == "zh" else "–"
    if first == last:
        return short_day(last)
    if first[:7] != last[:7]:
        return short_day(first) + (dash if current() == "zh" else " – ") + short_day(last)
    if current() == "zh":
        return f"{short_day(first)}{dash}{int(last[8:])}日"
    return f"{int(first[8:])}{dash}{short_day(last)}"


def share_text(part: int, whole: int) -> str:
    """Return a share in percent with one decimal, without a trailing zero; 0% of nothing."""
    return f"{round(100 * part / whole, 1) if whole else 0:g}%"


def percent(value: float | None) -> str:
    """Return a progress in percent, a dash before the first report."""
    return "-" if value is None else f"{value:g}%"


def light_span(light: str | None) -> Span:
    """Return the letter of a light in its colour; nothing where there is no light."""
    return Span(light_letters()[light], light) if light else Span("")


def names_text(names: Sequence[str], most: int | None = None) -> str:
    """Return names in a row; of more than `most` the first ones and how many there are."""
    listed = _(", ").join(names[:most])
    if most is None or len(names) <= most:
        return listed
    return _("{names} and others ({count} in all)").format(names=listed, count=len(names))


def tasks_named(titles: Sequence[str], most: int) -> str:
    """Return tasks in a row; of more than `most` the first ones and how many there are."""
    if len(titles) <= most:
        return names_text(titles)
    text = _("{names} and others ({count} tasks in all)")
    return text.format(names=names_text(titles[:most]), count=len(titles))


def sentences(pieces: Iterator[str] | Sequence[str]) -> str:
    """Return sentences one after the other, with a blank between English ones."""
    return ("" if current() == "zh" else " ").join(piece for piece in pieces if piece)


def closed(text: str) -> str:
    """Return what people wrote with a full stop at its end, where none of theirs stands there."""
    text = " ".join(text.split())
    if not text or text[-1] in "。！？；….!?;":
        return text
    return text + ("。" if any("一" <= char <= "鿿" for char in text[-8:]) else ".")


def capital(text: str) -> str:
    """Return words of our own as they begin a sentence or the head of a column."""
    return text[:1].upper() + text[1:]


def stopped(text: str) -> str:
    """Return words of our own as a sentence: a capital letter, a full stop of the language."""
    return capital(text) + ("。" if current() == "zh" else ".")


def in_prose(text: str) -> str:
    """Return our own words for the screen as documents write them: their dates, their blanks."""
    if current() == "zh":
        text = _BESIDE_FIGURES.sub("", text)
    text = _SPAN.sub(lambda found: between(found[1], found[2]), text)
    return _DAY.sub(lambda found: day_text(found[0]), text)


def titled(title: str) -> str:
    """Return the title of a plan as a text names it: 《…》."""
    return _("“{title}”").format(title=title if current() == "zh" else within(title))


def quoted(text: str) -> str:
    """Return a text in quotation marks, those within it made single (GB/T 15834-2011, 4.8)."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def within(title: str) -> str:
    """Return a title as it stands within quotation marks: its own ones are single."""
    return title.replace("“", "‘").replace("”", "’")


def tasks_text(count: int) -> str:
    """Return a number of tasks: 12项, 1 task."""
    return ngettext("{count} task", "{count} tasks", count).format(count=count)


def marks(data: Item) -> list[str]:
    """Return what stands on every page: that it is a draft, that the data are simulated."""
    draft = [_("Draft")] if data.get("draft") else []
    return [*draft, *([_("Simulated data")] if data["simulated"] else [])]


def entry(number: int, head: str, text: str) -> Paragraph:
    """Return a numbered entry of a section: what it is about in bold, then what there is to say."""
    mark = f"{number}." if current() == "zh" else f"{number}. "
    gap = "" if current() == "zh" else " "
    return Paragraph((Span(mark + head, "strong"), Span(gap + text)))


def provisional(data: Item) -> Iterator[Note]:
    """Yield a note on the years whose holidays are not announced yet (contract §5)."""
    if data["provisional_years"]:
        years = _(", ").join(map(str, data["provisional_years"]))
        text = _(
            "The holidays of {years} are not announced yet; "
            "working days rest on the statutory ones."
        )
        yield Note(text.format(years=years))
