"""What the progress of a task, or of a group, is by what its units reported."""

from collections.abc import Iterable

COMPLETE = 100
TERMINATED = "terminated"


def task_progress(leads: Iterable[int | None]) -> int | None:
    """Return a task's progress from that of its leads: the lowest reported; None before any."""
    return min((progress for progress in leads if progress is not None), default=None)


def far_ahead_by(progress: float | None, expected: float | None, points: float) -> float | None:
    """Return by how many points a claim is ahead of what is expected, where that is `points`.

    None where it is less, nothing is expected, or the task is complete: only evidence shows then.
    """
    if progress is None or expected is None or progress >= COMPLETE:
        return None
    ahead = round(progress - expected, 1)
    return ahead if ahead >= points else None


def group_progress(leaves: Iterable[tuple[str, int | None]]) -> float | None:
    """Return the mean progress of unterminated leaves, given as state and progress.

    A leaf without a report counts as 0 beside others that have one; None where none has any.
    """
    counted = [progress for state, progress in leaves if state != TERMINATED]
    if all(progress is None for progress in counted):
        return None
    mean = sum(progress or 0 for progress in counted) / len(counted)
    return round(mean, 1)
