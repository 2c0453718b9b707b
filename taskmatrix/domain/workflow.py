"""Which transition is allowed from which state."""

from taskmatrix.domain.events import EventKind
from taskmatrix.domain.words import State

OPEN = (State.PENDING, State.ACTIVE, State.REVIEW)
"""The open states, the least advanced first."""

ENDED = (State.CLOSED, State.TERMINATED)

TRANSITIONS: dict[str, tuple[tuple[State, ...], State]] = {
    EventKind.ACCEPTED: ((State.PENDING,), State.ACTIVE),
    EventKind.FINISHED: ((State.ACTIVE,), State.REVIEW),
    EventKind.APPROVED: ((State.REVIEW,), State.CLOSED),
    EventKind.RETURNED: ((State.REVIEW,), State.ACTIVE),
    EventKind.TERMINATED: (OPEN, State.TERMINATED),
    EventKind.REOPENED: (ENDED, State.ACTIVE),
}
"""Kind of event → states from which it is allowed, the state after it (contract §5)."""

REPORTABLE = (State.PENDING, State.ACTIVE)
"""No report in review, closed, terminated."""
