"""Which tasks a reader asks for."""

from typing import NamedTuple


class Selection(NamedTuple):
    """The filters of a list or matrix; all given ones must hold. Units are identities.

    `units` selects tasks in which any of them has one of `roles` (any role where empty);
    days are ISO texts.
    """

    today: str
    soon: str
    plans: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    units: tuple[int, ...] | None = None
    roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    leaders: tuple[int, ...] = ()
    due_by: str | None = None
    search: tuple[str, ...] = ()
    groups: bool = False
    all: bool = False
    sort: str = "deadline"
    limit: int | None = None
