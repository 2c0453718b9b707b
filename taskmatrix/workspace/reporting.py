"""Reports (反馈): what a unit did on its own part of a task."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.periods import is_late
from taskmatrix.domain.progress import COMPLETE
from taskmatrix.domain.words import Role, State
from taskmatrix.domain.workflow import REPORTABLE
from taskmatrix.errors import BadInput, NotFound, Refused, reason
from taskmatrix.language import gettext as _
from taskmatrix.store.parts import Part
from taskmatrix.store.reached import reached
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.rhythm import report_every
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import TaskNow, Work, enter_for, working, wrong_state

TEXTS = ("done", "issue", "next", "ask")
"""进展情况, 存在问题, 下一步打算, 需协调解决事项."""

LARGEST_EVIDENCE = 100_000_000

Fields = dict[str, Any]
"""What one report says, absent where it says nothing: `progress` 0 to 100, the texts, `promise`
with `by`, `kept`, `reached` (the number of a milestone), `evidence` (as `evidence` returns it),
`on` (a date phrase), `same`, `not_applicable` (the reason), `version`."""


class Changed(Refused):
    """Somebody reported on a line of a form since it was made."""

    def __init__(self, message: str, version: int) -> None:
        hint = _("to record yours beside it write version = {version}; else empty the line")
        super().__init__(message, hint.format(version=version))
        self.version = version


def report(session: Session, names: Sequence[str], fields: Fields) -> Work:
    """Report the same on one task or several, all or nothing."""
    with working(session) as work:
        work.each_task(names, lambda task: report_on(work, task, fields))
    return work


def report_on(work: Work, task: TaskNow, fields: Fields) -> None:
    """Add one report of the acting unit. Raises Refused where a rule forbids it."""
    unit = work.unit.id
    role = task.role_of(unit)
    part = task.part(unit)
    may_report(work, task)
    _unchanged(work, task, part, fields.get("version"))
    on = _happened_on(work.session, task, fields.get("on"))
    if "not_applicable" in fields:
        _ask_exemption(work, task, role, part, fields["not_applicable"])
        return
    if fields.get("same") and part.report is None:
        raise Refused(
            _("{unit} has not reported on {code} yet, so nothing is the same").format(
                unit=work.unit.label, code=task.code
            ),
            _("say what was done: taskmatrix update {code} -p 10 -d TEXT").format(code=task.code),
        )
    data = _data(work, task, role, part, fields)
    if task.state == State.PENDING and role == Role.LEAD:
        data["state"] = State.ACTIVE
    work.add(EventKind.REPORTED, task, data, on=on)
    before = task.part(unit).progress
    progress = data.get("progress", before)
    today = work.session.today.isoformat()
    late = is_late(report_every(work.session)[role or Role.LEAD], on or today, today)
    shown = {"before": before, "progress": progress, "on": on, "role": role, "late": late}
    work.say(EventKind.REPORTED, task, **shown, begins="state" in data)
    promised = 0 if "promise" in data else None if "kept" in data else part.promised
    task.parts[unit] = Part(progress, on or today, part.report or 0, promised=promised)
    if "state" in data:
        task.state = State.ACTIVE


def may_report(work: Work, task: TaskNow) -> None:
    """Raise Refused unless the acting unit has a part in a task on which reports are due.

    A unit that the task waits for reports too, without a part in it.
    """
    if task.role_of(work.unit.id) is None and not _is_waited_on(work, task):
        leads = [name for _unit, name in task.leads]
        raise Refused(
            _("{unit} has no part in {code} {title}").format(
                unit=work.unit.label, code=task.code, title=task.title
            ),
            enter_for(work, leads[0])
            if leads
            else _("see: taskmatrix show {code}").format(code=task.code),
        )
    if task.state not in REPORTABLE:
        raise wrong_state(task)


def _is_waited_on(work: Work, task: TaskNow) -> bool:
    from taskmatrix.workspace.waiting import is_waited_on

    return is_waited_on(work, task)


def _unchanged(work: Work, task: TaskNow, part: Part, version: int | None) -> None:
    """Raise Changed where the unit's part is not the one that a form was made from."""
    now = part.report or 0
    if version is None or version == now:
        return
    if not now:
        message = _("{code}: the report that this line was made from was taken back")
        raise Changed(message.format(code=task.code), now)
    from taskmatrix.workspace.history import one_event

    event = one_event(work.store, now)
    texts = [event["data"].get(key) for key in TEXTS]
    raise Changed(
        _("{code}: {actor} has reported meanwhile ({day}): {progress} {texts}")
        .format(
            code=task.code,
            actor=event["actor"],
            day=event["day"],
            progress="-" if part.progress is None else part.progress,
            texts=_("; ").join(filter(None, texts)),
        )
        .strip(),
        now,
    )


def _happened_on(session: Session, task: TaskNow, phrase: str | date | None) -> str | None:
    if phrase is None:
        return None
    day = phrase if isinstance(phrase, date) else session.day(phrase)
    if day > session.today:
        raise Refused(
            _("{day} has not come yet").format(day=day),
            _("--on is the day on which it happened, today at the latest"),
        )
    start = json.loads(task.definition)["start"]
    if start and day.isoformat() < start <= session.today.isoformat():
        raise Refused(
            _("{day} lies before the start of {code}, {start}").format(
                day=day, code=task.code, start=start
            ),
            _("--on is the day on which it happened, today at the latest"),
        )
    return day.isoformat()


def _ask_exemption(work: Work, task: TaskNow, role: str | None, part: Part, why: str) -> None:
    if role == Role.LEAD:
        raise Refused(
            _("{unit} leads {code}; a lead cannot be unconcerned").format(
                unit=work.unit.label, code=task.code
            ),
            _("ask the coordinator to end the task, or to load a plan with another lead"),
        )
    if role is None:
        raise Refused(
            _("{unit} has no part in {code} {title}").format(
                unit=work.unit.label, code=task.code, title=task.title
            ),
            _("object to being waited for: taskmatrix wait {code} --object --reason TEXT").format(
                code=task.code
            ),
        )
    if part.exemption is not None:
        raise Refused(
            _("{unit} has said already that {code} does not concern it").format(
                unit=work.unit.label, code=task.code
            ),
            _("see: taskmatrix show {code}").format(code=task.code),
        )
    data = {"unit": work.unit.id, "reason": work.contents.text(why)}
    work.add(EventKind.REPORT_EXEMPTION_ASKED, task, data)
    task.parts[work.unit.id] = Part(part.progress, part.reported, part.report, "asked")
    work.say(EventKind.REPORT_EXEMPTION_ASKED, task)


def _data(work: Work, task: TaskNow, role: str | None, part: Part, fields: Fields) -> Fields:
    """Return an event's data for a report: texts by SHA-256, nothing that was not said."""
    keep = work.contents
    data: Fields = {key: keep.text(fields[key]) for key in TEXTS if fields.get(key)}
    if fields.get("progress") is not None:
        data["progress"] = fields["progress"]
    if fields.get("same"):
        data["same"] = True
    if fields.get("promise"):
        data["promise"] = keep.text(fields["promise"])
        data["by"] = _promised_by(work.session, fields["by"])
    if fields.get("kept"):
        if part.promised is None:
            raise Refused(
                _("{unit} has no open promise on {code}").format(
                    unit=work.unit.label, code=task.code
                ),
                _("leave --kept out"),
            )
        data["kept"] = True
    if fields.get("reached") is not None:
        data["reached"], data["milestone"] = _milestone(work, task, role, fields["reached"])
    if fields.get("evidence"):
        data["evidence"] = [_kept_evidence(work, piece) for piece in fields["evidence"]]
    return data


def _promised_by(session: Session, phrase: str | date) -> str:
    day = phrase if isinstance(phrase, date) else session.day(phrase)
    if day < session.today:
        raise Refused(
            _("A promise by {day} is past already").format(day=day),
            _("name a day to come with --by"),
        )
    return day.isoformat()


def _milestone(work: Work, task: TaskNow, role: str | None, number: int) -> tuple[int, str]:
    steps = json.loads(task.definition)["milestones"]
    see = _("see: taskmatrix show {code}").format(code=task.code)
    if role != Role.LEAD:
        raise Refused(_("A milestone is reported by a lead of {code}").format(code=task.code), see)
    if not 1 <= number <= len(steps):
        message = _("{code} has {count} milestones, and no number {number}")
        raise Refused(message.format(code=task.code, count=len(steps), number=number), see)
    title = steps[number - 1]["title"]
    day = reached(work.store, [task.id]).get((task.id, number))
    if day:
        message = _("Milestone {number} “{title}” was reached on {day} already")
        raise Refused(message.format(number=number, title=title, day=day), see)
    return number, title


def percent(value: Any) -> int:
    """Read a progress: 40, "40", "40%". Raises ValueError where it is not 0 to 100."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    number = int(_digits(value)) if isinstance(value, str) else value
    if not 0 <= number <= 100:
        raise ValueError
    return number


def _digits(text: str) -> str:
    digits = text.strip()
    if digits.endswith(("%", "％")):
        digits = digits[:-1].rstrip()
    if not digits.isdecimal():
        raise ValueError
    return digits


def contradictions(fields: Fields) -> Iterator[str]:
    """Yield what does not go together in one report, in words."""
    said = fields.keys() - {"version"}
    if said == {"on"}:
        yield _("a day alone says nothing: say what happened on it")
    if "not_applicable" in fields and len(said) > 1:
        yield _("“does not concern us” goes with nothing else")
    if fields.get("same") and said & {"progress", "done", "not_applicable"}:
        yield _("“no change” does not go with progress or what was done")
    if ("promise" in fields) != ("by" in fields):
        yield _("a promise and the day by which (promise, by) go together")


def evidence(places: Iterable[str]) -> list[tuple[str, bytes | None]]:
    """Read evidence: name and content of files, of a URL the URL alone.

    Raises NotFound for a file that is not there, BadInput for one that cannot be kept.
    """
    return [(heard(place), None) if "://" in place else _read_evidence(place) for place in places]


def _read_evidence(path: str) -> tuple[str, bytes]:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            content = file.read(LARGEST_EVIDENCE + 1)
    except FileNotFoundError as error:
        raise NotFound(
            _("There is no file or folder {path}").format(path=path), _("check the spelling")
        ) from error
    except OSError as error:
        raise BadInput(
            _("{path} cannot be read: {detail}").format(path=path, detail=reason(error)),
            _("check the path, its rights, and the disk"),
        ) from error
    if len(content) > LARGEST_EVIDENCE:
        raise BadInput(
            _("{path} is too large to be kept here").format(path=path),
            _("keep it elsewhere and give its URL"),
        )
    return heard(os.path.basename(path)), content  # noqa: PTH119


def _kept_evidence(work: Work, piece: tuple[str, bytes | None]) -> Fields:
    name, content = piece
    if content is None:
        return {"url": work.contents.text(name)}
    kept = {"file": work.contents.file(content), "name": work.contents.text(name)}
    return {**kept, "size": len(content)}


def is_complete(done: Fields) -> bool:
    """Whether what was reported is a lead's 100."""
    return done.get("role") == Role.LEAD and done.get("progress") == COMPLETE
