"""Clauses that repeat the one before: （责任单位同上）, 责任单位：同上, （同上）."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from taskmatrix.notices.clauses import RESPONSIBLE_LEADS, Clause
from taskmatrix.notices.text import Text
from taskmatrix.notices.tokens import BODY, ROLE, role_of
from taskmatrix.notices.words import RESPONSIBLE

_SAME = re.compile(
    rf"(?m)(?:[（〔] *|^ *(?={ROLE}))(?P<who>{ROLE}{{1,4}}{BODY}?)?(?:[：为均与和] *){{0,2}}"
    r"[同与](?:(?P<before>上(?:一?[项条款])?|前)|第?[\d一二三四五六七八九十]{1,3}[项条款])"
    r"(?:[一]?致|相同)?[。；]?(?: *[）〕]|$)"
)


class Repeats:
    """The clauses that repeat one, and the passages that say so and cannot be followed."""

    def __init__(self, text: Text, clauses: Sequence[Clause]) -> None:
        self.clauses: list[Clause] = []
        self.unread: list[tuple[int, int, str]] = []
        starts = [clause.start for clause in clauses]
        ends = [clause.end for clause in clauses]
        for found in _SAME.finditer(text.plain):
            at = bisect_left(starts, found.start())
            if at < len(ends) and starts[at] < found.end():
                continue
            if at and ends[at - 1] > found.start():
                continue
            whole = not found["who"] or role_of(found["who"]) == RESPONSIBLE
            if not (at and whole and found["before"]):
                self.unread.append((*found.span(), "repeat"))
                continue
            self.clauses.append(_again(text, *found.span(), clauses[at - 1]))


def _again(text: Text, start: int, end: int, before: Clause) -> Clause:
    return Clause(
        start,
        end,
        text.printed[start:end].strip(),
        text.line(start),
        {role: list(names) for role, names in before.roles.items()},
        open_ended=before.open_ended,
        inferred=[*(why for why in before.inferred if why == RESPONSIBLE_LEADS), "same"],
        repeats=(before.line, before.printed),
    )
