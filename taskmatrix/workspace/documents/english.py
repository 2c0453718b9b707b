"""The names of units in English documents: those that the register has (contract §2, `en`)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from taskmatrix.language import current
from taskmatrix.store.names import english_names
from taskmatrix.workspace.documents.spool import Spool
from taskmatrix.workspace.session import Session

Item = dict[str, Any]
_OURS = ("why",)
"""Sentences of our own, in which names stand among other words."""


class _Named:
    """A spool whose objects are read with other names."""

    def __init__(self, spool: Spool, named: Callable[[Any], Any]) -> None:
        self._spool = spool
        self._named = named

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[Item]:
        return map(self._named, self._spool)


def in_language(session: Session, data: Mapping[str, Any]) -> Item:
    """Return the data of a document with units as they are called in the language in use."""
    names = english_names(session.read()) if current() == "en" else {}
    if not names:
        return dict(data)
    longest_first = sorted(names, key=len, reverse=True)

    def sentence(text: str) -> str:
        for name in longest_first:
            text = text.replace(name, names[name])
        return text

    def named(value: Any, key: str = "") -> Any:
        if isinstance(value, str):
            return sentence(value) if key in _OURS else names.get(value, value)
        if isinstance(value, Mapping):
            return {names.get(key, key): named(its, key) for key, its in value.items()}
        if isinstance(value, (list, tuple)):
            return [named(each) for each in value]
        return _Named(value, named) if isinstance(value, Spool) else value

    return dict(named(data))
