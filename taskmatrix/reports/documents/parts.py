"""What documents share: numbered headings, lights, lists of names, sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from taskmatrix.language import current, ngettext
from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Heading, Note, Paragraph, Span
from taskmatrix.reports.labels import light_letters, redactable
from taskmatrix.reports.text import width_of
from taskmatrix.reports.written import between, day_text, numeral

Item = Mapping[str, Any]

LONGEST = 400
"""Columns of what a unit wrote, in a periodical."""

_ENDS = "。！？；.!?;"

MOST_CODES = 15
"""Codes that an entry names."""

_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?<!from )(\d{4}-\d\d-\d\d)(?: to |至)(\d{4}-\d\d-\d\d)(?!\d)")
_BESIDE_FIGURES = re.compile(r"(?<=[一-鿿]) (?=\d)|(?<=[\d%]) (?=[一-鿿])")


def heading(level: int, number: int, text: str) -> Heading:
    """Return a numbered heading: 一、 （一） 1. (GB/T 9704-2012, 7.3.3); in English 1. (1) (a)."""
    if current() == "zh":
        marks = {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}."}
    else:
        marks = {1: f"{number}. ", 2: f"({number}) ", 3: f"({chr(96 + number)}) "}
    return Heading(level, marks[level] + text)


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


def unled(tasks: Sequence[Item], most: int = MOST_CODES) -> tuple[str, str]:
    """Return head and text of an entry on tasks without a lead: how many there are, and which."""
    head = ngettext("{count} task without a lead.", "{count} tasks without a lead.", len(tasks))
    codes = tasks_named([task["code"] for task in tasks], most)
    text = _("Who is to lead is to be settled: {codes}.")
    return head.format(count=len(tasks)), text.format(codes=codes)


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


def abridged(text: str) -> str:
    """Return what people wrote up to some length, cut behind a sentence, and where the whole is."""
    head = text[:LONGEST]
    if width_of(head) <= LONGEST and len(text) <= LONGEST:
        return text
    while width_of(head) > LONGEST:
        head = head[:-1]
    end = max(head.rfind(mark) for mark in _ENDS) + 1
    head = head[:end] if end > len(head) // 2 else head
    return _("{text}... (abridged; the dossier of the task has the whole)").format(text=head)


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


def coded(task: Item) -> str:
    """Return a task as a text names it, with its code: LN/1“优化底座”."""
    gap = "" if current() == "zh" else " "
    return f"{task['code']}{gap}{quoted(task['title'])}"


def within(title: str) -> str:
    """Return a title as it stands within quotation marks: its own ones are single."""
    return title.replace("“", "‘").replace("”", "’")


def promised(item: Item) -> str:
    """Return what was promised, without its full stop; of what was redacted, on which task."""
    if item["text"] is not None:
        return abridged(str(item["text"]).rstrip("。."))
    text = _("{promise} (on {title})")
    return text.format(promise=redactable(None), title=quoted(item["title"]))


def points_text(count: float) -> str:
    """Return by how many points of progress: 12.5个百分点, 1 point."""
    number = f"{round(count, 1):g}"
    return ngettext("{count} point", "{count} points", 1 if number == "1" else 2).format(
        count=number
    )


def tasks_text(count: int) -> str:
    """Return a number of tasks: 12项, 1 task."""
    return ngettext("{count} task", "{count} tasks", count).format(count=count)


def marks(data: Item) -> list[str]:
    """Return what stands on every page: that it is a draft, that the data are simulated."""
    draft = [_("Draft")] if data.get("draft") else []
    return [*draft, *([_("Simulated data")] if data["simulated"] else [])]


def entries(told: Iterable[tuple[str, str]]) -> Iterator[Paragraph]:
    """Yield entries of a section by what they are about; one alone has no number."""
    several = list(told)
    for number, (head, text) in enumerate(several, 1):
        yield entry(number if len(several) > 1 else 0, head, text)


def entry(number: int, head: str, text: str) -> Paragraph:
    """Return an entry of a section with its number, if any: its head in bold, then its text."""
    gap = "" if current() == "zh" else " "
    mark = f"{number}.{gap}" if number else ""
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
