"""The clause of responsibility: who leads, who supports, by which words (practice.md).

| clause | reading |
| --- | --- |
| 责任单位：甲、乙 · 甲、乙按职责分工负责 | responsible: the first leads, the others support |
| 牵头单位：甲；配合单位：乙 · 甲牵头，乙配合 | lead 甲, support 乙 |
| 牵头单位：甲，责任单位：乙 · 甲牵头，乙负责 · 由甲会同乙负责 | lead 甲, support 乙 |
| 责任单位：甲；配合单位：乙 | lead 甲, support 乙 |
| 责任单位：甲（牵头）、乙 | lead 甲, support 乙 |
| 责任单位：甲；监督单位：乙 | responsible 甲; 乙 is named as not read |
| 以下均需丙落实，不再列出 · 丙负责，下同 | 丙 local, here and in every later task |
| 列第一位的为牵头单位，下同 | the document's own rule for leads |
"""

from dataclasses import dataclass, field

from taskmatrix.notices import lexer, tokens, units
from taskmatrix.notices.text import Text
from taskmatrix.notices.words import (
    BESIDE,
    BLANKET,
    DEADLINE,
    LEAD,
    LOCAL,
    PERSON,
    RESPONSIBLE,
    SUPERVISOR,
    SUPPORT,
)

RESPONSIBLE_LEADS = "responsible-leads"
"""Inferred: 责任单位 beside 配合单位 leads."""

BY_UNIT = "by-unit"
"""Inferred: the units head a duty of their own, 市公安局：负责…."""


@dataclass(eq=False)
class Clause:
    """One clause, read: names by role in printed order, and what else it says."""

    start: int
    end: int
    printed: str
    line: int
    roles: dict[str, list[str]] = field(default_factory=dict)
    blanket: list[str] = field(default_factory=list)
    open_ended: bool = False
    states_rule: bool = False
    times: list[tuple[int, int]] = field(default_factory=list)
    inferred: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    persons: list[tuple[int, int]] = field(default_factory=list)
    beside: bool = False
    """Whether words stand in it that are no names and no acts."""
    watches: bool = False
    """Whether it names nobody but who watches over the work: 监督单位：甲."""
    repeats: tuple[int, str] | None = None
    """Line and words of the clause that 同上 repeats."""

    def names(self, role: str) -> list[str]:
        """Return the names in one role."""
        return self.roles.get(role, [])

    @property
    def heads_a_duty(self) -> bool:
        """Whether what the units do follows: 市公安局：负责…."""
        return BY_UNIT in self.inferred

    @property
    def any_names(self) -> bool:
        """Whether the clause names anyone."""
        return any(self.roles.values())

    def join(self, other: "Clause") -> None:
        """Take the units of a line further down: 督导单位：丙 behind the measures of an item."""
        role = SUPPORT if self.names(LEAD) or self.names(SUPPORT) else RESPONSIBLE
        held = {name for names in self.roles.values() for name in names}
        new = (name for names in other.roles.values() for name in names if name not in held)
        self.roles.setdefault(role, []).extend(dict.fromkeys(new))
        self.open_ended |= other.open_ended
        self.times += other.times
        self.inferred.append("run")

    def lead_first(self) -> None:
        """By the notice's rule: of 甲、乙负责，丙配合 the first leads."""
        if RESPONSIBLE_LEADS in self.inferred:
            first, *others = self.names(LEAD)
            self.roles[LEAD] = [first]
            self.roles[SUPPORT] = [*others, *self.names(SUPPORT)]
            self.inferred.remove(RESPONSIBLE_LEADS)


@dataclass
class _Reading:
    """The state while the tokens of a clause go by."""

    role: str = ""
    label: str = ""
    waiting: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    labelled: bool = False
    acted: bool = False
    marked: bool = False
    """Whether a rule says how leads are marked: 加粗的为牵头单位."""


def read_clause(text: Text, start: int, end: int, *, vouched: bool) -> Clause | None:
    """Read a stretch as a clause; `vouched`: a bracket or a label says that it is one."""
    clause = Clause(start, end, text.printed[start:end], text.line(start))
    state = _Reading()
    for token in lexer.tokens(text.plain, start, end):
        _take(text, clause, state, token)
    _give(clause, state, state.role or state.label)
    if not (state.labelled or state.acted or clause.states_rule):
        return None
    if not state.labelled and not _names_units(clause, vouched):
        return None
    if not vouched and not clause.any_names:
        return None
    _settle(clause)
    if state.marked and not clause.names(LEAD):
        clause.unread.append("general")
    return clause


def _take(text: Text, clause: Clause, state: _Reading, token: tokens.Token) -> None:
    if token.kind == tokens.NAMES:
        names = _names(text, clause, state, token)
        state.waiting += names
        state.listed += names
    elif token.kind == tokens.LABEL:
        _give(clause, state, state.role or state.label)
        state.role, state.label = "", token.role
        state.labelled |= bool(token.role)
        state.listed.clear()
    elif token.kind == tokens.ACTS:
        _act(clause, state, token.role)
    elif token.kind == tokens.WITH:
        _give(clause, state, SUPPORT if clause.names(LEAD) else LEAD)  # 甲牵头，乙会同丙负责
        state.role, state.acted = SUPPORT, True
    elif token.kind == tokens.RULE:
        clause.states_rule |= bool(token.role)
        state.marked |= not token.role
    elif token.kind == tokens.REPEAT:
        _repeat(clause, state)
    elif token.kind == tokens.FULL_STOP:
        _give(clause, state, state.role or state.label)
        state.role = state.label = ""
    elif token.kind == tokens.TIME:
        clause.times.append((token.start, token.end))
    elif token.kind == tokens.OTHER:
        clause.persons.append((token.start, token.end))


def _act(clause: Clause, state: _Reading, role: str) -> None:
    """Give the names before an act their role; behind a label a bare 落实 says nothing new."""
    if state.label == BLANKET:
        _give(clause, state, BLANKET)
    elif state.role == SUPPORT:
        _give(clause, state, SUPPORT)
    elif role == RESPONSIBLE and clause.names(RESPONSIBLE) and _only_groups(state.waiting):
        _give(clause, state, BESIDE)  # 甲负责，乙配合，各市政府落实
    else:
        _give(clause, state, role)
    state.role, state.acted = "", True


def _only_groups(names: list[str]) -> bool:
    return all(units.is_group(name) for name in names)


def _repeat(clause: Clause, state: _Reading) -> None:
    """下同 behind local governments: they answer for every later task too."""
    if clause.blanket or state.label == BLANKET or clause.states_rule or state.marked:
        return
    groups = [name for name in state.listed if units.is_group(name)]
    if groups:
        clause.blanket += groups
        clause.inferred.append("repeat")
    else:
        clause.unread.append("repeat")


def _give(clause: Clause, state: _Reading, role: str) -> None:
    """Hand the waiting names their role."""
    names, state.waiting = state.waiting, []
    if role == BLANKET:
        clause.blanket += names
    elif role not in (PERSON, DEADLINE) and names:
        given = role
        if not role:
            if not all(units.is_unit(name) for name in names):
                clause.beside = True
                return  # prose behind the clause
            given = SUPPORT if clause.names(LEAD) else RESPONSIBLE
            clause.inferred.append("no-role")
        listed = clause.roles.setdefault(given, [])
        for name in names:
            bare, noted = lexer.note_of(name)
            if lexer.drops_a_word(name, bare) and "part" not in clause.unread:
                clause.unread.append("part")
            target = clause.roles.setdefault(noted, []) if noted else listed
            if bare not in target:
                target.append(bare)


def _names(text: Text, clause: Clause, state: _Reading, token: tokens.Token) -> list[str]:
    """Return the names of a token, as printed; 等 marks the list as open."""
    start, end = token.start, token.end
    stretches: list[tuple[int, int]] = []
    while found := units.open_end(text.plain, start, end):
        clause.open_ended = True
        stretches.append((start, found.start))
        start = found.end
    stretches.append((start, end))
    return [
        text.printed[piece.start : piece.end]
        for first, last in stretches
        for piece in units.split_list(text.plain, first, last)
    ]


def _names_units(clause: Clause, vouched: bool) -> bool:
    """Whether what is named without any label reads like units: most of it in a bracket."""
    names = [name for listed in clause.roles.values() for name in listed] + clause.blanket
    known = sum(units.is_unit(name) for name in names)
    if vouched and all(len(name) <= units.LONGEST_NAME for name in names):
        return known * 3 >= len(names) * 2 > 0
    return known == len(names) > 0


def _settle(clause: Clause) -> None:
    """Resolve what the roles mean beside each other, and take the blanket's units out."""
    named = set(clause.blanket)
    if named:
        for role, listed in clause.roles.items():
            clause.roles[role] = [name for name in listed if name not in named]
        clause.roles[LOCAL] = list(dict.fromkeys(clause.blanket))
    if supervisors := clause.roles.pop(SUPERVISOR, []):
        if clause.any_names:
            clause.unread.append("part")
        else:
            clause.roles[BESIDE], clause.watches = supervisors, True
    if beside := clause.roles.pop(BESIDE, []):
        led = clause.names(LEAD) or clause.names(RESPONSIBLE)  # else 推进单位：甲；协助单位：乙
        role = SUPPORT if clause.names(LEAD) or (led and clause.names(SUPPORT)) else RESPONSIBLE
        listed = clause.roles.setdefault(role, [])
        listed += [name for name in beside if name not in (*listed, *clause.names(LEAD))]
    responsible = clause.names(RESPONSIBLE)
    if clause.names(LEAD) and responsible:
        leads = clause.names(LEAD)
        clause.roles[SUPPORT] = list(
            dict.fromkeys(
                name for name in [*responsible, *clause.names(SUPPORT)] if name not in leads
            )
        )
        del clause.roles[RESPONSIBLE]
    elif responsible and clause.names(SUPPORT):
        clause.roles[LEAD] = clause.roles.pop(RESPONSIBLE)
        clause.inferred.append(RESPONSIBLE_LEADS)
