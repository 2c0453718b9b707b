"""Where each key and value of a TOML text stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import tomli

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A line and a column, in characters, both counted from 1."""

    line: int
    column: int


class Places:
    """The places of all that one TOML text holds."""

    def __init__(self, text: str, root: "_Node") -> None:
        self._root = root
        self._lines = [0, *(newline.end() for newline in re.finditer("\n", text))]

    def key(self, path: Path) -> Place:
        """Where the key or header is that makes `path`, or its nearest written ancestor."""
        return self._place(self._nearest(path).key)

    def value(self, path: Path) -> Place:
        """Where the value of `path`, or of its nearest written ancestor, begins."""
        return self._place(self.offset(path))

    def offset(self, path: Path) -> int:
        """The index in the text at which the value of `path`, or of its ancestor, begins."""
        return self._nearest(path).value

    def _nearest(self, path: Path) -> "_Node":
        node = self._root
        for name in path:
            if name not in node.parts:
                break
            node = node.parts[name]
        return node

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)


def places(text: str) -> Places:
    """The places in a text that tomli has accepted."""
    return Places(text, _Scanner(text).scan())


@dataclass(slots=True)
class _Node:
    """A table, array or value: the offsets of its key and value, and its parts."""

    key: int
    value: int
    parts: dict[str | int, "_Node"] = field(default_factory=dict)

    def part(self, name: str, offset: int) -> "_Node":
        """The part of this name; one that is new is made at `offset`."""
        if name not in self.parts:
            self.parts[name] = _Node(offset, offset)
        return self.parts[name]

    def append(self, offset: int) -> "_Node":
        """A new last element."""
        element = self.parts[len(self.parts)] = _Node(offset, offset)
        return element

    def descend(self, names: Iterable[tuple[str, int]]) -> "_Node":
        """The part that dotted names lead to: through an array of tables, by its last table."""
        node = self
        for name, offset in names:
            node = node.part(name, offset)
            if 0 in node.parts:
                node = node.parts[len(node.parts) - 1]
        return node


# Possessive quantifiers keep long strings linear. A closing run of quotes may hold two of the text.
_STRING = (
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:[^"\\]++|\\.)*+"'
    r"|'[^']*+'"
)
_GAP = re.compile(r"(?:[\s,]++|#[^\n]*+)*+")
_NAME = re.compile(rf"\s*+({_STRING}|[^\s.=\]]++)\s*+(\.?)")
_SCALAR = re.compile(rf"{_STRING}|[^,\]}}#\n]++")


class _Scanner:
    """One pass over valid TOML, with a stack of its own in place of recursion."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._root = _Node(0, 0)
        self._open = [self._root]  # the table of the last header, then arrays and inline tables

    def scan(self) -> _Node:
        """The whole text as a tree."""
        while self._take(_GAP).end() < len(self._text):
            if self._text[self._at] in "]}":
                self._open.pop()
                self._at += 1
            elif self._in_array():
                self._value(self._open[-1].append(self._at))
            elif self._text[self._at] == "[":
                self._header()
            else:
                self._pair()
        return self._root

    def _in_array(self) -> bool:
        return len(self._open) > 1 and self._text[self._open[-1].value] == "["

    def _header(self) -> None:
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        names = [(name, start) for name, _ in self._names()]
        self._at += brackets
        if brackets == 2:
            parent = self._root.descend(names[:-1])
            table = parent.part(*names[-1]).append(start)
        else:
            table = self._root.descend(names)
            table.key = table.value = start  # a table below it may have come first
        self._open = [table]

    def _pair(self) -> None:
        node = self._open[-1].descend(self._names())
        self._at += len("=")
        self._take(_GAP)
        self._value(node)

    def _value(self, node: _Node) -> None:
        node.value = self._at
        if self._text[self._at] in "[{":
            self._open.append(node)
            self._at += 1
        else:
            self._take(_SCALAR)

    def _names(self) -> list[tuple[str, int]]:
        """The names of a dotted key, each with its offset."""
        names = []
        dot = "."
        while dot:
            found = self._take(_NAME)
            names.append((_plain(found[1]), found.start(1)))
            dot = found[2]
        return names

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise ValueError("not valid TOML")
        self._at = found.end()
        return found


def _plain(name: str) -> str:
    """A key's name without its quotes and escapes."""
    if name[0] not in "\"'":
        return name
    plain: str = tomli.loads(f"name = {name}")["name"]
    return plain
