"""`report monthly`: what is circulated to the units at the end of a month."""

from typing import TYPE_CHECKING, Any

import click

from taskmatrix.commands.base import command, option
from taskmatrix.commands.documents import document_output, emit, issue_option, tell_issued
from taskmatrix.commands.options import Output
from taskmatrix.commands.patience import patience
from taskmatrix.language import N_
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.reports.document import Document
    from taskmatrix.workspace.session import Session


@command(
    help=N_("Write the monthly: a draft, up to today; --issue gives it a number."), looks_back=True
)
@option("--month", metavar="MONTH", help=N_("of this month: 2026-10, or a day in it"))
@option("--no-ranking", is_flag=True, help=N_("without the rankings of units"))
@issue_option
@document_output()
def monthly(
    session: "Session", out: Output, month: str | None, no_ranking: bool, issue: bool
) -> None:
    """Write a monthly, or issue it."""
    from taskmatrix.workspace.documents.monthly import draft, edition

    if issue:
        from taskmatrix.commands.issuing import put_out

        def numbered(year: int, number: int) -> Any:
            return edition(session, month, year, number, ranking=not no_ranking)

        put_out(session, "monthly", numbered, _compose, out)
        return
    with patience(session, _("Collecting")):
        data, span = draft(session, month, ranking=not no_ranking)
    said = _(
        "The monthly of this month was issued as {document}; "
        "see: taskmatrix report reprint monthly {number}"
    )
    for issued in (*span.earlier, span.issued):
        if issued:
            tell_issued(session, said, issued)
    if month is None and data["left_out"]:
        _tell_left_out(session, data["left_out"])
    emit(session, "report-monthly", data, _compose, out)


def _compose(data: Any) -> "Document":
    from taskmatrix.reports.documents.monthly import compose

    return compose(data)


def _tell_left_out(session: "Session", month: str) -> None:
    from taskmatrix.commands.hints import as_typed

    message = _(
        "{month} is not covered to its end; "
        "issue it first: taskmatrix report monthly --month {month} --issue"
    )
    click.echo(as_typed(message.format(month=month), session), err=True)
