"""Many reports at once: the form that an editor shows, its lines recorded together."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from taskmatrix.errors import Refused, TaskmatrixError
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import role_names, state_names
from taskmatrix.workspace.naming import Named, acting_unit, shown
from taskmatrix.workspace.recording import refuse_another_day
from taskmatrix.workspace.reporting import TEXTS, Changed, Fields, may_report, report_on
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, working

BLANK: Fields = {"progress": "", **dict.fromkeys(TEXTS, ""), "same": False}
"""The fields that a form offers, as they stand until they are filled in."""

LONGEST_NOTE = 200
MARK = "#!!"
"""What begins a line that tells a problem: taken off when the form is read again."""

_VERSION = re.compile(r"\s*version\s*=")


class Line(NamedTuple):
    """What a form, or a line of JSON, says of one task; `number` is its line in the file."""

    number: int
    task: str
    fields: Fields
    unit: str | None = None


class Problem(NamedTuple):
    """What is wrong with one line; `version` is the new one where somebody else reported."""

    number: int
    error: TaskmatrixError

    @property
    def version(self) -> int | None:
        """The version that the line must carry to stand beside what was written meanwhile."""
        return self.error.version if isinstance(self.error, Changed) else None


class FormRefused(TaskmatrixError):
    """Lines of a form that are wrong or may not be; nothing was recorded."""

    def __init__(self, name: str, problems: Sequence[Problem]) -> None:
        lines = [f"{name}:{number}: {_in_a_line(error)}" for number, error in problems]
        super().__init__("\n".join(lines), problems[0].error.hint)
        self.lines = problems
        statuses = {problem.error.status for problem in problems}
        # Rules that forbid it, or tasks and units that are not there; else the file is bad.
        self.status = next((each for each in (3, 4) if statuses == {each}), 5)


def report_lines(session: Session, lines: Sequence[Line], name: str) -> Work:
    """Record all lines in one transaction. Raises FormRefused with every line that is wrong."""
    problems: list[Problem] = []
    with working(session) as work:
        if not all(line.unit for line in lines):
            acting_unit(session)  # that nobody is named is told once
        for line in lines:
            try:
                work.act_for(line.unit)
                report_on(work, work.task(line.task), line.fields)
            except TaskmatrixError as error:
                problems.append(Problem(line.number, error))
        if problems:
            raise FormRefused(name, problems)
    return work


def _in_a_line(error: TaskmatrixError) -> str:
    return shown(" ".join(error.message.split()))


def form_items(session: Session, names: Iterable[str] = ()) -> tuple[Named, list[dict[str, Any]]]:
    """Return the acting unit and its open assignments, or those on some tasks, for a form.

    Raises Refused where what is typed could not be recorded, before anybody types it.
    """
    from taskmatrix.workspace.reading import listed, select

    session.actor()
    work = Work(session, session.read())
    refuse_another_day(session)
    unit = work.unit
    wanted: dict[str, TaskNow] = {}

    def want(task: TaskNow) -> None:
        may_report(work, task)
        wanted[task.code] = task

    work.each_task(names, want)
    selection, _named = select(session, {"states": ("pending", "active")})
    mine = listed(session, selection, unit.id)
    if wanted:
        own = [item for item in mine if item["code"] in wanted]
        for item in own:
            wanted.pop(item["code"])
        awaited = [_awaited(task, unit.id) for task in wanted.values()]
        return unit, _noted(session, [*own, *awaited])
    return unit, _noted(session, (item for item in mine if not item["my_exemption"]))


def _awaited(task: TaskNow, unit: int) -> dict[str, Any]:
    """Return a task that waits for a unit without a part in it, as one of its assignments."""
    part = task.part(unit)
    deadline = json.loads(task.definition)["deadline"]
    own = {"my_report": part.report, "my_progress": part.progress, "deadline": deadline}
    return {"code": task.code, "title": task.title, "role": None, "state": task.state, **own}


def _noted(session: Session, mine: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return assignments with what a person wants to know of each while reporting on it."""
    from taskmatrix.workspace.history import one_event

    store = session.store
    roles, states = role_names(), state_names()
    items = []
    for item in mine:
        role = roles[item["role"]] if item["role"] else _("is waited for")
        about = [role, states[item["state"]]]
        if item["deadline"]:
            about.append(_("due {day}").format(day=item["deadline"]))
        notes = ["  ".join(about)]
        if item["my_report"]:
            event = one_event(store, item["my_report"])
            progress = "-" if item["my_progress"] is None else item["my_progress"]
            texts = [event["data"][key] for key in TEXTS if event["data"].get(key)]
            told = _("last time {day}: {progress}").format(day=event["on"], progress=progress)
            notes.append(_("; ").join([told, *texts])[:LONGEST_NOTE])
        version = item["my_report"] or 0
        items.append(
            {"code": item["code"], "title": item["title"], "notes": notes, "version": version}
        )
    return items


def form_text(session: Session, items: Iterable[dict[str, Any]], unit: str) -> str:
    """Return the form for some assignments of a unit, all fields blank."""
    from taskmatrix.reports.text import printable

    def comment(text: str) -> str:
        return f"# {' '.join(printable(text).split())}"

    head = [
        _("{unit}  {day}  reports").format(unit=unit, day=session.today),
        _("Fill in what you report and leave the rest; save and close, and it is recorded."),
        "progress 0-100, " + _("done, issue, next, ask: texts; same = true: no change"),
        _("Also: on, promise with by, kept, reached, evidence, not_applicable"),
    ]
    lines = [comment(text) for text in head]
    for item in items:
        key = json.dumps(item["code"], ensure_ascii=False)
        lines += ["", f"[{key}]  {comment(item['title'])}"]
        lines += [comment(text) for text in item["notes"]]
        lines.append(f"version  = {item['version']}")
        for name, value in BLANK.items():
            lines.append(f"{name:<8} = {json.dumps(value)}")
    return "\n".join(lines) + "\n"


def marked(text: str, problems: Sequence[Problem]) -> str:
    """Return a form with each problem told above its line, and versions brought up to date."""
    lines = text.split("\n")
    versions = {problem.number: problem.version for problem in problems}
    told: dict[int, list[str]] = {}
    for problem in problems:
        number = min(problem.number, len(lines))
        message = _in_a_line(problem.error)
        if problem.error.hint:
            message = _("{message}; {hint}").format(message=message, hint=problem.error.hint)
        told.setdefault(number, []).append(f"{MARK} {message}")
    result: list[str] = []
    version = None
    for number, line in enumerate(lines, 1):
        result += told.get(number, [])
        version = versions.get(number, version)
        if version is not None and _VERSION.match(line):
            line, version = f"version  = {version}", None
        result.append(line)
    return "\n".join(result)


def unmarked(text: str) -> str:
    """Return a form without the problems that were told in it."""
    return "\n".join(line for line in text.split("\n") if not line.startswith(MARK))


def nothing_said() -> Refused:
    """Return the refusal of a form in which nothing was filled in."""
    return Refused(_("The form says nothing; nothing was recorded"), _("fill in a line"))
