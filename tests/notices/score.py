"""How well notices are read: `python tests/notices/score.py FOLDER` (or `make score FOLDER=…`).

Beside each `NAME.txt` stands `NAME.gold.tsv`: a row a clause, columns `path` (the printed labels
down to the item, parted by `/`), `leads`, `supports` (parted by `|`; a blanket's units count as
supports), and where labelled `open_ended` (0 or 1) and `deadline` (phrases as printed).
"""

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from taskmatrix.notices.deadlines import Deadline
from taskmatrix.notices.draft import draft
from taskmatrix.notices.model import Draft, DraftTask, Reading
from taskmatrix.notices.text import decoded

Fact = tuple[str, ...]


class Score(NamedTuple):
    """What was found among what is there."""

    right: int
    found: int
    labelled: int

    @property
    def f1(self) -> float:
        total = self.found + self.labelled
        return 2 * self.right / total if total else 1.0

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.labelled if self.labelled else 1.0
        return f"P {precision:.4f}  R {recall:.4f}  F1 {self.f1:.4f}  ({self.labelled})"


class Compared(NamedTuple):
    """The facts of one notice, read and labelled, by kind."""

    name: str
    read: dict[str, Counter[Fact]]
    gold: dict[str, Counter[Fact]]

    def score(self, kind: str) -> Score:
        both = self.read[kind] & self.gold[kind]
        return Score(both.total(), self.read[kind].total(), self.gold[kind].total())

    def differences(self) -> Iterator[str]:
        for kind in KINDS:
            for fact in sorted((self.gold[kind] - self.read[kind]).elements()):
                yield f"  lost   {kind}: {'  '.join(fact)}"
            for fact in sorted((self.read[kind] - self.gold[kind]).elements()):
                yield f"  wrong  {kind}: {'  '.join(fact)}"


KINDS = ("role", "deadline", "open-ended")


def compared(folder: Path) -> list[Compared]:
    """Read every labelled notice of a folder."""
    found = []
    for gold in sorted(folder.glob("*.gold.tsv")):
        notice = gold.with_name(gold.name.replace(".gold.tsv", ".txt"))
        read = facts_of(draft(decoded(notice.read_bytes())))
        found.append(Compared(notice.name, read, labelled(gold)))
    return found


def together(each: list[Compared], kind: str) -> Score:
    """The score over all notices, every fact counted alike."""
    return Score(*(sum(column) for column in zip(*(one.score(kind) for one in each), strict=True)))


def labelled(path: Path) -> dict[str, Counter[Fact]]:
    """Return the facts of a gold file."""
    facts: dict[str, Counter[Fact]] = {kind: Counter() for kind in KINDS}
    roles, limits = set(), set()
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            task = bare(row["path"])
            roles |= {(task, unit, "lead") for unit in row["leads"].split("|") if unit}
            roles |= {(task, unit, "support") for unit in row["supports"].split("|") if unit}
            limits |= {(task, each) for each in (row.get("deadline") or "").split("|") if each}
            facts["open-ended"][task, row.get("open_ended") or "0"] += 1
    facts["role"].update(roles)
    facts["deadline"].update(limits)
    return facts


def facts_of(read: Draft) -> dict[str, Counter[Fact]]:
    """Return the facts of a draft, as the gold files have them."""
    facts: dict[str, Counter[Fact]] = {kind: Counter() for kind in KINDS}
    for task in read.every():
        path = bare("/".join(task.label))
        roles = {(path, *cell) for reading in task.readings for cell in cells(reading)}
        facts["role"].update(roles)
        facts["deadline"].update({(path, each.printed) for each in limits_of(task)})
        facts["open-ended"].update((path, str(int(each.open_ended))) for each in task.readings)
    return facts


def limits_of(task: DraftTask) -> tuple[Deadline, ...]:
    return task.deadlines if task.readings else ()


def cells(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield unit and role as gold files have them: a blanket's units are supports."""
    for role, names in reading.by_role().items():
        for name in names:
            yield name, "support" if role == "local" else role


def bare(path: str) -> str:
    """A path of labels without the signs behind them."""
    return re.sub(r"[.、．：:\s]", "", unicodedata.normalize("NFKC", path))


def report(each: list[Compared]) -> Iterator[str]:
    """Yield the scores of every notice with each difference, and those of all together."""
    for one in each:
        yield one.name
        yield from (f"  {kind:<10}  {one.score(kind)}" for kind in KINDS)
        yield from one.differences()
    yield "together"
    yield from (f"  {kind:<10}  {together(each, kind)}" for kind in KINDS)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report(compared(Path(sys.argv[1]))))
