"""What `--issue` does: a document is rendered, numbered, kept, written, told."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from taskmatrix.commands.options import Output
from taskmatrix.commands.patience import patience
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import format_of
from taskmatrix.workspace.documents.issuing import Copy, Edition, issue, issue_slip, refuse_filters
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.reports.document import Document
    from taskmatrix.workspace.working import Work

Data = dict[str, Any]
Compose = Callable[[Data], "Document"]
FORMS = ("docx", "html", "md")
"""What can be kept of a document; the first one is the default."""


def put_out(
    session: Session,
    kind: str,
    edition: Callable[[int, int], Edition],
    compose: Compose,
    out: Output,
    filters: Mapping[str, Any] | None = None,
) -> None:
    """Issue a weekly or a monthly and say so."""
    refuse_filters(filters or {})
    copy = _copy(out)
    with patience(session, _("Issuing")):
        work = issue(session, kind, edition, _renderer(session, compose, copy), copy)
    _tell(session, kind, work, out)


def put_out_slip(
    session: Session, number: str, collect: Callable[[], Data], compose: Compose, out: Output
) -> None:
    """Issue the paper of a slip and say so."""
    copy = _copy(out)
    with patience(session, _("Issuing")):
        work = issue_slip(session, number, collect, _renderer(session, compose, copy), copy)
    _tell(session, "slip", work, out)


def _copy(out: Output) -> Copy:
    """Return form and file of what is issued: DOCX unless something else was asked for."""
    if out.form in FORMS:
        return Copy(out.form, out.path)
    form = format_of(out.path) if out.path else FORMS[0]
    if form not in FORMS:
        message = _("a document is issued as {forms}, not into {path}")
        raise click.UsageError(message.format(forms=_(", ").join(FORMS), path=out.path))
    return Copy(form, out.path)


def _renderer(session: Session, compose: Compose, copy: Copy) -> Callable[[Data], bytes]:
    def render(data: Data) -> bytes:
        from taskmatrix.reports.writers.writing import rendered
        from taskmatrix.workspace.documents.english import in_language

        shown = in_language(session, data)
        return rendered(compose(shown), shown, copy.form, session.settings.folder)

    return render


def _tell(session: Session, kind: str, work: "Work", out: Output) -> None:
    from taskmatrix.commands.telling import tell
    from taskmatrix.reports.issued import reprint_line

    done = work.done[0]
    following = "taskmatrix report list"
    if not done["path"]:
        following = _("print it: {hint}").format(hint=reprint_line(done))
    tell(session, f"report-{kind}", work, out.form == "json", following)
