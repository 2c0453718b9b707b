"""`matrix`: who answers for what."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from taskmatrix import language
from taskmatrix.commands.base import Word, command, option, told_if_simulated, understood
from taskmatrix.commands.options import Output, filters, ordering, output
from taskmatrix.commands.telling import tell_if_provisional
from taskmatrix.language import N_
from taskmatrix.language import gettext as _
from taskmatrix.reports.output import write
from taskmatrix.workspace.reading import matrix as read_matrix
from taskmatrix.workspace.reading import select
from taskmatrix.workspace.session import Session

if TYPE_CHECKING:
    from taskmatrix.domain.grid import Grid

WHAT = {"roles": "分工", "progress": "进度", "reported": "反馈", "state": "状态"}
FORMS = ("table", "plain", "json", "csv", "md", "html")


@command(help=N_("Show the matrix of tasks and units."), looks_back=True)
@filters
@ordering("plan", "code", "deadline")
@option(
    "--what",
    type=Word(WHAT),
    default="roles",
    metavar="|".join(WHAT),
    help=N_("what the cells show"),
)
@option("--groups/--no-groups", "groups", default=True, help=N_("with groups as headings"))
@option("--by", type=click.Choice(["section", "unit"]), help=N_("order by section or unit"))
@option("--fold/--no-fold", default=None, help=N_("regions as one column of counts"))
@output(*FORMS)
def matrix(
    session: Session,
    out: Output,
    what: str,
    by: str | None,
    fold: bool | None,
    groups: bool,
    **given: Any,
) -> None:
    """Write the matrix in the form that was asked for."""
    if by and out.form not in ("table", "html"):
        raise click.UsageError(_("--by is for tables and HTML"))
    if by == "unit" and what != "roles":
        raise click.UsageError(_("--by unit shows roles; leave --what out"))
    wanted, named = select(session, given)
    understood(*named)
    grid = read_matrix(session, wanted, groups)
    tell_if_provisional(session)
    document: Iterable[str] = _document(grid, out, what, by, fold)
    if out.form not in ("table", "html"):  # they say it themselves
        document = told_if_simulated(session, document, out.form, out.path)
    write(document, out.path, out.form)


def _document(
    grid: "Grid", out: Output, what: str, by: str | None, fold: bool | None
) -> Iterator[str]:
    if out.form == "json":
        from taskmatrix.reports.matrix_data import matrix_json

        return matrix_json(grid)
    from taskmatrix.reports.matrix_views import view_of

    # Where room is not short, a day is a whole one, which programs can read.
    view = view_of(what, grid.today, brief=out.form in ("table", "html"))
    if out.form == "html":
        from taskmatrix.reports.matrix_html import matrix_html

        return matrix_html(grid, by, view)  # type: ignore[arg-type]
    if out.form == "table":
        from taskmatrix.reports.matrix_text import matrix_text

        english = language.current() == "en"
        return matrix_text(grid, out.width, out.color, fold, by, english, view)
    from taskmatrix.reports.matrix_data import matrix_grid

    return matrix_grid(grid, view, out.form)
