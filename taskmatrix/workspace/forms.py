"""Many reports at once: the form that an editor shows, and what is read back from it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from gettext import gettext as _
from typing import Any, NamedTuple

from taskmatrix.errors import BadInput, Refused, TaskmatrixError
from taskmatrix.reports.labels import role_names, state_names
from taskmatrix.workspace.reporting import (
    TEXTS,
    Changed,
    Fields,
    contradictions,
    evidence,
    percent,
    report_on,
)
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, working

BLANK: Fields = {"progress": "", **dict.fromkeys(TEXTS, ""), "same": False}
"""The fields that a form offers, as they stand until they are filled in."""

KEYS = (*BLANK, "promise", "by", "kept", "reached", "evidence", "on", "not_applicable", "version")
LONGEST_NOTE = 200
MARK = "#!!"
"""What begins a line that tells a problem: taken off when the form is read again."""


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
        lines = [f"{name}:{number}: {error.message}" for number, error in problems]
        super().__init__("\n".join(lines), problems[0].error.hint)
        self.lines = problems
        statuses = {problem.error.status for problem in problems}
        self.status = 5 if 5 in statuses else statuses.pop() if len(statuses) == 1 else 3


def report_lines(session: Session, lines: Sequence[Line], name: str) -> Work:
    """Record all lines in one transaction. Raises FormRefused with every line that is wrong."""
    problems: list[Problem] = []
    with working(session) as work:
        for line in lines:
            try:
                if line.unit or work.session.settings.get("as"):
                    work.act_for(line.unit)
                report_on(work, work.task(line.task), line.fields)
            except TaskmatrixError as error:
                problems.append(Problem(line.number, error))
        if problems:
            raise FormRefused(name, problems)
    return work


def read_lines(text: str, name: str) -> list[Line]:
    """Read a form, or lines of JSON. Raises FormRefused with every line that cannot be read."""
    lines = _json_lines(text) if text.lstrip().startswith("{") else _form_lines(text)
    problems: list[Problem] = []
    good = []
    for number, task, given in lines:
        if isinstance(given, TaskmatrixError):
            problems.append(Problem(number, given))
            continue
        unit = given.pop("unit", None)
        fields, wrong = _checked(given)
        problems += [Problem(number, BadInput(message, _("mend the line"))) for message in wrong]
        if fields.keys() - {"version", "on"}:
            good.append(Line(number, task, fields, unit))
    if problems:
        raise FormRefused(name, problems)
    return good


Raw = tuple[int, str, Any]


def _json_lines(text: str) -> Iterator[Raw]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            task = given.pop("task")
            if not isinstance(task, str):
                raise TypeError
        except ValueError as error:
            hint = _("each line is one JSON object")
            message = _("this is no JSON: {detail}").format(detail=error)
            yield number, "", BadInput(message, hint)
        except (AttributeError, KeyError, TypeError):
            hint = _('write {"task": "LN/1", "progress": 40, "done": "…"}')
            yield number, "", BadInput(_("the line names no task"), hint)
        else:
            yield number, task, given


def _form_lines(text: str) -> Iterator[Raw]:
    import tomli

    from taskmatrix.plans.places import places

    try:
        form = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        number = getattr(error, "lineno", None) or 1
        message = _("this is no TOML: {detail}").format(detail=getattr(error, "msg", error))
        yield number, "", BadInput(message, _("mend the line; texts stand in quotation marks"))
        return
    found = places(text)
    for task, given in form.items():
        number = found.key((task,)).line
        if isinstance(given, dict):
            yield number, task, dict(given)
        else:
            message = _("“{key}” stands outside of a task").format(key=task)
            yield number, task, BadInput(message, _('put it below a line like ["LN/1"]'))


def _checked(given: Fields) -> tuple[Fields, list[str]]:
    """Return what was filled in, and what is wrong with it, in words."""
    fields: Fields = {}
    wrong = [
        _("“{key}” is no field of a report").format(key=key) for key in given if key not in KEYS
    ]
    for key in KEYS:
        value = given.get(key)
        if value in (None, False) or (isinstance(value, str) and not value.strip()):
            continue
        try:
            fields[key] = _field(key, value)
        except (TypeError, ValueError):
            wrong.append(_("{key} = {value}: {rule}").format(key=key, value=value, rule=_rule(key)))
        except TaskmatrixError as error:
            wrong.append(error.message)
    return fields, wrong or list(contradictions(fields))


def _field(key: str, value: Any) -> Any:
    """Return the value of a field. Raises TypeError or ValueError where it is none."""
    if key == "progress":
        return percent(value)
    if key == "evidence":
        places = [value] if isinstance(value, str) else value
        if not isinstance(places, list) or not all(isinstance(each, str) for each in places):
            raise TypeError
        return evidence(places)
    kind = _KINDS.get(key, str)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError
    return value.strip() if isinstance(value, str) else value


_KINDS: dict[str, Any] = {
    **dict.fromkeys(("reached", "version"), int),
    **dict.fromkeys(("same", "kept"), bool),
    **dict.fromkeys(("on", "by"), (str, date)),
}


def _rule(key: str) -> str:
    rules = {
        "progress": _("a whole number from 0 to 100"),
        "reached": _("the number of a milestone"),
        "version": _("a number that the form was given; leave it as it is"),
        "same": _("true or false"),
        "kept": _("true or false"),
        "on": _("a date"),
        "by": _("a date"),
    }
    return rules.get(key) or _("a text in quotation marks")


def form_items(session: Session, unit: int, tasks: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Return a unit's open assignments, or those on some tasks, as a form shows them."""
    from taskmatrix.workspace.history import one_event
    from taskmatrix.workspace.naming import find_task
    from taskmatrix.workspace.reading import listed, select

    store = session.read()
    wanted = {find_task(store, name, session.overall["id"]).label for name in tasks}
    selection, _named = select(session, {"states": ("pending", "active")})
    roles, states = role_names(), state_names()
    items = []
    for item in listed(session, selection, unit):
        if (wanted and item["code"] not in wanted) or item["my_exemption"]:
            continue
        about = [roles[item["role"]], states[item["state"]]]
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
    lines = text.splitlines()
    versions = {problem.number: problem.version for problem in problems}
    told: dict[int, list[str]] = {}
    for problem in problems:
        message = " ".join(problem.error.message.split())
        told.setdefault(min(problem.number, len(lines) or 1), []).append(f"{MARK} {message}")
    result: list[str] = []
    version = None
    for number, line in enumerate(lines, 1):
        result += told.get(number, [])
        if line.startswith("["):
            version = versions.get(number)
        if version is not None and line.startswith("version"):
            line = f"version  = {version}"
        result.append(line)
    return "\n".join(result) + "\n"


def unmarked(text: str) -> str:
    """Return a form without the problems that were told in it."""
    kept = [line for line in text.splitlines() if not line.startswith(MARK)]
    return "\n".join(kept) + "\n"


def nothing_said() -> Refused:
    """Return the refusal of a form in which nothing was filled in."""
    return Refused(_("The form says nothing; nothing was recorded"), _("fill in a line"))
