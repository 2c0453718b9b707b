"""Which tasks a reader asks for."""

from typing import Any


class Selection:
    """The filters of a list or matrix; all given ones must hold. Units are identities.

    `units` selects tasks in which any of them has one of `roles` (any role where empty);
    `lit` is how many tasks have one of `lights`, None where lights do not matter;
    `period` is the last completed reporting period of the leads; days are ISO texts. A plain
    class: to make a record type of so many fields costs every command a millisecond.
    """

    plans: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    units: tuple[int, ...] | None = None
    roles: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    lit: int | None = None
    sections: tuple[str, ...] = ()
    leaders: tuple[int, ...] = ()
    due_by: str | None = None
    search: tuple[str, ...] = ()
    groups: bool = False
    all: bool = False
    period: tuple[str, str] | None = None
    sort: str = "deadline"
    limit: int | None = None

    def __init__(self, today: str, soon: str, **filters: Any) -> None:
        self.today = today
        self.soon = soon
        for name, value in filters.items():
            if not hasattr(Selection, name):
                raise TypeError(name)
            setattr(self, name, value)
