"""The frame of an HTML page that needs no other file, and what all pages of a matrix share."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from taskmatrix.domain.grid import Cell, Column, Grid
from taskmatrix.domain.words import Basis, Kind, Role
from taskmatrix.language import current
from taskmatrix.language import gettext as _
from taskmatrix.reports.labels import role_letters, role_names
from taskmatrix.reports.matrix_views import NOTHING, Roles, View

_STYLES = Path(__file__).parent / "styles"


def page(grid: Grid, style: str, body: Iterable[str], view: View) -> Iterator[str]:
    """Yield a page: masthead, legend, body; `style` names what the body looks like."""
    yield from _masthead(grid, style, view)
    yield from body
    yield "</body></html>\n"


def _style(name: str) -> str:
    return (_STYLES / f"{name}.css").read_text(encoding="utf-8")


def _masthead(grid: Grid, style: str, view: View) -> Iterator[str]:
    name = _("Responsibility matrix")
    if view.name:
        name = f"{name} - {view.name}"
    warning = _("Simulated data") if grid.simulated else ""
    yield f'<!DOCTYPE html>\n<html lang="{_tongue_of_page()}"><head><meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1, minimum-scale=1">\n'
    yield f"<title>{escape(grid.title)} - {name}</title>\n"
    yield f"<style>{_style('page')}{_style(style)}{_style('print') % warning}</style></head>\n"
    yield "<body><header>\n"
    yield f'<p class="kind">{name}</p>\n{element("h1", grid.title)}\n'
    date = _("Date")
    yield f"<p>{date} <time>{escape(grid.today)}</time></p>\n"
    if warning:
        yield f'<p class="simulated">{warning}</p>\n'
    yield from _legend(view)
    yield "</header>\n"


def _legend(view: View) -> Iterator[str]:
    letters, names = role_letters(), role_names()
    lead = letters[Role.LEAD]
    samples: list[tuple[dict[str, str], str]] = [
        ({lead: "lead"}, names[Role.LEAD]),
        ({lead + "*": "lead inferred"}, _("inferred lead (first listed)")),
        ({lead + "1": "lead", lead + "2": "lead"}, _("joint leads")),
        ({letters[Role.SUPPORT]: "support"}, names[Role.SUPPORT]),
        ({letters[Role.LOCAL]: "local"}, names[Role.LOCAL]),
        ({"0": "gap"}, _("no lead named")),
    ]
    if not isinstance(view, Roles):
        # The colours still tell the roles; joint leads and gaps are not told apart.
        del samples[5], samples[2]
        meanings = view.legend(0).items()
        samples += [({mark: ""}, meaning) for mark, meaning in meanings if mark != NOTHING]
    yield '<ul class="legend">\n'
    for marks, meaning in samples:
        shown = "".join(f'<b class="mark {look}">{mark}</b>' for mark, look in marks.items())
        yield f"<li>{shown}{meaning}</li>\n"
    yield "</ul>\n"


def look_of(cell: Cell) -> str:
    """Return the style of a cell: its role, and whether the lead is inferred."""
    inferred = cell.role == Role.LEAD and cell.basis == Basis.FIRST_LISTED
    return f"{cell.role} inferred" if inferred else cell.role


def by_kind(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """Set departments, regions and leaders apart, each kind in the given order."""
    kinds: dict[str, list[Column]] = {kind: [] for kind in Kind}
    for column in columns:
        kinds[column.kind].append(column)
    return {kind: same for kind, same in kinds.items() if same}


def heads_of_kinds() -> dict[str, str]:
    """Return what the units of each kind are called together."""
    return {
        Kind.DEPARTMENT: _("Departments"),
        Kind.REGION: _("Regions"),
        Kind.GROUP: _("Groups"),
        Kind.LEADER: _("Leaders"),
    }


def element(tag: str, text: str, attributes: str = "") -> str:
    """Return a text as an element, marked with its language where that is not the page's."""
    tongue = "zh-CN" if any("一" <= char <= "鿿" for char in text) else "en"
    if tongue != _tongue_of_page():
        attributes += f' lang="{tongue}"'
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"


def _tongue_of_page() -> str:
    return "zh-CN" if current() == "zh" else current()


def unit_name(unit: Column) -> str:
    """Return the name by which a reader knows a unit: the English one where English is spoken."""
    return unit.en if unit.en and current() == "en" else unit.name
