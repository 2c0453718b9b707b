"""The units of a notice: the spellings of one body proposed as one unit, for confirmation.

A spelling belongs to another when its characters stand in the other's in order, from the same
level (省发改委, 省发展和改革委员会), or when it is the other without the level before it, carried
over from the unit listed before (市工业和信息化局、商务局).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from taskmatrix.notices import units
from taskmatrix.notices.words import PLAIN

LEVELS = ("自治区", "国家", "中共", "省委", "市委", "省", "市", "县", "区", "州", "盟", "旗")
_ENDS = (
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("人民政府", "政府"),
    ("领导小组办公室", "办"),
    ("办公室", "办"),
)
_SHORT = {"工业和信息化": "工信", "人力资源社会保障": "人社", "人力资源和社会保障": "人社"}

MOST_ALIKE = 500
"""Names of one level that begin and end alike: among more, none is sought for an abbreviation."""


@dataclass
class Entry:
    """A unit as the plan will name it, with its other spellings and where it first stands."""

    name: str
    line: int
    aliases: list[str] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Whether the name does not end as a body's does, or names none: 各有关单位."""
        return not units.is_unit(self.name) or units.is_generic(self.name)

    @property
    def kind(self) -> str:
        """What kind of unit it seems to be."""
        if units.is_group(self.name):
            return "region"
        return (
            "region"
            if self.name.endswith(("市", "州", "县", "区", "政府", "旗", "盟"))
            else "department"
        )


def register(named: Iterable[tuple[str, int]]) -> list[Entry]:
    """Return the units of names in the order in which they first stand."""
    lines: dict[str, int] = {}
    for name, line in named:
        lines.setdefault(name, line)
    entries: dict[str, Entry] = {}
    for name, line in lines.items():
        key = _key(name)
        if key in entries:
            entries[key].aliases.append(name)
        else:
            entries[key] = Entry(name, line)
    return _carried(_abbreviated(entries))


def _abbreviated(entries: dict[str, Entry]) -> list[Entry]:
    """Join 省文旅厅 to 省文化和旅游厅, where only one body can be meant."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for key in entries:
        level = next((each for each in LEVELS if key.startswith(each)), "")
        stem = key[len(level) : -1]
        if level and len(stem) > 1 and not units.is_group(key):
            end = "委" if key.endswith("管委会") else key[-1]
            alike.setdefault((level, stem[0], end), []).append(key)
    joined: dict[str, str] = {}
    for keys in alike.values():
        for key in keys if len(keys) <= MOST_ALIKE else ():
            longer = [each for each in keys if len(each) > len(key) and _in_order(key, each)]
            if len(longer) == 1:
                joined[key] = longer[0]
    place = {key: count for count, key in enumerate(entries)}
    spelt = {id(entry): [key] for key, entry in entries.items()}
    for short, long in joined.items():
        first, second = sorted((short, long), key=place.__getitem__)
        kept, gone = entries[first], entries[second]
        if kept is not gone:
            kept.aliases += [gone.name, *gone.aliases]
            entries |= dict.fromkeys(spelt[id(gone)], kept)
            spelt[id(kept)] += spelt[id(gone)]
    return list({id(entry): entry for entry in entries.values()}.values())


def _in_order(short: str, long: str) -> bool:
    """Whether the characters of a spelling stand in another's in order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _key(name: str) -> str:
    """Return what is the same in the spellings of one body."""
    key = name.translate(PLAIN)
    for long, short in _ENDS:
        if key.endswith(long):
            key = key.removesuffix(long) + short
            break
    for long, short in _SHORT.items():
        key = key.replace(long, short)
    if not units.is_group(name):
        key = "".join(char for char in key if char not in "和与及 ")
        for long, short in (("发展改革", "发改"), ("监督管理", "监管"), ("科学技术", "科技")):
            key = key.replace(long, short)
    return key


def _carried(entries: list[Entry]) -> list[Entry]:
    """Join 商务局 to 市商务局 where both are printed."""
    by_name = {entry.name: entry for entry in entries}
    kept = []
    for entry in entries:
        whole = [by_name[level + entry.name] for level in LEVELS if level + entry.name in by_name]
        if len(whole) == 1 and not entry.name.startswith(LEVELS):
            whole[0].aliases += [entry.name, *entry.aliases]
        else:
            kept.append(entry)
    return kept
