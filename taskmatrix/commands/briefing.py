"""`report briefing`: one page for a leader."""

from typing import TYPE_CHECKING, Any

from taskmatrix.commands.base import command, understood
from taskmatrix.commands.documents import document_output, emit
from taskmatrix.commands.options import Output, filters
from taskmatrix.commands.patience import patience
from taskmatrix.language import N_
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.reports.document import Document
    from taskmatrix.workspace.session import Session


@command(
    help=N_("Write one page for a leader: lights, five sentences, what needs a decision."),
    looks_back=True,
)
@filters
@document_output()
def briefing(session: "Session", out: Output, **given: Any) -> None:
    """Write a briefing."""
    from taskmatrix.workspace.documents.briefing import briefing as collect
    from taskmatrix.workspace.reading import select

    understood(*select(session, given)[1])
    with patience(session, _("Collecting")):
        data = collect(session, given)
    emit(session, "report-briefing", data, _compose, out)


def _compose(data: Any) -> "Document":
    from taskmatrix.reports.documents.briefing import compose

    return compose(data)
