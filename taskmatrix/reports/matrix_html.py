"""The matrix as one HTML page, to be read on a screen, a phone, or A3 paper."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from gettext import gettext as _
from html import escape
from typing import Literal

from taskmatrix.domain.grid import Cell, Column, Grid, Row, Totals, marks
from taskmatrix.domain.model import Basis, Kind, Role
from taskmatrix.language import current
from taskmatrix.reports.labels import basis_names, role_letters, role_names, unit_name

_STYLE = """
:root { color-scheme: light; --accent: #1d5287; --tint: #dce8f4; --rule: #dde1e6; --ink: #20262d;
  --calm: #66707b; print-color-adjust: exact; -webkit-print-color-adjust: exact;
  font: 16px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", sans-serif; color: var(--ink); background: #fff }
body { margin: 0 }
header, footer, main { padding: 0 1.5rem; position: sticky; left: 0; max-width: 100vw;
  box-sizing: border-box }
header p { margin: 0; color: var(--calm) }
header .kind { padding-top: 1.25rem; color: var(--accent); font-weight: 600 }
h1 { margin: .1em 0 .15em; font-size: 1.5rem; line-height: 1.3 }
header .simulated { margin-top: .6rem; padding: .3em .8em; border: 2px solid var(--ink);
  color: var(--ink); font-weight: 600; display: inline-block }
ul.legend { list-style: none; margin: .8rem 0 1rem; padding: 0; display: flex; flex-wrap: wrap;
  gap: .35rem 1.4rem; font-size: .8125rem }
.mark { display: inline-block; min-width: 1.9em; margin-right: .35em; line-height: 1.7;
  text-align: center; box-sizing: border-box }
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
.sheet { width: max-content; overflow: clip; margin-bottom: 2rem; border-top: 1px solid var(--rule) }
.sheet td { min-width: 2em; text-align: center; position: relative }
.sheet col:nth-child(even) { background: #f7f9fb }
.sheet thead { position: sticky; top: 0; z-index: 3 }
.sheet .kinds th { padding: .25em .6em; color: var(--calm); white-space: nowrap }
.sheet .unit { text-align: center; padding: .6em 0; line-height: 1.2 }
.sheet .unit span { writing-mode: vertical-rl; max-height: 15em }
.sheet .unit span:lang(en) { transform: rotate(180deg); text-align: left; max-height: 20em }
.sheet .code, .sheet .title, .sheet .band { position: sticky; left: 0; z-index: 2;
  background: #fff; padding: .35em .6em; overflow-wrap: anywhere; box-sizing: border-box }
.sheet .code { width: 5.5em; min-width: 5.5em; max-width: 5.5em }
.sheet thead th { background: #f1f3f5; vertical-align: bottom }
.sheet .title { left: 5.5em; min-width: 12em; max-width: 22em }
.sheet .title, .sheet .band { border-right: 2px solid var(--calm) }
.sheet .within .title { padding-left: 1.8em }
.sheet .edge { border-left: 2px solid var(--calm) }
.sheet :is(.group, .section, .plan) > * { background: #f8f9fa; font-weight: 600 }
.sheet .section > * { background: #eef1f4 }
.sheet .plan > * { background: #dfe4ea }
.sheet tbody:only-of-type .plan { display: none }
.sheet .sum { color: var(--calm) }
.sheet .sum.gap { color: inherit }
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
  .sheet .code { width: 3.6em; min-width: 3.6em; padding: .35em .3em }
  .sheet .title { left: 3.6em; min-width: 9em; max-width: 9em; padding: .35em .3em }
  .sheet .within .title { padding-left: .8em }
}
@media (max-height: 480px) { .sheet thead { position: static } }
@page { size: A3 landscape; margin: 12mm 10mm 14mm }
@media print {
  .sheet { width: 100%; font-size: min(8.5pt, calc(398mm / (2.1 * var(--units) + 36))) }
  .sheet thead, .sheet .code, .sheet .title, .sheet .band { position: static }
  .sheet .title { min-width: 20em; max-width: none }
  .sheet tfoot { display: table-row-group }
}
"""

_LISTS = """
main { columns: 26rem; column-gap: 2.5rem; padding-bottom: 2rem }
nav { font-size: .8125rem; padding: 0 0 1rem }
nav p { margin: .2em 0; color: inherit }
nav a { color: var(--accent); margin-right: 1em; text-decoration: none; white-space: nowrap }
main table { width: 100%; margin-bottom: 1.6rem }
section { display: flow-root }
h2 { margin: 0; font-size: 1rem; break-after: avoid }
section p { margin: 0; color: var(--calm); font-size: .8125rem; break-after: avoid;
  border-bottom: 2px solid var(--accent) }
main th, main td { border-right: 0; vertical-align: top; padding: .3em .4em }
main tbody th { color: var(--calm); padding: .6em .4em .2em; break-after: avoid }
main td:nth-child(1) { width: 2.4em; text-align: center }
main td:nth-child(2) { width: 6em; overflow-wrap: anywhere }
@page { size: A4; margin: 15mm }
@media print { main { columns: auto } nav { display: none } }
"""

_PRINT = """
@page { @bottom-center { content: "— " counter(page) " —" } @top-right { content: "%s" } }
@media print {
  :root { font-size: 10pt }
  header, footer, main { padding: 0; position: static }
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
    yield f'<!DOCTYPE html>\n<html lang="{_page_tongue()}"><head><meta charset="utf-8">\n'
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
    """The grid, its columns side by side by kind of unit, then the totals."""

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.rows
        self.letters = role_letters()
        self.meanings = _meanings()
        self.kinds = _by_kind(grid.columns)
        self.columns = [column for same in self.kinds.values() for column in same]
        self.names = {column.id: unit_name(column) for column in self.columns}
        firsts = [*(same[0].id for same in self.kinds.values()), Role.LEAD]
        self.edges = set[int | str](firsts[1:])
        self.blank: dict[int | str, str] = {
            column.id: self._cell(column.id) for column in self.columns
        }
        self.span = len(self.columns) + len(self.letters)

    def table(self, by_section: bool) -> Iterator[str]:
        """Yield heads, a line for each task below its bands, the totals of the units."""
        yield f'<table class="sheet" style="--units: {len(self.columns)}">\n'
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
        for kind, same in [*self.kinds.items(), ("", role_names())]:
            yield f'<th class="edge" colspan="{len(same)}" scope="colgroup">{names[kind]}</th>'
        yield "</tr>\n<tr>"
        for column in self.columns:
            yield self._turned(column.id, self.names[column.id])
        for role, name in role_names().items():
            yield self._turned(role, name)
        yield "</tr>\n</thead>\n"

    def _turned(self, key: int | str, name: str) -> str:
        look = "unit edge" if key in self.edges else "unit"
        return f'<th class="{look}" scope="col">{_element("span", name)}</th>'

    def _wide(self, look: str, head: str) -> str:
        rest = f'<td colspan="{self.span}"></td>'
        return f'<tr class="{look}">{head}{rest}</tr>\n'

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
            cells = self.blank | {each: self._cell(each, look="sum") for each in Role}
            for column in self.columns:
                count = totals.of_unit.get((column.id, role), "")
                cells[column.id] = self._cell(column.id, count, "sum")
            cells[role] = self._cell(role, totals.of_role[role], "sum")
            head = f'{corner}<th class="title" scope="row">{name}</th>'
            yield f"<tr>{head}{''.join(cells.values())}</tr>\n"
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


def _look(cell: Cell) -> str:
    inferred = cell.role == Role.LEAD and cell.basis == Basis.FIRST_LISTED
    return f"{cell.role} inferred" if inferred else cell.role


def _meanings() -> dict[tuple[str, str], str]:
    """Return what each role means on each basis."""
    names = role_names()
    told = {
        (role, basis): f"{names[role]} ({meaning})"
        for role in Role
        for basis, meaning in basis_names().items()
    }
    # That a support was "first listed" says how its lead was found, nothing about itself.
    return told | {(Role.SUPPORT, Basis.FIRST_LISTED): names[Role.SUPPORT]}


def _unit_lists(grid: Grid) -> Iterator[str]:
    letters, names = role_letters(), role_names()
    duties = _duties(grid, letters)
    kinds = _by_kind(grid.columns)
    yield "<nav>\n"
    for kind, same in kinds.items():
        links = "".join(_element("a", unit_name(c), f' href="#unit-{c.id}"') + "\n" for c in same)
        yield f"<p><b>{_heads_of_kinds()[kind]}</b> {links}</p>\n"
    yield "</nav>\n<main>\n"
    for column in (column for same in kinds.values() for column in same):
        own = {role: duties[column.id, role] for role in Role}
        counts = " ".join(f"{names[role]} {len(lines)}" for role, lines in own.items() if lines)
        yield f'<section id="unit-{column.id}">\n{_element("h2", unit_name(column))}'
        yield f"<p>{counts}</p>\n<table>\n"
        for role, lines in own.items():
            if lines:
                head = f'<th colspan="3" scope="rowgroup">{names[role]}</th>'
                yield f"<tbody>\n<tr>{head}</tr>\n{''.join(lines)}</tbody>\n"
        yield "</table>\n</section>\n"
    yield "</main>\n"


def _duties(grid: Grid, letters: dict[str, str]) -> dict[tuple[int, str], list[str]]:
    """Collect the lines of each unit and role: mark, code and title of a task."""
    duties: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in grid.rows():
        task = f"<td>{escape(row.code)}</td>{_element('td', row.title)}"
        for unit, mark, cell in marks(row.cells, letters):
            sample = f'<td><b class="mark {_look(cell)}">{mark}</b></td>'
            duties[unit, cell.role].append(f"<tr>{sample}{task}</tr>\n")
    return duties


def _by_kind(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """Set departments, regions and leaders apart, each kind in the given order."""
    kinds = {kind: [c for c in columns if c.kind == kind] for kind in Kind}
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
    if tongue != _page_tongue():
        attributes += f' lang="{tongue}"'
    return f"<{tag}{attributes}>{escape(text)}</{tag}>"


def _page_tongue() -> str:
    return "zh-CN" if current() == "zh" else current()
