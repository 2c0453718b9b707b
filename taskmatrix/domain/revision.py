"""A plan revised: which of its units and tasks are those already known, and which word is needed.

Identity is permanent, codes and names are labels: a task inserted at 12 moves all that follow,
and their history moves with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from taskmatrix.domain.definitions import Identities, targets
from taskmatrix.domain.model import Programme

SMALL_EDIT = 0.7
"""Titles at least this alike (difflib ratio) are one title, edited."""

LIKELY = 0.5
"""Titles at least this alike are proposed as the same task."""


@dataclass(frozen=True, slots=True)
class Known:
    """A unit, task or target of the store. `label` is its name or code, `title` a task's.

    `engaged`: work on it is on record, so it is not dropped or re-titled without a word.
    """

    id: int
    label: str
    title: str = ""
    engaged: bool = False
    dropped: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Directives:
    """The user's word: labels to map (old → new), to keep, to retire."""

    map: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    retire: frozenset[str] = frozenset()


@dataclass
class Match:
    """What a new programme makes of the known: old identity of each new label, and the rest."""

    identities: Identities = field(default_factory=Identities)
    new_units: list[str] = field(default_factory=list)
    new_tasks: list[str] = field(default_factory=list)
    new_targets: list[str] = field(default_factory=list)
    dropped_units: dict[int, str | None] = field(default_factory=dict)
    dropped_tasks: list[int] = field(default_factory=list)
    kept_tasks: list[int] = field(default_factory=list)
    dropped_targets: list[int] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    needs_word: list[str] = field(default_factory=list)


def match(
    programme: Programme,
    units: Iterable[Known],
    tasks: Iterable[Known],
    known_targets: Iterable[Known],
    word: Directives,
) -> Match:
    """Tell the known from the new. `needs_word` names what may not change silently."""
    result = Match()
    _match_units(programme, list(units), word, result)
    _match_tasks(programme, list(tasks), word, result)
    _match_targets(programme, list(known_targets), result)
    return result


def _match_units(programme: Programme, known: list[Known], word: Directives, result: Match) -> None:
    live = {old.label: old for old in known if not old.dropped}
    gone = {old.label: old for old in known if old.dropped}
    names = [unit.name for unit in programme.units]
    heirs = {
        former: unit.name for unit in programme.units for former in (*unit.formerly, *unit.aliases)
    }
    found: dict[str, Known] = {}
    mapped = {new: live[old] for old, new in word.map.items() if old in live and new in names}
    _take(found, mapped)
    _take(found, {name: live[name] for name in names if name in live})
    for former, heir in heirs.items():
        if former in live:
            _take(found, {heir: live[former]})
    _take(found, {name: gone[name] for name in names if name in gone})
    result.identities.units = {name: old.id for name, old in found.items()}
    result.new_units = [name for name in names if name not in found]
    held = {old.id for old in found.values()}
    for old in live.values():
        if old.id not in held:
            into = heirs.get(old.label) or word.map.get(old.label)
            result.dropped_units[old.id] = into
            if old.engaged and not into and old.label not in word.retire:
                _propose_unit(old, result)


def _propose_unit(old: Known, result: Match) -> None:
    likely = _most_alike(old.label, {name: name for name in result.new_units})
    result.needs_word.append(old.label)
    result.proposals.append(f"--map {old.label}={likely}" if likely else f"--retire {old.label}")


def _match_tasks(programme: Programme, known: list[Known], word: Directives, result: Match) -> None:
    titles = {code: task.title for code, _, task in programme.tasks()}
    live = {old.label: old for old in known if not old.dropped}
    found = _mapped(titles, live, word)
    free = {code: old for code, old in live.items() if code not in word.map.keys() | word.retire}
    _take(found, {code: old for code, old in free.items() if titles.get(code) == old.title})
    _take(found, _moved(titles, free, found))
    same_code = {code: old for code, old in free.items() if code in titles}
    _take(found, {c: o for c, o in same_code.items() if _alike(o.title, titles[c]) >= SMALL_EDIT})
    retitled = {
        code: old
        for code, old in same_code.items()
        if code not in found and old not in found.values()
    }
    _take(found, {code: old for code, old in retitled.items() if not old.engaged})
    gone = {(old.label, old.title): old for old in known if old.dropped}
    _take(found, {c: gone[c, t] for c, t in titles.items() if (c, t) in gone})
    result.identities.tasks = {code: old.id for code, old in found.items()}
    result.new_tasks = [code for code in titles if code not in found]
    held = {old.id for old in found.values()}
    for old in live.values():
        if old.id not in held:
            _let_go(old, titles, word, result)
    _propose_moves(found, word, result)


def _mapped(
    titles: Mapping[str, str], live: Mapping[str, Known], word: Directives
) -> dict[str, Known]:
    return {new: live[old] for old, new in word.map.items() if old in live and new in titles}


def _take(found: dict[str, Known], more: Mapping[str, Known]) -> None:
    held = {old.id for old in found.values()}
    for code, old in more.items():
        if code not in found and old.id not in held:
            found[code] = old
            held.add(old.id)


def _moved(
    titles: Mapping[str, str], live: Mapping[str, Known], found: Mapping[str, Known]
) -> dict[str, Known]:
    """Return tasks that stand under another code of their plan with the very same title."""
    held = {old.id for old in found.values()}
    old_places: dict[tuple[str, str], list[Known]] = {}
    for old in live.values():
        if old.id not in held:
            old_places.setdefault((_plan(old.label), old.title), []).append(old)
    new_places: dict[tuple[str, str], list[str]] = {}
    for code, title in titles.items():
        if code not in found:
            new_places.setdefault((_plan(code), title), []).append(code)
    return {
        codes[0]: old_places[place][0]
        for place, codes in new_places.items()
        if len(codes) == 1 and len(old_places.get(place, ())) == 1
    }


def _let_go(old: Known, titles: Mapping[str, str], word: Directives, result: Match) -> None:
    if old.label in word.keep or (old.kept and old.label not in word.retire):
        result.kept_tasks.append(old.id)
        return
    result.dropped_tasks.append(old.id)
    if not old.engaged or old.label in word.retire:
        return
    plan = _plan(old.label)
    free = {code: titles[code] for code in result.new_tasks if _plan(code) == plan}
    likely = _most_alike(old.title, free)
    result.needs_word.append(old.label)
    result.proposals.append(f"--map {old.label}={likely}" if likely else f"--retire {old.label}")


def _propose_moves(found: Mapping[str, Known], word: Directives, result: Match) -> None:
    """Where an engaged task moves without a word, the line proposes every move of the load."""
    moves = {old.label: new for new, old in found.items() if old.label != new and not old.dropped}
    silent = [
        old.label
        for new, old in found.items()
        if old.engaged and old.label != new and word.map.get(old.label) != new
    ]
    if silent or result.needs_word:
        result.needs_word += silent
        given = [f"--map {old}={new}" for old, new in word.map.items() if old not in moves]
        given += [f"--keep {code}" for code in sorted(word.keep)]
        given += [f"--retire {code}" for code in sorted(word.retire)]
        maps = [f"--map {old}={new}" for old, new in moves.items()]
        result.proposals = [*given, *maps, *result.proposals]


def _match_targets(programme: Programme, known: list[Known], result: Match) -> None:
    codes = targets(programme)
    by_code = {old.label: old for old in sorted(known, key=lambda each: not each.dropped)}
    result.identities.targets = {code: by_code[code].id for code in codes if code in by_code}
    result.new_targets = [code for code in codes if code not in by_code]
    result.dropped_targets = [old.id for old in known if not old.dropped and old.label not in codes]


def _plan(code: str) -> str:
    return code.partition("/")[0]


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _most_alike(title: str, labels: Mapping[str, str]) -> str | None:
    best = max(labels, key=lambda label: _alike(title, labels[label]), default=None)
    return best if best and _alike(title, labels[best]) >= LIKELY else None
