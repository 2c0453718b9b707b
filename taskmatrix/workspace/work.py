"""What the work on a task adds up to."""

from collections.abc import Sequence

from taskmatrix.domain.lights import Work
from taskmatrix.domain.progress import task_progress
from taskmatrix.store.standing import Status

Report = tuple[int | None, str | None]
"""Progress and day of what a lead reported last, None before its first report."""

Spans = tuple[tuple[str, str], ...]


def work_of(status: Status | None, state: str, reports: Sequence[Report]) -> Work:
    """Return what the work on a task adds up to, given what its leads reported last."""
    progress = task_progress(number for number, _day in reports)
    reported = max((day for _number, day in reports if day), default=None)
    if status is None:
        return Work(state, progress=progress, reported=reported)
    wait = None
    if status.wait_from and status.wait_until:
        wait = (status.wait_from, status.wait_until)
    return Work(
        state,
        status.since,
        progress,
        reported,
        _spans(status.waited),
        wait,
        status.asked_on,
        status.granted,
        bool(status.granted_late),
        status.planned,
        status.resumed,
    )


def _spans(text: str | None) -> Spans:
    if text is None:
        return ()
    import json

    return tuple((first, last) for first, last in json.loads(text))
