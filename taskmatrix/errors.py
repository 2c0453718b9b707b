"""Failures that a user can mend: a class each, with its exit status."""


class TaskmatrixError(Exception):
    """What is wrong, in the user's language, with the next step in `hint`."""

    status = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(TaskmatrixError):
    """A rule forbids it; nothing was changed."""

    status = 3


class NotFound(TaskmatrixError):
    """No such task, unit, file or database."""

    status = 4


class BadInput(TaskmatrixError):
    """A file that was handed over cannot be used."""

    status = 5


class StoreUnusable(TaskmatrixError):
    """The store is locked, damaged, no database, or of another version."""

    status = 6


class Interrupted(TaskmatrixError):
    """Ctrl-C; the message says whether the command is on record."""

    status = 130
