"""Reading the documents that were issued, and their files."""

from typing import Any

from taskmatrix.domain.issues import issue_number
from taskmatrix.domain.slips import lapsed
from taskmatrix.errors import NotFound, Refused, StoreUnusable
from taskmatrix.language import gettext as _
from taskmatrix.reports.issued import document_name
from taskmatrix.store import documents
from taskmatrix.store.contents import file_content
from taskmatrix.store.documents import Issue
from taskmatrix.store.slips import slip_by_number
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.history import one_event
from taskmatrix.workspace.session import Session

Item = dict[str, Any]


def find_issue(session: Session, kind: str, spoken: str) -> Issue:
    """Find an issued document by kind and number. Raises NotFound."""
    store, spoken = session.read(), heard(spoken)
    number = issue_number(kind, spoken, session.today.year)
    found = documents.by_number(store, kind, *number) if number else None
    if found is None:
        raise NotFound(
            _("No document “{name}” of this kind was issued").format(name=spoken),
            _("the numbers stand in: taskmatrix report list"),
        )
    return found


def listed_issues(session: Session, kind: str | None, year: int | None) -> list[Item]:
    """Return the documents that were issued, oldest first; of one kind, of one year."""
    store = session.read()
    return [
        {
            "kind": each.kind,
            "year": each.year,
            "number": each.number,
            "task": each.task,
            "first": each.first,
            "last": each.last,
            "issued": each.day,
            "actor": each.actor,
            "form": each.form,
            "sha256": each.sha256,
            "kept": documents.is_kept(store, each),
            "withdrawn": each.withdrawn,
            "reason": one_event(store, each.ended)["data"]["reason"] if each.ended else None,
            "slip": slip_of(session, each),
            "event": each.seq,
        }
        for each in documents.issues(store, kind)
        if year in (None, each.year)
    ]


def slip_of(session: Session, found: Issue) -> Item | None:
    """Return how the slip of a paper stands, None of another document."""
    row = slip_by_number(session.store, found.year, found.number) if found.kind == "slip" else None
    if row is None:
        return None
    status = lapsed(row.status, row.reply_by, session.today.isoformat())
    return {"status": status, "withdrawn": row.day if status == "withdrawn" else None}


def kept_file(session: Session, found: Issue) -> bytes:
    """Return the file of a document, byte for byte as it was issued.

    Raises Refused where it was redacted, StoreUnusable where it is not what it was.
    """
    from taskmatrix.domain.events import digest

    name = document_name(found.kind, found.year, found.number)
    if not documents.is_kept(session.store, found):
        raise Refused(
            _("The file of {document} was redacted").format(document=name),
            _("see why: taskmatrix history --since {day}").format(day=found.day),
        )
    try:
        content = file_content(session.store, found.sha256)
    except ValueError:  # damaged
        content = None
    if content is None or digest(content) != found.sha256:
        raise StoreUnusable(
            _("The file of {document} is not what was issued").format(document=name),
            _("restore a backup: taskmatrix db restore FILE"),
        )
    return content
