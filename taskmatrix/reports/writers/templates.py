"""Where the templates of documents are: the user's own beside `taskmatrix.toml`, or the house's."""

import os
from pathlib import Path

from taskmatrix.errors import BadInput
from taskmatrix.language import gettext as _

FOLDER = "templates"
SHIPPED = Path(__file__).parent.parent / "templates"
COMMON = "document"
KINDS = frozenset({"weekly", "monthly", "unit", "task", "slip", "briefing"})
"""The reports, each of which may have templates of its own."""


def own_folder(folder: str | None) -> Path | None:
    """Return the folder of the user's own templates, None where there is none."""
    own = Path(folder, FOLDER) if folder else None
    return own if own and own.is_dir() else None


def own_template(kind: str, suffix: str, folder: str | None) -> Path | None:
    """Return the user's own template for a report: of its kind, else for all documents."""
    own = own_folder(folder)
    if own is None:
        return None
    paths = [own / f"{name}.{suffix}" for name in (kind, COMMON)]
    return next((path for path in paths if path.is_file()), None)


def broken(path: str | os.PathLike[str], line: int | None, detail: str) -> BadInput:
    """Return the error of a template that cannot be used, with its place."""
    place = os.path.relpath(path)
    if line is not None:
        place += f":{line}"
    return BadInput(
        _("{place}: the template cannot be used: {detail}").format(place=place, detail=detail),
        _("mend the template, or move it away: then the program's own is used"),
    )
