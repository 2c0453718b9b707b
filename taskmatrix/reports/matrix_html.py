"""The matrix as one HTML page, to be read on a screen, a phone or A3 paper."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from html import escape
from math import ceil
from typing import Literal

from taskmatrix.domain.grid import Cell, Column, Grid, Row, Totals, marks
from taskmatrix.domain.words import Basis, Kind, Role
from taskmatrix.language import current
from taskmatrix.reports.labels import basis_names, role_letters, role_names, unit_name

_STYLE = """
:root { --accent: #1d5287; --tint: #dce8f4; --rule: #dde1e6; --ink: #20262d; --calm: #5f6973;
  font: 16px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", sans-serif; color: var(--ink); background: #fff; color-scheme: light;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 0 }
header, main { padding: 0 1.5rem; position: sticky; left: 0; max-width: 100vw;
  box-sizing: border-box }
header p { margin: 0; color: var(--calm) }
header .kind { padding-top: 1.25rem; color: var(--accent); font-weight: 600 }
header .simulated { display: inline-block; margin-top: .6rem; padding: .3em .8em;
  border: 2px solid; color: var(--ink); font-weight: 600 }
h1 { margin: .1em 0 .15em; font-size: 1.5rem; line-height: 1.3 }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; margin: .8rem 0 1rem; padding: 0;
  list-style: none; font-size: .8125rem }
.mark { display: inline-block; min-width: 1.9em; margin-right: .35em; line-height: 1.7;
  text-align: center }
table { border-spacing: 0; font-size: .8125rem; line-height: 1.35 }
th { font-weight: 400; text-align: left }
th, td { border: 0 solid var(--rule); border-width: 0 1px 1px 0; padding: .35em 0 }
.lead { background: var(--accent); color: #fff; font-weight: 700 }
.inferred { background: #fff; color: var(--accent); box-shadow: inset 0 0 0 2px var(--accent) }
.support { background: var(--tint) }
.local { color: var(--calm) }
.gap { font-weight: 700; box-shadow: inset 0 0 0 1px var(--ink) }
"""

_SHEET = """
.sheet { width: max-content; margin-bottom: 2rem; border-top: 1px solid var(--rule);
  overflow: clip }
.sheet td { min-width: 2em; text-align: center; white-space: nowrap; position: relative }
.sheet col:nth-child(even) { background: #f7f9fb }
.sheet thead { position: sticky; top: 0; z-index: 3 }
.sheet .kinds th { padding: .25em .6em; color: var(--calm) }
.sheet .kinds th + th + th + th, .sheet .edge { border-left: 2px solid var(--calm) }
.sheet .unit { padding: .6em 0; line-height: 1.2; text-align: center }
.sheet .unit span { writing-mode: vertical-rl; max-height: 15em }
.sheet .unit span:lang(en) { transform: rotate(180deg); text-align: left; max-height: 20em }
.sheet .code, .sheet .title, .sheet .band { position: sticky; left: 0; z-index: 2;
  padding: .35em .6em; background: #fff; overflow-wrap: anywhere; box-sizing: border-box }
.sheet .code { width: 7em; min-width: 7em; max-width: 7em }
.sheet .title { left: 7em; min-width: 12em; max-width: 22em }
.sheet .title, .sheet .band { border-right: 2px solid var(--calm) }
.sheet .within .title { padding-left: 1.8em }
.sheet thead th[scope] { background: #f1f3f5; vertical-align: bottom }
.sheet :is(.group, .section, .plan) > * { background: #f8f9fa; font-weight: 600 }
.sheet .section > * { background: #eef1f4 }
.sheet .plan > * { background: #dfe4ea }
.sheet tbody:only-of-type .plan { display: none }
.sheet .sum { color: var(--calm) }
.sheet .gap { color: inherit }
.sheet tfoot tr:first-child > * { border-top: 2px solid var(--calm) }
@media (hover: hover) {
  .sheet tbody tr:hover > :is(th, td:not(.lead, .support)), .sheet tr:hover > .inferred {
    background: #fff6d9 }
  .sheet tbody td:hover::after { content: ""; position: absolute; inset: -100vh 0;
    background: #f3c20022; pointer-events: none }
}
@media (max-width: 700px) {
  :root { font-size: 14px }
  header { padding: 0 .8rem }
  .sheet .code { position: static; width: auto; min-width: 0; padding: .35em .3em }
  .sheet .title { left: 0; min-width: 9em; max-width: 9em; padding: .35em .3em }
  .sheet .within .title { padding-left: .8em }
}
@media (max-height: 480px) { .sheet thead { position: static } }
@page { size: A3 landscape; margin: 12mm 10mm 14mm }
@media print {
  .sheet { width: 100%; font-size: min(8.5pt, calc(398mm / (var(--breadth) + 36))) }
  .sheet thead, .sheet .code, .sheet .title, .sheet .band { position: static }
  .sheet .code { width: auto; min-width: 5em; max-width: none; white-space: nowrap }
  .sheet .title { min-width: 18em; max-width: none }
  .sheet :is(.code, .title, .band, td) { padding-top: .15em; padding-bottom: .15em }
  .sheet tfoot { display: table-row-group }
}
"""

_LISTS = """
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
  gap: 1.6rem 2.5rem; align-items: start; padding-bottom: 2rem }
nav { padding: 0 1.5rem 1.2rem; font-size: .8125rem }
nav p { margin: .2em 0 }
nav a { display: inline-block; margin-left: 1em; color: var(--accent); text-decoration: none }
h2 { margin: 0; font-size: 1rem; break-after: avoid }
section > p { margin: 0; border-bottom: 2px solid var(--accent); color: var(--calm);
  font-size: .8125rem; break-after: avoid }
main table { width: 100% }
main th, main td { border-right: 0; padding: .2em .4em; vertical-align: baseline }
main th { padding-top: .6em; color: var(--calm); break-after: avoid }
main td:nth-child(1) { width: 2.4em; padding-left: 0 }
main td:nth-child(2) { width: 7em; overflow-wrap: anywhere }
@media (max-width: 700px) { header, nav, main { padding-left: .8rem; padding-right: .8rem } }
@page { size: A4; margin: 15mm }
@media print {
  main { display: block; columns: 2; column-gap: 8mm }
  section { margin-bottom: 1.4em }
  nav { display: none }
}
"""

_PRINT = """
@page { @bottom-center { content: "— " counter(page) " —" } @top-right { content: "%s" } }
@media print {
  :root { font-size: 10pt }
  header, main { padding: 0; position: relative }
  header .kind { padding: 0 }
  header .simulated { position: absolute; top: 0; right: 0; margin: 0 }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  .group, .section, .plan { break-after: avoid }
}
"""


def matrix_html(grid: Grid, by: Literal["section", "unit"] | None = None) -> Iterator[str]:
    """Yield one self-contained page: the grid, row by row, or the tasks of each unit."""
    yield from _masthead(grid, _LISTS if by == "unit" else _SHEET)
    yield from _unit_lists(grid) if by == "unit" else _Sheet(grid).table(by == "section")
    yield "</body></html>\n"


def _masthead(grid: Grid, style: str) -> Iterator[str]:
    name = _("Responsibility matrix")
    warning = _("Simulated data") if grid.simulated else ""
    yield f'<!DOCTYPE html>\n<html lang="{_tongue_of_page()}"><head><meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1, minimum-scale=1">\n'
    yield f"<title>{escape(grid.title)} - {name}</title>\n"
    yield f"<style>{_STYLE}{style}{_PRINT % warning}</style></head>\n<body><header>\n"
    yield f'<p class="kind">{name}</p>\n{_element("h1", grid.title)}\n'
    yield f"<p>{_('Date')} <time>{escape(grid.today)}</time></p>\n"
    if warning:
        yield f'<p class="simulated">{warning}</p>\n'
    yield from _legend(role_letters(), role_names())
    yield "</header>\n"


def _legend(letters: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    lead = letters[Role.LEAD]
    yield '<ul class="legend">\n'
    for samples, meaning in (
        ({lead: "lead"}, names[Role.LEAD]),
        ({lead + "*": "lead inferred"}, _("inferred lead (first listed)")),
        ({lead + "1": "lead", lead + "2": "lead"}, _("joint leads")),
        ({letters[Role.SUPPORT]: "support"}, names[Role.SUPPORT]),
        ({letters[Role.LOCAL]: "local"}, names[Role.LOCAL]),
        ({"0": "gap"}, _("no lead named")),
    ):
        shown = "".join(f'<b class="mark {look}">{mark}</b>' for mark, look in samples.items())
        yield f"<li>{shown}{meaning}</li>\n"
    yield "</ul>\n"


class _Sheet:
    """The grid: units side by side by kind, tasks below one another, totals at both ends."""

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.rows
        self.letters = role_letters()
        self.meanings = _meanings()
        self.kinds = _by_kind(grid.columns)
        self.names = {unit.id: unit_name(unit) for same in self.kinds.values() for unit in same}
        firsts: list[int | str] = [same[0].id for same in self.kinds.values()]
        self.edges = {*firsts[1:], Role.LEAD} if firsts else set()
        self.blank: dict[int | str, str] = {unit: self._cell(unit) for unit in self.names}
        self.span = len(self.names) + len(Role)

    def table(self, by_section: bool) -> Iterator[str]:
        """Yield heads, a line for each task below its bands, the totals of the units."""
        yield f'<table class="sheet" style="--breadth: {_breadth(self.names.values()):.0f}">\n'
        yield from self._heads()
        yield "<tbody>\n"
        totals, tasks = Totals(), 0
        plan = section = group = None
        for row in self.rows():
            if row.plan != plan:
                yield "</tbody>\n<tbody>\n" if plan else ""
                yield self._wide("plan", _band(f"{_('Plan')} {row.plan}"))
                plan, section, group = row.plan, None, None
            if by_section and row.section != section:
                section = row.section
                yield self._wide("section", _band(section or _("no section")))
            if row.group:
                group = f"{row.number}."
                yield self._wide("group", _task_heads(row))
            else:
                yield self._task(row, within=bool(group and row.number.startswith(group)))
                totals.add(row)
                tasks += 1
        yield "</tbody>\n"
        yield from self._foot(totals, tasks)
        yield "</table>\n"

    def _heads(self) -> Iterator[str]:
        yield f"<colgroup>{'<col>' * (2 + self.span)}</colgroup>\n<thead>\n"
        yield f'<tr class="kinds"><th class="code" rowspan="2" scope="col">{_("Code")}</th>'
        yield f'<th class="title" rowspan="2" scope="col">{_("Task")}</th>'
        names = _heads_of_kinds() | {"": _("Total")}
        for kind, same in (self.kinds | {"": list(Role)}).items():
            yield f'<th colspan="{len(same)}" scope="colgroup">{names[kind]}</th>'
        yield "</tr>\n<tr>"
        for key, name in (self.names | role_names()).items():
            look = "unit edge" if key in self.edges else "unit"
            yield f'<th class="{look}" scope="col">{_element("span", name)}</th>'
        yield "</tr>\n</thead>\n"

    def _wide(self, look: str, head: str) -> str:
        return f'<tr class="{look}">{head}<td colspan="{self.span}"></td></tr>\n'

    def _task(self, row: Row, within: bool) -> str:
        cells = self.blank.copy()
        for unit, mark, cell in marks(row.cells, self.letters):
            told = f"{self.names[unit]}: {self.meanings[cell.role, cell.basis]}"
            cells[unit] = self._cell(unit, mark, _look(cell), told)
        counts = Counter(cell.role for cell in row.cells)
        for role in Role:
            cells[role] = self._cell(role, counts[role] or "", "sum")
        if not counts[Role.LEAD]:
            cells[Role.LEAD] = self._cell(Role.LEAD, 0, "sum gap")
        look = ' class="within"' if within else ""
        return f"<tr{look}>{_task_heads(row)}{''.join(cells.values())}</tr>\n"

    def _foot(self, totals: Totals, tasks: int) -> Iterator[str]:
        told = _("{count} tasks").format(count=tasks)
        corner = f'<th class="code" rowspan="{len(Role)}">{told}</th>'
        yield "<tfoot>\n"
        for role, name in role_names().items():
            counts = [(unit, totals.of_unit.get((unit, role), "")) for unit in self.names]
            cells = "".join(self._cell(unit, count, "sum") for unit, count in counts)
            for other in Role:
                cells += self._cell(other, totals.of_role[role] if other == role else "", "sum")
            yield f'<tr>{corner}<th class="title" scope="row">{name}</th>{cells}</tr>\n'
            corner = ""
        yield "</tfoot>\n"

    def _cell(self, key: int | str, text: str | int = "", look: str = "", told: str = "") -> str:
        looks = f"{look} edge".strip() if key in self.edges else look
        attributes = f' class="{looks}"' if looks else ""
        if told:
            attributes += f' title="{escape(told)}"'
        return f"<td{attributes}>{text}</td>"


def _task_heads(row: Row) -> str:
    code = f'<th class="code">{escape(row.code)}</th>'
    return code + _element("th", row.title, ' class="title" scope="row"')


def _band(text: str) -> str:
    return _element("th", text, ' class="band" colspan="2" scope="rowgroup"')


def _breadth(names: Iterable[str]) -> float:
    """Guess the ems that turned names need side by side, so that print is never cut off."""
    lines = (ceil(len(name) / (32 if name.isascii() else 14)) for name in names)
    return sum(max(2.1, 1.3 * count) for count in lines)


def _look(cell: Cell) -> str:
    inferred = cell.role == Role.LEAD and cell.basis == Basis.FIRST_LISTED
    return f"{cell.role} inferred" if inferred else cell.role


def _meanings() -> dict[tuple[str, str], str]:
    """Return what each role means on each basis."""
    roles, bases = role_names(), basis_names()
    told = {(role, basis): f"{roles[role]} ({bases[basis]})" for role in roles for basis in bases}
    # That a support was "first listed" says how its lead was found, nothing about itself.
    told[Role.SUPPORT, Basis.FIRST_LISTED] = roles[Role.SUPPORT]
    return told


def _unit_lists(grid: Grid) -> Iterator[str]:
    kinds = _by_kind(grid.columns)
    heads, names = _heads_of_kinds(), role_names()
    yield "<nav>\n"
    for kind, same in kinds.items():
        links = (_element("a", unit_name(unit), f' href="#unit-{unit.id}"') for unit in same)
        yield f"<p><b>{heads[kind]}</b> {' '.join(links)}</p>\n"
    yield "</nav>\n<main>\n"
    duties = _duties(grid)
    for unit in (unit for same in kinds.values() for unit in same):
        own = {name: duties[unit.id, role] for role, name in names.items()}
        own = {name: lines for name, lines in own.items() if lines}
        counts = _(", ").join(f"{name} {len(lines)}" for name, lines in own.items())
        yield f'<section id="unit-{unit.id}">\n{_element("h2", unit_name(unit))}\n'
        yield f"<p>{counts}</p>\n<table>\n"
        for name, lines in own.items():
            yield f'<tbody>\n<tr><th colspan="3" scope="rowgroup">{name}</th></tr>\n'
            yield f"{''.join(lines)}</tbody>\n"
        yield "</table>\n</section>\n"
    yield "</main>\n"


def _duties(grid: Grid) -> dict[tuple[int, str], list[str]]:
    """Collect the lines of each unit and role: mark, code and title of a task."""
    letters = role_letters()
    duties = defaultdict(list)
    for row in grid.rows():
        task = f"<td>{escape(row.code)}</td>{_element('td', row.title)}"
        for unit, mark, cell in marks(row.cells, letters):
            sample = f'<td><b class="mark {_look(cell)}">{mark}</b></td>'
            duties[unit, cell.role].append(f"<tr>{sample}{task}</tr>\n")
    return duties


def _by_kind(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """Set departments, regions and leaders apart, each kind in the given order."""
    kinds: dict[str, list[Column]] = {kind: [] for kind in Kind}
    for column in columns:
        kinds[column.kind].append(column)
    return {kind: same for kind, same in kinds.items() if same}


def _heads_of_kinds() -> dict[str, str]:
    return {
        Kind.DEPARTMENT: _("Departments"),
        Kind.REGION: _("Regions"),
        Kind.GROUP: _("Groups"),
        Kind.LEADER: _("Leaders"),
    }


def _element(tag: str, text: str, attributes: str = "") -> str:
    """Return a text as an element, marked with its language where that is not the page's."""
    tongue = "zh-CN" if any("一" <= char <= "鿿" for char in text) else "en"
    if tongue != _tongue_of_page():
        attributes += f' lang="{tongue}"'
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"


def _tongue_of_page() -> str:
    return "zh-CN" if current() == "zh" else current()
