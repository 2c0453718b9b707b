"""From what people type to the task or unit that they mean."""

import re
import sqlite3
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple, NoReturn

from taskmatrix.domain.words import Kind
from taskmatrix.errors import NotFound, Refused
from taskmatrix.language import gettext as _
from taskmatrix.store import names
from taskmatrix.workspace.hearing import heard
from taskmatrix.workspace.session import Session

MOST_CANDIDATES = 12
MOST_NEAR = 5
LONGEST_NAME = 1_000
"""No title is as long; SQLite takes no pattern much longer."""


class Named(NamedTuple):
    """What was understood: a `task`, `unit` or `plan`, its identity, its code or name.

    `detail` is the title, or a unit's kind; `said` is what was typed where that is neither the
    code nor the name itself.
    """

    what: str
    id: int
    label: str
    detail: str
    said: str | None = None

    @property
    def full(self) -> str:
        """The name of a unit, the code and title of anything else."""
        return shown(self.label if self.what == "unit" else f"{self.label} {self.detail}")


Readings = Iterator[list[Named]]
"""What a name may mean, by one reading after another, the closest first."""


def find_task(store: sqlite3.Connection, spoken: str, overall: str) -> Named:
    """Find a task by code, by its number in the overall plan, or by part of its title.

    Raises NotFound with the candidates where none or several are meant.
    """
    spoken = heard(spoken)
    found = _closest(_tasks(store, spoken, overall), spoken)
    return found or _unknown(_("There is no task “{name}”"), spoken, _known_tasks(store))


def find_unit(store: sqlite3.Connection, spoken: str) -> Named:
    """Find a unit by name, alias or former name; or by a part, or characters in order.

    Raises NotFound with the candidates where none or several are meant.
    """
    spoken = heard(spoken)
    found = _closest(_units(store, spoken), spoken)
    return found or _unknown(_("There is no unit “{name}”"), spoken, _known_units(store))


def find_task_or_unit(store: sqlite3.Connection, spoken: str, overall: str) -> Named:
    """Find a task or a unit; what is both means the task where it is its code.

    Raises NotFound with the candidates where none or several are meant.
    """
    spoken = heard(spoken)
    found = _closest(_either(_tasks(store, spoken, overall), _units(store, spoken)), spoken)
    if found:
        return found
    known = {**_known_units(store), **_known_tasks(store)}
    return _unknown(_("There is no task or unit “{name}”"), spoken, known)


def find_plan(store: sqlite3.Connection, spoken: str) -> Named:
    """Find a plan by its id, or by part of its title."""
    known = dict(names.plan_titles(store))
    if spoken.upper() in known:
        return Named("plan", 0, spoken.upper(), known[spoken.upper()])
    from taskmatrix.domain.names import plain

    spoken = heard(spoken)
    parts = [key for key, title in known.items() if plain(spoken) in plain(title)]
    found = _closest(iter([[Named("plan", 0, key, known[key], spoken) for key in parts]]), spoken)
    if found:
        return found
    message = _("There is no plan “{name}”").format(name=spoken)
    raise NotFound(message, _("the plans are {names}").format(names=_(", ").join(known)))


def acting_unit(session: Session) -> Named:
    """Return the unit on whose behalf one acts. Raises Refused where nobody was named."""
    told = session.settings.get("as")
    if not told:
        raise Refused(
            _("On whose behalf? No unit is set"),
            _('say --as UNIT, set TASKMATRIX_AS, or write as = "UNIT" into taskmatrix.toml'),
        )
    unit = find_unit(session.read(), told)
    if unit.detail == Kind.GROUP:
        raise Refused(
            _("{name} is a group, and a group cannot act").format(name=unit.label),
            _("name one of its members with --as"),
        )
    return unit


def coordinator(session: Session) -> str | None:
    """Return the name of the coordinating unit, None where the overall plan names none."""
    unit = session.overall["coordinator"]
    return None if unit is None else names.unit_name(session.store, unit)


def _tasks(store: sqlite3.Connection, spoken: str, overall: str) -> Readings:
    """Yield the tasks that have this code or number, this title, this part of a title."""
    yield _coded(store, spoken, overall)
    if len(spoken) > LONGEST_NAME:
        return
    from taskmatrix.domain.names import plain

    titled = names.tasks_titled(store, spoken.strip()) if spoken.strip() else []
    yield [Named("task", *each, spoken) for each in titled if each[2] == spoken.strip()]
    yield [Named("task", *each, spoken) for each in titled]
    wanted = plain(spoken)
    alike = [each for each in names.task_titles(store) if wanted and wanted in plain(each[2])]
    yield [Named("task", *each, spoken) for each in alike]


def _coded(store: sqlite3.Connection, spoken: str, overall: str) -> list[Named]:
    found = names.task_coded(store, spoken)
    if found:
        return [Named("task", *each) for each in found]
    from taskmatrix.domain.names import plain, task_number

    plan, slash, rest = plain(spoken).upper().rpartition("/")
    number = task_number(rest)
    found = names.task_coded(store, f"{plan if slash else overall}/{number}") if number else []
    return [Named("task", *each, spoken) for each in found]


def _units(store: sqlite3.Connection, spoken: str) -> Readings:
    """Yield the units that are called so, nearly so, have this part, these characters in order."""
    called = names.unit_called(store, spoken)
    yield [Named("unit", *each, None if each[1] == spoken else spoken) for each in called]
    from taskmatrix.domain.names import readings

    known: dict[str, set[int]] = {}
    for name, unit in names.unit_names(store):
        known.setdefault(name, set()).add(unit)
    for found in readings(spoken, known):
        units = sorted({unit for name in found for unit in known[name]})
        yield [Named("unit", *names.unit_by_id(store, unit)[:3], spoken) for unit in units]


def _either(tasks: Readings, units: Readings) -> Readings:
    yield next(tasks) or next(units)
    for some, more in zip_longest(tasks, units, fillvalue=()):
        yield [*some, *more]


def _closest(readings: Readings, spoken: str) -> Named | None:
    """Return what the first reading that finds any finds. Raises NotFound where it is several."""
    found = next(filter(None, readings), [])
    if len(found) < 2:
        return found[0] if found else None
    listed = [f"  {each.full}" for each in found[:MOST_CANDIDATES]]
    if len(found) > MOST_CANDIDATES:
        more = _("and {count} more").format(count=len(found) - MOST_CANDIDATES)
        listed.append(f"  {more}")
    message = _("“{name}” may mean several:").format(name=spoken)
    raise NotFound("\n".join([message, *listed]), _("say more of the name, or the code"))


def _known_tasks(store: sqlite3.Connection) -> dict[str, str]:
    found = names.task_titles(store)
    return {key: f"{code} {title}" for _id, code, title in found for key in (code, title)}


def _known_units(store: sqlite3.Connection) -> dict[str, str]:
    return {name: name for name, _unit in names.unit_names(store)}


def _unknown(message: str, spoken: str, known: dict[str, str]) -> NoReturn:
    """Raise NotFound, with those of the known names that are near."""
    from taskmatrix.domain.names import nearest

    near = dict.fromkeys(known[name] for name in nearest(spoken, known, count=MOST_NEAR))
    listed = _(" or ").join(f"“{shown(each)}”" for each in near)
    hint = _("did you mean {names}?").format(names=listed) if near else _("see: taskmatrix list")
    raise NotFound(message.format(name=spoken), hint)


def pasted(word: str) -> str:
    """Return a word as it can be pasted into a shell; plain ones stand unquoted."""
    if re.fullmatch(r"[\w@%+=:,./-]+", word):
        return word
    from shlex import quote

    return quote(word)


def shown(text: str) -> str:
    """Return a text without what steers a terminal."""
    if text.isprintable():
        return text
    from taskmatrix.reports.text import visible

    return visible(text)
