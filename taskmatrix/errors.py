"""Failures that a user can mend: a class each, with its exit status."""

import errno

from taskmatrix.language import gettext as _


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


def reason(error: OSError) -> str:
    """Return why the operating system refused, in the user's language where it is a common one."""
    known = {
        errno.ENOENT: _("no such file or folder"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EEXIST: _("it is there already"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("it is no folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("nothing can be written there"),
        errno.ELOOP: _("links that lead back to themselves"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)


def no_path(path: object) -> NotFound:
    """Return the error for a file or folder that is not there."""
    return NotFound(
        _("There is no file or folder {path}").format(path=path), _("check the spelling")
    )
