"""Tables that came out as plain text: a cell a line, or cells parted by blanks, made rows again.

The head tells the columns, the running numbers tell the rows; within a row each piece goes where
it fits: names of bodies under 牵头单位, a date under 完成时限, the rest under the task.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import NamedTuple

from taskmatrix.notices import laid_out, units
from taskmatrix.notices.deadlines import is_time
from taskmatrix.notices.labels import label_at
from taskmatrix.notices.tables import DETAIL, LIMIT, NUMBER, TASK, UNITS, joined, kind_of
from taskmatrix.notices.words import GENERIC, PLAIN

MOST_COLUMNS = 12
LONGEST_HEAD = 16
LONGEST_LIMIT = 30
FEWEST_ROWS = 2
_FIRST = re.compile(r"\s*\|?\s*(?:序\s*号|编\s*号)(?=[\s|]|$)")
_NUMBER = re.compile(r"\d{1,3}")
_TITLE = re.compile("[表单账工案知]$|[。；，：]")
_AFTER = re.compile("附件|附：|抄送|注：|（此件|备注：|联系人")
_GENERIC = frozenset(GENERIC.split())
_PAGE = re.compile(r"[—–-] ?\d{1,3} ?[—–-]|第 ?\d{1,3} ?页")
_MISFIT, _SAME, _SKIPPED = 3.0, 1.0, 1.0


class Cell(NamedTuple):
    """A piece of a table: the line on which it begins, and its text."""

    line: int
    text: str


class Unflattened(NamedTuple):
    """The text with rows of tabs, and the lines of tables whose columns are not clear."""

    text: str
    unclear: list[Cell]


def unflattened(raw: str) -> Unflattened:
    """Return the text with each flattened table as rows of tabs, no line moved."""
    lines = raw.split("\n")
    unclear: list[Cell] = []
    place = 0
    while place < len(lines):
        heads = laid_out.heads(lines[place])
        if heads and _is_head([kind_of(head) for head in heads]):
            place = _laid_out_at(lines, place, unclear)
        elif _FIRST.match(lines[place]):
            place = _table_at(lines, place, unclear)
        elif kind_of(lines[place]) and "\t" not in lines[place]:
            place = _unnumbered_at(lines, place)
        else:
            place += 1
    return Unflattened("\n".join(lines), unclear)


def _laid_out_at(lines: list[str], place: int, unclear: list[Cell]) -> int:
    """Write the rows of a table in columns of blanks, or tell its lines; return the line behind."""
    head = lines[place]
    kinds = [kind_of(each) for each in laid_out.heads(head)]
    held: list[int] = []
    for number in range(place + 1, len(lines)):
        line = lines[number].strip()
        first = line.split(" ")[0]
        again = line == head.strip() or _is_heading(first) or _PAGE.fullmatch(line)
        if not line or again:
            continue
        if laid_out.is_text(lines[number], head, numbered=kinds[0] == NUMBER):
            break
        held.append(number)
    if not held:
        return place + 1
    rows = laid_out.rows_at(lines, place, held, kinds)
    if not rows:
        reach = f"{place + 1}—{held[-1] + 1}"
        unclear.append(Cell(place + 1, f"{reach} {' | '.join(laid_out.heads(head))}"))
    for number in (place, *held):
        lines[number] = ""
    for number, cells in rows:
        lines[number] = "\t".join(cells)
    return held[-1] + 1


def _table_at(lines: list[str], place: int, unclear: list[Cell]) -> int:
    """Write the rows of a table in place of its cells; return where to read on."""
    sign = _separator(lines[place])
    if sign == "\t":
        return place + 1
    cells = (cell for cell in _cells(lines, place, sign) if not _PAGE.fullmatch(cell.text))
    head: list[Cell] = []
    for cell in cells:
        if _NUMBER.fullmatch(cell.text) or len(head) > MOST_COLUMNS:
            break
        head.append(cell)
    else:
        return place + 1
    kinds = [kind_of(each.text) for each in head]
    if not _is_head(kinds) or max(len(each.text) for each in head) > LONGEST_HEAD:
        return place + 1
    end, rows = place, [(head[0].line, "\t".join(each.text for each in head))]
    heads = {each.text for each in head}
    body = chain([cell], (each for each in cells if each.text not in heads))
    for row in _rows(body, len(head), by_line=sign == " "):
        laid = _aligned(row, kinds)
        if all(map(_is_whole, laid)):
            rows.append((row[0].line, "\t".join(laid)))
        else:
            unclear.append(Cell(row[0].line + 1, " ".join(cell.text for cell in row)))
        end = row[-1].line
    for line in range(place, end + 1):
        lines[line] = ""
    for line, text in rows:
        lines[line] = text
    return end + 1


def _is_whole(cell: str) -> bool:
    """Whether a cell closes the brackets that it opens: 市数据局（市营 lies in two columns."""
    plain = cell.translate(PLAIN)
    return plain.count("（") == plain.count("）")


def _unnumbered_at(lines: list[str], place: int) -> int:
    """Write the rows of a table without numbers: as many lines a row as there are heads."""
    filled = (number for number in range(place, len(lines)) if lines[number].strip())
    heads = list(takewhile(lambda number: _is_cell_of_head(lines[number]), islice(filled, 13)))
    kinds = [kind_of(lines[number]) for number in heads]
    if not _is_head(kinds):
        return place + 1
    rows = [heads, []]
    for number in (number for number in range(heads[-1] + 1, len(lines)) if lines[number].strip()):
        if len(rows[-1]) == len(kinds):
            rows.append([])
        if _misfit(lines[number].strip(), kinds[len(rows[-1])]) >= _MISFIT:
            break
        rows[-1].append(number)
    if len(rows[-1]) < len(kinds):
        rows.pop()
    if len(rows) <= FEWEST_ROWS:
        return place + 1
    for row in rows:
        told = "\t".join(lines[number].strip() for number in row)
        for number in row:
            lines[number] = ""
        lines[row[0]] = told
    return rows[-1][-1] + 1


def _is_cell_of_head(line: str) -> bool:
    head = line.strip()
    short = len(head) <= LONGEST_HEAD and not _TITLE.search(head)
    return short and kind_of(head) not in (None, NUMBER)


def _is_head(kinds: Sequence[str | None]) -> bool:
    """Whether the heads are those of a table of tasks: what is to be done, and by whom."""
    named = any(kind in UNITS for kind in kinds) and any(kind in (TASK, DETAIL) for kind in kinds)
    return named and 2 < len(kinds) <= MOST_COLUMNS


def _separator(head: str) -> str:
    if "\t" in head or head.count("|") > 1:
        return "\t"
    if "|" in head:
        return "|"
    return " " if len(head.split()) > 2 else "\n"


def _cells(lines: Sequence[str], place: int, sign: str) -> Iterator[Cell]:
    """Yield the cells from a line on; between bars a cell may run over lines."""
    begun, held = place, ""
    for number in range(place, len(lines)):
        text = lines[number].strip()
        if sign == "|":
            *whole, rest = text.split("|")
            for piece in whole:
                yield Cell(begun if held else number, joined(held, piece.strip()))
                held = ""
            if rest:
                begun, held = (begun if held else number), joined(held, rest.strip())
        elif sign == "\n" and text:
            yield Cell(number, text)
        elif sign == " ":
            yield from (Cell(number, piece) for piece in text.split())


def _rows(cells: Iterable[Cell], width: int, *, by_line: bool) -> Iterator[list[Cell]]:
    """Yield rows: each begins with the next number, a later one on a line's head, or 1 anew."""
    row: list[Cell] = []
    longest = width
    for cell in cells:
        count = int(cell.text) if _NUMBER.fullmatch(cell.text) else 0
        later = by_line and len(row) > 2 and cell.line > row[-1].line
        later = later and count > int(row[0].text)
        if count and (not row or later or count in (int(row[0].text) + 1, 1)) and len(row) != 1:
            if row:
                longest = max(longest, len(row))
                yield row
            row = [cell]
        elif not row or len(row) > 3 * longest or _AFTER.match(cell.text):
            break
        elif not _is_heading(cell.text):
            row.append(cell)
    if len(row) > 2:
        yield row[:longest]


def _is_heading(text: str) -> bool:
    label = label_at(text.translate(PLAIN), 0)
    return label is not None and label.style in ("chinese", "bracketed")


def _aligned(row: Sequence[Cell], kinds: Sequence[str | None]) -> list[str]:
    """Return the text of each column: the cheapest way to lay the pieces out in order.

    Of two as cheap, the one that moves on early: a lead is one line, those who support are many.
    """
    columns = [place for place, kind in enumerate(kinds) if kind != NUMBER]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for cell in row[1:]:
        costs = [_misfit(cell.text, kinds[column]) for column in columns]
        step: dict[int, tuple[float, tuple[int, ...]]] = {}
        for at, (cost, path) in best.items():
            for to in range(at, len(columns)):
                again = bool(path) and to == at
                moved = _SAME if again else _SKIPPED * (to - at - bool(path))
                misfit = 0.0 if again and cell.text in _GENERIC else costs[to]
                way = (cost + moved + misfit, (*path, -to))
                step[to] = min(step.get(to, way), way)
        best = step
    last = len(columns) - 1
    _cost, path = min((cost + _SKIPPED * (last - at), path) for at, (cost, path) in best.items())
    held = [""] * len(kinds)
    held[kinds.index(NUMBER)] = row[0].text
    for cell, to in zip(row[1:], path, strict=True):
        held[columns[-to]] = joined(held[columns[-to]], cell.text)
    return held


def _misfit(text: str, kind: str | None) -> float:
    """Return how badly a piece fits a column."""
    plain = text.translate(PLAIN)
    if not text:
        return 0.0
    time = len(plain) <= LONGEST_LIMIT and is_time(plain, 0, len(plain))
    names = [plain[p.start : p.end] for p in units.split_list(plain, 0, len(plain))]
    known = sum(units.is_unit(name) and name not in _GENERIC for name in names)
    bodies = bool(names) and known * 3 >= len(names) * 2
    if kind in UNITS:
        return 0.0 if bodies else _MISFIT
    if kind == LIMIT:
        return 0.0 if time else _MISFIT
    return _MISFIT / 2 if bodies or time else 0.0
