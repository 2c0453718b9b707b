"""`plan draft`: a draft as a plan's text and as JSON."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from taskmatrix.language import LANGUAGES, current, use
from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.questions import NOT_SAID, UNREAD, bare, questions
from taskmatrix.notices.targets import Target
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT
from taskmatrix.notices.writer import told_notes, toml
from taskmatrix.reports.drafts import Counts


def plan_text(read: Draft) -> Iterator[str]:
    """Yield the TOML text of the draft."""
    return toml(read)


def is_as_drafted(path: str, read: Draft) -> bool:
    """Whether a plan's file holds nothing but this draft, its comments in any language."""
    there = Path(path).read_bytes()
    spoken = current()
    try:
        return any(there == _spoken(read, language) for language in LANGUAGES)
    finally:
        use(spoken)


def _spoken(read: Draft, language: str) -> bytes:
    use(language)
    return "".join(toml(read)).encode()


def counts(read: Draft) -> Counts:
    """Count what was read, what was inferred, and what was not understood or found."""
    asked = [each.kind for each in questions(read)]
    inferred = sum(kind not in (*NOT_SAID, UNREAD) for kind in asked)
    without = tuple(task.line for task in bare(read)) if read.clauses else ()
    tasks = sum(1 for _task in read.every())
    unread = len(read.unread)
    return Counts(tasks, read.clauses, len(read.units), inferred, unread, len(without), without)


def notes(read: Draft) -> Iterator[str]:
    """Yield what to know about how the notice's file was read."""
    return told_notes(read)


def head_object(read: Draft) -> dict[str, Any]:
    """Return what the notice says about itself, for JSON."""
    head = read.head
    return {
        "title": head.title,
        "issuer": head.issuer,
        "document": head.document,
        "issued": head.issued.isoformat() if head.issued else None,
    }


def task_objects(tasks: Iterable[DraftTask]) -> Iterator[dict[str, Any]]:
    """Yield the contract's JSON object of each task, its children in it."""
    for task in tasks:
        yield {
            "number": task.number,
            "title": task.title,
            "section": task.section,
            "line": task.line,
            "clause": "\n".join(reading.text for reading in task.readings) or None,
            **_roles(task),
            "open_ended": any(reading.open_ended for reading in task.readings),
            "deadline": task.deadline.day.isoformat()
            if task.deadline and task.deadline.day
            else None,
            "standing": task.standing,
            "sentence": task.sentence,
            "label": list(task.label),
            "deadlines": [
                {
                    "text": each.printed,
                    "date": each.day.isoformat() if each.day else None,
                    "line": each.line,
                }
                for each in task.deadlines
            ],
            "clauses": [_clause_object(reading) for reading in task.readings],
            "targets": list(target_objects(task.targets)),
            "children": list(task_objects(task.children)),
        }


def _roles(task: DraftTask) -> dict[str, list[str]]:
    """Return the units of a task's clauses together; of several clauses each one's leads lead."""
    keys = (RESPONSIBLE, LEAD, SUPPORT, LOCAL)
    if len(task.readings) == 1:
        return {key: list(task.readings[0].names(key)) for key in keys}
    held: dict[str, dict[str, None]] = {key: {} for key in keys}
    for reading in task.readings:
        for role, names in reading.by_role().items():
            held[role] |= dict.fromkeys(names)
    return {key: list(names) for key, names in held.items()}


def _clause_object(reading: Reading) -> dict[str, Any]:
    return {
        "line": reading.line,
        "text": reading.text,
        **{key: list(reading.names(key)) for key in (RESPONSIBLE, LEAD, SUPPORT, LOCAL)},
        "open_ended": reading.open_ended,
        "basis": "first-listed" if reading.names(RESPONSIBLE) else "stated",
        "inferred": list(reading.inferred),
    }


def target_objects(targets: Iterable[Target]) -> Iterator[dict[str, Any]]:
    """Yield a JSON object for each target."""
    for target in targets:
        value = list(target.value) if isinstance(target.value, tuple) else target.value
        yield {
            "title": target.title,
            "op": target.op,
            "value": value,
            "measure": target.measure,
            "due": target.due.isoformat() if target.due else None,
            "per": target.per,
            "soft": target.soft,
            "line": target.line,
            "text": target.printed,
        }
