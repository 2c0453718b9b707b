"""What a load changes, for people and for programs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from taskmatrix.domain.changes import Change
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import basis_names, kind_names, role_names
from taskmatrix.reports.text import fit, printable, width_of

WIDEST_VALUE = 40


def change_objects(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """Yield each change as an object."""
    for change in changes:
        yield {key: getattr(change, key) for key in Change.__slots__}


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield what changes, a line each, then the counts; a first load is only counted."""
    whats, verbs, sentence = _whats(), _verbs(), _Sentence()
    first = all(change.change == "added" for change in changes)
    for change in changes:
        if not first:
            yield printable(f"{verbs[change.change]} {sentence.of(change)}") + "\n"
    counts: dict[tuple[str, str], set[str]] = {}
    for change in changes:
        counts.setdefault((change.change, change.what), set()).add(change.code)
    for (verb, what), codes in counts.items():
        yield f"{verbs[verb]} {whats[what]} {len(codes)}\n"
    if not changes:
        yield _("Nothing changes") + "\n"


class _Sentence:
    """Says what a change is; the words are looked up once."""

    def __init__(self) -> None:
        self.fields = field_names()
        self.values = {
            "role": role_names(),
            "basis": basis_names(),
            "kind": kind_names(),
        }

    def of(self, change: Change) -> str:
        """Return a change without its verb."""
        title = "" if change.title in (None, change.code) else f" {change.title}"
        text = f"{change.code}{title}"
        if change.change == "merged":
            return f"{text} → {change.new}"
        if not change.field:
            return text
        name, _dot, key = change.field.partition(".")
        field = " ".join(filter(None, (self.fields.get(name, name), key)))
        unit = f" {change.unit}" if change.unit else ""
        was, now = (self._value(change.field, value) for value in (change.old, change.new))
        return f"{text}: {field}{unit} {was} → {now}"

    def _value(self, field: str, value: Any) -> str:
        if value is None or value in ("", []):
            return "-"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return _(", ").join(self._value(field, each) for each in value)
        if isinstance(value, dict):
            return " ".join(str(each) for each in value.values())
        text = printable(self.values.get(field, {}).get(value, str(value)))
        return text if width_of(text) <= WIDEST_VALUE else fit(text, WIDEST_VALUE).rstrip()


def _whats() -> dict[str, str]:
    return {"plan": _("plans"), "unit": _("units"), "task": _("tasks"), "target": _("targets")}


def _verbs() -> dict[str, str]:
    return {
        "added": _("added"),
        "changed": _("changed"),
        "dropped": _("dropped"),
        "kept": _("kept"),
        "merged": _("merged"),
    }


def field_names() -> dict[str, str]:
    """Return what the fields of a definition are called."""
    return {
        "code": _("code"),
        "title": _("title"),
        "name": _("name"),
        "section": _("section"),
        "summary": _("summary"),
        "role": _("role"),
        "rank": _("rank"),
        "basis": _("basis"),
        "support": _("order of support"),
        "local": _("local"),
        "start": _("start"),
        "deadline": _("deadline"),
        "deadline_inherited": _("deadline inherited"),
        "standing": _("standing"),
        "open_ended": _("open-ended"),
        "group": _("group of tasks"),
        "kept": _("kept"),
        "leader": _("leader in charge"),
        "principal": _("principal leader"),
        "coordinator": _("coordinator"),
        "owner": _("owner"),
        "parent": _("parent plan"),
        "advances": _("advances"),
        "after": _("after"),
        "milestones": _("milestones"),
        "aliases": _("aliases"),
        "formerly": _("former names"),
        "members": _("members"),
        "kind": _("kind"),
        "slips": _("slips"),
        "en": _("English name"),
        "tier": _("tier"),
        "issuer": _("issuer"),
        "document": _("document number"),
        "source": _("source"),
        "issued": _("issued"),
        "horizon": _("horizon"),
        "lead_rule": _("lead rule"),
        "supervision": _("supervision"),
        "op": _("comparator"),
        "value": _("value"),
        "measure": _("measure"),
        "due": _("due"),
        "per": _("period"),
        "soft": _("aim only"),
        "baseline": _("baseline"),
        "task": _("task"),
        "language": _("language"),
        "timezone": _("time zone"),
    }
