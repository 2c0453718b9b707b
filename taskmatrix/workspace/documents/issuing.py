"""Documents that go out: numbered and kept in one step, printed again, withdrawn."""

import errno
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any, NamedTuple

from taskmatrix.domain.events import Draft, EventKind, canonical
from taskmatrix.errors import Refused, TaskmatrixError, reason
from taskmatrix.language import gettext as _
from taskmatrix.reports.escalation import slip_number
from taskmatrix.reports.files import whole_file
from taskmatrix.reports.issued import document_name, named, reprint_line
from taskmatrix.store import documents
from taskmatrix.store.connection import reading, translated
from taskmatrix.store.documents import Issue
from taskmatrix.store.events import last_event
from taskmatrix.store.slips import SlipRow
from taskmatrix.workspace.documents.issued import find_issue
from taskmatrix.workspace.recording import refuse_another_day
from taskmatrix.workspace.register import find_slip
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work, working

Data = dict[str, Any]
Render = Callable[[Data], bytes]
_NO_SPAN: Data = {"first": None, "last": None, "counts": {}}


class Edition(NamedTuple):
    """What a periodical is to say: its data, its days, the last event that it covers.

    `counts` (lights, closed, tasks) is kept for what later ones show of it.
    """

    data: Data
    first: str
    last: str
    upto: int
    counts: Data


class Copy(NamedTuple):
    """Where a document goes when it is issued: its form, its file or None."""

    form: str
    path: str | None


class Made(NamedTuple):
    """A document as it would go out now; `rests_on` is number and hash of the last event."""

    about: Data
    slip: SlipRow | None
    content: bytes
    rests_on: tuple[int, str]


def issue(
    session: Session,
    kind: str,
    edition: Callable[[int, int], Edition],
    render: Render,
    copy: Copy,
) -> Work:
    """Issue a weekly or a monthly: give it the year's next number, keep it, end its period.

    `edition` is asked with year and number, and again where others wrote meanwhile. Raises Refused
    where nothing was recorded since the last one of the same day.
    """

    def prepare(work: Work) -> Data:
        year = session.today.year
        number = documents.last_number(work.store, kind, year) + 1
        made = edition(year, number)
        before = documents.latest(work.store, kind)
        if before:
            _refuse_again(work, before, made)
        about = {"kind": kind, "year": year, "number": number, "slip": None, "body": made.data}
        span = {"first": made.first, "last": made.last, "upto": made.upto}
        return {**about, **span, "counts": made.counts}

    return _issue(session, prepare, render, copy)


def issue_slip(
    session: Session, spoken: str, collect: Callable[[], Data], render: Render, copy: Copy
) -> Work:
    """Issue the paper of a slip, under the slip's own number; one for each slip."""

    def prepare(work: Work) -> Data:
        row = find_slip(session, spoken)
        if row.status == "withdrawn":
            raise Refused(
                _("{number} was withdrawn on {day}").format(
                    number=slip_number(row.label), day=row.day
                ),
                _("see: taskmatrix slips show {number}").format(number=row.label),
            )
        before = documents.by_number(work.store, "slip", row.year, row.number)
        if before and before.withdrawn is None:
            raise _out_already(before, _("{document} was issued on {day} by {actor}"))
        upto = last_event(work.store)[0]
        about = {"kind": "slip", "year": row.year, "number": row.number, "slip": row}
        return {**_NO_SPAN, **about, "upto": upto, "body": collect()}

    return _issue(session, prepare, render, copy)


def _issue(session: Session, prepare: Callable[[Work], Data], render: Render, copy: Copy) -> Work:
    """Issue a document. Its file gets its name when it is on record, and not otherwise.

    It is made before others are kept from writing, and anew where one of them wrote meanwhile.
    """
    _refuse_past(session)
    made = _made_ahead(session, prepare, render)
    with ExitStack() as files:
        with working(session) as work:
            work.must_coordinate()
            if made.rests_on != last_event(work.store)[:2]:
                made = _made(work, prepare, render)
            slip, data = made.slip, made.about
            if copy.path:
                _write(files, copy.path, made.content)
            data.update(form=copy.form, file=work.contents.file(made.content))
            _add(work, EventKind.DOCUMENT_ISSUED, slip, data)
            _tell(work, {**data, "what": "document-issued", "path": copy.path}, slip)
        try:
            files.close()
        except OSError as error:
            raise _not_written(data, copy.path or "", error) from error
    return work


def _made_ahead(session: Session, prepare: Callable[[Work], Data], render: Render) -> Made:
    """Make a document while others may write."""
    session.actor()
    refuse_another_day(session)
    try:
        with translated(session.path), reading(session.store):
            work = Work(session, session.read())
            work.must_coordinate()
            return _made(work, prepare, render)
    finally:
        session.reload()


def _made(work: Work, prepare: Callable[[Work], Data], render: Render) -> Made:
    """Make a document of what is on record now."""
    about = prepare(work)
    slip, body = about.pop("slip"), about.pop("body")
    return Made(about, slip, render(body), last_event(work.store)[:2])


def _write(files: ExitStack, path: str, content: bytes) -> None:
    """Write a file that gets its name when `files` is closed."""
    if os.path.isdir(path):  # noqa: PTH112
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    file = files.enter_context(whole_file(path))
    file.write(content)
    file.flush()


def _add(work: Work, kind: EventKind, slip: SlipRow | None, data: Data) -> None:
    """Add the event of a document; of a slip's it is on the slip's task."""
    who = (work.unit.id, work.home())
    task = slip.task if slip else None
    work.drafts.append(Draft(kind, task, canonical(data), None, who))


def _tell(work: Work, about: Data, slip: SlipRow | None) -> None:
    """Keep for the person who typed it what became of a document."""
    keys = ("what", "kind", "year", "number", "first", "last", "form", "path")
    told = {key: about.get(key) for key in keys}
    who = {"unit": work.unit.label, "home": None}
    code = slip.code if slip else None
    what = {"task": code, "title": named(about), "sha256": about.get("file")}
    work.done.append({**told, **what, **who})
    work.changed += [code] if code else []


def withdraw(session: Session, kind: str, spoken: str, why: str) -> Work:
    """Withdraw a document: it keeps its number and its file, its period falls to the next one.

    Raises Refused for a periodical that was followed by others.
    """
    with working(session) as work:
        work.must_coordinate()
        found = find_issue(session, kind, spoken)
        if found.withdrawn:
            raise Refused(
                _("{document} was withdrawn on {day}").format(
                    document=_name(found), day=found.withdrawn
                ),
                _("see: taskmatrix report list"),
            )
        _refuse_followed(work, found)
        slip = None
        if kind == "slip":
            slip = find_slip(session, f"{found.year}-{found.number}")
        about = {"kind": kind, "year": found.year, "number": found.number}
        data = {**about, "document": found.seq, "reason": work.contents.text(why)}
        _add(work, EventKind.DOCUMENT_WITHDRAWN, slip, data)
        span = {"first": found.first, "last": found.last, "form": found.form}
        _tell(work, {**about, **span, "what": "document-withdrawn"}, slip)
    return work


def _name(found: Issue) -> str:
    return document_name(found.kind, found.year, found.number)


def _refuse_past(session: Session) -> None:
    if session.settings.get("as_of"):
        raise Refused(
            _("A document is issued as of today; it does not look back"), _("leave --as-of out")
        )


def refuse_filters(filters: Mapping[str, Any]) -> None:
    """Raise Refused where a document that is issued would leave something out."""
    if any(filters.values()):
        raise Refused(
            _("A document that is issued is of the whole programme"),
            _("leave the filters out; or leave --issue out, for a draft"),
        )


def _refuse_again(work: Work, before: Issue, made: Edition) -> None:
    """Raise Refused where the last one covers the same, or all there is to cover."""
    if made.upto <= before.upto or made.last < (before.last or ""):
        raise _out_already(before, _("{document} of {day} covers these days already"))
    new = documents.anything_between(work.store, before.upto, made.upto)
    if made.last == before.last and not new:
        raise _out_already(
            before, _("{document} was issued on {day} by {actor}, and nothing is new since")
        )


def _out_already(before: Issue, message: str) -> Refused:
    """Return the refusal to issue the same twice."""
    about = {"kind": before.kind, "year": before.year, "number": before.number}
    return Refused(
        message.format(document=_name(before), day=before.day, actor=before.actor),
        _("print it: {hint}").format(hint=reprint_line({**about, "form": before.form})),
    )


def _refuse_followed(work: Work, found: Issue) -> None:
    if found.kind == "slip":
        return
    later = [
        _name(each)
        for each in documents.issues(work.store, found.kind)
        if each.seq > found.seq and each.withdrawn is None
    ]
    if later:
        raise Refused(
            _("{document} was followed by {later}").format(
                document=_name(found), later=_(", ").join(later)
            ),
            _("withdraw the last one first, and so back"),
        )


def _not_written(data: Mapping[str, Any], path: str, error: OSError) -> TaskmatrixError:
    """Return the error for a file that failed after its document was on record."""
    failure = TaskmatrixError(
        _("{document} is issued and kept, but {path} was not written: {detail}").format(
            document=named(data), path=path, detail=reason(error)
        ),
        _("print it: {hint}").format(hint=reprint_line(data)),
    )
    failure.status = 6
    return failure
