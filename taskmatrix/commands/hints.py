"""Hints that can be pasted: their commands say again what was typed."""

import re

from taskmatrix.workspace.naming import pasted
from taskmatrix.workspace.session import Session

_OF_ONE_PERSON = ("db", "actor", "today")
_OF_ONE_UNIT = ("as", "home")
_FOR_THE_UNIT = "accept|extend|finish|mine|resume|todo|undo|update|urge|wait"


def as_typed(hint: str, session: Session) -> str:
    """Return a hint whose commands say again for whom and where one typed this one.

    Commands that are for another unit to type do not say for which.
    """
    given = session.settings.given

    def again(command: re.Match[str]) -> str:
        its_own = re.match(f"({_FOR_THE_UNIT})\\b", command[1])
        keys = _OF_ONE_PERSON + (_OF_ONE_UNIT if its_own else ())
        pairs = (f"--{key} {pasted(given[key])} " for key in keys if key in given)
        return "taskmatrix " + "".join(each for each in pairs if each.split()[0] not in hint)

    return re.sub("taskmatrix (?=([a-z]+))", again, hint) if given else hint
