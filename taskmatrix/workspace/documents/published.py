"""What is out: issued documents stand in the way of undo, and may hold what was redacted."""

import json
from collections.abc import Iterable, Sequence

from taskmatrix.domain.events import Draft, EventKind
from taskmatrix.errors import Refused
from taskmatrix.language import gettext as _
from taskmatrix.reports.issued import document_name, named
from taskmatrix.store import documents
from taskmatrix.store.documents import Issue
from taskmatrix.store.history import Recorded, by_number
from taskmatrix.workspace.session import Session
from taskmatrix.workspace.working import Work

MOST_NAMED = 5
_OF_DOCUMENTS = (EventKind.DOCUMENT_ISSUED, EventKind.DOCUMENT_WITHDRAWN)


def refuse_documents(work: Work, events: Sequence[Recorded]) -> None:
    """Raise Refused where a command that is to be taken back issued documents, or is in some."""
    for event in events:
        if event.kind == EventKind.DOCUMENT_ISSUED:
            raise _out(documents.by_event(work.store, event.seq))
        if event.kind == EventKind.DOCUMENT_WITHDRAWN:
            _refuse_later(work, event)
    covering = documents.covering(work.store, events[0].seq)
    standing = [each for each in covering if _holds(each, events)]
    if standing:
        raise Refused(
            _("It cannot be taken back: it is in {documents}").format(documents=_names(standing)),
            _("report, return or reopen anew; or withdraw it: {hint}").format(
                hint=_withdraw_line(standing[-1])
            ),
        )


def _holds(issue: Issue, events: Sequence[Recorded]) -> bool:
    """Whether a document covers one of some events: the paper of a slip those on its task."""
    return issue.kind != "slip" or any(
        event.code == issue.task and event.seq <= issue.upto and event.kind not in _OF_DOCUMENTS
        for event in events
    )


def _out(issue: Issue) -> Refused:
    message = _("Your latest command issued {document}, and it is out").format(
        document=_names([issue])
    )
    if issue.withdrawn:
        return Refused(message, _("what was done before it is mended by update, return or reopen"))
    hint = _("undo goes no further back; withdraw it: {hint}")
    return Refused(message, hint.format(hint=_withdraw_line(issue)))


def _refuse_later(work: Work, event: Recorded) -> None:
    """Raise Refused where a document was issued or withdrawn since another was withdrawn."""
    about = json.loads(event.data)
    number = (about["year"], about["number"])
    later = [
        each
        for each in documents.issues(work.store, about["kind"])
        if max(each.seq, each.ended or 0) > event.seq
        and (each.kind != "slip" or (each.year, each.number) == number)
    ]
    if later:
        raise Refused(
            _("It cannot be taken back: {documents} came later").format(documents=_names(later)),
            _("issue the document anew"),
        )
    found = documents.by_event(work.store, about["document"])
    if found.kind != "slip" and documents.taken_back_since(work.store, event.seq, found.upto):
        raise Refused(
            _("It cannot be taken back: some of what {document} says was taken back since").format(
                document=_names([found])
            ),
            _("issue the document anew"),
        )


def undo_withdrawals(work: Work, events: Sequence[Recorded], data: str) -> None:
    """Let the documents stand again that a command withdrew; those of slips by their tasks."""
    for event in events:
        if event.kind == EventKind.DOCUMENT_WITHDRAWN and event.task is None:
            work.drafts.append(Draft(EventKind.UNDONE, None, data))
            title = _("the withdrawal of {document}").format(document=named(json.loads(event.data)))
            work.tell_undone("", title, event.unit, event.kind)


def may_hold(session: Session, seq: int) -> str:
    """Name the documents whose files may hold a text of an event; empty where there are none."""
    store = session.read()
    event = by_number(store, seq)[0]
    if event.kind in _OF_DOCUMENTS:
        return ""
    return _names(
        each
        for each in documents.issues(store)
        if each.upto >= seq and each.task in (None, event.code) and documents.is_kept(store, each)
    )


def _names(issues: Iterable[Issue]) -> str:
    listed = [document_name(each.kind, each.year, each.number) for each in issues]
    text = _(", ").join(listed[:MOST_NAMED])
    if len(listed) > MOST_NAMED:
        text += " " + _("and {count} more").format(count=len(listed) - MOST_NAMED)
    return text


def _withdraw_line(issue: Issue) -> str:
    number = f"{issue.year}-{issue.number}"
    return f"taskmatrix report withdraw {issue.kind} {number} --reason TEXT"
