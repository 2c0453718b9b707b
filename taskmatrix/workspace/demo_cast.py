"""Who acts in a demo: the units and their habits, and made-up people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from taskmatrix.workspace.session import CHINA, Session
from taskmatrix.workspace.settings import Settings

WEEKS = 26
MINUTES = 480
"""How long a demo lasts, and a day in it."""

OFFICE = "综合协调处经办人"
REVIEWER = "综合协调处复核人"
"""The coordinator's people; a liaison is called after the unit. None of them is a real person."""

_SILENT_SHARE = 0.3
_ON_PAPER = 2

Item = Mapping[str, Any]
Act = Callable[[], object]


def liaison_of(unit: str) -> str:
    """Return the made-up person who reports for a unit."""
    return f"{unit}联络员"


class Turn(NamedTuple):
    """What somebody does in a week: on which day of it, at which minute after nine.

    `home` is the person's own unit, where that is another (代录).
    """

    weekday: int
    minute: int
    unit: str
    person: str
    act: Act
    home: str | None = None


class Desk:
    """A unit with its tasks and habits; `heard` is the week in which it last reported."""

    def __init__(self, unit: str, chance: Random) -> None:
        self.unit = unit
        self.leads: list[Item] = []
        self.supports: list[Item] = []
        self.locals: list[Item] = []
        self.diligence = chance.uniform(0.55, 0.97)
        self.pace = chance.uniform(0.4, 2.6)
        self.on_paper = False
        self.heard = 0
        begins = chance.randint(4, WEEKS - 3)
        length = chance.randint(3, 6) if chance.random() < _SILENT_SHARE else 0
        self.silent = range(begins, begins + length)

    @property
    def liaison(self) -> str:
        """The person who reports for it."""
        return liaison_of(self.unit)


def desks_of(tasks: Iterable[Item], chance: Random) -> dict[str, Desk]:
    """Return the desks of all units with a part in some tasks; a few regions work on paper."""
    desks: dict[str, Desk] = {}
    for item in tasks:
        for role in ("lead", "support", "local"):
            for unit in item[role]:
                desk = desks.get(unit) or Desk(unit, chance)
                desks[unit] = desk
                getattr(desk, f"{role}s").append(item)
    regions = [desk for desk in desks.values() if desk.locals]
    for desk in chance.sample(regions, min(_ON_PAPER, len(regions))):
        desk.on_paper = True
    return desks


class Scene(Session):
    """One session in which day, hour, unit and person change; one connection for them all."""

    def turn(
        self, day: date, minute: int, unit: str | None, person: str, home: str | None = None
    ) -> None:
        """Let another person act at another time."""
        values = {"db": self.path, "actor": person, "today": day.isoformat()}
        told = {"as": unit, "home": home}
        self.settings = Settings({**values, **{key: who for key, who in told.items() if who}})
        self.now = datetime.combine(day, time(9), CHINA) + timedelta(minutes=minute)
        vars(self).pop("today", None)
