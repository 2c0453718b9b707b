"""Milestones through the versions of a plan: which one goes on under another title or place."""

from collections.abc import Sequence
from typing import NamedTuple


class Step(NamedTuple):
    """A milestone of one version of a task."""

    title: str
    due: str


def same_step(steps: Sequence[Step], place: int, others: Sequence[Step]) -> int | None:
    """Return the place in another version of a milestone: by its title, of several by its day.

    Else the one at its place that the version before did not have, of the same day or much the
    same title.
    """
    step = steps[place]
    called = [number for number, other in enumerate(others) if other.title == step.title]
    if called:
        on_day = [number for number in called if others[number].due == step.due]
        return (on_day or [number for number in called if number == place] or called)[0]
    here = others[place] if place < len(others) else None
    if here is None or here.title in (each.title for each in steps):
        return None
    from taskmatrix.domain.revision import is_small_edit

    return place if here.due == step.due or is_small_edit(here.title, step.title) else None


def followed(place: int, versions: Sequence[Sequence[Step]]) -> int | None:
    """Return the place in the last version of a milestone of the first; None where it was lost."""
    found: int | None = place if place < len(versions[0]) else None
    for number, others in enumerate(versions[1:]):
        if found is None:
            return None
        found = same_step(versions[number], found, others)
    return found
