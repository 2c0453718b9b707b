"""`matrix`: who answers for what."""

from collections.abc import Iterable
from gettext import gettext as _
from typing import Any

import click

from taskmatrix import language
from taskmatrix.commands.base import command, option, told_if_simulated, understood
from taskmatrix.commands.options import Output, filters, ordering, output
from taskmatrix.language import N_
from taskmatrix.reports.output import write
from taskmatrix.workspace.reading import matrix as read_matrix
from taskmatrix.workspace.reading import select
from taskmatrix.workspace.session import Session

FORMS = ("table", "plain", "json", "csv", "md", "html")


@command(help=N_("Show the matrix of tasks and units."), looks_back=True)
@filters
@ordering("plan", "code", "deadline")
@option("--groups/--no-groups", "groups", default=True, help=N_("with groups as headings"))
@option("--by", type=click.Choice(["section", "unit"]), help=N_("order by section or unit"))
@option("--fold/--no-fold", default=None, help=N_("regions as one column of counts"))
@output(*FORMS)
def matrix(
    session: Session,
    out: Output,
    by: str | None,
    fold: bool | None,
    groups: bool,
    **given: Any,
) -> None:
    """Write the matrix in the form that was asked for."""
    if by and out.form not in ("table", "html"):
        raise click.UsageError(_("--by is for tables and HTML"))
    wanted, named = select(session, given)
    understood(*named)
    grid = read_matrix(session, wanted, groups)
    if out.form == "json":
        from taskmatrix.reports.matrix_data import matrix_json

        pieces = matrix_json(grid)
    elif out.form == "html":
        from taskmatrix.reports.matrix_html import matrix_html

        pieces = matrix_html(grid, by)  # type: ignore[arg-type]
    elif out.form == "table":
        from taskmatrix.reports.matrix_text import matrix_text

        english = language.current() == "en"
        pieces = matrix_text(grid, out.width, out.color, fold, by, english)
    else:
        from taskmatrix.reports.matrix_data import matrix_grid

        pieces = matrix_grid(grid, out.form)
    document: Iterable[str] = pieces
    if out.form not in ("table", "html"):  # they say it themselves
        document = told_if_simulated(session, pieces, out.form, out.path)
    write(document, out.path, out.form)
