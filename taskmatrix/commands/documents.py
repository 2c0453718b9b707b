"""What the commands of documents share: the forms they are written in, and where they go."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from taskmatrix.commands.base import option
from taskmatrix.commands.options import Output, output
from taskmatrix.commands.patience import patience
from taskmatrix.language import N_
from taskmatrix.language import gettext as _

if TYPE_CHECKING:
    from taskmatrix.reports.document import Document
    from taskmatrix.store.documents import Issue
    from taskmatrix.workspace.session import Session

Data = Mapping[str, Any]
Compose = Callable[[Data], "Document"]

FORMS = ("table", "json", "md", "html", "docx")

issue_option = option("--issue", is_flag=True, help=N_("issue it: number it, keep it"))


def document_output(*forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--format`, `--json` and `-o`; the function gets what they say as its `out`.

    DOCX is nothing that a terminal shows: there it is refused.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def run(session: Any, out: Output, **given: Any) -> Any:
            if out.form == "docx" and not out.path and not given.get("issue") and _on_terminal():
                name = click.get_current_context().info_name
                message = _("DOCX is nothing for a terminal; say -o {name}.docx")
                raise click.UsageError(message.format(name=name))
            return function(session, out=out, **given)

        return output(*(forms or FORMS))(run)

    return decorate


def tell_issued(session: "Session", message: str, issued: "Issue") -> None:
    """Say on standard error as which document a period was issued."""
    from taskmatrix.commands.hints import as_typed
    from taskmatrix.reports.issued import document_name

    name = document_name(issued.kind, issued.year, issued.number)
    number = f"{issued.year}-{issued.number}"
    click.echo(as_typed(message.format(document=name, number=number), session), err=True)


def emit(session: "Session", kind: str, data: Data, compose: Compose, out: Output) -> None:
    """Write a document in the form that was asked for; as JSON its data alone.

    Nothing is written where it cannot be composed, or a template is broken.
    """
    from taskmatrix.reports.output import write

    write(_pieces(session, kind, data, compose, out), out.path, out.form)


def _pieces(
    session: "Session", kind: str, data: Data, compose: Compose, out: Output
) -> Iterable[str | bytes]:
    if out.form == "json":
        return in_json(session, kind, data)
    from taskmatrix.workspace.documents.english import in_language

    data = in_language(session, data)
    document = compose(data)
    if out.form == "table":
        from taskmatrix.reports.writers.screen import screen

        return screen(document, out.width, out.color)
    from taskmatrix.reports.writers.writing import rendered

    with patience(session, _("Writing")):
        return [rendered(document, data, out.form, session.settings.folder)]


def in_json(session: "Session", kind: str, data: Data) -> Iterator[str]:
    """Yield the data of a document as JSON; long lists come last, and in batches."""
    from taskmatrix.reports.data import json_object
    from taskmatrix.workspace.documents.spool import Spool

    lists = {key: value for key, value in data.items() if isinstance(value, (list, Spool))}
    head = {key: value for key, value in data.items() if key not in lists}
    return json_object(kind, session.today.isoformat(), head, **lists)


def _on_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
