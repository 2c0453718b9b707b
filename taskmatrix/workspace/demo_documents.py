"""What a demo's coordinator counts and publishes: readings of targets, weeklies on Fridays."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from random import Random
from typing import Any

from taskmatrix.workspace.demo_cast import MINUTES, OFFICE, Scene, Turn
from taskmatrix.workspace.documents.issuing import Copy, Edition, issue
from taskmatrix.workspace.documents.weekly import edition
from taskmatrix.workspace.readings import record
from taskmatrix.workspace.targets import targets

Item = dict[str, Any]
_SEED = 9704
_COUNTED_EVERY = 6
_COUNTED = 9
"""How many targets are counted, and every how many weeks."""

_FALLEN = 0.97


class Publishing:
    """Counts some targets now and then, and issues the weekly from a week on."""

    def __init__(self, scene: Scene, coordinator: str, since: date) -> None:
        self.scene = scene
        self.coordinator = coordinator
        self.since = since
        self.chance = Random(_SEED)  # noqa: S311 - the same every time
        dated = [item["code"] for item in self._targets() if item["due"] and item["expected"]]
        self.diligence = {code: self.chance.uniform(0.65, 1.2) for code in dated[:_COUNTED]}

    def turns(self, week: int, friday: date) -> Iterator[Turn]:
        """Yield what the coordinator counts on a Wednesday, and its Friday's weekly."""
        if week and week % _COUNTED_EVERY == 0:
            yield Turn(2, MINUTES, self.coordinator, OFFICE, self._count)
        if friday >= self.since:
            weekly = partial(issue, self.scene, "weekly", self._edition, _rendered, _COPY)
            yield Turn(4, MINUTES, self.coordinator, OFFICE, weekly)

    def _targets(self) -> list[Item]:
        listed, _named = targets(self.scene, (), (), ())
        self.scene.close()
        return listed

    def _count(self) -> None:
        for item in self._targets():
            share = self.diligence.get(item["code"])
            if share is None or item["expected"] is None:
                continue
            counted = round(item["expected"] * share * self.chance.uniform(_FALLEN, 1))
            before = item["reading"]["value"] if item["reading"] else 0
            if counted > before:
                record(self.scene, item["code"], str(counted))

    def _edition(self, year: int, number: int) -> Edition:
        return edition(self.scene, None, year, number)


_COPY = Copy("docx", None)


def _rendered(data: Item) -> bytes:
    from taskmatrix.reports.documents.weekly import compose
    from taskmatrix.reports.writers.writing import rendered

    return rendered(compose(data), data, _COPY.form, None)
