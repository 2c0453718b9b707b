"""What the lint of the matrix finds, grouped by kind for people, or as data."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from taskmatrix.domain.gap_facts import Finding
from taskmatrix.domain.gaps import MILD
from taskmatrix.language import gettext as _
from taskmatrix.reports.data import csv_lines, markdown_table, plain_lines
from taskmatrix.reports.table import styled
from taskmatrix.reports.text import fit, printable, width_of, wrap

Facts = dict[str, Any]
FACTS = (
    *("plan", "tasks", "regions", "without", "month"),
    *("share", "sum", "total", "mean", "measure"),
)
MOST_SHOWN = 10
MOST_NAMED = 15
WIDEST_PLACE = 32
MARGIN = "  "
LEAST = 10
_BOLD: dict[str, object] = {"bold": True}


def gap_names() -> dict[str, str]:
    """Return what each kind of finding is called."""
    return {
        "no-lead": _("no lead"),
        "no-yardstick": _("no yardstick"),
        "uncovered": _("carried out by no plan"),
        "orphan": _("advances nothing"),
        "no-plan": _("no regional plan"),
        "quota": _("quotas fall short"),
        "overload": _("leads too many"),
        "same-month": _("due in one month"),
        "overlap": _("regions do the same"),
        "no-support": _("no support"),
        "idle": _("unit without a task"),
    }


def _hints() -> dict[str, str]:
    return {
        "no-lead": _("name the lead in the plan file, then load it again"),
        "no-yardstick": _("give it milestones or a target, or a deadline unless it is standing"),
        "uncovered": _(
            "write it under advances of a task that carries it out, unless its lead does so itself"
        ),
        "orphan": _("write under advances which task of the plan above it carries out"),
        "no-plan": _("write the region's tasks into a plan of tier X that it owns, and load it"),
        "quota": _("raise the regions' targets, or give a share to the regions without one"),
        "overload": _("let other units lead some of them"),
        "same-month": _("set some of the deadlines in other months"),
        "overlap": _("agree on what each region does differently, or divide it among them"),
        "no-support": _("name who supports it, unless one unit can do it alone"),
        "idle": _("give it a part, or take it out of the plan files"),
    }


def gap_objects(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Yield the JSON object of each finding; every one has all keys."""
    hints, messages = _hints(), _Messages()
    for finding in findings:
        yield {
            "code": finding.code,
            "severity": _severity(finding),
            "place": finding.place,
            "title": finding.title,
            "message": messages.of(finding),
            "hint": hints[finding.code],
            **{key: finding.facts.get(key) for key in FACTS},
        }


def _severity(finding: Finding) -> str:
    return "note" if finding.code in MILD else "warning"


def write_gaps(
    findings: Sequence[Finding],
    form: str,
    width: int,
    color: bool,
    rest: Callable[[str], str] | None = None,
) -> Iterator[str]:
    """Yield the findings in one of the forms `table`, `plain`, `csv`, `md`.

    With `rest`, a long table of one kind is cut short, and ends with the command that it returns.
    """
    if form == "table":
        yield from _table(findings, width, color, rest)
        return
    heads = [_("Kind"), _("Severity"), _("Place"), _("Title"), _("Finding"), _("What to do")]
    names, hints, messages = gap_names(), _hints(), _Messages()
    severities = {"note": _("note"), "warning": _("warning")}
    rows = [
        [
            names[each.code],
            severities[_severity(each)],
            each.place,
            each.title,
            messages.of(each),
            hints[each.code],
        ]
        for each in findings
    ]
    if form == "md":
        yield from markdown_table(heads, rows)
    else:
        yield from (csv_lines if form == "csv" else plain_lines)([heads, *rows])


def _table(
    findings: Sequence[Finding], width: int, color: bool, rest: Callable[[str], str] | None
) -> Iterator[str]:
    names, hints, messages, before = gap_names(), _hints(), _Messages(), ""
    for code, group in groupby(findings, lambda each: each.code):
        some = list(group)
        head = f"{names[code]} [{code}]  {len(some)}"
        yield f"{before}{styled(head, _BOLD) if color else head}\n"
        yield from _below(_("Next: {hint}").format(hint=hints[code]), width)
        shown = some[:MOST_SHOWN] if rest else some
        widest = max(width_of(printable(each.place)) for each in shown)
        indent = min(widest, WIDEST_PLACE, width // 3)
        for each in shown:
            yield from _beside(each.place, messages.beside(each), indent, width)
        if rest and len(some) > len(shown):
            more = _("and {count} more: {command}")
            text = more.format(count=len(some) - len(shown), command=rest(code))
            yield from _below(text, width)
        before = "\n"


def _below(text: str, width: int) -> Iterator[str]:
    """Yield a text below a heading."""
    for line in wrap(printable(text), max(width - len(MARGIN), LEAST)):
        yield f"{MARGIN}{line}\n"


def _beside(place: str, text: str, indent: int, width: int) -> Iterator[str]:
    """Yield a text beside a place, all its lines indented; below it where the place is long."""
    place, left = printable(place), " " * (indent + 2 * len(MARGIN))
    head = f"{MARGIN}{fit(place, indent)}{MARGIN}"
    if width_of(place) > indent or not text:
        yield from _below(place, width)
        head = left
    if text:
        for line in wrap(printable(text), max(width - len(left), LEAST)):
            yield f"{head}{line}\n"
            head = left


class _Messages:
    """Says what was found, in a sentence; the words are looked up once."""

    def __init__(self) -> None:
        self._always = {
            "no-lead": _("no unit leads the task"),
            "no-yardstick": _("no milestone, no target, no deadline of its own"),
            "uncovered": _("no key-area or regional plan carries the task out"),
            "orphan": _("the task carries out nothing of the plan above"),
            "no-support": _("one unit leads the task, none supports it"),
            "idle": _("the unit has no part in any task"),
        }
        self._own = {
            "no-plan": _no_plan,
            "quota": _quota,
            "overload": _overload,
            "same-month": _same_month,
            "overlap": _overlap,
        }

    def of(self, finding: Finding) -> str:
        """Return what was found."""
        always = self._always.get(finding.code)
        return always or self._own[finding.code](finding.facts)

    def beside(self, finding: Finding) -> str:
        """Return what a line of the table says beside the place, below the name of the kind."""
        if finding.code in self._always:
            return finding.title or ""
        told = self.of(finding)
        if finding.title is None:
            return told
        return _("{name}: {text}").format(name=finding.title, text=told)


def _no_plan(facts: Facts) -> str:
    if facts.get("regions"):
        return _("no region has a plan: {names}").format(names=_listed(facts["regions"]))
    if facts["plan"]:
        return _("its plan {plan} has no task").format(plan=facts["plan"])
    return _("it is to carry out the overall plan, and has no plan of its own")


def _quota(facts: Facts) -> str:
    told = _("the regions reach {share} %: {sum} of {total} {measure}, from {count} regions")
    told = told.format(count=len(facts["regions"]), **facts)
    if facts["without"]:
        told += _("; none from {names}").format(names=_listed(facts["without"]))
    return told


def _overload(facts: Facts) -> str:
    told = _("leads {count} of {total} ({share} %); the mean is {mean}")
    return told.format(count=len(facts["tasks"]), **facts)


def _same_month(facts: Facts) -> str:
    told = _("leads {count} tasks that are due in {month}: {names}")
    names = _listed(facts["tasks"])
    return told.format(count=len(facts["tasks"]), month=facts["month"], names=names)


def _overlap(facts: Facts) -> str:
    told = _("nearly the same in {count} regions: {names}")
    return told.format(count=len(facts["regions"]), names=_listed(facts["regions"]))


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown.append(_("and {count} more").format(count=len(names) - MOST_NAMED))
    return _(", ").join(shown)
