"""A draft as a TOML plan in format 1, to be edited by hand: each reading with line and clause."""

import re
from collections.abc import Iterator, Sequence

from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.notices.amending import FIRST_GONE
from taskmatrix.notices.answers import REJECTED, Settled
from taskmatrix.notices.deadlines import Deadline
from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.questions import UNNAMED, plan_id
from taskmatrix.notices.register import Entry
from taskmatrix.notices.targets import Target
from taskmatrix.notices.units import is_group
from taskmatrix.notices.words import LEAD, LOCAL, RESPONSIBLE, SUPPORT

WIDTH = 96
"""Columns of a line; a list that is longer is broken."""

INFERRED = {
    "no-role": N_("inferred: units without a role word"),
    "responsible-leads": N_("inferred: 责任单位 beside 配合单位 leads"),
    "run": N_("inferred: one clause behind several items holds for all of them"),
    "unclosed": N_("inferred: the bracket never closes; read to the paragraph's end"),
    "sentence": N_("inferred: a sentence is read as the clause"),
    "label": N_("inferred: a label that is not known, before units again and again"),
    "by-unit": N_("inferred: a duty in a list by unit is read as a task of that unit"),
    "repeat": N_("inferred: 下同 means that these local governments answer for every later task"),
    "ditto": N_("inferred: 同上 in a table stands for the cell above"),
    "same": N_("inferred: 同上 means the units of the clause before it"),
    FIRST_GONE: N_(
        "inferred: the unit listed first was taken out in the review; the next one leads"
    ),
    REJECTED: N_("taken for no clause in the review"),
}
"""How a comment says that a reading of a clause is inferred."""

NOTES = {
    "counted": N_("lines are the document's paragraphs and table rows, counted in order"),
    "lines": N_("lines are those of the PDF's text layer, counted over all pages"),
    "empty-pages": N_("pages without a text layer were not read: {detail}"),
    "unmapped": N_("pages whose font does not say what it prints, compare them: {detail}"),
    "numbers": N_("Word counts a list in a style not known here; it is read as 1. 2. 3."),
    "revisions": N_("tracked changes are read as accepted"),
    "broken": N_("{detail} characters of the page could not be decoded"),
    "traditional": N_("printed in traditional characters; this draft is in simplified ones"),
    "as-printed": N_(
        "traditional characters, kept as printed; for simplified ones: "
        "pip install 'taskmatrix[traditional]'"
    ),
}
"""How a note on the reading of a file is told."""

SHORTEST_STEP = 2
_STRONGEST = (LEAD, RESPONSIBLE, SUPPORT, LOCAL)


def toml(draft: Draft, settled: Settled = Settled()) -> Iterator[str]:  # noqa: B008 - frozen
    """Yield the text of the plan file; what is settled carries no question."""
    yield "format = 1\n"
    for told in told_notes(draft):
        yield _comment(told)
    yield from _plan(draft, settled)
    for entry in draft.units:
        yield from _unit(entry, settled)
    ids = _Ids()
    for target in draft.targets:
        yield from _target(target, ids, "[[target]]", "")
    names = {name: entry.name for entry in draft.units for name in (entry.name, *entry.aliases)}
    section = None
    for task in draft.every():
        if task.section and task.section != section:
            section = task.section
            yield f"\n# {_line(section)}\n"
        yield from _task(draft, task, names, ids)


def told_notes(draft: Draft) -> Iterator[str]:
    """Yield in words what to know about how the notice's file was read."""
    for note in draft.notes:
        yield _(NOTES[note.code]).format(detail=note.detail)


class _Ids:
    """Ids for targets, counted over the whole plan."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> str:
        self.count += 1
        return f"t{self.count}"


def _plan(draft: Draft, settled: Settled) -> Iterator[str]:
    head = draft.head
    yield "\n[plan]\n"
    if not settled.plan_id and plan_id(draft) == UNNAMED:
        yield _comment(_("id: choose one; it stands in front of every number: LN/1"))
    yield _key("id", settled.plan_id or plan_id(draft))
    yield _key("tier", "1")
    if head.title:
        yield _key("title", head.title)
    else:
        yield _comment(_("the text has no title that could be read"))
        yield _key("title", _("Untitled notice"))
    if head.joint:
        told = _("{count} bodies signed; issuer is who the title names, else the first of them")
        yield _comment(told.format(count=head.joint))
    for key, value in (("issuer", head.issuer), ("document", head.document)):
        if value:
            yield _key(key, value)
    if head.issued:
        yield f"issued      = {head.issued}\n"
    else:
        yield _comment(_("issued: the text has no date of issue that could be read"))
    yield from _horizon(draft, settled)
    if settled.coordinator:
        yield _key("coordinator", settled.coordinator)
    else:
        yield _comment(_("coordinator: a notice seldom names it; add the unit that runs this tool"))
    yield from _for_all(draft, settled)


def _horizon(draft: Draft, settled: Settled) -> Iterator[str]:
    if draft.horizon:
        facts = {"line": draft.horizon.line, "text": draft.horizon.printed}
        if not settled.horizon:
            yield _comment(_("horizon, inferred from line {line}: “{text}”").format(**facts))
        yield f"horizon     = {draft.horizon.day}\n"


def _for_all(draft: Draft, settled: Settled) -> Iterator[str]:
    """The rule for leads, and who answers for every task."""
    if draft.rule_line:
        yield _comment(
            _("the first one listed leads, says line {line}").format(line=draft.rule_line)
        )
    elif not settled.lead_rule:
        yield _comment(_("inferred: where only 责任单位 is given, the first one listed leads"))
    yield _key("lead_rule", settled.lead_rule or "first-listed")
    if draft.blanket:
        yield _comment(_("for every task from line {line} on").format(line=draft.blanket_line))
        yield _list("local", draft.blanket)


def _unit(entry: Entry, settled: Settled) -> Iterator[str]:
    yield "\n[[unit]]\n"
    if entry.is_doubtful and entry.name not in settled.units:
        yield _comment(_("line {line}: is this a unit?").format(line=entry.line))
    if entry.aliases and entry.name not in settled.spellings:
        yield _comment(_("spellings of one body? please confirm"))
    yield _key("name", entry.name)
    if entry.aliases:
        yield _list("aliases", entry.aliases)
    if members := settled.members.get(entry.name):
        yield _key("kind", "group")
        yield _list("members", members)
        return
    if is_group(entry.name) and entry.name not in settled.members:
        yield _comment(_('several units; for rows of their own: kind = "group" and members'))
    yield _key("kind", entry.kind)


def _target(target: Target, ids: _Ids, table: str, indent: str) -> Iterator[str]:
    yield f"\n{indent}# {_at(target.line, target.printed)}\n"
    if target.inferred:
        yield indent + _comment(_("inferred: a number behind a verb is read as a goal"))
    yield f"{indent}{table}\n"
    yield indent + _key("id", ids.next())
    yield indent + _key("title", target.title)
    yield indent + _key("op", "=" if isinstance(target.value, tuple) else target.op)
    yield f"{indent}value       = {_number(target.value)}\n"
    yield indent + _key("measure", target.measure)
    if target.due:
        yield f"{indent}due         = {target.due}\n"
    if target.per != "total":
        yield indent + _key("per", target.per)
    if target.soft:
        yield f"{indent}soft        = true\n"


def _number(value: float | tuple[float, float]) -> str:
    if isinstance(value, tuple):
        return f"[{value[0]:.15g}, {value[1]:.15g}]"
    return f"{value:.15g}"


def _task(draft: Draft, task: DraftTask, names: dict[str, str], ids: _Ids) -> Iterator[str]:
    """The tables of a task; its time and goals stand in the first one."""
    for place, (number, title, reading) in enumerate(task.planned()):
        yield "\n[[task]]\n"
        if task.renumbered and not place:
            facts = {"line": task.line, "label": _line(task.label[-1])}
            told = _("line {line}: {label} contradicts another number; renumbered")
            yield _comment(told.format(**facts))
        yield _key("number", number)
        yield _key("title", title)
        if task.section:
            yield _key("section", task.section)
        if reading:
            yield from _roles(draft, reading, names)
        elif not (task.readings or task.children):
            yield _comment(_("no clause of responsibility"))
            yield from _before_blanket(draft, task.line)
        if not place:
            yield from _time(task)
            yield from _goals(task, ids)


def _roles(draft: Draft, reading: Reading, names: dict[str, str]) -> Iterator[str]:
    """The units of one clause, each body once, in its strongest role."""
    yield _comment(_at(reading.line, reading.text))
    for why in reading.inferred:
        yield _comment(_(INFERRED[why]))
    if reading.repeats:
        yield _comment(_at(*reading.repeats))
    seen: set[str] = set()
    for role in _STRONGEST:
        listed = []
        for name in reading.names(role):
            body = names.get(name, name)
            if body in seen:
                facts = {"unit": _line(name), "role": role}
                yield _comment(_("{unit} is named already; not repeated as {role}").format(**facts))
            else:
                seen.add(body)
                listed.append(name)
        if listed and not (role == LOCAL and set(listed) == set(draft.blanket)):
            yield _list(role, listed)
    yield from _before_blanket(draft, reading.line)
    if reading.open_ended:
        yield "open_ended  = true\n"


def _before_blanket(draft: Draft, line: int) -> Iterator[str]:
    if draft.blanket and line < draft.blanket_line:
        yield "local       = []\n"


def _time(task: DraftTask) -> Iterator[str]:
    """The latest deadline; where there are several, a milestone for each."""
    for each in task.deadlines:
        if not each.day:
            yield _comment(_at(each.line, each.printed) + _(": no day that can be set"))
    latest = task.deadline
    if latest:
        yield f"deadline    = {latest.day}  # {_at(latest.line, latest.printed)}\n"
    elif task.standing:
        yield "standing    = true\n"


def _goals(task: DraftTask, ids: _Ids) -> Iterator[str]:
    days = {each.day: each for each in task.deadlines if each.day}
    if len(days) > 1 or (days and not task.deadline):
        for day in sorted(days):
            yield "\n  [[task.milestone]]\n"
            yield "  " + _key("title", _step(task, days[day]))
            yield f"  due         = {day}\n"
    for target in task.targets:
        yield from _target(target, ids, "[[task.target]]", "  ")


def _step(task: DraftTask, each: Deadline) -> str:
    """Return what is due: 完成 alone says too little, so the task's title stands before it."""
    return each.what if len(each.what) > SHORTEST_STEP else f"{task.title}{each.what}"


def _key(key: str, value: str) -> str:
    return f"{key:<11} = {quoted(value)}\n"


def _list(key: str, values: Sequence[str]) -> str:
    whole = f"{key:<11} = [{', '.join(map(quoted, values))}]\n"
    if len(whole.encode("gb18030", "replace")) <= WIDTH:
        return whole
    return f"{key:<11} = [\n" + "".join(f"    {quoted(value)},\n" for value in values) + "]\n"


def quoted(text: str) -> str:
    """Return a text as a TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'


def _line(text: str) -> str:
    """Return a text as one line that can stand in a comment."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _at(line: int, text: str) -> str:
    return _("line {line}: {text}").format(line=line, text=_line(text))


def _comment(text: str) -> str:
    return f"# {text}\n"
