"""`report weekly`: what leaders read on Friday."""

from typing import TYPE_CHECKING, Any

from taskmatrix.commands.base import command, option, understood
from taskmatrix.commands.documents import document_output, emit, issue_option, tell_issued
from taskmatrix.commands.options import Output, filters
from taskmatrix.commands.patience import patience
from taskmatrix.language import N_
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.reports.document import Document
    from taskmatrix.workspace.session import Session


@command(
    help=N_("Write the weekly: a draft, up to today; --issue gives it a number."), looks_back=True
)
@option("--week", metavar="WEEK", help=N_("of this week: 2026-W47, or a day in it"))
@filters
@issue_option
@document_output()
def weekly(session: "Session", out: Output, week: str | None, issue: bool, **given: Any) -> None:
    """Write a weekly, or issue it."""
    from taskmatrix.workspace.documents.weekly import draft, edition
    from taskmatrix.workspace.reading import select

    given.pop("all")  # the whole programme is what it is about
    if issue:
        from taskmatrix.commands.issuing import put_out

        def numbered(year: int, number: int) -> Any:
            return edition(session, week, year, number)

        put_out(session, "weekly", numbered, _compose, out, filters=given)
        return
    understood(*select(session, given)[1])
    with patience(session, _("Collecting")):
        data, span = draft(session, week, given)
    said = _("This week was issued as {document}; see: taskmatrix report reprint weekly {number}")
    for issued in (*span.earlier, span.issued):
        if issued:
            tell_issued(session, said, issued)
    emit(session, "report-weekly", data, _compose, out)


def _compose(data: Any) -> "Document":
    from taskmatrix.reports.documents.weekly import compose

    return compose(data)
