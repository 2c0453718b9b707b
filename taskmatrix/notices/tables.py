"""Tables of tasks (任务分工表): a row a task, the heads say what a column holds.

A row is a line with tabs or bars, as tables come out of documents; an empty cell is merged with
the one above it where the column holds sections or numbers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from taskmatrix.notices import units
from taskmatrix.notices.clauses import Clause, read_clause
from taskmatrix.notices.deadlines import Deadline, deadlines, is_standing
from taskmatrix.notices.lexer import tokens
from taskmatrix.notices.lines import Line
from taskmatrix.notices.model import DraftTask, Reading, Unread
from taskmatrix.notices.numbers import contradict
from taskmatrix.notices.structure import short_title
from taskmatrix.notices.targets import Goals
from taskmatrix.notices.text import Text
from taskmatrix.notices.tokens import RULE, label_in, role_of
from taskmatrix.notices.words import GENERIC, LEAD, PLAIN, RESPONSIBLE, ROLE_WORDS, SUPPORT

NUMBER, SECTION, TASK, DETAIL, LIMIT = "number section task detail limit".split()
_HEADS = {
    NUMBER: "序号 编号",
    SECTION: "类别 任务类别 领域 重点领域 一级任务 板块 任务来源 专项",
    TASK: "任务 重点任务 工作任务 主要任务 任务名称 任务内容 目标任务 重点工作 工作事项 事项 "
    "项目名称 项目 实事项目 改革事项 工作名称 措施名称",
    DETAIL: "工作内容 具体措施 具体举措 工作举措 主要措施 工作措施 工作目标 重点举措 推进举措",
    LEAD: "牵头单位 牵头部门 牵头责任单位 主要责任单位 主办单位 牵头单位（部门） 牵头 主办",
    SUPPORT: "配合单位 责任单位（配合） 协办单位 协同配合单位 配合部门 参与单位 协同单位 配合 协办",
    RESPONSIBLE: "责任单位 责任部门 负责单位 落实单位 承办单位 实施单位 责任主体",
    LIMIT: "完成时限 时限要求 完成时间 时限 时间节点 完成期限 时间要求 时间进度 办结时限",
}
_KINDS = {head: kind for kind, heads in _HEADS.items() for head in heads.split()}
_LABELS = {LEAD: "牵头单位", RESPONSIBLE: "责任单位", SUPPORT: "配合单位", LIMIT: "完成时限"}
_KINDS_HEAD = {kind: heads.split()[0] for kind, heads in _HEADS.items()}
_BREAK = re.compile(r" *<br ?/?> *")
LONGEST_HEAD = 24
LONGEST_RULE = 40
_PERSONS = re.compile(
    "领导(?!小组)|责任人$|负责人$|^联系|^分管|(?<![及和、])(?:联系人|联络员|电话)$"
)
_BODIES = re.compile("单位|部门|主体|处室|科室|地区")
_ROLES = re.compile("|".join(word for words in ROLE_WORDS.values() for word in words.split()))
UNITS = (LEAD, SUPPORT, RESPONSIBLE)
DITTO = "ditto"
_DITTO = re.compile("[（(]?同上[）)]?|[〃″＂\"]|″″|''|’’|””")
_NOTHING = re.compile(r"[-—–－─/／\\]{1,4}|无")


@dataclass(frozen=True)
class Row:
    """A task's row: the line, its cells by kind, as one text for each."""

    line: int
    cells: dict[str, str]
    repeats: bool = False
    """Whether a cell says 同上, and stands for the one above it."""


def rows_of(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the rows below each head that names a column of units, and tables of a task each."""
    for _line, row in _below_heads((*lines, *_of_pairs(lines))):
        if row:
            yield row


def lost_rows(lines: Sequence[Line]) -> Iterator[Unread]:
    """Yield the rows below such a head that name no units, or no task: they are told."""
    for line, row in _below_heads(lines):
        held = [cell for cell in cells_of(line.text) if cell]
        if (row is None and len(held) > 1) or (row and _is_dangling(row)):
            yield Unread(line.number, " | ".join(held), "row")


def _below_heads(lines: Iterable[Line]) -> Iterator[tuple[Line, Row | None]]:
    heads: list[str | None] = []
    above: dict[str, str] = {}
    upper: list[str | None] = []
    previous: list[str] = []
    for line in lines:
        cells = cells_of(line.text)
        kinds = [kind_of(cell) for cell in cells]
        named = any(kind in UNITS for kind in kinds)
        if named and len(upper) == len(kinds) and not heads:
            kinds = [own or over for own, over in zip(kinds, upper, strict=True)]
        if named and sum(kind is not None for kind in kinds) > 1:
            heads, above, previous = _of_goals(kinds), {}, []
        elif heads and not set("".join(cells)) <= set("-: "):
            said, previous = cells, _repeated(cells, previous)
            row = _row(line, heads, _filled(heads, previous), above)
            yield line, replace(row, repeats=said != previous) if row else None
        upper = kinds


def _is_dangling(row: Row) -> bool:
    """Whether 同上 is left among a row's units: nothing stands above it."""
    said = (row.cells.get(kind, "") for kind in UNITS)
    return any(_DITTO.fullmatch(each) for cell in said for each in re.split("[、；]", cell))


def _repeated(cells: list[str], previous: Sequence[str]) -> list[str]:
    """Return the cells of a row, 同上 and 〃 as the cell above them where that holds something."""
    above = [*previous, *[""] * len(cells)]
    return [(_DITTO.fullmatch(cell) and above[at]) or cell for at, cell in enumerate(cells)]


def _filled(heads: Sequence[str | None], cells: Sequence[str]) -> list[str]:
    """Return the cells of a row without the strokes that stand for no unit, or for no date."""
    ends = (*UNITS, LIMIT)
    return [
        "" if kind in ends and _NOTHING.fullmatch(cell) else cell
        for kind, cell in zip(heads, cells, strict=False)
    ]


def _of_goals(kinds: list[str | None]) -> list[str | None]:
    """工作目标 | 具体举措: where no column holds tasks, the first of the two says what they are."""
    if TASK not in kinds and kinds.count(DETAIL) > 1:
        kinds[kinds.index(DETAIL)] = TASK
    return kinds


def _of_pairs(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield tables of a task each (a head and its cell on every line) as rows below one head."""
    tasks: list[tuple[int, dict[str, str]]] = []
    for line in lines:
        cells = cells_of(line.text)
        head = kind_of(cells[0]) if len(cells) == 2 else None
        if not head or not cells[1] or kind_of(cells[1]):
            continue
        if not tasks or head in tasks[-1][1]:
            tasks.append((line.number, {}))
        tasks[-1][1][head] = cells[1]
    if tasks:
        yield Line(tasks[0][0], "\t".join(_KINDS_HEAD.values()))
    for number, held in tasks:
        yield Line(number, "\t".join(held.get(kind, "") for kind in _KINDS_HEAD))


def kind_of(cell: str) -> str | None:
    """Return what a column holds: 责任单位（列第一位的为牵头单位） and 主要措施 too."""
    head = _bare(cell)
    if head in _KINDS or len(head) > LONGEST_HEAD:
        return _KINDS.get(head)
    bare = re.sub("（.*?）", "", head)
    if _PERSONS.search(bare):
        return None
    if _BODIES.search(bare) and _ROLES.search(bare):
        return role_of(head if "配合" in head else bare)
    words = {
        LIMIT: "时限|时间|期限|节点|进度",
        TASK: "任务|事项|项目",
        DETAIL: "措施|举措|内容|目标|要求",
    }
    return next((kind for kind, word in words.items() if re.search(word, bare)), None)


def _row(
    line: Line, heads: Sequence[str | None], cells: Sequence[str], above: dict[str, str]
) -> Row | None:
    found: dict[str, str] = {}
    for kind, cell in zip(heads, cells, strict=False):
        if kind and cell and kind not in found:
            found[kind] = cell
        elif kind == DETAIL and cell and cell not in found[kind]:
            found[kind] += f"；{cell}"
        elif kind in UNITS and cell and cell not in re.split("[、；]", found[kind]):
            labelled = _is_labelled(found[kind]) or _is_labelled(cell)
            found[kind] += f"{'；' if labelled else '、'}{cell}"
    for kind in (SECTION, NUMBER, TASK):
        if kind in found:
            above[kind] = found[kind]
        elif kind in above and kind in heads:
            found[kind] = above[kind]
    named = any(kind in found for kind in (TASK, DETAIL))
    return Row(line.number, found) if named and any(kind in found for kind in UNITS) else None


def cells_of(text: str) -> list[str]:
    """Return the cells of a row: between tabs or bars, lines within one joined."""
    parts = text.split("\t") if "\t" in text else _between_bars(text)
    cells = (part.strip(" 　*") for part in parts)
    return [reduce(joined, _BREAK.split(cell)) for cell in cells]


def _between_bars(text: str) -> list[str]:
    return text.removeprefix("|").removesuffix("|").split("|")


def joined(before: str, after: str) -> str:
    """Join two lines of a cell: 、 between whole names of bodies."""
    apart = bool(before) and units.ends_a_unit(before) and units.is_unit(after)
    apart = apart and after not in GENERIC.split()
    return f"{before}、{after}" if apart else f"{before}{after}"


def _bare(cell: str) -> str:
    return "".join(cell.translate(PLAIN).split())


def tasks_of_rows(
    rows: Sequence[Row], issued: date | None, sections: Mapping[int, str | None]
) -> Iterator[DraftTask]:
    """Yield a task for each row; its cells are read as a clause with their heads for labels."""
    printed = [printed_number(row.cells.get(NUMBER, "")) for row in rows]
    as_printed = "" not in printed and not contradict((number, False) for number in printed)
    same = Counter(row.cells.get(TASK) for row in rows)
    for place, row in enumerate(rows, 1):
        cells = row.cells
        shared = TASK in cells and DETAIL in cells and same[cells[TASK]] > 1
        section = cells.get(SECTION) or (cells[TASK] if shared else sections.get(row.line))
        told, clause, limits = _clause(row, issued)
        sentence = re.split("[。；\n]", (not shared and cells.get(TASK)) or cells[DETAIL])[0]
        body = "；".join(cells[kind] for kind in (TASK, DETAIL) if kind in cells)
        text = Text(body, (0,), (row.line,))
        yield DraftTask(
            printed[place - 1] if as_printed else str(place),
            (cells.get(NUMBER) or str(place),),
            short_title(sentence),
            sentence,
            section,
            row.line,
            _readings(row, told, clause, sentence) if clause else (),
            limits,
            not limits and is_standing(cells.get(LIMIT, "")),
            tuple(Goals(text, issued).targets(0, len(body))),
            renumbered=not as_printed and printed[place - 1] not in ("", str(place)),
        )


def _clause(row: Row, issued: date | None) -> tuple[str, Clause | None, tuple[Deadline, ...]]:
    """Return who and when a row says, as one text, its reading, and the deadlines in it."""
    told = "；".join(
        cell if _is_labelled(cell) else f"{label}：{cell}"
        for kind, label in _LABELS.items()
        if (cell := row.cells.get(kind))
    )
    text = Text(told, (0,), (row.line,))
    clause = read_clause(text, 0, len(told), vouched=True)
    times = clause.times if clause else ()
    limits = (each for span in times for each in deadlines(text, *span, issued, told=True))
    return told, clause, tuple(limits)


def line_of_rule(lines: Iterable[Line]) -> int:
    """Return the line on which a table says who leads: 排在首位的为牵头单位; 0 if none does."""
    for line in lines:
        for cell in map(_bare, cells_of(line.text)):
            if len(cell) <= LONGEST_RULE and any(
                token.kind == RULE for token in tokens(cell, 0, len(cell))
            ):
                return line.number
    return 0


def _is_labelled(cell: str) -> bool:
    """Whether a cell says itself who does what: 牵头单位：甲；配合单位：乙."""
    plain = cell.translate(PLAIN)
    return label_in(plain, 0, len(plain)) is not None


def _readings(row: Row, told: str, clause: Clause, title: str) -> tuple[Reading, ...]:
    held = {role: tuple(names) for role, names in clause.roles.items() if names}
    why = (*dict.fromkeys(clause.inferred), *([DITTO] if row.repeats else ()))
    return (Reading(row.line, told, title, held, clause.open_ended, why),) if held else ()


def printed_number(cell: str) -> str:
    """Return the number of a cell in digits, empty where it holds none."""
    found = re.fullmatch(r"\D{0,2}(\d{1,4}(?:\.\d{1,3})*)\D{0,2}", cell.translate(PLAIN))
    return found.group(1) if found else ""


def shown(row: Row) -> str:
    """Return a row's cells in one line."""
    return " | ".join(row.cells.values())
