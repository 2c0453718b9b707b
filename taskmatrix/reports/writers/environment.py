"""Jinja2 as documents use it: sandboxed, strict, with the user's templates before the house's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    nodes,
)
from jinja2.exceptions import TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from taskmatrix.language import gettext as _
from taskmatrix.reports.document import Document
from taskmatrix.reports.writers.templates import COMMON, KINDS, SHIPPED, broken, own_folder

BUILT_IN = "built-in/"
"""By this prefix a template names one of the house, though the user has one of the same name."""

_OF_A_TEMPLATE = (
    *(TemplateError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError),
    RecursionError,
)
"""What goes wrong in a template; errors of the store and of files are none of its business."""


def ready(text: str) -> Markup:
    """Return what is HTML or Markdown already, so that no template escapes it again."""
    return Markup(text)  # noqa: S704 - whoever calls this has escaped what people wrote


class Writer:
    """Writes documents by templates; `escape` makes of a text what shows it to the letter."""

    def __init__(self, suffix: str, escape: Callable[[str], str], **helpers: Any) -> None:
        self.suffix = suffix
        self.escape = escape
        self.helpers = helpers

    def pieces(
        self, document: Document, data: Mapping[str, Any], folder: str | None
    ) -> Iterator[str]:
        """Yield a document. Raises BadInput where the user's own template is broken."""
        own = own_folder(folder)
        names = [f"{name}.{self.suffix}" for name in (document.kind, COMMON)]
        try:
            environment = self._environment(own)
            template = environment.select_template(names)
            if own:
                _check_blocks(environment, _Loader(own), str(template.name), own)
            yield from template.generate(document=document, data=_listed(data) if own else data)
        except _OF_A_TEMPLATE as error:
            place = _place(error, own)
            if place is None:
                raise
            raise broken(*place, _told(error)) from error

    def _environment(self, own: Path | None) -> Environment:
        made = _Environment(
            loader=_Loader(own),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters |= self.helpers
        return made

    def _finalize(self, value: Any) -> Any:
        """Return what stands for a value: texts escaped, nothing for None."""
        if value is None:
            return ""
        if isinstance(value, Markup) or not isinstance(value, str):
            return value
        return ready(self.escape(value))


def _listed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data in which what is only read through is a list, as in JSON."""
    whole = (str, list, Mapping)
    return {
        key: list(value) if isinstance(value, Iterable) and not isinstance(value, whole) else value
        for key, value in data.items()
    }


class _Environment(SandboxedEnvironment):
    def join_path(self, template: str, parent: str) -> str:
        """Return which template is meant; one that extends its own name means the house's.

        Reports that have none of their own are written by that for all documents.
        """
        kind, _dot, suffix = template.rpartition(".")
        if kind in KINDS and isinstance(self.loader, _Loader):
            meant = BUILT_IN + template if template == parent else template
            if self.loader.find(meant):
                return meant
            template = f"{COMMON}.{suffix}"
        return BUILT_IN + template if template == parent else template


class _Loader(BaseLoader):
    def __init__(self, own: Path | None) -> None:
        self.own = own

    def find(self, template: str) -> Path | None:
        """Return the file of a template: the user's own, else the house's."""
        folders = [SHIPPED] if template.startswith(BUILT_IN) else [self.own, SHIPPED]
        parts = split_template_path(template.removeprefix(BUILT_IN))
        paths = (folder.joinpath(*parts) for folder in folders if folder)
        return next((path for path in paths if path.is_file()), None)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = self.find(template)
        if path is None:
            raise TemplateNotFound(template)
        try:
            source = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise broken(path, None, _("it is not in UTF-8")) from error
        return source, str(path), lambda: True


def _check_blocks(environment: Environment, loader: _Loader, name: str, own: Path) -> None:
    """Raise BadInput where a template of the user's has a block that what it extends has not."""
    chain: dict[str, tuple[str, nodes.Template]] = {}
    while name not in chain:
        try:
            source, path, _fresh = loader.get_source(environment, name)
        except TemplateNotFound:
            return  # told when it is used
        tree = environment.parse(source, name, path)
        chain[name] = path, tree
        extended = tree.find(nodes.Extends)
        if extended and isinstance(extended.template, nodes.Const):
            name = environment.join_path(extended.template.value, name)
    known: set[str] = set()
    for path, tree in reversed(chain.values()):
        if known and _is_in(own, path):
            for block in tree.body:
                if isinstance(block, nodes.Block) and block.name not in known:
                    raise broken(path, block.lineno, _unknown(block.name, known))
        known |= {block.name for block in tree.find_all(nodes.Block)}


def _unknown(block: str, known: set[str]) -> str:
    text = _("{name} is no block of what it extends; there are: {names}")
    return text.format(name=block, names=_(", ").join(sorted(known)))


def _place(error: BaseException, own: Path | None) -> tuple[str, int | None] | None:
    """Return the file and the line of the user's own template where it went wrong, if there."""
    if own is None:
        return None
    if isinstance(error, TemplateSyntaxError) and _is_in(own, error.filename):
        return str(error.filename), error.lineno
    return _innermost(error.__traceback__, own)


def _innermost(trace: TracebackType | None, own: Path) -> tuple[str, int | None] | None:
    found = None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if _is_in(own, name):
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found


def _is_in(own: Path, name: str | None) -> bool:
    return name is not None and Path(name).is_relative_to(own)


def _told(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return _("there is no template {name}").format(name=error.name)
    if isinstance(error, RecursionError):
        return _("it calls itself without end")
    return str(getattr(error, "message", None) or error) or type(error).__name__
