"""The register of units: every name that a unit goes by, and the members of groups."""

from collections.abc import Iterable

from taskmatrix.domain.model import Unit
from taskmatrix.domain.words import Kind


class Register:
    """Finds a unit by any of its names and expands groups to their members."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: dict[str, Unit] = {}
        self.called: dict[str, str] = {}
        self.former: set[str] = set()
        for unit in units:
            self.units.setdefault(unit.name, unit)
        for unit in self.units.values():
            for name in (unit.name, *unit.aliases, *unit.formerly):
                self.called.setdefault(name, unit.name)
            self.former.update(unit.formerly)
        self._expanded: dict[str, tuple[str, ...]] = {}

    def unit(self, name: str) -> Unit | None:
        """Return the unit that goes, or went, by this name."""
        return self.units.get(self.called.get(name, ""))

    def members(self, name: str) -> tuple[str, ...]:
        """Return the units that act for a name: of a group its members, recursively.

        Unknown names have no members; a group inside itself is expanded once.
        """
        if name not in self._expanded:
            reached: dict[str, Unit] = {}
            ahead = [name]
            while ahead:
                unit = self.unit(ahead.pop())
                if unit and unit.name not in reached:
                    reached[unit.name] = unit
                    ahead += reversed(unit.members)
            acting = (unit.name for unit in reached.values() if unit.kind is not Kind.GROUP)
            self._expanded[name] = tuple(acting)
        return self._expanded[name]
