"""A plan revised: which of its units and tasks are those already known, and which word is needed.

Identity is permanent, codes and names are labels: a task inserted at 12 moves all that follow,
and their history moves with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain

from taskmatrix.domain.definitions import Identities, targets
from taskmatrix.domain.model import Programme
from taskmatrix.domain.names import in_order

SMALL_EDIT = 0.9
"""Titles at least this alike (difflib ratio) are one title, edited."""

WORDS_ADDED = 0.7
"""Less alike will do where one title is the other with words added: 人工智能+交通 and
人工智能+教育, two tasks, are as alike as this."""

LIKELY = 0.5
"""Titles at least this alike are proposed as the same task."""


@dataclass(frozen=True, slots=True)
class Known:
    """A unit, task or target of the store. `label` is its name or code, `title` not a unit's.

    `engaged`: work on it is on record (readings of a target), so it is not dropped, nor a task
    re-titled, without a word.
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
    _match_targets(programme, list(known_targets), word, result)
    return result


def _match_units(programme: Programme, known: list[Known], word: Directives, result: Match) -> None:
    live = {old.label: old for old in known if not old.dropped}
    gone = {old.label: old for old in known if old.dropped}
    names = [unit.name for unit in programme.units]
    heirs = {
        former: unit.name for unit in programme.units for former in (*unit.formerly, *unit.aliases)
    }
    found: dict[str, Known] = {}
    # Mapped to a unit that goes on, a unit merges into it; only a name that moves on is free.
    freed = {new: old for old, new in word.map.items() if new not in live or new in word.map}
    known_as = {**gone, **live}
    _take(found, {new: known_as[old] for new, old in freed.items() if old in known_as})
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
            into = word.map.get(old.label) or heirs.get(old.label)
            result.dropped_units[old.id] = into
            if old.engaged and not into and old.label not in word.retire:
                likely = _most_alike(old.label, {name: name for name in result.new_units})
                _propose(old.label, likely, result)


def _propose(label: str, likely: str | None, result: Match) -> None:
    result.needs_word.append(label)
    result.proposals += ["--map", f"{label}={likely}"] if likely else ["--retire", label]


def _match_tasks(programme: Programme, known: list[Known], word: Directives, result: Match) -> None:
    titles = {code: task.title for code, _, task in programme.tasks()}
    live = {old.label: old for old in known if not old.dropped}
    gone = {old.label: old for old in known if old.dropped}
    known_as = {**gone, **live}
    found = {new: known_as[old] for old, new in word.map.items() if old in known_as}
    settled = word.map.keys() | word.retire
    free = {code: old for code, old in live.items() if code not in settled}
    _take(found, {code: old for code, old in free.items() if titles.get(code) == old.title})
    _take(found, _moved(titles, free.values(), found))
    retitled = {code: old for code, old in free.items() if code in titles and code not in found}
    _take(found, {c: old for c, old in retitled.items() if is_small_edit(old.title, titles[c])})
    _take(found, _back(titles, known, found))
    _take(found, {code: old for code, old in retitled.items() if not _holds(old, word)})
    result.identities.tasks = {code: old.id for code, old in found.items()}
    result.new_tasks = [code for code in titles if code not in found]
    _let_go(live.values(), found, titles, word, result)
    _propose_moves(found, word, result)


def _take(found: dict[str, Known], more: Mapping[str, Known]) -> None:
    held = {old.id for old in found.values()}
    for code, old in more.items():
        if code not in found and old.id not in held:
            found[code] = old
            held.add(old.id)


def _moved(
    titles: Mapping[str, str], known: Iterable[Known], found: Mapping[str, Known]
) -> dict[str, Known]:
    """Return tasks that stand under another code of their plan with the very same title."""
    held = {old.id for old in found.values()}
    old_places: dict[tuple[str, str], list[Known]] = {}
    for old in known:
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


def _back(
    titles: Mapping[str, str], known: Iterable[Known], found: Mapping[str, Known]
) -> dict[str, Known]:
    """Return dropped tasks that are there again: under their old code, or under another one."""
    gone = {(old.label, old.title): old for old in known if old.dropped}
    same = {c: gone[c, t] for c, t in titles.items() if (c, t) in gone and c not in found}
    return {**_moved(titles, gone.values(), {**found, **same}), **same}


def _holds(old: Known, word: Directives) -> bool:
    """Whether a task is not let go without a word."""
    return old.engaged or old.kept or old.label in word.keep


def _let_go(
    live: Iterable[Known],
    found: Mapping[str, Known],
    titles: Mapping[str, str],
    word: Directives,
    result: Match,
) -> None:
    """Keep or drop what the plan has no more; a code that it gives to another task is not kept."""
    held = {old.id for old in found.values()}
    free = {code: titles[code] for code in result.new_tasks}
    for old in live:
        if old.id in held:
            continue
        kept = (old.kept or old.label in word.keep) and old.label not in word.retire
        if kept and old.label not in titles:
            result.kept_tasks.append(old.id)
            continue
        result.dropped_tasks.append(old.id)
        if _holds(old, word) and old.label not in word.retire:
            near = {code: title for code, title in free.items() if _plan(code) == _plan(old.label)}
            likely = _most_alike(old.title, near)
            free.pop(likely or "", None)
            _propose(old.label, likely, result)


def _propose_moves(found: Mapping[str, Known], word: Directives, result: Match) -> None:
    """Where an engaged task moves without a word, the line proposes every move of the load."""
    moving = {new: old for new, old in found.items() if old.label != new and not old.dropped}
    silent = [
        old.label for new, old in moving.items() if old.engaged and word.map.get(old.label) != new
    ]
    if silent or result.needs_word:
        result.needs_word += silent
        moves = {old.label: new for new, old in moving.items()}
        line = [("--map", f"{old}={new}") for old, new in {**word.map, **moves}.items()]
        line += [("--keep", code) for code in sorted(word.keep - set(result.needs_word))]
        line += [("--retire", code) for code in sorted(word.retire)]
        result.proposals = [*chain.from_iterable(line), *result.proposals]


def _match_targets(
    programme: Programme, known: list[Known], word: Directives, result: Match
) -> None:
    titles = {code: target.title for code, (_plan, _task, target) in targets(programme).items()}
    known_as = {old.label: old for old in sorted(known, key=lambda each: not each.dropped)}
    found = {new: known_as[old] for old, new in word.map.items() if old in known_as}
    settled = word.map.keys() | word.retire
    _take(found, {c: known_as[c] for c in titles if c in known_as and c not in settled})
    result.identities.targets = {code: old.id for code, old in found.items()}
    result.new_targets = [code for code in titles if code not in found]
    held = {old.id for old in found.values()}
    free = {code: titles[code] for code in result.new_targets}
    for old in known:
        if old.dropped or old.id in held:
            continue
        result.dropped_targets.append(old.id)
        if old.engaged and old.label not in word.retire:
            near = {code: title for code, title in free.items() if _plan(code) == _plan(old.label)}
            likely = _most_alike(old.title, near)
            free.pop(likely or "", None)
            _propose(old.label, likely, result)


def _plan(code: str) -> str:
    return code.partition("/")[0].partition("#")[0]


def is_small_edit(old: str, new: str) -> bool:
    """Whether two titles are one, edited: words added or left out, or a few signs changed."""
    alike = _alike(old, new)
    shorter, longer = sorted((old, new), key=len)
    return alike >= SMALL_EDIT or (alike >= WORDS_ADDED and in_order(shorter, longer))


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _most_alike(title: str, labels: Mapping[str, str]) -> str | None:
    best = max(labels, key=lambda label: _alike(title, labels[label]), default=None)
    return best if best and _alike(title, labels[best]) >= LIKELY else None
